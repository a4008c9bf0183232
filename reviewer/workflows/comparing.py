"""Two result files of the same tasks: what changed in scores, categories and fixes, and through which rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from reviewer.workflows.earlier import read_results


class Fix(NamedTuple):
    """A fix as far as two runs can be compared by it.

    Attributes:
        rule: id of the rule.
        category: A, B or C.
        title: what a person would call it.
        places: pointers, or headings for prose, of its changes.
    """

    rule: str
    category: str
    title: str
    places: frozenset[tuple[str, str]]


class Result(NamedTuple):
    """One review as far as two runs can be compared by it."""

    path: str
    status: str
    score: int | None
    fixes: tuple[Fix, ...]


class FixChange(NamedTuple):
    """What became of one fix; ``old`` is None for a new fix, ``new`` for one that is gone."""

    old: Fix | None
    new: Fix | None

    def __str__(self) -> str:
        """``+ B rule: title``, ``- ...``, or what changed in one that both have."""
        if self.old is None or self.new is None:
            fix, sign = (self.new, "+") if self.new else (self.old, "-")
            return f"{sign} {fix.category} {fix.rule}: {fix.title}" if fix else ""
        rule = self.new.rule if self.old.rule == self.new.rule else f"{self.old.rule} -> {self.new.rule}"
        same = self.old.category == self.new.category
        category = self.new.category if same else f"{self.old.category} -> {self.new.category}"
        return f"~ {category} {rule}: {self.new.title}"


class Difference(NamedTuple):
    """One task that the two runs judge differently; ``old`` or ``new`` is None where only one has it."""

    path: str
    old: Result | None
    new: Result | None
    fixes: tuple[FixChange, ...]


class Compared(NamedTuple):
    """Two result files.

    Attributes:
        same: tasks that both judge alike.
        differences: the other ones, in the order of the new file, those that only the old one has at the end.
        rubrics: name and hash of the rubrics of each file.
    """

    same: int
    differences: tuple[Difference, ...]
    rubrics: tuple[str, str]

    def rules(self) -> list[tuple[str, int]]:
        """In how many tasks something changed through each rule, most first, then by name."""
        found: Counter[str] = Counter()
        for difference in self.differences:
            rules = {fix.rule for change in difference.fixes for fix in change if fix}
            found.update(dict.fromkeys(sorted(rules), 1))
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def compare_results(old: str, new: str) -> Compared:
    """Compares two files that ``--format jsonl`` wrote, task by task, by the task's path.

    Raises:
        UsageError: where one can't be read.
    """
    rubrics: dict[str, str] = {}
    before = {result.path: result for result in _read(old, rubrics)}
    same, differences = 0, []
    for result in _read(new, rubrics):
        earlier = before.pop(result.path, None)
        if earlier == result:
            same += 1
        else:
            differences.append(_compare(earlier, result))
    differences += [_compare(each, None) for each in before.values()]
    return Compared(same, tuple(differences), (rubrics.get(old, "none"), rubrics.get(new, "none")))


def _read(file: str, rubrics: dict[str, str]) -> Iterator[Result]:
    for line in read_results(file):
        rubric = line.review["rubric"]
        rubrics.setdefault(file, f"{rubric['name']} {rubric['version']} ({rubric['sha256'][:12]})")
        score = line.review.get("score") or {}
        fixes = tuple(_take_fix(fix) for fix in line.review.get("fixes") or ())
        yield Result(line.path, line.review["status"], score.get("final"), fixes)


def _take_fix(fix: dict[str, Any]) -> Fix:
    places = frozenset(
        (each["op"], each.get("pointer") or each.get("section") or "") for each in fix.get("changes") or ()
    )
    return Fix(fix["rule"], fix["category"], fix["title"], places)


def _compare(old: Result | None, new: Result | None) -> Difference:
    before, after = list(old.fixes if old else ()), list(new.fixes if new else ())
    for fix in [*after]:
        if fix in before:
            before.remove(fix)
            after.remove(fix)
    changes = []
    for fix in after:
        partner = max(before, key=lambda each: _kinship(each, fix), default=None)
        if partner is not None and _kinship(partner, fix) > 0:
            before.remove(partner)
            changes.append(FixChange(partner, fix))
        else:
            changes.append(FixChange(None, fix))
    changes += [FixChange(fix, None) for fix in before]
    path = new.path if new else old.path if old else ""
    return Difference(path, old, new, tuple(changes))


def _kinship(one: Fix, other: Fix) -> float:
    """How likely two fixes are the same: shared evidence above all, then the rule."""
    shared = len(one.places & other.places) / max(len(one.places | other.places), 1)
    return 2 * shared + (one.rule == other.rule)

"""Two result files of the same tasks: what changed in scores, categories and fixes, and through which rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
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
    """One review as far as two runs can be compared by it.

    Attributes:
        parts: what the score was made of: adjustment, complexity, each blocker and each ceiling by its name.
    """

    path: str
    status: str
    score: int | None
    passed: bool
    fixes: tuple[Fix, ...]
    parts: Mapping[str, int]

    def is_like(self, other: Result | None) -> bool:
        """Whether two runs judge alike; a ceiling that held nothing down is no difference."""
        return other is not None and self[:-1] == other[:-1]


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

    def reasons(self) -> dict[str, str]:
        """The parts of the score that changed, each with what it was and is; empty where the score did not change."""
        if self.old is None or self.new is None or self.old.score == self.new.score:
            return {}
        old, new = self.old.parts, self.new.parts
        changed = (part for part in sorted({*old, *new}) if old.get(part) != new.get(part))
        return {part: f"{old.get(part, 'none')} -> {new.get(part, 'none')}" for part in changed}


class Totals(NamedTuple):
    """One file as a whole.

    Attributes:
        tasks: reviews in it.
        scored: of which have a score.
        passed: of which reached the threshold.
        points: sum of all scores.
        categories: number of fixes in each.
    """

    tasks: int
    scored: int
    passed: int
    points: int
    categories: tuple[int, int, int]

    def mean(self) -> float | None:
        """The mean score, None where there is none."""
        return self.points / self.scored if self.scored else None


class Compared(NamedTuple):
    """Two result files.

    Attributes:
        same: tasks that both judge alike.
        differences: the other ones, in the order of the new file, those that only the old one has at the end.
        rubrics: name and hash of the rubrics of each file.
        totals: of each file.
    """

    same: int
    differences: tuple[Difference, ...]
    rubrics: tuple[str, str]
    totals: tuple[Totals, Totals]

    def moves(self) -> tuple[int, int]:
        """How many scores went up, and how many went down."""
        pairs = [(each.old.score, each.new.score) for each in self.differences if each.old and each.new]
        both = [(old, new) for old, new in pairs if old is not None and new is not None]
        return sum(old < new for old, new in both), sum(old > new for old, new in both)

    def reasons(self) -> list[tuple[str, int]]:
        """In how many tasks a score changed through each part of it, most first, then by name."""
        found = Counter(reason for difference in self.differences for reason in difference.reasons())
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))

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
    first, second = _Reader(old), _Reader(new)
    same = 0
    found: list[tuple[tuple[bool, int], Difference]] = []
    for place, before, after in _pair(first, second):
        if after is not None and after.is_like(before):
            same += 1
        else:
            found.append(((after is None, place), _compare(before, after)))
    differences = tuple(difference for _, difference in sorted(found, key=lambda each: each[0]))
    return Compared(same, differences, (first.rubric, second.rubric), (first.totals(), second.totals()))


def _pair(old: Iterable[Result], new: Iterable[Result]) -> Iterator[tuple[int, Result | None, Result | None]]:
    """Brings the results of each task together, with its place in the new file, or in the old one if it is only there.

    Both are read in step, and only what has no partner yet is kept, so that two long files in one order need no memory.
    """
    waiting: tuple[dict[str, tuple[int, Result]], ...] = ({}, {})
    for place, pair in enumerate(zip_longest(old, new)):
        for side, result in enumerate(pair):
            if result is None:
                continue
            partner = waiting[1 - side].pop(result.path, None)
            if partner is None:
                # A path that one file has twice: the earlier of the two has no partner any more.
                if lone := waiting[side].pop(result.path, None):
                    yield _alone(side, *lone)
                waiting[side][result.path] = (place, result)
            elif side == 0:
                yield partner[0], result, partner[1]
            else:
                yield place, partner[1], result
    for side, rest in enumerate(waiting):
        for place, result in rest.values():
            yield _alone(side, place, result)


def _alone(side: int, place: int, result: Result) -> tuple[int, Result | None, Result | None]:
    return (place, result, None) if side == 0 else (place, None, result)


class _Reader:
    """Reads a file once, and counts what goes by.

    Attributes:
        rubric: name and hash of the rubric of the first review.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._counts: Counter[str] = Counter()
        self.rubric = "none"

    def __iter__(self) -> Iterator[Result]:
        for line in read_results(self._file):
            if self.rubric == "none":
                rubric = line.review["rubric"]
                self.rubric = f"{rubric['name']} {rubric['version']} ({rubric['sha256'][:12]})"
            result = _take_result(line.path, line.review)
            self._count(result)
            yield result

    def _count(self, result: Result) -> None:
        self._counts.update(each.category for each in result.fixes)
        scored = result.score is not None
        self._counts.update({"tasks": 1, "scored": scored, "passed": result.passed, "points": result.score or 0})

    def totals(self) -> Totals:
        """What was counted so far."""
        count = self._counts
        categories = (count["A"], count["B"], count["C"])
        return Totals(count["tasks"], count["scored"], count["passed"], count["points"], categories)


def _take_result(path: str, review: dict[str, Any]) -> Result:
    score = review.get("score") or {}
    fixes = tuple(_take_fix(fix) for fix in review.get("fixes") or ())
    parts = {part: score[part] for part in ("adjustment", "complexity") if part in score}
    parts |= {f"blocker {each['name']}": each["score"] for each in score.get("blockers") or ()}
    parts |= {f"ceiling {each['name']}": each["at"] for each in score.get("ceilings") or ()}
    return Result(path, review["status"], score.get("final"), bool(score.get("passed")), fixes, parts)


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

"""What the model got right at once: leaf counts that a reader can check against the diff."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from reviewer.leaves import walk_leaves
from reviewer.model import MISSING, Change, Document, Element, Path
from reviewer.review import Competency, Strength
from reviewer.rubric.concerns import concerns_of
from reviewer.rubric.policy import ConcernPolicy, Rubric
from reviewer.rubric.words import render_words
from reviewer.score.evidence import choose_evidence
from reviewer.score.leaves import Leaf, leaves_of


class Taught(Protocol):
    """What learning opportunities ask of a fix."""

    @property
    def concern(self) -> str:
        """Which concern it serves."""
        ...

    @property
    def category(self) -> str:
        """``A``, ``B`` or ``C``."""
        ...

    @property
    def words(self) -> Mapping[str, str]:
        """Title and training value, by these names."""
        ...


class Judged(NamedTuple):
    """The leaves at one key of one element: list positions differ between two documents, keys don't.

    Attributes:
        wrong: how many of them a change with meaning added or replaced.
    """

    leaves: tuple[Leaf, ...]
    wrong: int


def assess_competency(judged: Iterable[Judged], rubric: Rubric) -> Competency:
    """Gives the share of the ideal response's leaves that stood alike in the model's, in the rubric's word for it."""
    judged = tuple(judged)
    total = sum(len(each.leaves) for each in judged)
    correct = total - sum(each.wrong for each in judged)
    # Rounded down to one decimal: 99.97 % is not everything.
    percent = 1000 * correct // total / 10 if total else 0.0
    return Competency(correct, total, percent, _word(percent, rubric))


def find_strengths(judged: Iterable[Judged], rubric: Rubric) -> tuple[Strength, ...]:
    """Gives, for every concern that the ideal response has values of, how many were right at once and which."""
    concerns = concerns_of(rubric)
    groups: dict[str, list[Judged]] = {}
    for each in judged:
        groups.setdefault(concerns.of(each.leaves[0].element, each.leaves[0].keys).name, []).append(each)
    found = [_strength(policy, groups.get(policy.name, [])) for policy in rubric.concerns]
    return tuple(each for each in found if each.total)


def find_learning(fixes: Iterable[Taught], strengths: Iterable[Strength], rubric: Rubric) -> dict[str, tuple[str, ...]]:
    """Sorts what the task can teach into ``strong`` and ``limited``, in the rubric's words."""
    policy = rubric.learning
    titles = {concern.name: concern.title for concern in rubric.concerns}
    taught = list(fixes)
    strong = [each.words["title"] for each in taught if each.category in policy.strong]
    limited = [each.words["title"] for each in taught if each.category not in policy.strong]
    corrected = {each.concern for each in taught}
    for each in strengths:
        if each.concern not in corrected and 100 * each.correct / each.total > policy.limited_above:
            facts = {"concern": titles[each.concern], "correct": each.correct, "total": each.total}
            limited.append(render_words(policy.limited, facts, rubric))
    return {"strong": tuple(dict.fromkeys(strong)), "limited": tuple(dict.fromkeys(limited))}


def judge_leaves(changes: Iterable[Change], ideal: Document) -> tuple[Judged, ...]:
    """Counts, key by key, how many leaves of the ideal response a change with meaning touched.

    Imports are left out: they follow what is used, and say nothing of what the model got right.

    Args:
        changes: those between the two responses; changes without meaning and of other sources are left out here.
        ideal: the right side of the comparison.
    """
    wrong = _count_wrong(changes)
    judged = []
    for element in ideal.elements:
        if element.kind == "import":
            continue
        groups: dict[Path, list[Leaf]] = {}
        for leaf in leaves_of(element):
            groups.setdefault(_without_positions(leaf.path), []).append(leaf)
        hits = _settle(wrong[element.path], groups) if element.path in wrong else {}
        judged += [Judged(tuple(leaves), min(hits.get(key, 0), len(leaves))) for key, leaves in groups.items()]
    return tuple(judged)


def _count_wrong(changes: Iterable[Change]) -> dict[Path, Counter[Path]]:
    """Counts the leaves that changes brought or replaced, by element of the right side and key below it."""
    wrong: dict[Path, Counter[Path]] = defaultdict(Counter)
    for each in changes:
        place = _place(each)
        if each.source != "response" or each.after is MISSING or place is None:
            continue
        if each.noise is not None and not _is_new(each, *place):
            continue
        element, below = place
        for path, _ in walk_leaves(each.after):
            wrong[element.path][_without_positions((*below, *path))] += 1
    return wrong


def _place(change: Change) -> tuple[Element, Path] | None:
    """Finds the element on the right side that a change lies in, and its path below that element."""
    if change.op not in ("add", "replace") or change.element_after is None:
        return None
    own = change.element_after if change.op == "add" else change.element_before or change.element_after
    depth = len(own.path) if change.path[: len(own.path)] == own.path else 0
    return change.element_after, change.path[depth:]


def _is_new(change: Change, element: Element, below: Path) -> bool:
    """Says whether a change without meaning brought a leaf that the model's answer doesn't have all the same.

    That is a key without a value, such as the parameter ``self`` of a new class, and a block that was emptied. Other
    additions without meaning are another spelling of what stands there, or a blank line of a text.
    """
    if change.op != "add":
        return False
    bare = change.noise == "formatting" and bool(below) and isinstance(below[-1], str)
    return (bare or change.after in ({}, [])) and any(leaf.path == below for leaf in leaves_of(element))


def _without_positions(path: Path) -> Path:
    return tuple([token for token in path if type(token) is not int])


def _settle(wrong: Counter[Path], groups: Mapping[Path, Sequence[Leaf]]) -> Counter[Path]:
    """Books each change on the leaf it stands in: one inside a text that is a single leaf counts for that leaf."""
    settled: Counter[Path] = Counter()
    for path, count in wrong.items():
        known = path
        while known and known not in groups:
            known = known[:-1]
        settled[known if known in groups else path] += count
    return settled


def _strength(policy: ConcernPolicy, groups: Sequence[Judged]) -> Strength:
    total = sum(len(each.leaves) for each in groups)
    correct = total - sum(each.wrong for each in groups)
    right = [each.leaves[0] for each in groups if not each.wrong]
    return Strength(policy.name, correct, total, choose_evidence(right, policy))


def _word(percent: float, rubric: Rubric) -> str:
    reached = [(at, word) for at, word in rubric.competency if percent >= at]
    return max(reached)[1] if reached else ""

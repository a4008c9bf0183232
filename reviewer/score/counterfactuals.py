"""What decides a score: the same fixes, factors and blockers with one thing otherwise, settled by the same code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement
from typing import Final, NamedTuple

from reviewer.explanation import Distance, Row, WhatIf
from reviewer.review import FixRecord, Review, ScoreRecord
from reviewer.rubric.policy import Rubric
from reviewer.score.adjustments import Scored, count_fixes, find_adjustment
from reviewer.score.complexity import award_factors
from reviewer.score.record import settle_score

#: Farther away than this a verdict is simply far: nobody asks which seven fixes would turn it.
FARTHEST: Final = 6
_CATEGORIES: Final = ("A", "B", "C")


class _Kind(NamedTuple):
    """All that the score asks of a fix, so that fixes of one kind are interchangeable."""

    category: str
    source: str


def find_row(review: Review, rubric: Rubric) -> Row | None:
    """Finds the row of adjustments that applies to a review; None where a blocker sets the score or there is none."""
    if review.score is None or review.score.blockers:
        return None
    row = find_adjustment(count_fixes(review.fixes), rubric.adjustments)
    bounds = [(name, least, most) for name, (least, most) in zip(_CATEGORIES, (row.a, row.b, row.c), strict=True)]
    said = {name: _say(name, least, most) for name, least, most in bounds if least > 0 or most is not None}
    earned = tuple(at for at, fix in enumerate(review.fixes) if fix.category in said)
    return Row(rubric.adjustments.index(row) + 1, ", ".join(said.values()), row.points, earned)


def _say(name: str, least: int, most: int | None) -> str:
    if most is None:
        return f"{least} or more {name}"
    return f"{least} {name}" if least == most else f"{least} to {most} {name}"


def find_what_ifs(review: Review, rubric: Rubric) -> tuple[WhatIf, ...]:
    """Works out the score of a review with each fix, factor, ceiling and all blockers otherwise."""
    score = review.score
    if score is None:
        return ()
    if score.blockers:
        return (
            _judge("blocker", score.blockers[0].name, settle_score(review.fixes, score.factors, (), rubric), score),
        )
    return (*_without_fixes(review, score, rubric), *_without_factors(review, score, rubric),
            *_without_ceilings(review, score, rubric))  # fmt: skip


def _without_fixes(review: Review, score: ScoreRecord, rubric: Rubric) -> Iterator[WhatIf]:
    for at, fix in enumerate(review.fixes):
        others = [*review.fixes[:at], *review.fixes[at + 1 :]]
        yield _judge("removed", at, settle_score(others, score.factors, (), rubric), score)
        for category in _CATEGORIES:
            if category != fix.category and fix.source != "documentation":  # the policy leaves that one no choice
                told = settle_score([*others, _Kind(category, fix.source)], score.factors, (), rubric)
                yield _judge("category", at, told, score, category)


def _without_factors(review: Review, score: ScoreRecord, rubric: Rubric) -> Iterator[WhatIf]:
    """A factor that falls away makes room for one that was already counted."""
    for factor in score.factors:
        if factor.points:
            evidence = {each.name: each.evidence for each in score.factors if each is not factor}
            told = settle_score(review.fixes, award_factors(evidence, rubric), (), rubric)
            yield _judge("factor", factor.name, told, score)


def _without_ceilings(review: Review, score: ScoreRecord, rubric: Rubric) -> Iterator[WhatIf]:
    for ceiling in score.ceilings:
        left = tuple(each for each in rubric.ceilings if each.name != ceiling.name)
        told = settle_score(review.fixes, score.factors, (), rubric._replace(ceilings=left))
        yield _judge("ceiling", ceiling.name, told, score)


def _judge(kind: str, subject: int | str, told: ScoreRecord, score: ScoreRecord, category: str = "") -> WhatIf:
    return WhatIf(kind, subject, told.final, told.passed, told.passed is not score.passed, category)  # type: ignore[arg-type]


def find_distance(review: Review, rubric: Rubric) -> Distance | None:
    """Finds the fewest fixes whose coming or going turns the verdict, the gravest first among equally many."""
    score = review.score
    if score is None or score.blockers:
        return None
    kinds = [_Kind(fix.category, "deployed" if fix.source == "deployed" else "response") for fix in review.fixes]
    for number in range(1, FARTHEST + 1):
        for change, fixes, moved in (*_fewer(kinds, number), *_more(kinds, number)):
            told = settle_score(fixes, score.factors, (), rubric)
            if told.passed is not score.passed:
                by_category = tuple(sorted(Counter(each.category for each in moved).items()))
                return Distance(change, by_category, told.final)  # type: ignore[arg-type]
    return None


_Moved = tuple[str, list[Scored], tuple[_Kind, ...]]


def _fewer(kinds: Sequence[_Kind], number: int) -> Iterator[_Moved]:
    known = Counter(kinds)
    for gone in combinations_with_replacement(sorted(known), number):
        if not Counter(gone) - known:
            yield "fewer", list((known - Counter(gone)).elements()), gone


def _more(kinds: Sequence[_Kind], number: int) -> Iterator[_Moved]:
    for come in combinations_with_replacement([_Kind(each, "response") for each in _CATEGORIES], number):
        yield "more", [*kinds, *come], come


def compare_verdicts(one: Review, other: Review) -> tuple[str, ...]:
    """Says in which steps two rubrics part on the same task; nothing where they agree in all of them."""
    if one.score is None or other.score is None:
        return ()
    return (*_part_fixes(one.fixes, other.fixes), *_part_steps(one.score, other.score))


def _part_fixes(ours: Iterable[FixRecord], theirs: Iterable[FixRecord]) -> Iterator[str]:
    here, there = (Counter((each.rule, each.category) for each in side) for side in (ours, theirs))
    for rule, category in sorted(here - there):
        yield f"does not make a {category} fix by rule {rule}"
    for rule, category in sorted(there - here):
        yield f"makes a {category} fix by rule {rule}"


def _part_steps(ours: ScoreRecord, theirs: ScoreRecord) -> Iterator[str]:
    for step in ("base", "adjustment", "complexity", "calculated", "threshold"):
        if getattr(ours, step) != getattr(theirs, step):
            yield f"{step} {getattr(theirs, step)} instead of {getattr(ours, step)}"
    here = {each.name: each for each in ours.factors}
    for factor in theirs.factors:
        mine = here.get(factor.name)
        if mine is None or replace(mine, evidence=()) != replace(factor, evidence=()):
            yield f"factor {factor.name} {factor.points:+d} ({factor.status})" + (
                f" instead of {mine.points:+d} ({mine.status})" if mine else ""
            )
    for kind in ("ceilings", "blockers"):
        names = [{each.name: each for each in getattr(side, kind)} for side in (ours, theirs)]
        yield from (
            f"has no {kind[:-1]} {name} ({each.reason})" for name, each in names[0].items() if name not in names[1]
        )
        yield from (
            f"has the {kind[:-1]} {name} ({each.reason})" for name, each in names[1].items() if name not in names[0]
        )

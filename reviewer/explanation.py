"""The proof of a score: what decides it, how far it is from flipping, and what other rubrics say.

Kept apart from the review because it is worked out only where a person asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Row:
    """The row of the table of adjustments that applies.

    Attributes:
        number: its place in the rubric's table, counted from 1.
        bounds: what it asks of the fixes, in words; empty where it takes what is left over.
        points: what it adds.
        earned_by: places of the fixes in the review that the row speaks of; the others add nothing.
    """

    number: int
    bounds: str
    points: int
    earned_by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The score if one thing were otherwise, by the code that gave the score itself.

    Attributes:
        kind: what would be otherwise.
        subject: place of the fix in the review for ``removed`` and ``category``; else name of the factor or ceiling.
        category: the category that the fix would have instead.
        flips: whether the verdict would be the other one.
    """

    kind: Literal["removed", "category", "factor", "ceiling", "blocker"]
    subject: int | str
    final: int
    passed: bool
    flips: bool
    category: str = ""


@dataclass(frozen=True, slots=True)
class Distance:
    """The fewest fixes whose coming or going turns the verdict.

    Attributes:
        change: whether fixes would have to go or to come.
        by_category: how many of each category, gravest first.
        final: the score then.
    """

    change: Literal["fewer", "more"]
    by_category: tuple[tuple[str, int], ...]
    final: int


@dataclass(frozen=True, slots=True)
class Lost:
    """A rule that claimed changes of a fix and did not get them.

    Attributes:
        fix: place of the fix in the review.
        rule: id of the rule.
        reason: why it lost.
    """

    fix: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another rubric says of the same task.

    Attributes:
        final: None where it gives no score either.
        differences: why it comes to another figure, one line each; empty where all is alike.
    """

    rubric: str
    version: str
    final: int | None
    passed: bool
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The proof of one review's score.

    Attributes:
        row: None where there is no score, or a blocker sets it.
        distance: None where no score is given, or no small number of fixes turns the verdict.
    """

    row: Row | None = None
    what_ifs: tuple[WhatIf, ...] = ()
    distance: Distance | None = None
    lost: tuple[Lost, ...] = ()
    opinions: tuple[Opinion, ...] = ()

"""The adjustment for the fixes: section 3 of the scoring policy, a table of the rubric."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from reviewer.errors import RubricError
from reviewer.review import Counts
from reviewer.rubric.policy_score import Adjustment


class Scored(Protocol):
    """What the score asks of a fix."""

    @property
    def category(self) -> str:
        """``A``, ``B`` or ``C``."""
        ...

    @property
    def source(self) -> str:
        """``response``, ``deployed`` or ``documentation``."""
        ...


def count_fixes(fixes: Iterable[Scored]) -> Counts:
    """Counts fixes by category."""
    found = [fix.category for fix in fixes]
    return Counts(A=found.count("A"), B=found.count("B"), C=found.count("C"))


def find_adjustment(counts: Counts, table: Sequence[Adjustment]) -> Adjustment:
    """Finds the first row of the table whose bounds all hold.

    Raises:
        RubricError: where no row speaks of these counts.
    """
    for row in table:
        if within(counts.A, row.a) and within(counts.B, row.b) and within(counts.C, row.c):
            return row
    raise RubricError(
        f"no row of `adjustments` holds for {counts.A} A, {counts.B} B and {counts.C} C", hint="end it with an open row"
    )


def within(number: int, bounds: tuple[int, int | None] | Sequence[int | None]) -> bool:
    """Tells whether a number lies within inclusive bounds; an upper bound of None is open."""
    least, most = bounds
    return (least is None or number >= least) and (most is None or number <= most)

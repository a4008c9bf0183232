"""The table of adjustments, row by row."""

from __future__ import annotations

import pytest

from reviewer.errors import RubricError
from reviewer.review import Counts
from reviewer.rubric import Rubric
from reviewer.score.adjustments import find_adjustment

ROWS = [
    ((2, 0, 0), 2), ((5, 4, 9), 2), ((1, 0, 0), 1), ((1, 3, 9), 1), ((0, 1, 0), 0), ((0, 1, 9), 0), ((0, 7, 3), 0),
    ((0, 0, 6), -2), ((0, 0, 12), -2), ((0, 0, 5), -1), ((0, 0, 4), -1), ((0, 0, 3), -3), ((0, 0, 2), -4),
    ((0, 0, 1), -4), ((0, 0, 0), -4),
]  # fmt: skip


@pytest.mark.parametrize(("counts", "points"), ROWS)
def test_rows(counts: tuple[int, int, int], points: int, default: Rubric, guide: Rubric) -> None:
    """Every row of section 3 gives its points in both rubrics."""
    for rubric in (default, guide):
        assert find_adjustment(Counts(*counts), rubric.adjustments).points == points


def test_a_table_with_a_hole_is_the_rubrics_fault(default: Rubric) -> None:
    """Counts that no row speaks of are an error of the rubric, not a guess."""
    with pytest.raises(RubricError, match="0 A, 0 B and 0 C"):
        find_adjustment(Counts(), default.adjustments[:-1])

"""What is worked out from a rubric once and serves every task that is judged by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from reviewer.rubric.policy import Rubric

Made = TypeVar("Made")
#: Rubrics remembered: a run judges by one, a comparison of rubrics by a few.
_RUBRICS: Final = 4


def kept(make: Callable[[Rubric], Made]) -> Callable[[Rubric], Made]:
    """Makes a function of a rubric remember its answers; a rubric holds lists, so it is known by its identity."""
    answers: dict[int, tuple[Rubric, Made]] = {}

    def find(rubric: Rubric) -> Made:
        known = answers.get(id(rubric))
        if known is None:
            if len(answers) >= _RUBRICS:
                answers.clear()
            # the rubric is kept with its answer, so that its identity can't become another's
            known = answers[id(rubric)] = (rubric, make(rubric))
        return known[1]

    return find

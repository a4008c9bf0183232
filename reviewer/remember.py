"""Answers kept for things that can't be hashed, by what they are: a rubric, an element."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


def remember(most: int) -> Callable[[Callable[[Asked], Answer]], Callable[[Asked], Answer]]:
    """Makes a function of one unchanging thing remember its answers.

    Args:
        most: answers kept before all of them are forgotten.
    """

    def wrap(work_out: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
        answers: dict[int, tuple[Asked, Answer]] = {}

        def answer(asked: Asked) -> Answer:
            known = answers.get(id(asked))
            if known is None:
                if len(answers) >= most:
                    answers.clear()
                # the thing is kept with its answer, so that its identity can't become another's
                known = answers[id(asked)] = (asked, work_out(asked))
            return known[1]

        return answer

    return wrap

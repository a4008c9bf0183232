"""One task with the proof of its score: its review, what decides it, and the reviews by the other rubrics."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reviewer.explanation import Explanation
from reviewer.review import Review
from reviewer.rubric import Rubric
from reviewer.workflows.single import review_once


def explain_once(
    task: str,
    review: Review,
    rubric: Rubric,
    others: Iterable[Rubric],
    *,
    turn: int | None = None,
    cache: Path | None = None,
) -> Explanation:
    """Explains the score of a review.

    Args:
        task: the task directory.
        review: what ``rubric`` says of it.
        rubric: the policy that judged.
        others: rubrics whose opinion is asked, each by a whole review of its own.
        turn: which turn of the conversation was reviewed.
        cache: file of the cache of reviews.
    """
    from reviewer.pipeline import explain_review

    return explain_review(review, rubric, [review_once(task, each, turn=turn, cache=cache) for each in others])

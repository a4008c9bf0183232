"""How grave a fix is for those who read a pull request, in the words of SARIF."""

from __future__ import annotations

from reviewer.review import FixRecord, Review

#: Of a task that passes: its fixes are what there is to learn from it, and nothing that anybody has to mend.
PASSED = {"A": "warning", "B": "note", "C": "note"}
_FAILED = {"A": "error", "B": "warning", "C": "note"}


def find_level(review: Review, fix: FixRecord) -> str:
    """The level of a fix: ``error`` only where its task is below the threshold, blocked, or without a score."""
    passed = review.score is not None and review.score.passed
    return (PASSED if passed else _FAILED)[fix.category]

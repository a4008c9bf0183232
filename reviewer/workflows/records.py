"""One line of a batch: the bytes that are written, and the few facts that a summary needs."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any, NamedTuple

from reviewer.errors import ReviewerError
from reviewer.review import NotificationRecord, Review, RubricRecord, TaskRecord
from reviewer.review_json import to_json


class Brief(NamedTuple):
    """What a summary and the filters need of a record, so that nobody has to parse its line again.

    Attributes:
        status: ``scored``, ``not_comparable`` or ``failed``.
        score: final score, None where there is none.
        passed: whether the score reached the rubric's threshold.
        platform: as in the review.
        rules: rule id of every fix, in order.
        reason: the first error among the notifications, else the first one; empty where there is none.
    """

    status: str
    score: int | None
    passed: bool
    platform: str | None
    rules: tuple[str, ...]
    reason: str


class Record(NamedTuple):
    """One task of a batch, done.

    Attributes:
        place: of the task in the batch, from 0: the order of every output.
        path: the task as the user named it.
        line: the review as JSON in UTF-8, without a line end.
        seconds: what it took, for the summary only; never written to an output.
        origin: ``reviewed``, ``cached`` (found in the cache) or ``kept`` (from an earlier run's output).
    """

    place: int
    path: str
    line: bytes
    brief: Brief
    seconds: float = 0.0
    origin: str = "reviewed"

    def parsed(self) -> dict[str, Any]:
        """The review as plain JSON values."""
        loaded: dict[str, Any] = json.loads(self.line)
        return loaded


def write_line(review: Review) -> bytes:
    """Writes a review as one line of JSON, without the line end."""
    return json.dumps(to_json(review), ensure_ascii=False).encode("utf-8", "backslashreplace")


def brief_review(review: Review) -> Brief:
    """Takes from a review what a summary needs."""
    score = review.score
    return Brief(
        review.status,
        score.final if score else None,
        bool(score and score.passed),
        review.task.platform,
        tuple(fix.rule for fix in review.fixes),
        _first_reason([(each.level, each.message) for each in review.notifications]),
    )


def brief_json(review: dict[str, Any]) -> Brief:
    """The same as :func:`brief_review`, of a review that was read back from its line."""
    score = review.get("score") or {}
    notes = review.get("notifications") or []
    return Brief(
        review["status"],
        score.get("final"),
        bool(score.get("passed")),
        review["task"].get("platform"),
        tuple(fix["rule"] for fix in review.get("fixes") or ()),
        _first_reason([(str(each.get("level")), str(each.get("message"))) for each in notes]),
    )


def _first_reason(notes: list[tuple[str, str]]) -> str:
    errors = [message for level, message in notes if level == "error"]
    return (errors or [message for _, message in notes] or [""])[0]


def failed_review(path: str, rubric: RubricRecord, reason: str, error: ReviewerError | None = None) -> Review:
    """Makes the record of a task whose review did not come to an end.

    Args:
        path: the task as the user named it.
        rubric: the rubric that would have judged.
        reason: why there is no score, in one sentence.
        error: the user's error behind it, whose file and line are taken over.
    """
    note = NotificationRecord("error", reason, error.file if error else None, error.line if error else None)
    task = TaskRecord(id=PurePath(path).name or path, path=path)
    return Review(task=task, status="failed", notifications=(note,), rubric=rubric)

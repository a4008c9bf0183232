"""Whether tasks are good enough to be merged. What can't be told does not pass."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from reviewer.errors import ReviewerError, UsageError
from reviewer.review import Review, ScoreRecord
from reviewer.workflows.check import Report

#: Advice by status, for a task that has no score.
WITHOUT_SCORE = {
    "not_comparable": "make the code of both responses readable: a fenced block in the task's language",
    "failed": "mend what is named here; `reviewer score` shows all that was found in the task",
}


class Verdict(NamedTuple):
    """One task at the gate.

    Attributes:
        path: the task as the user named it.
        score: final score, None where there is none.
        passed: whether it may be merged.
        reason: why not, empty where it may.
        advice: the first thing to do about it.
    """

    path: str
    score: int | None
    passed: bool
    reason: str = ""
    advice: str = ""


def parse_threshold(text: str) -> Decimal:
    """Reads ``--fail-under``: 8, 7.5 and 8.0 are numbers, compared as such.

    Raises:
        UsageError: where it is no number from 0 to 10.
    """
    try:
        threshold = Decimal(text)
    except InvalidOperation:
        threshold = Decimal("NaN")
    if threshold.is_nan() or not 0 <= threshold <= 10:
        raise UsageError(f"--fail-under {text} is no score", hint="give a number from 0 to 10")
    return threshold


def judge_tasks(
    tasks: Iterable[str],
    review: Callable[[str], Review],
    threshold: Decimal | None,
    check: Callable[[str, Review], Report] | None = None,
) -> Iterator[Verdict]:
    """Judges each task; one that can't be reviewed does not pass, and does not stop the others.

    Args:
        tasks: task directories.
        review: reviews one.
        threshold: the least final score; None for the rubric's own threshold.
        check: looks at the written MODEL_FAILURES.md of a task that passed; None where it does not matter.
    """
    for task in tasks:
        try:
            made = review(task)
            verdict = judge_review(task, made, threshold)
            yield _judge_report(verdict, check(task, made)) if verdict.passed and check else verdict
        except ReviewerError as error:
            # A task is named once: most errors are about its directory.
            place = f"{error.file}: " if error.file and Path(error.file) != Path(task) else ""
            yield Verdict(task, None, False, f"{place}{error.message}", error.hint or WITHOUT_SCORE["failed"])


def hold_to(review: Review, threshold: Decimal) -> Review:
    """Gives the review as it reads under the threshold of the gate instead of the rubric's own."""
    if review.score is None:
        return review
    # a final score is whole, so the next whole number is what it has to reach
    score = replace(review.score, threshold=math.ceil(threshold), passed=Decimal(review.score.final) >= threshold)
    return replace(review, score=score)


def judge_review(task: str, review: Review, threshold: Decimal | None = None) -> Verdict:
    """Judges one review; without a threshold by the rubric's own. What could not fully be looked at does not pass."""
    score = review.score
    why = next((each.message for each in review.notifications if each.level == "error"), "")
    if review.status != "scored" or score is None:
        reason = review.status.replace("_", " ") + (f": {why}" if why else "")
        return Verdict(task, None, False, reason, WITHOUT_SCORE.get(review.status, WITHOUT_SCORE["failed"]))
    if why:
        return Verdict(task, score.final, False, f"could not fully look: {why}", WITHOUT_SCORE["failed"])
    least = Decimal(score.threshold) if threshold is None else threshold
    if Decimal(score.final) >= least:
        return Verdict(task, score.final, True)
    return Verdict(task, score.final, False, f"{score.final} is below {least}", _first_advice(score))


def _first_advice(score: ScoreRecord) -> str:
    if score.blockers:
        worst = min(score.blockers, key=lambda each: each.score)
        return f"remove the blocker: {worst.reason}"
    if score.advice:
        return score.advice[0]
    ceiling = min(score.ceilings, key=lambda each: each.at, default=None)
    return f"lift what holds it at {ceiling.at}: {ceiling.reason}" if ceiling else score.assessment


def _judge_report(verdict: Verdict, report: Report) -> Verdict:
    if report.current:
        return verdict
    return verdict._replace(passed=False, reason=report.reason, advice=report.advice)

"""Annotations for GitHub Actions: workflow commands that the runner turns into notes beside the lines.

GitHub shows at most ten annotations of a level in one step and drops the others without a word, so the worst come
first, and the last one says how many are not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from reviewer.render.levels import find_level
from reviewer.render.places import find_places, join_path, sort_fixes
from reviewer.render.text import encodable, one_line, shorten
from reviewer.review import FixRecord, Review

#: What GitHub shows in one step.
MOST = 10
#: GitHub cuts a message at 4 KB on the page; more only fills the log.
MESSAGE_LENGTH = 1500
TITLE_LENGTH = 200
#: GitHub's own word for each level of SARIF.
LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


class _Annotation(NamedTuple):
    level: str
    title: str
    message: str
    file: str | None = None
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        found = {"file": self.file, "line": self.start, "endLine": self.end}
        properties = {name: str(value) for name, value in found.items() if value is not None}
        properties["title"] = shorten(one_line(self.title), TITLE_LENGTH)
        written = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
        return f"::{self.level} {written}::{_escape(shorten(one_line(self.message), MESSAGE_LENGTH))}\n"


def render_github(review: Review) -> str:
    """Writes the verdict, then trouble, then the fixes, worst first, at most :data:`MOST` in all."""
    return _limit([_verdict(review), *_details(review)], f"{review.task.id}: more fixes")


def render_failures(failures: Sequence[tuple[str, str]], reviews: Sequence[Review]) -> str:
    """Writes why a gate did not pass, then the fixes of what failed there, at most :data:`MOST` in all.

    Args:
        failures: what failed with why, and what to do first.
        reviews: of what failed, as far as there are any.
    """
    verdicts = [_Annotation("error", title, message) for title, message in failures]
    details = sorted(
        chain.from_iterable(map(_details, reviews)), key=lambda each: list(LEVELS.values()).index(each.level)
    )
    return _limit([*verdicts, *details], "more at the gate")


def _details(review: Review) -> list[_Annotation]:
    return [*_troubles(review), *(_annotate(review, fix) for fix in sort_fixes(review))]


def _limit(annotations: list[_Annotation], more: str) -> str:
    shown = annotations if len(annotations) <= MOST else annotations[: MOST - 1]
    if len(shown) < len(annotations):
        rest = f"{len(annotations) - len(shown)} more are not shown here; the report has all of them."
        shown.append(_Annotation("notice", more, rest))
    return encodable("".join(map(str, shown)))


def _verdict(review: Review) -> _Annotation:
    score, task = review.score, review.task.id
    if score is None:
        status = review.status.replace("_", " ")
        why = next((each.message for each in review.notifications if each.level == "error"), "see the notifications")
        return _Annotation("error", f"{task}: {status}, no score", why)
    words = f"{score.final}/10 ({score.band}), the threshold is {score.threshold}. {score.assessment}"
    return _Annotation("notice" if score.passed else "error", f"{task}: {score.final}/10", words)


def _troubles(review: Review) -> list[_Annotation]:
    """Errors of the review itself; the first one of a review without score is in the verdict."""
    errors = [each for each in review.notifications if each.level == "error"]
    rest = errors if review.score is not None else errors[1:]
    return [
        _Annotation(
            "error", review.task.id, each.message, join_path(review, each.file) if each.file else None, each.line
        )
        for each in rest
    ]


def _annotate(review: Review, fix: FixRecord) -> _Annotation:
    level, title = LEVELS[find_level(review, fix)], f"{fix.category}: {fix.title}"
    message = f"{fix.issue} {fix.fix} ({fix.rule})"
    place = next(find_places(fix), None)
    if place is None:
        return _Annotation(level, title, message)
    lines = place.lines
    return _Annotation(level, title, message, join_path(review, lines.file), lines.start, lines.end)


def _escape(text: str) -> str:
    """What would end a command is written as the runner reads it back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")

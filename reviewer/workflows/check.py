"""Whether a written MODEL_FAILURES.md is still the one for these inputs and this rubric, and still says the same.

The report carries the fingerprint of its review in a mark that a rendered page does not show:
``<!-- reviewer: fingerprint=<sha256> -->``. Where the mark stands in the file is of no matter. Its words are compared
with those of the report written now; what stands between keep-marks is the person's, and line ends and white space at
the end of lines are the editor's.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reviewer.errors import TaskError
from reviewer.review import Review
from reviewer.workflows.keeping import UnclosedError, carry_over

REPORT = "MODEL_FAILURES.md"
#: Where a report may lie in a task, in the order of preference of the responses.
PLACES = ("lib", "")
MARK = re.compile(rb"<!--[ \t]*reviewer:[ \t]*fingerprint[ \t:=]+([0-9a-fA-F]{16,64})[ \t]*-->")
#: A report is some kilobytes; more is not read.
MOST_BYTES = 16 << 20


class Report(NamedTuple):
    """What can be said about a written report.

    Attributes:
        current: whether it is the one for these inputs and this rubric.
        path: the file, None where there is none.
        reason: why it is not current.
        advice: what to do about it.
    """

    current: bool
    path: str | None
    reason: str = ""
    advice: str = ""


def check_report(task: str, review: Review, render: Callable[[Review], str], options: str = "") -> Report:
    """Compares a task's report with a review made now.

    Args:
        task: the task directory.
        review: its review.
        render: writes the report.
        options: of the command line that the review was made with, for the advice.

    Raises:
        TaskError: where the report can't be read.
    """
    write = f"reviewer score {shlex.quote(task)} --write{options}"
    file = find_report(task)
    if file is None:
        return Report(False, None, f"there is no {REPORT}", f"write it: {write}")
    content = _read(file)
    marks = {mark.decode("ascii").lower() for mark in MARK.findall(content)}
    if not marks:
        return Report(False, str(file), f"{REPORT} bears no fingerprint: it was not written by reviewer", write)
    if len(marks) > 1:
        return Report(False, str(file), f"{REPORT} bears two fingerprints", write)
    if marks != {review.fingerprint.lower()}:
        return Report(False, str(file), "the inputs or the rubric have changed since the report was written", write)
    if not _says_the_same(content.decode("utf-8", "surrogateescape"), render(review)):
        advice = f"move your words between keep-marks (<!-- reviewer:keep notes -->), then {write}"
        return Report(False, str(file), "the report was edited by hand since it was written", advice)
    return Report(True, str(file))


def _says_the_same(written: str, now: str) -> bool:
    try:
        return _fold(carry_over(_fold(written), now)) == _fold(written)
    except UnclosedError:
        return False


def _fold(text: str) -> str:
    """A text without what editors and checkouts change by themselves."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def find_report(task: str) -> Path | None:
    """The report of a task, None where there is none."""
    places = (Path(task) / place / REPORT for place in PLACES)
    return next((each for each in places if each.is_file()), None)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES)
    except OSError as error:
        raise TaskError(f"cannot be read: {error.strerror}", file=str(file), hint="check its permissions") from error

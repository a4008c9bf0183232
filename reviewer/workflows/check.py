"""Whether a written MODEL_FAILURES.md is still the one for these inputs and this rubric.

The report carries the fingerprint of its review in a mark that a rendered page does not show:
``<!-- reviewer: fingerprint=<sha256> -->``. Where the mark stands in the file is of no matter.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from reviewer.errors import TaskError
from reviewer.review import Review

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


def check_report(task: str, review: Review) -> Report:
    """Compares the mark of a task's report with a review made now.

    Raises:
        TaskError: where the report can't be read.
    """
    write = f"reviewer score {task} --write"
    file = find_report(task)
    if file is None:
        return Report(False, None, f"there is no {REPORT}", f"write it: {write}")
    marks = _read_marks(file)
    if not marks:
        return Report(False, str(file), f"{REPORT} bears no fingerprint: it was not written by reviewer", write)
    if len(set(marks)) > 1:
        return Report(False, str(file), f"{REPORT} bears two fingerprints", write)
    if not review.fingerprint or marks[0] != review.fingerprint.lower():
        return Report(False, str(file), "the inputs or the rubric have changed since the report was written", write)
    return Report(True, str(file))


def find_report(task: str) -> Path | None:
    """The report of a task, None where there is none."""
    places = (Path(task) / place / REPORT for place in PLACES)
    return next((each for each in places if each.is_file()), None)


def _read_marks(file: Path) -> list[str]:
    try:
        with file.open("rb") as stream:
            return [mark.decode("ascii").lower() for mark in MARK.findall(stream.read(MOST_BYTES))]
    except OSError as error:
        raise TaskError(f"cannot be read: {error.strerror}", file=str(file)) from error

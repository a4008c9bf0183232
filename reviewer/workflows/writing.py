"""``score --write``: MODEL_FAILURES.md and what metadata.json says of the review, put in place.

Everything is prepared before anything is written. Each file is replaced as a whole, the report last, so that a report
that is up to date never stands beside a metadata.json that is not. A file that would not change is not touched.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from reviewer.errors import TaskError
from reviewer.review import NotificationRecord, Review
from reviewer.workflows.check import MARK, PLACES, REPORT
from reviewer.workflows.keeping import UnclosedError, carry_over
from reviewer.workflows.members import set_members

METADATA = "metadata.json"
#: Where metadata.json may lie, in the order in which it is looked for.
METADATA_PLACES = ("", "lib")
#: With this blocker the services of the review are not those that the task requires. To write them over what
#: metadata.json lists would lift the blocker the next time, and nothing would have been repaired.
LACKING = "missing_services"


class Draft(NamedTuple):
    """One file as it will be.

    Attributes:
        path: the file, links followed.
        old: its content now, None where there is no such file.
        new: its content then.
    """

    path: Path
    old: bytes | None
    new: bytes


def write_review(task: str, review: Review, render: Callable[[Review], str]) -> tuple[str, ...]:
    """Puts the report and the metadata of one review in place.

    Args:
        task: the task directory.
        review: the review to write.
        render: writes the report.

    Returns:
        What the user should know, a line each; last what was written.

    Raises:
        TaskError: where a file can't be read, understood or written; then nothing has been written.
    """
    root = Path(task)
    values = _values_of(review)
    metadata = _draft_metadata(root, values)
    report = _draft_report(root, review, render(_without_settled(review, values) if metadata else review))
    notes = [] if metadata else [f"{task}: there is no {METADATA}; only the report is written"]
    if metadata and "aws_services" not in values:
        why = "those of the review lack what is required" if review.task.services else "the review found none"
        notes.append(f"{task}: aws_services of {METADATA} stay as they are: {why}")
    if report.old is not None and report.old.strip() and not MARK.search(report.old):
        copy = _keep_copy(report.path, report.old)
        notes.append(f"{report.path}: was written by hand; its text is kept as {copy.name}")
    written = [draft for draft in (metadata, report) if draft is not None and draft.new != draft.old]
    for draft in written:
        _replace(draft)
    done = [f"{draft.path}: written" for draft in written] or [f"{task}: everything was up to date, nothing is written"]
    return (*notes, *done)


def _values_of(review: Review) -> dict[str, Any]:
    values: dict[str, Any] = {}
    score = review.score
    if review.status == "scored" and score is not None:
        values["training_quality"] = score.final
    if review.task.services and not any(each.name == LACKING for each in (score.blockers if score else ())):
        values["aws_services"] = list(review.task.services)
    return values


def _without_settled(review: Review, values: dict[str, Any]) -> Review:
    """Leaves out what the review says of values that are now put right; the next review would not say it either."""
    notes = tuple(note for note in review.notifications if not _is_settled(note, values))
    return replace(review, notifications=notes)


def _is_settled(note: NotificationRecord, values: dict[str, Any]) -> bool:
    of_metadata = note.file is not None and PurePosixPath(note.file).name == METADATA
    return of_metadata and any(note.message.startswith(f"{key} left out: ") for key in values)


def _draft_metadata(root: Path, values: dict[str, Any]) -> Draft | None:
    found = (root / place / METADATA for place in METADATA_PLACES)
    path = next((each for each in found if each.is_file()), None)
    if path is None:
        return None
    target = _follow(root, path)
    old = _read(target)
    try:
        return Draft(target, old, set_members(old.decode("utf-8"), values).encode("utf-8"))
    except UnicodeDecodeError as error:
        raise _refusal(path, "is not UTF-8") from error
    except RecursionError as error:
        raise _refusal(path, "is nested too deeply") from error
    except ValueError as error:
        raise _refusal(path, f"invalid JSON: {getattr(error, 'msg', error)}", getattr(error, "lineno", None)) from error


def _refusal(path: Path, message: str, line: int | None = None) -> TaskError:
    return TaskError(message, file=str(path), line=line, hint="repair it; nothing has been written into the task")


def _draft_report(root: Path, review: Review, text: str) -> Draft:
    path = _place_report(root, review)
    target = _follow(root, path)
    old = _read(target) if target.exists() else None
    # The report has the line ends of this program; surrogates carry bytes that are no UTF-8 through unharmed.
    before = (old or b"").decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    try:
        new = carry_over(before, text.encode("utf-8", "replace").decode("utf-8"))
    except UnclosedError as error:
        hint = f"add <!-- reviewer:end {error.name} --> where your words end; nothing has been written into the task"
        raise TaskError(f"keep-mark {error.name} has no end", file=str(path), line=error.line, hint=hint) from error
    return Draft(target, old, new.encode("utf-8", "surrogateescape"))


def _place_report(root: Path, review: Review) -> Path:
    """Beside the response; where a report lies already at a place that is looked at earlier, it is that one."""
    beside = str(PurePosixPath(review.task.files.get("model", "MODEL_RESPONSE.md")).parent)
    folder = "" if beside == "." else beside
    places = (place for place in PLACES if place == folder or (root / place / REPORT).is_file())
    return root / next(places, folder) / REPORT


def _follow(root: Path, path: Path) -> Path:
    """The file itself, so that a link stays a link; one that leads out of the task is not followed."""
    target = path.resolve()
    if not target.is_relative_to(root.resolve()):
        raise _refusal(path, "the link leads out of the task")
    return target


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TaskError(f"cannot be read: {error.strerror}", file=str(path), hint="check its permissions") from error


def _keep_copy(path: Path, content: bytes) -> Path:
    """Keeps a text under the first name that is free."""
    for name in _names(path):
        try:
            with name.open("xb") as stream:
                stream.write(content)
        except FileExistsError:
            continue
        except OSError as error:
            raise _unwritable(name, error) from error
        return name
    raise AssertionError("the names are endless")


def _names(path: Path) -> Iterator[Path]:
    yield path.with_name(f"{path.name}.orig")
    number = 1
    while True:
        yield path.with_name(f"{path.name}.orig.{number}")
        number += 1


def _replace(draft: Draft) -> None:
    """Writes beside the file and takes its place, with its mode."""
    beside = draft.path.with_name(f".{draft.path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("xb") as stream:
            stream.write(draft.new)
        if draft.old is not None:
            beside.chmod(draft.path.stat().st_mode & 0o7777)
        beside.replace(draft.path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _unwritable(draft.path, error) from error


def _unwritable(path: Path, error: OSError) -> TaskError:
    return TaskError(f"cannot be written: {error.strerror}", file=str(path), hint="check the permissions of its folder")

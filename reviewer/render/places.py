"""Where a fix is best looked at, for formats that point into files of the repository."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reviewer.review import ChangeRecord, FixRecord, Lines, Review


class Place(NamedTuple):
    """Lines of a file and the change that is to be seen there."""

    lines: Lines
    change: ChangeRecord


def find_places(fix: FixRecord) -> Iterator[Place]:
    """The places of a fix in order, each line range once: where the change leads to, else where it starts from."""
    seen = set()
    for change in fix.changes:
        lines = change.deployed or change.ideal or change.model
        if lines is not None and (key := (lines.file, lines.start, lines.end)) not in seen:
            seen.add(key)
            yield Place(lines, change)


def join_path(review: Review, file: str) -> str:
    """The path of a task's file as seen from where the user stood, with forward slashes."""
    folder = review.task.path.replace("\\", "/").rstrip("/")
    while folder.startswith("./"):
        folder = folder[2:].lstrip("/")
    return file if folder in ("", ".") else f"{folder}/{file}"


def sort_fixes(review: Review) -> list[FixRecord]:
    """Fixes by category, worst first; within one in the order of the review."""
    return sorted(review.fixes, key=lambda fix: fix.category)

"""The page that GitHub shows of a step: reviews are appended to it, below GitHub's limit for all of them together."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from reviewer.review import Review

_MORE: Final = "\n_Further reviews are left out here for want of room._\n"


def append_summary(review: Review, page: Path | None) -> None:
    """Appends a review to the page of the step. A page that can't be written is said and stops nothing.

    Args:
        review: the review.
        page: :func:`reviewer.cli.environment.step_summary`; None where there is none.
    """
    if page is None:
        return
    from reviewer.render.github_pages import SUMMARY_BYTES, render_summary

    text = render_summary(review).encode("utf-8", "replace")
    try:
        with page.open("ab+") as stream:
            room = SUMMARY_BYTES - stream.tell()
            stream.write(text if len(text) <= room else b"" if _is_closed(page) else _MORE.encode())
    except OSError as error:
        print(f"reviewer: {page}: the step summary cannot be written: {error.strerror}", file=sys.stderr)


def _is_closed(page: Path) -> bool:
    return _MORE.encode() in page.read_bytes()

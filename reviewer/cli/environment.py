"""What the environment says: the one place that reads it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO


def cache_directory() -> Path | None:
    """The folder for caches: REVIEWER_CACHE (``off`` for none), else XDG_CACHE_HOME or ``~/.cache``, below it ours."""
    wanted = os.environ.get("REVIEWER_CACHE")
    if wanted:
        return None if wanted == "off" else Path(wanted)
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "reviewer"
    except RuntimeError:  # no home directory
        return None


def review_cache() -> Path | None:
    """The file in which reviews of unchanged tasks are kept; None where there is no cache."""
    folder = cache_directory()
    return folder / "reviews.sqlite" if folder else None


def step_summary() -> Path | None:
    """The file whose Markdown GitHub shows for the running step; None outside GitHub Actions."""
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    return Path(page) if page else None


def wants_color() -> bool:
    """Whether standard output takes colours: a terminal, and NO_COLOR is not set (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Columns of the terminal; 100 where the output is no terminal, since 80 would wrap paths that pipes don't."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def line_width(stream: TextIO | None = None) -> int | None:
    """Columns that lines are folded at; None where the output is no terminal: a pipe is searched line by line.

    Args:
        stream: where they go, standard output by default.
    """
    return terminal_width() if (stream or sys.stdout).isatty() else None

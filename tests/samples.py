"""The samples as they are reviewed, each once for all tests of a process that only look at its review."""

from __future__ import annotations

from contextlib import chdir
from functools import cache

from reviewer import Review, review_task
from tests.rubrics import shipped
from tests.tasks import SAMPLES

#: Their names; every one is a task.
NAMES = sorted(path.name for path in SAMPLES.iterdir() if (path / "metadata.json").exists())


@cache
def review_sample(name: str) -> Review:
    """Reviews a sample by the default rubric, its path as README.md types it."""
    with chdir(SAMPLES.parent):
        return review_task(f"samples/{name}", shipped())

"""One task reviewed, or its review found in the cache that batches keep.

The pipeline is imported only where the cache has no answer: its parsers are most of what a run costs.
"""

from __future__ import annotations

import json
from pathlib import Path

from reviewer.review import Review
from reviewer.review_json import from_plain
from reviewer.rubric import Rubric
from reviewer.workflows.cache import Cache, stamp_program
from reviewer.workflows.records import Record, brief_review, write_line


def review_once(task: str, rubric: Rubric, *, turn: int | None = None, cache: Path | None = None) -> Review:
    """Reviews one task.

    Args:
        task: the task directory.
        rubric: the policy to judge by.
        turn: which turn of the conversation; None takes the first.
        cache: file of the cache; None reviews anew. A changed byte of task, rubric or program is another key.

    Raises:
        TaskError: where the directory is no task or a response is missing.
    """
    if cache is None:
        return _review(task, rubric, turn)
    kept = Cache(cache, rubric=rubric.sha256, program=stamp_program(), turn=turn)
    try:
        key = kept.key_of(task)
        found = None if key is None else kept.find(key, 0, task)
        if found is not None:
            return from_plain(json.loads(found.line))
        review = _review(task, rubric, turn)
        if key is not None:
            kept.keep(key, Record(0, task, write_line(review), brief_review(review)))
        return review
    finally:
        kept.close()


def _review(task: str, rubric: Rubric, turn: int | None) -> Review:
    from reviewer.pipeline import review_task

    return review_task(task, rubric, turn=turn)

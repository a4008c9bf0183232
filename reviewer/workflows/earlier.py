"""Results of an earlier run: read back line by line, gone on from, or taken over in part."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from reviewer.errors import UsageError
from reviewer.storage import open_binary
from reviewer.workflows.batch import Work
from reviewer.workflows.cache import Cache

_RESULTS: Final = "give a file that `reviewer batch --format jsonl:PATH` wrote"
_AGAIN: Final = "complete an interrupted run by the same batch with --resume, or make the file anew"


class Earlier(NamedTuple):
    """One whole line of a result file.

    Attributes:
        line: without its end.
        end: where the next line starts, in bytes.
        review: the line as JSON values.
    """

    line: bytes
    end: int
    review: dict[str, Any]

    @property
    def path(self) -> str:
        """The task as it was named then."""
        return str(self.review["task"]["path"])


def read_results(path: str, *, strict: bool = True) -> Iterator[Earlier]:
    """Reads the whole lines of a result file.

    Args:
        path: a file that ``--format jsonl`` wrote.
        strict: False to stop at a line that is no review, as an interrupted run may leave one at the end.

    Raises:
        UsageError: where the file can't be read, or in strict reading a line is no review.
    """
    try:
        with open_binary(path) as file:
            end = 0
            for number, line in enumerate(file, start=1):
                end += len(line)
                review = _parse(line)
                if review is None or not (line.endswith(b"\n") or strict):
                    if strict:
                        hint = _RESULTS if number == 1 else _AGAIN
                        raise UsageError("this line is no review", file=path, line=number, hint=hint)
                    return
                yield Earlier(line.rstrip(b"\n"), end, review)
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", file=path, hint=_RESULTS) from error


def tell_taught(results: Iterable[Earlier]) -> Iterator[tuple[str, int | None, tuple[str, ...]]]:
    """Path, final score and the rules of the fixes of each review."""
    for each in results:
        score = each.review.get("score") or {}
        rules = tuple(str(fix["rule"]) for fix in each.review.get("fixes") or ())
        yield each.path, score.get("final"), rules


def _parse(line: bytes) -> dict[str, Any] | None:
    try:
        review = json.loads(line)
    except (ValueError, RecursionError):
        return None
    whole = isinstance(review, dict) and {"schema", "task", "status", "rubric"} <= review.keys()
    return review if whole and isinstance(review["task"], dict) and "path" in review["task"] else None


class Standing(NamedTuple):
    """How much of an earlier run stands: the first ``tasks`` of them, in ``size`` bytes."""

    tasks: int = 0
    size: int = 0


def measure_standing(path: str, tasks: Iterable[str], rubric: str, cache: Cache | None) -> Standing:
    """Finds how far an earlier run came that this one can go on from.

    A record stands while the tasks are the same, in the same order, and the rubric is. With a cache, which knows the
    content of what it kept, a task whose files have changed since ends what stands.

    Args:
        path: the jsonl file of the earlier run.
        tasks: paths of all tasks.
        rubric: sha256 of the rubric.
        cache: the cache of both runs.
    """
    standing = Standing()
    if not Path(path).exists():
        return standing
    if Path(path).stat().st_size and next(read_results(path, strict=False), None) is None:
        raise UsageError("there is no review in it", file=path, hint=f"{_RESULTS}, or another name for a new one")
    for task, earlier in zip(tasks, read_results(path, strict=False), strict=False):
        same = earlier.path == task and earlier.review["rubric"].get("sha256") == rubric
        if not same or not _is_unchanged(earlier, cache):
            break
        standing = Standing(standing.tasks + 1, earlier.end)
    return standing


def _is_unchanged(earlier: Earlier, cache: Cache | None) -> bool:
    if cache is None or cache.broken or earlier.review["status"] == "failed":
        return True
    key = cache.key_of(earlier.path)
    found = cache.find(key, 0, earlier.path) if key else None
    return found is not None and found.line == earlier.line


def continue_tasks(path: str, tasks: Iterable[str], standing: Standing) -> Iterator[Work]:
    """All tasks, the first of them with the records that stand."""
    names = iter(tasks)
    if standing.tasks:
        for earlier in read_results(path):
            yield Work(next(names), earlier.line)
            if earlier.end >= standing.size:
                break
    yield from (Work(name) for name in names)


def retry_failed(path: str) -> Iterator[Work]:
    """The tasks of an earlier run, those that failed to be done again."""
    for earlier in read_results(path):
        yield Work(earlier.path, None if earlier.review["status"] == "failed" else earlier.line)

"""Many tasks: reviewed on all cores, answered in their order whatever their timing, and none can stop the others."""

from __future__ import annotations

import contextlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from reviewer.review import Review, RubricRecord
from reviewer.rubric import RubricFiles
from reviewer.workflows.cache import Cache
from reviewer.workflows.engine import Engine, Result
from reviewer.workflows.order import Reorder
from reviewer.workflows.outputs import Output
from reviewer.workflows.records import Record, brief_json, brief_review, failed_review, write_line
from reviewer.workflows.summary import Summary
from reviewer.workflows.worker import Answer


class Work(NamedTuple):
    """One task of a batch.

    Attributes:
        path: the task as the user named it.
        kept: its record of an earlier run, which stands.
    """

    path: str
    kept: bytes | None = None


def set_up_review(rubric: RubricFiles, cache: Path | None, turn: int | None) -> Callable[[str], Review]:
    """Makes what reviews a task; runs in a worker, which builds the rubric once.

    Args:
        rubric: as it was read when the batch began, so that every task is judged by the same.
        cache: folder where validated rubrics lie.
        turn: the turn to review, None for the default.
    """
    from reviewer.pipeline import review_task
    from reviewer.rubric import build_files

    built = build_files(rubric, cache)
    return lambda path: review_task(path, built, turn=turn)


def prepare_review(rubric: RubricFiles, turn: int | None, folder: Path) -> Callable[[], Callable[[str], Review]]:
    """What a machine of a cluster sets its processes up with; ``folder`` is where it may keep the validated rubric."""
    return partial(set_up_review, rubric, folder, turn)


#: Imported once by the process that workers are forked from.
PRELOAD = ("reviewer.pipeline",)


class Batch:
    """One run over many tasks.

    Attributes:
        finished: tasks that have an answer, whether or not it was their turn to be written yet.
    """

    def __init__(
        self,
        engine: Engine,
        rubric: RubricRecord,
        *,
        cache: Cache | None = None,
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Prepares a run.

        Args:
            engine: where the reviews are made.
            rubric: named in the records of tasks that failed.
            cache: where reviews are looked up and kept.
            progress: called with the number of finished tasks, after each and several times a second.
        """
        self._engine, self._rubric, self._cache, self._progress = engine, rubric, cache, progress
        self._reorder = Reorder()
        self._known: deque[Record] = deque()
        self._keys: dict[int, bytes] = {}
        self._taken = 0
        self.finished = 0

    def run(self, tasks: Iterable[Work]) -> Iterator[Record]:
        """Yields a record for every task, in their order."""
        for outcome in self._engine.run(self._unknown(tasks), self._has_room):
            while self._known:
                yield from self._finish(self._known.popleft())
            if outcome is not None:
                yield from self._finish(self._record(*outcome))
            self._progress(self.finished)

    def _has_room(self) -> bool:
        return self._reorder.room(self._taken)

    def _unknown(self, tasks: Iterable[Work]) -> Iterator[tuple[int, str] | None]:
        """Number and path of each task that has to be reviewed; None in the place of one whose record is known."""
        for index, work in enumerate(tasks):
            self._taken = index + 1
            known = self._look_up(index, work)
            if known is None:
                yield index, work.path
            else:
                self._known.append(known)
                yield None

    def _look_up(self, index: int, work: Work) -> Record | None:
        if work.kept is not None:
            return keep_line(index, work.path, work.kept)
        key = self._cache.key_of(work.path) if self._cache else None
        if key is None or self._cache is None:
            return None
        found = self._cache.find(key, index, work.path)
        if found is None:
            self._keys[index] = key
        return found

    def _record(self, index: int, path: str, result: Result) -> Record:
        key = self._keys.pop(index, None)
        if isinstance(result, Answer) and result.brief is not None:
            record = Record(index, path, result.line, result.brief, result.seconds)
            if key is not None and self._cache is not None:
                self._cache.keep(key, record)
            return record
        error = result.error if isinstance(result, Answer) else None
        review = failed_review(path, self._rubric, result.reason, error)
        return Record(index, path, write_line(review), brief_review(review), result.seconds)

    def _finish(self, record: Record) -> Iterator[Record]:
        self.finished += 1
        yield from self._reorder.add(record)


def keep_line(index: int, path: str, line: bytes) -> Record:
    """The record of an earlier run as one of this run."""
    return Record(index, path, line, brief_json(json.loads(line)), origin="kept")


def select_records(
    records: Iterable[Record], *, below: float | None = None, platform: str | None = None
) -> Iterator[Record]:
    """The records that are asked for, numbered anew.

    Args:
        records: all of them.
        below: only scored reviews whose final score is below this number.
        platform: only reviews of this platform.
    """
    place = 0
    for record in records:
        brief = record.brief
        low = below is None or (brief.score is not None and brief.score < below)
        if low and platform in (None, brief.platform):
            yield record._replace(place=place)
            place += 1


def write_records(records: Iterable[Record], outputs: Iterable[Output], summary: Summary) -> None:
    """Writes every record to every output and counts it; whatever happens, the outputs end valid."""
    every = tuple(outputs)
    try:
        for record in records:
            for output in every:
                output.write(record)
            summary.add(record)
    except BaseException:
        for output in every:
            with contextlib.suppress(OSError):
                output.close(complete=False)
        raise
    for output in every:
        output.close()

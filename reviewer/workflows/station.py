"""The part of a cluster run that lives in each Dask worker: it reviews groups of tasks in processes of its own.

A Dask worker that a task kills takes its other tasks with it, and Dask can't stop a thread that hangs. So a worker's
threads review nothing themselves: each has a :class:`~reviewer.workflows.pool.Pool` of one process, and blame,
time-outs and memory limits are those of a run on one machine.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from distributed import Worker, WorkerPlugin, get_worker

import reviewer
from reviewer.errors import UsageError
from reviewer.review import Review
from reviewer.workflows.engine import Limits, Numbered, Result
from reviewer.workflows.pool import Pool
from reviewer.workflows.worker import Setup

#: Makes a worker's setup, given a folder of that machine for what may be kept during the run.
Prepare = Callable[[Path], Setup]


class Commission(NamedTuple):
    """What a station is to do, as it travels there.

    Attributes:
        prepare: makes the setup of the processes; must be picklable.
        limits: what a task may take.
        preload: modules that the process which others are forked from imports once.
        program: :func:`name_program` of the machine that asks.
        directory: from where relative paths are meant.
    """

    prepare: Prepare
    limits: Limits
    preload: tuple[str, ...]
    program: str
    directory: str


class Group(NamedTuple):
    """The answers to a group of tasks.

    Attributes:
        results: one for each task, in their order.
        unseen: the tasks of which there was nothing to see where they were looked for.
        worker: address of the Dask worker.
    """

    results: tuple[Result, ...]
    unseen: tuple[str, ...]
    worker: str


class StoppedError(Exception):
    """The run was ended while a group was being reviewed; nobody waits for the answer."""


def name_program() -> str:
    """Version and content of this program, the same on every machine that has the same."""
    root = Path(reviewer.__file__).parent
    content = hashlib.sha256()
    for file in sorted(root.rglob("*.py")):
        content.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return f"reviewer {reviewer.__version__} ({content.hexdigest()[:12]})"


class Station(WorkerPlugin):
    """Set up once in each Dask worker, in those that join later as well."""

    def __init__(self, commission: Commission) -> None:
        """Takes what is to be done; runs on the machine that asks."""
        self._commission = commission
        self._idle: deque[Pool] = deque()
        self._stopped = False

    def setup(self, worker: Worker) -> None:
        """Refuses what would give other reviews; starts no process yet.

        Raises:
            UsageError: where this machine has another version of the program.
        """
        here = name_program()
        if here != self._commission.program:
            raise UsageError(
                f"the worker {worker.address} has {here}, this machine {self._commission.program}",
                hint="install the same version on every machine of the cluster, and start its workers again",
            )
        # Dask's own workers are daemonic under a nanny, and such a process may have no children. Ours end themselves
        # when their pipe is closed.
        multiprocessing.current_process().daemon = False
        folder = Path(worker.local_directory) / "reviewer"
        self._setup = partial(_set_up_at, self._commission.directory, self._commission.prepare(folder))

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - the signature is Dask's
        """Ends the processes; those of a group that is being reviewed end with it."""
        self._stopped = True
        while self._idle:
            self._idle.pop().close()

    def review(self, paths: tuple[str, ...]) -> tuple[Result, ...]:
        """Reviews tasks one after the other; called by several threads at once.

        Raises:
            StoppedError: where the run has ended.
        """
        pool = self._take_pool()
        try:
            results = dict(self._run(pool, paths))
        except BaseException:
            pool.close()
            raise
        self._idle.append(pool)
        return tuple(results[place] for place in range(len(paths)))

    def _take_pool(self) -> Pool:
        try:
            return self._idle.pop()
        except IndexError:
            return Pool(self._setup, 1, self._commission.limits, preload=self._commission.preload)

    def _run(self, pool: Pool, paths: tuple[str, ...]) -> Iterator[tuple[int, Result]]:
        tasks: Iterator[Numbered] = iter(tuple(enumerate(paths)))
        for outcome in pool.run(tasks):
            if self._stopped:
                raise StoppedError
            if outcome is not None:
                yield outcome[0], outcome[2]

    def find_unseen(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        """The tasks that this machine does not see; addresses of object stores are everywhere the same."""
        local = (path for path in paths if "://" not in path)
        return tuple(path for path in local if not Path(self._commission.directory, path).exists())


def _set_up_at(directory: str, setup: Setup) -> Callable[[str], Review]:
    """Makes the process stand where the user stands, so that a task is named as the user named it."""
    try:
        os.chdir(directory)
    except OSError:
        os.chdir(os.sep)  # relative paths are told as unseen; they must not be found below some other folder
    return setup()


def review_group(name: str, paths: tuple[str, ...]) -> Group:
    """What a Dask worker runs: a group of tasks by the station of that name."""
    worker = get_worker()
    station = cast(Station, worker.plugins[name])
    return Group(station.review(paths), station.find_unseen(paths), worker.address)

"""Worker processes under supervision: one task can neither stop nor slow the others.

A pool of our own rather than ``ProcessPoolExecutor``: that one calls the whole pool broken when a worker dies, can't
tell which task killed it, and can't stop a task that hangs. Here each worker has its own pipe and at most :data:`AHEAD`
tasks, answers each at once, and so the first task without an answer is the one to blame.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic
from types import TracebackType
from typing import Any, Literal, Self

from reviewer.errors import UsageError
from reviewer.workflows.engine import Limits, Loss, Numbered, Outcome
from reviewer.workflows.worker import NO_ROOM, Answer, Setup, serve

#: Tasks that a worker holds: the one it is at and one more, so that it need not wait for the parent in between.
AHEAD = 2
#: Workers that die one after the other before they are ready for a first task; then it is no task's fault.
START_FAILURES = 5
#: Seconds that a worker may take to load the rubric.
START_SECONDS = 120.0
#: Seconds between two looks at the clock while nothing happens.
TICK = 0.25
#: ``forkserver``: a fresh worker costs a fork, not the imports, and inherits neither threads nor pipes of the parent.
START_METHOD = "spawn" if sys.platform == "win32" else "forkserver"

#: Index of a task whose answer has come from another worker.
FORGOTTEN = -1


class _Worker:
    """One process, its pipe, and the tasks it was given and has not answered yet."""

    def __init__(self, setup: Setup, limits: Limits) -> None:
        context: Any = multiprocessing.get_context(START_METHOD)
        self.connection, theirs = context.Pipe()
        arguments = (theirs, setup, limits.seconds, limits.memory)
        self.process: BaseProcess = context.Process(target=serve, args=arguments, daemon=True, name="reviewer-worker")
        self.process.start()
        theirs.close()
        self.tasks: deque[Numbered] = deque()
        self.ready = False
        self.since = monotonic()

    def give(self, task: Numbered) -> None:
        """Sends a task. That the worker has died in the meantime is noticed when its pipe is read."""
        if not self.tasks and self.ready:
            self.since = monotonic()
        self.tasks.append(task)
        try:
            self.connection.send(task[1])
        except OSError:
            return

    def received(self) -> tuple[list[Answer], bool]:
        """Everything that it has sent, and whether it still lives."""
        answers: list[Answer] = []
        try:
            while self.connection.poll():
                message = self.connection.recv()
                self.since = monotonic()
                self.ready = True
                if message is not None:
                    answers.append(message)
        except (EOFError, OSError):
            return answers, False
        return answers, self.process.is_alive() or self.connection.poll()

    def stop(self) -> int | None:
        """Kills the process if it still lives, and returns how it ended."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        return self.process.exitcode


class Pool:
    """Workers that review tasks. A context manager: leaving it stops every worker."""

    def __init__(self, setup: Setup, jobs: int, limits: Limits, *, preload: tuple[str, ...] = ()) -> None:
        """Starts nothing yet: a run that finds everything in the cache needs no worker.

        Args:
            setup: run once in each worker; must be picklable.
            jobs: processes at the same time.
            limits: what a task may take.
            preload: modules that the process which workers are forked from imports once.
        """
        self._setup, self._jobs, self._limits = setup, jobs, limits
        self._workers: dict[Connection, _Worker] = {}
        self._again: deque[Numbered] = deque()
        self._shared: set[int] = set()
        self._start_failures = 0
        if START_METHOD == "forkserver":
            multiprocessing.get_context("forkserver").set_forkserver_preload(["reviewer.workflows.worker", *preload])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stops every worker, whatever it is at."""
        for worker in self._workers.values():
            worker.process.kill()
        for worker in self._workers.values():
            worker.stop()
        self._workers.clear()

    def run(
        self, tasks: Iterator[Numbered | None], room: Callable[[], bool] = lambda: True
    ) -> Iterator[Outcome | None]:
        """Reviews tasks, as :class:`reviewer.workflows.engine.Engine` says. It can be called again with others.

        Raises:
            UsageError: where the memory that a process may have is too little to start in.
            RuntimeError: where no worker gets as far as its first task.
        """
        more = True
        while more or self._again or self._is_busy():
            while (self._again or (more and room())) and (place := self._find_place()) is not None:
                try:
                    task = self._again.popleft() if self._again else next(tasks)
                except StopIteration:
                    more = False
                    break
                if task is None:
                    yield None
                else:
                    (place if isinstance(place, _Worker) else self._start()).give(task)
            self._share()
            if self._is_busy():
                yield from self._collect()

    def _is_busy(self) -> bool:
        return any(worker.tasks for worker in self._workers.values())

    def _find_place(self) -> _Worker | Literal["new"] | None:
        """The worker to have the next task, ``new`` where one should be started, None where all have enough."""
        least = min(self._workers.values(), key=lambda worker: len(worker.tasks), default=None)
        if least is not None and not least.tasks:
            return least
        if len(self._workers) < self._jobs:
            return "new"
        return least if least is not None and len(least.tasks) < AHEAD else None

    def _start(self) -> _Worker:
        worker = _Worker(self._setup, self._limits)
        self._workers[worker.connection] = worker
        return worker

    def _share(self) -> None:
        """Gives what waits behind a slow task to an idle worker as well; the first of the two answers counts."""
        idle = [worker for worker in self._workers.values() if not worker.tasks]
        for worker in self._workers.values():
            waits = worker.tasks[-1] if len(worker.tasks) > 1 else None
            if idle and waits and waits[0] not in self._shared and monotonic() - worker.since > TICK:
                self._shared.add(waits[0])
                idle.pop().give(waits)

    def _collect(self) -> Iterator[Outcome | None]:
        """Waits for something to happen, and yields what did."""
        handles: list[Any] = [*self._workers, *(worker.process.sentinel for worker in self._workers.values())]
        if not wait(handles, TICK):
            yield None
        for worker in list(self._workers.values()):
            answers, alive = worker.received()
            for answer in answers:
                self._start_failures = 0
                yield from self._settle(worker, answer)
                alive = alive and not answer.leaving
            if not alive:
                yield from self._bury(worker, left=bool(answers) and answers[-1].leaving)
            elif self._is_late(worker):
                yield from self._bury(worker, late=True)

    def _settle(self, worker: _Worker, result: Answer | Loss) -> Iterator[Outcome]:
        """Takes the answer to a worker's first task; of a shared task only the first answer counts."""
        task = worker.tasks.popleft()
        if task[0] in self._shared:
            self._shared.remove(task[0])
            for other in self._holders(task):
                other.tasks[other.tasks.index(task)] = (FORGOTTEN, task[1])
        if task[0] != FORGOTTEN:
            yield *task, result

    def _holders(self, task: Numbered) -> list[_Worker]:
        return [worker for worker in self._workers.values() if task in worker.tasks]

    def _is_late(self, worker: _Worker) -> bool:
        allowed = self._limits.seconds if worker.ready else START_SECONDS
        return (bool(worker.tasks) or not worker.ready) and monotonic() - worker.since > allowed

    def _bury(self, worker: _Worker, *, late: bool = False, left: bool = False) -> Iterator[Outcome]:
        """Takes a worker out; the task it was at is lost, those behind it are done again."""
        del self._workers[worker.connection]
        seconds = monotonic() - worker.since
        code = worker.stop()
        if not worker.ready:
            self._count_start_failure(code)
        elif worker.tasks and not left:
            reason = f"took longer than {self._limits.seconds:g} s and was stopped" if late else describe_exit(code)
            yield from self._settle(worker, Loss(reason, seconds))
        for task in reversed(worker.tasks):
            if task[0] != FORGOTTEN and not self._holders(task):
                self._again.appendleft(task)

    def _count_start_failure(self, code: int | None) -> None:
        if code == NO_ROOM:
            raise UsageError(
                f"{self._limits.memory} MB are too few for a process to start in",
                hint="give --memory more, or 0 for no limit",
            )
        self._start_failures += 1
        if self._start_failures >= START_FAILURES:
            raise RuntimeError(f"no worker process gets as far as its first task: {describe_exit(code)}")


def describe_exit(code: int | None) -> str:
    """Says in words how a worker ended, the same in every run."""
    if code is not None and code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        meaning = {"SIGKILL": " (by hand, or for want of memory)", "SIGSEGV": " (a crash)", "SIGABRT": " (a crash)"}
        return f"the worker was killed by {name}{meaning.get(name, '')}"
    return f"the worker ended with exit code {code}"

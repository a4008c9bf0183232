"""The same batch on a Dask cluster: groups of tasks to its workers, the answers of each as soon as they are there.

Dask runs again what a lost worker was at. Groups, since task by task costs a hundred times as much; few of them in
flight, so that neither scheduler nor client grows with the number of tasks.
"""

from __future__ import annotations

import contextlib
import logging
import queue
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import CancelledError
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Final, NamedTuple, Self
from uuid import uuid4

from reviewer.errors import UsageError
from reviewer.workflows.engine import Loss, Numbered, Outcome

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

    from reviewer.workflows.station import Commission, Group

#: Tasks of a group. Towards the end of a run groups become smaller, so that all threads end at the same time.
GROUP = 16
#: Groups in flight for each thread of the cluster: the one it is at, and what it needs not to wait for the client.
AHEAD = 3
#: Seconds to wait for the scheduler, and for its first worker.
PATIENCE = 15.0
#: Seconds to wait for an answer that is ready; its worker may be lost, and Dask tries long to reach it.
FETCH = 15.0
#: Seconds that a run waits for a new worker when the last one is lost.
DESERTED = 60.0
#: Seconds between two looks at the clock while nothing happens.
TICK = 0.25
#: Seconds between two looks at how many threads the cluster has.
LOOK = 5.0
_END: Final = (-1, "")
_WAY_ON: Final = "what is written is valid; the same command with --resume goes on"


class _Flight(NamedTuple):
    """A group that was sent and not answered."""

    tasks: tuple[Numbered, ...]
    future: Future[Group]


class Cluster:
    """A Dask cluster that reviews tasks. A context manager: entering connects, leaving takes everything back."""

    def __init__(self, commission: Commission, *, scheduler: str | None, jobs: int, total: int) -> None:
        """Connects to nothing yet.

        Args:
            commission: what the workers are to do.
            scheduler: address of a cluster (``tcp://10.0.0.1:8786``); None for one in this process.
            jobs: threads of a cluster in this process.
            total: tasks of the run.
        """
        self._commission, self._scheduler, self._jobs, self._total = commission, scheduler, jobs, total
        self._name = f"reviewer-{uuid4().hex}"
        self._flying: dict[str, _Flight] = {}
        self._done: queue.SimpleQueue[Future[Group]] = queue.SimpleQueue()
        self._again: deque[Numbered] = deque()
        self._sent = self._taken = self._threads = 0
        self._looked = self._peopled = monotonic()
        self._local: LocalCluster | None = None
        self._client: Client

    def __enter__(self) -> Self:
        """Connects, and sets up every worker.

        Raises:
            UsageError: where the scheduler can't be reached, there is no worker, or one can't do this.
        """
        from reviewer.workflows.station import Station

        address = self._scheduler if self._scheduler is not None else self._start_local()
        self._client = _connect(address)
        try:
            self._client.register_plugin(Station(self._commission), name=self._name)
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            self._leave()
            hint = f"start one: dask worker {self._scheduler}"
            raise UsageError("the cluster has no worker", file=self._scheduler, hint=hint) from error
        except ImportError as error:
            self._leave()
            raise _foreign(self._scheduler, error) from error
        except BaseException:
            self._leave()
            raise
        self._look()
        return self

    def _start_local(self) -> LocalCluster:
        """A cluster of one worker in this process: its threads only wait for the processes of the station."""
        from distributed import LocalCluster

        self._local = LocalCluster(
            n_workers=1,
            threads_per_worker=self._jobs,
            processes=False,
            dashboard_address="127.0.0.1:0",  # whatever port is free: without an address it is always the same one
            memory_limit=0,
            # what ends badly is a record of ours; a heartbeat that an interruption cut short is nothing to tell
            silence_logs=logging.CRITICAL,
        )
        return self._local

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def _leave(self) -> None:
        """Takes back what is in flight and ends the processes of this run, as far as the cluster is still there."""
        futures = [flight.future for flight in self._flying.values()]
        self._flying.clear()
        with contextlib.suppress(Exception):
            if self._client.status == "running":
                self._client.cancel(futures, force=True)
                self._client.unregister_worker_plugin(self._name)
        with contextlib.suppress(Exception):
            self._client.close(timeout=TICK if self._client.status != "running" else PATIENCE)
        if self._local is not None:
            with contextlib.suppress(Exception):
                self._local.close()

    def run(
        self, tasks: Iterator[Numbered | None], room: Callable[[], bool] = lambda: True
    ) -> Iterator[Outcome | None]:
        """Reviews tasks, as :class:`reviewer.workflows.engine.Engine` says.

        Raises:
            UsageError: where the cluster is lost, or a worker does not see the tasks.
        """
        more = True
        while more or self._again or self._flying:
            if self._again and not self._is_trying():
                self._send((self._again.popleft(),))
            if more:
                more = yield from self._fill(tasks, room)
            if self._flying:
                yield from self._collect()

    def _is_trying(self) -> bool:
        """Whether a task is out on its own: one after the other, so that none is blamed for its neighbour."""
        return any(len(flight.tasks) == 1 for flight in self._flying.values())

    def _has_place(self) -> bool:
        return len(self._flying) < AHEAD * max(self._threads, 1)

    def _fill(self, tasks: Iterator[Numbered | None], room: Callable[[], bool]) -> Generator[None, None, bool]:
        """Sends groups while there is place for them, and returns whether there may be more tasks."""
        while self._has_place():
            group: list[Numbered] = []
            size = self._size()
            while len(group) < size and room():
                task = next(tasks, _END)
                if task == _END:
                    self._send(tuple(group))
                    return False
                self._taken += 1
                if task is None:
                    yield None
                else:
                    group.append(task)
            if not group:
                return True
            self._send(tuple(group))
        return True

    def _size(self) -> int:
        """Tasks of the next group: a quarter of each thread's share of what is left, within bounds."""
        share = (self._total - self._taken) // (4 * max(self._threads, 1))
        return min(max(share, 1), GROUP)

    def _send(self, group: tuple[Numbered, ...]) -> None:
        from reviewer.workflows.station import review_group

        if not group:
            return
        self._sent += 1
        paths = tuple(path for _, path in group)
        key = f"{self._name}-{self._sent}"
        future = self._client.submit(review_group, self._name, paths, key=key, pure=False)
        self._flying[key] = _Flight(group, future)
        future.add_done_callback(self._done.put)

    def _collect(self) -> Iterator[Outcome | None]:
        """Waits for a group to be answered, and yields its answers."""
        self._look()
        try:
            future = self._done.get(timeout=TICK)
        except queue.Empty:
            yield None
            return
        flight = self._flying.pop(str(future.key), None)
        if flight is not None:
            yield from self._settle(flight)

    def _settle(self, flight: _Flight) -> Iterator[Outcome]:
        from distributed import KilledWorker

        try:
            group: Group = flight.future.result(timeout=FETCH)
        except TimeoutError:  # the worker was lost before the answer was fetched; Dask makes it again
            self._flying[str(flight.future.key)] = flight
            flight.future.add_done_callback(self._done.put)
            return
        except KilledWorker:
            yield from self._blame(flight)
            return
        except CancelledError as error:
            raise UsageError("the cluster was lost", file=self._scheduler, hint=_WAY_ON) from error
        except ImportError as error:
            raise _foreign(self._scheduler, error) from error
        self._check_seen(group)
        for (index, path), result in zip(flight.tasks, group.results, strict=True):
            yield index, path, result

    def _blame(self, flight: _Flight) -> Iterator[Outcome]:
        """A group whose workers were lost again and again: each task on its own shows which one it was."""
        if len(flight.tasks) > 1:
            self._again.extend(flight.tasks)
            return
        yield *flight.tasks[0], Loss("every worker of the cluster that reviewed it was lost", 0.0)

    def _check_seen(self, group: Group) -> None:
        from pathlib import Path

        for path in group.unseen:
            if Path(path).exists():
                raise UsageError(
                    f"the worker {group.worker} does not see this task",
                    file=path,
                    hint="keep tasks where every machine of the cluster finds them under the same name, or in an "
                    "object store",
                )

    def _look(self) -> None:
        """Sees how many threads the cluster has now, and whether there still are any.

        Raises:
            UsageError: where there have been none for :data:`DESERTED` seconds.
        """
        now = monotonic()
        if self._threads and now - self._looked < LOOK:
            return
        self._looked = now
        with contextlib.suppress(Exception):  # the scheduler is gone: that is told by what was sent to it
            self._threads = sum(self._client.nthreads().values())
        if self._threads:
            self._peopled = now
        elif now - self._peopled > DESERTED:
            raise UsageError("the cluster has lost all its workers", file=self._scheduler, hint=_WAY_ON)


def _connect(address: str | LocalCluster) -> Client:
    from distributed import Client
    from distributed.comm.addressing import resolve_address

    try:
        if isinstance(address, str):
            resolve_address(address)  # a client made with nonsense would wait half a minute for its own end
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # TimeoutError is an OSError
        where = address if isinstance(address, str) else None
        raise UsageError(
            "no Dask scheduler answers there", file=where, hint="give its address, as in tcp://10.0.0.1:8786"
        ) from error


def _foreign(scheduler: str | None, error: ImportError) -> UsageError:
    return UsageError(
        f"the cluster can't run reviewer: {error}",
        file=scheduler,
        hint="install the same version with its dask extra on the scheduler and on every worker",
    )

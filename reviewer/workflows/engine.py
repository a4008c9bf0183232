"""What reviews the tasks of a batch, seen from the batch: processes of this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from reviewer.workflows.worker import Answer

#: Index and path of a task.
Numbered = tuple[int, str]


class Loss(NamedTuple):
    """Why a task has no answer: its worker died or was stopped."""

    reason: str
    seconds: float


class Limits(NamedTuple):
    """What a task may take.

    Attributes:
        seconds: then its worker is stopped.
        memory: MB of address space of a worker; 0 for no limit.
    """

    seconds: float = 60.0
    memory: int = 2048


Result = Answer | Loss
Outcome = tuple[int, str, Result]


class Engine(Protocol):
    """Reviews tasks in any order, and loses none."""

    def run(self, tasks: Iterator[Numbered | None], room: Callable[[], bool]) -> Iterator[Outcome | None]:
        """Reviews tasks and yields each answer as it comes, in no order.

        Args:
            tasks: index and path of each; None for one that needs no worker.
            room: asked before a new task is taken; False while the caller holds too many answers back.

        Yields:
            An answer, or None where there was none but the caller should have a turn: after a None among ``tasks``, and
            now and then while nothing happens.
        """

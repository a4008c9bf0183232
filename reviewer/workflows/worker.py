"""A worker process: reviews one task after the other and answers each at once, so that blame is exact.

The parent knows which task a worker is at: the first one it was given and has not answered. Nothing is sent before a
review but one empty message when the worker is ready, so that loading the rubric is on no task's account.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import PurePath
from time import perf_counter
from typing import Final, NamedTuple

from reviewer.errors import ReviewerError
from reviewer.review import Review
from reviewer.workflows.records import Brief, brief_review, write_line

#: Runs once in each worker and returns what reviews a task there.
Setup = Callable[[], Callable[[str], Review]]

#: Exit code of a worker that has not even the memory to load the rubric.
NO_ROOM: Final = errno.ENOMEM

#: Past this resident size a worker ends itself between two tasks, and a fresh one takes its place: allocators rarely
#: give back what one large task took. 250 MB keeps a worker below the 300 MB that the project promises.
RETIRE_MB = 250


class Answer(NamedTuple):
    """What a worker says about one task.

    Attributes:
        line: the review as JSON; empty where there is none.
        brief: its summary; None where there is none.
        reason: why there is no review; empty where there is one.
        error: the user's error behind it, if it was one.
        seconds: what the task took.
        leaving: True where the worker ends itself after this answer.
    """

    line: bytes
    brief: Brief | None
    reason: str
    error: ReviewerError | None
    seconds: float
    leaving: bool


#: Containers alive more than at the last collection that start the next one. A review makes hundreds of thousands and
#: hardly a cycle among them, so each collection only looks at what is in use: Python's own 700 costs a sixth of the
#: time, 20,000 still a twentieth; a large task gets past 100,000, and 180 real ones took 9 MB more than with 20,000.
_COLLECTED_AFTER: Final = 100_000


def serve(connection: Connection, setup: Setup, timeout: float, memory: int) -> None:
    """Answers tasks until the parent sends None or goes away.

    Args:
        connection: the worker's end of its pipe.
        setup: makes what reviews a task.
        timeout: seconds a task may take. The parent enforces it; an alarm a little later is for a parent that is gone.
        memory: address space in MB that the process may have; 0 for no limit.
    """
    _isolate(memory)
    try:
        review = setup()
    except MemoryError:
        os._exit(NO_ROOM)  # an orderly exit wants memory as well
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECTED_AFTER)
    with contextlib.suppress(EOFError, OSError):
        connection.send(None)
        while (path := connection.recv()) is not None:
            _set_alarm(timeout + 15)
            answer = _answer(review, path)
            _set_alarm(0)
            connection.send(answer)
            if answer.leaving:
                return


def _isolate(memory: int) -> None:
    """Leaves Ctrl-C to the parent, standard output to the results, and bounds the memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # BLAS would start a thread and reserve address space for every core of the machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    if memory and sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        size = memory << 20
        if hard != resource.RLIM_INFINITY:
            size = min(size, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS knows the limit and refuses it
            resource.setrlimit(resource.RLIMIT_AS, (size, hard))


def _set_alarm(seconds: float) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _answer(review: Callable[[str], Review], path: str) -> Answer:
    started = perf_counter()
    try:
        made = review(path)
        line, brief = write_line(made), brief_review(made)
        return Answer(line, brief, "", None, perf_counter() - started, leaving=_is_large())
    except ReviewerError as error:
        return Answer(b"", None, error.message, error, perf_counter() - started, leaving=False)
    except MemoryError:
        # What is left of the heap after this is anybody's guess.
        return Answer(b"", None, "the memory limit was reached", None, perf_counter() - started, leaving=True)
    except (Exception, SystemExit, KeyboardInterrupt, GeneratorExit) as error:
        return Answer(b"", None, _describe(error), None, perf_counter() - started, leaving=False)


def _describe(error: BaseException) -> str:
    """Says what went wrong inside, and where in the package, in one line that is the same in every run."""
    package = str(PurePath(__file__).parents[1])
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(package)]
    where = ""
    if frames:
        where = f" at reviewer{frames[-1].filename.removeprefix(package)}:{frames[-1].lineno}".replace("\\", "/")
    words = " ".join(str(error).split())[:300]
    return f"internal error{where}: {type(error).__name__}{': ' + words if words else ''}"


def _is_large() -> bool:
    """Whether the process has grown past :data:`RETIRE_MB`; always False where the system doesn't say."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as file:  # noqa: PTH123 - a pathlib object a task costs more
            pages = int(file.read(64).split()[1])
    except OSError:
        return False
    return pages * os.sysconf("SC_PAGE_SIZE") > RETIRE_MB << 20

"""``--engine``: where the reviews of a batch are made."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reviewer.cli.environment import cache_directory
from reviewer.errors import UsageError

if TYPE_CHECKING:
    from reviewer.rubric import RubricFiles
    from reviewer.workflows.engine import Engine, Limits


class Wanted(NamedTuple):
    """What the reviews are to be made of, and with what.

    Attributes:
        rubric: the files of the rubric.
        turn: the turn to review, None for the default.
        limits: what a task may take.
        jobs: processes; None for one a core.
        scheduler: address of a cluster, None for none.
        total: tasks of the run.
    """

    rubric: RubricFiles
    turn: int | None
    limits: Limits
    jobs: int | None
    scheduler: str | None
    total: int


def open_engine(name: str, wanted: Wanted) -> AbstractContextManager[Engine]:
    """Makes the engine of that name; entering it starts it.

    Raises:
        UsageError: where there is none, or its options contradict one another.
    """
    if name not in ENGINES:
        raise UsageError(f"there is no engine {name!r}", hint=f"choose one of {', '.join(ENGINES)}")
    if wanted.scheduler is not None and name != "dask":
        raise UsageError("--scheduler is the address of a Dask cluster", hint="add --engine dask")
    if wanted.scheduler is not None and wanted.jobs is not None:
        raise UsageError(
            "--jobs is for this machine", hint="leave it out; the cluster's workers have their own threads"
        )
    return ENGINES[name](wanted)


def _open_local(wanted: Wanted) -> AbstractContextManager[Engine]:
    from reviewer.workflows.batch import PRELOAD, set_up_review
    from reviewer.workflows.pool import Pool

    setup = partial(set_up_review, wanted.rubric, cache_directory(), wanted.turn)
    return Pool(setup, wanted.jobs or count_cores(), wanted.limits, preload=PRELOAD)


def _open_dask(wanted: Wanted) -> AbstractContextManager[Engine]:
    if find_spec("distributed") is None:
        raise UsageError("--engine dask needs an extra", hint="pip install 'reviewer[dask]'")
    from reviewer.workflows.batch import PRELOAD, prepare_review
    from reviewer.workflows.cluster import Cluster
    from reviewer.workflows.station import Commission, name_program

    prepare = partial(prepare_review, wanted.rubric, wanted.turn)
    commission = Commission(prepare, wanted.limits, PRELOAD, name_program(), str(Path.cwd()))
    jobs = wanted.jobs or count_cores()
    return Cluster(commission, scheduler=wanted.scheduler, jobs=jobs, total=wanted.total)


ENGINES: dict[str, Callable[[Wanted], AbstractContextManager[Engine]]] = {"local": _open_local, "dask": _open_dask}


def count_cores() -> int:
    """Processors that this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

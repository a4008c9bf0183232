"""What a run on a Dask cluster takes, against the same run on this machine's own processes.

usage: python benchmarks/engines.py DIR [--sample N] [--jobs N] [--rounds N]

``local`` is the pool of processes, ``dask`` the cluster that ``--engine dask`` starts by itself, ``workers`` one whose
workers are processes of their own, as on other machines. All review the same tasks, turn by turn, without a cache; the
best round of each counts. Starting an engine is part of its run, starting somebody's cluster is not.
Every run must give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from time import perf_counter

from distributed import LocalCluster

from reviewer.cli.engines import Wanted, open_engine
from reviewer.read import find_tasks
from reviewer.review import RubricRecord
from reviewer.rubric import read_rubric
from reviewer.workflows.batch import Batch, Work
from reviewer.workflows.engine import Engine, Limits
from reviewer.workflows.sources import sample_names

Start = Callable[[], AbstractContextManager[Engine]]


def measure(start: Start, tasks: list[str], rubric: RubricRecord) -> tuple[float, str]:
    """Seconds of a run, and a hash over what it wrote."""
    digest = hashlib.sha256()
    begun = perf_counter()
    with start() as engine:
        for record in Batch(engine, rubric).run(Work(task) for task in tasks):
            digest.update(record.line)
        seconds = perf_counter() - begun
    return seconds, digest.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("directory")
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    tasks = sample_names(find_tasks(wanted.directory), wanted.sample, 0)
    files = read_rubric()
    common = Wanted(files, None, Limits(), wanted.jobs, None, len(tasks))
    with LocalCluster(n_workers=wanted.jobs, threads_per_worker=1, dashboard_address="127.0.0.1:0") as workers:
        remote = common._replace(jobs=None, scheduler=workers.scheduler_address)
        starts: dict[str, Start] = {
            "local": partial(open_engine, "local", common),
            "dask": partial(open_engine, "dask", common),
            "workers": partial(open_engine, "dask", remote),
        }
        rubric = RubricRecord("default", "1", files.sha256)
        rounds = [{name: measure(start, tasks, rubric) for name, start in starts.items()} for _ in range(wanted.rounds)]
    if len({digest for each in rounds for _, digest in each.values()}) > 1:
        raise SystemExit("the engines do not give the same records")
    best = {name: min(each[name][0] for each in rounds) for name in starts}
    for name, seconds in best.items():
        ratio = seconds / best["local"]
        print(f"{name:8} {seconds:6.2f} s  {len(tasks) / seconds:6.1f} tasks a second  {ratio:.2f} of local")


if __name__ == "__main__":
    main()

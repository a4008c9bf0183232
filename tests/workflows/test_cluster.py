"""The cluster: the same records as on one machine, whatever becomes of its workers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from reviewer.errors import UsageError
from reviewer.workflows import cluster as clusters
from reviewer.workflows.batch import Batch, Work
from reviewer.workflows.cluster import Cluster
from reviewer.workflows.engine import Engine, Limits
from reviewer.workflows.pool import Pool
from reviewer.workflows.records import Record
from reviewer.workflows.station import Commission, name_program

from .fakes import RUBRIC, prepare, prepare_deadly, set_up

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(0.9, 0)


def commission(**changes: object) -> Commission:
    return Commission(prepare, LIMITS, (), name_program(), str(Path.cwd()))._replace(**changes)


def review(engine: Engine, names: list[str]) -> Iterator[Record]:
    return Batch(engine, RUBRIC).run(Work(name) for name in names)


def lines(records: Iterator[Record]) -> list[bytes]:
    return [record.line for record in records]


def review_here(names: list[str]) -> list[bytes]:
    """What one machine makes of the tasks."""
    with Pool(set_up, 2, LIMITS) as pool:
        return lines(review(pool, names))


@pytest.fixture
def scheduler() -> Iterator[LocalCluster]:
    """A scheduler without workers."""
    with LocalCluster(
        n_workers=0,
        processes=False,
        protocol="tcp://",
        dashboard_address="127.0.0.1:0",
        host="127.0.0.1",
        silence_logs=50,
    ) as made:
        yield made


@pytest.fixture
def workers(scheduler: LocalCluster, request: pytest.FixtureRequest) -> Iterator[list[int]]:
    """Process ids of workers that no nanny starts again, each named by its place here."""
    options = ["--no-nanny", "--no-dashboard", "--nthreads", "1", "--memory-limit", "0", "--death-timeout", "60"]
    command = [sys.executable, "-m", "distributed.cli.dask_worker", scheduler.scheduler_address, *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    quiet = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen([*command, "--name", str(place)], **quiet) for place in range(request.param)]  # noqa: S603
    yield [each.pid for each in started]
    for each in started:
        each.kill()
        each.wait()


def test_a_cluster_of_this_machine_gives_the_records_of_this_machine() -> None:
    names = [f"{place % 10}-ok" for place in range(60)]
    names[7], names[20], names[21], names[40], names[59] = "kill-1", "sleep-1", "raise-1", "exit-1", "refuse-1"
    with Cluster(commission(), scheduler=None, jobs=2, total=60) as engine:
        found = lines(review(engine, names))
    assert found == review_here(names)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("workers", [2], indirect=True)
def test_what_a_killed_worker_was_at_is_done_again(scheduler: LocalCluster, workers: list[int]) -> None:
    names = [f"{place % 10}-ok" for place in range(120)]
    names[20], names[36], names[50] = "slow-1", "slow-2", "kill-1"
    found = []
    with Cluster(commission(), scheduler=scheduler.scheduler_address, jobs=2, total=len(names)) as engine:
        scheduler.wait_for_workers(2)
        for record in review(engine, names):
            if not found:  # the first records come while slow tasks are being reviewed
                busy = [int(each.name) for each in scheduler.scheduler.workers.values() if each.processing]
                os.kill(workers[busy[0]], signal.SIGKILL)
            found.append(record.line)
    assert len(scheduler.scheduler.workers) == 1
    assert found == review_here(names)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("workers", [3], indirect=True)
def test_a_task_that_costs_every_worker_is_the_one_that_fails(
    scheduler: LocalCluster, workers: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "FETCH", 0.5)
    scheduler.scheduler.allowed_failures = 0
    names = ["1-ok", "2-ok", "murder-1", "3-ok"]
    deadly = commission(prepare=prepare_deadly)
    with Cluster(deadly, scheduler=scheduler.scheduler_address, jobs=2, total=600) as engine:
        scheduler.wait_for_workers(3)
        found = list(review(engine, names))
    assert [record.brief.score for record in found] == [1, 2, None, 3]
    assert "every worker" in found[2].brief.reason


def test_leaving_in_the_middle_leaves_nothing_behind(scheduler: LocalCluster) -> None:
    scheduler.scale(1)
    names = [*(f"{place % 10}-ok" for place in range(40)), "slow-1"]
    with Cluster(commission(), scheduler=scheduler.scheduler_address, jobs=2, total=41) as engine:
        records = review(engine, names)
        next(records)
    (worker,) = scheduler.workers.values()
    assert [name for name in worker.plugins if name.startswith("reviewer")] == []
    assert not scheduler.scheduler.tasks


def test_no_scheduler_is_the_users_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 0.3)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(UsageError, match="no Dask scheduler"):
            Cluster(commission(), scheduler=address, jobs=1, total=1).__enter__()
    with pytest.raises(UsageError, match="no Dask scheduler"):
        Cluster(commission(), scheduler="gopher://x", jobs=1, total=1).__enter__()


def test_a_cluster_without_workers_is_the_users_error(scheduler: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 0.3)
    with pytest.raises(UsageError, match="has no worker"):
        Cluster(commission(), scheduler=scheduler.scheduler_address, jobs=1, total=1).__enter__()


def test_a_cluster_that_loses_its_only_worker_ends_the_run(
    scheduler: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in (("DESERTED", 0.0), ("LOOK", 0.0), ("TICK", 0.05), ("FETCH", 0.5)):
        monkeypatch.setattr(clusters, name, seconds)
    scheduler.scale(1)
    with Cluster(commission(), scheduler=scheduler.scheduler_address, jobs=1, total=600) as engine:
        records = review(engine, [*(["1-ok"] * 16), "slow-1", *(["2-ok"] * 400)])
        next(records)
        scheduler.scale(0)
        with pytest.raises(UsageError, match=r"lost all its workers.*--resume"):
            list(records)


def test_another_version_on_a_worker_is_the_users_error() -> None:
    with pytest.raises(UsageError, match=r"has reviewer .* install the same version"):
        Cluster(commission(program="reviewer 0.0.1"), scheduler=None, jobs=1, total=1).__enter__()


def test_a_worker_that_does_not_see_the_tasks_is_the_users_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1-ok").mkdir()
    monkeypatch.chdir(tmp_path)
    elsewhere = commission(directory=str(tmp_path / "elsewhere"))
    with (
        Cluster(elsewhere, scheduler=None, jobs=1, total=1) as engine,
        pytest.raises(UsageError, match="does not see this task"),
    ):
        list(review(engine, ["1-ok"]))


def test_a_worker_stands_where_the_user_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path of the user's is the same task on a machine that sees the same storage."""
    (tmp_path / "here-1").mkdir()
    there = commission(directory=str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with Cluster(there, scheduler=None, jobs=1, total=1) as engine:
        assert [record.brief.status for record in review(engine, ["here-1"])] == ["scored"]

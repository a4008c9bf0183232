"""The pool: exact blame, time-outs, memory limits, order."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from reviewer.errors import UsageError
from reviewer.workflows.batch import Batch, Work
from reviewer.workflows.engine import Limits
from reviewer.workflows.pool import Pool, describe_exit
from reviewer.workflows.records import Record

from .fakes import RUBRIC, set_up, set_up_badly, set_up_without_room


def run(names: Iterable[str], *, jobs: int = 2, seconds: float = 20.0, memory: int = 0) -> list[Record]:
    with Pool(set_up, jobs, Limits(seconds, memory)) as pool:
        return list(Batch(pool, RUBRIC).run(Work(name) for name in names))


def test_killed_and_hostile_tasks_cost_only_themselves() -> None:
    """Twenty workers killed and twenty hostile tasks among a thousand: every other one is reviewed, in order."""
    names = [f"t/{place}" for place in range(1_000)]
    for place in range(20):
        names[50 * place] = f"t/{('kill', 'exit', 'segv', 'kill')[place % 4]}-{place}"
        names[50 * place + 1] = f"t/{('raise', 'recurse', 'leave', 'refuse')[place % 4]}-{place}"
    records = run(names)
    assert [record.path for record in records] == names
    assert [record.place for record in records] == list(range(1_000))
    failed = {record.path for record in records if record.brief.status == "failed"}
    assert failed == {name for name in names if "-" in name}
    assert len(failed) == 40


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ("exit-1", "the worker ended with exit code 7"),
        ("kill-1", "the worker was killed by SIGKILL (by hand, or for want of memory)"),
        ("segv-1", "the worker was killed by SIGSEGV (a crash)"),
        ("raise-1", "ValueError: no such thing"),
        ("recurse-1", "RecursionError"),
        ("leave-1", "SystemExit: 4"),
        ("refuse-1", "there is no IDEAL_RESPONSE.md"),
    ],
)
def test_a_failure_says_its_reason(task: str, reason: str) -> None:
    before, record, after = run(["1-ok", task, "2-ok"], jobs=1)
    assert record.brief.status == "failed"
    assert reason in record.brief.reason
    assert record.parsed()["score"] is None
    assert (before.brief.score, after.brief.score) == (1, 2)


def test_a_task_that_hangs_is_stopped_and_the_next_one_reviewed() -> None:
    hung, record = run(["sleep-1", "7-ok"], jobs=1, seconds=0.4)
    assert hung.brief.reason == "took longer than 0.4 s and was stopped"
    assert record.brief.score == 7


def test_a_task_that_eats_memory_reaches_its_limit() -> None:
    records = run(["1-ok", "hog-1", "2-ok"], jobs=1, memory=400)
    assert [record.brief.reason for record in records] == ["", "the memory limit was reached", ""]


def test_the_order_is_that_of_the_tasks_however_long_each_takes() -> None:
    names = ["slow-1", *(f"{place}-ok" for place in range(30)), "slow-2", "9-ok"]
    names = names[7:] + names[:7]
    assert [record.path for record in run(names, jobs=3)] == names


def test_a_slow_task_holds_up_nothing_that_waits_behind_it() -> None:
    with Pool(set_up, 2, Limits(20.0, 0)) as pool:
        answers = [each for each in pool.run(iter([(0, "1-ok"), (1, "2-ok"), (2, "slow-1"), (3, "kill-1")])) if each]
    assert sorted(index for index, _, _ in answers) == [0, 1, 2, 3]


def test_workers_that_never_get_ready_are_a_bug_and_no_tasks_fault() -> None:
    with Pool(set_up_badly, 2, Limits()) as pool, pytest.raises(RuntimeError, match="exit code 9"):
        list(Batch(pool, RUBRIC).run([Work("1-ok")]))


def test_too_little_memory_to_start_in_is_the_users_error() -> None:
    with Pool(set_up_without_room, 2, Limits(20.0, 64)) as pool, pytest.raises(UsageError, match="64 MB are too few"):
        list(Batch(pool, RUBRIC).run([Work("1-ok")]))


def test_an_unknown_signal_has_a_number() -> None:
    assert describe_exit(-120) == "the worker was killed by signal 120"

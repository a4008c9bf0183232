"""What a batch has to do and where it writes, from what the user asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

from reviewer.errors import UsageError
from reviewer.workflows.batch import Work
from reviewer.workflows.cache import Cache
from reviewer.workflows.earlier import Standing, continue_tasks, measure_standing, retry_failed
from reviewer.workflows.outputs import Output, Target, open_output
from reviewer.workflows.outputs.jsonl import Replacing, continue_jsonl
from reviewer.workflows.records import Record
from reviewer.workflows.sources import Finder, TaskList, find_sources, sample_names


class Request(NamedTuple):
    """What the user asked for.

    Attributes:
        sources: directories, lists, globs or ``-``.
        lines: the lines that ``-`` stands for.
        targets: where records go; the first jsonl file among them is the one to go on in.
        resume: go on where an earlier run stopped.
        only_failed: do again what failed in an earlier run.
        filtered: whether only some of the records are written; such a file can't be gone on in.
        sample: number of tasks to choose, None for all.
        seed: which choice.
    """

    sources: tuple[str, ...] = ()
    lines: Iterable[str] = ()
    targets: tuple[Target, ...] = ()
    resume: bool = False
    only_failed: bool = False
    filtered: bool = False
    sample: int | None = None
    seed: int = 0


class Plan(NamedTuple):
    """What is to be done.

    Attributes:
        tasks: every task in order, some with the record of an earlier run.
        total: how many.
        standing: tasks at the head whose records stand.
        results: the jsonl file to go on in.
    """

    tasks: Iterable[Work]
    total: int
    standing: Standing
    results: str | None


def plan_batch(request: Request, find_tasks: Finder, rubric: str, cache: Cache | None) -> Plan:
    """Finds the tasks, and what an earlier run has done of them.

    Args:
        request: what the user asked for.
        find_tasks: finds the tasks below a directory.
        rubric: sha256 of the rubric.
        cache: where unchanged tasks are known.

    Raises:
        UsageError: where sources or options make no sense.
    """
    results = next((each.path for each in request.targets if each.format == "jsonl" and each.path != "-"), None)
    _check(request, results)
    if request.only_failed and results is not None:
        works = retry_failed(results)
        return Plan(works, sum(1 for _ in retry_failed(results)), Standing(), results)
    names = find_sources(request.sources, find_tasks, request.lines)
    tasks: TaskList | list[str] = TaskList(names)
    if request.sample is not None:
        tasks = sample_names(tasks, request.sample, request.seed)
    standing = Standing()
    if request.resume and results is not None:
        standing = measure_standing(results, tasks, rubric, cache)
    works = continue_tasks(results, tasks, standing) if results else (Work(name) for name in tasks)
    return Plan(works, len(tasks), standing, results)


def _check(request: Request, results: str | None) -> None:
    again = "--resume" if request.resume else "--only-failed" if request.only_failed else None
    if request.resume and request.only_failed:
        raise UsageError("--resume and --only-failed can't both be done", hint="resume first")
    if again and results is None:
        raise UsageError(f"{again} needs the results of the earlier run", hint="add --format jsonl:PATH")
    if again and request.filtered:
        raise UsageError(
            f"{again} needs all results, not some", hint="leave out --below and --platform; the cache is quick"
        )
    if not request.sources and not request.only_failed:
        raise UsageError("nothing to review", hint="name a directory with tasks below it, a list, a glob or -")


def open_outputs(request: Request, plan: Plan, stream: BinaryIO | None) -> tuple[Output, ...]:
    """Opens every output of a plan; what an earlier run wrote to the jsonl file is left as far as it stands.

    Its other outputs are made anew from the records that stand.

    Raises:
        UsageError: where one can't be written; those before it are closed.
    """
    opened: list[Output] = []
    try:
        for target in request.targets:
            opened.append(_open(target, request, plan, stream))  # noqa: PERF401 - what is open must be known
    except UsageError:
        for output in opened:
            output.close(complete=False)
        raise
    return tuple(opened)


def _open(target: Target, request: Request, plan: Plan, stream: BinaryIO | None) -> Output:
    if target.path == plan.results and target.format == "jsonl":
        if request.only_failed:
            return Replacing(target.path)
        if plan.standing.tasks:
            return Skipping(continue_jsonl(target.path, plan.standing.size), plan.standing.tasks)
    return open_output(target, stream)


class Skipping:
    """An output that holds the first records already."""

    def __init__(self, output: Output, count: int) -> None:
        self._output, self._count = output, count

    def write(self, record: Record) -> None:
        """Adds the record if the output has not got it."""
        if record.place >= self._count:
            self._output.write(record)

    def close(self, *, complete: bool = True) -> None:
        """Ends the output."""
        self._output.close(complete=complete)

"""``reviewer batch``: many tasks at once, none of which can stop the others."""

from __future__ import annotations

import shlex
import signal
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from reviewer.cli.engines import Wanted, open_engine
from reviewer.cli.environment import cache_directory
from reviewer.cli.interruption import deferred
from reviewer.cli.outputs import print_lines
from reviewer.cli.progress import Progress

if TYPE_CHECKING:
    from reviewer.workflows.cache import Cache
    from reviewer.workflows.engine import Limits
    from reviewer.workflows.plan import Plan, Request
    from reviewer.workflows.records import Record
    from reviewer.workflows.summary import Summary


def batch(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            help="Directories or URLs (s3://...), files that list them, globs, or - for standard input.",
            metavar="SOURCE...",
        ),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", metavar="FMT[:PATH]", help="Output: jsonl, csv, sqlite or parquet; repeatable."),
    ] = None,
    rubric: Annotated[str, typer.Option(help="Rubric by name or path.")] = "default",
    turn: Annotated[int | None, typer.Option(min=1, help="Turn of the conversation; the first by default.")] = None,
    engine: Annotated[str, typer.Option(help="Where reviews are made: local, or dask for a cluster.")] = "local",
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Dask scheduler of a running cluster, as in tcp://host:8786.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes; one for each core by default.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.01, help="Seconds that a task may take.")] = 60.0,
    memory: Annotated[int, typer.Option(min=0, help="Megabytes that a process may have; 0 for no limit.")] = 2048,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where the run that wrote the jsonl file stopped.")
    ] = False,
    only_failed: Annotated[
        bool, typer.Option("--only-failed", help="Review again what failed in the jsonl file, and keep the rest of it.")
    ] = False,
    below: Annotated[float | None, typer.Option(help="Write only reviews with a score below this.")] = None,
    platform: Annotated[
        str | None, typer.Option(help="Write only reviews of this platform (cfn, tf, cdk, ...).")
    ] = None,
    sample: Annotated[int | None, typer.Option(min=1, help="Review only so many tasks, chosen at random.")] = None,
    seed: Annotated[int, typer.Option(help="Another seed chooses another sample.")] = 0,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help="Take unchanged tasks from the cache.")] = True,
) -> int:
    """Review every task below directories, on all cores."""
    from reviewer.workflows.engine import Limits
    from reviewer.workflows.outputs import parse_targets
    from reviewer.workflows.outputs.staging import staged
    from reviewer.workflows.plan import Request

    signal.signal(signal.SIGTERM, _interrupt)
    targets = parse_targets(formats or ())
    with staged(targets, again=resume or only_failed) as places:
        request = Request(
            sources=tuple(sources or ()),
            lines=sys.stdin,
            targets=places,
            resume=resume,
            only_failed=only_failed,
            filtered=below is not None or platform is not None,
            sample=sample,
            seed=seed,
        )
        engines = _Engines(engine, Limits(timeout, memory), jobs, scheduler)
        summary, plan = _review(request, rubric, turn, engines, _Chosen(below, platform), cache=cache)
    results = next((each.path for each in targets if each.format == "jsonl" and each.path != "-"), None)
    print_lines(describe_summary(summary, plan, results), sys.stderr)
    return 0


class _Engines(NamedTuple):
    """Where reviews are made, as the user asked for it."""

    name: str
    limits: Limits
    jobs: int | None
    scheduler: str | None


class _Chosen(NamedTuple):
    """Which reviews are written."""

    below: float | None
    platform: str | None


def _review(
    request: Request, rubric: str, turn: int | None, engines: _Engines, chosen: _Chosen, *, cache: bool
) -> tuple[Summary, Plan]:
    """Plans the run, makes its reviews and writes them as they come.

    Returns:
        What was counted, and what was to be done.
    """
    from reviewer.read import find_tasks
    from reviewer.read.spellings import platform_of
    from reviewer.review import RubricRecord
    from reviewer.rubric import build_files, read_rubric
    from reviewer.workflows.batch import Batch, select_records, write_records
    from reviewer.workflows.plan import open_outputs, plan_batch
    from reviewer.workflows.summary import Summary

    files = read_rubric(rubric)
    loaded = build_files(files, cache_directory())
    record = RubricRecord(loaded.name, loaded.version, loaded.sha256)
    store = open_cache(loaded.sha256, turn) if cache else None
    plan = plan_batch(request, find_tasks, loaded.sha256, store)
    progress, summary = Progress(plan.total), Summary()
    wanted = Wanted(files, turn, engines.limits, engines.jobs, engines.scheduler, plan.total)
    try:
        with deferred(progress) as tell, open_engine(engines.name, wanted) as running:
            made = Batch(running, record, cache=store, progress=tell).run(plan.tasks)
            platform = platform_of(chosen.platform) if chosen.platform else None
            kept = select_records(made, below=chosen.below, platform=platform)
            outputs = open_outputs(request, plan, sys.stdout.buffer)
            write_records(kept if request.targets else _show_each(kept), outputs, summary)
    except KeyboardInterrupt:
        progress.close()
        print_lines([_describe_stop(progress.finished, plan, request)], sys.stderr)
        raise
    finally:
        if store:
            store.close()
    progress.close()
    return summary, plan


def open_cache(rubric: str, turn: int | None) -> Cache | None:
    """The cache of reviews under this rubric, None where the environment wants none."""
    from reviewer.workflows.cache import Cache, stamp_program

    folder = cache_directory()
    return Cache(folder / "reviews.sqlite", rubric=rubric, program=stamp_program(), turn=turn) if folder else None


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _show_each(records: Iterable[Record]) -> Iterator[Record]:
    """Prints a line for each record: what there is to see where no format was asked for."""
    for record in records:
        brief = record.brief
        verdict = f"{brief.score:>2}" if brief.score is not None else " -"
        reason = f"  {brief.status.replace('_', ' ')}: {brief.reason}" if brief.score is None else ""
        print_lines([f"{verdict}  {record.path}{reason}"])
        yield record


def _describe_failed(results: str | None) -> str:
    """How to see all that failed, and how to review it again."""
    if results is None:
        return "--format jsonl:PATH keeps them all, with their reasons, and --only-failed reviews them again from there"
    again = f"reviewer batch --only-failed --format {shlex.quote(f'jsonl:{results}')}"
    return f'grep \'"status": "failed"\' {shlex.quote(results)} shows them all, {again} reviews them again'


def _describe_stop(finished: int, plan: Plan, request: Request) -> str:
    """How far an interrupted run came, and how to go on."""
    return f"stopped after {finished:,} of {plan.total:,} tasks; {_describe_way_on(request)}"


def _describe_way_on(request: Request) -> str:
    if request.only_failed:
        return "the earlier results stand as they were"
    if any(each.format == "jsonl" and each.path != "-" for each in request.targets) and not request.filtered:
        return "what is written is valid; the same command with --resume goes on"
    return "the same command takes what is done from the cache"


def describe_summary(summary: Summary, plan: Plan, results: str | None) -> Iterator[str]:
    """The end of a run, in a few lines.

    Args:
        summary: what was counted.
        plan: what was to be done.
        results: the jsonl file as the user named it, None where there is none.
    """
    statuses = summary.statuses
    scored = f"{statuses['scored']:,} scored ({summary.passed:,} passed, {summary.below:,} below the threshold)"
    others = f"{statuses['not_comparable']:,} not comparable, {statuses['failed']:,} failed"
    yield f"{summary.total:,} of {plan.total:,} tasks: {scored}, {others}"
    taken = ", ".join(f"{summary.origins[each]:,} {each}" for each in ("cached", "kept") if summary.origins[each])
    if taken:
        yield f"not reviewed anew: {taken}"
    for path, reason in summary.failures():
        yield f"failed: {path}: {reason}"
    if more := statuses["failed"] - len(summary.failures()):
        yield f"and {more:,} more failed; {_describe_failed(results)}"
    if summary.slowest():
        yield "slowest: " + ", ".join(f"{path} ({seconds:.1f} s)" for seconds, path in summary.slowest())
    if summary.frequent():
        yield "most frequent fixes: " + ", ".join(f"{rule} ({count:,})" for rule, count in summary.frequent())

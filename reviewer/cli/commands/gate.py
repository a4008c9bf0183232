"""``reviewer gate``: exit 0 where every task may be merged, 1 where one may not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer.cli.environment import cache_directory, step_summary
from reviewer.cli.exits import DONE, FAILED
from reviewer.cli.step_summary import append_summary

if TYPE_CHECKING:
    from reviewer.review import Review
    from reviewer.rubric import Rubric
    from reviewer.workflows.gate import Verdict


def gate(
    tasks: Annotated[
        list[str] | None,
        typer.Argument(metavar="TASK...", help="Tasks, or directories with tasks below; by default the current one."),
    ] = None,
    fail_under: Annotated[
        str | None, typer.Option(metavar="N", help="Least score, may be a decimal; by default the rubric's threshold.")
    ] = None,
    changed_since: Annotated[
        str | None, typer.Option(metavar="REV", help="Only tasks that have changed since a git revision.")
    ] = None,
    require_report: Annotated[
        bool,
        typer.Option("--require-report", help="MODEL_FAILURES.md must be up to date."),
    ] = False,
    rubric: Annotated[str, typer.Option(help="Rubric by name or path.")] = "default",
) -> int:
    """Pass only if every task reaches the score; what can't be scored does not pass."""
    from reviewer.rubric import load_rubric
    from reviewer.workflows.gate import judge_tasks, parse_threshold

    threshold = None if fail_under is None else parse_threshold(fail_under)
    loaded = load_rubric(rubric, cache_directory())
    found = _find(tasks or ["."], changed_since)
    total = failed = 0
    for verdict in judge_tasks(found, lambda task: _review(task, loaded), threshold, require_report=require_report):
        total += 1
        failed += not verdict.passed
        for line in describe_verdict(verdict):
            typer.echo(line)
    if total:
        typer.echo(f"{total - failed} of {total} passed")
    else:
        typer.echo(f"no task has changed since {changed_since}")
    return FAILED if failed else DONE


def _review(task: str, rubric: Rubric) -> Review:
    from reviewer.pipeline import review_task

    review = review_task(task, rubric)
    append_summary(review, step_summary())
    return review


def _find(sources: Iterable[str], changed_since: str | None) -> Iterator[str]:
    from reviewer.read import find_tasks
    from reviewer.workflows.sources import find_sources
    from reviewer.workflows.touched import find_touched

    if changed_since is None:
        yield from find_sources(sources, find_tasks)
        return
    for source in sources:
        yield from find_touched(changed_since, source, find_tasks)


def describe_verdict(verdict: Verdict) -> Iterator[str]:
    """One line for what passed; for what did not, why, and the first thing to do about it."""
    if verdict.passed:
        yield f"passed  {verdict.path}: {verdict.score}"
        return
    yield f"FAILED  {verdict.path}: {verdict.reason}"
    if verdict.advice:
        yield f"        first: {verdict.advice}"

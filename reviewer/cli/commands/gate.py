"""``reviewer gate``: exit 0 where every task may be merged, 1 where one may not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer.cli.commands.check import describe_options
from reviewer.cli.environment import cache_directory, review_cache, step_summary
from reviewer.cli.exits import DONE, FAILED
from reviewer.cli.outputs import Output, parse_outputs, print_lines, print_text, write_text
from reviewer.cli.step_summary import append_summary

if TYPE_CHECKING:
    from reviewer.review import Review
    from reviewer.workflows.check import Report
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
        typer.Option("--require-report", help="MODEL_FAILURES.md must be up to date, and as it was written."),
    ] = False,
    rubric: Annotated[str, typer.Option(help="Rubric by name or path.")] = "default",
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FMT[:PATH]",
            help="github (annotations of what failed), sarif or comment (of all); repeatable.",
        ),
    ] = None,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help="Use the review of an unchanged task.")] = True,
) -> int:
    """Pass only if every task reaches a score. What can't be scored does not pass."""
    from reviewer.render import RENDERERS, TOGETHER
    from reviewer.rubric import load_rubric
    from reviewer.workflows.check import check_report
    from reviewer.workflows.gate import hold_to, judge_tasks, parse_threshold
    from reviewer.workflows.single import review_once

    threshold = None if fail_under is None else parse_threshold(fail_under)
    outputs = parse_outputs(formats or (), ("github", *TOGETHER))
    loaded = load_rubric(rubric, cache_directory())
    found = tuple(_find(tasks or ["."], changed_since))
    reviews: dict[str, Review] = {}

    def review(task: str) -> Review:
        made = review_once(task, loaded, cache=review_cache() if cache else None)
        held = made if threshold is None else hold_to(made, threshold)
        append_summary(held, step_summary())
        if outputs:
            reviews[task] = held
        return made

    def check(task: str, made: Review) -> Report:
        return check_report(task, made, RENDERERS["md"], describe_options(rubric, None))

    failures = []
    for verdict in judge_tasks(found, review, threshold, check if require_report else None):
        failures += [] if verdict.passed else [verdict]
        print_lines(describe_verdict(verdict))
    passed = f"{len(found) - len(failures)} of {len(found)} passed"
    print_lines([passed if found else f"no task has changed since {changed_since}"])
    for output in outputs:
        _write(output, failures, reviews)
    return FAILED if failures else DONE


def _write(output: Output, failures: Sequence[Verdict], reviews: Mapping[str, Review]) -> None:
    """Writes what CI shows; what failed comes first."""
    from reviewer.render import TOGETHER
    from reviewer.render.github import render_failures

    names = {each.path for each in failures}
    failed = [review for path, review in reviews.items() if path in names]
    passed = [review for path, review in reviews.items() if path not in names]
    if output.format == "github":
        text = render_failures(
            [(f"{each.path}: {each.reason}", each.advice or each.reason) for each in failures], failed
        )
    else:
        text = TOGETHER[output.format]([*failed, *passed])
    if output.path:
        write_text(output.path, text)
    else:
        print_text(text)


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

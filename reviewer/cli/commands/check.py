"""``reviewer check``: whether the written report is still the one for these inputs and this rubric."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from reviewer.cli.environment import cache_directory, review_cache
from reviewer.cli.exits import DONE, FAILED
from reviewer.cli.outputs import print_lines


def check(
    task: Annotated[str, typer.Argument(help="The task directory.", metavar="TASK")],
    rubric: Annotated[str, typer.Option(help="Rubric by name or path.")] = "default",
    turn: Annotated[int | None, typer.Option(min=1, help="Turn of the conversation; the first by default.")] = None,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help="Use the review of an unchanged task.")] = True,
) -> int:
    """Tell whether MODEL_FAILURES.md is up to date. Exits 0 where it is, and as it was written; else 1."""
    from reviewer.render import RENDERERS
    from reviewer.rubric import load_rubric
    from reviewer.workflows.check import check_report
    from reviewer.workflows.single import review_once

    loaded = load_rubric(rubric, cache_directory())
    review = review_once(task, loaded, turn=turn, cache=review_cache() if cache else None)
    report = check_report(task, review, RENDERERS["md"], describe_options(rubric, turn))
    if report.current:
        print_lines([f"{report.path} is up to date"])
        return DONE
    print_lines([f"{report.path or task}: {report.reason}", f"first: {report.advice}"])
    return FAILED


def describe_options(rubric: str, turn: int | None) -> str:
    """The options that a review was made with, as they are typed; empty where they are the defaults."""
    named = f" --rubric {shlex.quote(rubric)}" if rubric != "default" else ""
    return named + (f" --turn {turn}" if turn is not None else "")

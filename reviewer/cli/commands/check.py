"""``reviewer check``: whether the written report is still the one for these inputs and this rubric."""

from __future__ import annotations

from typing import Annotated

import typer

from reviewer.cli.environment import cache_directory
from reviewer.cli.exits import DONE, FAILED


def check(
    task: Annotated[str, typer.Argument(help="The task directory.", metavar="TASK")],
    rubric: Annotated[str, typer.Option(help="Rubric by name or path.")] = "default",
    turn: Annotated[int | None, typer.Option(min=1, help="Turn of the conversation; the first by default.")] = None,
) -> int:
    """Say whether MODEL_FAILURES.md is up to date: exit 0 if it is, 1 if it is not."""
    from reviewer.pipeline import review_task
    from reviewer.rubric import load_rubric
    from reviewer.workflows.check import check_report

    report = check_report(task, review_task(task, load_rubric(rubric, cache_directory()), turn=turn))
    if report.current:
        typer.echo(f"{report.path} is up to date")
        return DONE
    typer.echo(f"{report.path or task}: {report.reason}")
    typer.echo(f"first: {report.advice}")
    return FAILED

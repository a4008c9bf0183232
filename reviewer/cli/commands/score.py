"""``reviewer score``: one task from its directory to a verdict."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviewer.cli.environment import cache_directory, review_cache, step_summary, terminal_width, wants_color
from reviewer.cli.outputs import parse_outputs, print_text, write_text
from reviewer.cli.step_summary import append_summary
from reviewer.errors import UsageError
from reviewer.render import RENDERERS
from reviewer.review import Review
from reviewer.rubric import Rubric, list_rubrics, load_rubric
from reviewer.storage import is_remote
from reviewer.workflows.single import review_once


def score(
    task: Annotated[str, typer.Argument(help="The task directory.", metavar="TASK")],
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FMT[:PATH]",
            help=f"{', '.join(RENDERERS)}; to standard output, or to a file; repeatable.",
        ),
    ] = None,
    rubric: Annotated[str, typer.Option(help="Rubric by name or path.")] = "default",
    turn: Annotated[int | None, typer.Option(min=1, help="Turn of the conversation; the first by default.")] = None,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help="Use the review of an unchanged task.")] = True,
    explain: Annotated[
        bool, typer.Option("--explain", help="Prove the score: what earns each point, what decides, other rubrics.")
    ] = False,
    write: Annotated[
        bool,
        typer.Option("--write", help="Write MODEL_FAILURES.md, and training_quality and aws_services into metadata."),
    ] = False,
) -> None:
    """Review one task. Shows the verdict on the terminal; --format writes reports."""
    if write and is_remote(task):
        raise UsageError("a task in an object store can't be written into", file=task, hint="leave out --write")
    outputs = parse_outputs(formats or (), RENDERERS)
    judge = load_rubric(rubric, cache_directory())
    review = review_once(task, judge, turn=turn, cache=review_cache() if cache else None)
    if explain:
        if not all(each.path for each in outputs):
            raise UsageError(
                "--explain and a format want standard output", hint="give the format a file, as in md:x.md"
            )
        print_text(_explain(task, review, judge, turn, review_cache() if cache else None))
    elif all(each.path for each in outputs):
        from reviewer.render.terminal import render_terminal

        print_text(render_terminal(review, width=terminal_width(), color=wants_color()))
    for each in outputs:
        text = RENDERERS[each.format](review)
        if each.path:
            write_text(each.path, text)
        else:
            print_text(text)
    append_summary(review, step_summary())
    if write:
        from reviewer.workflows.writing import write_review

        for note in write_review(task, review, RENDERERS["md"]):
            typer.echo(f"reviewer: {note}", err=True)


def _explain(task: str, review: Review, rubric: Rubric, turn: int | None, cache: Path | None) -> str:
    from reviewer.render.explanation import render_explanation
    from reviewer.workflows.explaining import explain_once

    others = [load_rubric(name, cache_directory()) for name in list_rubrics() if name != rubric.name]
    explanation = explain_once(task, review, rubric, others, turn=turn, cache=cache)
    return render_explanation(review, explanation, width=terminal_width(), color=wants_color())

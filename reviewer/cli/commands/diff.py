"""``reviewer diff``: the semantic difference alone."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from reviewer.cli.outputs import print_lines, print_text
from reviewer.comparison import compare_files, show_changes

Format = Literal["text", "json", "patch"]


def diff(
    left: Annotated[str, typer.Argument(help="A response or a template.", metavar="A")],
    right: Annotated[str, typer.Argument(help="Another one.", metavar="B")],
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="text, json (one object a change) or patch (RFC 6902).")
    ] = "text",
    noise: Annotated[bool, typer.Option("--noise", help="Show changes without meaning too (text).")] = False,
) -> None:
    """Show what differs in meaning between two files. Compares two responses, or two templates or programs."""
    compared = compare_files(left, right)
    for note in compared.notifications:
        place = f"{note.file}:{note.line}: " if note.file and note.line else f"{note.file}: " if note.file else ""
        typer.echo(f"{note.level}: {place}{note.message}", err=True)
    if format_ == "text":
        print_lines(show_changes(compared.changes, noise=noise))
    else:
        print_text(json.dumps(getattr(compared, format_)(), indent=2, ensure_ascii=False) + "\n")

"""``reviewer compare``: what changed between two result files, through which rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reviewer.workflows.comparing import Compared, Difference, Result


def compare(
    old: Annotated[str, typer.Argument(help="Results of the earlier run, as jsonl.", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="Results of the later run, as jsonl.", metavar="NEW")],
) -> int:
    """Show what changed between two runs over the same tasks: scores, categories, fixes, and through which rule."""
    from reviewer.workflows.comparing import compare_results

    for line in describe_comparison(compare_results(old, new)):
        typer.echo(line)
    return 0


def describe_comparison(compared: Compared) -> Iterator[str]:
    """Every difference with its fixes, then the counts."""
    for difference in compared.differences:
        yield f"{difference.path}: {_describe_result(difference)}"
        yield from (f"  {change}" for change in difference.fixes)
    if compared.rubrics[0] != compared.rubrics[1]:
        yield f"rubric: {compared.rubrics[0]} -> {compared.rubrics[1]}"
    if rules := compared.rules():
        yield "rules: " + ", ".join(f"{rule} ({count})" for rule, count in rules)
    yield f"{compared.same} alike, {len(compared.differences)} different"


def _describe_result(difference: Difference) -> str:
    old, new = _verdict(difference.old), _verdict(difference.new)
    return f"{old} -> {new}" if old != new else new


def _verdict(result: Result | None) -> str:
    if result is None:
        return "absent"
    return result.status.replace("_", " ") if result.score is None else str(result.score)

"""``reviewer compare``: what changed between two result files, through which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer.cli.outputs import print_lines

if TYPE_CHECKING:
    from reviewer.workflows.comparing import Compared, Difference, Result


def compare(
    old: Annotated[str, typer.Argument(help="Results of the earlier run, as jsonl.", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="Results of the later run, as jsonl.", metavar="NEW")],
) -> int:
    """Show what changed between two runs. Tells scores, categories and fixes, and through which rule they changed."""
    from reviewer.workflows.comparing import compare_results

    print_lines(describe_comparison(compare_results(old, new)))
    return 0


def describe_comparison(compared: Compared) -> Iterator[str]:
    """Every difference with its fixes, then the counts."""
    for difference in compared.differences:
        yield f"{difference.path}: {_describe_result(difference)}"
        yield from (f"  {change}" for change in difference.fixes)
    if compared.rubrics[0] != compared.rubrics[1]:
        yield f"rubric: {compared.rubrics[0]} -> {compared.rubrics[1]}"
    if rules := compared.rules():
        yield f"fixes changed through: {_list(rules)}"
    if reasons := compared.reasons():
        yield f"scores changed through: {_list(reasons)}"
    yield from _describe_totals(compared)
    yield f"{compared.same:,} alike, {len(compared.differences):,} different"


def _list(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} ({count:,})" for name, count in counts)


def _describe_totals(compared: Compared) -> Iterator[str]:
    old, new = compared.totals
    up, down = compared.moves()
    means = " -> ".join("none" if mean is None else f"{mean:.2f}" for mean in (old.mean(), new.mean()))
    yield f"scores: {up:,} up, {down:,} down; mean {means}; passed {old.passed:,} -> {new.passed:,}"
    pairs = zip("ABC", old.categories, new.categories, strict=True)
    yield "fixes: " + ", ".join(f"{name} {before:,} -> {after:,}" for name, before, after in pairs)


def _describe_result(difference: Difference) -> str:
    old, new = _verdict(difference.old), _verdict(difference.new)
    reasons = "; ".join(f"{part} {change}" for part, change in difference.reasons().items())
    return (f"{old} -> {new}" if old != new else new) + (f"  ({reasons})" if reasons else "")


def _verdict(result: Result | None) -> str:
    if result is None:
        return "absent"
    return result.status.replace("_", " ") if result.score is None else str(result.score)

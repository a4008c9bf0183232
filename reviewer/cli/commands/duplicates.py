"""``reviewer duplicates``: which tasks of a batch are alike, and which fixes many tasks already teach."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reviewer.cli.outputs import print_lines, print_text
from reviewer.errors import UsageError

if TYPE_CHECKING:
    from reviewer.workflows.duplicates import Duplicates
    from reviewer.workflows.novelty import Teaching

#: Rules and tasks that the text names; the JSON form has all of them.
_SHOWN = 15
FORMS = ("text", "json")


def duplicates(
    results: Annotated[str, typer.Argument(help="Results of a batch, as jsonl.", metavar="RESULTS")],
    threshold: Annotated[
        float, typer.Option(min=0.1, max=1.0, help="Least likeness of two tasks that count as duplicates.")
    ] = 0.9,
    form: Annotated[str, typer.Option("--format", "-f", metavar="FMT", help="text or json.")] = "text",
) -> int:
    """Show tasks whose responses are nearly the same. Tells their scores too, and how new each task's fixes are.

    Run it where the batch ran: the responses are read again from the paths that the results name.
    """
    from reviewer.workflows.duplicates import find_duplicates
    from reviewer.workflows.earlier import read_results, tell_taught
    from reviewer.workflows.novelty import measure_novelty

    if form not in FORMS:
        raise UsageError(f"there is no format {form!r}", hint=f"choose one of {', '.join(FORMS)}")
    tasks = ((path, score) for path, score, _ in tell_taught(read_results(results)))
    found = find_duplicates(tasks, _read_responses, threshold)
    teaching = measure_novelty(lambda: tell_taught(read_results(results)))
    if form == "json":
        print_text(describe_json(found, teaching))
    else:
        print_lines(describe_text(found, teaching))
    return 0


def _read_responses(path: str) -> str:
    from reviewer.read import read_task

    task = read_task(path)
    return f"{task.model.text}\n{task.ideal.text}"


def describe_text(found: Duplicates, teaching: Teaching) -> Iterator[str]:
    """Groups first, then what is taught most, then the least new tasks."""
    for number, group in enumerate(found.groups, start=1):
        yield f"group {number}: {len(group)} tasks alike"
        yield from (f"  {_score(each.score)}  {each.likeness:>4.0%}  {each.path}" for each in group)
    yield f"{len(found.groups)} groups of duplicates, {sum(map(len, found.groups))} tasks in them"
    if found.unread:
        yield f"{len(found.unread)} tasks could not be read again, first {found.unread[0]}"
    yield f"taught most, of {teaching.total} tasks with a fix:"
    for rule, count in teaching.rules[:_SHOWN]:
        yield f"  {count:>6}  {count / teaching.total:>4.0%}  {rule}"
    yield "least new tasks, by the rarest of their fixes:"
    for each in islice(teaching.novelties, _SHOWN):
        noun = "task" if each.tasks == 1 else "tasks"
        yield f"  {_score(each.score)}  {each.share:>4.0%}  {each.path}: {each.rarest} ({each.tasks} {noun})"


def _score(score: int | None) -> str:
    return " -" if score is None else f"{score:>2}"


def describe_json(found: Duplicates, teaching: Teaching) -> str:
    """Everything, as one object."""
    whole: dict[str, Any] = {
        "duplicates": [[each._asdict() for each in group] for group in found.groups],
        "unread": list(found.unread),
        "taught": [{"rule": rule, "tasks": count} for rule, count in teaching.rules],
        "tasks": teaching.total,
        "novelty": [each._asdict() for each in teaching.novelties],
    }
    return json.dumps(whole, indent=2, ensure_ascii=True) + "\n"

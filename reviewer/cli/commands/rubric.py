"""``reviewer rubric``: for those who keep the rubrics."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer.cli.exits import DONE, FAILED
from reviewer.cli.outputs import print_lines, print_text
from reviewer.errors import UsageError
from reviewer.rubric import Rubric, Rule, check_rubric, list_rubrics, load_rubric
from reviewer.rubric.precedence import why_loses

if TYPE_CHECKING:
    from reviewer.classify.examples import Failure

app = typer.Typer(no_args_is_help=True, help="Check, test, list and explain rubrics.", rich_markup_mode=None)
Name = Annotated[str, typer.Argument(help="Rubric by name or path.", metavar="RUBRIC")]
Option = Annotated[str, typer.Option("--rubric", help="Rubric by name or path.")]


@app.command()
def check(rubric: Name = "default") -> None:
    """Validate a rubric. Finds unknown keys, duplicate ids, broken templates and patterns."""
    from reviewer.classify.examples import fill_examples

    loaded = check_rubric(rubric)
    fill_examples(loaded)
    typer.echo(f"{loaded.name} {loaded.version}: {len(loaded.rules)} rules, valid")


@app.command()
def test(rubric: Name = "default") -> int:
    """Run the examples of every rule."""
    from reviewer.classify.examples import fill_examples, run_examples

    loaded = load_rubric(rubric)
    fill_examples(loaded)
    failures = list(run_examples(loaded))
    for each in failures:
        print_lines(_describe_failure(each, loaded))
    typer.echo(f"{len(loaded.rules)} rules, {_count(loaded)} examples, {len(failures)} failed")
    return FAILED if failures else DONE


def _describe_failure(failure: Failure, rubric: Rubric) -> Iterator[str]:
    """Where the example stands, what it says line by line, and who should win it against who does."""
    from reviewer.rubric.schema_rules import Example

    yield f"FAILED  {failure.file}:{failure.line}: rule {failure.rule}"
    for key, value in Example(**failure.example).model_dump(exclude_defaults=True).items():
        yield f"          {key}: {json.dumps(value, ensure_ascii=False, default=str)}"
    yield f"        expected: {failure.rule if failure.expected else f'any rule but {failure.rule}, or none,'} wins"
    priorities = {rule.id: rule.priority for rule in rubric.rules}
    beaten = failure.winner not in (None, failure.rule)
    why = f" (priority {priorities[str(failure.winner)]} against {priorities[failure.rule]})" if beaten else ""
    yield f"        found: {failure.winner or 'no rule'} wins{why}"


def _count(rubric: Rubric) -> int:
    return sum(len(each) for rule in rubric.rules for each in rule.examples.values())


@app.command("list")
def list_(
    rubric: Option = "default",
    all_: Annotated[bool, typer.Option("--rubrics", help="List rubrics.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="One table for each file of rules.")] = False,
) -> None:
    """List the rules of a rubric, or the rubrics that ship."""
    if all_:
        typer.echo("\n".join(list_rubrics()))
        return
    if markdown:
        from reviewer.rubric.tables import tabulate_rules

        print_text(tabulate_rules(load_rubric(rubric)))
        return
    print_lines(f"{rule.category}  {rule.concern:14} {rule.id}" for rule in load_rubric(rubric).rules)


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(help="Id of a rule.", metavar="ID")], rubric: Option = "default"
) -> None:
    """Show one rule in full. Tells what it matches, what it says, and which rules compete with it."""
    loaded = load_rubric(rubric)
    found = next((each for each in loaded.rules if each.id == rule), None)
    if found is None:
        alike = get_close_matches(rule, [each.id for each in loaded.rules], 3)
        hint = f"did you mean {' or '.join(alike)}?" if alike else "reviewer rubric list shows the ids"
        raise UsageError(f"there is no rule {rule!r} in {loaded.name}", hint=hint)
    print_lines(_describe_rule(found, loaded))


def _describe_rule(rule: Rule, rubric: Rubric) -> Iterator[str]:
    from reviewer.classify.examples import competitors

    yield f"{rule.id}: category {rule.category}, concern {rule.concern}, priority {rule.priority}"
    yield f"one fix per {rule.group}; {rule.file}:{rule.line}"
    for match in rule.match:
        said = {key: value for key, value in match._asdict().items() if value is not None}
        yield f"  matches {_say(said)}"
    for name, text in rule.words.texts.items():
        yield f"  {name}: {text}"
    for term in rule.terms:
        yield f"  requirement found by: {term}"
    for source in rule.excuses:
        yield f"  excused by: {source}"
    for winner, losers in competitors(rule, rubric):
        yield f"  on its example {winner} wins over {', '.join(losers) or 'nobody'}"
        for loser in losers:
            yield f"    {loser} loses: {why_loses(winner, loser, rubric)}"


def _say(said: dict[str, object]) -> str:
    return "; ".join(f"{key} {_said(value)}" for key, value in said.items())


def _said(value: object) -> str:
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return ", ".join(f"{key} {inner}" for key, inner in value._asdict().items() if inner is not None)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)

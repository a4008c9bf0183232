"""Runs the examples that every rule of a rubric carries: its own tests, in the rubric's own language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from reviewer.classify.documentation import measure_documentation
from reviewer.classify.exchanges import Exchange, read_exchange
from reviewer.classify.facts import collect_facts
from reviewer.classify.index import claims
from reviewer.classify.surroundings import survey
from reviewer.classify.units import Unit
from reviewer.errors import RubricError
from reviewer.keys import to_snake_case
from reviewer.model import MISSING, Change, Element, Path, Span
from reviewer.rubric.matching import squash
from reviewer.rubric.policy import Rubric, Rule
from reviewer.rubric.words import add_called, render_words

_FACTS: Final = "docs/rubrics.md lists the facts that there are"
_NOWHERE: Mapping[Path, Span] = {(): Span("example", 1, 1)}


class Failure(NamedTuple):
    """An example that does not hold.

    Attributes:
        rule: id of the rule that carries it.
        file: name of the rubric file, and in it
        line: where the example begins.
        example: its keys, those that were left out with what they are then.
        expected: whether the rule should have won it.
        winner: id of the rule that won instead, None where none did.
    """

    rule: str
    file: str
    line: int
    example: dict[str, Any]
    expected: bool
    winner: str | None


def run_examples(rubric: Rubric) -> Iterator[Failure]:
    """Runs every example of every rule: what must match must be won by the rule, what must not must not."""
    for rule in rubric.rules:
        for expected, key in ((True, "match"), (False, "no_match")):
            for example in rule.examples[key]:
                winner = _winner(example, rubric)
                if (winner == rule.id) is not expected:
                    said = {name: value for name, value in example.items() if name != "line"}
                    line = example.get("line", rule.line)
                    yield Failure(rule.id, rule.file, line, said, expected, winner)


def fill_examples(rubric: Rubric) -> None:
    """Fills the words of every rule with each of its matching examples, alone and repeated.

    Raises:
        RubricError: with file and line of the rule whose words speak of a fact that there is not, or say nothing.
    """
    for rule in rubric.rules:
        for example in rule.examples["match"]:
            unit, _ = build_unit(example)
            exchange = read_exchange(example["exchange"]) if example.get("exchange") else None
            for times in (1, 3):
                _fill(rule, unit.changes * times, [unit.status] * times, rubric, exchange)


def _fill(
    rule: Rule, changes: tuple[Change, ...], states: list[str], rubric: Rubric, exchange: Exchange | None
) -> None:
    facts = collect_facts(changes, states, "") | measure_documentation(changes, (), ())
    facts |= {"concern": rule.concern, "category": rule.category, "rubric": rubric.name, "details": []}
    facts |= {"impact_word": rubric.categories[rule.category].impact, "requirement": None, "exchange": exchange}
    facts = add_called(rule.words, facts)
    for name, source in rule.words.texts.items():
        try:
            said = render_words(source, facts, rubric)
        except RubricError as error:
            raise RubricError(
                f"the {name} of {rule.id}: {error.message}", file=rule.file, line=rule.line, hint=_FACTS
            ) from error
        if not said:
            raise RubricError(
                f"the {name} of {rule.id} says nothing of its example", file=rule.file, line=rule.line,
                hint="write words that hold whatever the change is, or another example",
            )  # fmt: skip
        if name == "subject":
            facts["subject"] = said


def _winner(example: dict[str, Any], rubric: Rubric) -> str | None:
    found = _claims(example, rubric)
    return found[0].id if found else None


def _claims(example: dict[str, Any], rubric: Rubric) -> tuple[Rule, ...]:
    unit, neighbours = build_unit(example)
    tokens = {id(unit.changes[0]): ("old", "new")} if example.get("token") else {}
    left = neighbours if unit.status == "added" else (_as_it_was(unit), *neighbours)
    around = survey(left, (unit.element, *neighbours), example.get("platform"), tokens)
    old = unit.changes[0].element_before
    clashed = frozenset({old.path} if example.get("clashing") and old is not None else ())
    traded = frozenset({squash(unit.element.type)} if example.get("replaced") else ())
    lone = frozenset({PurePosixPath(unit.element.file).name} if example.get("whole_file") else ())
    exchanges = {id(unit.changes[0]): read_exchange(example["exchange"])} if example.get("exchange") else {}
    known = around._replace(traded=traded, lone_files=lone, exchanges=exchanges, clashed=clashed)
    return claims(unit, rubric, known)


def build_unit(example: dict[str, Any]) -> tuple[Unit, tuple[Element, ...]]:
    """Builds the unit that an example describes, and the elements around it."""
    keys = tuple(token for token in example["property"].split(".") if token)
    before, after = (MISSING if example[side] is None else example[side] for side in ("before", "after"))
    status = example["element"]
    body = {"Type": example["type"], "Properties": example["body"]}
    kind, service = example["kind"], example.get("service")
    element = Element(
        ("Resources", example["name"]),
        kind,
        example["type"],
        service,
        example["name"],
        body,
        _NOWHERE,
        "yaml",
        example["file"],
    )
    around = tuple(_neighbour(at, each) for at, each in enumerate(example.get("neighbours", ())))
    change = Change(
        op="add" if before is MISSING else "remove" if after is MISSING else "replace",
        path=(*element.path, *keys),
        before=before,
        after=after,
        source=example["source"],
        element_before=None if status == "added" else _of_old_type(element, example.get("old_type", "")),
        element_after=None if status == "removed" else element,
        keys=tuple(to_snake_case(key) for key in keys),
        section=(example["section"],) if example["section"] else (),
        by_default=bool(example.get("by_default")),
        standing="stale" if example.get("stale") else None,
    )
    return Unit(
        status, element, (change,), respelled=bool(example.get("respelled")), regrouped=bool(example.get("regrouped"))
    ), around


def _as_it_was(unit: Unit) -> Element:
    """The element on the left: it refers to what went, and not to what a property gives that came."""
    change = unit.changes[0]
    old = change.element_before or unit.element
    if change.before is not MISSING:
        return replace(old, value={**old.value, "Before": change.before})
    body = old.value["Properties"]
    if unit.status != "changed" or change.op != "add" or not isinstance(body, dict) or not change.keys:
        return old
    came = change.path[len(unit.element.path)]
    return replace(old, value={**old.value, "Properties": {key: value for key, value in body.items() if key != came}})


def _of_old_type(element: Element, native_type: str) -> Element:
    return replace(element, type=native_type) if native_type else element


def _neighbour(at: int, data: dict[str, Any]) -> Element:
    name = data.get("name", f"Neighbour{at}")
    section = data.get("section", "Resources")
    kind = section.removesuffix("s").lower()
    return Element((section, name), kind, data.get("type", ""), None, name, data.get("body", {}), _NOWHERE, "yaml")


def competitors(rule: Rule, rubric: Rubric) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Gives, for each example that a rule matches, the id of the winner and the ids of the losers."""
    for example in rule.examples["match"]:
        found = _claims(example, rubric)
        yield (found[0].id if found else "no rule"), tuple(each.id for each in found[1:])

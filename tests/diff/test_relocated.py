"""A constant or an export that a function of the other side has by the same name neither came nor went."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import diff_documents
from reviewer.model import Change, Element, Expression
from tests.diff.builders import document, element

TAGS = {"Owner": "web", "Stage": Expression("stage")}


def constant(name: str, value: Any, file: str = "index.ts") -> Element:
    """Builds a value outside of all functions."""
    return element((name,), value, kind="statement", language="ts", file=file)


def constructor(name: str = "Net", **body: Any) -> Element:
    """Builds the constructor of a component."""
    return element((name, "constructor"), body, kind="function", language="ts", file="index.ts")


def export(name: str, value: Any) -> Element:
    """Builds an output of the program."""
    return element(("export", name), {"value": value}, kind="output", language="ts", file="index.ts")


def meant(left: list[Element], right: list[Element]) -> list[Change]:
    """Gives the changes that have a meaning."""
    return [each for each in diff_documents(document(left), document(right)) if each.noise is None]


def test_a_constant_moved_into_a_function_is_the_same_one() -> None:
    """Either way; what the function adds to it is new."""
    assert meant([constant("tags", TAGS)], [constructor(tags=TAGS)]) == []
    assert meant([constructor(tags=TAGS)], [constant("tags", TAGS)]) == []
    more = meant([constant("tags", TAGS)], [constructor(tags={**TAGS, "Cost": "7"})])
    assert [(each.op, each.path[-1]) for each in more] == [("add", "Cost")]


def test_no_change_is_dropped() -> None:
    """What moved is found on both sides, without meaning."""
    changes = diff_documents(document([constant("tags", TAGS)]), document([constructor(tags=TAGS)]))
    assert [(each.op, each.noise) for each in changes] == [("remove", "place")] * 2 + [("add", "place")] * 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ([constant("tags", TAGS)], [constructor(labels=TAGS)]),
        ([constant("tags", TAGS)], [constructor(tags={"Owner": "ops"})]),
        ([constant("tags", TAGS)], [constructor("Net", tags=TAGS), constructor("App", tags=TAGS)]),
        ([constant("tags", TAGS), constructor(tags=TAGS)], [constructor(tags=TAGS)]),
        ([constant("tags", TAGS, "a.ts"), constant("tags", {"Owner": "ops"}, "b.ts")], [constructor(tags=TAGS)]),
    ],
    ids=["another name", "another value", "two functions", "had it before", "two constants"],
)
def test_what_is_not_certainly_the_same_came_or_went(left: list[Element], right: list[Element]) -> None:
    """Name and value have to agree, and there has to be one of each."""
    assert any(each.op == "remove" for each in meant(left, right))


@pytest.mark.parametrize("given", [Expression("vpc.id"), Expression("this.vpcId")])
def test_an_export_that_the_class_registers_is_no_removed_output(given: Expression) -> None:
    """The class gives out by the same name what the program did; its field may stand between."""
    component = constructor(**{"vpcId": Expression("vpc.id"), "this.registerOutputs": [[{"vpcId": given}]]})
    assert not any(each.op == "remove" for each in meant([export("vpcId", Expression("vpc.id"))], [component]))


def test_an_export_that_nothing_registers_is_removed() -> None:
    """A field alone is no output."""
    left, right = [export("vpcId", Expression("vpc.id"))], [constructor(vpcId=Expression("vpc.id"))]
    assert [each.op for each in meant(left, right)] == ["remove", "add"]

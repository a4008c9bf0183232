"""An object under another name, or handed on as a whole, is no change of what is made with it."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import diff_documents
from reviewer.model import Document, Element, Expression, Span
from tests.diff.builders import LEFT, document, element, meaningful


def placed(path: tuple[str, ...], value: Any, lines: tuple[int, int], kind: str, of: str = "") -> Element:
    return element(path, value, kind=kind, type=of, language="ts", spans={(): Span(LEFT, *lines)})


def barn(value: dict[str, Any], kind: str = "resource", **variables: Any) -> Document:
    """A program with one construct and the variables of its constructor."""
    return document(
        [
            placed(("Stack", "constructor"), {"parameters": {}, **variables}, (1, 30), "function"),
            placed(("Barn", "barn", "barn"), value, (5, 9), kind, "Barn"),
        ]
    )


def changes(left: Document, right: Document) -> list[tuple[str, Any]]:
    found = meaningful(each for each in diff_documents(left, right) if each.path[0] == "Barn")
    return [(each.op, each.path[-1]) for each in found]


def read(name: str, *members: str) -> dict[str, Any]:
    return {member: Expression(f"{name}.{member}") for member in members}


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (read("item", "hay", "oats"), read("each", "hay", "oats"), True),
        # one member may happen to be called so elsewhere
        (read("item", "hay"), read("each", "hay"), False),
        (read("item", "hay", "oats"), {"hay": Expression("each.oats"), "oats": Expression("each.hay")}, False),
        # both sides know both
        (
            {**read("item", "hay", "oats"), "a": Expression("each.x")},
            {**read("each", "hay", "oats"), "a": Expression("each.x")},
            False,
        ),
        (
            {**read("item", "hay", "oats"), "a": Expression("`big-${item.id}`")},
            {**read("each", "hay", "oats"), "a": Expression("`big-${each.id}`")},
            True,
        ),
    ],
)
def test_what_is_read_from_an_object_is_the_same_under_its_other_name(left: Any, right: Any, same: bool) -> None:
    assert (changes(barn(left), barn(right)) == []) is same


@pytest.mark.parametrize(("more", "left_over"), [({}, []), ({"oats": 7}, [("add", "props")])])
def test_an_object_that_is_handed_on_whole_is_its_members(more: dict[str, Any], left_over: list[Any]) -> None:
    written = barn({"hay": 5, "straw": {"bales": 2}}, "module")
    whole = barn({"props": Expression("big")}, "module", big={"hay": 5, "straw": {"bales": 2}, **more})
    assert changes(written, whole) == left_over
    assert changes(whole, written) == [("remove", each) for _, each in left_over]


@pytest.mark.parametrize(
    ("right", "left_over"),
    [
        # nobody can tell what is in it
        ({"**feed": Expression("feed")}, [("add", "**feed")]),
        ({"...feed": Expression("props.feed"), "oats": 3}, [("replace", "oats"), ("add", "...feed")]),
        ({"...x": Expression("(big && {oats: 2})")}, [("add", "...x"), ("remove", "hay")]),
        ({"walls": {"...feed": Expression("feed")}}, [("add", "...feed"), ("remove", "hay"), ("remove", "oats")]),
        (
            {"walls": {"north": {"...feed": Expression("feed")}}},
            [("add", "...feed"), ("remove", "hay"), ("remove", "oats")],
        ),
    ],
)
def test_what_an_unknown_object_may_hold_is_not_lost(right: dict[str, Any], left_over: list[Any]) -> None:
    assert sorted(changes(barn({"hay": 1, "oats": 2, "walls": {}}), barn({"walls": {}, **right}))) == sorted(left_over)


def test_a_member_that_is_another_stays_a_change() -> None:
    whole = barn({"**big": Expression("big")}, big={"hay": 6})
    assert changes(barn({"hay": 5}), whole) == [("remove", "hay"), ("add", "**big")]
    # which one a variable holds is not known, but it is there
    unknown = barn({"**big": Expression("big")}, big={"hay": Expression("given")})
    assert changes(barn({"hay": 5}), unknown) == []


def test_a_provider_of_a_program_keeps_its_id_under_another_variable() -> None:
    sides = [
        document([element(path, {"region": value}, kind="provider", type="FarmProvider", language=language)])
        for path, value, language in (
            (("FarmProvider", "farm", "main"), 1, "go"),
            (("FarmProvider", "main"), 2, "go"),
            (("provider", "farm"), 1, "hcl"),
            (("provider", "farm.north"), 1, "hcl"),
        )
    ]
    assert [each.op for each in diff_documents(*sides[:2])] == ["move", "replace"]
    assert [each.op for each in diff_documents(*sides[2:])] == ["remove", "add"]

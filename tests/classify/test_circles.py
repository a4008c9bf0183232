"""Which change breaks a circle of references."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.classify.circles import breaks_circle
from reviewer.classify.units import Unit
from reviewer.model import MISSING, Change, Element, Span
from reviewer.references import find_references


def make(name: str, value: Any) -> Element:
    return Element(("Resources", name), "resource", "", None, name, value, {(): Span("x", 1, 1)}, "yaml")


BARN, FARMER = {"Ref": "Barn"}, {"Ref": "Farmer"}


@pytest.mark.parametrize(
    ("before", "after", "right", "expected"),
    [
        pytest.param(BARN, "*", {"Barn": FARMER, "Farmer": "*"}, True, id="written out"),
        pytest.param({"Fn::Sub": "${Barn}/*"}, MISSING, {"Barn": FARMER, "Farmer": {}}, True, id="dropped from a text"),
        pytest.param("a", "b", {"Barn": "*", "Farmer": "b"}, False, id="broken by another change"),
        pytest.param(BARN, "*", {"Barn": FARMER, "Farmer": ["*", BARN]}, False, id="not broken"),
        pytest.param(BARN, "*", {"Farmer": "*"}, False, id="gone with what it names"),
    ],
)
def test_a_circle_is_broken_by_the_reference_that_went(
    before: Any, after: Any, right: dict[str, Any], *, expected: bool
) -> None:
    left = [make("Barn", FARMER), make("Farmer", [before, BARN])]
    there = [make(name, value) for name, value in right.items()]
    change = Change("replace", left[1].path, before, after, element_before=left[1], element_after=there[-1])
    elements = {each.path: each for each in (*left, *there)}
    unit = Unit("changed", left[1], (change,))
    assert breaks_circle(unit, elements, find_references(left), find_references(there)) is expected

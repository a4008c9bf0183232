"""Conditions under the defaults of their parameters."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.classify.conditions import is_off
from reviewer.model import Element, Span

_NOWHERE = Span("lib/IDEAL_RESPONSE.md", 1, 1)


def _element(section: str, name: str, value: dict[str, Any]) -> Element:
    return Element((section, name), "parameter", "", None, name, value, _NOWHERE, "yaml")


_ELEMENTS = {
    each.path: each
    for each in (
        _element("Parameters", "Size", {"Type": "String", "Default": "small"}),
        _element("Parameters", "Asked", {"Type": "String"}),
        _element("Conditions", "IsLarge", {"Fn::Equals": [{"Ref": "Size"}, "large"]}),
        _element("Conditions", "IsSmall", {"Fn::Not": [{"Condition": "IsLarge"}]}),
        _element("Conditions", "IsAsked", {"Fn::Equals": [{"Ref": "Asked"}, "yes"]}),
        _element("Conditions", "Both", {"Fn::And": [{"Condition": "IsAsked"}, {"Condition": "IsLarge"}]}),
        _element("Conditions", "Either", {"Fn::Or": [{"Condition": "IsAsked"}, {"Condition": "IsLarge"}]}),
        _element("Conditions", "Circle", {"Fn::Not": [{"Condition": "Circle"}]}),
        _element("variable", "open", {"default": False}),
        _element("variable", "closed", {"default": True}),
    )
}


@pytest.mark.parametrize(
    ("condition", "off"),
    [
        ("IsLarge", True),
        ("IsSmall", False),
        ("IsAsked", False),  # nobody can tell
        ("Both", True),
        ("Either", False),
        ("Circle", False),
        ("Unknown", False),
        ({"Fn::If": ["IsLarge", 1, {"Ref": "AWS::NoValue"}]}, True),
        ({"Fn::If": ["IsSmall", 1, {"Ref": "AWS::NoValue"}]}, False),
        ("${var.open ? 1 : 0}", True),
        ("var.open == true ? 1 : 0", True),
        ("!var.open ? 1 : 0", False),
        ("var.closed ? 0 : 1", True),
        ("var.closed ? 1 : 0", False),
        ("var.unknown ? 1 : 0", False),
        ("var.closed ? 0 : length(var.names)", False),
        (None, False),
        ([], False),
    ],
)
def test_a_condition_is_off_where_the_defaults_are_certain_to_say_so(condition: Any, off: bool) -> None:
    assert is_off(condition, _ELEMENTS) is off

"""Dots that stand for what isn't shown are no value: what differs there has no meaning, and no change is lost."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import build_patch, diff_documents, to_tree
from reviewer.diff.elision import is_elided
from reviewer.model import Expression
from tests.diff.builders import brief, compare, meaningful, resource


@pytest.mark.parametrize(
    "text", ["...", "…", "{ ... }", "Bucket(...)", "Bucket(self, ..., name)", "new Stack(this, { ... })", "call(a, …)"]
)
def test_code_with_dots_in_it_is_elided(text: str) -> None:
    assert is_elided(Expression(text))


@pytest.mark.parametrize(
    "text",
    [
        "tuple[int, ...]",
        "call(...rest)",
        "{ ...base, a }",
        'log("done (...)")',
        "append(a, b...)",
        "for (x of [...y])",
        "a",
    ],
)
def test_the_dots_of_a_language_are_code(text: str) -> None:
    assert not is_elided(Expression(text))


def test_a_text_that_ends_with_dots_is_a_value() -> None:
    assert not is_elided("Loading (...)")
    assert not is_elided(5)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param({"Code": {"ZipFile": "x"}}, {"Code": Expression("{ ... }")}, id="a body"),
        pytest.param({"Code": "x"}, {"Code": "..."}, id="a value"),
        pytest.param({"Tags": ["a", "b"]}, {"Tags": ["a", Expression("...")]}, id="the rest of a list"),
        pytest.param(
            {"Cidr": "x", "Zone": 1}, {"Cidr": "x", "props": Expression("...")}, id="the rest of the arguments"
        ),
        pytest.param({"Code": {"A": 1}}, {"Code": {"...": ""}}, id="the rest of an object"),
        pytest.param({"Role": Expression("make()")}, {"Role": Expression("Role(...)")}, id="the arguments of a call"),
    ],
)
def test_what_dots_stand_for_is_not_compared(left: Any, right: Any) -> None:
    for one, other in ((left, right), (right, left)):
        changes = compare(one, other)
        assert changes
        assert meaningful(changes) == []


def test_what_stands_beside_dots_is_compared() -> None:
    changes = compare({"A": 1, "B": "x", "L": ["a"]}, {"A": 2, "B": "...", "L": ["b", "..."]})
    assert ("replace", "A", None) in brief(meaningful(changes))


def test_the_patch_is_still_whole() -> None:
    import jsonpatch

    left, right = resource({"A": [1, 2, 3], "B": "x"}), resource({"A": [1, "..."], "B": "..."})
    patch = build_patch(diff_documents(left, right), left.elements)
    assert jsonpatch.apply_patch(to_tree(left.elements), patch) == to_tree(right.elements)

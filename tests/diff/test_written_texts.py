"""A program that a template writes as it is, fills in, or joins line by line."""

from __future__ import annotations

from typing import Any

import jsonpatch
import pytest

from reviewer.diff import build_patch, diff_documents, to_tree
from tests.diff.builders import brief, compare, meaningful, resource

LINES = ["import json", "def handler(event, context):", "    return 1"]
PLAIN = "\n".join(LINES)
OTHER = PLAIN.replace("return 1", "return 2")


@pytest.mark.parametrize(
    ("right", "place"),
    [
        ({"Fn::Sub": OTHER}, ("Fn::Sub", 3)),
        ({"Fn::Join": ["\n", OTHER.split("\n")]}, (3,)),
        ({"Fn::Join": ["", ["import json\n", OTHER.partition("\n")[2]]]}, (3,)),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_a_program_is_compared_by_line_however_it_is_written(right: Any, place: tuple[Any, ...], turned: bool) -> None:
    sides = [{"ZipFile": PLAIN}, {"ZipFile": right}]
    changes = compare(*reversed(sides)) if turned else compare(*sides)
    where = place if turned else (3,)
    assert brief(meaningful(changes)) == [("replace", "ZipFile", *where, None)]


def test_joined_lines_are_compared_one_by_one() -> None:
    sides = [{"ZipFile": {"Fn::Join": ["\n", text.split("\n")]}} for text in (PLAIN, OTHER)]
    assert brief(meaningful(compare(*sides))) == [("replace", "ZipFile", "Fn::Join", 1, 2, None)]


def test_the_same_program_in_another_form_says_nothing() -> None:
    assert meaningful(compare({"ZipFile": PLAIN}, {"ZipFile": {"Fn::Join": ["\n", LINES]}})) == []
    assert meaningful(compare({"ZipFile": PLAIN}, {"ZipFile": {"Fn::Sub": PLAIN}})) == []


def test_what_a_template_fills_in_is_not_what_the_program_fills_in() -> None:
    text = "#!/bin/sh\necho ${Barn}"
    assert brief(meaningful(compare({"Data": text}, {"Data": {"Fn::Sub": text}}))) == [("replace", "Data", 2, None)]
    filled = {"Fn::Join": ["\n", ["#!/bin/sh", {"Fn::Sub": "echo ${!Barn}"}]]}
    assert meaningful(compare({"Data": text}, {"Data": filled})) == []
    named = {"Fn::Join": ["", ["#!/bin/sh\necho ", {"Ref": "Barn"}]]}
    assert brief(meaningful(compare({"Data": text}, {"Data": named}))) == [("replace", "Data", 2, None)]


@pytest.mark.parametrize("turned", [False, True])
def test_the_patch_turns_one_form_into_the_other(turned: bool) -> None:
    sides = [resource({"ZipFile": PLAIN}), resource({"ZipFile": {"Fn::Join": ["\n", ["import os", *LINES[1:]]]}})]
    left, right = reversed(sides) if turned else sides
    patch = build_patch(diff_documents(left, right), left.elements)
    assert jsonpatch.apply_patch(to_tree(left.elements), patch) == to_tree(right.elements)


def test_json_is_not_compared_by_line() -> None:
    sides = {"Body": '{\n  "widgets": []\n}'}, {"Body": {"Fn::Sub": '{\n  "widgets": [1]\n}'}}
    assert brief(meaningful(compare(*sides))) == [("replace", "Body", None)]

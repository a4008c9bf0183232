"""The patch and the tree that it applies to."""

from __future__ import annotations

import jsonpatch
import pytest

from reviewer.diff import build_patch, diff_documents, to_tree
from reviewer.model import Expression
from tests.diff.builders import document, element, template

THING = {"Type": "AWS::Test::Thing", "A": 1, "B": [1, 2], "C": {"D": "x"}, "E": True, "F": "y"}


def test_the_tree_is_the_template() -> None:
    assert to_tree(template({"Resources": {"A": THING}, "Outputs": {"A": {"Value": 1}}}).elements) == {
        "Resources": {"A": THING},
        "Outputs": {"A": {"Value": 1}},
    }


def test_an_element_around_others_keeps_its_own_value_under_the_empty_key() -> None:
    elements = [element(("jobs", "x"), {"if": 1}), element(("jobs", "x", "steps", "y"), {"run": "ls"})]
    assert to_tree(elements) == {"jobs": {"x": {"": {"if": 1}, "steps": {"y": {"run": "ls"}}}}}


def test_two_elements_of_one_address_both_stay() -> None:
    elements = [element(("statement", "x"), 1), element(("statement", "x"), 2)]
    assert to_tree(elements) == {"statement": {"x": 1, "x#2": 2}}


def test_a_rename_is_a_move_operation() -> None:
    left, right = template({"Resources": {"A": THING}}), template({"Resources": {"B": THING}})
    assert build_patch(diff_documents(left, right), left.elements) == [
        {"op": "move", "from": "/Resources/A", "path": "/Resources/B"}
    ]


def test_sections_come_and_go() -> None:
    left = template({"Parameters": {"P": {"Type": "String"}}})
    right = template({"Outputs": {"O": {"Value": "1"}}})
    patch = build_patch(diff_documents(left, right), left.elements)
    assert jsonpatch.apply_patch(to_tree(left.elements), patch) == to_tree(right.elements)


def test_without_the_left_elements_no_section_is_touched() -> None:
    left = template({"Outputs": {"O": {"Value": "1"}, "P": {"Value": "2"}}})
    right = template({"Outputs": {"P": {"Value": "2"}, "Q": {"Value": {"Ref": "X"}}}})
    patch = build_patch(diff_documents(left, right))
    assert jsonpatch.apply_patch(to_tree(left.elements), patch) == to_tree(right.elements)


def test_names_that_change_places_are_no_clash() -> None:
    def pair(one: str, other: str) -> list[object]:
        return [
            element(("x", one), {"n": 1, "A": 1, "B": 2, "C": 3, "D": 4}, type="T"),
            element(("x", other), {"n": 2, "Z": 5, "Y": 6, "X": 7, "W": 8}, type="U"),
        ]

    left, right = document(pair("a", "b")), document(pair("b", "a"))  # type: ignore[arg-type]
    patch = build_patch(diff_documents(left, right), left.elements)
    assert jsonpatch.apply_patch(to_tree(left.elements), patch) == to_tree(right.elements)


def test_moved_list_items_are_move_operations() -> None:
    left = template({"Resources": {"A": {"Type": "T", "Command": ["a", "b", "c", "d"]}}})
    right = template({"Resources": {"A": {"Type": "T", "Command": ["d", "b", "e", "a"]}}})
    patch = build_patch(diff_documents(left, right), left.elements)
    assert {each["op"] for each in patch} >= {"move"}
    assert jsonpatch.apply_patch(to_tree(left.elements), patch) == to_tree(right.elements)


@pytest.mark.parametrize("policy", ['{"Action": "*", "Effect": "Allow"}', '{"Effect": "Allow", "Action": ["a"]}'])
@pytest.mark.parametrize("turned", [False, True])
def test_text_that_becomes_an_object_is_replaced_whole(policy: str, turned: bool) -> None:
    written = {"call": Expression("dumps"), "Effect": "Allow", "Action": ["a"]}
    sides = (
        document([element(("x", "A"), {"Policy": policy, "N": 1}, type="T")]),
        document([element(("x", "A"), {"Policy": written, "N": 1}, type="T")]),
    )
    left, right = sides[::-1] if turned else sides
    patch = build_patch(diff_documents(left, right), left.elements)
    assert jsonpatch.apply_patch(to_tree(left.elements), patch) == to_tree(right.elements)


def test_prose_is_not_in_the_patch() -> None:
    left, right = document(), template({"Resources": {}})
    assert build_patch(diff_documents(left, right), left.elements) == []


def test_what_moves_away_from_where_a_section_comes_is_not_overwritten() -> None:
    """A job that pairs with something elsewhere, while another element now lies below its old place."""
    left = document([element(("jobs", "x"), THING, type="T")])
    right = document(
        [element(("jobs", "x", "steps", "y"), {"run": "ls"}), element(("Resources", "A"), THING, type="T")]
    )
    patch = build_patch(diff_documents(left, right), left.elements)
    assert jsonpatch.apply_patch(to_tree(left.elements), patch) == to_tree(right.elements)

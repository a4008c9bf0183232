"""What holds for every pair of documents, whatever is in them."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import jsonpatch
from deepdiff import DeepDiff
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.diff import build_patch, diff_documents, to_tree
from reviewer.leaves import walk_leaves
from reviewer.model import MISSING, Change, Document, Expression, to_pointer
from tests.diff.builders import document, element, template

RELAXED = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.sampled_from(
    ["Name", "Key", "Value", "Tags", "Action", "SubnetIds", "Rules", "Statement", "Sid", "a/b", "~x"]
)
TEXTS = st.sampled_from(
    [
        "",
        "a",
        "b",
        "us-east-1a",
        "5",
        "true",
        "a\nb\nc",
        "a\n b\nd\n",
        '{"a": [1, 2]}',
        '{"a": [2, 1], "b": {}}',
        "${A.Arn}",
    ]
)
SCALARS = st.one_of(
    TEXTS, st.integers(0, 9), st.booleans(), st.none(), st.sampled_from([1.0, 1.5]), st.just(Expression("a"))
)
INTRINSICS = st.sampled_from(
    [
        {"Ref": "A"},
        {"Fn::GetAtt": ["A", "Arn"]},
        {"Fn::Sub": "x ${A}\n${B.Arn}\n"},
        {"Fn::If": ["C", {"Name": "a"}, {"Ref": "AWS::NoValue"}]},
        {"Fn::Join": ["", ["a", {"Ref": "B"}]]},
    ]
)
VALUES = st.recursive(
    st.one_of(SCALARS, INTRINSICS),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=14,
)
ADDRESSES = st.sampled_from(
    [
        ("Resources", "A"),
        ("Resources", "B"),
        ("Resources", "C"),
        ("Outputs", "A"),
        ("jobs", "x"),
        ("jobs", "x", "steps", "y"),
    ]
)
BODIES = st.fixed_dictionaries({"Type": st.sampled_from(["T", "U"]), "Properties": VALUES})


@st.composite
def documents(draw: st.DrawFn) -> Document:
    members = draw(st.dictionaries(ADDRESSES, BODIES, max_size=5))
    return document([element(path, body, type=str(body["Type"])) for path, body in members.items()])


def exact(value: Any) -> Any:
    """Tells apart what ``==`` does not: true and 1, 1 and 1.0."""
    if isinstance(value, dict):
        return {key: exact(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [exact(inner) for inner in value]
    return type(value).__name__, str(value)


def turned(op: str) -> str:
    return {"add": "remove", "remove": "add"}.get(op, op)


@RELAXED
@given(documents())
def test_a_document_against_itself_has_no_change(one: Document) -> None:
    assert diff_documents(one, one) == ()


@RELAXED
@given(documents(), documents())
def test_the_patch_turns_the_left_tree_into_the_right_one(left: Document, right: Document) -> None:
    changes = diff_documents(left, right)
    patched = jsonpatch.apply_patch(to_tree(left.elements), build_patch(changes, left.elements))
    assert exact(patched) == exact(to_tree(right.elements))


@RELAXED
@given(VALUES, VALUES)
def test_the_patch_holds_inside_one_element(left: Any, right: Any) -> None:
    sides = [template({"Resources": {"A": {"Type": "T", "Properties": value}}}) for value in (left, right)]
    changes = diff_documents(sides[0], sides[1])
    patched = jsonpatch.apply_patch(to_tree(sides[0].elements), build_patch(changes, sides[0].elements))
    assert exact(patched) == exact(to_tree(sides[1].elements))
    assert bool(changes) == (exact(left) != exact(right))


@RELAXED
@given(documents(), documents())
def test_no_place_is_counted_twice(left: Document, right: Document) -> None:
    changes = diff_documents(left, right)
    lefts = Counter(to_pointer(each.path) for each in changes if each.op in ("remove", "replace"))
    rights = Counter(to_pointer(each.path) for each in changes if each.op == "add")
    assert not [path for path, count in (lefts + Counter()).items() if count > 1]
    assert not [path for path, count in (rights + Counter()).items() if count > 1]


@RELAXED
@given(documents(), documents())
def test_every_change_knows_its_sides_and_its_lines(left: Document, right: Document) -> None:
    for each in diff_documents(left, right):
        assert (each.left is not None) == (each.op != "add")
        assert (each.right is not None) == (each.op != "remove")
        assert (each.before is MISSING) == (each.op == "add")
        assert (each.after is MISSING) == (each.op == "remove")
        assert (each.origin is not None) == (each.op == "move")


@RELAXED
@given(documents(), documents())
def test_the_same_input_gives_the_same_changes(left: Document, right: Document) -> None:
    assert diff_documents(left, right) == diff_documents(left, right)


@RELAXED
@given(VALUES, VALUES)
def test_reordered_keys_change_nothing(left: Any, right: Any) -> None:
    sides = [template({"Resources": {"A": {"Type": "T", "Properties": value}}}) for value in (left, right)]
    mixed = [template({"Resources": {"A": {"Properties": shuffle(value), "Type": "T"}}}) for value in (left, right)]
    assert diff_documents(sides[0], mixed[0]) == ()
    assert summary(diff_documents(sides[0], sides[1])) == summary(diff_documents(mixed[0], mixed[1]))


def summary(changes: tuple[Change, ...]) -> Counter[tuple[Any, ...]]:
    return Counter(
        (each.op, each.path, repr(exact(each.before)), repr(exact(each.after)), each.noise) for each in changes
    )


def shuffle(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: shuffle(value[key]) for key in reversed(value)}
    return [shuffle(each) for each in value] if isinstance(value, list) else value


PLAIN = st.recursive(
    st.one_of(st.sampled_from(["a", "b", "c"]), st.integers(0, 5)),
    lambda inner: st.dictionaries(st.sampled_from("pqrst"), inner, min_size=1, max_size=4),
    max_leaves=20,
)
OBJECTS = st.dictionaries(st.sampled_from("pqrst"), PLAIN, min_size=1, max_size=4)


@RELAXED
@given(OBJECTS, OBJECTS)
def test_deepdiff_finds_the_same_leaves(left: Any, right: Any) -> None:
    """On objects nothing has to be paired, so deepdiff is an independent oracle."""
    sides = [template({"Resources": {"A": value}}) for value in (left, right)]
    found = {(each.op, each.path[2:]) for each in diff_documents(sides[0], sides[1])}
    oracle = DeepDiff(left, right, view="tree", threshold_to_diff_deeper=0)
    assert found == set(oracle_leaves(oracle))


def oracle_leaves(oracle: Any) -> list[tuple[str, tuple[Any, ...]]]:
    leaves: list[tuple[str, tuple[Any, ...]]] = []
    for kind, items in oracle.items():
        for item in items:
            path = tuple(item.path(output_format="list"))
            if kind == "dictionary_item_added":
                leaves += [("add", below) for below, _ in walk_leaves(item.t2, path)]
            elif kind == "dictionary_item_removed":
                leaves += [("remove", below) for below, _ in walk_leaves(item.t1, path)]
            else:
                leaves.append(("replace", path))
    return leaves


@RELAXED
@given(OBJECTS, OBJECTS)
def test_the_other_way_round_the_same_places_differ(left: Any, right: Any) -> None:
    sides = [template({"Resources": {"A": value}}) for value in (left, right)]
    there, back = diff_documents(sides[0], sides[1]), diff_documents(sides[1], sides[0])
    assert Counter((each.op, each.path) for each in there) == Counter((turned(each.op), each.path) for each in back)


@RELAXED
@given(st.lists(st.integers(0, 30), max_size=25), st.randoms(use_true_random=False))
def test_a_shuffled_set_is_only_order(items: list[int], source: random.Random) -> None:
    mixed = source.sample(items, len(items))
    sides = [template({"Resources": {"A": {"SecurityGroupIds": value}}}) for value in (items, mixed)]
    assert {each.noise for each in diff_documents(sides[0], sides[1])} <= {"order"}

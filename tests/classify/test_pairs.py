"""Which keys changes of tags and the like are about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reviewer.classify.pairs import find_keys, tell_keys
from reviewer.model import MISSING, Change, Element, Expression, Span

OWNED = {"Tags": [{"Key": "Owner", "Value": "us"}, {"Key": "Stage", "Value": {"Ref": "Stage"}}]}
MAPPED = {
    "tags": {"Owner": "us", "Stage": "test"},
    "default_tags": [{"tags": {"Team": "a", "Cost": "b"}}],
    "list": ["a"],
}
CALLED = {"tags": {"call": "merge", "Owner": "us"}}
FOR_ALL = {"TagSpecifications": [{"ResourceType": "volume", "Tags": [{"Key": "Owner", "Value": "us"}]}]}


def change(value: Any, *below: str | int, came: Any = MISSING, op: Any = "add") -> Change:
    """Builds a change below a resource that has such values."""
    element = Element(("Thing",), "resource", "AWS::X::Y", None, "Thing", value, {(): Span("x", 1, 1)}, "yaml")
    return Change(op, ("Thing", *below), MISSING, came, element_before=element, element_after=element)


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ([change(OWNED, "Tags", came=OWNED["Tags"])], ["Owner", "Stage"]),
        ([change(OWNED, "Tags", 1, came=OWNED["Tags"][1])], ["Stage"]),
        ([change(OWNED, "Tags", 0, "Value", came="us")], ["Owner"]),
        ([change(OWNED, "Tags", 1, "Value", came={"Ref": "Stage"})], ["Stage"]),
        # what an intrinsic function holds has no key of its own
        ([change(OWNED, "Tags", 1, "Value", "Fn::Sub", came=["a-${B}", {"B": {"Ref": "Stage"}}])], ["Stage"]),
        ([change(MAPPED, "tags", came=MAPPED["tags"])], ["Owner", "Stage"]),
        ([change(MAPPED, "tags", "Owner", came="us"), change(MAPPED, "tags", "Stage", came="x")], ["Owner", "Stage"]),
        ([change(MAPPED, "default_tags", came=MAPPED["default_tags"])], ["Team", "Cost"]),
        ([change(MAPPED, "tags", came={"...shared": "shared", "Owner": "us"})], ["Owner"]),
        # for which resources the tags are is none of them
        ([change(FOR_ALL, "TagSpecifications", came=FOR_ALL["TagSpecifications"])], ["Owner"]),
        ([change(FOR_ALL, "TagSpecifications", 0, came=FOR_ALL["TagSpecifications"][0])], ["Owner"]),
        (
            [
                change(FOR_ALL, "TagSpecifications", 0, "ResourceType", came="volume"),
                change(FOR_ALL, "TagSpecifications", 0, "Tags", 0, "Value", came="us"),
            ],
            ["Owner"],
        ),
        # what can't be told of one change is told of none
        ([change(MAPPED, "tags", "Owner", came="us"), change(MAPPED, "tags", came="local.tags")], []),
        ([change(MAPPED, "tags", "**shared", came="shared")], []),
        ([change(MAPPED, "list", 0, came="a")], []),
        # a call in the place of the map
        ([change(CALLED, "tags", "call", came="merge")], []),
        ([change(CALLED, "tags", came=CALLED["tags"])], ["Owner"]),
        ([Change("add", (), MISSING, "prose")], []),
    ],
)
def test_changes_are_about_keys(changes: list[Change], keys: list[str]) -> None:
    """Of a pair the key says which one it is, whichever member changed, and whether it came or went."""
    assert find_keys(changes) == keys
    gone = [replace(each, op="remove", before=each.after, after=MISSING) for each in changes]
    assert find_keys(gone) == keys


SHARED = {"tags": {"Owner": "us", "merge": ["local.shared"], "**rest": "rest"}}


def test_a_local_value_is_the_map_itself() -> None:
    one = change({"Owner": "us"}, "Owner", came="us")
    local = replace(one.element_after, kind="local") if one.element_after else None
    assert find_keys([one]) == []
    assert find_keys([replace(one, element_before=local, element_after=local)]) == ["Owner"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            [
                change(MAPPED, "tags", "Owner", came="us"),
                replace(change(MAPPED, "tags", "Stage", came="x"), before="y"),
            ],
            "`Owner` added, `Stage` changed",
        ),
        ([change(SHARED, "tags", came=SHARED["tags"])], "`Owner` added, those of `local.shared` and `rest` added"),
        ([change(SHARED, "tags", "merge", 0, came="local.shared")], "those of `local.shared` added"),
        # a map that stands elsewhere is called by its name, and none is called by the key of the map
        (
            [
                change(MAPPED, "tags", "Owner", came="us"),
                change(MAPPED, "default_tags", 0, "tags", came=Expression("local.shared")),
            ],
            "`Owner` added, those of `local.shared` added",
        ),
        (
            [
                change(MAPPED, "tags", "Owner", came="us"),
                replace(change(MAPPED, "tags", came=Expression("local.shared")), before=Expression("var.tags")),
                change(MAPPED, "tags", came=Expression("merge(var.tags, local.shared)")),
            ],
            "`Owner` added, others added or changed",
        ),
        # of some the key, of others nothing can be told
        ([change(MAPPED, "tags", "Owner", came="us"), change(MAPPED, "tags", came="x")], "`Owner` added, others added"),
        # on one resource it came, on another it went
        (
            [
                change(MAPPED, "tags", "Owner", came="us"),
                replace(change(MAPPED, "tags", "Owner"), before="us"),
                change(MAPPED, "tags", "Stage", came="a"),
            ],
            "`Stage` added, `Owner` added or removed",
        ),
        # the names alone say it, or nothing does
        ([change(MAPPED, "tags", "Owner", came="us"), change(MAPPED, "tags", "Stage", came="x")], ""),
        ([change(MAPPED, "list", 0, came="a")], ""),
    ],
)
def test_what_became_of_which_keys(changes: list[Change], told: str) -> None:
    assert tell_keys(changes) == told

"""What a title says that a fix did."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reviewer.classify.deeds import find_step, find_steps, tell_deed, tell_parts
from reviewer.classify.places import is_entry
from reviewer.model import MISSING, Change, Element, Expression, Span

NOWHERE = {(): Span("x", 1, 1)}


def resource(name: str, kind: str = "resource") -> Element:
    """Builds a resource."""
    return Element(("Resources", name), kind, "AWS::X::Y", None, name, {}, NOWHERE, "yaml")


def changed(name: str, key: str, before: Any, after: Any, kind: str = "resource") -> Change:
    """Builds the change of one property."""
    op: Any = "add" if before is MISSING else "remove" if after is MISSING else "replace"
    same = resource(name, kind)
    path = (*same.path, "Properties", key)
    return Change(op, path, before, after, element_before=same, element_after=same, keys=(key.lower(),))


def added(name: str) -> Change:
    """Builds the addition of a resource."""
    return Change("add", ("Resources", name), after={}, element_after=resource(name))


def removed(name: str) -> Change:
    """Builds the removal of a resource."""
    return Change("remove", ("Resources", name), before={}, element_before=resource(name))


@pytest.mark.parametrize(
    ("leads", "deed"),
    [
        ([changed("Net", "Zones", 2, 3)], "`Zones` of `Net` changed from `2` to `3`"),
        ([changed("Net", "Zones", MISSING, 3)], "`Zones` of `Net` set to `3`"),
        ([changed("Net", "Zones", 2, MISSING)], "`Zones` of `Net` dropped"),
        ([changed("Net", "Rule", MISSING, {"Port": 1})], "`Rule` of `Net` set"),
        ([changed("Net", "Text", "x" * 40, "y")], "`Text` of `Net` changed"),
        # of two long expressions the parts that differ, without the names of the library
        (
            [
                changed(
                    "Net",
                    "Kind",
                    Expression("ec2.SubnetType.PRIVATE_ISOLATED"),
                    Expression("ec2.SubnetType.PRIVATE_WITH_NAT"),
                )
            ],
            "`Kind` of `Net` changed from `PRIVATE_ISOLATED` to `PRIVATE_WITH_NAT`",
        ),
        (
            [
                changed(
                    "Net",
                    "Size",
                    Expression("ec2.Kind.of(ec2.Class.T3, ec2.Size.LARGE)"),
                    Expression("ec2.Kind.of(ec2.Class.T3, ec2.Size.MICRO)"),
                )
            ],
            "`Size` of `Net` changed from `LARGE` to `MICRO`",
        ),
        (
            [
                changed(
                    "Net",
                    "Code",
                    Expression("code.load('parts/orders-service')"),
                    Expression("code.load('lib/orders-service')"),
                )
            ],
            "`Code` of `Net` changed",
        ),
        ([changed("A", "Size", 1, 2), changed("B", "Size", 1, 2)], "`Size` of `A` and `B` changed from `1` to `2`"),
        ([changed("A", "Size", 1, 2), changed("B", "Days", 7, 8)], "`Size` of `A` and `Days` of `B` changed"),
        (
            [changed(name, key, 1, 2) for name in "AB" for key in ("Size", "Days")],
            "`Size` and `Days` of `A` and `B` changed",
        ),
        (
            [changed(name, key, 1, 2) for name in "ABCD" for key in ("Size", "Days", "Kind", "Zone")],
            "`Size`, `Days` and 2 more of `A` and 3 more changed",
        ),
        (
            [changed("A", "Size", "small", "large"), changed("A", "Days", 7, MISSING)],
            "`Size` changed from `small` to `large` and `Days` dropped on `A`",
        ),
        (
            [changed("A", "Size", MISSING, 2), changed("A", "Kind", MISSING, 3), changed("B", "Days", 7, MISSING)],
            "`Size` and `Kind` set on `A`, `Days` dropped on `B`",
        ),
        (
            [changed(name, "Size", 1, 2) for name in "AB"] + [changed(name, "Days", 7, MISSING) for name in "AB"],
            "`Size` changed from `1` to `2` and `Days` dropped on `A` and `B`",
        ),
        (
            [changed(name, "Size", 1, 2) for name in "ABCD"]
            + [changed("A", "Days", 7, MISSING), changed("B", "Kind", 7, MISSING)],
            "`Size` changed from `1` to `2` on `A` and 3 more, `Days` and `Kind` dropped on `A` and `B`",
        ),
        ([changed("Net", "Net", 1, 2)], "`Net` changed"),
        ([changed("Net", "Net", 1, 2), changed("Net", "Zones", 2, 3)], "`Zones` of `Net` changed"),
        ([changed("handler", "try", 1, 2, "function")], "`handler` changed"),
        ([added("Queue"), added("Topic")], "`Queue` and `Topic` added"),
        ([added("Queue"), changed("Net", "Zones", 2, 3)], "`Zones` of `Net` changed from `2` to `3`; `Queue` added"),
    ],
)
def test_a_deed_names_what_was_done(leads: list[Change], deed: str) -> None:
    """Values where they are short, who has which property where there are two, else the first of each."""
    assert tell_deed(leads) == deed


@pytest.mark.parametrize(
    ("key", "values", "deed"),
    [
        ("Methods", ["GET"], "`GET` in `Methods` of `Api` {}"),
        ("Rules", [{"Port": 1}], "an entry of `Rules` of `Api` {}"),
        ("Rules", [{"Port": 1}, {"Port": 2}], "2 entries of `Rules` of `Api` {}"),
        ("addRule", ["tcp"], "`addRule` of `Api` {}"),
    ],
)
def test_entries_of_a_list_that_stays_are_not_the_list(key: str, values: list[Any], deed: str) -> None:
    """Of a list that was not there before the whole came; the arguments of a call are no entries."""
    full = replace(resource("Api"), value={key: ["first", *values]})
    rest = replace(resource("Api"), value={key: ["first"]})
    came = [
        Change("add", (*full.path, key, at), after=value, element_before=rest, element_after=full, keys=(key,))
        for at, value in enumerate(values, 1)
    ]
    went = [replace(each, op="remove", before=each.after, after=MISSING) for each in came]
    went = [replace(each, element_before=full, element_after=rest) for each in went]
    assert tell_deed(went) == deed.format("dropped")
    assert all(map(is_entry, went)) is (key != "addRule")
    if key != "addRule":
        assert tell_deed(came) == deed.format("set")
        whole = [replace(each, element_before=resource("Api")) for each in came]
        assert tell_deed(whole).startswith(f"`{key}` of `Api` set")


@pytest.mark.parametrize(
    ("lead", "step"),
    [
        (changed("Net", "Rule", MISSING, {}), "added"),
        (changed("Net", "Rule", "x", MISSING), "removed"),
        (changed("Net", "Rule", "x", ""), "changed"),
        (changed("Net", "Days", 0, 1), "changed"),
        (added("Queue"), "added"),
    ],
)
def test_a_step_goes_by_what_is_there_and_not_by_its_value(lead: Change, step: str) -> None:
    """An empty value is a value."""
    assert find_step([lead]) == step


def test_elements_are_told_by_what_became_of_their_names():
    """What only got another id, or serves the others, lost nothing."""
    leads = [
        changed("Barn", "Name", "a", "b"),
        changed("Hay", "Name", "a", MISSING),
        changed("Loft", "Name", "a", None),
        changed("Shed", "Name", MISSING, "a"),
        changed("Shed", "Alias", "a", MISSING),
        changed("Prefix", "Default", "a", MISSING, "parameter"),
        Change(
            "move", ("Resources", "Pen"), "Coop", "Pen", element_before=resource("Coop"), element_after=resource("Pen")
        ),
    ]
    assert find_steps(leads) == {"changed": ["Barn", "Shed"], "removed": ["Hay", "Loft"], "added": []}


def test_a_part_that_came_changed_what_it_came_to() -> None:
    """A filter in a rule that was there is no new rule."""
    part = replace(changed("Logs", "Prefix", MISSING, ""), keys=("rule", "filter", "prefix"))
    assert find_step([part]) == "changed"
    assert find_step([changed("A", "Rule", MISSING, 1), changed("B", "Rule", 1, MISSING)]) == "changed"


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (["image", "timeouts"], "image (`1` to `2`) and timeouts (`1` to `2`) of `Web` changed"),
        (["image", "image"], "image (`1` to `2`) of `Web` changed"),
        (
            ["image", "timeouts", "retries", "health checks", "start script"],
            "image (`1` to `2`), timeouts (`1` to `2`), retries (`1` to `2`) and 2 more of `Web` changed",
        ),
    ],
)
def test_a_fix_of_several_intents_is_called_by_their_labels(labels, told):
    assert tell_parts([(label, [changed("Web", "Size", 1, 2)]) for label in labels]) == told


def test_each_intent_is_told_of_those_it_concerns():
    """The image of one and the limits of another are no image and limits of both."""
    parts = [(label, [changed(name, "Size", 1, 2)]) for label, name in (("image", "Web"), ("limits", "Pool"))]
    assert tell_parts(parts) == "image (`1` to `2`) of `Web` changed; limits (`1` to `2`) of `Pool` changed"
    more = [(label, [changed(label, "Size", 1, 2)]) for label in ("a", "b")]
    assert (
        tell_parts([*parts, *more])
        == "image (`1` to `2`) of `Web` changed; limits (`1` to `2`) of `Pool` changed; also a and b"
    )


def test_a_switch_that_is_set_is_told_with_its_value():
    """Protection that is set to ``false`` is not what ``set`` tells, nor which switch it was."""
    parts = [
        ("protection", [changed("Data", "Guarded", MISSING, False)]),
        ("size", [changed("Web", "Size", MISSING, 2)]),
    ]
    assert tell_parts(parts) == "protection (`Guarded`) of `Data` set to `false`; size of `Web` set"


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ({"Rules": [{"Port": 1}, {"Port": 2}]}, "shape (`1` to `2`) of `Net` changed; rules of `Gate` changed"),
        ({}, "shape (`1` to `2`) of `Net` changed; rules of `Gate` dropped"),
    ],
)
def test_a_part_that_goes_leaves_the_rest(rules: dict[str, Any], told: str):
    """Of three rules one went: the rules are changed, and none of what the label names is gone."""
    before = {"Properties": {"Rules": [{"Port": 1}, {"Port": 2}, {"Port": 3}]}}
    path = ("Resources", "Gate", "Properties", "Rules", 2, "Port")
    gate = replace(resource("Gate"), value=before)
    change = Change(
        "remove", path, 3, MISSING, element_before=gate, keys=("rules", "port"),
        element_after=replace(gate, value={"Properties": rules}),
    )  # fmt: skip
    assert tell_parts([("shape", [changed("Net", "Size", 1, 2)]), ("rules", [change])]) == told


def test_what_loses_a_property_is_not_dropped_itself():
    """The label names what the elements are: a gate that has no lock any more is still there."""
    lock = changed("Gate", "Lock", 1, MISSING)
    assert tell_parts([("sizes", [changed("Net", "Size", 1, 2)]), ("Ys", [lock])]).endswith("; Ys of `Gate` changed")
    assert tell_parts([("sizes", [changed("Net", "Size", 1, 2)]), ("locks", [lock])]).endswith(
        "locks of `Gate` dropped"
    )


def test_an_attribute_of_a_list_goes_by_its_key():
    entry = {"Key": "drain.seconds", "Value": 5}
    gate = replace(resource("Gate"), value={"Properties": {"GateAttributes": [entry]}})
    path = (*gate.path, "Properties", "GateAttributes", 0, "Value")
    change = Change(
        "replace", path, 9, 5, element_before=gate, element_after=gate, keys=("gate_attributes", "value")
    )  # fmt: skip
    assert tell_deed([change]) == "`drain.seconds` of `Gate` changed from `9` to `5`"


def test_what_two_elements_have_in_common_is_told_once():
    """Which settings of which element is told only where they differ."""
    alike = [changed(owner, key, 1, 2) for owner in ("Barn", "Pond") for key in ("Size", "Depth")]
    assert tell_deed(alike) == "`Size` and `Depth` of `Barn` and `Pond` changed"


def test_intents_that_came_or_went_say_so():
    """A label that is alone in that is told with its names; one that stands twice is said once."""
    stayed, came, went = changed("Web", "Size", 1, 2), added("Web"), removed("Web")
    parts = [("imports", [stayed]), ("functions", [came]), ("functions", [went])]
    parts += [("modules", [came]), ("files", [went])]
    told = "imports of `Web` changed; functions added and removed; module `Web` added; file `Web` removed"
    assert tell_parts(parts) == told
    assert tell_parts([("policies", [came]), ("roles", [added("A"), added("B")])]) == (
        "policies and roles added (`Web`, `A` and `B`)"
    )
    assert tell_parts([("policies", [came]), ("roles", [went])]) == "policy `Web` added; role `Web` removed"


@pytest.mark.parametrize(
    ("file", "name"),
    [("bin/shop.ts", "shop.ts"), ("", "top-level code")],
)
def test_code_outside_of_functions_goes_by_its_file(file: str, name: str) -> None:
    element = replace(resource("top-level code", "function"), file=file)
    change = Change("add", (*element.path, "x"), after=1, element_before=element, element_after=element)
    assert tell_deed([change]) == f"`{name}` changed"


def test_a_renamed_element_goes_by_its_last_name():
    """Both of its names in one title read as two elements."""
    old, new = resource("Old"), resource("New")
    changes = [
        Change("replace", (*old.path, "Size"), 1, 2, element_before=old, element_after=new, keys=("size",)),
        Change("add", (*new.path, "Days"), after=3, element_before=old, element_after=new, keys=("days",)),
    ]
    assert tell_deed(changes) == "`Size` changed from `1` to `2` and `Days` set on `New`"


def test_a_label_of_terraform_goes_with_its_type():
    """``main`` may be anything."""
    network = replace(resource("main"), type="aws_vpc", language="hcl")
    change = Change("add", ("aws_vpc", "main"), after={}, element_after=network)
    assert tell_deed([change]) == "`aws_vpc.main` added"


def test_an_object_that_a_variable_keeps_has_properties():
    """What the program says around it has none."""
    kept = replace(resource("allow", "statement"), type="iam.PolicyStatement", service="IAM")
    plain = replace(kept, type="", service=None)
    changes = [
        Change(
            "add",
            (*each.path, "principals"),
            after=["reader"],
            element_before=each,
            element_after=each,
            keys=("principals",),
        )
        for each in (kept, plain)
    ]
    assert [tell_deed([each]) for each in changes] == ["`principals` of `allow` set", "`allow` changed"]

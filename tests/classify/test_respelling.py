"""A key that was only misspelled is one unit, whatever its value; other keys stay what they are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reviewer.classify.units import Unit, make_units
from reviewer.keys import to_snake_case
from reviewer.model import Change, Element, Span

NOWHERE = {(): Span("x", 1, 1)}


def element(properties: dict[str, Any], kind: str) -> Element:
    """Builds a resource with properties."""
    value = {"Type": "AWS::X::Y", "Properties": properties}
    return Element(("Resources", "R"), kind, "AWS::X::Y", None, "R", value, NOWHERE, "yaml")


def units(old: str, before: Any, new: str, after: Any, kind: str = "resource") -> list[Unit]:
    """Cuts the removal of one key and the addition of another into units."""
    left, right = element({old: before}, kind), element({new: after}, kind)

    def change(op: Any, key: str, **value: Any) -> Change:
        path = ("Resources", "R", "Properties", key)
        return Change(op, path, **value, element_before=left, element_after=right, keys=(to_snake_case(key),))

    return list(make_units([change("remove", old, before=before), change("add", new, after=after)]))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("KeyRotationStatus", "EnableKeyRotation"),
        ("RoleArn", "RoleARN"),
        ("versioning_enabled", "versioned"),
        ("kmsKeyId", "kmsMasterKeyId"),
        ("Timoeut", "Timeout"),
        ("FuntcionName", "FunctionName"),
        ("store_name", "name"),
    ],
)
def test_the_same_value_under_a_key_spelled_alike_is_one_unit(old: str, new: str) -> None:
    """Both changes stay in it, and it tells the old key and the new one."""
    (unit,) = units(old, True, new, True)
    assert unit.respelled
    assert [each.op for each in unit.changes] == ["remove", "add"]
    assert (unit.lead.before, unit.lead.after) == (old, new)


def test_what_encodes_the_value_is_no_key_of_its_own() -> None:
    """A script that is encoded by the same function stands under the other key as it stood under the first."""
    script = {"base64encode": "#!/bin/sh\necho ready"}
    left, right = element({"user_data": script}, "resource"), element({"user_data_base64": script}, "resource")

    def change(op: Any, key: str, **value: Any) -> Change:
        path = ("Resources", "R", "Properties", key, "base64encode")
        return Change(op, path, **value, element_before=left, element_after=right, keys=(key, "base64encode"))

    text = script["base64encode"]
    changes = [change("remove", "user_data", before=text), change("add", "user_data_base64", after=text)]
    (unit,) = make_units(changes)
    assert unit.respelled
    assert (unit.lead.before, unit.lead.after) == ("user_data", "user_data_base64")


@pytest.mark.parametrize(
    ("old", "before", "new", "after"),
    [
        ("artifact_store", {"location": "b", "type": "S3"}, "artifact_stores", [{"location": "b", "type": "S3"}]),
        ("loggings", [{"bucket": "b"}], "logging", {"bucket": "b"}),
        ("rules", [{"id": 1}], "lifecycleConfiguration", {"rules": [{"id": 1}]}),
        ("encryptionConfiguration", {"call": "E", "rules": [{"id": 1}]}, "rules", [{"id": 1}]),
    ],
)
def test_a_value_in_a_list_or_in_an_object_is_the_same_value(old: str, before: Any, new: str, after: Any) -> None:
    (unit,) = units(old, before, new, after)
    assert unit.respelled


@pytest.mark.parametrize(
    ("old", "before", "new", "after", "kind"),
    [
        ("KeyRotationStatus", False, "EnableKeyRotation", True, "resource"),  # the value changed with it
        ("Encrypted", True, "MultiAz", True, "resource"),  # another key that happens to hold the same
        ("EncryptionEnabled", True, "VersioningEnabled", True, "resource"),  # alike only by an idle word
        ("EnableLogging", True, "EnableRotation", True, "resource"),  # and where it stands in front
        ("total_cost", 0, "total", 0, "function"),  # a variable is a name that its author chose
        ("grantWrite", [["r", None]], "grantReadWrite", [["r", None]], "resource"),  # calls of two methods
        ("depends_on", ["a"], "opts", {"call": "Options", "depends_on": ["a"]}, "resource"),  # stated in another place
    ],
)
def test_other_keys_stay_two_units(old: str, before: Any, new: str, after: Any, kind: str) -> None:
    """What is not the same value under a name alike went and came."""
    found = units(old, before, new, after, kind)
    assert [each.respelled for each in found] == [False, False]


def items(old: str, gone: int, new: str, came: int, left: Element, right: Element) -> list[Unit]:
    """Cuts an item that went from one list and came to another into units."""
    path = ("Resources", "R", "Properties")

    def change(op: Any, key: str, at: int, **value: Any) -> Change:
        keys = (to_snake_case(key),)
        return Change(op, (*path, key, at), **value, element_before=left, element_after=right, keys=keys)

    return list(make_units([change("remove", old, gone, before="x"), change("add", new, came, after="x")]))


def test_a_key_that_holds_more_than_one_value_is_respelled_as_one() -> None:
    """The block below it moves along, however many changes that is."""
    left, right = (
        element({"Parmaeters": {"A": 1, "B": 2}}, "resource"),
        element({"Parameters": {"A": 1, "B": 2}}, "resource"),
    )

    def change(op: Any, key: str, name: str, **value: Any) -> Change:
        path, keys = ("Resources", "R", "Properties", key, name), (to_snake_case(key), name.lower())
        return Change(op, path, **value, element_before=left, element_after=right, keys=keys)

    gone = [change("remove", "Parmaeters", name, before=value) for name, value in (("A", 1), ("B", 2))]
    came = [change("add", "Parameters", name, after=value) for name, value in (("A", 1), ("B", 2))]
    (unit,) = make_units([*gone, *came])
    assert unit.respelled
    assert (unit.lead.before, unit.lead.after, len(unit.changes)) == ("Parmaeters", "Parameters", 4)


def test_the_one_item_of_a_list_stands_for_the_list() -> None:
    """A list of one under another key is found item by item, and is the list all the same."""
    left, right = element({"LogsExport": ["x"]}, "resource"), element({"LogsExports": ["x"]}, "resource")
    (unit,) = items("LogsExport", 0, "LogsExports", 0, left, right)
    assert (unit.lead.before, unit.lead.after) == ("LogsExport", "LogsExports")


def test_an_item_that_moved_between_keys_that_stay_is_no_respelling() -> None:
    """Both lists are there on both sides."""
    left = element({"PublicSubnets": ["a"], "PrivateSubnets": ["b", "x"]}, "resource")
    right = element({"PublicSubnets": ["a", "x"], "PrivateSubnets": ["b"]}, "resource")
    found = items("PrivateSubnets", 1, "PublicSubnets", 1, left, right)
    assert [unit.respelled for unit in found] == [False, False]


def test_a_value_that_moved_into_the_one_key_of_a_new_object_is_one_unit() -> None:
    """``backup: true`` and ``backupOptions: {enabled: true}`` say the same."""
    left, right = element({"backup": True}, "resource"), element({"backupOptions": {"enabled": True}}, "resource")
    path = ("Resources", "R", "Properties")
    keys = ("backup_options", "enabled")
    gone = Change("remove", (*path, "backup"), True, element_before=left, element_after=right, keys=("backup",))
    came = Change(
        "add", (*path, "backupOptions", "enabled"), after=True, element_before=left, element_after=right, keys=keys
    )
    (unit,) = make_units([gone, came])
    assert (unit.lead.before, unit.lead.after) == ("backup", "backupOptions")


def test_a_function_called_like_the_old_key_makes_the_value_of_the_new_one() -> None:
    """The name says that it is the same value."""
    (unit,) = units("cidr", "10.0.0.0/16", "ipAddresses", 'ec2.IpAddresses.cidr("10.0.0.0/16")')
    assert unit.respelled
    assert len(units("cidr", "10.0.0.0/16", "ipAddresses", 'ec2.IpAddresses.cidr("10.1.0.0/16")')) == 2
    (back,) = units("ipAddresses", 'ec2.IpAddresses.cidr("10.0.0.0/16")', "cidr", "10.0.0.0/16")
    assert back.respelled


def test_a_key_of_a_renamed_element_is_found_on_both_sides() -> None:
    """It stands below another path on the right side, and in a file that is announced otherwise."""
    left = element({"subnets": "x"}, "resource")
    right = replace(element({"vpcSubnets": "x"}, "resource"), path=("Resources", "New"), file="lib/net.py")
    gone = Change(
        "remove",
        ("Resources", "R", "Properties", "subnets"),
        "x",
        element_before=left,
        element_after=right,
        keys=("subnets",),
    )
    came = Change(
        "add",
        ("Resources", "New", "Properties", "vpcSubnets"),
        after="x",
        element_before=left,
        element_after=right,
        keys=("vpc_subnets",),
    )
    assert [unit.respelled for unit in make_units([gone, came])] == [True]


def test_what_lies_in_a_text_is_no_object_of_the_element() -> None:
    """The paths of a document that a property keeps as text lead below a string."""
    left, right = (
        element({"Policy": '{"Old": {"Sid": 1}}'}, "resource"),
        element({"Policy": '{"New": {"Sid": 1}}'}, "resource"),
    )

    def change(op: Any, key: str, **value: Any) -> Change:
        path = ("Resources", "R", "Properties", "Policy", key, "Sid")
        keys = ("policy", key.lower(), "sid")
        return Change(op, path, **value, element_before=left, element_after=right, keys=keys)

    found = list(make_units([change("remove", "Old", before=1), change("add", "New", after=1)]))
    assert [each.respelled for each in found] == [False, False]


def test_a_block_of_which_every_key_was_spelled_otherwise_did_not_come_whole() -> None:
    """The block stays, and each of its keys is respelled; where one value is another, it was exchanged."""

    def cut(values: dict[str, int]) -> list[Unit]:
        old, new = {"throttleRate": 5, "throttleBurst": 9}, values
        left, right = element({"Limits": old}, "resource"), element({"Limits": new}, "resource")

        def change(op: Any, name: str, **value: Any) -> Change:
            path, keys = ("Resources", "R", "Properties", "Limits", name), ("limits", to_snake_case(name))
            return Change(op, path, **value, element_before=left, element_after=right, keys=keys)

        gone = [change("remove", name, before=value) for name, value in old.items()]
        return list(make_units([*gone, *(change("add", name, after=value) for name, value in new.items())]))

    respelled = cut({"throttlingRate": 5, "throttlingBurst": 9})
    assert [each.respelled for each in respelled] == [True, True]
    assert [each.respelled for each in cut({"throttlingRate": 5, "throttlingBurst": 10})] == [False, False]


def test_a_block_that_is_spelled_otherwise_with_all_that_it_holds_is_one_unit() -> None:
    """What a class wants in camel case stays under another spelling at both levels."""
    left = element({"statement": {"rateBased": {"limit": 9, "keyType": "IP"}}}, "resource")
    right = element({"statement": {"rate_based": {"limit": 9, "key_type": "IP"}}}, "resource")

    def change(op: Any, *below: str, **value: Any) -> Change:
        path = ("Resources", "R", "Properties", "statement", *below)
        keys = tuple(map(to_snake_case, path[3:]))
        return Change(op, path, **value, element_before=left, element_after=right, keys=keys)

    changes = [
        change("remove", "rateBased", "limit", before=9),
        change("remove", "rateBased", "keyType", before="IP"),
        change("add", "rate_based", "limit", after=9),
        change("add", "rate_based", "key_type", after="IP"),
    ]
    (unit,) = make_units(changes)
    assert unit.respelled
    assert (unit.lead.before, unit.lead.after) == ("rateBased", "rate_based")

"""What rules judge at once."""

from __future__ import annotations

from typing import Any

from reviewer.classify.units import make_units
from reviewer.model import MISSING, Change, Element, Path, Span

NOWHERE = {(): Span("x", 1, 1)}


def bucket(properties: Any) -> Element:
    """Builds a bucket with properties."""
    value = {"Type": "AWS::S3::Bucket", "Properties": properties}
    return Element(("Resources", "B"), "resource", "AWS::S3::Bucket", "S3", "B", value, NOWHERE, "yaml")


def added(left: Element, right: Element, *path: str | int, value: Any = "x") -> Change:
    """Builds the addition of one leaf."""
    full: Path = (*right.path, "Properties", *path)
    keys = tuple(str(each).lower() for each in path if isinstance(each, str))
    return Change("add", full, MISSING, value, element_before=left, element_after=right, keys=keys)


def test_the_leaves_of_a_new_rule_are_one_unit() -> None:
    """Ports, protocol and address of one new rule make sense only together."""
    left = bucket({"Rules": [{"Id": "a"}]})
    right = bucket({"Rules": [{"Id": "a"}, {"Id": "b", "Days": 3}]})
    changes = [added(left, right, "Rules", 1, "Id"), added(left, right, "Rules", 1, "Days")]
    (unit,) = make_units(changes)
    assert unit.changes == tuple(changes)
    assert unit.lead.path == ("Resources", "B", "Properties", "Rules", 1)
    assert unit.lead.after == {"Id": "b", "Days": 3}
    assert unit.lead.keys == ("rules",)


def test_lines_of_a_text_that_was_there_are_units_of_their_own() -> None:
    """The text is the only value of its list, which did not come with its new lines."""
    left, right = bucket({"Code": ["a = 1\n"]}), bucket({"Code": ["a = 1\nb = 2\nc = 3\n"]})
    changes = [added(left, right, "Code", 0, 1, value="b = 2"), added(left, right, "Code", 0, 2, value="c = 3")]
    assert [unit.lead for unit in make_units(changes)] == changes


def test_a_leaf_beside_old_ones_stays_alone() -> None:
    """A key added to a rule that was there is a change of its own."""
    left = bucket({"Rules": [{"Id": "a"}]})
    right = bucket({"Rules": [{"Id": "a", "Days": 3, "Class": "x"}]})
    changes = [added(left, right, "Rules", 0, "Days"), added(left, right, "Rules", 0, "Class")]
    assert [unit.changes for unit in make_units(changes)] == [(changes[0],), (changes[1],)]


def test_two_new_properties_are_two_units() -> None:
    """The properties of a resource as a whole never are one value."""
    left, right = bucket({}), bucket({"A": {"x": 1, "y": 2}, "B": 3})
    changes = [added(left, right, "A", "x"), added(left, right, "A", "y"), added(left, right, "B")]
    assert [len(unit.changes) for unit in make_units(changes)] == [2, 1]


def test_a_new_element_is_one_unit() -> None:
    """All leaves of an element that came are judged as the element."""
    right = bucket({"A": 1, "B": 2})
    changes = [Change("add", (*right.path, "Properties", key), after=1, element_after=right) for key in "AB"]
    (unit,) = make_units(changes)
    assert (unit.status, unit.changes) == ("added", tuple(changes))


def test_a_statement_in_a_policy_kept_as_text_is_one_unit() -> None:
    """A policy written as JSON text inside a property is read for its parts."""
    left = bucket({"Policy": '{"Statement": []}'})
    right = bucket({"Policy": '{"Statement": [{"Action": "a", "Effect": "Allow"}]}'})
    changes = [added(left, right, "Policy", "Statement", 0, key) for key in ("Action", "Effect")]
    (unit,) = make_units(changes)
    assert unit.lead.keys == ("policy", "statement")


def test_no_change_is_lost_or_doubled() -> None:
    """Every change with an element stands in exactly one unit."""
    left, right = bucket({"A": {"x": 0}}), bucket({"A": {"x": 1, "y": {"z": [1, 2]}}})
    replaced = Change(
        "replace", (*left.path, "Properties", "A", "x"), 0, 1, element_before=left, element_after=right, keys=("a", "x")
    )
    changes = [replaced, added(left, right, "A", "y", "z", 0), added(left, right, "A", "y", "z", 1)]
    found = [change for unit in make_units(changes) for change in unit.changes]
    assert sorted(map(id, found)) == sorted(map(id, changes))


def test_a_lookup_without_an_id_is_only_kept_in_another_variable() -> None:
    """With one, or in a language that names what is looked up, it has another name."""

    def renamed(language: str, *rest: str) -> bool | None:
        old, new = (
            Element(("aws.getZone", name, *rest), "data", "aws.getZone", None, (*rest, name)[0], {}, NOWHERE, language)
            for name in ("one", "other")
        )
        move = Change("move", new.path, old.name, new.name, element_before=old, element_after=new)
        (unit,) = make_units([move])
        return unit.renamed

    assert renamed("ts") is False
    assert renamed("hcl") is True

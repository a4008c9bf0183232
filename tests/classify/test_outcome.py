"""What became of a value, in the words that end a title."""

from __future__ import annotations

import pytest

from reviewer.classify.facts import collect_facts
from reviewer.model import MISSING, Change, Element, Expression, Span

TABLE = Element(
    ("aws_dynamodb_table", "seats"),
    "resource",
    "aws_dynamodb_table",
    "DynamoDB",
    "seats",
    {"read_capacity": 5},
    {(): Span("x", 1, 1)},
    "hcl",
)


def facts(before: object, after: object, key: str = "read_capacity") -> dict[str, object]:
    op = "add" if before is MISSING else "remove" if after is MISSING else "replace"
    change = Change(
        op,
        (*TABLE.path, key),
        before=before,
        after=after,
        element_before=TABLE,
        element_after=TABLE,
        keys=(key,),
    )
    return collect_facts([change], ["changed"], "")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (5, 9, "changed from `5` to `9`"),
        (MISSING, 9, "set to `9`"),
        (MISSING, Expression("var.reads"), "set to `var.reads`"),
        (5, MISSING, "no longer set"),
        ({"a": 1}, MISSING, "no longer set"),
        (MISSING, {"a": 1}, "set"),
        (MISSING, "x" * 33, "set"),
        (["a"], ["b"], "changed"),
    ],
)
def test_an_outcome_quotes_what_is_short_and_single(before: object, after: object, said: str) -> None:
    assert facts(before, after)["outcome"] == said


@pytest.mark.parametrize(
    ("before", "after", "raised", "switched"),
    [
        (5, 9, "raised from 5 to 9", ""),
        (9, 5, "lowered from 9 to 5", ""),
        (False, True, "", "on"),
        (MISSING, False, "", ""),
        (False, MISSING, "", ""),
        (True, False, "", "off"),
        (MISSING, 9, "", "on"),
        (5, MISSING, "", "off"),
        (0, 9, "raised from 0 to 9", "on"),
        ("a", "b", "", ""),
    ],
)
def test_numbers_are_raised_and_switches_switched(before: object, after: object, raised: str, switched: str) -> None:
    """A switch is no number; what was empty or false counts as nothing."""
    told = facts(before, after)
    assert (told["raised"], told["switched"]) == (raised, switched)


def test_a_place_names_the_property_with_its_element() -> None:
    assert facts(5, 9)["place"] == "`read_capacity` of `aws_dynamodb_table.seats`"


def test_a_field_has_one_spelling_on_every_platform() -> None:
    spelled = [facts(5, 9, key)["fields"] for key in ("read_capacity", "ReadCapacity", "readCapacity")]
    assert spelled == [["readcapacity"]] * 3

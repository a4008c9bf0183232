"""How the two sides of a change compare."""

from __future__ import annotations

import pytest

from reviewer.classify.compares import compare, covers

from .test_matcher import changed


@pytest.mark.parametrize(
    ("outer", "inner", "holds"),
    [
        ("10.0.0.0/8", "10.1.0.0/16", True),
        ("10.1.0.0/16", "10.0.0.0/8", False),
        ("10.1.0.0/16", "10.1.0.0/16", False),
        ("10.0.0.0/8", "172.16.0.0/16", False),
        ("::/0", "10.0.0.0/8", False),
        ("arn:aws:s3:::farm-*", "arn:aws:s3:::farm-north/*", True),
        ("arn:aws:s3:::farm-north/*", "arn:aws:s3:::farm-*", False),
        ("arn:aws:s3:::farm-[a]", "arn:aws:s3:::farm-a", False),
        ("barn*", "barns", False),
        ("", "", False),
    ],
)
def test_a_range_holds_another_and_more(outer: str, inner: str, holds: bool) -> None:
    assert covers(outer, inner) is holds


def test_a_text_with_names_in_it_is_compared_as_a_text() -> None:
    unit = changed("resource", {"Fn::Sub": "arn:aws:s3:::${Farm}-north"}, {"Fn::Sub": "arn:aws:s3:::${Farm}-*"})
    assert compare("widens", unit)
    assert not compare("narrows", unit)


@pytest.mark.parametrize(
    ("before", "after", "holds"),
    [
        ("Unit.PER_SECOND", "PerSecond", True),
        ("Count", "cloudwatch.Unit.COUNT", True),
        ("Unit.PER_SECOND", "PerMinute", False),
        ("this.harbour", "harbour", False),
        ("Unit.COUNT", "Measure.COUNT", False),
    ],
)
def test_a_constant_says_the_same_as_the_text_that_it_is_called_like(before: str, after: str, holds: bool) -> None:
    assert compare("same", changed("unit", before, after)) is holds


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ({"Ref": "Barn"}, {"Fn::GetAtt": ["Barn", "Arn"]}, True),
        ({"Fn::GetAtt": "Barn.Arn"}, {"Ref": "Barn"}, True),
        ({"Ref": "Barn"}, {"Fn::GetAtt": ["Farm", "Arn"]}, False),
        ("Barn", "Barn", False),
    ],
)
def test_two_references_lead_to_the_same(before: object, after: object, same: bool) -> None:
    assert compare("target", changed("resource", before, after)) is same


@pytest.mark.parametrize(
    ("before", "after", "holds"),
    [
        ({"Ref": "Barn"}, {"Fn::If": ["Own", {"Ref": "Barn"}, {"Ref": "Given"}]}, True),
        ({"Ref": "Barn"}, {"Fn::If": ["Own", {"Ref": "AWS::NoValue"}, {"Ref": "Barn"}]}, True),
        ({"Ref": "Farm"}, {"Fn::If": ["Own", {"Ref": "Barn"}, {"Ref": "Given"}]}, False),
        ("Own", {"Fn::If": ["Own", "a", "b"]}, False),
        ("Barn", "Barn", False),
    ],
)
def test_an_if_that_came_gives_one_way_what_was_there(before: object, after: object, holds: bool) -> None:
    assert compare("branch", changed("value", before, after)) is holds

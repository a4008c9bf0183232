"""Outputs that give the same under another name."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff.elements import pair_elements
from tests.diff.builders import template


def renamed(left: dict[str, Any], right: dict[str, Any]) -> dict[str, str]:
    queue = {"Jobs": {"Type": "AWS::SQS::Queue"}}
    sides = [template({"Resources": queue, "Outputs": outputs}).elements for outputs in (left, right)]
    return {one.name: other.name for one, other in pair_elements(*sides).renamed}


ALL = {"Value": {"Fn::Sub": "https://${AWS::Region}.example.org/all"}}
URL = {"Value": {"Fn::Sub": "https://${AWS::Region}.example.org/jobs"}}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"Endpoint": URL}, {"Inbox": {**URL, "Description": "Where jobs go"}}, {"Endpoint": "Inbox"}),
        ({"Endpoint": URL}, {"Inbox": ALL}, {}),
        ({"Endpoint": URL}, {"Inbox": URL, "Jobs": URL}, {}),
        ({"Endpoint": URL, "Jobs": URL}, {"Jobs": URL, "Inbox": URL}, {"Endpoint": "Inbox"}),
        ({"Endpoint": {"Value": ""}}, {"Inbox": {"Value": ""}}, {}),
    ],
    ids=["the same", "another value", "two give it", "one of them stayed", "nothing"],
)
def test_what_an_output_gives_tells_which_it_is(
    left: dict[str, Any], right: dict[str, Any], expected: dict[str, str]
) -> None:
    assert renamed(left, right) == expected

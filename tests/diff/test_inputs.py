"""A parameter under a name that goes on."""

from __future__ import annotations

import pytest

from reviewer.diff.elements import pair_elements
from reviewer.diff.inputs import pair_longer
from reviewer.model import Element
from tests.diff.builders import element


def parameter(name: str, native: str, default: int, description: str, **more: int) -> Element:
    value = {"Type": native, "Default": default, "Description": description, **more}
    return element(("Parameters", name), value, kind="parameter")


SIZE = parameter("QueueDepth", "Number", 5, "Messages that the queue may hold")


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (parameter("QueueDepthLimit", "Number", 9, "Messages that the queue may hold at once", MaxValue=90), True),
        (parameter("QueueDepthLimit", "String", 9, "Messages that the queue may hold at once", MaxValue=90), False),
        (parameter("QueueDepthAlarm", "Number", 9, "When to ring", MaxValue=90), False),
        (parameter("TopicDepth", "Number", 9, "Messages that the topic may hold", MaxValue=90), False),
    ],
)
def test_the_name_and_the_description_tell(other: Element, one: bool):
    assert bool(pair_longer([SIZE], [other], [0], [0])) is one
    assert bool(pair_longer([other], [SIZE], [0], [0])) is one


def test_of_two_that_it_could_be_it_is_none():
    others = [parameter(f"QueueDepth{each}", "Number", 9, SIZE.value["Description"], MaxValue=9) for each in "XY"]
    assert not pair_longer([SIZE], others, [0], [0, 1])


def test_it_is_renamed():
    other = parameter(
        "QueueDepthLimit", "Number", 9, "Messages that the queue may hold at once", MinValue=1, MaxValue=90
    )
    rest = parameter("Stage", "String", 1, "What this is for")
    assert [(one.name, new.name) for one, new in pair_elements([SIZE], [rest, other]).renamed] == [
        ("QueueDepth", "QueueDepthLimit")
    ]

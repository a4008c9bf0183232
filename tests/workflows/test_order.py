"""Answers come back into the order of their tasks, in bounded memory."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.workflows.order import Reorder
from reviewer.workflows.records import Brief, Record

BRIEF = Brief("scored", 9, True, "cfn", ("a-rule",), "")


def make_record(place: int) -> Record:
    return Record(place, f"t/{place}", b"x" * (place % 7), BRIEF)


@given(st.permutations(range(30)), st.integers(0, 40))
def test_any_order_becomes_the_order_of_the_tasks_in_memory_or_on_disk(order: list[int], in_memory: int) -> None:
    reorder = Reorder(in_memory=in_memory)
    out = [record for place in order for record in reorder.add(make_record(place))]
    assert out == [make_record(place) for place in range(30)]


def test_no_task_is_started_too_far_ahead_of_one_that_is_missing() -> None:
    reorder = Reorder(window=3)
    assert not list(reorder.add(make_record(1)))
    assert reorder.room(2)
    assert not reorder.room(3)
    assert len(list(reorder.add(make_record(0)))) == 2
    assert reorder.room(3)

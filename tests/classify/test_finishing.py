"""A fix of several intents."""

from __future__ import annotations

from typing import Literal

import pytest

from reviewer.classify.direction import Verdict
from reviewer.classify.finishing import _sum_up
from reviewer.classify.intents import Intent
from reviewer.model import Change, Requirement, Span
from tests.rubrics import shipped

OUTPUTS = Requirement("Outputs for the barn and the pond.", Span("PROMPT.md", 1, 1))
ALARMS = Requirement("Alarms for the pond.", Span("PROMPT.md", 2, 2))

LITTLE = Requirement("The barn gets least privilege.", Span("PROMPT.md", 3, 3))


def intent(direction: Literal["repairs", "beyond", "regresses"], size: int, *served: Requirement) -> Intent:
    return Intent("", (), {}, served, Verdict(direction, (), served), size)


@pytest.mark.parametrize(
    ("left", "mended", "direction"),
    [
        pytest.param((OUTPUTS,), OUTPUTS, "regresses", id="what the same sentence asks for went"),
        pytest.param((OUTPUTS,), ALARMS, "repairs", id="another sentence is served"),
        pytest.param((), OUTPUTS, "repairs", id="nothing asks for what went"),
    ],
)
def test_a_sentence_that_is_left_is_not_repaired(
    left: tuple[Requirement, ...], mended: Requirement, direction: str
) -> None:
    _, verdict = _sum_up([intent("regresses", 1, *left), intent("repairs", 9, mended)], shipped())
    assert verdict.direction == direction


@pytest.mark.parametrize(
    ("size", "wish", "direction"),
    [
        pytest.param(9, ALARMS, "beyond", id="most of it is loss"),
        pytest.param(1, ALARMS, "repairs", id="little of it is loss"),
        pytest.param(9, LITTLE, "repairs", id="as little as possible is asked for"),
    ],
)
def test_where_most_is_loss_the_little_that_repairs_does_not_count(
    size: int, wish: Requirement, direction: str
) -> None:
    gone = intent("beyond", size)._replace(leads=(Change("remove", ("barn",), before="x"),))
    _, verdict = _sum_up([gone, intent("repairs", 3, wish)], shipped())
    assert verdict.direction == direction


@pytest.mark.parametrize(("others", "direction"), [(1, "repairs"), (2, "beyond")])
def test_the_one_of_many_intents_that_repairs_is_cited_and_no_more(others: int, direction: str) -> None:
    served, verdict = _sum_up([intent("repairs", 9, ALARMS), *[intent("beyond", 1)] * others], shipped())
    assert (verdict.direction, served) == (direction, (ALARMS,))

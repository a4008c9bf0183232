"""How values of the reviewed material stand in a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.model import MISSING, Expression
from reviewer.rubric.words import show_value


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (MISSING, "nothing"),
        ("", "an empty text"),
        (Expression("Duration.days(7)"), "`Duration.days(7)`"),
        ({"Ref": "Meadow"}, "`!Ref Meadow`"),
        ({"b": 1, "a": [2]}, '`{"a": [2], "b": 1}`'),
        ({"call": "hay.Bale", "weight": 20, "wrapped": True}, "`hay.Bale(weight: 20, wrapped: true)`"),
        ({"call": ["hay.Stack", "hay.Bale"], "of": {"call": "hay.Straw"}}, "`hay.Stack(hay.Bale(of: hay.Straw()))`"),
        ("a `b` c", "`a ˋbˋ c`"),
    ],
)
def test_a_value_is_shown_as_its_source_writes_it(value: Any, shown: str) -> None:
    assert show_value(value) == shown

"""The line that scripts read."""

from __future__ import annotations

import pytest

from reviewer.render import RENDERERS

from .builder import not_comparable, scored


@pytest.mark.parametrize(("review", "last"), [(scored(), "SCORE:9"), (not_comparable(), "SCORE:none")])
def test_the_last_line_is_the_score_or_none(review, last):
    assert RENDERERS["score-line"](review).splitlines()[-1] == last


def test_without_a_score_a_line_before_says_why():
    assert RENDERERS["score-line"](not_comparable()).splitlines()[0] == "101000894: not comparable"

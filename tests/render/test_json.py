"""The JSON form: the shape of design.md, readable, and always valid."""

from __future__ import annotations

import json

import pytest

from reviewer.render import RENDERERS
from reviewer.review_json import from_json, to_json
from tests.samples import NAMES, review_sample

from .builder import not_comparable, scored
from .conftest import plant

render = RENDERERS["json"]


def test_it_reads_back_as_the_same_review():
    assert from_json(render(scored())).fixes[0].rule == "deletion-protection"
    assert list(json.loads(render(scored())))[:3] == ["schema", "task", "status"]


def test_a_review_without_a_score_says_null():
    assert json.loads(render(not_comparable()))["score"] is None


def test_characters_stay_readable_and_lone_surrogates_become_escapes():
    text = render(plant(scored(), "naïve ✅ \ud800"))
    assert "naïve ✅ \\ud800" in text
    assert json.loads(text)["task"]["id"] == "naïve ✅ \ud800"


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_review_reads_like_a_fresh_one(name: str) -> None:
    """Nothing that a renderer shows is lost in JSON: code stays code."""
    review = review_sample(name)
    stored = from_json(json.dumps(to_json(review)))
    for form in RENDERERS:
        assert RENDERERS[form](stored) == RENDERERS[form](review), form

"""The proof of a score: golden texts at two widths, of scored, blocked and incomparable tasks."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.pipeline import explain_review, review_task
from reviewer.render.explanation import render_explanation
from reviewer.render.wrap import measure
from reviewer.review import Blocker, Review
from tests.rubrics import shipped
from tests.tasks import SAMPLES

from .builder import not_comparable, scored
from .conftest import plant
from .test_escape import HOSTILE

GOLDEN = Path(__file__).parent / "golden"
RUBRIC = shipped()


def blocked() -> Review:
    whole = scored()
    assert whole.score is not None
    blocker = Blocker("wrong_region", 5, "The code is fixed to another region", ("`Provider` goes to eu-west-1",))
    score = replace(whole.score, calculated=5, final=5, passed=False, adjustment=0, band="poor", ceilings=())
    return replace(whole, score=replace(score, blockers=(blocker,)))


@pytest.mark.parametrize("width", [80, 160])
def test_the_proof_of_the_sample_is_the_golden_one(golden, width):
    task = str(SAMPLES / "101000894")
    review, other = review_task(task, RUBRIC), review_task(task, shipped("guide-2.1"))
    named = replace(review, task=replace(review.task, path="samples/101000894"))
    golden(
        GOLDEN / f"proof_{width}.txt", render_explanation(named, explain_review(review, RUBRIC, [other]), width=width)
    )


@pytest.mark.parametrize(("name", "review"), [("not_comparable", not_comparable()), ("blocked", blocked())])
def test_a_proof_without_points_says_why(golden, name, review):
    golden(
        GOLDEN / f"proof_{name}_80.txt", render_explanation(review, explain_review(review, RUBRIC, [review]), width=80)
    )


@settings(max_examples=40, deadline=None)
@given(HOSTILE, st.integers(40, 200))
def test_no_line_is_wider_than_the_terminal_and_no_control_reaches_it(text, width):
    explanation = explain_review(scored(), RUBRIC, [scored()])
    shown = render_explanation(plant(scored(), text), plant(explanation, text), width=width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", shown)
    assert all(measure(line) <= width for line in shown.split("\n"))


def test_colour_only_adds_escapes():
    explanation = explain_review(scored(), RUBRIC)
    coloured = render_explanation(scored(), explanation, color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render_explanation(scored(), explanation)

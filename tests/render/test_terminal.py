"""The verdict on a terminal: golden texts at two widths, and nothing a task can do to the screen."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.render.terminal import render_terminal
from reviewer.render.wrap import measure, wrap
from reviewer.review import Blocker, NotificationRecord

from .builder import many, not_comparable, protection, score, scored
from .conftest import plant
from .test_escape import HOSTILE

GOLDEN = Path(__file__).parent / "golden"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize(
    ("name", "review"), [("scored", scored()), ("not_comparable", not_comparable()), ("many", many(300))]
)
def test_the_verdict_is_the_golden_one(golden, name, review, width):
    golden(GOLDEN / f"{name}_{width}.txt", render_terminal(review, width=width))


@settings(max_examples=60, deadline=None)
@given(HOSTILE, st.integers(40, 200))
def test_no_line_is_wider_than_the_terminal_and_no_control_reaches_it(text, width):
    shown = render_terminal(plant(scored(), text), width=width)
    assert all(measure(line) <= width for line in shown.split("\n"))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", shown)


def test_colour_adds_codes_and_nothing_else():
    review = scored()
    colored = render_terminal(review, color=True, width=80)
    assert "\x1b[" in colored
    assert ANSI.sub("", colored) == render_terminal(review, width=80)


def test_an_escape_sequence_of_a_task_is_shown_instead_of_obeyed():
    fix = replace(protection(), title="\x1b[2Jgone")
    shown = render_terminal(scored(fixes=(fix,)), color=True)
    assert "␛[2Jgone" in shown
    assert "\x1b[2J" not in shown


def test_each_fix_shows_category_rule_source_and_the_lines_on_both_sides():
    shown = render_terminal(scored(), width=160)
    assert "  B  Deletion protection switched off" in shown
    assert "rule deletion-protection, source response" in shown
    assert "lib/MODEL_RESPONSE.md:316 -> lib/IDEAL_RESPONSE.md:316" in shown
    assert "lib/IDEAL_RESPONSE.md:287 -> lib/TapStack.json:278" in shown


def test_a_task_without_a_score_says_that_the_gate_fails():
    shown = render_terminal(not_comparable())
    assert "No score: not comparable (the corrected answer holds no code at all). The gate" in shown
    assert "How the score came about" not in shown


def test_a_blocker_is_shown_with_its_evidence():
    blocker = Blocker("wrong_region", 5, "fixed to another region", ("eu-west-1",))
    shown = render_terminal(scored(score=score(calculated=5, final=5, passed=False, blockers=(blocker,))))
    assert "5  fixed to another region (eu-west-1)" in shown
    assert "set by the blocker" in shown


def test_many_notifications_show_the_gravest_first_and_count_the_rest():
    notes = (*(NotificationRecord("info", f"remark {n}") for n in range(9)), NotificationRecord("error", "bad", "a", 2))
    shown = render_terminal(scored(notifications=notes))
    assert "Notifications: 10\n  error: bad (a:2)\n  info: remark 0" in shown
    assert "  and 5 more" in shown


@given(HOSTILE, st.integers(1, 60))
def test_wrapping_loses_no_character(text, width):
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


def test_a_long_path_breaks_behind_a_slash():
    assert wrap("/Resources/Database/Properties", 20) == ["/Resources/Database/", "Properties"]


def test_wide_characters_take_two_columns():
    assert measure("✅ ok") == 5
    assert wrap("日本 日本", 5) == ["日本", "日本"]

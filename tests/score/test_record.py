"""The worked examples of the scoring policy, and what must hold of every score."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.model import Document
from reviewer.review import ScoreRecord
from reviewer.rubric import Rubric
from reviewer.score import passes, score_fixes
from reviewer.score.record import round_half_up
from tests.rubrics import shipped
from tests.score.builders import (
    ALARM,
    BUCKET,
    CLUSTER,
    DATABASE,
    PLAIN_THREE,
    QUEUE,
    REPLICA,
    SECURE_BUCKET,
    Fix,
    document,
    fixes,
    task,
)  # fmt: skip

AVAILABLE = document(DATABASE, CLUSTER, ALARM, REPLICA)
SECURE = document(DATABASE, CLUSTER, ALARM)
TWO = document(BUCKET, QUEUE)
SINGLE = document(BUCKET)
SINGLE_SECURE = document(SECURE_BUCKET)
EXAMPLES = [
    pytest.param(fixes(b=2, c=1), AVAILABLE, "json", 10, 9, 10, id="2B 1C, services and availability"),
    pytest.param(fixes(a=2, b=1, c=1), SECURE, "json", 10, 10, 10, id="2A 1B 1C, services and security"),
    pytest.param(fixes(a=1, c=5), TWO, "json", 9, 9, 9, id="1A 5C, nothing"),
    pytest.param(fixes(b=2, c=2), TWO, "json", 8, 8, 8, id="2B 2C, nothing"),
    pytest.param(fixes(c=3), TWO, "json", 5, 5, 5, id="3C, nothing"),
    pytest.param(fixes(c=6), SINGLE, "json", 5, 5, 5, id="6C, single service"),
    pytest.param(fixes(c=5), SECURE, "json", 9, 9, 9, id="5C, services and security"),
    pytest.param(fixes(), SECURE, "json", 6, 3, 3, id="none, services and security"),
    pytest.param(fixes(a=3), SECURE, "yaml", 3, 3, 3, id="3A, language mismatch"),
    pytest.param(fixes(b=2), SINGLE_SECURE, "json", 8, 8, 8, id="2B, single service and security"),
]


def score(found: list[Fix], ideal: Document, rubric: Rubric, language: str = "json") -> ScoreRecord:
    record, _ = score_fixes(found, ideal, None, task(language=language), (), rubric)
    return record


@pytest.mark.parametrize(("found", "ideal", "language", "calculated", "by_default", "by_guide"), EXAMPLES)
def test_worked_examples(
    found: list[Fix],
    ideal: Document,
    language: str,
    calculated: int,
    by_default: int,
    by_guide: int,
    default: Rubric,
    guide: Rubric,
) -> None:
    """Every worked example of section 7 comes out as the policy says, in both rubrics."""
    ours, theirs = score(found, ideal, default, language), score(found, ideal, guide, language)
    assert (ours.calculated, ours.final) == (calculated, by_default)
    assert (theirs.calculated, theirs.final) == (calculated, by_guide)
    assert ours.passed == (by_default >= 8)


def test_the_order_of_the_factors_is_the_rubrics(default: Rubric, guide: Rubric) -> None:
    """Services and availability fill the cap by default, services and security in the strict formula."""
    earned = [
        [each.name for each in score(fixes(b=1), AVAILABLE, rubric).factors if each.status == "earned"]
        for rubric in (default, guide)
    ]
    assert earned == [["services", "availability"], ["services", "security"]]


def test_blocked(default: Rubric) -> None:
    """A blocker sets both scores, takes the adjustment away and still lists the factors."""
    record = score(fixes(a=3), SECURE, default, "yaml")
    assert (record.adjustment, record.calculated, record.final, record.passed) == (0, 3, 3, False)
    assert [each.name for each in record.blockers] == ["platform_mismatch"]
    assert "services" in [each.name for each in record.factors if each.status == "earned"]


def test_only_the_deployed_code_differs(default: Rubric) -> None:
    """What only the deployed code shows lifts nothing: there is no gap between the responses."""
    record = score([Fix("A", "deployed"), Fix("A", "deployed")], SECURE, default)
    assert (record.calculated, record.final) == (10, 3)
    assert [each.name for each in record.ceilings] == ["no_gap"]


def test_documentation_is_a_gap(default: Rubric) -> None:
    """Prose that differs is a gap, so that the ceiling for no gap does not apply."""
    record = score([Fix("C", "documentation")], SECURE, default)
    assert [each.name for each in record.ceilings] == ["no_category_a"]


def test_advice_names_what_would_lift_a_fair_score(default: Rubric) -> None:
    """A fair score comes with the factors that were not found; a good one with no advice."""
    fair, good = score([Fix("C", "documentation")] * 4, SINGLE, default), score(fixes(b=2), TWO, default)
    assert fair.band == "fair"
    assert any("Three or more services" in text for text in fair.advice)
    assert good.advice == ()


@pytest.mark.parametrize(("given_score", "passed"), [(7.8, False), (7.999, False), (8, True), (8.0, True), (10, True)])
def test_nothing_is_rounded_up_at_the_gate(given_score: float, passed: bool) -> None:
    """7.8 is not 8."""
    assert passes(given_score, 8) is passed


@pytest.mark.parametrize(("exact", "rounded"), [(7.5, 8), (8.5, 9), (7.49, 7), (8.0, 8), (-0.5, 0)])
def test_halves_go_up(exact: float, rounded: int) -> None:
    """A half is rounded up, never to the even neighbour."""
    assert round_half_up(exact) == rounded


COUNTS = st.integers(0, 9)
SOURCES = st.sampled_from(["response", "deployed", "documentation"])
FIXES = st.lists(st.builds(Fix, st.sampled_from("ABC"), SOURCES), max_size=12)
IDEALS = st.sampled_from([AVAILABLE, SECURE, TWO, SINGLE, SINGLE_SECURE, document(*PLAIN_THREE), document()])
RUBRICS = st.sampled_from([shipped(), shipped("guide-2.1")])


@given(FIXES, IDEALS, RUBRICS, SOURCES)
def test_one_more_significant_fix_never_lowers(found: list[Fix], ideal: Document, rubric: Rubric, source: str) -> None:
    """Monotonicity: another Category A fix never lowers the score."""
    assert score([*found, Fix("A", source)], ideal, rubric).final >= score(found, ideal, rubric).final


@given(FIXES, IDEALS, RUBRICS)
def test_documentation_never_raises(found: list[Fix], ideal: Document, rubric: Rubric) -> None:
    """Monotonicity: documentation adds nothing to a task that already has an A or a B between the responses."""
    if any(each.category in "AB" and each.source != "deployed" for each in found):
        more = [*found, Fix("C", "documentation")]
        assert score(more, ideal, rubric).final <= score(found, ideal, rubric).final


@given(FIXES, IDEALS, RUBRICS)
def test_every_score_stays_in_bounds(found: list[Fix], ideal: Document, rubric: Rubric) -> None:
    """Calculated and final lie within 0 and 10, final never above calculated, complexity never above the cap."""
    record = score(found, ideal, rubric)
    assert 0 <= record.final <= record.calculated <= 10
    assert record.complexity <= rubric.cap

"""What decides a score is told by the code that gives it: every claim is checked against a score of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.review import Blocker, FixRecord, Review, RubricRecord, TaskRecord
from reviewer.rubric import Rubric
from reviewer.score import compare_verdicts, find_distance, find_row, find_what_ifs
from reviewer.score.complexity import award_factors
from reviewer.score.record import settle_score
from tests.rubrics import shipped

RUBRIC = shipped()
STRICT = shipped("guide-2.1")
BLOCKER = Blocker("wrong_region", 5, "elsewhere", ("Provider: eu-west-1",))


def fix(category: str, source: str = "response") -> FixRecord:
    words = dict.fromkeys(("title", "issue", "fix", "reason", "impact", "training_value"), "words")
    return FixRecord(
        rule=f"rule-{category.lower()}", category=category, concern="data", source=source, direction="beyond", **words
    )  # type: ignore[arg-type]


def review(
    fixes: str, factors: tuple[str, ...] = (), blockers: tuple[Blocker, ...] = (), rubric: Rubric = RUBRIC
) -> Review:
    records = tuple(map(fix, fixes))
    awarded = award_factors(dict.fromkeys(factors, ("evidence",)), rubric)
    score = settle_score(records, awarded, blockers, rubric)
    return Review(
        task=TaskRecord("1", "1"), status="scored", rubric=RubricRecord("r", "1", ""), fixes=records, score=score
    )


def _removed(count: int) -> list[tuple[str, int, str]]:
    return [("removed", at, "") for at in range(count)]


@pytest.mark.parametrize(
    ("fixes", "number", "bounds", "earned"),
    [
        ("AABC", 1, "2 or more A", (0, 1)),
        ("AC", 2, "1 A", (0,)),
        ("BBC", 3, "1 or more B", (0, 1)),
        ("CCCCC", 5, "4 to 5 C", (0, 1, 2, 3, 4)),
        ("", 8, "", ()),
    ],
)
def test_the_row_of_the_policy_names_the_fixes_that_it_speaks_of(fixes, number, bounds, earned):
    row = find_row(review(fixes), RUBRIC)
    assert row is not None
    assert (row.number, row.bounds, row.earned_by) == (number, bounds, earned)


@pytest.mark.parametrize(
    ("fixes", "factors", "flips"),
    [
        pytest.param("BCC", (), [("removed", 0, ""), ("category", 0, "C")], id="the one B carries it"),
        pytest.param("BBC", (), [], id="of two Bs none decides alone"),
        pytest.param("CCCC", ("services",), [*_removed(4), ("factor", "services", "")], id="four Cs"),
        pytest.param("CC", (), [("category", n, c) for n in range(2) for c in "AB"], id="failing, one would lift it"),
        pytest.param("", ("services", "security"), [], id="no gap: nothing there decides"),
        pytest.param(
            "B", ("security", "single_service"), [*_removed(1), ("category", 0, "C"), ("factor", "security", "")],
            id="a factor decides",
        ),
    ],
)  # fmt: skip
def test_what_alone_turns_the_verdict_is_named_and_nothing_else(fixes, factors, flips):
    found = [
        (each.kind, each.subject, each.category) for each in find_what_ifs(review(fixes, factors), RUBRIC) if each.flips
    ]
    assert found == flips


def test_without_the_blocker_the_score_is_that_of_fixes_and_factors():
    (told,) = find_what_ifs(review("AAB", ("security",), (BLOCKER,)), RUBRIC)
    assert (told.kind, told.subject, told.final, told.passed, told.flips) == ("blocker", "wrong_region", 10, True, True)
    assert find_row(review("A", (), (BLOCKER,)), RUBRIC) is None
    assert find_distance(review("A", (), (BLOCKER,)), RUBRIC) is None


def test_a_factor_that_falls_away_makes_room_for_the_next():
    found = find_what_ifs(review("A", ("services", "availability", "security")), RUBRIC)
    told = {each.subject: each.final for each in found if each.kind == "factor"}
    assert told == {"services": 10, "availability": 10}
    assert find_what_ifs(review("BB", ("services", "security")), RUBRIC)[-1].kind == "ceiling"


@pytest.mark.parametrize(
    ("fixes", "factors", "change", "by_category", "final"),
    [
        ("BC", (), "fewer", (("B", 1),), 4),
        ("BBC", (), "fewer", (("B", 2),), 4),
        ("CC", (), "more", (("A", 1),), 9),
        ("", (), "more", (("A", 1),), 9),
        ("CCC", ("services",), "more", (("A", 1),), 10),
    ],
)
def test_the_distance_is_the_fewest_fixes_that_turn_the_verdict(fixes, factors, change, by_category, final):
    found = find_distance(review(fixes, factors), RUBRIC)
    assert found is not None
    assert (found.change, found.by_category, found.final) == (change, by_category, final)


def test_a_verdict_that_no_handful_of_fixes_turns_is_just_far():
    assert find_distance(review("A" * 9), RUBRIC) is None


@settings(max_examples=40, deadline=None)
@given(
    st.text("ABC", max_size=8),
    st.lists(st.sampled_from(["services", "availability", "security", "advanced", "single_service"]), unique=True),
)
def test_every_what_if_is_the_score_of_that_very_review(fixes, factors):
    whole = review(fixes, tuple(factors))
    for told in find_what_ifs(whole, RUBRIC):
        if told.kind == "removed":
            other = review(fixes[: told.subject] + fixes[told.subject + 1 :], tuple(factors))
        elif told.kind == "category":
            other = review(fixes[: told.subject] + told.category + fixes[told.subject + 1 :], tuple(factors))
        elif told.kind == "factor":
            other = review(fixes, tuple(name for name in factors if name != told.subject))
        else:
            continue
        assert other.score is not None and whole.score is not None
        assert (told.final, told.passed) == (other.score.final, other.score.passed)
        assert told.flips is (told.passed is not whole.score.passed)


def test_two_rubrics_part_in_the_steps_that_differ():
    """The strict formula takes security before availability and has no ceiling for want of an A."""
    factors = ("services", "availability", "security")
    parted = compare_verdicts(review("BB", factors), review("BB", factors, rubric=STRICT))
    assert [each.split(" (")[0] for each in parted] == [
        "factor security +1", "factor availability +0", "has no ceiling no_category_a",
    ]  # fmt: skip
    one = review("BB", factors)
    assert compare_verdicts(one, replace(one)) == ()

"""The report: golden texts, every figure where a reader looks for it, and a structure that no task can alter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from markdown_it import MarkdownIt

from reviewer.render import RENDERERS
from reviewer.render.markdown import SHOWN_HUNKS
from reviewer.render.text import one_line
from reviewer.review import Blocker, Counts, FixRecord

from .builder import many, not_comparable, protection, score, scored
from .conftest import plant
from .test_escape import HOSTILE

GOLDEN = Path(__file__).parent / "golden"
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXT = frozenset({"text", "code_inline"})

render = RENDERERS["md"]


def outline(markdown: str) -> list[tuple[str, ...]]:
    """The structure of a page: its blocks in order, and the marks inside its lines; no text."""
    found: list[tuple[str, ...]] = []
    for token in PARSER.parse(markdown):
        found.append((token.type, token.tag, token.info, str(token.level)))
        found += [(child.type, child.tag) for child in token.children or () if child.type not in TEXT]
    return found


def section(markdown: str, heading: str) -> str:
    """The text below a heading of the second level."""
    return markdown.split(f"\n## {heading}\n")[1].split("\n## ", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("name", "review"), [("scored", scored()), ("not_comparable", not_comparable()), ("many", many(300))]
)
def test_the_report_is_the_golden_one(golden, name, review):
    golden(GOLDEN / f"{name}.md", render(review))


def test_every_section_of_the_reference_report_is_there():
    headings = [line[3:] for line in render(scored()).splitlines() if line.startswith("## ")]
    assert [each for each in headings if each not in ("Remarks on This Review",)] == [
        "Overview",
        "Summary of Changes",
        "Fix Categories Analysis",
        "What the Model Got Right",
        "Training Quality Assessment",
        "Contradictions in the Prompt",
        "Requirements Not Met",
        "Comparison to Training Quality Guidelines",
        "What Could Not Be Fully Looked At",
        "Conclusion",
        "Reviewer's Notes",
    ]


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
def test_no_text_of_a_task_alters_the_structure(text):
    assume(one_line(text))
    review = scored()
    assert outline(render(plant(review, text))) == outline(render(plant(review, "x")))


def test_a_report_without_a_score_says_so_and_shows_none():
    text = render(not_comparable())
    assert "could not be compared" in section(text, "Overview")
    assert "lib/IDEAL_RESPONSE.md:1" in section(text, "What Could Not Be Fully Looked At")
    assert "/10" not in text


def test_what_was_found_before_the_trouble_is_still_shown():
    text = render(replace(not_comparable(), fixes=(protection(),), counts=Counts(B=1)))
    assert "Deletion protection switched off" in section(text, "Summary of Changes")


def test_a_fix_of_many_changes_shows_the_first_and_counts_the_rest():
    text = render(many(300))
    assert text.count("```diff") == SHOWN_HUNKS
    assert f"and {300 - SHOWN_HUNKS} more changes" in text
    assert "**Evidence**: 300 changes" in text


def test_numbers_run_on_through_the_groups_beyond_nine():
    fixes = tuple(replace(protection(), title=f"Fix {number}") for number in range(1, 102))
    text = render(scored(fixes=fixes, counts=Counts(B=101)))
    lists = [token for token in PARSER.parse(text) if token.type == "ordered_list_open" and token.level == 0]
    assert "101. **Fix 101 (Category B - Moderate)**" in text
    assert (
        len(lists) == len([token for token in PARSER.parse(render(scored())) if token.type == "ordered_list_open"]) - 2
    )


def test_a_blocker_sets_the_score_and_says_why():
    blocker = Blocker("wrong_region", 5, "The code is fixed to another region", ("lib/main.tf:3 eu-west-1",))
    blocked = score(adjustment=0, calculated=5, final=5, passed=False, blockers=(blocker,), ceilings=())
    text = section(render(scored(score=blocked)), "Comparison to Training Quality Guidelines")
    assert "At 5: The code is fixed to another region" in text
    assert "lib/main.tf:3 eu-west-1" in text
    assert "**Calculated Score**: 5, set by the blocker" in text


def test_a_clamped_score_shows_the_sum_and_the_limit():
    text = render(scored(score=score(adjustment=2, calculated=10, final=10, ceilings=())))
    assert "8 + 2 + 2 = 12, limited to 10" in text


def test_a_negative_adjustment_is_subtracted():
    text = render(scored(score=score(adjustment=-3, complexity=-1, calculated=4, final=4, passed=False)))
    assert "8 - 3 - 1 = 4" in text
    assert "Does not meet the threshold" in text


def test_a_share_that_is_not_everything_never_rounds_to_everything():
    review = scored()
    strength = replace(review.strengths[0], correct=9999, total=10000)
    assert "9999 of 10000, 99.9 %" in render(replace(review, strengths=(strength,)))


def test_a_regression_is_flagged():
    fix: FixRecord = replace(protection(), direction="regresses", labels=("regression",))
    text = render(scored(fixes=(fix,)))
    assert "**Note**: regression" in text
    assert "makes the answer worse" in text


def test_a_review_without_fixes_has_no_empty_lists():
    text = render(scored(fixes=(), counts=Counts()))
    assert "Summary of Changes" not in text
    assert "No fix separates" in section(text, "Conclusion")

"""GitHub: annotations and pages, within its limits, whatever the task holds."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from reviewer.render.github import MOST, render_failures, render_github
from reviewer.render.github_pages import COMMENT_MARK, render_comment, render_comments, render_summary
from reviewer.render.sarif import render_sarif
from reviewer.review import FixRecord, Review

from .builder import engine, many, not_comparable, protection, score, scored

HOSTILE = "a\n::error::b\r%0A,c:d</summary><script>`|\x1b[31m ``` <!-- "
COMMAND = re.compile(r"::(error|warning|notice) ([^\n]*?)::([^\n]*)\n")


def read(text: str) -> list[tuple[str, str, str]]:
    """Level, properties and message of each line; every line must be a command."""
    found = [COMMAND.fullmatch(line) for line in text.splitlines(keepends=True)]
    assert all(found)
    return [(each[1], each[2], each[3]) for each in found if each]


def hostile_fixes(count: int, text: str = HOSTILE) -> Review:
    fix = replace(protection(), title=text, issue=text, fix=text, reason=text, impact=text)
    return scored(fixes=tuple(replace(fix, rule=f"rule-{number}") for number in range(count)))


def test_the_verdict_comes_first_then_the_fixes_worst_first() -> None:
    severe: FixRecord = replace(engine(), category="A", title="Encrypted")
    levels = [(level, properties) for level, properties, _ in read(render_github(scored(fixes=(protection(), severe))))]
    assert [level for level, _ in levels] == ["notice", "warning", "notice"]
    assert levels[1][1] == "file=samples/101000894/lib/TapStack.json,line=278,endLine=278,title=A%3A Encrypted"


@pytest.mark.parametrize(
    ("review", "levels"),
    [
        (scored(), {"A": "warning", "B": "notice", "C": "notice"}),
        (scored(score=score(final=4, passed=False)), {"A": "error", "B": "warning", "C": "notice"}),
        (replace(scored(), status="not_comparable", score=None), {"A": "error", "B": "warning", "C": "notice"}),
    ],
)
def test_a_fix_is_an_error_only_of_a_task_that_does_not_pass(review: Review, levels: dict[str, str]) -> None:
    """What a passing task teaches is nothing to be mended, however significant it is."""
    fixes = tuple(replace(protection(), category=category) for category in "ABC")
    shown = read(render_github(replace(review, fixes=fixes)))[-3:]
    assert [level for level, _, _ in shown] == list(levels.values())
    found = json.loads(render_sarif(replace(review, fixes=fixes)))["runs"][0]["results"]
    words = {"notice": "note"}
    assert [each["level"] for each in found] == [words.get(each, each) for each in levels.values()]


def test_a_score_below_the_threshold_and_no_score_are_errors() -> None:
    assert read(render_github(scored(score=score(final=4, passed=False))))[0][0] == "error"
    level, title, message = read(render_github(not_comparable()))[0]
    assert (level, message) == ("error", "the corrected answer holds no code at all")
    assert "no score" in title


def test_there_are_never_more_than_github_shows_and_the_last_counts_the_rest() -> None:
    found = read(render_github(hostile_fixes(40)))
    assert len(found) == MOST
    assert found[-1][2].startswith("32 more")
    assert len(read(render_github(hostile_fixes(MOST - 1)))) == MOST


def test_what_a_task_holds_cannot_become_a_command() -> None:
    text = render_github(hostile_fixes(2))
    assert len(read(text)) == 3
    assert "\x1b" not in text


@pytest.mark.parametrize("render", [render_summary, render_comment])
def test_a_page_shows_score_fixes_and_lines(render: object) -> None:
    assert callable(render)
    text = render(scored())
    assert "101000894: 9/10" in text
    assert "Deletion protection switched off" in text
    assert "`lib/IDEAL_RESPONSE.md:316`" in text
    assert "`true` to `false`" in text
    assert "no score (not comparable)" in render(not_comparable())


def test_pages_stay_below_the_limits_and_say_what_they_leave_out() -> None:
    review = hostile_fixes(3000, "ä€" * 400)
    summary, comment = render_summary(review), render_comment(review)
    assert 900_000 < len(summary.encode()) < 1 << 20
    assert 60_000 < len(comment) < 65_536
    assert "left out here" in summary
    assert "left out here" in comment
    assert "and 30 more" in render_comment(many(50))


def test_a_comment_can_be_found_again_and_its_details_are_closed_whatever_a_title_holds() -> None:
    text = re.sub(r"\\<", "", render_comment(hostile_fixes(5)))  # an escaped mark is text
    assert text.startswith(COMMENT_MARK)
    assert text.count("<details>") == text.count("</details>") == text.count("</summary>") == 5
    assert "<script>" not in re.sub("`[^`\n]*`", "", text)


def test_a_gate_shows_what_failed_then_why_within_the_limit() -> None:
    found = read(render_failures([("t/1: 5 is below 8", "Add monitoring")], [scored(), hostile_fixes(20)]))
    assert len(found) == MOST
    assert found[0] == ("error", "title=t/1%3A 5 is below 8", "Add monitoring")
    order = ["error", "warning", "notice"]
    assert [order.index(level) for level, _, _ in found] == sorted(order.index(level) for level, _, _ in found)
    assert len(read(render_failures([(f"t/{number}: failed", "see") for number in range(30)], []))) == MOST
    assert render_failures([], []) == ""


def test_every_verdict_of_a_comment_is_a_heading_and_code_in_a_summary_is_code() -> None:
    """GitHub reads no Markdown in HTML: neither right behind ``</details>`` nor in ``<summary>``."""
    named = replace(scored().fixes[0], title="Protection of `LedgerCluster` switched off")
    text = render_comments([scored(), scored(fixes=(named,))])
    headings = [each for each in MarkdownIt("commonmark").parse(text) if each.type == "heading_open"]
    assert [each.tag for each in headings] == ["h2", "h2"]
    titles = re.findall("<summary>(.*)</summary>", text)
    assert titles[-1] == "<b>B</b>: Protection of <code>LedgerCluster</code> switched off"


def test_one_comment_speaks_for_all_tasks_and_verdicts_go_before_details() -> None:
    many_tasks = [replace(scored(), task=replace(scored().task, id=f"task-{number}")) for number in range(60)]
    text = render_comments([hostile_fixes(3000, "ä€" * 400), *many_tasks])
    assert 60_000 < len(text) < 65_536
    assert text.count(COMMENT_MARK) == 1
    assert all(f"task-{number}: 9/10" in text for number in range(60))
    assert "left out here" in text
    assert 60_000 < len(render_comments(many_tasks * 20)) < 65_536

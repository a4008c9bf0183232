"""Two result files: what changed, and through which rule."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.cli.commands.compare import describe_comparison
from reviewer.errors import UsageError
from reviewer.review import Blocker, Ceiling, Review
from reviewer.workflows.comparing import Compared, compare_results
from reviewer.workflows.records import write_line

from .fakes import make_fix, make_review


def write(file: Path, *reviews: Review) -> str:
    file.write_bytes(b"".join(write_line(review) + b"\n" for review in reviews))
    return str(file)


def compare(tmp_path: Path, old: list[Review], new: list[Review]) -> Compared:
    return compare_results(write(tmp_path / "old.jsonl", *old), write(tmp_path / "new.jsonl", *new))


def test_the_same_results_have_no_difference(tmp_path: Path) -> None:
    reviews = [make_review("t/1"), make_review("t/2", 5)]
    compared = compare(tmp_path, reviews, reviews)
    assert (compared.same, compared.differences, compared.rules()) == (2, (), [])


def test_a_fix_with_the_same_evidence_is_the_same_fix_whatever_rule_and_category(tmp_path: Path) -> None:
    old = [make_review("t/1", 9, (make_fix("old-rule", "B"),)), make_review("t/2")]
    new = [make_review("t/1", 10, (make_fix("new-rule", "A"),)), make_review("t/2")]
    compared = compare(tmp_path, old, new)
    assert [each.path for each in compared.differences] == ["t/1"]
    assert [str(change) for change in compared.differences[0].fixes] == [
        "~ B -> A old-rule -> new-rule: Protection is off"
    ]
    assert compared.rules() == [("new-rule", 1), ("old-rule", 1)]


def test_new_and_lost_fixes_tasks_and_scores_are_said(tmp_path: Path) -> None:
    old = [make_review("t/1", 9), make_review("t/gone")]
    new = [make_review("t/new"), make_review("t/1", 4, ())]
    lines = list(describe_comparison(compare(tmp_path, old, new)))
    assert lines == [
        "t/new: absent -> 9",
        "  + B deletion-protection: Protection is off",
        "t/1: 9 -> 4",
        "  - B deletion-protection: Protection is off",
        "t/gone: 9 -> absent",
        "  - B deletion-protection: Protection is off",
        "fixes changed through: deletion-protection (3)",
        "scores: 0 up, 1 down; mean 9.00 -> 6.50; passed 2 -> 1",
        "fixes: A 0 -> 0, B 2 -> 1, C 0 -> 0",
        "0 alike, 3 different",
    ]


def test_a_score_that_changed_says_through_which_of_its_parts(tmp_path: Path) -> None:
    old, new = make_review("t/1", 9), make_review("t/1", 3)
    assert old.score is not None
    assert new.score is not None
    held = replace(old, score=replace(old.score, ceilings=(Ceiling("no-significant", 9, "no A"),)))
    blocked = replace(new, score=replace(new.score, adjustment=0, blockers=(Blocker("region", 3, "not there"),)))
    lines = list(describe_comparison(compare(tmp_path, [held], [blocked])))
    assert lines[0] == "t/1: 9 -> 3  (blocker region none -> 3; ceiling no-significant 9 -> none)"
    assert "scores changed through: blocker region (1), ceiling no-significant (1)" in lines


def test_a_ceiling_that_held_nothing_down_is_no_difference(tmp_path: Path) -> None:
    review = make_review("t/1", 8)
    assert review.score is not None
    held = replace(review, score=replace(review.score, ceilings=(Ceiling("no-significant", 9, "no A"),)))
    assert compare(tmp_path, [held], [review]).same == 1


def test_two_files_in_any_order_are_compared_task_by_task_and_told_in_the_order_of_the_new_one(tmp_path: Path) -> None:
    old = [make_review(f"t/{number}", 9) for number in (3, 1, 2, 5)]
    new = [make_review(f"t/{number}", 8) for number in (1, 4, 2, 3)]
    compared = compare(tmp_path, old, new)
    assert [(each.path, each.old is None, each.new is None) for each in compared.differences] == [
        ("t/1", False, False),
        ("t/4", True, False),
        ("t/2", False, False),
        ("t/3", False, False),
        ("t/5", False, True),
    ]


def test_a_task_that_stands_twice_in_a_file_is_not_lost(tmp_path: Path) -> None:
    twice = [make_review("t/1", 9), make_review("t/2"), make_review("t/2")]
    compared = compare(tmp_path, twice, [make_review("t/1", 9), make_review("t/2")])
    assert compared.same == 2
    assert [(each.path, each.new) for each in compared.differences] == [("t/2", None)]


def test_two_empty_files_have_no_mean(tmp_path: Path) -> None:
    assert "mean none -> none" in "\n".join(describe_comparison(compare(tmp_path, [], [])))


@pytest.mark.parametrize("content", [b"no json\n", b"{}\n", b'{"schema": 1}\n', None])
def test_a_file_that_holds_no_results_is_the_users_error(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "bad.jsonl").write_bytes(content)
    with pytest.raises(UsageError):
        compare_results(str(tmp_path / "bad.jsonl"), str(tmp_path / "bad.jsonl"))

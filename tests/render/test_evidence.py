"""Neighbouring changes are shown together, and each change is shown or counted."""

from __future__ import annotations

from dataclasses import replace

from reviewer.render.evidence import GAP, QUOTED_LINES, collect_evidence, describe, name_place
from reviewer.review import ChangeRecord, FixRecord

from .builder import IDEAL, MODEL, engine, lines, many, protection


def fix_of(*changes: ChangeRecord) -> FixRecord:
    return replace(protection(), changes=changes)


def added(line: int, pointer: str) -> ChangeRecord:
    return ChangeRecord(op="add", pointer=pointer, after=1, ideal=lines(IDEAL, line, f"line {line}"))


def prose(section: str, model: int | None, ideal: int | None) -> ChangeRecord:
    return ChangeRecord(
        op="replace",
        section=section,
        model=lines(MODEL, model, "a") if model else None,
        ideal=lines(IDEAL, ideal, "b") if ideal else None,
    )


def test_every_change_is_shown_or_counted():
    found = collect_evidence(many(300).fixes[0], 4)
    assert sum(len(hunk.changes) for hunk in found.shown) + found.hidden == 300


def test_leaves_of_one_added_resource_are_one_hunk_named_by_what_they_share():
    (hunk,) = collect_evidence(fix_of(added(10, "/Resources/A/Type"), added(13, "/Resources/A/Properties/B")), 9).shown
    assert (hunk.right.start, hunk.right.end, hunk.left) == (10, 13, None)
    assert hunk.right.quote == ("line 10", GAP, "line 13")
    assert name_place(hunk, None) == "/Resources/A"
    assert describe(hunk) == "2 changes"


def test_leaves_far_apart_are_hunks_of_their_own():
    assert len(collect_evidence(fix_of(added(10, "/a"), added(40, "/b")), 9).shown) == 2


def test_an_addition_does_not_join_a_replacement():
    assert len(collect_evidence(fix_of(*protection().changes, added(317, "/b")), 9).shown) == 2


def test_a_long_addition_is_quoted_by_its_beginning():
    (hunk,) = collect_evidence(fix_of(*(added(number, f"/a/{number}") for number in range(1, 51))), 9).shown
    assert hunk.right.quote == (*(f"line {number}" for number in range(1, QUOTED_LINES + 1)), GAP)
    assert hunk.right.end == 50


def test_a_list_with_items_reworded_dropped_and_added_is_one_hunk():
    changes = prose("T > S", 5, None), prose("T > S", 6, 16), prose("T > S", None, 17)
    (hunk,) = collect_evidence(fix_of(*changes), 9).shown
    assert (hunk.left.start, hunk.left.end, hunk.right.start, hunk.right.end) == (5, 6, 16, 17)
    assert name_place(hunk, "T") == "S"


def test_a_new_section_is_a_hunk_with_its_heading_and_its_groups():
    sections = "T > Old", "T", "T > New", "T > New > One", "T > New > Two"
    found = collect_evidence(fix_of(*(prose(each, None, 10 + place) for place, each in enumerate(sections))), 9).shown
    assert [(len(hunk.changes), name_place(hunk, "T")) for hunk in found] == [(1, "Old"), (4, "New")]


def test_the_deployed_code_is_the_right_side_of_its_fixes():
    (hunk,) = collect_evidence(engine(), 9).shown
    assert (hunk.left.file, hunk.right.file) == (IDEAL, "lib/TapStack.json")
    assert describe(hunk) == '"15.4" -> "15.8"'

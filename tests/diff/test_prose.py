"""Prose, passage by passage."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.diff import diff_documents
from reviewer.model import Change, Passage
from tests.diff.builders import document, passage


def prose(left: Iterable[Passage], right: Iterable[Passage]) -> tuple[Change, ...]:
    return diff_documents(document(passages=left), document(passages=right))


def brief(changes: Iterable[Change]) -> list[tuple[str, object, object, str | None]]:
    return [(each.op, each.before or None, each.after or None, each.noise) for each in changes]


def test_a_reworded_passage_is_one_replace() -> None:
    left = [passage("The database keeps backups for seven days.", "Backup", line=4)]
    right = [passage("The database keeps backups for fourteen days.", "Backup", line=8)]
    (change,) = prose(left, right)
    assert (change.op, change.path, change.section, change.passage) == ("replace", (), ("Backup",), "paragraph")
    assert (change.left.start, change.right.start) == (4, 8)  # type: ignore[union-attr]
    assert change.source == "documentation"


def test_an_added_section_is_its_heading_and_its_passages() -> None:
    left = [passage("Overview", kind="heading"), passage("A stack.", "Overview")]
    right = [*left, passage("Limits", kind="heading"), passage("Ten at most.", "Limits", kind="item")]
    assert [(each.op, each.passage, each.section) for each in prose(left, right)] == [
        ("add", "heading", ()),
        ("add", "item", ("Limits",)),
    ]


def test_white_space_emphasis_and_markers_are_formatting() -> None:
    left = [passage("Use **strong** keys", "S"), passage("1. First", "S", kind="item")]
    right = [passage("Use strong  keys", "S"), passage("- First", "S", kind="item")]
    assert {each[3] for each in brief(prose(left, right))} == {"formatting"}


def test_a_passage_that_stands_elsewhere_has_moved() -> None:
    left = [passage("Alpha is first.", "A"), passage("Beta is second.", "B"), passage("Gamma.", "B")]
    right = [passage("Beta is second.", "A"), passage("Alpha is first.", "A"), passage("Gamma.", "B")]
    (change,) = prose(left, right)
    assert (change.op, change.noise) == ("move", "order")


def test_a_renamed_section_keeps_its_passages() -> None:
    body = ["Storage is encrypted with a customer key.", "Rotation is switched on.", "Access is logged to a bucket."]
    left = [passage("Security", kind="heading"), *(passage(text, "Security") for text in body)]
    right = [passage("Security notes", kind="heading"), *(passage(text, "Security notes") for text in body)]
    assert brief(prose(left, right)) == [("replace", "Security", "Security notes", None)]


def test_an_item_and_a_paragraph_are_no_pair() -> None:
    left, right = [passage("Backups are kept.", "A", kind="item")], [passage("Backups are kept!", "A")]
    assert [each[0] for each in brief(prose(left, right))] == ["remove", "add"]


def test_comments_of_code_are_compared_like_prose() -> None:
    left = [passage("the queue", kind="comment"), passage("old", kind="comment")]
    assert [(each.op, each.passage) for each in prose(left, left[:1])] == [("remove", "comment")]


def test_prose_of_deployed_code_is_not_compared() -> None:
    assert diff_documents(document(passages=[passage("x")]), document(), "deployed") == ()


def test_five_thousand_passages_do_not_take_forever() -> None:
    left = [passage(f"line {number * 31 % 4999} of the old text", "A") for number in range(5000)]
    right = [passage(f"row {number * 17 % 4999} of a new story", "A") for number in range(5000)]
    assert prose(left, right)

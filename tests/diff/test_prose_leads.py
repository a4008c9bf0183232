"""Items and table rows that are about the same thing."""

from __future__ import annotations

import pytest

from reviewer.diff import diff_documents
from reviewer.model import Change, Passage
from tests.diff.builders import document, passage

FAR = "spans the two private networks that come in as parameters, one in every zone of the region"


def compare(left: list[Passage], right: list[Passage]) -> list[Change]:
    return [each for each in diff_documents(document(passages=left), document(passages=right)) if each.noise is None]


def items(*texts: str) -> list[Passage]:
    return [passage(text, "Parts", kind="item") for text in texts]


@pytest.mark.parametrize("lead", ["**Queue**:", "**Queue:**", "`Queue` -", "Queue:", "Queue -", "Queue \u2013"])
def test_items_with_one_lead_are_one_item(lead: str) -> None:
    """What follows the lead need not be alike."""
    changes = compare(items(f"{lead} jobs"), items(f"{lead} {FAR}", "Other words altogether"))
    assert changes[0].op == "replace"
    assert str(changes[0].after).endswith(FAR)


def test_a_lead_pairs_out_of_order() -> None:
    """The lead says which item it is, wherever it stands in its section."""
    changes = compare(items("**A**: one", "**B**: two"), items(f"**B**: {FAR}", f"**A**: many more {FAR}"))
    assert [(each.op, str(each.before)[:5], str(each.after)[:5]) for each in changes] == [
        ("replace", "**A**", "**A**"),
        ("replace", "**B**", "**B**"),
    ]


def test_rows_pair_by_their_first_cell() -> None:
    """The first cell names the row."""
    left, right = [passage("Queue | jobs", "T", kind="row")], [passage(f"`Queue` | {FAR}", "T", kind="row")]
    assert [each.op for each in compare(left, right)] == ["replace"]


def test_a_lead_that_several_share_tells_nothing() -> None:
    """`Note:` in front of everything is no name."""
    changes = compare(items("Note: jobs", "Note: mail"), items(f"Note: {FAR}", "Note: 12345 67890 12345 67890"))
    assert {each.op for each in changes} == {"add", "remove"}


def test_a_number_is_no_lead() -> None:
    """Rows that are numbered alike need not be the same row."""
    left, right = [passage("1 | jobs", "T", kind="row")], [passage(f"1 | {FAR}", "T", kind="row")]
    assert [each.op for each in compare(left, right)] == ["remove", "add"]


def test_a_check_mark_is_a_rewording() -> None:
    """The short item is the same item with a mark in front."""
    (change,) = compare(items("Short"), items("\u2705 Short"))
    assert (change.op, change.before, change.after) == ("replace", "Short", "\u2705 Short")


def test_an_emoji_in_a_heading_keeps_the_section() -> None:
    """The passages below it are compared, not removed and added."""
    left = [passage("Deploy", kind="heading"), passage("Run it.", "Deploy")]
    right = [passage("\U0001f680 Deploy", kind="heading"), passage("Run it.", "\U0001f680 Deploy")]
    assert [(each.op, each.passage) for each in compare(left, right)] == [("replace", "heading")]

"""What stands in text that could not be parsed did not come and did not go."""

from __future__ import annotations

from reviewer.diff import diff_documents
from reviewer.model import Document, Element
from tests.diff.builders import document, element, meaningful

TEXT = ['"Resources": {', '  "Store": {', '    "Type": "AWS::S3::Bucket",,', '  "Jobs": {']


def unread() -> Document:
    return document([element(("json",), TEXT, kind="file", language="json")])


def declared(*names: str) -> list[Element]:
    return [element(("Resources", name), {"Type": "AWS::S3::Bucket"}, kind="resource") for name in names]


def test_what_the_other_side_holds_unread_is_not_added() -> None:
    changes = diff_documents(unread(), document(declared("Store", "Archive")))
    assert {(each.op, each.path[1], each.noise) for each in changes if each.op == "add"} == {
        ("add", "Store", "elision"),
        ("add", "Archive", None),
    }
    # the text itself is gone
    assert {each.noise for each in changes if each.op == "remove"} == {None}


def test_nor_is_it_removed() -> None:
    changes = diff_documents(document(declared("Store", "Archive")), unread())
    assert {each.path[1]: each.noise for each in changes if each.op == "remove"} == {
        "Store": "elision",
        "Archive": None,
    }


def test_a_draft_that_its_own_side_declares_once_more_means_nothing() -> None:
    left = document([*unread().elements, *declared("Store", "Jobs")])
    changes = diff_documents(left, document(declared("Store", "Jobs")))
    assert {each.noise for each in changes} == {"elision"}


def test_what_is_called_by_dots_may_be_any_of_its_type() -> None:
    def queue(name: str, native: str = "aws.sqs.Queue") -> Element:
        return element((native, name), {"delay": 5}, type=native, language="ts")

    left = document([queue("orders"), queue("mails")])
    assert not meaningful(diff_documents(left, document([*left.elements, queue("...")])))
    assert meaningful(diff_documents(left, document([*left.elements, queue("...", "aws.sns.Topic")])))
    assert meaningful(diff_documents(left, document([*left.elements, queue("bills")])))

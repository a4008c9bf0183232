"""A variable under another name, or none at all, is no change of the resources that use it."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import diff_documents
from reviewer.model import Document, Expression
from tests.diff.builders import document, element, meaningful


def program(name: Any, /, **variables: Any) -> Document:
    return document(
        [
            element(("Stack", "constructor"), variables, kind="function", language="ts"),
            element(("s3.Bucket", "b", "B"), {"bucketName": name}, type="s3.Bucket", language="ts"),
        ]
    )


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (program(Expression("x"), x="files"), program(Expression("name"), name="files"), True),
        (program(Expression("x"), x="files"), program("files"), True),
        (program(Expression("`a-${env}`"), env=Expression("p.env")), program(Expression("`a-${p.env}`")), True),
        (program(Expression("tags"), tags={"a": 1}), program({"a": 1}), True),
        (program(Expression("x"), x="files"), program(Expression("name"), name="other"), False),
        (program(Expression("x"), x=["files", "more"]), program(Expression("name"), name="files"), False),
        (program(Expression("p.env")), program(Expression("q.env")), False),
    ],
)
def test_a_value_is_the_same_whatever_variable_holds_it(left: Document, right: Document, same: bool) -> None:
    changes = [each for each in diff_documents(left, right) if each.path[0] == "s3.Bucket"]
    assert (meaningful(changes) == []) is same
    assert changes


def test_a_variable_that_is_set_in_two_ways_holds_nothing_for_certain() -> None:
    left = program(Expression("x"), x="files")
    other = element(("Stack", "more"), {"x": "other"}, kind="function", language="ts")
    changes = diff_documents(document([*left.elements, other]), program("files"))
    assert [each for each in meaningful(changes) if each.path[0] == "s3.Bucket"]

"""A statement that stands in another function, or in or out of a block, neither came nor went."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import diff_documents
from reviewer.model import Element, Expression
from tests.diff.builders import document, element

SEND = [[{"Queue": Expression("queue"), "Body": Expression("body"), "Group": "jobs"}]]
WITHIN = [{"header": Expression("if stage == 'live'"), "queue.send": SEND, "log.info": [["sent"]]}]


def function(name: str, **body: Any) -> Element:
    """Builds a function."""
    return element((name,), body, kind="function", language="py", file="jobs.py")


def told(left: list[Element], right: list[Element]) -> list[tuple[str, str]]:
    """Gives what has a meaning: what became of it, and where."""
    changes = diff_documents(document(left), document(right))
    return [(each.op, "/".join(map(str, each.path))) for each in changes if each.noise is None]


def test_a_statement_moved_into_a_function_of_its_own_is_the_same() -> None:
    left = [function("handle", **{"queue.send": SEND, "size": 3})]
    right = [function("handle", size=3, notify=[[]]), function("notify", **{"queue.send": SEND})]
    assert told(left, right) == [("add", "handle/notify/0")]
    assert told(right, left) == [("remove", "handle/notify/0")]


def test_what_moved_into_a_block_leaves_what_the_block_says() -> None:
    left = [function("handle", **{"queue.send": SEND, "log.info": [["sent"]]})]
    right = [function("handle", **{"if stage": WITHIN})]
    assert told(left, right) == [("add", "handle/if stage/0/header")]


def test_a_block_goes_along_with_what_it_holds() -> None:
    left = [function("handle", **{"if stage": WITHIN})]
    right = [function("handle", **{"try": [{"if stage": WITHIN, "except Error": {"log.error": [["failed"]]}}]})]
    assert told(left, right) == [("add", "handle/try/0/except Error/log.error/0/0")]


def test_of_the_only_one_of_its_name_the_rest_is_told() -> None:
    other = [[{**SEND[0][0], "Group": "mail"}]]
    left, right = [function("handle", **{"queue.send": SEND})], [function("notify", **{"queue.send": other})]
    assert told(left, right) == [
        ("remove", "handle/queue.send/0/0/Group"),
        ("add", "notify/queue.send/0/0/Group"),
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"queue.send": SEND}, {"topic.send": SEND}),
        ({"queue.send": SEND}, {"queue.send": [[{"Queue": Expression("other"), "Mode": "fast"}]]}),
        ({"return": [Expression("done")]}, {"return": [Expression("done")]}),
        ({"parameters": {"size": Expression("int")}}, {"parameters": {"size": Expression("int")}}),
    ],
    ids=["another call", "another value", "it may stand anywhere", "parameters"],
)
def test_other_statements_came_and_went(left: dict[str, Any], right: dict[str, Any]) -> None:
    assert {op for op, _ in told([function("handle", **left)], [function("notify", **right)])} == {"add", "remove"}


def test_of_two_that_say_the_same_nobody_knows_which_it_is() -> None:
    right = [function("first", **{"queue.send": SEND}), function("second", **{"queue.send": SEND})]
    assert {op for op, _ in told([function("handle", **{"queue.send": SEND})], right)} == {"add", "remove"}

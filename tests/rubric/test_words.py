"""How values of the reviewed material stand in a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.model import MISSING, Expression
from reviewer.rubric.words import QUOTE, find_principals, render_words, show_names, show_value
from tests.rubrics import shipped


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (MISSING, "nothing"),
        ("", "an empty text"),
        (Expression("Duration.days(7)"), "`Duration.days(7)`"),
        ({"Ref": "Meadow"}, "`!Ref Meadow`"),
        ({"b": 1, "a": [2]}, '`{"a": [2], "b": 1}`'),
        ({"call": "hay.Bale", "weight": 20, "wrapped": True}, "`hay.Bale(weight: 20, wrapped: true)`"),
        ({"call": ["hay.Stack", "hay.Bale"], "of": {"call": "hay.Straw"}}, "`hay.Stack(hay.Bale(of: hay.Straw()))`"),
        ("a `b` c", "`a ˋbˋ c`"),
    ],
)
def test_a_value_is_shown_as_its_source_writes_it(value: Any, shown: str) -> None:
    assert show_value(value) == shown


def test_a_name_stands_on_one_line_and_is_bounded() -> None:
    """Code that was taken for a name can be as long as the file."""
    assert show_names(["cow\n  barn", " ", "hen"]) == "`cow barn` and `hen`"
    assert len(show_names(["builder()." * 100])) == QUOTE + len("``")


@pytest.mark.parametrize(
    ("key", "element", "said"),
    [
        ("Description", "Description", "`a` for `Description` (n)"),
        ("Description", "Descriptions", "`a` for `Description` of `Descriptions` (n)"),
        ("Size", "Disk", "`a` for `Size` of `Disk` (n)"),
    ],
)
def test_what_is_property_and_element_in_one_is_said_once(key: str, element: str, said: str) -> None:
    """The description of a template is its own element."""
    words = "{{ before | value }} for {{ [property] | names }} of `{{ element }}` (n)"
    facts = {"before": "a", "property": key, "element": element}
    assert render_words(words, facts, shipped()) == said


def test_the_services_that_a_policy_admits_are_named_by_their_principals() -> None:
    """Whatever the domain of a principal is filled with, and only in what came, and not in what went."""
    policy = {"Service": ["delivery.logs.amazonaws.com", "logs.${AWS::Region}.amazonaws.com", "sns.{partition}"]}
    assert find_principals([("events.amazonaws.com", policy)]) == ["the delivery of logs", "CloudWatch Logs", "SNS"]
    assert find_principals([("events.amazonaws.com", None)]) == []
    known = "['logs.amazonaws.com']"
    assert find_principals([(known, None), (None, "['ec2.amazonaws.com', 'logs.amazonaws.com']")]) == ["EC2"]
    assert find_principals([(None, "delivery.logs.amazonaws.com")]) == ["the delivery of logs"]
    assert find_principals([]) == []

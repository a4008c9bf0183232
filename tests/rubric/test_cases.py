"""Texts in cases: the first case that holds is said."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from reviewer.rubric.policy import Words
from reviewer.rubric.schema_texts import Said
from reviewer.rubric.words import fill_words, render_words
from tests.rubrics import shipped

SAID: TypeAdapter[Any] = TypeAdapter(Said)


def _template(text: object) -> str:
    return str(SAID.dump_python(SAID.validate_python(text)))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"fields": ["hayheight"], "types": ["AWS::Hay::Stack"], "n": 1}, "height of hay"),
        ({"fields": ["hayheight", "color"], "types": ["aws_hay_stack"], "n": 1}, "a stack"),
        ({"fields": [], "types": ["aws_hay_bale"], "n": 3}, "3 bales"),
        ({"fields": [], "types": ["aws_hay_bale"], "n": 1}, "hay"),
    ],
)
def test_the_first_case_that_holds_is_said(facts: dict[str, Any], said: str) -> None:
    """A case holds where all that it asks does: fields in any spelling, one of the types, the expression."""
    cases = [
        {"fields": "hay_height", "says": "height of hay"},
        {"types": ["*haystack"], "when": "n == 1 or n == 2", "says": "a stack"},
        {"when": "n > 1", "says": "{{ n }} bales"},
        {"says": "hay"},
    ]
    assert render_words(_template(cases), facts, shipped()) == said


def test_a_table_of_a_rule_tells_what_its_types_are_called() -> None:
    """The texts have what the types are called, and the table itself, for other names; the subject has them too."""
    texts = dict.fromkeys(("issue", "fix", "reason", "impact", "training_value"), "")
    table = {"*haystack": "stack", "*bale": "bale"}
    words = Words(
        "{{ subject }} {{ names | called(calls) | few(2) }}", **texts, subject="{{ called | few(2) }}:", calls=table
    )
    facts = {"types": ["hay.Bale", "AWS::Hay::Stack"], "names": ["Bale"]}
    assert fill_words(words, facts, shipped())["title"] == "stack and bale: bale"


def test_a_text_alone_stays_as_it_is() -> None:
    assert _template("Hay {{ n }}") == _template([{"says": "Hay {{ n }}"}]) == "Hay {{ n }}"


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        ([{"when": "n", "says": "a"}], "nothing would be said"),
        ([{"says": "a"}, {"says": "b"}], "would never be said"),
        ([], "at least 1"),
        ([{"field": "a", "says": "b"}, {"says": "c"}], "Extra inputs"),
    ],
)
def test_cases_that_leave_something_unsaid_are_refused(cases: list[dict[str, str]], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        SAID.validate_python(cases)

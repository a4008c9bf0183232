"""Texts of a rubric: one template, or cases of which the first that holds is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from reviewer.rubric.schema_basics import Strict, Text, TypePattern, as_list


class Case(Strict):
    """A text, and what must hold for it to be said; a case that asks for nothing always is.

    Attributes:
        fields: all that the fix is about are among these properties, spelled in any way.
        types: at least one of its types fits one of these.
        when: a Jinja expression over the facts.
        says: the text, a template over the facts.
    """

    fields: Annotated[list[Text], BeforeValidator(as_list)] = Field(default_factory=list)
    types: Annotated[list[TypePattern], BeforeValidator(as_list)] = Field(default_factory=list)
    when: Text | None = None
    says: Text

    @property
    def condition(self) -> str:
        """What must hold as one Jinja expression, empty where nothing must."""
        asked = [f"fields is within({self.fields!r})"] if self.fields else []
        asked += [f"types is of_type({self.types!r})"] if self.types else []
        asked += [f"({self.when})"] if self.when else []
        return " and ".join(asked)


def _as_cases(value: Any) -> Any:
    return value if isinstance(value, list) else [{"says": value}]


def _ends_openly(cases: list[Case]) -> list[Case]:
    if any(not each.condition for each in cases[:-1]):
        raise ValueError("a case that asks for nothing is the last: those below it would never be said")
    if cases[-1].condition:
        raise ValueError("the last case asks for something: nothing would be said where it does not hold")
    return cases


def join_cases(cases: Sequence[Case]) -> str:
    """Writes cases as the one template that they are."""
    *asking, last = cases
    if not asking:
        return last.says
    branches = "{% elif ".join(f"{each.condition} %}}{each.says}" for each in asking)
    return f"{{% if {branches}{{% else %}}{last.says}{{% endif %}}"


#: How a file may give a text: what runs is one template in any case.
Said = Annotated[
    list[Case],
    Field(min_length=1),
    BeforeValidator(_as_cases),
    AfterValidator(_ends_openly),
    PlainSerializer(join_cases, return_type=str),
]

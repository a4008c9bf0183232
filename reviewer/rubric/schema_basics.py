"""What every part of a rubric file is made of: texts, ids, expressions, categories, concerns."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from reviewer.rubric.matching import squash

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Pattern = Annotated[str, StringConstraints(min_length=1)]


def _compiles(source: str) -> str:
    try:
        re.compile(source, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"{source!r} is no regular expression: {error}") from error
    return source


Regex = Annotated[str, StringConstraints(min_length=1), AfterValidator(_compiles)]


def _captures(source: str) -> str:
    if re.compile(source).groups != 1:
        raise ValueError(f"{source!r} must have one group, which is the number that it finds")
    return source


Bound = Annotated[Regex, AfterValidator(_captures)]
TypePattern = Annotated[str, StringConstraints(min_length=1), AfterValidator(squash)]
Category = Literal["A", "B", "C"]
Concern = Literal[
    "security",
    "availability",
    "monitoring",
    "networking",
    "data",
    "compute",
    "lifecycle",
    "naming",
    "tagging",
    "parameters",
    "outputs",
    "documentation",
]


def as_list(value: Any) -> Any:
    """Takes one entry for a list of one: ``op: add`` is ``op: [add]``."""
    return [value] if isinstance(value, (str, dict)) else value


class Strict(BaseModel):
    """A model that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)

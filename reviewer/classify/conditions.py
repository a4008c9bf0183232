"""Whether a condition holds as long as nobody gives the parameters of a template another value than their defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from reviewer.leaves import intrinsic
from reviewer.model import Element, Path
from reviewer.rubric.matching import to_text

#: Conditions that name one another are followed so far.
_DEPTH: Final = 8
#: A count of Terraform that asks one variable: ``var.create ? 1 : 0``, and the same the other way round.
_ASKED: Final = re.compile(
    r"(?P<no>!\s*)?var\.(?P<name>\w+)(?:\s*==\s*true)?\s*\?\s*(?P<yes>\w+)\s*:\s*(?P<else>\w+)\Z"
)


def is_off(condition: Any, elements: Mapping[Path, Element]) -> bool:
    """Tells whether a condition is certain not to hold by the defaults.

    Args:
        condition: name of a condition of CloudFormation, an ``Fn::If``, or the count of a Terraform resource.
        elements: of the template, by path.
    """
    if isinstance(condition, str):
        asked = _ASKED.match(condition.removeprefix("${").removesuffix("}").strip())
        if asked is not None:
            return _count(asked, elements) == "0"
    name = condition["Fn::If"][0] if intrinsic(condition) == "Fn::If" and condition["Fn::If"] else condition
    return isinstance(name, str) and _holds({"Condition": name}, elements, 0) is False


def _count(asked: re.Match[str], elements: Mapping[Path, Element]) -> str | None:
    default = _default("variable", asked["name"], elements)
    if default not in ("true", "false"):
        return None
    return asked["yes"] if (default == "true") != bool(asked["no"]) else asked["else"]


def _holds(condition: Any, elements: Mapping[Path, Element], depth: int) -> bool | None:
    """What a condition comes to, None where the defaults do not tell."""
    if depth > _DEPTH or not isinstance(condition, dict) or len(condition) != 1:
        return None
    ((function, argument),) = condition.items()
    if function == "Condition":
        named = elements.get(("Conditions", str(argument)))
        return _holds(named.value, elements, depth + 1) if named is not None else None
    if not isinstance(argument, list):
        return None
    if function == "Fn::Equals":
        sides = [_value(each, elements) for each in argument]
        return None if len(sides) != 2 or None in sides else sides[0] == sides[1]
    return _join(function, [_holds(each, elements, depth + 1) for each in argument])


def _join(function: str, held: list[bool | None]) -> bool | None:
    """What a function makes of the conditions in it."""
    if function == "Fn::Not":
        return None if held[:1] in ([], [None]) else not held[0]
    decides = {"Fn::And": False, "Fn::Or": True}.get(function)
    if decides is None or None in held:
        return decides if decides in held else None
    return decides if decides in held else not decides


def _value(value: Any, elements: Mapping[Path, Element]) -> str | None:
    """A text, or the default of the parameter that it is taken from."""
    if intrinsic(value) == "Ref":
        return _default("Parameters", value["Ref"], elements)
    return None if isinstance(value, (dict, list)) else to_text(value)


def _default(section: str, name: Any, elements: Mapping[Path, Element]) -> str | None:
    parameter = elements.get((section, name)) if isinstance(name, str) else None
    value = parameter.value if parameter is not None else None
    if not isinstance(value, dict):
        return None
    default = value.get("Default", value.get("default"))
    return None if default is None or isinstance(default, (dict, list)) else to_text(default)

"""What a program takes for a setting that nobody made: ``os.getenv("SIZE", "5")``, ``config.get("size") ?? 5``."""

from __future__ import annotations

import re
from typing import Any, Final

from reviewer.model import MISSING, Expression

_TEXT: Final = r"""["'][^"'\\]*["']"""
_LITERAL: Final = rf"(?P<default>{_TEXT}|-?\d+(?:\.\d+)?|[tT]rue|[fF]alse)"
#: Where programs look for settings.
_LOOKED_UP: Final = (
    r"(?:os\.(?:getenv|environ\.get)|(?:[\w.]*[cC]onfig|[\w.]*node)\.(?:[gG]et\w*|tryGetContext|try_get_context))"
)
_SOURCE: Final = (
    rf"(?:{_LOOKED_UP}\(\s*{_TEXT}\s*\)|process\.env\.\w+|process\.env\[{_TEXT}\]"
    r"|(?:\w*[pP]rops|\w*[aA]rgs|\w*[cC]onfig)\??\.\w+)"
)
_OR: Final = r"\s*(?:\|\||\?\?|\bor\b)\s*"
_WITH_DEFAULT: Final = (
    re.compile(rf"{_LOOKED_UP}\(\s*{_TEXT}\s*,\s*{_LITERAL}\s*\)\Z"),
    re.compile(rf"{_SOURCE}(?:{_OR}{_SOURCE})*{_OR}{_LITERAL}\Z"),
)
#: A constant that stands before a setting where it is not empty: ``REGION ? REGION : props.region || "..."``.
_FIRST: Final = re.compile(rf"(?P<first>{_TEXT})\s*\?\s*(?P=first)\s*:\s*(?P<rest>.+)\Z", re.DOTALL)
#: A text that code fills in, and where it does.
_TEMPLATE: Final = re.compile(r"(?:`[^`]*`|f\"[^\"]*\"|f'[^']*')\Z")
_HOLES: Final = {"`": re.compile(r"\$\{([^{}]*)\}"), "f": re.compile(r"\{([^{}]*)\}")}
#: What only reads the text of a setting as a number.
_READ: Final = re.compile(r"(?:int|float|Number|parseInt)\((?P<inside>.*?)(?:,\s*10)?\)\Z", re.DOTALL)
_NUMBER: Final = re.compile(r"-?\d+\Z")
#: A setting lies no deeper in a value.
_DEPTH: Final = 8


def with_defaults(value: Any, depth: int = 0) -> Any:
    """Gives a value with the defaults of settings in their places, where they are all that stands there."""
    if isinstance(value, Expression):
        return _default(str(value), value)
    if depth < _DEPTH and isinstance(value, dict):
        return {key: with_defaults(inner, depth + 1) for key, inner in value.items()}
    return [with_defaults(inner, depth + 1) for inner in value] if depth < _DEPTH and isinstance(value, list) else value


def _default(code: str, value: Any) -> Any:
    text = code.strip()
    while text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if _TEMPLATE.match(text):
        return _filled(text, value)
    first = _FIRST.match(text)
    if first is not None:
        return first["first"][1:-1] or _default(first["rest"], value)
    read = _READ.match(text)
    if read is not None:
        found = _default(read["inside"], value)
        return (
            int(found)
            if isinstance(found, str) and not isinstance(found, Expression) and _NUMBER.match(found)
            else found
        )
    match = next((found for form in _WITH_DEFAULT if (found := form.match(text))), None)
    return value if match is None else _literal(match["default"])


def _literal(text: str) -> str | bool | float:
    if text[0] in "\"'":
        return text[1:-1]
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    return float(text) if "." in text else int(text)


def _filled(text: str, value: Any) -> Any:
    """A text with the defaults of the settings that fill it in; as it is where one of them has none."""
    holes = [(hole[0], _default(hole[1], MISSING)) for hole in _HOLES[text[0]].finditer(text)]
    if not holes or any(held is MISSING for _, held in holes):
        return value
    for hole, held in holes:
        text = text.replace(hole, str(held))
    return text.removeprefix("f")[1:-1]

"""Functions that programs apply to outputs: ``arn.apply(lambda a: ...)``, ``all([b, c]).apply(([x, y]) => ...)``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

_APPLY: Final = re.compile(r"(?P<output>.+?)\.apply\((?P<function>(?:lambda\b|[(\w]).*)\)\Z", re.DOTALL)
_APPLIED_TO: Final = re.compile(r"(?P<output>.+)\.apply\Z", re.DOTALL)
_ARROW: Final = re.compile(
    r"\(?\s*(?P<several>\[?)\s*(?P<names>\w+(?:\s*,\s*\w+)*)\s*,?\s*\]?(?:\s*:\s*[^=]*?)?\s*\)?\s*=>\s*(?P<body>.*)\Z",
    re.DOTALL,
)
_LAMBDA: Final = re.compile(r"lambda\s+(?P<names>\w+)\s*:\s*(?P<body>.*)\Z", re.DOTALL)
_ALL: Final = re.compile(r"(?:\w+\.)*all\((?P<outputs>.*)\)\Z", re.DOTALL)
_NAMED: Final = re.compile(r"(?P<name>[A-Za-z_]\w*)=(?!=)(?P<output>.*)\Z", re.DOTALL)
_OUTPUT: Final = re.compile(r"[\w.\[\]\"']+\Z")
_BRACKETS: Final = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}

#: What a parameter stands for: an output, or several by their places or names.
Bound = str | Mapping[str, str]


class Applied(NamedTuple):
    """A function with the outputs that it is applied to.

    Attributes:
        names: what its parameters stand for.
        body: what it gives.
    """

    names: Mapping[str, Bound]
    body: str


def parse_applied(code: str) -> Applied | None:
    """Takes code apart that applies a function to outputs, None where it does something else."""
    found = _APPLY.match(code)
    return bind(f"{found['output']}.apply", found["function"]) if found is not None else None


def bind(call: str, function: str) -> Applied | None:
    """Gives what the parameters of a function stand for that is given to a call of ``apply``, and its body."""
    applied = _APPLIED_TO.match(call)
    told = _LAMBDA.match(function) or _ARROW.match(function)
    if applied is None or told is None:
        return None
    outputs = _outputs(applied["output"].strip())
    names = [each.strip() for each in told["names"].split(",")]
    if isinstance(outputs, str):
        return Applied({names[0]: outputs}, told["body"]) if _is_one(told, names) else None
    if not outputs:
        return None
    if _is_one(told, names):
        return Applied({names[0]: outputs}, told["body"])
    values = list(outputs.values())
    return Applied(dict(zip(names, values, strict=True)), told["body"]) if len(values) == len(names) else None


def _is_one(told: re.Match[str], names: list[str]) -> bool:
    return len(names) == 1 and not told.groupdict().get("several")


def _outputs(code: str) -> Bound:
    """The output that a function is applied to, or those that are put together for it; none where it can't be told."""
    several = _ALL.match(code)
    if several is None:
        return code if _OUTPUT.match(code) else {}
    inside = several["outputs"].strip().rstrip(",")
    listed = inside[1:-1] if inside.startswith("[") and inside.endswith("]") else inside
    found: dict[str, str] = {}
    for place, each in enumerate(split_top(listed.strip().rstrip(","), ",")):
        named = _NAMED.match(each.strip())
        found[named["name"] if named is not None else str(place)] = (named["output"] if named else each).strip()
    return found if all(found.values()) and not listed.lstrip().startswith("{") else {}


def split_top(code: str, mark: str) -> list[str]:
    """Splits code at a mark outside of brackets and texts."""
    pieces, depth, quote, start = [], 0, "", 0
    for index, char in enumerate(code):
        if quote:
            quote = "" if char == quote and code[index - 1] != "\\" else quote
        elif char in "\"'`":
            quote = char
        elif char in _BRACKETS:
            depth += _BRACKETS[char]
        elif char == mark and depth == 0:
            pieces.append(code[start:index])
            start = index + 1
    return [*pieces, code[start:]]

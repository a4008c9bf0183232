"""Texts that code joins: one form for ``"a" + b``, ``f"a{b}"``, `` `a${b}` `` and ``fmt.Sprintf("a%s", b)``.

What joins outputs of Pulumi (``Output.concat``, ``interpolate``) is told apart: a plain text that an output stands in
is a defect, and its repair a change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from reviewer.diff.code_forms import code_form
from reviewer.diff.lambdas import Bound, parse_applied, split_top
from reviewer.model import Expression

#: Parts of a text: fixed ones, and in a tuple what is filled in.
Parts = tuple[str | tuple[str], ...]

_LITERAL: Final = re.compile(r"""(?P<quote>["'])(?P<text>(?:(?!(?P=quote))[^\\{}%])*)(?P=quote)\Z""")
_FORMATTED: Final = re.compile(r"""f(?P<quote>["'])(?P<text>(?:(?!(?P=quote))[^\\])*)(?P=quote)\Z""")
_TEMPLATE: Final = re.compile(r"(?P<tag>[\w.]*)`(?P<text>[^`\\]*)`\Z")
_CALL: Final = re.compile(r"(?P<name>[\w.]+)\((?P<inside>.*)\)\Z", re.DOTALL)
_NAME: Final = re.compile(r"[\w.*&$?\[\]()]+\Z")
_FIELD: Final = re.compile(r"\{([^{}:!]*)\}")
_HOLE: Final = re.compile(r"\$\{([^{}]*)\}")
_VERB: Final = re.compile(r"%[svd]")
_SPRINTF: Final = frozenset({"fmt.Sprintf", "Sprintf", "String.format"})
_OUTPUT_SPRINTF: Final = frozenset({"pulumi.Sprintf"})
_CONCAT: Final = frozenset({"pulumi.Output.concat", "Output.concat", "pulumi.concat"})
_FORMAT: Final = frozenset({"pulumi.Output.format", "Output.format"})
#: How a template of Python names what is filled in: by nothing, or by its place.
_PLACE: Final = re.compile(r"\{(\d*)\}")
#: What is filled in for a parameter of a function, or for one of the outputs that it stands for, as a form of code.
_PARAMETER: Final = re.compile(r"(?P<name>[A-Za-z_]\w*)(?: \[ [\"']?(?P<member>\w+)[\"']? \])?\Z")
_WORD: Final = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_WRAPPERS: Final = frozenset({"jsii.String", "pulumi.String", "String", "str"})
#: Longer code is no name, and every step looks at all of it.
_LONGEST: Final = 600


def joined_text(code: str) -> tuple[str, Parts] | None:
    """Gives how a text is joined (``plain`` or ``output``) and its parts, None where the code joins none."""
    if len(code) > _LONGEST or not ("+" in code or "`" in code or "(" in code or code[:1] == "f"):
        return None
    call = _CALL.match(code)
    if call is not None and call["name"] in _WRAPPERS and _is_one(call["inside"]):
        return joined_text(call["inside"])
    output = _output(code, call)
    if output is not None:
        return "output", _merge(output)
    found = _plain(code, call)
    return ("plain", _merge(found)) if found is not None else None


def _output(code: str, call: re.Match[str] | None) -> list[str | tuple[str]] | None:
    template = _TEMPLATE.match(code)
    if template is not None and template["tag"] in ("pulumi.interpolate", "interpolate"):
        return _filled(template["text"], _HOLE)
    if call is None:
        return _applied(code)
    if call["name"] in _CONCAT:
        return _all(split_top(call["inside"], ","))
    if call["name"] in _FORMAT:
        return _formatted(call["inside"]) or _printed(call["inside"])
    return _printed(call["inside"]) if call["name"] in _OUTPUT_SPRINTF else _applied(code)


def _applied(code: str) -> list[str | tuple[str]] | None:
    """A text of what a function is applied to: ``arn.apply(lambda a: f"{a}/*")`` is ``Output.concat(arn, "/*")``."""
    applied = parse_applied(code)
    text = joined_text(applied.body.strip()) if applied is not None else None
    if applied is None or text is None or text[0] != "plain":
        return None
    found: list[str | tuple[str]] = []
    for part in text[1]:
        stands = part if isinstance(part, str) else _stands_for(part[0], applied.names)
        if stands is None:
            return None
        found.append(stands)
    return found


def _stands_for(hole: str, names: Mapping[str, Bound]) -> str | tuple[str] | None:
    """What is filled in where a parameter stands, None where more is done with it than to fill it in."""
    match = _PARAMETER.match(hole)
    bound = names.get(match["name"]) if match is not None else None
    if match is None or bound is None:
        return None if names.keys() & set(_WORD.findall(hole)) else (hole,)
    if isinstance(bound, str):
        return (code_form(bound),) if match["member"] is None else None
    output = bound.get(str(match["member"]))
    return (code_form(output),) if output is not None else None


def _formatted(inside: str) -> list[str | tuple[str]] | None:
    """A template that Python fills in: ``"{}/*", arn`` or ``"{0}/*", arn``."""
    form, *values = (each.strip() for each in split_top(inside, ","))
    literal = re.match(r"""(?P<quote>["'])(?P<text>[^"'\\]*)(?P=quote)\Z""", form)
    fixed = _PLACE.split(literal["text"]) if literal is not None else []
    if len(fixed) < 3 or any(mark in each for each in fixed[::2] for mark in "{}"):
        return None
    found: list[str | tuple[str]] = [fixed[0]]
    for count, (place, text) in enumerate(zip(fixed[1::2], fixed[2::2], strict=True)):
        at = int(place or count)
        if at >= len(values) or not _NAME.match(values[at]):
            return None
        found += [(code_form(values[at]),), text]
    return found


def joined_outputs(code: str) -> Expression:
    """Gives a text that code joins as one that waits for its outputs, and any other code as it is."""
    text = joined_text(code)
    if text is None or text[0] == "output" or not any(isinstance(part, tuple) for part in text[1]):
        return Expression(code)
    pieces = [f'"{part}"' if isinstance(part, str) else part[0].replace(" ", "") for part in text[1]]
    return Expression(f"pulumi.concat({', '.join(pieces)})")


def _plain(code: str, call: re.Match[str] | None) -> list[str | tuple[str]] | None:
    template = _TEMPLATE.match(code)
    if template is not None:
        return None if template["tag"] else _filled(template["text"], _HOLE)
    formatted = _FORMATTED.match(code)
    if formatted is not None:
        return _filled(formatted["text"], _FIELD)
    if call is not None and call["name"] in _SPRINTF:
        return _printed(call["inside"])
    pieces = split_top(code, "+")
    found = _all(pieces) if len(pieces) > 1 else None
    return found if found is not None and any(isinstance(each, str) for each in found) else None


def _all(pieces: list[str]) -> list[str | tuple[str]] | None:
    found: list[str | tuple[str]] = []
    for piece in pieces:
        part = _piece(piece.strip())
        if part is None:
            return None
        found.append(part)
    return found or None


def _piece(code: str) -> str | tuple[str] | None:
    literal = _LITERAL.match(code)
    if literal is not None:
        return literal["text"]
    return (code_form(code),) if _NAME.match(code) else None


def _filled(text: str, hole: re.Pattern[str]) -> list[str | tuple[str]] | None:
    fixed = hole.split(text)
    if any(mark in each for each in fixed[::2] for mark in "{}") or not all(map(str.strip, fixed[1::2])):
        return None
    return [each if index % 2 == 0 else _hole(each.strip()) for index, each in enumerate(fixed)]


def _hole(code: str) -> str | tuple[str]:
    """What is filled in: a text in quotes is part of the text around it."""
    literal = _LITERAL.match(code)
    return literal["text"] if literal is not None else (code_form(code),)


def _printed(inside: str) -> list[str | tuple[str]] | None:
    form, *values = (each.strip() for each in split_top(inside, ","))
    if len(form) < 2 or form[0] != '"' or form[-1] != '"' or "\\" in form or form.count('"') > 2:
        return None
    fixed = _VERB.split(form[1:-1])
    if len(fixed) != len(values) + 1 or any("%" in each for each in fixed) or not all(map(_NAME.match, values)):
        return None
    found: list[str | tuple[str]] = [fixed[0]]
    for value, text in zip(values, fixed[1:], strict=True):
        found += [(code_form(value),), text]
    return found


def _merge(parts: list[str | tuple[str]]) -> Parts:
    merged: list[str | tuple[str]] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part:
            merged.append(part if isinstance(part, str) else (part[0].lstrip("*& "),))
    return tuple(merged)


def _is_one(code: str) -> bool:
    return len(split_top(code, ",")) == 1

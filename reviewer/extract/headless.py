"""A JSON template without a fence whose head was turned into prose: its sections from the first whole one on."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reviewer.extract.json_text import parse_json
from reviewer.extract.positions import ParseError
from reviewer.extract.structured import TEMPLATE_SECTIONS, is_template

#: The line that opens a section of a template.
_SECTION: Final = re.compile(rf'[ \t]{{0,8}}"(?:{"|".join(TEMPLATE_SECTIONS)})"[ \t]*:[ \t]*\{{')
#: The line that opens an entry of a section, and what any line within JSON begins with.
_ENTRY: Final = re.compile(r'[ \t]*"[A-Za-z0-9]+"[ \t]*:[ \t]*\{[ \t]*$')
_INSIDE: Final = re.compile(r"[ \t]*(?:[\"{}\[\],]|[-\d]|true\b|false\b|$)")
#: What opens the section of which the head is lost; the line above its first entry is prose.
_PARAMETERS: Final = '"Parameters": {'


class Headless(NamedTuple):
    """Lines of a template that stand behind a head that is no JSON.

    Attributes:
        start: the first line, from 0.
        end: the line behind the last one; the brace that closes the template is none of the text.
        text: the first line of it opens the section of parameters where its own opening is lost.
    """

    start: int
    end: int
    text: str


def find_headless(lines: list[str]) -> Headless | None:
    """Finds the sections of a template whose opening brace is lost; None where it stands there, or nothing is sure."""
    first = next((at for at, line in enumerate(lines) if _SECTION.match(line)), None)
    if first is None or _is_opened(lines, first):
        return None
    try:
        parsed = parse_json("{" + "\n".join(lines[first:]))
    except ParseError:
        return None
    if not is_template(parsed.value):
        return None
    last = first + parsed.node.end
    end = last if lines[last].strip() == "}" else last + 1
    start = _parameters_before(lines, first)
    text = lines[first:end] if start is None else [_PARAMETERS, *lines[start:end]]
    return Headless(first if start is None else start - 1, last + 1, "\n".join(text))


def _is_opened(lines: list[str], first: int) -> bool:
    """Whether the object that a section stands in begins on a line above it, so that it can be read as it is."""
    return any(line.strip() == "{" for line in lines[:first])


def _parameters_before(lines: list[str], first: int) -> int | None:
    """The first of the parameters that stand in full between the prose and the first whole section."""
    at = first
    while at > 0 and _INSIDE.match(lines[at - 1]):
        at -= 1
    entries = [number for number in range(at, first) if _ENTRY.match(lines[number])]
    if not entries or entries[0] == 0:
        return None
    try:
        held = parse_json("\n".join(["{" + _PARAMETERS, *lines[entries[0] : first]]).rstrip().removesuffix(",") + "}")
    except ParseError:
        return None
    section = held.value.get("Parameters") if isinstance(held.value, dict) and not held.repairs else None
    return entries[0] if isinstance(section, dict) and all(map(_is_parameter, section.values())) else None


def _is_parameter(body: object) -> bool:
    return isinstance(body, dict) and isinstance(body.get("Type"), str) and "Properties" not in body

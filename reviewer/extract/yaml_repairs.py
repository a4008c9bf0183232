"""Makes YAML of what is almost YAML, in tiers, the mildest that works; a line stays the line it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from reviewer.extract.positions import ParseError, Trouble
from reviewer.extract.yaml_text import Yaml, parse_yaml

_TAB: Final = re.compile(r"^[ ]*\t[ \t]*")
_BARE_STAR: Final = re.compile(r"^(\s*(?:-\s+|[\w:'\"-]+:\s+))(\*(?![\w-]+\s*$)[^#\n]*?|[%@`][^#\n]*?)(\s*)$")
_ELISION: Final = re.compile(r"^\s*(?:-\s*)?(?:\.\.\.|…|\[\.\.\.\]|<\.\.\.>).*$")
_MARKUP: Final = re.compile(r"^\s*(?:```.*|~~~.*|\*\*.*\*\*:?|<<<<<<<.*|=======|>>>>>>>.*)\s*$")


def parse_repaired(text: str) -> tuple[Yaml, tuple[Trouble, ...]]:
    """Reads a text as YAML, with as many tiers of repairs as it needs.

    Raises:
        ParseError: no tier makes YAML of it; the place is the one where the unrepaired text stopped.
    """
    repairs: list[Trouble] = []
    lines = text.split("\n")
    try:
        return parse_yaml(text), ()
    except ParseError as error:
        first = error
    for tier in (_mend_blanks, _mend_scalars, _mend_leavings):
        found = tier(lines)
        if not found:
            continue
        repairs += found
        try:
            return parse_yaml("\n".join(lines)), tuple(sorted(repairs))
        except ParseError:
            continue
    raise first


def _mend(lines: list[str], pattern: re.Pattern[str], into: Callable[[re.Match[str]], str], why: str) -> list[Trouble]:
    found = []
    for number, line in enumerate(lines):
        mended = pattern.sub(into, line)
        if mended != line:
            lines[number] = mended
            found.append(Trouble(number, why))
    return found


def _mend_blanks(lines: list[str]) -> list[Trouble]:
    return _mend(lines, _TAB, lambda match: match[0].expandtabs(2), "tab in the indentation of YAML")


def _mend_scalars(lines: list[str]) -> list[Trouble]:
    return _mend(
        lines, _BARE_STAR, lambda match: f"{match[1]}{_quoted(match[2])}{match[3]}", "value that YAML needs quoted"
    )


def _mend_leavings(lines: list[str]) -> list[Trouble]:
    found = _mend(lines, _ELISION, lambda _match: "", "elision in YAML")
    return found + _mend(lines, _MARKUP, lambda _match: "", "markdown inside YAML left out")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

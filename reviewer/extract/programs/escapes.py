r"""Backslashes before backquotes that an answer copied along when its code stood inside a template.

In a template of its own an escaped backquote is right; anywhere else it begins or ends a template, and nothing parses.

A program is read from left to right as places within places: in code templates begin, and within the braces of a
template stands code again. Each place knows the signs that matter in it, and which of them open another or close it.
"""

from __future__ import annotations

import re
from typing import ClassVar, Final, Protocol

#: What is passed over as it stands in code: comments and texts in quotes.
_PASSED: Final = r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"


def unescaped(code: str) -> str:
    """Takes the backslash from every backquote that stands where no template is open, and from all in its template."""
    out: list[str] = []
    places: list[_Place] = [_Code()]  # no recursion: templates may nest as deep as they like
    at = 0
    while found := places[-1].signs.search(code, at):
        out += (code[at : found.start()], places[-1].take(found[0], places))
        at = found.end()
    return "".join(out) + code[at:]


class _Place(Protocol):
    """Where a sign stands."""

    signs: ClassVar[re.Pattern[str]]

    def take(self, sign: str, places: list[_Place]) -> str:
        """Opens or closes a place where the sign does that, and gives what is to stand there."""


class _Code:
    """The program, or what stands within the braces of a template."""

    signs: ClassVar[re.Pattern[str]] = re.compile(rf"{_PASSED}|[`{{}}]|\\`", re.DOTALL)

    def __init__(self) -> None:
        self.braces = 0

    def take(self, sign: str, places: list[_Place]) -> str:
        if sign == "`":
            places.append(_Template())
        elif sign == "\\`":
            places.append(_EscapedTemplate())
            return "`"
        elif sign == "{":
            self.braces += 1
        elif sign == "}" and self.braces:
            self.braces -= 1
        elif sign == "}" and len(places) > 1:
            places.pop()
        return sign


class _Template:
    """A template as it should be: what is escaped in it is so by right."""

    signs: ClassVar[re.Pattern[str]] = re.compile(r"\\.|`|\$\{", re.DOTALL)

    def take(self, sign: str, places: list[_Place]) -> str:
        if sign == "`":
            places.pop()
        elif sign == "${":
            places.append(_Code())
        return sign


class _EscapedTemplate:
    """A template that began with an escaped backquote: one backslash is too many before each of its signs."""

    signs: ClassVar[re.Pattern[str]] = re.compile(r"\\+`|\\?\$\{|`")

    def take(self, sign: str, places: list[_Place]) -> str:
        if sign.endswith("${"):
            places.append(_Code())
            return "${"
        if sign in ("`", "\\`"):
            places.pop()
            return "`"
        return "\\`"

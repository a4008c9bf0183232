"""JSON with line numbers, and JSON as people and models write it.

The standard library's scanner does strings; the rest is walked here because ``json.loads`` keeps no positions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from json import JSONDecodeError, decoder
from textwrap import dedent
from typing import Any, Final, NoReturn

from reviewer.extract.positions import ELISION, MAX_DEPTH, Node, Parsed, ParseError, Trouble

#: The scanner of strings in C; typeshed doesn't list it.
_scan_string: Callable[[str, int, bool], tuple[str, int]] = decoder.scanstring  # type: ignore[attr-defined]

_SPACE: Final = re.compile(r"[ \t\n\r\ufeff\xa0]*")
_COMMENT: Final = re.compile(r"//[^\n]*|/\*.*?\*/|#[^\n]*", re.DOTALL)
#: Dots, and what they are said to stand for; a bracket that closes what they stand in is none of it.
_ELLIPSIS: Final = re.compile(r"(?:\.\.\.|…)(?:[^\n{}\[\]]*(?=[}\]])|[^\n]*)")
#: An object or a list that shows nothing but dots, and an object that only a comment says something of.
_HIDDEN: Final = re.compile(r"[{\[]\s*(?:\.\.\.|…)\s*[}\]]|\{\s*(?:(?://|#)[^\n]*\n\s*)+\}")
_NUMBER: Final = re.compile(r"(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?")
_BLOCK_SCALAR: Final = re.compile(r"[|>][-+]?[ \t]*\n")
_WORD: Final = re.compile(r"[A-Za-z]+")
_CONSTANTS: Final = {"true": True, "false": False, "null": None}
_SPELLED: Final = {"True": True, "False": False, "None": None, "undefined": None}
_WORDS: Final = _CONSTANTS | _SPELLED

#: Integers longer than this stay text: Python refuses to convert very long ones, and no setting has one.
_MAX_DIGITS: Final = 400

#: Deeper indentation is as good as none.
MAX_INDENT: Final = 400

#: How much is forgiven, mildest first: nothing; what JSON5 and configuration files allow; what an answer loses; and a
#: brace that is missing, where the indentation shows its place.
STRICT, RELAXED, LENIENT, INDENTED = 0, 1, 2, 3
#: What a text lacks that has a brace too few, as far as brackets alone tell.
_UNENDED: Final = "the JSON ends before a closing"
#: What a text has too much of where a brace was closed that wasn't missing.
_LEFT_OVER: Final = "text after the end of the JSON value left out"


def parse_json(text: str) -> Parsed:
    """Reads the one JSON value of a text, strictly if that works and with repairs if not.

    Raises:
        ParseError: no tier of repairs makes JSON of it; the place is the one where the strict reading stopped.
    """
    first: ParseError | None = None
    for tier in (STRICT, RELAXED, LENIENT):
        try:
            parsed = _Decoder(text, tier).decode()
        except ParseError as error:
            first = first or error
        else:
            return _by_indentation(text, parsed)
    assert first is not None  # noqa: S101 - for the type checker
    raise first


def _by_indentation(text: str, parsed: Parsed) -> Parsed:
    """The reading that closes braces where the indentation falls back, if one is missing and that makes up for it.

    By brackets alone everything behind the place of a missing brace belongs to the object that it should have ended.
    """
    if not any(each.message.startswith(_UNENDED) for each in parsed.repairs):
        return parsed
    try:
        other = _Decoder(text, INDENTED).decode()
    except ParseError:
        return parsed
    whole = not any(each.message.startswith((_UNENDED, _LEFT_OVER)) for each in other.repairs)
    return other if whole else parsed


class _Decoder:
    """One walk over one text."""

    def __init__(self, text: str, tier: int) -> None:
        self.text = text
        self.tier = tier
        self.breaks = [match.start() for match in re.finditer("\n", text)]
        self.repairs: list[Trouble] = []

    def decode(self) -> Parsed:
        value, node, at = self._value(self._skip(0), 0)
        at = self._skip(at)
        if at < len(self.text):
            self._forgive(LENIENT, at, _LEFT_OVER)
        return Parsed(value, node, tuple(self.repairs))

    def line(self, at: int) -> int:
        return bisect_right(self.breaks, at - 1) if at else 0

    def _fail(self, at: int, message: str) -> NoReturn:
        raise ParseError(self.line(min(at, len(self.text))), message)

    def _forgive(self, tier: int, at: int, message: str) -> None:
        if self.tier < tier:
            self._fail(at, message)
        self.repairs.append(Trouble(self.line(min(at, len(self.text))), message))

    def _skip(self, at: int) -> int:
        """Skips white space and, from a higher tier on, comments and elisions."""
        at = _SPACE.match(self.text, at).end()  # type: ignore[union-attr]
        while at < len(self.text) and self.text[at] in "/#.…":
            if found := _COMMENT.match(self.text, at):
                self._forgive(RELAXED, at, "comment in JSON")
            elif found := _ELLIPSIS.match(self.text, at):
                self._forgive(LENIENT, at, "elision in JSON")
            else:
                break
            at = _SPACE.match(self.text, found.end()).end()  # type: ignore[union-attr]
        return at

    def _value(self, at: int, depth: int) -> tuple[Any, Node, int]:
        character = self.text[at : at + 1]
        if character == '"':
            value, end = self._string(at)
            return value, Node(self.line(at), self.line(end - 1)), end
        if character in ("{", "["):
            if hidden := _HIDDEN.match(self.text, at):
                self._forgive(LENIENT, at, "elision in JSON")
                line, last = self.line(at), self.line(hidden.end() - 1)
                return {ELISION: ""} if character == "{" else [ELISION], Node(line, last), hidden.end()
            if depth >= MAX_DEPTH:
                self._fail(at, f"nested deeper than {MAX_DEPTH} levels")
            return self._object(at, depth) if character == "{" else self._array(at, depth)
        value, end = self._scalar(at)
        line = self.line(at)
        return value, Node(line, line), end

    def _string(self, at: int) -> tuple[str, int]:
        try:
            return _scan_string(self.text, at + 1, True)
        except JSONDecodeError as error:
            self._forgive(RELAXED, error.pos, "control character in a JSON string")
        try:
            return _scan_string(self.text, at + 1, False)
        except JSONDecodeError as error:
            self._forgive(LENIENT, at, f"string in JSON: {error.msg}")
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return self.text[at + 1 : end].rstrip(), end

    def _scalar(self, at: int) -> tuple[Any, int]:
        if number := _NUMBER.match(self.text, at):
            if number[2] or number[3]:
                return _finite(number[0]), number.end()
            return (int(number[0]) if len(number[0]) <= _MAX_DIGITS else number[0]), number.end()
        word = _WORD.match(self.text, at)
        if word and word[0] in _SPELLED:
            self._forgive(RELAXED, at, f"{word[0]} is no JSON value")
        if word and word[0] in _WORDS:
            return _WORDS[word[0]], word.end()
        if at >= len(self.text):
            self._forgive(LENIENT, at, "the JSON ends in the middle of a value")
            return None, at
        if block := _BLOCK_SCALAR.match(self.text, at):
            self._forgive(LENIENT, at, "YAML's block text in JSON")
            return self._block_scalar(block.end())
        return self._fail(at, "no JSON value")

    def _block_scalar(self, at: int) -> tuple[str, int]:
        """``"Key": |`` as YAML has it: every line that is indented deeper than the key's."""
        line = self.text.rfind("\n", 0, at - 1) + 1
        indent = _indent(self.text, line)
        lines = []
        while at < len(self.text):
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            row = self.text[at:end]
            if row.strip() and _indent(row, 0) <= indent:
                break
            lines.append(row)
            at = min(end + 1, len(self.text))
        return dedent("\n".join(lines)).rstrip(), at

    def _object(self, at: int, depth: int) -> tuple[Any, Node, int]:
        start = self.line(at)
        value: dict[str, Any] = {}
        nodes: dict[str | int, Node] = {}
        at = self._skip(at + 1)
        while not self._closed(at, "}"):
            key, item, node, at = self._entry(at, depth, value)
            value[key] = item
            nodes[key] = node
            end = at
            at = self._separator(at, "}")
            if self.tier == INDENTED and self._falls_back(at, start):
                self._forgive(INDENTED, at, "a closing } is missing, put where the indentation falls back")
                return value, Node(start, self._last_line(end - 1), nodes), end
        return value, Node(start, self._last_line(at), nodes), min(at + 1, len(self.text))

    def _falls_back(self, at: int, start: int) -> bool:
        """Whether a key begins its line no deeper than the line that opens the object in which it would stand."""
        line = self.breaks[start - 1] + 1 if start else 0
        own = self.text.rfind("\n", 0, at) + 1
        begins = at < len(self.text) and self.text[at] == '"' and not self.text[own:at].strip()
        return begins and _indent(self.text, own) <= _indent(self.text, line)

    def _entry(self, at: int, depth: int, seen: dict[str, Any]) -> tuple[str, Any, Node, int]:
        if self.text[at] != '"':
            self._fail(at, "a key in double quotes is expected")
        line = self.line(at)
        key, end = self._string(at)
        if key in seen:
            self.repairs.append(Trouble(line, f"key {key!r} stands twice, the last one counts"))
        end = self._skip(end)
        if self.text[end : end + 1] == ":":
            end = self._skip(end + 1)
        else:
            self._forgive(LENIENT, end, "a colon is missing")
        item, node, end = self._value(end, depth + 1)
        return key, item, Node(line, node.end, node.children), end

    def _array(self, at: int, depth: int) -> tuple[Any, Node, int]:
        start = self.line(at)
        value: list[Any] = []
        nodes: dict[str | int, Node] = {}
        at = self._skip(at + 1)
        while not self._closed(at, "]"):
            item, node, at = self._value(at, depth + 1)
            nodes[len(value)] = node
            value.append(item)
            at = self._separator(at, "]")
        return value, Node(start, self._last_line(at), nodes), min(at + 1, len(self.text))

    def _closed(self, at: int, bracket: str) -> bool:
        if at < len(self.text):
            return self.text[at] == bracket
        self._forgive(LENIENT, at, f"{_UNENDED} {bracket}")
        return True

    def _separator(self, at: int, bracket: str) -> int:
        """Steps over the comma between two entries; gives the place of the next entry or of the bracket."""
        at = self._skip(at)
        if self.text[at : at + 1] == ",":
            after = self._skip(at + 1)
            while self.text[after : after + 1] == ",":
                self._forgive(LENIENT, after, "a comma too many")
                after = self._skip(after + 1)
            if self.text[after : after + 1] == bracket:
                self._forgive(RELAXED, at, f"comma before a closing {bracket}")
            return after
        if at < len(self.text) and self.text[at] != bracket:
            if self.text[at] in "}]":
                self._fail(at, f"a closing {bracket} is expected")
            self._forgive(LENIENT, at, "a comma is missing")
        return at

    def _last_line(self, at: int) -> int:
        return self.line(min(at, max(len(self.text) - 1, 0)))


def _indent(text: str, at: int) -> int:
    """Width of the white space from a place on."""
    return len(text[at : at + MAX_INDENT]) - len(text[at : at + MAX_INDENT].lstrip(" \t"))


def _finite(text: str) -> float | str:
    """A float, or the text of one that is beyond floats: JSON has no infinity."""
    number = float(text)
    return text if abs(number) == float("inf") else number

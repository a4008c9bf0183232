"""Makes YAML of what is almost YAML, in tiers, the mildest that works; a line stays the line it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from reviewer.extract.positions import ParseError, Trouble
from reviewer.extract.yaml_text import Yaml, parse_yaml

#: Entries that are left out before a text counts as no YAML at all.
_MOST_UNREAD: Final = 8

_KEY: Final = re.compile(r" *([\w'\"./:-]+?)\s*:(?:\s|$)")
_TAB: Final = re.compile(r"^[ ]*\t[ \t]*")
_BARE_STAR: Final = re.compile(r"^(\s*(?:-\s+|[\w:'\"-]+:\s+))(\*(?![\w-]+\s*$)[^#\n]*?|[%@`][^#\n]*?)(\s*)$")
_ELISION: Final = re.compile(r"^\s*(?:-\s*)?(?:\.\.\.|…|\[\.\.\.\]|<\.\.\.>).*$")
_MARKUP: Final = re.compile(r"^\s*(?:```.*|~~~.*|\*\*.*\*\*:?|<<<<<<<.*|=======|>>>>>>>.*)\s*$")


class Unread(NamedTuple):
    """An entry of a mapping that stayed unreadable.

    Attributes:
        path: its key, below that of the section around it where there is one.
        start: first line, 0-based.
        end: last line.
    """

    path: tuple[str, ...]
    start: int
    end: int


class Repaired(NamedTuple):
    """A text read as YAML.

    Attributes:
        yaml: what could be read.
        repairs: what had to be put right.
        unread: what had to be left out.
    """

    yaml: Yaml
    repairs: tuple[Trouble, ...] = ()
    unread: tuple[Unread, ...] = ()


def parse_repaired(text: str) -> Repaired:
    """Reads a text as YAML, with as many tiers of repairs as it needs.

    The last tier leaves out the entries, of the first or second level, that can't be read.

    Raises:
        ParseError: no tier makes YAML of it; the place is the one where the unrepaired text stopped.
    """
    repairs: list[Trouble] = []
    lines = text.split("\n")
    try:
        return Repaired(parse_yaml(text))
    except ParseError as error:
        first = error
    for tier in (_mend_blanks, _mend_scalars, _mend_leavings):
        found = tier(lines)
        if not found:
            continue
        repairs += found
        try:
            return Repaired(parse_yaml("\n".join(lines)), tuple(sorted(repairs)))
        except ParseError:
            continue
    return _without_unreadable(lines, repairs, first)


def _without_unreadable(lines: list[str], repairs: list[Trouble], first: ParseError) -> Repaired:
    unread: list[Unread] = []
    error = first
    for _ in range(_MOST_UNREAD):
        try:
            yaml = parse_yaml("\n".join(lines))
        except ParseError as found:
            error = found
        else:
            break
        entry = _entry_around(lines, min(error.line, len(lines) - 1))
        if entry is None:
            raise first
        unread.append(entry)
        repairs.append(Trouble(min(error.line, entry.end), f"{entry.path[-1]} can't be read: {error.message}"))
        lines[entry.start : entry.end + 1] = [""] * (entry.end + 1 - entry.start)
    else:
        raise first
    kept = sum(len(document.value) for document in yaml.documents if isinstance(document.value, dict))
    if not kept:
        raise first
    return Repaired(yaml, tuple(sorted(repairs)), tuple(sorted(unread)))


def _entry_around(lines: list[str], line: int) -> Unread | None:
    """The entry of the second level that a line lies in or comes after, else that of the first."""
    while line > 0 and not lines[line].strip():
        line -= 1
    top = next((n for n in range(line, -1, -1) if _KEY.match(lines[n]) and lines[n][0] != " "), None)
    if top is None:
        return None
    keys = [n for n in range(top + 1, line + 1) if _KEY.match(lines[n])]
    level = min((_indent(lines[n]) for n in keys), default=0)
    starts = [n for n in keys if _indent(lines[n]) == level and level]
    start = starts[-1] if starts else top
    end = start
    for number in range(start + 1, len(lines)):
        if lines[number].strip() and _indent(lines[number]) <= _indent(lines[start]) and number > line:
            break
        if lines[number].strip():
            end = number
    names = [_KEY.match(lines[n]) for n in ((top, start) if start != top else (top,))]
    return Unread(tuple(name[1].strip("'\"") for name in names if name), start, end)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


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

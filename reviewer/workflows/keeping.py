"""What a person wrote into a report between keep-marks, carried over into the report that takes its place.

    <!-- reviewer:keep NAME -->
    anything
    <!-- reviewer:end NAME -->

The first mark begins its line. Lines that a report quotes from a task never do, since a report puts something before
every one of them; so no task can pass off its words as a person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPEN = re.compile(r"^[ \t]*<!--[ \t]*reviewer:keep[ \t]+([\w.-]+)[ \t]*-->", re.MULTILINE)
_CLOSE = r"<!--[ \t]*reviewer:end[ \t]+{name}[ \t]*-->"


class UnclosedError(ValueError):
    """A keep-mark without its end: nobody can tell which words are the person's.

    Attributes:
        name: of the pair.
        line: of the mark, counted from 1.
    """

    def __init__(self, name: str, line: int) -> None:
        super().__init__(name, line)
        self.name = name
        self.line = line


class Kept(NamedTuple):
    """One pair of marks.

    Attributes:
        name: of the pair.
        begin: offset of the first mark.
        start: offset of what is kept.
        end: offset of the last mark.
        stop: offset behind it.
    """

    name: str
    begin: int
    start: int
    end: int
    stop: int


def find_kept(text: str) -> Iterator[Kept]:
    """Finds the pairs in order of appearance; marks inside a pair belong to what it keeps.

    Raises:
        UnclosedError: where a pair has no end.
    """
    opening = _OPEN.search(text)
    while opening:
        name = opening[1]
        closing = re.compile(_CLOSE.format(name=re.escape(name))).search(text, opening.end())
        if closing is None:
            raise UnclosedError(name, text.count("\n", 0, opening.start(1)) + 1)
        yield Kept(name, opening.start(), opening.end(), closing.start(), closing.end())
        opening = _OPEN.search(text, closing.end())


def carry_over(old: str, new: str) -> str:
    """Puts what an old report keeps into a new one; what has no place there comes at its end.

    Raises:
        UnclosedError: where a pair of the old report has no end.
    """
    contents: dict[str, list[str]] = {}
    for each in find_kept(old):
        contents.setdefault(each.name, []).append(old[each.start : each.end])
    kept = {name: _join(parts) for name, parts in contents.items()}
    made, at = [], 0
    for each in find_kept(new):
        words = kept.pop(each.name, "")
        made += [new[at : each.start], words if words.strip() else new[each.start : each.end]]
        at = each.end
    made.append(new[at:])
    return "".join(made) + "".join(_pair(name, words) for name, words in kept.items())


def _join(parts: list[str]) -> str:
    """Brings the contents of pairs of one name together; of several, the empty ones say nothing."""
    if len(parts) == 1:
        return parts[0]
    said = [part.strip("\n") for part in parts if part.strip()]
    return "\n" + "\n\n".join(said) + "\n"


def _pair(name: str, words: str) -> str:
    return f"\n<!-- reviewer:keep {name} -->{words}<!-- reviewer:end {name} -->\n"

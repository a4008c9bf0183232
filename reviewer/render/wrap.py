"""Lines that fit a terminal: words wrapped by the columns they take, long paths broken behind a slash."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

#: What further lines hang behind: indentation, then short columns that two spaces end, or the sign of a change.
_LABEL: Final = re.compile(r"\s*(?:[-+~>] |(?:\S{1,14} {2,})+)")
#: Columns that further lines of a line without a label are indented by.
_HANG: Final = 2
#: A label that leaves fewer columns than this is a whole row of a table.
_ROOM: Final = 4


def measure(text: str) -> int:
    """Counts the columns of a text: wide characters take two, combining ones none."""
    return len(text) if text.isascii() else sum(_columns(character) for character in text)


def wrap(text: str, width: int) -> list[str]:
    """Breaks a text into lines of at most ``width`` columns; a text without words is one empty line."""
    lines, line = [], ""
    for word in text.split():
        for piece in _split_word(word, width):
            joined = f"{line} {piece}" if line else piece
            if line and measure(joined) > width:
                lines.append(line)
                joined = piece
            line = joined
    return [*lines, line]


def fold(line: str, width: int) -> list[str]:
    """Breaks one line of a report into lines of at most ``width`` columns; one that fits stays as it is.

    Further lines hang behind the line's label: ``FAILED  `` of a gate, ``~ `` of a change, the numbers of a table.
    """
    if measure(line) <= width:
        return [line]
    label = _LABEL.match(line)
    if label and measure(label[0]) > width - _ROOM:
        label = None  # a row of a table leaves no room behind its columns
    front = label[0] if label else line[: len(line) - len(line.lstrip())]
    hang = measure(front) + (0 if label else _HANG)
    first, *others = wrap(line[len(front) :], max(width - hang, 1))
    return [front + first, *(" " * hang + other for other in others)]


def _split_word(word: str, width: int) -> Iterator[str]:
    """Splits a word that no line can hold, behind its last slash that fits."""
    while measure(word) > width:
        room = _fit(word, width)
        cut = word.rfind("/", 1, room) + 1 or room
        yield word[:cut]
        word = word[cut:]
    yield word


def _fit(word: str, width: int) -> int:
    """How many characters of a word fit; at least one, so that a narrow terminal ends the loop too."""
    taken = 0
    for place, character in enumerate(word):
        taken += _columns(character)
        if taken > width:
            return max(place, 1)
    return len(word)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

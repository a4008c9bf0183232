"""Strings that hold another language: JSON by meaning, code by line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from reviewer.diff.lists import likeness
from reviewer.diff.references import Renames
from reviewer.diff.sequences import align, gaps, pair_gap
from reviewer.model import MISSING

#: Lines less alike than this are one line removed and another added.
_LINE_THRESHOLD: Final = 0.5


#: A line that is a comment in the languages that are kept in strings, no interpreter line and no selector.
_COMMENT: Final = re.compile(r"\s*(?:#(?:[\s#=*-]|$)|//|\"\"\".*\"\"\"\s*$)")


class LineEdit(NamedTuple):
    """One line that differs; numbers are counted from 1, None where the line is missing."""

    left: int | None
    right: int | None
    before: Any
    after: Any
    noise: str | None

    @property
    def is_comment(self) -> bool:
        """Whether the line is nothing but a comment on every side where it is."""
        return all(_COMMENT.match(side) is not None for side in (self.before, self.after) if side is not MISSING)


def parse_embedded(text: str) -> Any:
    """Gives the object or list that a string holds as JSON, MISSING where it holds none."""
    if text.lstrip()[:1] not in ("{", "["):
        return MISSING
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return MISSING
    return value if value else MISSING


def is_code(text: str) -> bool:
    """Says whether a string is compared line by line."""
    return "\n" in text.strip()


def compare_lines(left: str, right: str, renames: Renames) -> Iterator[LineEdit]:
    """Yields the lines that differ, white space aside first.

    Lines that differ in white space only, and empty lines, are ``formatting``; lines equal once references follow the
    renames are ``reference``.
    """
    before, after = left.split("\n"), right.split("\n")
    folded = [_fold(renames.text(line)) for line in before], [_fold(line) for line in after]
    pairs = align(*folded)
    for gap in gaps(pairs, len(before), len(after)):
        pairs += pair_gap(*gap, lambda i, j: likeness(folded[0][i], folded[1][j]), _LINE_THRESHOLD)
    paired = dict(pairs)
    yield from _paired_lines(before, after, sorted(pairs), folded)
    taken = set(paired.values())
    yield from (_gone(i, before[i]) for i in range(len(before)) if i not in paired)
    yield from (_new(j, after[j]) for j in range(len(after)) if j not in taken)


def _paired_lines(
    before: list[str], after: list[str], pairs: list[tuple[int, int]], folded: tuple[list[str], list[str]]
) -> Iterator[LineEdit]:
    for i, j in pairs:
        if before[i] != after[j]:
            yield LineEdit(i + 1, j + 1, before[i], after[j], _noise(before[i], folded[0][i], folded[1][j]))


def _noise(before: str, renamed: str, after: str) -> str | None:
    if _fold(before) == after:
        return "formatting"
    return "reference" if renamed == after else None


def _gone(index: int, line: str) -> LineEdit:
    return LineEdit(index + 1, None, line, MISSING, None if line.strip() else "formatting")


def _new(index: int, line: str) -> LineEdit:
    return LineEdit(None, index + 1, MISSING, line, None if line.strip() else "formatting")


def _fold(text: str) -> str:
    return " ".join(text.split())

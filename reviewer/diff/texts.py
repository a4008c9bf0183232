"""Strings that hold another language: JSON by meaning, code by line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

from reviewer.diff.lists import likeness
from reviewer.diff.references import Renames
from reviewer.diff.sequences import align, gaps, pair_gap
from reviewer.model import MISSING

#: Lines less alike than this are one line removed and another added.
_LINE_THRESHOLD: Final = 0.5


#: A line that is a comment in the languages that are kept in strings, no interpreter line and no selector.
_COMMENT: Final = re.compile(r"\s*(?:#(?:[\s#=*-]|$)|//|\"\"\".*\"\"\"\s*$)")


#: Gives the tokens of a program with their lines, counted from 0; None where a text is none. The reading of programs
#: is not this package's: who calls it brings it.
Tokenizer = Callable[[str], Sequence[tuple[str, int]] | None]


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


def compare_lines(left: str, right: str, renames: Renames, tokenize: Tokenizer | None = None) -> Iterator[LineEdit]:
    """Yields the lines that differ, white space aside first.

    Lines that differ in white space only, and empty lines, are ``formatting``, and so are lines between equal ones
    that hold the same tokens in another layout; lines equal once references follow the renames are ``reference``.
    """
    before, after = left.split("\n"), right.split("\n")
    folded = [_fold(renames.text(line)) for line in before], [_fold(line) for line in after]
    pairs = align(*folded)
    between = gaps(pairs, len(before), len(after))
    layout = _Layout(left, right, between, tokenize)
    for gap in between:
        pairs += pair_gap(*gap, lambda i, j: likeness(folded[0][i], folded[1][j]), _LINE_THRESHOLD)
    paired = dict(pairs)
    taken = set(paired.values())
    edits = chain(
        _paired_lines(before, after, sorted(pairs), folded),
        (_gone(i, before[i]) for i in range(len(before)) if i not in paired),
        (_new(j, after[j]) for j in range(len(after)) if j not in taken),
    )
    for edit in edits:
        stays = edit.noise is None and not edit.is_comment and layout.is_all_of(edit)
        yield edit._replace(noise="formatting") if stays else edit


class _Layout:
    """Where two programs differ in their layout only.

    Args:
        left: the one program.
        right: the other one.
        between: the lines between equal lines.
        tokenize: reads them; without it, or where one of them is no program, nothing is layout.
    """

    def __init__(
        self, left: str, right: str, between: Iterable[tuple[range, range]], tokenize: Tokenizer | None
    ) -> None:
        read = [tokenize(text) if tokenize else None for text in (left, right)]
        known = all(tokens is not None for tokens in read)
        self._tokens = [_by_line(tokens if known and tokens else ()) for tokens in read]
        self._same: tuple[set[int], set[int]] = set(), set()
        for gap in between if known else ():
            one, other = (
                [token for line in rows for token in side.get(line, ())]
                for side, rows in zip(self._tokens, gap, strict=True)
            )
            if one == other:
                self._same[0].update(gap[0])
                self._same[1].update(gap[1])

    def is_all_of(self, edit: LineEdit) -> bool:
        """Whether an edit is layout: the lines around it, or its own two lines, hold the same tokens."""
        places = [None if number is None else number - 1 for number in (edit.left, edit.right)]
        if all(place is None or place in same for place, same in zip(places, self._same, strict=True)):
            return True
        one, other = (
            side.get(-1 if place is None else place) for side, place in zip(self._tokens, places, strict=True)
        )
        return one is not None and one == other


def _by_line(tokens: Iterable[tuple[str, int]]) -> dict[int, list[str]]:
    lines: dict[int, list[str]] = {}
    for text, line in tokens:
        lines.setdefault(line, []).append(text)
    return lines


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

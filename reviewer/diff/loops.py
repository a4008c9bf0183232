"""What one side makes in a loop or by a helper and the other writes out: a log group for each function, one by one.

The first of what is written out is the loop under another name, the others are its copies. A copy is told by what tells
it from the loop: what both say alike, and what the loop fills in from what it goes through, has come or gone nowhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, TypeGuard

from reviewer.diff.loop_signs import signs
from reviewer.diff.rounds import Rounds, is_looped, known_words
from reviewer.diff.row_likeness import is_optional, measure_likeness
from reviewer.diff.same_types import same_type
from reviewer.diff.values import Edit, additions, removals
from reviewer.diff.words import IDLE, split_words, type_words
from reviewer.leaves import scalars_in
from reviewer.model import Element

__all__ = ["Row", "Rows", "find_rows", "is_looped"]

#: One is no row.
_SEVERAL: Final = 2
#: What a loop counts by: a short number, or a letter.
_COUNTED: Final = re.compile(r"\d{1,2}|[a-zA-Z]")
_NUMBERED: Final = re.compile(r"(?<![\w.])\d[\w./:-]*|\*")

_Pairs = list[tuple[Element | None, Element | None]]


class Row(NamedTuple):
    """What a loop makes, written out.

    Attributes:
        loop: the one side's.
        side: where the others are: 0 or 1.
        written: the others, the one first that is paired with the loop.
    """

    loop: Element
    side: int
    written: tuple[Element, ...]


class Rows:
    """The rows of two documents.

    Attributes:
        all: every row, once.

    Args:
        rows: all of them.
        rounds: what the loops of each document fill in.
        sides: elements of each document.
    """

    def __init__(
        self, rows: Iterable[Row], rounds: tuple[Rounds, Rounds], sides: tuple[Sequence[Element], ...]
    ) -> None:
        self._rounds = rounds
        self._sides = sides
        self._known: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        self.all = tuple(rows)
        self._of = {id(each): row for row in self.all for each in (row.loop, *row.written)}

    def of(self, one: Element | None, other: Element | None) -> Row | None:
        """Gives the row that two elements, or one without a counterpart, belong to."""
        row = self._of.get(id(one if one is not None else other))
        if row is None or (one is not None and other is not None and row.loop is not one and row.loop is not other):
            return None
        return row

    def mark(self, edits: Iterable[Edit], row: Row, *, moved: bool) -> Iterator[Edit]:
        """Gives the edits of a pair, without a meaning where only the loop fills in what the other writes out.

        Args:
            edits: of the loop and one of what is written out.
            row: that both belong to.
            moved: whether their addresses tell already that one is a loop.
        """
        for edit in edits:
            alike = edit.noise is None and self._is_round(edit, row, moved=moved)
            yield edit._replace(noise="loop") if alike else edit

    def spell_out(self, copy: Element, row: Row, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Gives what a copy is beside the edits that tell it from the loop: it is there, and nothing new.

        Args:
            copy: of the row.
            row: of the copy.
            edits: those that have a meaning.
        """
        told = [path for each in edits if (path := each.right if row.side else each.left) is not None]
        for edit in (additions if row.side else removals)(copy.value, ()):
            path = (edit.right if row.side else edit.left) or ()
            if not any(path[: len(each)] == each or each[: len(path)] == path for each in told):
                yield edit._replace(noise="loop")

    def _is_round(self, edit: Edit, row: Row, *, moved: bool) -> bool:
        value, other = (edit.before, edit.after) if row.side else (edit.after, edit.before)
        path = edit.left if row.side else edit.right
        if edit.op == ("remove" if row.side else "add"):
            if path and path[0] in signs().counts:
                return moved
            return self._fills(row, value) and any(is_optional(each) for each in scalars_in(value))
        if edit.op != "replace" or not self._fills(row, value):
            return False
        filled = self._rounds[1 - row.side].fills_in(row.loop, value, other)
        rest = [each for each in filled or [] if not _COUNTED.fullmatch(each)]
        return self._knows(row, value, rest if filled is not None else other)

    def _fills(self, row: Row, value: Any) -> bool:
        return self._rounds[1 - row.side].fills(row.loop, value)

    def _knows(self, row: Row, value: Any, other: Any) -> bool:
        """Whether what is written out is among what the side of the loop goes through: no other port is hidden so."""
        side = 1 - row.side
        if side not in self._known:
            texts = list(known_words(self._sides[side]))
            called = [str(token) for each in self._sides[side] for token in each.path]
            self._known[side] = (
                frozenset(number for text in texts for number in _NUMBERED.findall(text)),
                frozenset(word for text in (*texts, *called) for word in split_words(text)),
            )
        numbers, words = self._known[side]
        through = [str(each) for key in signs().counts for each in scalars_in(_member(row.loop, key))]
        numbers |= {number for text in through for number in _NUMBERED.findall(text)}
        own = {word for each in (*scalars_in(value), *through) for word in split_words(str(each))}
        own |= set(type_words(row.loop.type)) | IDLE
        for each in scalars_in(other):
            said = [word for word in split_words(str(each)) if not word.isdigit()]
            unknown = [word for word in said if word not in words and word not in own]
            if not set(_NUMBERED.findall(str(each))) <= numbers or 2 * len(unknown) > len(said):
                return False
        return True


def _member(element: Element, key: str) -> Any:
    return element.value.get(key) if isinstance(element.value, dict) else None


def find_rows(pairs: _Pairs, left: Sequence[Element], right: Sequence[Element]) -> tuple[_Pairs, Rows]:
    """Finds what is a loop on one side and several on the other, and pairs the first of them with the loop.

    Args:
        pairs: all elements of both documents.
        left: elements of the one document.
        right: elements of the other one.
    """
    rounds = Rounds(left), Rounds(right)
    rows = [row for side in (0, 1) for row in _rows(pairs, side, rounds)]
    partners = {id(each): row for row in rows for each in (row.loop, row.written[0])}
    found: _Pairs = []
    for one, other in pairs:
        each = one if one is not None else other
        row = partners.get(id(each)) if one is None or other is None else None
        if row is None:
            found.append((one, other))
        elif each is (row.written[0] if row.side == 0 else row.loop):
            found.append((row.written[0], row.loop) if row.side == 0 else (row.loop, row.written[0]))
    return found, Rows(rows, rounds, (left, right))


def _rows(pairs: _Pairs, side: int, rounds: tuple[Rounds, Rounds]) -> Iterator[Row]:
    """The rows that are written out on a side."""
    free: dict[str, list[tuple[Element, Element | None]]] = defaultdict(list)
    loops: dict[str, list[tuple[Element, Element | None]]] = defaultdict(list)
    for pair in pairs:
        written, loop = pair[side], pair[1 - side]
        if written is not None and loop is not None and not _is_one(written, loop, side, rounds):
            continue
        if _is_made(written) and not rounds[side].stands_for_several(written):
            free[same_type(written.type)].append((written, loop))
        if _is_made(loop) and rounds[1 - side].stands_for_several(loop):
            loops[same_type(loop.type)].append((loop, written))
    weights = signs().weights
    made = Counter(same_type(each.type) for pair in pairs if _is_made(each := pair[1 - side]))
    for kind, among in loops.items():
        least = weights.lone if made[kind] == 1 else weights.alike
        chosen: list[list[tuple[float, Element]]] = [[] for _ in among]
        for written, paired in free[kind]:
            own = [at for at, (loop, _) in enumerate(among) if paired is None or paired is loop]
            scores = [(measure_likeness(among[at][0], written, rounds[1 - side]), -at) for at in own]
            score, at = max(scores, default=(0.0, 0))
            if score >= least:
                chosen[-at].append((score, written))
        for (loop, partner), found in zip(among, chosen, strict=True):
            if len(found) >= _SEVERAL and (partner is None or any(each is partner for _, each in found)):
                first = partner or max(found, key=lambda each: each[0])[1]
                yield Row(loop, side, (first, *(each for _, each in found if each is not first)))


def _is_made(element: Element | None) -> TypeGuard[Element]:
    return element is not None and element.kind == "resource"


def _is_one(written: Element, loop: Element, side: int, rounds: tuple[Rounds, Rounds]) -> bool:
    """Whether of two that are paired the one is a loop, and the other is none."""
    return rounds[1 - side].stands_for_several(loop) and not rounds[side].stands_for_several(written)

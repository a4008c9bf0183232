"""What one side makes in a loop or by a helper and the other writes out: a log group for each function, one by one.

The first of what is written out is the loop under another name, the others are its copies. A copy is told by what tells
it from the loop: what both say alike, and what the loop fills in from what it goes through, has come or gone nowhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple, TypeGuard

from reviewer.diff.rounds import Rounds, is_looped, known_words
from reviewer.diff.same_types import same_type
from reviewer.diff.values import Edit, additions, removals
from reviewer.diff.words import IDLE, contradict, split_words, type_words, words_of
from reviewer.keys import name_keys
from reviewer.leaves import scalars_in, walk_leaves
from reviewer.model import MISSING, Element, Expression

__all__ = ["Row", "Rows", "find_rows", "is_looped"]

#: So many leaves are alike, at least.
_ALIKE: Final = 0.5
#: Where the loop makes all that its side has of a type, less is enough: the instances of the one cluster.
_LONE: Final = 0.25
#: So many of the fixed words of its name are said by each of them.
_SAID: Final = 0.6
#: With half of them so many leaves have to be.
_HALF: Final = 0.5
_SURE: Final = 0.7
#: What a word of the name weighs against the values.
_NAMED: Final = 0.3
#: What is filled in with something that is not known to be the same.
_FILLED: Final = 0.5
#: What a key says that both have, whatever its values are; and what two references to the same of one type do.
_KEY: Final = 0.3
_SAME_KIND: Final = 0.8
_REFERENCE: Final = re.compile(r"(\w+)\.[\w-]+\.(\w+)\Z")
#: Of this many keys in common the rest may have come or gone; it speaks a little less for it.
_ENOUGH: Final = 3
_PART: Final = 0.7
#: What stands around a text of a program.
_QUOTES: Final = re.compile(r"""\b[frbFRB]{0,2}["'`]""")
#: Words of any name in the cloud.
_ANYWHERE: Final = frozenset({"aw", "arn"})
#: How a key ends that names what bears it.
_NAME: Final = "name"
#: One is no row.
_SEVERAL: Final = 2
#: Keys that say how many there are, and how each is called.
_COUNTS: Final = frozenset({"for_each", "count", "id"})
#: Keys that say nothing of what it does.
_IDLE_KEYS: Final = frozenset({"tags", "depends_on", "lifecycle", *_COUNTS})
#: What stands for a text that code fills in.
_HOLE: Final = re.compile(r"\$?\{[^{}]*\}")
#: A value that may be nothing.
_PERHAPS: Final = re.compile(r"\?\.|\?\?|\btry\(|\blookup\(|\.get\(|\bnull\b|\bNone\b|\bor\b|\|\|")
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
            if path and path[0] in _COUNTS:
                return moved
            return self._fills(row, value) and any(_PERHAPS.search(str(each)) for each in scalars_in(value))
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
        through = [str(each) for key in _COUNTS for each in scalars_in(_member(row.loop, key))]
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
    made = Counter(same_type(each.type) for pair in pairs if _is_made(each := pair[1 - side]))
    for kind, among in loops.items():
        least = _LONE if made[kind] == 1 else _ALIKE
        chosen: list[list[tuple[float, Element]]] = [[] for _ in among]
        for written, paired in free[kind]:
            own = [at for at, (loop, _) in enumerate(among) if paired is None or paired is loop]
            scores = [(_likeness(among[at][0], written, rounds[1 - side]), -at) for at in own]
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


def _likeness(loop: Element, written: Element, rounds: Rounds) -> float:
    """How much speaks for it that a loop makes what is written out, 0 where too little does."""
    if contradict(words_of(loop), words_of(written)):
        return 0.0
    # without the words and initials of its type: `pab` says no more than that it blocks public access
    fixed = [word.removesuffix("s") for word in sorted(words_of(_bare(loop, rounds.fixed(loop))).own)]
    address = {word for token in written.path[1:] for word in _words(token)}
    said = address | {word for each in scalars_in(written.value) for word in _words(each)}
    called = sum(word in said for word in fixed) / len(fixed) if fixed else 1.0
    if called < _HALF:
        return 0.0
    ours, theirs = dict(_leaves(loop)), dict(_leaves(written))
    alike, counted = 0.0, 0
    for key, value in ours.items():
        fills = rounds.fills(loop, value)
        other = theirs[key] if key in theirs else _below(theirs, key)
        agreed = _agreement(value, other, fills=fills) if other is not MISSING else 0.0
        if agreed is None and key[-1].endswith(_NAME):
            return 0.0  # it is called otherwise
        alike += _KEY + (1 - _KEY) * (agreed or 0.0) if other is not MISSING else 0.0
        counted += other is not MISSING or not (fills and _PERHAPS.search(str(value)))
    own = sum(1 for key in theirs if not any(key[:end] in ours for end in range(1, len(key) + 1))) + counted
    common = sum(1 for key in ours if key in theirs)
    share = max(
        alike / max(1, own), _PART * alike / max(_ENOUGH, min(counted, len(theirs))) if common >= _ENOUGH else 0.0
    )
    named = _NAMED * sum(word in address for word in fixed) / len(fixed) if fixed else 0.0
    return share + named if common and share >= (0 if called >= _SAID else _SURE) else 0.0


def _below(leaves: Mapping[tuple[str, ...], Any], key: tuple[str, ...]) -> Any:
    """The texts of what stands below a key, where the loop takes all of it from what it goes through."""
    found = [str(value) for path, value in leaves.items() if path[: len(key)] == key]
    return Expression(" ".join(found)) if found else MISSING


def _bare(loop: Element, name: str) -> Element:
    return replace(loop, path=(loop.path[0], name), name=name, value={})


def _leaves(element: Element) -> Iterator[tuple[tuple[str, ...], Any]]:
    for path, value in walk_leaves(element.value):
        keys = name_keys(path)
        if keys and keys[0] not in _IDLE_KEYS:
            yield keys, value


def _agreement(one: Any, other: Any, *, fills: bool) -> float | None:
    """How much of a value of the loop is in what is written out; None where nothing fixed is."""
    if str(one) == str(other):
        return 1.0
    if not fills:
        return _SAME_KIND if _refer_alike(one, other) else 0.0
    parts = [_QUOTES.sub("", part) for part in _HOLE.split(str(one))]
    words = {word for part in parts for word in _words(part)} - IDLE - _ANYWHERE if len(parts) > 1 else set[str]()
    if not words or _PERHAPS.search(str(one)) or (isinstance(other, Expression) and not _QUOTES.search(other)):
        return _FILLED
    if re.search(".*".join(map(re.escape, parts)), str(other)):
        return 1.0
    return 0.0 if words & set(_words(other)) else None


def _words(text: Any) -> list[str]:
    """The words of a text, of one thing or of several."""
    return [word.removesuffix("s") for word in split_words(str(text))]


def _refer_alike(one: Any, other: Any) -> bool:
    """Whether both refer to the same of one type: ``aws_kms_key.logs.arn`` and ``aws_kms_key.main.arn``."""
    found = _REFERENCE.match(str(one)), _REFERENCE.match(str(other))
    return found[0] is not None and found[1] is not None and found[0].groups() == found[1].groups()

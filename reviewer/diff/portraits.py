"""What an element looks like apart from its address, to recognise it under another name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from reviewer.diff.meanings import Meanings, Table
from reviewer.diff.references import Renames
from reviewer.diff.similarity import Bag, dice
from reviewer.diff.spelling import Spelling
from reviewer.diff.words import IDLE
from reviewer.keys import to_snake_case
from reviewer.leaves import walk_leaves
from reviewer.model import Element, Path
from reviewer.references import find_references, reverse

#: Shares of the likeness: values say most; who refers to the element, and its name, decide between twins.
_SHARES: Final = (0.65, 0.2, 0.15)
#: Two elements whose names have nothing in common beside the words of their type (an alarm for errors, an alarm for
#: throttling) are alike by their kind; they are one only if they hold this much in common, and either enough leaves
#: to mean it or the same neighbours.
_STRANGERS: Final = 0.8
_ENOUGH: Final = 5
#: Likeness of the values, and of values and neighbours together, that single elements of strange names need. Below it,
#: on the development corpus, they had different purposes (a trail's bucket policy, a configuration recorder's).
_SINGLE: Final = (0.15, 0.6)
#: Those, and what is left of an f-string or a plural.
_IDLE: Final = IDLE | {"f", "s"}
#: What one leaf weighs among the values: itself, and its keys.
LEAF: Final = 3
_DIGITS: Final = re.compile(r"(?<=[a-z])\d+|_")


class Portrait(NamedTuple):
    """Features of one element.

    Attributes:
        values: every leaf under its keys, and the keys alone at half the weight.
        neighbours: what it refers to and what refers to it.
        words: the words of its name.
        own: those of them that its type doesn't say.
        leaves: how many.
    """

    values: Bag
    neighbours: Bag
    words: Bag
    own: frozenset[str]
    leaves: int


class Painter:
    """Paints the elements of one document.

    Args:
        elements: all of them.
        unsure: addresses that have no counterpart yet: to refer to one of them is to refer to its type.
        table: numbers of meaning, shared by both documents.
        pairs: the renamed elements of the left document, whose names are those of their counterparts.
    """

    def __init__(
        self,
        elements: Sequence[Element],
        unsure: set[Path],
        table: Table,
        pairs: Sequence[tuple[Element, Element]] = (),
    ) -> None:
        self._elements = {each.path: each for each in elements}
        self._unsure = unsure
        self._names = {one.path: other.path for one, other in pairs}
        types = Renames.to_types((each for each in elements if each.path in unsure), pairs)
        self._meanings = Meanings(Spelling(types), table)
        self._targets = find_references(elements)
        self._sources = reverse(self._targets)

    def portrait(self, element: Element) -> Portrait:
        """Gives the features of one element."""
        values = self._values(element)
        words = _words(element.name)
        own = frozenset(words) - set(_words(element.type)) - _IDLE
        return Portrait(values, self._neighbours(element), Counter(words), own, values.total() // LEAF)

    def _values(self, element: Element) -> Bag:
        features: Bag = Counter()
        for path, leaf in walk_leaves(element.value):
            keys = tuple(token for token in path if isinstance(token, str))
            features[keys, self._meanings.of(leaf, keys[-1] if keys else "")] += 2
            features[keys] += 1
        return features

    def _neighbours(self, element: Element) -> Bag:
        found: Bag = Counter()
        for direction, paths in (("to", self._targets), ("from", self._sources)):
            found.update((direction, self._label(path)) for path in paths.get(element.path, ()))
        return found

    def _label(self, path: Path) -> Path | str:
        other = self._elements[path]
        return (other.type or other.kind) if path in self._unsure else self._names.get(path, path)


def paint(left: Sequence[Element], right: Sequence[Element], known: Mapping[int, int]) -> tuple[Painter, Painter]:
    """Prepares both documents so that their portraits can be compared.

    Args:
        left: elements of the one document.
        right: elements of the other one.
        known: what is paired already, as positions.
    """
    table: Table = {}
    taken = set(known.values())
    unsure = {each.path for i, each in enumerate(left) if i not in known}
    unsure |= {each.path for j, each in enumerate(right) if j not in taken}
    renamed = [(left[i], right[j]) for i, j in known.items() if left[i].path != right[j].path]
    return Painter(left, unsure, table, renamed), Painter(right, unsure, table)


def likeness(left: Portrait, right: Portrait) -> float:
    """Says how alike two elements are, 0 to 1."""
    scores = tuple(dice(one, other) for one, other in zip(left[:3], right[:3], strict=True))
    if left.own and right.own and left.own.isdisjoint(right.own) and not _are_one(left, right, *scores[:2]):
        return 0.0
    return sum(share * score for share, score in zip(_SHARES, scores, strict=True))


def is_single(left: Portrait, right: Portrait) -> bool:
    """Says whether two elements that are each the only one of their type in their document are the same one.

    A document with one network has it for the same purpose as another with one, whatever it is called and however it
    was rewritten; names without a common word need some likeness beside that.
    """
    if not (left.own and right.own and left.own.isdisjoint(right.own)):
        return True
    values = dice(left.values, right.values)
    near = dice(left.neighbours, right.neighbours) if left.neighbours and right.neighbours else 0.0
    return values >= _SINGLE[0] and values + near >= _SINGLE[1]


def _are_one(left: Portrait, right: Portrait, values: float, neighbours: float) -> bool:
    if values < _STRANGERS:
        return False
    known = bool(left.neighbours) and neighbours >= _STRANGERS
    return known or min(left.leaves, right.leaves) >= _ENOUGH


def _words(name: str) -> list[str]:
    return [word for word in _DIGITS.split(to_snake_case(name)) if word]

"""Which statements a program has in another place: in a function of their own, in a class, in or out of a condition.

A statement that one side has somewhere, and the other side somewhere else, neither came nor went. What stands around it
did: the condition, the loop, the function.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from reviewer.diff.code_forms import code_form
from reviewer.diff.scopes import BLOCKS
from reviewer.diff.similarity import Bag, dice
from reviewer.leaves import value_at, walk_leaves
from reviewer.model import Change, Element, Expression, Op, Path

_FUNCTION: Final = "function"
#: The fields of a class belong to it.
_CLASS: Final = "class"
#: What a function and a block have that is no statement.
_HEADER: Final = "header"
_NO_STATEMENTS: Final = frozenset({"parameters", _HEADER})
#: Statements that may stand anywhere unless they say much.
_ANYWHERE: Final = frozenset({"return", "raise", "throw", "break", "continue", "pass", "super"})
#: From so many leaves on they do.
_MUCH: Final = 3
#: Of one name, and the only ones of it, two statements that have this much in common are one.
_ALIKE: Final = 0.6
_WORD: Final = re.compile(r"\w+")
_OWN: Final = re.compile(r"\b(?:this|self)\.")


class _Place(NamedTuple):
    """Where a statement stands.

    Attributes:
        element: number of the element that it stands in.
        path: the path to it.
        name: what it is called: a variable that it sets, what it calls.
    """

    element: int
    path: Path
    name: str


#: The changes that a statement consists of, by their positions, and where in it they are.
_Parts = dict[int, Path]


def mark_moved(changes: Iterable[Change]) -> Iterator[Change]:
    """Gives the changes, without a meaning where a statement only stands in another place.

    Args:
        changes: of a comparison.
    """
    known = list(changes)
    sides = _Side(known, "remove"), _Side(known, "add")
    moved: set[int] = set()
    for one, other in _pair(sides):
        bags = sides[0].bags[one], sides[1].bags[other]
        for side, place in zip(sides, (one, other), strict=True):
            moved |= side.take(place, bags[0] & bags[1])
        headers = sides[0].headers(one), sides[1].headers(other)
        moved |= {at for form in headers[0].keys() & headers[1].keys() for each in headers for at in [each[form]]}
    yield from (replace(each, noise="place") if at in moved else each for at, each in enumerate(known))


class _Side:
    """The statements that one side has and the other side has not where they stand.

    Args:
        changes: of the comparison.
        op: what became of them.
    """

    def __init__(self, changes: Sequence[Change], op: Op) -> None:
        self._changes = changes
        self._headers: dict[tuple[int, Path], int] = {}
        self._parts: dict[_Place, _Parts] = defaultdict(dict)
        whole: dict[_Place, int] = {}
        for at, change in enumerate(changes):
            element = change.element_before if op == "remove" else change.element_after
            if change.op == op and not change.noise and element is not None and _holds_statements(element):
                below = change.path[len(element.path) :]
                if below[-1:] == (_HEADER,):
                    self._headers[id(element), below] = at
                elif (place := _place(element, below)) is not None:
                    self._parts[place][at] = below[len(place.path) :]
                    if place not in whole:
                        whole[place] = sum(1 for _ in walk_leaves(value_at(element.value, place.path)))
        #: What each statement says, of those that came or went whole.
        self.bags: dict[_Place, Bag] = {
            place: Counter(self._feature(at, inner) for at, inner in parts.items())
            for place, parts in self._parts.items()
            if len(parts) == whole[place] and (place.name not in _ANYWHERE or whole[place] >= _MUCH)
        }

    def take(self, place: _Place, common: Bag) -> set[int]:
        """Gives the changes of a statement that say what is common to both sides."""
        left = Counter(common)
        found = set()
        for at, inner in self._parts[place].items():
            feature = self._feature(at, inner)
            if left[feature]:
                left[feature] -= 1
                found.add(at)
        return found

    def headers(self, place: _Place) -> Mapping[Hashable, int]:
        """Gives the headers around a statement that came or went with it, by what they say."""
        ends = (place.path[:end] for end in range(len(place.path)))
        found = (self._headers.get((place.element, (*path, _HEADER))) for path in ends)
        return {_form(self._value(at)): at for at in found if at is not None}

    def _feature(self, at: int, inner: Path) -> Hashable:
        return inner, _form(self._value(at))

    def _value(self, at: int) -> Any:
        change = self._changes[at]
        return change.before if change.op == "remove" else change.after


def _holds_statements(element: Element) -> bool:
    return element.kind == _FUNCTION and element.path[-1] != _CLASS and isinstance(element.value, dict)


def _place(element: Element, below: Path) -> _Place | None:
    """The statement that a path lies in, and leads to through the blocks around it."""
    start = 0
    while start < len(below) and _is_block(below[start]):
        start += 1 + (below[start + 1 : start + 2] != () and isinstance(below[start + 1], int))
    if start >= len(below) or below[start] in _NO_STATEMENTS or not isinstance(below[start], str):
        return None
    end = start + 1
    if end < len(below) and _is_call(value_at(element.value, below[: end + 1])):
        end += 1  # one of several calls
    name = _OWN.sub("", str(below[start]).partition("#")[0])
    return _Place(id(element), below[:end], name)


def _is_call(value: Any) -> bool:
    return isinstance(value, list)


def _is_block(token: Any) -> bool:
    found = _WORD.match(str(token))
    return found is not None and found[0] in BLOCKS


def _form(value: Any) -> Hashable:
    """One form for all that says the same, whether or not the object itself keeps it."""
    if isinstance(value, Expression):
        return code_form(_OWN.sub("", str(value)))
    return type(value), str(value)


def _pair(sides: tuple[_Side, _Side]) -> Iterator[tuple[_Place, _Place]]:
    """The statements that say the same, and no others do; then the only ones of a name that say nearly the same."""
    paired: set[_Place] = set()
    for exactly in (True, False):
        groups: tuple[dict[Hashable, list[_Place]], ...] = defaultdict(list), defaultdict(list)
        for side, group in zip(sides, groups, strict=True):
            for place, bag in side.bags.items():
                if place not in paired:
                    group[place.name, frozenset(bag.items()) if exactly else None].append(place)
        for key, places in groups[0].items():
            others = groups[1].get(key, [])
            if len(places) == len(others) == 1:
                one, other = places[0], others[0]
                if exactly or dice(sides[0].bags[one], sides[1].bags[other]) >= _ALIKE:
                    paired |= {one, other}
                    yield one, other

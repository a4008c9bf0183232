"""What a program says under the same name in another place: a constant moved into the constructor, exports of a class.

A program that becomes a class keeps its values: what stood outside of all functions stands in one of them, and what the
program exported the class registers as its outputs. Nothing came or went by that, whichever side is the older.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from reviewer.diff.values import Edit
from reviewer.leaves import value_at
from reviewer.model import MISSING, STATEMENTS, Element, Expression, Path
from reviewer.references import without_file

#: How a component says what it gives out, name by name, in its first argument.
_REGISTERS: Final = re.compile(r"(?:(?:this|self|super\(\))\.)?register_?outputs\Z", re.IGNORECASE)
_FIRST: Final = (0, 0)
#: The class or type of elements that a program exports.
_EXPORT: Final = "export"
_VALUE: Final = "value"
_OWN: Final = re.compile(r"(?:this|self)\.")

#: Where a value stands in an element, and what the other side has in its place.
_Spot = tuple[Path, Any]


class Relocations:
    """Tells which values only one element of a side holds and a function of the other side as well, by the same name.

    Args:
        pairs: all elements of both documents.
    """

    def __init__(self, pairs: Iterable[tuple[Element | None, Element | None]]) -> None:
        known = list(pairs)
        self._spots: dict[int, list[_Spot]] = defaultdict(list)
        for side in (0, 1):
            lone = [each for pair in known if (each := pair[side]) is not None and pair[1 - side] is None]
            functions = [(each, pair[side]) for pair in known if (each := pair[1 - side]) is not None]
            functions = [(each, other) for each, other in functions if each.kind == "function"]
            self._find(lone, functions)

    def mark(self, edits: Iterable[Edit], element: Element) -> Iterator[Edit]:
        """Gives the edits of an element, without a meaning where the other side has the value elsewhere.

        Args:
            edits: of the element.
            element: on the side that the edits speak of.
        """
        spots = self._spots.get(id(element), [])
        for edit in edits:
            alike = bool(spots) and edit.noise is None and edit.op in ("add", "remove") and _is_held(edit, spots)
            yield edit._replace(noise="place") if alike else edit

    def _find(self, lone: Sequence[Element], functions: Sequence[tuple[Element, Element | None]]) -> None:
        names = [_name_of(each) for each in lone]
        times = Counter(names)
        for element, known in zip(lone, names, strict=True):
            if known is None or times[known] > 1:
                continue
            kind, name = known
            held = [(each, path) for each, other in functions for path in _places(kind, name, each, other)]
            # two functions that hold it each have one of their own
            if len(held) == 1:
                function, path = held[0]
                prefix = (_VALUE,) if kind == _EXPORT else ()
                self._spots[id(element)].append((prefix, _resolved(function, value_at(function.value, path))))
                self._spots[id(function)].append((path, value_at(element.value, prefix)))


def _name_of(element: Element) -> tuple[str, str] | None:
    """What a value outside of all functions is called, and whether it is exported."""
    path = without_file(element)
    if element.kind == "statement" and not element.type and len(path) == 1 and path[0] != STATEMENTS:
        return "statement", str(path[0])
    if element.kind == "output" and len(path) > 1 and path[0] == _EXPORT:
        return _EXPORT, str(path[-1])
    return None


def _places(kind: str, name: str, function: Element, other: Element | None) -> Iterator[Path]:
    """Where a function holds a value of the name, which its counterpart does not."""
    if not isinstance(function.value, dict):
        return
    keys = [name] if kind != _EXPORT else [key for key in function.value if _REGISTERS.match(str(key))]
    for key in keys:
        path: Path = (key,) if kind != _EXPORT else (key, *_FIRST, name)
        before = MISSING if other is None else value_at(other.value, path)
        if before is MISSING and value_at(function.value, path) is not MISSING:
            yield path


def _resolved(function: Element, value: Any) -> Any:
    """What a field of the class was given in the same function, else the value itself."""
    if isinstance(value, Expression) and _OWN.match(value):
        return function.value.get(_OWN.sub("", str(value), count=1), value)
    return value


def _is_held(edit: Edit, spots: Iterable[_Spot]) -> bool:
    path, value = (edit.left, edit.before) if edit.op == "remove" else (edit.right, edit.after)
    for prefix, whole in spots:
        if path is not None and path[: len(prefix)] == prefix:
            other = value_at(whole, path[len(prefix) :])
            if type(other) is type(value) and other == value:
                return True
    return False

"""What a side holds and nobody can name: in a template that could not be parsed, or under dots in place of its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from reviewer.diff.elision import is_elided
from reviewer.diff.values import Edit
from reviewer.model import Element

#: A key of a template at the beginning of a line.
_KEY: Final = re.compile(r"""\s*["']?([A-Za-z]\w*)["']?\s*:""")
#: Kinds of what a template declares.
_DECLARED: Final = frozenset({"resource", "parameter", "output", "condition", "mapping", "metadata", "setting"})
#: Languages of templates.
_TEMPLATES: Final = frozenset({"json", "yaml"})
#: Fewer names in common do not make a text that can't be read a draft of the template beside it.
_FEWEST: Final = 2


class Unread:
    """The names in the texts of two documents that could not be parsed.

    Args:
        left: elements of the one document.
        right: elements of the other one.
    """

    def __init__(self, left: Iterable[Element], right: Iterable[Element]) -> None:
        sides = tuple(left), tuple(right)
        self._names = tuple(frozenset(name for each in side for name in _names(each)) for side in sides)
        self._types = tuple(frozenset(each.type for each in side if _is_declared(each) and each.path) for side in sides)
        self._declared = tuple(frozenset(str(each.path[-1]) for each in side if _is_declared(each)) for side in sides)

    def mark(self, edits: Iterable[Edit], one: Element | None, other: Element | None) -> Iterator[Edit]:
        """Gives the edits of what only one side declares, without a meaning where the other holds it unread.

        A text that can't be parsed is none of its own where its side declares the same once more. What is called by
        dots is any of those of its type.
        """
        side, element = (0, one) if one is not None else (1, other)
        if element is None or not self._is_unknown(side, element):
            yield from edits
            return
        yield from (edit if edit.noise else edit._replace(noise="elision") for edit in edits)

    def _is_unknown(self, side: int, element: Element) -> bool:
        if _is_declared(element):
            if element.type and is_elided(str(element.path[-1])):
                return element.type in self._types[1 - side]
            return str(element.path[-1]) in self._names[1 - side]
        return len(self._declared[side].intersection(_names(element))) >= _FEWEST


def _is_declared(element: Element) -> bool:
    return element.kind in _DECLARED


def _names(element: Element) -> Iterator[str]:
    """The keys of a template that is compared by line."""
    if element.kind != "file" or element.language not in _TEMPLATES or not isinstance(element.value, list):
        return
    for line in element.value:
        found = _KEY.match(line) if isinstance(line, str) else None
        if found is not None:
            yield found[1]

"""One number for everything that means the same.

Values are interned bottom-up: two values have the same number exactly if they are equal. ``strict`` equality is JSON's
(keys have no order); equality of *meaning* also brings equal spellings together, compares lists that are sets without
order, and lets references follow renames. Any depth, linear time: no recursion, no value is looked at twice.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from reviewer.diff.spelling import Spelling

#: Shared by all interners of one comparison, so that the numbers of both sides can be compared.
Table = dict[Hashable, int]


class Meanings:
    """Numbers values.

    Args:
        spelling: how forms are made; None for strict equality.
        table: the numbers given so far.
    """

    def __init__(self, spelling: Spelling | None, table: Table) -> None:
        self._spelling = spelling
        self._table = table
        self._known: dict[tuple[int, str], int] = {}
        self._alive: list[Any] = []

    def of(self, value: Any, key: str = "") -> int:
        """Gives the number of a value that stands under this key."""
        if not isinstance(value, (dict, list)):
            return self._intern(self._leaf(value, key))
        known = self._known.get((id(value), key))
        return known if known is not None else self._number(value, key)

    def _number(self, value: Any, key: str) -> int:
        stack: list[tuple[Any, str, bool]] = [(value, key, False)]
        while stack:
            item, under, ready = stack.pop()
            if ready or (id(item), under) not in self._known:
                if ready:
                    self._finish(item, under)
                else:
                    stack.append((item, under, True))
                    stack.extend((child, name, False) for child, name in _containers(item, under))
        return self._known[id(value), key]

    def _finish(self, item: Any, key: str) -> None:
        self._known[id(item), key] = self._intern(self._form(item, key))
        self._alive.append(item)

    def _form(self, item: Any, key: str) -> Hashable:
        if self._spelling is not None:
            form = self._spelling.container(item, key)
            if form is not None:
                return form
        if isinstance(item, dict):
            return frozenset((str(name), self.of(child, str(name))) for name, child in item.items())
        numbers = [self.of(child, key) for child in item]
        return self._spelling.sequence(item, numbers, key) if self._spelling is not None else ("list", *numbers)

    def _leaf(self, value: Any, key: str) -> Hashable:
        if self._spelling is not None:
            return self._spelling.leaf(value, key)
        return type(value), str(value) if isinstance(value, str) else repr(value)

    def _intern(self, form: Hashable) -> int:
        return self._table.setdefault(form, len(self._table))


def _containers(item: Any, key: str) -> list[tuple[Any, str]]:
    if isinstance(item, dict):
        return [(child, str(name)) for name, child in item.items() if isinstance(child, (dict, list))]
    return [(child, key) for child in item if isinstance(child, (dict, list))]

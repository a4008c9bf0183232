"""Statements that an excerpt quotes out of a function: they stand by themselves and are none that came.

A piece of a program has neither the class nor the function around it, and may have the calls on a resource without the
resource. Its statements look like code that runs when the file is loaded, which the other side doesn't have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from reviewer.diff.values import Edit
from reviewer.model import STATEMENTS, Element, Expression
from reviewer.references import names_of

#: Kinds whose value is made of statements.
_BODIES: Final = ("function", "statement")


class Quotations:
    """Tells what of the code outside of functions is quoted from inside of the functions of the other side.

    Args:
        elements: of the other side.
    """

    def __init__(self, elements: Iterable[Element]) -> None:
        self._elements = tuple(elements)
        self._held: dict[str, list[Any]] | None = None

    def mark(self, edits: Iterable[Edit], element: Element) -> Iterator[Edit]:
        """Gives the edits of an element that an excerpt shows, without a meaning where they add a quotation."""
        if str(element.path[-1]).partition("#")[0] != STATEMENTS or not isinstance(element.value, dict):
            yield from edits
            return
        for edit in edits:
            quoted = edit.op == "add" and edit.noise is None and bool(edit.right) and self._quotes(edit, element)
            yield edit._replace(noise="elision") if quoted else edit

    def _quotes(self, edit: Edit, element: Element) -> bool:
        key, *rest = edit.right or ()
        statement = element.value.get(key)
        if isinstance(statement, list) and rest and isinstance(rest[0], int):
            statement = statement[rest[0]]
        return _is_member(str(key), statement) or any(_holds(each, statement) for each in self._under(str(key)))

    def _under(self, key: str) -> list[Any]:
        if self._held is None:
            self._held = defaultdict(list)
            for name, value in _statements(self._elements):
                self._held[name].append(value)
        return self._held.get(key, [])


def _is_member(key: str, statement: Any) -> bool:
    """Whether a statement is a key and its value, which are only code inside of an object."""
    return isinstance(statement, Expression) and statement.startswith(f"{key}:")


def _holds(whole: Any, part: Any) -> bool:
    """Whether a statement is another one, or begins as that does and has less in it."""
    if isinstance(whole, dict) and isinstance(part, dict):
        return all(key in whole and _holds(whole[key], value) for key, value in part.items())
    return repr(whole) == repr(part)


def _statements(elements: Iterable[Element]) -> Iterator[tuple[str, Any]]:
    """Every statement of functions, at any depth, and the calls on resources as they are written."""
    for element in elements:
        if not isinstance(element.value, dict):
            continue
        if element.kind in _BODIES:
            yield from _inside(element.value)
            continue
        for key, value in element.value.items():
            if isinstance(value, list):
                yield from ((f"{name}.{key}", item) for name in names_of(element) for item in value)


def _inside(body: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    stack: list[Any] = [body]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from ((str(key), item) for item in (inner if isinstance(inner, list) else [inner]))
        if isinstance(value, (dict, list)):
            stack += value.values() if isinstance(value, dict) else value

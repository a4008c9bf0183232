"""What the variables of a program hold: a value is the same under another variable's name, or without a variable."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from reviewer.diff.meanings import Meanings, Table
from reviewer.diff.references import NO_RENAMES, Renames
from reviewer.diff.spelling import Spelling
from reviewer.model import MISSING, Element, Expression

_NAME: Final = re.compile(r"(?:(?:this|self)\.)?([A-Za-z_]\w*)\Z")
#: A word that may name a variable: no field of another object, no key, no name of a function that is called.
_WORD: Final = re.compile(r"(?<![\w.$\"'])(?:(?:this|self)\.)?([A-Za-z_]\w*)(?![\w$(\"']|\s*[:=](?!=))")
_SIMPLE: Final = re.compile(r"[\w.]+(?:\([^()]*\))?\Z")
#: Kinds that are made of what variables hold.
_USERS: Final = frozenset({"resource", "data", "output", "module", "provider"})
#: Variables that hold variables, and values in values, are followed so far.
_DEPTH: Final = 6


class Variables:
    """The variables of one document that hold one value each.

    Args:
        elements: of the document.
    """

    def __init__(self, elements: Iterable[Element]) -> None:
        held: dict[str, Any] = {}
        for element in elements:
            if element.kind == "function" and isinstance(element.value, dict):
                for key, value in element.value.items():
                    # what is set twice, or differs from one function to another, holds nothing for certain
                    name = str(key)
                    held[name] = value if name not in held or _is_same(held[name], value) else MISSING
        self._held = {name: value for name, value in held.items() if value is not MISSING and _holds(value)}

    def __bool__(self) -> bool:
        return bool(self._held)

    def resolve(self, value: Any, depth: int = 0) -> Any:
        """Gives a value with what its variables hold in their places."""
        if depth > _DEPTH:
            return value
        if isinstance(value, Expression):
            return self._resolve_code(value, depth)
        if isinstance(value, dict):
            return {key: self.resolve(inner, depth + 1) for key, inner in value.items()}
        return [self.resolve(inner, depth + 1) for inner in value] if isinstance(value, list) else value

    def _resolve_code(self, code: Expression, depth: int) -> Any:
        whole = _NAME.match(code)
        if whole is not None:
            held = self._held.get(whole[1], MISSING)
            return code if held is MISSING or held == code else self.resolve(held, depth + 1)
        return Expression(_WORD.sub(lambda match: self._text(match, depth), code))

    def _text(self, match: re.Match[str], depth: int) -> str:
        held = self._held.get(match[1], MISSING)
        if not isinstance(held, Expression):
            return match[0]
        found = self.resolve(held, depth + 1)
        if not isinstance(found, Expression):
            return match[0]
        return str(found) if _SIMPLE.match(found) else f"({found})"


class VariableFollower:
    """Tells whether two values of a pair of documents are the same once their variables are followed.

    Args:
        left: elements of the one document.
        right: elements of the other one.
        renames: names of the left document in the right one.
    """

    def __init__(self, left: Iterable[Element], right: Iterable[Element], renames: Renames) -> None:
        self._variables = Variables(left), Variables(right)
        table: Table = {}
        self._meanings = (
            Meanings(Spelling(renames, loose=False), table),
            Meanings(Spelling(NO_RENAMES, loose=False), table),
        )

    def holds_same(self, element: Element, before: Any, after: Any, key: str) -> bool:
        """Says whether a value that an element is made of stayed, whatever variable holds it."""
        if element.kind not in _USERS or not (isinstance(before, Expression) or isinstance(after, Expression)):
            return False
        if not any(self._variables):
            return False
        numbers = [
            meanings.of(variables.resolve(value), key)
            for variables, meanings, value in zip(self._variables, self._meanings, (before, after), strict=True)
        ]
        return numbers[0] == numbers[1]


def _is_same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _holds(value: Any) -> bool:
    return not isinstance(value, list)

"""Policies and source texts that a program keeps in a variable: they are the value of the construct that takes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reviewer.extract.programs.located import Located

if TYPE_CHECKING:
    from tree_sitter import Node

#: What makes an object a policy.
_STATEMENTS: Final = frozenset({"Statement", "statement"})
#: A policy lies at most so deep in what fills it in and writes it out.
_DEPTH: Final = 6
#: A longer expression is no variable.
_LONGEST: Final = 80
_VARIABLE: Final = re.compile(r"(?:this\.|self\.)?[A-Za-z_$][\w$]*\Z")
_FIELD: Final = ("this.", "self.")
#: What only turns a policy into text.
WRITES: Final = re.compile(r"(?i)(?:json_?)?(?:dumps|stringify|marshal|serialize)\Z")


class _Kept(NamedTuple):
    """A document, the function whose variable it is as a range of bytes, and what takes it out of that function."""

    value: Located
    start: int
    end: int
    drop: Callable[[], None]


class Documents:
    """The policies, and the texts of several lines, that variables hold at a point of the walk.

    A function that only writes a document down does nothing by it: what a policy permits is a matter of the role or
    bucket that it is given to, and what a handler does one of the function that runs it, wherever the text stands.
    """

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def keep(self, name: str, value: Located, node: Node, drop: Callable[[], None]) -> None:
        """Notes what a variable holds from now on.

        Args:
            name: the variable, with ``self.`` or ``this.`` where it is a field.
            value: what it holds; nothing is kept where that is no document.
            node: the assigned expression.
            drop: takes the value out of where it was written.
        """
        if not _VARIABLE.match(name) or not (_is_text(value) or _is_policy(value.value)):
            self._kept.pop(name, None)
            return
        scope = _root(node) if name.startswith(_FIELD) else function_around(node)
        self._kept[name] = _Kept(value, scope.start_byte, scope.end_byte, drop)

    def named_in(self, text: str) -> bool:
        """Whether a text speaks of a variable that holds a document: a cheap test before it is read by its parts."""
        return any(name in text for name in self._kept)

    def take(self, node: Node, text: str) -> Located | None:
        """Gives the document that an expression names, which then stands in its old place no longer.

        Args:
            node: the expression.
            text: its source.
        """
        kept = self._kept.get(text) if len(text) <= _LONGEST else None
        if kept is None or not kept.start <= node.start_byte < kept.end or is_parameter(node, text):
            return None
        kept.drop()
        return kept.value


def _is_text(value: Located) -> bool:
    return value.rich and isinstance(value.value, str) and "\n" in value.value.strip()


def _is_policy(value: Any, depth: int = 0) -> bool:
    if depth > _DEPTH:
        return False
    if isinstance(value, list):
        return any(_is_policy(each.value, depth + 1) for each in value)
    if not isinstance(value, dict):
        return False
    inside = (value[key].value for key in _STATEMENTS & value.keys())
    return any(isinstance(each, (dict, list)) for each in inside) or any(
        _is_policy(value[key].value, depth + 1) for key in ("of", "args", "return") if key in value
    )


def function_around(node: Node) -> Node:
    """The function that an expression stands in, the whole program where it stands in none."""
    while node.child_by_field_name("parameters") is None and node.parent is not None:
        node = node.parent
    return node


def _root(node: Node) -> Node:
    while node.parent is not None:
        node = node.parent
    return node


def is_parameter(node: Node, name: str) -> bool:
    """Whether a name is a parameter of a function around it, and not the variable of that name."""
    word = re.compile(rf"(?<![\w$.]){re.escape(name)}(?![\w$])".encode())
    above = node.parent
    while above is not None:
        for field in ("parameters", "parameter"):
            given = above.child_by_field_name(field)
            # the node of an argument has no field of that name
            if given is not None and given.text is not None and word.search(given.text):
                return True
        above = above.parent
    return False

"""Ids that a variable holds: ``name = f"{prefix}-vpc"; Vpc(name, ...)`` is called ``{prefix}-vpc``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from reviewer.extract.programs.documents import function_around, is_parameter

if TYPE_CHECKING:
    from tree_sitter import Node

_VARIABLE: Final = re.compile(r"[A-Za-z_]\w*\Z")


class Id(NamedTuple):
    """The text that an id shows, and whether it says all of it: a function may make a longer name of it."""

    label: str
    whole: bool


class _Kept(NamedTuple):
    """What a variable holds, and the bytes of the function after it."""

    id: Id
    start: int
    end: int


class Ids:
    """The texts that variables hold at a point of the walk: which one it is says the text, not the variable."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def keep(self, name: str, held: Id | None, node: Node) -> None:
        """Notes what a variable holds from now on.

        Args:
            name: the variable.
            held: its text as an id, None where it holds something else.
            node: the assigned expression.
        """
        self._kept.pop(name, None)
        if held is not None and held.label and _VARIABLE.match(name):
            self._kept[name] = _Kept(held, node.end_byte, function_around(node).end_byte)

    def named(self, node: Node, name: str) -> Id | None:
        """Gives the text that an expression names, None where that is no variable of its function that holds one."""
        kept = self._kept.get(name)
        if kept is None or not kept.start <= node.start_byte < kept.end or is_parameter(node, name):
            return None
        return kept.id

"""Whom roles are for: a role that one service assumes is no role of another service under a new name."""

from __future__ import annotations

import re
from typing import Final

from reviewer.diff.words import plain_name
from reviewer.leaves import walk_leaves
from reviewer.model import Element

_SERVICE: Final = re.compile(r"(?<![\w.-])([a-z][\w.-]*)\.amazonaws\.com\b")
_ROLE: Final = re.compile(r"(?i)(?<!policy)role\Z")


def serve_others(one: Element, other: Element) -> bool:
    """Tells whether two roles of other names are assumed by services none of which is the same."""
    if not (_ROLE.search(one.type) and _ROLE.search(other.type)):
        return False
    if plain_name(str(one.path[-1])) == plain_name(str(other.path[-1])):
        return False
    principals = _principals(one), _principals(other)
    return all(principals) and principals[0].isdisjoint(principals[1])


def _principals(role: Element) -> set[str]:
    return {name for _, leaf in walk_leaves(role.value) for name in _SERVICE.findall(str(leaf))}

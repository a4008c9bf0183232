"""An object under another name that hands on the same members: ``config.size`` and ``config.zones``, now ``item.size``.

What a loop goes through, or a constructor takes, has any name; what is read from it says what a value is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from reviewer.diff.values import Edit
from reviewer.leaves import scalars_in
from reviewer.model import Element, Expression

_MEMBER: Final = re.compile(r"(?P<name>[A-Za-z_]\w*)(?P<members>(?:\??\.[A-Za-z_]\w*)+)\Z")
_HEAD: Final = re.compile(r"(?<![\w.$\"'])(?P<name>[A-Za-z_]\w*)(?=\??\.[A-Za-z_])")
#: The object itself, and what every language calls so.
_ITSELF: Final = frozenset({"this", "self", "super"})
#: One member may happen to be called so elsewhere; of so many the object is another by name only.
_ENOUGH: Final = 2


class Holders:
    """The names of one document that members are read from, and those that its elements have.

    Args:
        elements: of the document.
    """

    def __init__(self, elements: Iterable[Element]) -> None:
        self._elements = list(elements)
        self._heads: frozenset[str] | None = None

    def __contains__(self, name: str) -> bool:
        if self._heads is None:
            codes = (each for one in self._elements for each in scalars_in(one.value) if isinstance(each, Expression))
            read = {match["name"] for code in codes for match in _HEAD.finditer(code)}
            self._heads = frozenset(read | {str(token) for one in self._elements for token in one.path})
        return name in self._heads


def renamed_holders(
    edits: Sequence[Edit], sides: tuple[Holders, Holders], same: Callable[[Any, Any], bool]
) -> Iterable[int]:
    """Finds the edits of an element in which only the object is called otherwise that a value is read from.

    The one document doesn't know the name of the other, and two different members are read from the object.

    Args:
        edits: of an element.
        sides: what each document knows.
        same: whether two values are the same.
    """
    members: dict[tuple[str, str], set[str]] = defaultdict(set)
    for edit in edits:
        pair = _names_in(edit)
        if pair is not None:
            members[pair[:2]].add(pair[2])
    for (one, other), read in members.items():
        if len(read) < _ENOUGH or other in sides[0] or one in sides[1]:
            continue
        word = re.compile(rf"(?<![\w.$\"']){one}(?=\??\.[A-Za-z_])")
        for at, edit in enumerate(edits):
            if edit.op == "replace" and edit.noise is None and isinstance(edit.before, Expression):
                renamed = Expression(word.sub(other, edit.before))
                if renamed != edit.before and same(renamed, edit.after):
                    yield at


def _names_in(edit: Edit) -> tuple[str, str, str] | None:
    """The two objects and what is read from both, where that is all that a value is."""
    if edit.op != "replace" or edit.noise is not None:
        return None
    if not isinstance(edit.before, Expression) or not isinstance(edit.after, Expression):
        return None
    one, other = _MEMBER.match(edit.before), _MEMBER.match(edit.after)
    if one is None or other is None or one["members"] != other["members"]:
        return None
    names = one["name"], other["name"]
    return None if _ITSELF & set(names) or names[0] == names[1] else (*names, one["members"])

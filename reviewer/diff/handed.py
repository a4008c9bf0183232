"""An object of a variable, given whole: ``**settings`` and ``Network(this, "net", settings)`` are their members.

Whether the members of an object are written where it is used or where a variable is set is no change of the element.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from reviewer.diff.values import Edit
from reviewer.leaves import value_at, walk_leaves
from reviewer.model import MISSING, Expression, Path

#: How a program spreads one object into another, and the key of what an instance was given as a whole.
_SPREAD: Final = ("**", "...")
_WHOLE: Final = "props"
_CALL: Final = "call"


def same_members(
    edits: Sequence[Edit], held: Callable[[int, Edit], Any], same: Callable[[Any, Any, str], bool]
) -> set[int]:
    """Finds the edits of an element that only put an object, or its members, in the place of the other.

    Args:
        edits: of the element.
        held: what an edit puts on a side (0 or 1), with what the variables there hold in their places.
        same: whether two values, each of its side, are the same under a key.
    """
    found: set[int] = set()
    for side, op, other in ((1, "add", "remove"), (0, "remove", "add")):
        for at, edit in enumerate(edits):
            path = edit.right if side else edit.left
            if edit.op != op or edit.noise is not None or not _is_whole(path, edit.after if side else edit.before):
                continue
            members = held(side, edit)
            if not isinstance(members, dict) or isinstance(members.get(_CALL), Expression):
                continue
            alike = _alike(edits, other, (path or ())[:-1], members, side, held, same)
            found |= alike
            if alike and len(alike) >= sum(1 for _ in walk_leaves(members, ())):
                found.add(at)
    return found


def maybe_spread(edits: Sequence[Edit], held: Callable[[int, Edit], Any], value: Any) -> set[int]:
    """Finds the edits that take a key from an object into which one is now spread of which nobody can tell the members.

    Args:
        edits: of the element.
        held: what an edit puts on a side (0 or 1), with what the variables there hold in their places.
        value: the element as it is now.
    """
    found: set[int] = set()
    for edit in edits:
        if edit.op != "add" or not edit.right or not str(edit.right[-1]).startswith(_SPREAD):
            continue
        members, around = held(1, edit), edit.right[:-1]
        if not isinstance(members, Expression):
            continue
        kept = value_at(value, around)
        for at, other in enumerate(edits):
            if other.op != "remove" or other.noise is not None or not other.left or len(other.left) <= len(around):
                continue
            key = other.left[len(around)]
            # ``...(large && {nodes: 3})`` says what is in it
            may = "{" not in members or str(key) in members
            if may and other.left[: len(around)] == around and isinstance(kept, dict) and key not in (*kept, _CALL):
                found.add(at)
    return found


def _is_whole(path: Path | None, value: Any) -> bool:
    last = str(path[-1]) if path else ""
    return isinstance(value, Expression) and (last.startswith(_SPREAD) or path == (_WHOLE,))


def _alike(
    edits: Sequence[Edit],
    op: str,
    around: Path,
    members: dict[str, Any],
    side: int,
    held: Callable[[int, Edit], Any],
    same: Callable[[Any, Any, str], bool],
) -> set[int]:
    """The edits below an object whose values the object of the other side holds under the same keys."""
    found: set[int] = set()
    for at, edit in enumerate(edits):
        path = edit.left if side else edit.right
        if edit.op != op or edit.noise is not None or not path or path[: len(around)] != around:
            continue
        value = value_at(members, path[len(around) :])
        if value is MISSING or len(path) == len(around):
            continue
        pair = (held(0, edit), value) if side else (value, held(1, edit))
        # what a variable decides on is told where that is set: the member is neither lost nor new
        if isinstance(value, Expression) or same(*pair, str(path[-1])):
            found.add(at)
    return found

"""What the smallest comparable parts of a value are.

A leaf is a scalar, an empty container, or an intrinsic function whose argument holds no plain object: ``{"Ref": "A"}``
turned into ``{"Ref": "B"}`` is one change at the property, not one below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviewer.model import Path


def intrinsic(value: Any) -> str | None:
    """Gives the function's name where the value is a CloudFormation intrinsic function, else None."""
    if not isinstance(value, dict) or len(value) != 1:
        return None
    name = next(iter(value))
    return name if isinstance(name, str) and (name.startswith("Fn::") or name in ("Ref", "Condition")) else None


def is_leaf(value: Any) -> bool:
    """Says whether a change of the value is one change."""
    if not isinstance(value, (dict, list)) or not value:
        return True
    return intrinsic(value) is not None and not _holds_object(value)


def walk_leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yields path and value of every leaf, in document order. Any depth: no recursion."""
    stack = [(path, value)]
    while stack:
        path, value = stack.pop()
        if is_leaf(value):
            yield path, value
        else:
            stack.extend(((*path, token), child) for token, child in reversed(children(value)))


def children(value: Any) -> list[tuple[str | int, Any]]:
    """Gives token and value of everything directly inside a container."""
    if isinstance(value, dict):
        return [(str(key), child) for key, child in value.items()]
    return list(enumerate(value))


def _holds_object(value: Any) -> bool:
    stack = list(value.values())
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, dict):
            if intrinsic(item) is None:
                return True
            stack.extend(item.values())
    return False

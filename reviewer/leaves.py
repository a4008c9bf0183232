"""What the smallest comparable parts of a value are.

A leaf is a scalar, an empty container, or an intrinsic function whose argument holds no plain object: ``{"Ref": "A"}``
turned into ``{"Ref": "B"}`` is one change at the property, not one below it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from reviewer.model import MISSING, Path


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
    return len(value) == 1 and intrinsic(value) is not None and not _holds_object(value)


def value_at(value: Any, path: Path, read: Callable[[str], Any] | None = None) -> Any:
    """Gives what stands at a path, ``MISSING`` where nothing does.

    Args:
        value: a document.
        path: from its root.
        read: reads a text on the way as the document that it holds; without it nothing stands below a text.
    """
    for token in path:
        if read is not None and isinstance(value, str) and value[:1] in ("{", "["):
            value = read(value)
        if isinstance(value, dict):
            value = value.get(token, MISSING)
        elif isinstance(value, list) and isinstance(token, int) and token < len(value):
            value = value[token]
        else:
            return MISSING
    return value


def walk_leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yields path and value of every leaf, in document order. Any depth: no recursion."""
    if is_leaf(value):
        yield path, value
        return
    stack = [(path, _inside(value))]
    while stack:
        path, inner = stack[-1]
        for token, child in inner:
            # nearly all that is inside is a scalar, which needs no further look
            if isinstance(child, (dict, list)) and not is_leaf(child):
                stack.append(((*path, token), _inside(child)))
                break
            yield (*path, token), child
        else:
            stack.pop()


def scalars_in(value: Any) -> Iterator[Any]:
    """Yields all that stands in a value and holds nothing itself, in no order; functions are opened like any object."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, (dict, list)):
            stack.extend(item.values() if isinstance(item, dict) else item)
        else:
            yield item


def _inside(value: Any) -> Iterator[tuple[str | int, Any]]:
    """Token and value of everything directly inside a container."""
    if isinstance(value, dict):
        return ((token if type(token) is str else str(token), child) for token, child in value.items())
    return enumerate(value)


def _holds_object(value: Any) -> bool:
    """Tells whether an intrinsic function wraps plain objects, as ``Fn::If`` around two whole blocks does."""
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

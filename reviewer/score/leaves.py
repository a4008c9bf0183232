"""The leaves of an element: what its counts count and what signs of complexity are looked for in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from reviewer.keys import WRAPPERS, name_keys
from reviewer.model import Element, Path
from reviewer.remember import remember


class Leaf(NamedTuple):
    """The smallest comparable part of an element.

    Attributes:
        element: where it stands.
        path: tokens below the element.
        keys: normal names of the keys of ``path``, list positions and wrappers left out: what rubric patterns match.
        value: a scalar, an empty container or an intrinsic function.
    """

    element: Element
    path: Path
    keys: tuple[str, ...]
    value: Any


@remember(2_000)  # more elements than a task has, so that all of its checks find them walked
def leaves_of(element: Element) -> tuple[Leaf, ...]:
    """Gives the leaves of an element in the order in which they stand there."""
    return tuple(Leaf(element, path, name_keys(path), value) for path, value in walk_value(element.value))


def walk_value(value: Any) -> Iterator[tuple[Path, Any]]:
    """Yields path and value of every leaf. Any depth: no recursion."""
    stack: list[tuple[Path, Any]] = [((), value)]
    while stack:
        path, item = stack.pop()
        if _is_leaf(item):
            yield path, item
        else:
            inner = item.items() if isinstance(item, dict) else enumerate(item)
            stack.extend(((*path, token), child) for token, child in reversed(list(inner)))


def show_path(leaf: Leaf) -> str:
    """Writes where a leaf stands below its element as a person would: ``Tags[0].Value``."""
    text = ""
    for token in leaf.path:
        if isinstance(token, int):
            text += f"[{token}]"
        elif token not in WRAPPERS:
            text += f".{token}"
    return text.removeprefix(".")


def _is_leaf(value: Any) -> bool:
    if not isinstance(value, (dict, list)) or not value:
        return True
    return _is_intrinsic(value) and not _holds_object(value)


def _is_intrinsic(value: Any) -> bool:
    if not isinstance(value, dict) or len(value) != 1:
        return False
    name = next(iter(value))
    return isinstance(name, str) and (name.startswith("Fn::") or name in ("Ref", "Condition"))


def _holds_object(value: Any) -> bool:
    """Tells whether an intrinsic function wraps plain objects, as ``Fn::If`` around two whole blocks does."""
    stack = list(value.values())
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, dict):
            if not _is_intrinsic(item):
                return True
            stack.extend(item.values())
    return False

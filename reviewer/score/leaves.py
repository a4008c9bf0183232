"""The leaves of an element: what its counts count and what signs of complexity are looked for in."""

from __future__ import annotations

from typing import Any, NamedTuple

from reviewer.keys import WRAPPERS, name_keys
from reviewer.leaves import walk_leaves
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
    return tuple(Leaf(element, path, name_keys(path), value) for path, value in walk_leaves(element.value))


def show_path(leaf: Leaf) -> str:
    """Writes where a leaf stands below its element as a person would: ``Tags[0].Value``."""
    text = ""
    for token in leaf.path:
        if isinstance(token, int):
            text += f"[{token}]"
        elif token not in WRAPPERS:
            text += f".{token}"
    return text.removeprefix(".")

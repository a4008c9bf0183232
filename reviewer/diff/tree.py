"""Elements as one JSON document: what a patch is applied to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reviewer.model import Element

#: Place of an element in the tree: the tokens of its pointer, all of them keys.
Place = tuple[str, ...]


def to_tree(elements: Iterable[Element]) -> dict[str, Any]:
    """Gives a document that has every element's value at its pointer.

    Where other elements lie below an element (a job and its steps) its own value stands under the empty key; where two
    elements share one address the second has ``#2`` behind it. The elements' values are copied, containers without
    recursion; scalars are shared.
    """
    known = tuple(elements)
    tree: dict[str, Any] = {}
    for element, place in zip(known, place_elements([each.path for each in known]), strict=True):
        section = tree
        for token in place[:-1]:
            section = section.setdefault(token, {})
        section[place[-1]] = copy_value(element.value)
    return tree


def place_elements(paths: Iterable[tuple[str | int, ...]]) -> list[Place]:
    """Gives every element a place of its own, no place inside another."""
    named = _unique(tuple(str(token) for token in path) for path in paths)
    around = {place[:length] for place in named for length in range(len(place))}
    return [(*place, "") if place in around else place for place in named]


def copy_value(value: Any) -> Any:
    """Copies a value, keys as text."""
    root: list[Any] = [value]
    todo: list[tuple[Any, Any]] = [(root, 0)]
    while todo:
        holder, place = todo.pop()
        item = holder[place]
        if isinstance(item, dict):
            holder[place] = copy = {str(key): child for key, child in item.items()}
            todo.extend((copy, key) for key in copy)
        elif isinstance(item, list):
            holder[place] = listed = list(item)
            todo.extend((listed, index) for index in range(len(listed)))
    return root[0]


def _unique(places: Iterable[Place]) -> list[Place]:
    counts: dict[Place, int] = {}
    named = []
    for place in places:
        counts[place] = number = counts.get(place, 0) + 1
        named.append(place if number == 1 else (*place[:-1], f"{place[-1]}#{number}"))
    return named

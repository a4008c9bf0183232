"""The changes of elements as a JSON Patch (RFC 6902)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from reviewer.diff.patch_values import patch_value
from reviewer.diff.tree import Place, copy_value, place_elements
from reviewer.model import Change, Element, to_pointer

Operation = dict[str, Any]


class _Pair(NamedTuple):
    """One element with its changes."""

    before: Element | None
    after: Element | None
    changes: list[Change]


def build_patch(changes: Iterable[Change], left: Iterable[Element] | None = None) -> list[Operation]:
    """Builds the patch that turns the left elements into the right ones.

    Applied to ``to_tree(left)`` it gives ``to_tree(right)`` exactly, unless a document was fragmentary.

    Args:
        changes: what :func:`~reviewer.diff.diff_documents` found, those without meaning as well; prose is left out.
        left: the elements of the left document. Changes speak only of elements that differ, so without it nobody
            knows which sections of the tree (``/Outputs``, ``/aws_instance``) exist: the patch then neither makes nor
            empties one, and applies only where the sections of what is added exist.

    Returns:
        Operations as :mod:`jsonpatch` takes them, in the order in which they apply.
    """
    pairs = _group(changes)
    elements = tuple(pair.before for pair in pairs if pair.before is not None) if left is None else tuple(left)
    layout = _Layout(elements, pairs)
    inner = [operation for pair in pairs for operation in _inner(pair, layout)]
    if left is None:
        return [*inner, *layout.removals(), *layout.arrivals()]
    return [*inner, *layout.removals(), *layout.sections(), *layout.arrivals(), *layout.leftovers()]


def _group(changes: Iterable[Change]) -> list[_Pair]:
    groups: dict[tuple[int, int], _Pair] = {}
    for change in changes:
        if change.source != "documentation":
            sides = _sides(change)
            groups.setdefault((id(sides[0]), id(sides[1])), _Pair(*sides, [])).changes.append(change)
    return list(groups.values())


def _sides(change: Change) -> tuple[Element | None, Element | None]:
    """The element on both sides: the copy of what a loop makes comes or goes, however little tells it from the loop."""
    copy = change.copy
    one, other = (
        each if copy is None or copy is each else None for each in (change.element_before, change.element_after)
    )
    return one, other


def _inner(pair: _Pair, layout: _Layout) -> Iterator[Operation]:
    if pair.before is None or pair.after is None:
        return
    place = layout.before[id(pair.before)]
    for operation in patch_value(pair.before, pair.after, pair.changes):
        yield operation.to_json(place)


class _Layout:
    """Where elements stand in the tree before and after, and the operations that bring them there."""

    def __init__(self, elements: tuple[Element, ...], pairs: list[_Pair]) -> None:
        self.before = dict(zip(map(id, elements), place_elements(each.path for each in elements), strict=True))
        counterparts = {id(pair.before): pair for pair in pairs if pair.before is not None}
        kept = [each for each in elements if id(each) not in counterparts or counterparts[id(each)].after is not None]
        after = [(counterparts[id(each)].after or each) if id(each) in counterparts else each for each in kept]
        self._added = [pair.after for pair in pairs if pair.before is None and pair.after is not None]
        places = place_elements([each.path for each in [*after, *self._added]])
        self._gone = [self.before[id(each)] for each in elements if id(each) not in {id(one) for one in kept}]
        self._after = set(places)
        relocated = [
            (self.before[id(one)], place, other)
            for one, other, place in zip(kept, after, places, strict=False)
            if self.before[id(one)] != place
        ]
        self._fresh = places[len(kept) :]
        self._old, self._new = _sections(self.before.values()), _sections(places)
        occupied = set(self.before.values())
        self._moves = [each for each in relocated if self._can_move(each[0], each[1], occupied)]
        self._rebuilt = [each for each in relocated if not self._can_move(each[0], each[1], occupied)]

    def _can_move(self, old: Place, new: Place, occupied: set[Place]) -> bool:
        """Says whether a move destroys nothing.

        Nothing may have stood at the new place, inside or around it, and the old one may not become a section first.
        """
        around = {new[:length] for length in range(len(new) + 1)}
        return old not in self._new and new not in self._old and around.isdisjoint(occupied)

    def removals(self) -> Iterator[Operation]:
        """Yields the removal of what is gone, and of what must make room before it comes back elsewhere."""
        for place in [*self._gone, *(old for old, _, _ in self._rebuilt)]:
            yield {"op": "remove", "path": to_pointer(place)}

    def sections(self) -> Iterator[Operation]:
        """Yields the sections that are new."""
        for place in sorted(self._new - self._old, key=lambda place: (len(place), place)):
            yield {"op": "add", "path": to_pointer(place), "value": {}}

    def arrivals(self) -> Iterator[Operation]:
        """Yields the elements that come to a new place."""
        for old, new, _ in self._moves:
            yield {"op": "move", "from": to_pointer(old), "path": to_pointer(new)}
        rebuilt = [(new, element) for _, new, element in self._rebuilt]
        for new, element in [*rebuilt, *zip(self._fresh, self._added, strict=True)]:
            yield {"op": "add", "path": to_pointer(new), "value": copy_value(element.value)}

    def leftovers(self) -> Iterator[Operation]:
        """Yields the removal of sections that have become empty."""
        stale = self._old - self._new
        replaced = stale | self._after
        for place in sorted(stale - self._after):
            if replaced.isdisjoint(place[:length] for length in range(1, len(place))):
                yield {"op": "remove", "path": to_pointer(place)}


def _sections(places: Iterable[Place]) -> set[Place]:
    return {place[:length] for place in places for length in range(1, len(place))}

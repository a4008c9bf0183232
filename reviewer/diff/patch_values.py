"""The changes inside one element as operations, in coordinates that hold while they are applied one after the other.

Changes speak in the coordinates of one side each; a patch is applied step by step. So the operations of inner values
come before those of the lists around them, replacements before removals, and additions last, from front to back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from reviewer.diff.tree import copy_value
from reviewer.leaves import walk_leaves
from reviewer.model import MISSING, Change, Element, Path, to_pointer


class Operation(NamedTuple):
    """One step; paths are relative to the element."""

    op: str
    path: Path
    value: Any = MISSING
    origin: Path | None = None

    def to_json(self, place: tuple[str, ...]) -> dict[str, Any]:
        """Writes the step for an element at this place of the tree."""
        written: dict[str, Any] = {"op": self.op, "path": to_pointer((*place, *self.path))}
        if self.origin is not None:
            written["from"] = to_pointer((*place, *self.origin))
        if self.value is not MISSING:
            written["value"] = copy_value(self.value)
        return written


class _Node:
    """The changes at and below one path, in the coordinates of one side."""

    __slots__ = ("below", "gone", "moves", "new")

    def __init__(self) -> None:
        self.below: dict[str | int, _Node] = {}
        self.gone = False
        self.new: Any = MISSING
        self.moves: int | None = None

    def at(self, path: Path) -> _Node:
        """Gives the node at a path, made where there is none."""
        node = self
        for token in path:
            node = node.below.setdefault(token, _Node())
        return node


_NOTHING = _Node()


class _Step(NamedTuple):
    left: Any
    right: Any
    path: Path
    old: _Node
    new: _Node


def patch_value(before: Element, after: Element, changes: Iterable[Change]) -> list[Operation]:
    """Gives the operations that turn one element's value into the other's."""
    old, new = _plant(before, after, changes)
    groups: list[list[Operation]] = []
    stack = [_Step(before.value, after.value, (), old, new)]
    while stack:
        operations, inner = _visit(stack.pop())
        groups.append(operations)
        stack.extend(inner)
    # What lies deeper was visited later, and has to be done while the coordinates around it still hold.
    return [operation for group in reversed(groups) for operation in group]


def _plant(before: Element, after: Element, changes: Iterable[Change]) -> tuple[_Node, _Node]:
    old, new = _Node(), _Node()
    for change in changes:
        if change.op == "remove":
            old.at(change.path[len(before.path) :]).gone = True
        elif change.op == "replace":
            old.at(change.path[len(before.path) :]).new = change.after
        elif change.op == "add":
            new.at(change.path[len(after.path) :]).new = change.after
        elif change.origin is not None and len(change.path) > len(after.path):
            place = change.origin[-1]
            new.at(change.path[len(after.path) :]).moves = place if isinstance(place, int) else None
    return old, new


def _visit(step: _Step) -> tuple[list[Operation], list[_Step]]:
    left, right, path, old, new = step
    text = isinstance(left, str) or isinstance(right, str)
    if text and right is not None and (old.below or new.below):
        return [Operation("replace", path, right)], []  # what lies in a text has no place of its own in it
    if isinstance(left, str) and isinstance(right, str) and old.new is not MISSING:
        return [Operation("replace", path, right)], []
    if old.new is not MISSING:
        return [Operation("replace", path, old.new)], []
    if isinstance(left, dict) and isinstance(right, dict):
        return _visit_object(left, right, path, old, new)
    if isinstance(left, list) and isinstance(right, list):
        return _visit_list(left, right, path, old, new)
    return [], []


def _visit_object(
    left: dict[str, Any], right: dict[str, Any], path: Path, old: _Node, new: _Node
) -> tuple[list[Operation], list[_Step]]:
    operations, inner = [], []
    known = {str(key): value for key, value in left.items()}
    target = {str(key): value for key, value in right.items()}
    for key in {**old.below, **new.below}:
        branches = old.below.get(key, _NOTHING), new.below.get(key, _NOTHING)
        if key not in known:
            operations.append(Operation("add", (*path, key), _assemble(branches[1])))
        elif key not in target and _is_gone(known[str(key)], branches[0]):
            operations.append(Operation("remove", (*path, key)))
        else:
            inner.append(_Step(known[str(key)], target.get(str(key)), (*path, key), *branches))
    return operations, inner


def _visit_list(
    left: list[Any], right: list[Any], path: Path, old: _Node, new: _Node
) -> tuple[list[Operation], list[_Step]]:
    gone = {i for i, item in enumerate(left) if i in old.below and _is_gone(item, old.below[i])}
    fresh = {j for j, item in enumerate(right) if j in new.below and _is_new(item, new.below[j])}
    moved = {j: node.moves for j, node in new.below.items() if isinstance(j, int) and node.moves is not None}
    moves = {j: i for j, i in moved.items() if i not in gone and j not in fresh}
    origins = set(moves.values())
    still = zip(
        (i for i in range(len(left)) if i not in gone and i not in origins),
        (j for j in range(len(right)) if j not in fresh and j not in moves),
        strict=False,
    )
    pairs = sorted([*still, *((i, j) for j, i in moves.items())])
    inner = [
        _Step(left[i], right[j], (*path, i), old.below.get(i, _NOTHING), new.below.get(j, _NOTHING)) for i, j in pairs
    ]
    values = {j: _assemble(new.below[j]) for j in fresh}
    return list(_shuffle(path, _Shuffle(len(left), gone, {j: i for i, j in pairs}, set(moves), values))), inner


class _Shuffle(NamedTuple):
    """What happens to the items of one list.

    Attributes:
        length: of the list on the left side.
        gone: positions on the left side.
        origins: position on the left side for every position on the right side that had one.
        moved: positions on the right side.
        values: what is new, by position on the right side.
    """

    length: int
    gone: set[int]
    origins: dict[int, int]
    moved: set[int]
    values: dict[int, Any]


def _shuffle(path: Path, plan: _Shuffle) -> Iterator[Operation]:
    """Removes from the back, then puts every moved and added item right behind the one before it."""
    # An item is known by its position on the left side, a new one by a negative number of its own.
    current = [i for i in range(plan.length) if i not in plan.gone]
    names = {**{j: -j - 1 for j in plan.values}, **plan.origins}
    for i in sorted(plan.gone, reverse=True):
        yield Operation("remove", (*path, i))
    for j in sorted([*plan.moved, *plan.values]):
        start = None if j in plan.values else current.index(names[j])
        if start is not None:
            del current[start]
        place = current.index(names[j - 1]) + 1 if j else 0
        current.insert(place, names[j])
        if start is None:
            yield Operation("add", (*path, place), plan.values[j])
        elif place != start:
            yield Operation("move", (*path, place), origin=(*path, start))


def _is_gone(value: Any, node: _Node) -> bool:
    """Says whether every leaf of a value was removed."""
    return all(_follow(node, path).gone for path, _ in walk_leaves(value))


def _is_new(value: Any, node: _Node) -> bool:
    """Says whether every leaf of a value was added."""
    return all(_follow(node, path).new is not MISSING for path, _ in walk_leaves(value))


def _follow(node: _Node, path: Path) -> _Node:
    for token in path:
        if token not in node.below:
            return _NOTHING
        node = node.below[token]
    return node


def _assemble(root: _Node) -> Any:
    """Builds an added value from its leaves."""
    holder: list[Any] = [None]
    todo: list[tuple[_Node, Any, Any]] = [(root, holder, 0)]
    while todo:
        node, target, place = todo.pop()
        if not node.below:
            target[place] = node.new
            continue
        tokens = list(node.below)
        inner: Any = [None] * len(tokens) if isinstance(tokens[0], int) else {}
        target[place] = inner
        for token in tokens:
            inner[token] = None
            todo.append((node.below[token], inner, token))
    return holder[0]

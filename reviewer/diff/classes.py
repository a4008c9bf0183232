"""Which classes of a program are one under another name, with their methods, properties and instances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from reviewer.diff.words import core_type, plain_name
from reviewer.model import Element
from reviewer.references import without_file

_CLASS: Final = "class"
_MODULE: Final = "module"
#: Kinds of what may be called after a class.
_NAMED_AFTER: Final = frozenset({"function", "statement"})


def pair_classes(
    left: Sequence[Element], right: Sequence[Element], lefts: Sequence[int], rights: Sequence[int]
) -> dict[int, int]:
    """Pairs classes of other names, what both have under the same name, and their only instances.

    The one class on each side that extends a base is the same one: a program has one stack, whatever it is called and
    however it was rewritten, and its constructor is no other function. Of several of a base those are the same whose
    only instances bear the same id.

    Args:
        left: elements of the one document.
        right: elements of the other one.
        lefts: positions of those that have no counterpart yet.
        rights: the same of the other document.
    """
    sides = _Side(left, lefts), _Side(right, rights)
    pairs: dict[int, int] = {}
    for i, j in [*_of_one_base(*sides), *_of_one_id(*sides)]:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
            pairs |= _pair_around(sides, (i, j), pairs)
    return pairs


def share_nothing(i: int, j: int, pairs: Mapping[int, int], left: Sequence[Element], right: Sequence[Element]) -> bool:
    """Whether two classes have nothing in common: of other names, without fields, and with no method that is paired."""
    one, other = left[i], right[j]
    if one.kind != "function" or one.value or other.value or one.path[-1] != _CLASS or one.path[-2:] == other.path[-2:]:
        return False
    methods = (k for k in pairs if _member_of(one, left[k]) is not None and k != i)
    return not any(_member_of(other, right[pairs[k]]) is not None for k in methods)


def _member_of(class_: Element, element: Element) -> Hashable:
    """Gives what a function is called within a class, None where it stands elsewhere."""
    inside = element.kind == "function" and element.path[:-1] == class_.path[:-1]
    return element.path[-1] if inside else None


class _Side(NamedTuple):
    """One document, and the positions of what has no counterpart in it yet."""

    elements: Sequence[Element]
    free: Sequence[int]


def _pair_around(sides: tuple[_Side, _Side], classes: tuple[int, int], pairs: Mapping[int, int]) -> dict[int, int]:
    """Pairs what goes with two classes that are one: methods, the only instance, and what is called after the class."""
    groups = [_around(side, at) for side, at in zip(sides, classes, strict=True)]
    found = {}
    taken = set(pairs.values())
    for key, places in groups[0].items():
        others = groups[1].get(key, [])
        if len(places) == len(others) == 1 and places[0] not in pairs and others[0] not in taken:
            found[places[0]] = others[0]
    return found


def _around(side: _Side, at: int) -> dict[Hashable, list[int]]:
    """Gives what goes with a class, by what it is to it."""
    class_ = side.elements[at]
    name = str(class_.path[-2])
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for each in side.free:
        element = side.elements[each]
        first, *rest = without_file(element)
        if each == at:
            continue
        if (member := _member_of(class_, element)) is not None:
            groups["member", member].append(each)
        elif element.kind == _MODULE and element.type == name:
            groups["instance",].append(each)
        elif element.kind in _NAMED_AFTER and str(first).startswith(name):
            # the properties that it takes: ShopStackProps of a ShopStack
            groups["named", element.kind, str(first)[len(name) :], *rest].append(each)
    return groups


def _of_one_base(one: _Side, other: _Side) -> Iterator[tuple[int, int]]:
    sides = _by_base(one), _by_base(other)
    for base, places in sides[0].items():
        others = sides[1].get(base, [])
        if len(places) == len(others) == 1:
            yield places[0], others[0]


def _of_one_id(one: _Side, other: _Side) -> Iterator[tuple[int, int]]:
    """Gives the classes whose only instances bear one id: ``new Main(app, "shop")`` and ``new Shop(app, "shop")``."""
    sides = _by_id(one), _by_id(other)
    for name, places in sides[0].items():
        others = sides[1].get(name, [])
        if len(places) == len(others) == 1:
            types = one.elements[places[0]].type, other.elements[others[0]].type
            classes = _find_class(one, types[0]), _find_class(other, types[1])
            if len(classes[0]) == len(classes[1]) == 1:
                yield classes[0][0], classes[1][0]


def _by_base(side: _Side) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index in side.free:
        element = side.elements[index]
        extended = element.value.get("extends") if isinstance(element.value, dict) else None
        if element.kind == "function" and element.path[-1] == _CLASS and extended:
            groups[core_type(str(extended[0]).rpartition(" ")[2])].append(index)
    return groups


def _by_id(side: _Side) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for index in side.free:
        name = plain_name(str(side.elements[index].path[-1]))
        if side.elements[index].kind == _MODULE and name:
            groups[name].append(index)
    return groups


def _find_class(side: _Side, name: str) -> list[int]:
    free = ((each, side.elements[each]) for each in side.free)
    return [each for each, found in free if found.kind == "function" and found.path[-2:] == (name, _CLASS)]

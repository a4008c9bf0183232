"""Which classes of two programs are the same one, whatever they are called: by their bases and their methods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from reviewer.diff.words import core_type
from reviewer.model import Element


def pair_classes(
    left: Sequence[Element], right: Sequence[Element], lefts: list[int], rights: list[int]
) -> dict[int, int]:
    """Pairs the one class on each side that extends a base, what both have under the same name, and its only instance.

    A program has one stack, whatever it is called and however it was rewritten: its constructor is no other function.
    """
    sides = _by_base(left, lefts), _by_base(right, rights)
    pairs: dict[int, int] = {}
    for base, (i, *others) in sides[0].items():
        j, *rest = sides[1].get(base, [None])
        if j is None or others or rest:
            continue
        pairs[i] = j
        members = {_member_of(right[j], right[each]): each for each in rights if each != j}
        for each in lefts:
            name = _member_of(left[i], left[each])
            if each != i and name is not None and name in members:
                pairs[each] = members[name]
        made = [
            [each for each in among if elements[each].type == elements[own].path[-2]]
            for elements, among, own in ((left, lefts, i), (right, rights, j))
        ]
        if len(made[0]) == len(made[1]) == 1:
            pairs[made[0][0]] = made[1][0]
    return pairs


def share_nothing(i: int, j: int, pairs: Mapping[int, int], left: Sequence[Element], right: Sequence[Element]) -> bool:
    """Whether two classes have nothing in common: of other names, without fields, and with no method that is paired."""
    one, other = left[i], right[j]
    if (
        one.kind != "function"
        or one.value
        or other.value
        or one.path[-1] != "class"
        or one.path[-2:] == other.path[-2:]
    ):
        return False
    methods = (k for k in pairs if _member_of(one, left[k]) is not None and k != i)
    return not any(_member_of(other, right[pairs[k]]) is not None for k in methods)


def _by_base(elements: Sequence[Element], among: Iterable[int]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index in among:
        element = elements[index]
        extended = element.value.get("extends") if isinstance(element.value, dict) else None
        if element.kind == "function" and element.path[-1] == "class" and extended:
            groups[core_type(str(extended[0]).rpartition(" ")[2])].append(index)
    return groups


def _member_of(class_: Element, element: Element) -> Hashable:
    """Gives what a function is called within a class, None where it stands elsewhere."""
    inside = element.kind == "function" and element.path[:-1] == class_.path[:-1]
    return element.path[-1] if inside else None

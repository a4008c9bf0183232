"""Files that came or went with what they hold, not only with their names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from reviewer.classify.units import Unit
from reviewer.leaves import walk_leaves
from reviewer.model import Element
from reviewer.paths import base_name


def find_lone_files(left: tuple[Element, ...], right: tuple[Element, ...]) -> frozenset[str]:
    """Finds the files that only one side announces.

    Code under no name may be any file of its language, and then nobody can tell.
    """
    sides = [{(base_name(each.file), each.language) for each in elements} for elements in (left, right)]
    unnamed = [{language for name, language in side if not name} for side in sides]
    lone: set[str] = set()
    for at, side in enumerate(sides):
        there = {name for name, _ in sides[1 - at]}
        lone.update(name for name, language in side if name not in there and language not in unnamed[1 - at])
    return frozenset(lone - {""})


def find_whole_files(lone: frozenset[str], units: Iterable[Unit], elements: Iterable[Element]) -> frozenset[str]:
    """Finds those of some files that came or went with most of what they hold.

    A file of another name that holds what was there already is the same file, or a part of it.

    Args:
        lone: names of the files that only one side announces.
        units: of the comparison.
        elements: of both sides.
    """
    whole = {id(unit.element) for unit in units if unit.status in ("added", "removed")}
    sizes: dict[str, Counter[bool]] = defaultdict(Counter)
    for each in elements:
        name = base_name(each.file)
        if name in lone and each.kind != "import":
            sizes[name][id(each) in whole] += 1 + sum(1 for _ in walk_leaves(each.value))
    return frozenset(name for name in lone if sizes[name][True] >= sizes[name][False])

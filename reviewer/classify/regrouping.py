"""Settings that kept their keys and values and stand one level deeper or higher in the same element."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from reviewer.model import Change, Element, Path
from reviewer.rubric.matching import to_text

#: Kinds whose keys are words of a library or a service; in code a level is a block of the program.
_KINDS: Final = frozenset({"resource", "data", "provider", "module"})
#: The key of an object that holds the name of its class.
_CALL: Final = "call"
#: The first word of a key.
_BEGINNING: Final = re.compile("[A-Z]?[a-z0-9]+")
#: Values that so many settings have that one of them alone proves nothing.
_COMMON: Final = frozenset({"true", "false", "0", "1", "", "[]", "{}"})
#: Keys that stand around all settings of a resource, or around what is none: the options of Pulumi.
_WRAPPERS: Final = frozenset({"Properties", "props", "args", "opts"})


class Regrouped(NamedTuple):
    """Values of one element that went at one level and came at another.

    Attributes:
        element: what they belong to, as the right side has it.
        changes: what went and what came, with the class of the object that came or went around them.
        old: the path of the first value that went.
        new: the path of the same value where it came.
    """

    element: Element
    changes: tuple[Change, ...]
    old: Path
    new: Path


def find_regrouped(changes: Iterable[Change]) -> Iterator[Regrouped]:
    """Finds what only moved into an object of its element, or out of one: ``priority`` to ``sampling_rule.priority``.

    A value that so many settings share, such as ``true``, moves only together with others.
    """
    for element, inside in _by_element(changes):
        for pairs in _pair(inside, len(element.path)).values():
            if len(pairs) == 1 and to_text(pairs[0][0].before).strip('"').lower() in _COMMON:
                continue
            went, came = zip(*pairs, strict=True)
            classes = _classes(inside, went[0].path, came[0].path)
            yield Regrouped(element, (*went, *classes, *came), went[0].path, came[0].path)


def _by_element(changes: Iterable[Change]) -> Iterator[tuple[Element, list[Change]]]:
    """Gives the values that came and went in elements that both sides have, where both happened."""
    groups: dict[tuple[str, Path], tuple[Element, list[Change]]] = {}
    for each in changes:
        old, new = each.element_before, each.element_after
        if each.op in ("add", "remove") and old is not None and new is not None and new.kind in _KINDS:
            groups.setdefault((new.file, new.path), (new, []))[1].append(each)
    yield from (each for each in groups.values() if len({one.op for one in each[1]}) == 2)


def _pair(changes: Sequence[Change], start: int) -> dict[tuple[Path, str, bool], list[tuple[Change, Change]]]:
    """Pairs what went with what came, by the place, the key of the level between, and whether that is new."""
    groups: dict[tuple[Path, str, bool], list[tuple[Change, Change]]] = defaultdict(list)
    gone = {(each.path, to_text(each.before)): each for each in changes if each.op == "remove"}
    came = {(each.path, to_text(each.after)): each for each in changes if each.op == "add"}
    taken: set[int] = set()
    for deeper, flatter, into in ((came, gone, True), (gone, came, False)):
        for (path, value), inner in deeper.items():
            for place, level in _levels(path, start):
                outer = next((found for each in _flat(path, place) if (found := flatter.get((each, value)))), None)
                if outer is not None and not taken & {id(inner), id(outer)}:
                    taken |= {id(inner), id(outer)}
                    groups[path[:place], level, into].append((outer, inner) if into else (inner, outer))
    return groups


def _levels(path: Path, start: int) -> Iterator[tuple[int, str]]:
    """Gives the keys above the last one in which a value may stand, innermost first."""
    for place in range(len(path) - 2, start - 1, -1):
        key = path[place]
        if isinstance(key, str) and key not in _WRAPPERS:
            yield place, key


def _flat(path: Path, place: int) -> Iterator[Path]:
    """Gives the paths that a value may have without a level: its key may begin as the key of that level did.

    ``deployment_configuration.maximum_percent`` is ``deployment_maximum_percent``.
    """
    begin, last = _BEGINNING.match(str(path[place])), path[-1]
    # a block of Terraform is an entry of a list; entries of other lists have keys that mean another thing without it
    block = place + 2 < len(path) and isinstance(path[place + 1], int)
    inside = path[place + 2 if block else place + 1 :]
    if not block or (begin is not None and str(inside[0]).startswith(f"{begin[0]}_")):
        yield (*path[:place], *inside)
    if len(inside) == 1 and isinstance(last, str) and begin is not None:
        yield (*path[:place], f"{begin[0]}_{last}")
        yield (*path[:place], f"{begin[0]}{last[:1].upper()}{last[1:]}")


def _classes(changes: Sequence[Change], old: Path, new: Path) -> list[Change]:
    """Gives the names of the classes of what came or went around the values: they say no more than the key does."""
    around = max(old, new, key=len)
    return [each for each in changes if each.path[-1] == _CALL and each.path[:-1] == around[: len(each.path) - 1]]

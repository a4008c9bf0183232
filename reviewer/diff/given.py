"""Which outputs are one under another name: those that give the same, where nothing else gives it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from reviewer.diff.meanings import Meanings, Table
from reviewer.diff.references import NO_RENAMES, Renames
from reviewer.diff.spelling import DATA_LANGUAGES, Spelling
from reviewer.model import MISSING, Element

_OUTPUT: Final = "output"
#: What an output gives, in the languages that let it say more.
_VALUES: Final = ("value", "Value")


def pair_giving(left: Sequence[Element], right: Sequence[Element], known: Mapping[int, int]) -> dict[int, int]:
    """Pairs the outputs without a counterpart that give the same, references following what was renamed.

    Args:
        left: elements of the one document.
        right: elements of the other one.
        known: what is paired already, as positions.
    """
    taken = set(known.values())
    lefts = [i for i, each in enumerate(left) if each.kind == _OUTPUT and i not in known]
    rights = [j for j, each in enumerate(right) if each.kind == _OUTPUT and j not in taken]
    if not lefts or not rights:
        return {}
    renamed = [(left[i], right[j]) for i, j in known.items() if left[i].path != right[j].path]
    table: Table = {}
    sides = _by_value(left, lefts, Renames(renamed), table), _by_value(right, rights, NO_RENAMES, table)
    return {
        places[0]: sides[1][value][0]
        for value, places in sides[0].items()
        if len(places) == len(sides[1].get(value, ())) == 1
    }


def _by_value(
    elements: Sequence[Element], among: Sequence[int], renames: Renames, table: Table
) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = defaultdict(list)
    meanings = {loose: Meanings(Spelling(renames, loose=loose), table) for loose in (True, False)}
    for index in among:
        value = _given(elements[index])
        if value not in (MISSING, None, ""):
            groups[meanings[elements[index].language in DATA_LANGUAGES].of(value, _VALUES[0])].append(index)
    return groups


def _given(output: Element) -> Any:
    value = output.value
    if not isinstance(value, dict):
        return value
    return next((value[key] for key in _VALUES if key in value), MISSING)

"""Which parameters are one under a name that goes on: ``ReadCapacity``, now ``ReadCapacityUnits``.

A name alone does not tell (``Engine`` and ``EngineVersion``): both have to be described alike, and to ask for the same
type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from reviewer.diff.similarity import Bag, dice
from reviewer.diff.words import split_words
from reviewer.keys import to_snake_case
from reviewer.model import Element

#: Share of the words of their descriptions that two parameters have in common.
_DESCRIBED: Final = 0.7
#: A name that is the beginning of another has this many words.
_TELLING: Final = 2


def pair_longer(
    left: Sequence[Element], right: Sequence[Element], lefts: Sequence[int], rights: Sequence[int]
) -> dict[int, int]:
    """Pairs the parameters left over of which one has the name of the other and more, if no other one could be meant.

    Args:
        left: elements of the one document.
        right: elements of the other one.
        lefts: positions of those that have no counterpart.
        rights: those of the other document.
    """
    found = list(_candidates(left, right, lefts, rights))
    counts = Counter(i for i, _ in found), Counter(j for _, j in found)
    return {i: j for i, j in found if counts[0][i] == counts[1][j] == 1}


def _candidates(
    left: Sequence[Element], right: Sequence[Element], lefts: Sequence[int], rights: Sequence[int]
) -> Iterator[tuple[int, int]]:
    asked = [j for j in rights if right[j].kind == "parameter"]
    for i in (i for i in lefts if left[i].kind == "parameter") if asked else ():
        yield from ((i, j) for j in asked if _goes_on(left[i], right[j]) and _are_alike(left[i], right[j]))


def _goes_on(one: Element, other: Element) -> bool:
    short, long = sorted((split_words(each.name) for each in (one, other)), key=len)
    return _TELLING <= len(short) < len(long) and long[: len(short)] == short


def _are_alike(one: Element, other: Element) -> bool:
    told = _told(one), _told(other)
    words: list[Bag] = [Counter(split_words(str(each.get("description", "")))) for each in told]
    return told[0].get("type") == told[1].get("type") and all(words) and dice(*words) >= _DESCRIBED


def _told(parameter: Element) -> dict[str, object]:
    value = parameter.value
    return {to_snake_case(str(key)): item for key, item in value.items()} if isinstance(value, dict) else {}

"""What one side makes in a loop and the other writes out: a subnet for each zone is the same one by one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from reviewer.diff.same_types import same_type
from reviewer.diff.similarity import dice
from reviewer.diff.words import fixed_text, split_words
from reviewer.model import Element

#: A name that is put together with what a loop counts by.
_COUNTED: Final = re.compile(
    r"\{\s*(?:i|j|k|n|idx|index|az\w*)\b[^{}]*\}|\+\s*\(?\s*(?:i|j|k|n|idx|index)\b|%d", re.IGNORECASE
)
#: Those that are written out hold the same but for a key or two.
_ALIKE: Final = 0.7
#: Stands for a number or a letter in a name.
_NUMBER: Final = "#"

#: Kind and type of what is written out, and its name without the number or letter that tells it from the others.
_Row = tuple[str, str, tuple[str, ...]]


def find_copies(pairs: Iterable[tuple[Element | None, Element | None]]) -> frozenset[int]:
    """Finds the elements without a counterpart that a loop of the other side makes as well, by their identity.

    The first of a row that is written out is paired with the loop; the others are its copies.
    """
    known = list(pairs)
    rows: tuple[dict[_Row, list[Element]], dict[_Row, list[Element]]] = defaultdict(list), defaultdict(list)
    for pair in known:
        one, other = pair
        if one is not None and other is not None and is_looped(one) != is_looped(other):
            side = 0 if is_looped(other) else 1
            written = one if side == 0 else other
            for row in _row(written):
                rows[side][row].append(written)
    return frozenset(
        id(each)
        for one, other in known
        for side, each in ((0, one), (1, other))
        if each is not None and (one is None or other is None) and not is_looped(each)
        for row in _row(each)
        if any(_is_copy(each, first) for first in rows[side].get(row, ()))
    )


def is_looped(element: Element) -> bool:
    """Says whether an element stands for several: a condition makes one of it or none."""
    if element.kind != "resource":
        return False
    if element.language != "hcl":
        return _COUNTED.search(str(element.path[-1])) is not None
    value = element.value if isinstance(element.value, dict) else {}
    count = value.get("count", 1)
    return "for_each" in value or (count not in (0, 1) and "?" not in str(count))


def _row(element: Element) -> Iterator[_Row]:
    """Gives what is written out in a row, where the name is one of a row."""
    words = split_words(fixed_text(str(element.path[-1])))
    plain = tuple(_NUMBER if len(word) == 1 or word.isdigit() else word for word in words)
    if element.kind == "resource" and _NUMBER in plain:
        yield element.kind, same_type(element.type), plain


def _is_copy(element: Element, first: Element) -> bool:
    keys = [Counter(list(each.value) if isinstance(each.value, dict) else []) for each in (element, first)]
    return dice(*keys) >= _ALIKE

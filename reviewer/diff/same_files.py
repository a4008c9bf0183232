"""Which files of two answers are one, although an answer puts folders around its program: ``lib/modules/dns/main.tf``.

The names of files repeat from module to module, so what a file is called says less than the folders that it stands in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from reviewer.model import Element

#: Paths of which neither is the end of the other have this much of their ends in common: the name says too little.
_ENOUGH: Final = 2


class _Likeness(NamedTuple):
    """How much of two paths is the same; the greater, the more alike they are.

    Attributes:
        whole: whether one is the end of the other.
        common: so many names of the end are the same.
        unlike: minus the number of the other ones.
    """

    whole: bool
    common: int
    unlike: int


def name_files(left: Iterable[Element], right: Iterable[Element]) -> Mapping[str, str]:
    """Gives the files of the left side that have another path on the right, and that path.

    Args:
        left: elements of the left side.
        right: elements of the right side.
    """
    sides = {each.file for each in left if each.file}, {each.file for each in right if each.file}
    scores = {
        (one, other): found
        for one in sides[0] - sides[1]
        for other in sides[1] - sides[0]
        if (found := _compare(one, other)) is not None
    }
    best = _best(scores), _best({(other, one): found for (one, other), found in scores.items()})
    return {one: other for one, other in best[0].items() if best[1].get(other) == one}


def _compare(one: str, other: str) -> _Likeness | None:
    parts = PurePosixPath(one).parts[::-1], PurePosixPath(other).parts[::-1]
    common = next((at for at, pair in enumerate(zip(*parts, strict=False)) if pair[0] != pair[1]), min(map(len, parts)))
    whole = common == min(map(len, parts))
    return _Likeness(whole, common, 2 * common - sum(map(len, parts))) if whole or common >= _ENOUGH else None


def _best(scores: Mapping[tuple[str, str], _Likeness]) -> dict[str, str]:
    """Gives for each file the one that is more like it than every other."""
    found: dict[str, list[tuple[_Likeness, str]]] = defaultdict(list)
    for (one, other), likeness in scores.items():
        found[one].append((likeness, other))
    ranked = {one: sorted(others, reverse=True) for one, others in found.items()}
    return {
        one: others[0][1] for one, others in ranked.items() if [each[0] for each in others].count(others[0][0]) == 1
    }

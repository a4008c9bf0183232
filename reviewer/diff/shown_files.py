"""Which file it is that an answer shows without saying so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from reviewer.model import Element


def find_shown(
    left: Sequence[Element],
    right: Sequence[Element],
    lefts: Sequence[int],
    rights: Sequence[int],
    address: Callable[[Element], Hashable],
) -> tuple[list[int], list[int]]:
    """Finds what the right side shows without a file, and the one file of the left that has most of it.

    Each file of a program imports the same library, and only one of them is that code.

    Args:
        left: elements of the left side.
        right: elements of the right side.
        lefts: places of those of the left that are to be paired.
        rights: likewise of the right.
        address: gives what an element is, whatever file it is in.

    Returns:
        Their places, none where no file has more of it than every other.
    """
    bare = [j for j in rights if not right[j].file]
    wanted = {address(right[j]) for j in bare}
    named = (left[i] for i in lefts if left[i].file and left[i].kind != "import")
    shares = Counter(each.file for each in named if address(each) in wanted)
    (file, most), (_, second) = (*shares.most_common(2), ("", 0), ("", 0))[:2]
    return ([i for i in lefts if left[i].file == file], bare) if most > second else ([], [])

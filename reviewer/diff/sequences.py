"""Sequences brought into line: the longest common part, what is left in the gaps, and what kept its place."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence

Pair = tuple[int, int]

#: Above this product of lengths the exact alignment would need more than about 16 MB of bits; the lines that occur
#: once on both sides then cut the sequences into smaller ones first.
_EXACT = 120_000_000
#: Above this product of lengths a gap is paired by position: comparing each with each would take a second and more.
_GAP = 2_500


def align(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[Pair]:
    """Pairs equal items in order, as many as possible.

    Exact (longest common subsequence) for anything a person writes; sequences beyond :data:`_EXACT` are cut at the
    items that occur once on each side, which is nearly always the same.
    """
    head = _common_prefix(left, right)
    tail = _common_prefix(left[head:][::-1], right[head:][::-1])
    stops = len(left) - tail, len(right) - tail
    pairs = [(index, index) for index in range(head)]
    pairs += _shift(_align_middle(left[head : stops[0]], right[head : stops[1]]), head, head)
    return pairs + [(stops[0] + index, stops[1] + index) for index in range(tail)]


def gaps(pairs: Sequence[Pair], left: int, right: int) -> list[tuple[range, range]]:
    """Gives the ranges between paired items in which something is left on either side."""
    found, start = [], (0, 0)
    for pair in [*pairs, (left, right)]:
        if pair != start:
            found.append((range(start[0], pair[0]), range(start[1], pair[1])))
        start = pair[0] + 1, pair[1] + 1
    return found


def pair_gap(left: range, right: range, similarity: Callable[[int, int], float], threshold: float) -> list[Pair]:
    """Pairs what changed within one gap, in order, so that the sum of similarities is greatest.

    Args:
        left: positions on the left side.
        right: positions on the right side.
        similarity: 0 to 1 for two positions.
        threshold: below it two items are no pair.
    """
    if not left or not right:
        return []
    if len(left) * len(right) > _GAP:
        return [pair for pair in zip(left, right, strict=False) if similarity(*pair) >= threshold]
    return _best_path(left, right, similarity, threshold)


def stationary(pairs: Sequence[Pair]) -> set[Pair]:
    """Gives the largest set of pairs that keep their order: the others have moved."""
    ordered = sorted(pairs)
    tails: list[int] = []
    places: list[int] = []
    previous: list[int] = []
    for index, (_, right) in enumerate(ordered):
        place = bisect_left(tails, right)
        tails[place : place + 1] = [right]
        places[place : place + 1] = [index]
        previous.append(places[place - 1] if place else -1)
    kept, index = set(), places[-1] if places else -1
    while index >= 0:
        kept.add(ordered[index])
        index = previous[index]
    return kept


def _common_prefix(left: Sequence[Hashable], right: Sequence[Hashable]) -> int:
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return length


def _align_middle(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[Pair]:
    if not left or not right or set(left).isdisjoint(right):
        return []
    if len(left) * len(right) > _EXACT:
        return _align_at_anchors(left, right)
    return _longest_common(left, right)


def _longest_common(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[Pair]:
    from rapidfuzz.distance import Indel

    pairs: list[Pair] = []
    for block in Indel.opcodes(left, right):
        if block.tag == "equal":
            pairs += zip(range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True)
    return pairs


def _align_at_anchors(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[Pair]:
    counts = Counter(left), Counter(right)
    places = {item: index for index, item in enumerate(right)}
    single = [(i, places[item]) for i, item in enumerate(left) if counts[0][item] == counts[1][item] == 1]
    anchors = sorted(stationary(single))
    pairs = list(anchors)
    for one, other in gaps(anchors, len(left), len(right)):
        if len(one) * len(other) <= _EXACT:
            pairs += _shift(
                _align_middle(left[one.start : one.stop], right[other.start : other.stop]), one.start, other.start
            )
    return sorted(pairs)


def _shift(pairs: Sequence[Pair], left: int, right: int) -> list[Pair]:
    return [(i + left, j + right) for i, j in pairs]


def _best_path(left: range, right: range, similarity: Callable[[int, int], float], threshold: float) -> list[Pair]:
    rows, columns = len(left), len(right)
    worth = [[similarity(i, j) for j in right] for i in left]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            score = worth[row][column]
            skip = max(best[row + 1][column], best[row][column + 1])
            take = score + best[row + 1][column + 1] if score >= threshold else 0.0
            best[row][column] = max(skip, take)
    return _trace(left, right, worth, best, threshold)


def _trace(
    left: range, right: range, worth: list[list[float]], best: list[list[float]], threshold: float
) -> list[Pair]:
    pairs, row, column = [], 0, 0
    while row < len(left) and column < len(right):
        score = worth[row][column]
        if score >= threshold and best[row][column] == score + best[row + 1][column + 1]:
            pairs.append((left[row], right[column]))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return pairs

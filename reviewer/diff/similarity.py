"""How alike two values are, and which of many belong together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Final

Bag = Counter[Hashable]

#: Candidates looked at for one comparison, at about 10 microseconds each. Pairs that share rare features come first,
#: so what is cut off beyond it is pairs that have nothing but common words in common.
_BUDGET: Final = 60_000
#: A group of candidates larger than this on one side is settled greedily, best pair first: the matrix of the optimal
#: assignment would grow with the square. No real task comes near it.
_MATRIX: Final = 400
#: What it costs to leave the order, for each place: too little to matter where anything else speaks for a pair.
_ORDER: Final = 1e-7


def dice(left: Bag, right: Bag) -> float:
    """Gives the share of features that two bags have in common, 0 to 1."""
    total = left.total() + right.total()
    if not total:
        return 1.0
    small, large = (left, right) if len(left) <= len(right) else (right, left)
    # the keys are met in one step: most bags have little in common
    return 2 * sum([min(small[feature], large[feature]) for feature in small.keys() & large.keys()]) / total


def candidates(left: Sequence[Bag], right: Sequence[Bag]) -> set[tuple[int, int]]:
    """Finds the pairs worth comparing: those that share a feature, rare features first."""
    places = _places(left), _places(right)
    shared = sorted(
        (len(places[0][feature]) * len(places[1][feature]), order)
        for order, feature in enumerate(places[0])
        if feature in places[1]
    )
    features = list(places[0])
    found: set[tuple[int, int]] = set()
    spent = 0
    for cost, order in shared:
        spent += cost
        if spent > _BUDGET:
            break
        found.update((i, j) for i in places[0][features[order]] for j in places[1][features[order]])
    return found


def match(left: Sequence[Bag], right: Sequence[Bag], threshold: float) -> list[tuple[int, int]]:
    """Pairs bags one to one so that the sum of similarities is greatest; below the threshold there is no pair."""
    scores = {pair: dice(left[pair[0]], right[pair[1]]) for pair in candidates(left, right)}
    return assign({pair: score for pair, score in scores.items() if score >= threshold})


def assign(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Chooses the pairs with the greatest sum of scores, each item at most once, in order of the left item.

    Where an item has one candidate that has no other there is nothing to choose; numpy and lap are loaded only where
    there is.
    """
    chosen: list[tuple[int, int]] = []
    for group in _groups(scores):
        chosen += group if len(group) == 1 else _assign_group(group, scores)
    return sorted(chosen)


def _places(bags: Iterable[Bag]) -> dict[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index, bag in enumerate(bags):
        for feature in bag:
            places[feature].append(index)
    return places


def _groups(scores: Mapping[tuple[int, int], float]) -> list[list[tuple[int, int]]]:
    """Splits the candidates into groups that have no item in common."""
    by_left: dict[int, list[int]] = defaultdict(list)
    by_right: dict[int, list[int]] = defaultdict(list)
    for i, j in sorted(scores):
        by_left[i].append(j)
        by_right[j].append(i)
    groups, seen = [], set()
    for start in by_left:
        if start not in seen:
            lefts = _reach(start, by_left, by_right)
            seen |= lefts
            groups.append([(i, j) for i in sorted(lefts) for j in by_left[i]])
    return groups


def _reach(start: int, by_left: Mapping[int, list[int]], by_right: Mapping[int, list[int]]) -> set[int]:
    reached, todo, crossed = {start}, [start], set()
    while todo:
        for j in by_left[todo.pop()]:
            if j not in crossed:
                crossed.add(j)
                fresh = [i for i in by_right[j] if i not in reached]
                reached.update(fresh)
                todo += fresh
    return reached


def _assign_group(group: list[tuple[int, int]], scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    lefts = sorted({i for i, _ in group})
    rights = sorted({j for _, j in group})
    if len(lefts) == 1 or len(rights) == 1:
        return [max(group, key=lambda pair: (scores[pair], -pair[0], -pair[1]))]
    if max(len(lefts), len(rights)) > _MATRIX:
        return _greedy(group, scores)
    return _optimal(lefts, rights, scores)


def _greedy(group: list[tuple[int, int]], scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    taken: tuple[set[int], set[int]] = set(), set()
    chosen = []
    for i, j in sorted(group, key=lambda pair: (-scores[pair], pair)):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            chosen.append((i, j))
    return chosen


def _optimal(lefts: list[int], rights: list[int], scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    import lap
    import numpy

    # No pair costs 1, and the best pair nothing: with scores in 0..1 every pair is better than none. Of twins the first
    # is the first, and the second the second.
    costs = numpy.array(
        [
            [1.0 - scores.get((i, j), 0.0) + _ORDER * abs(row - at) for at, j in enumerate(rights)]
            for row, i in enumerate(lefts)
        ]
    )
    _, columns, _ = lap.lapjv(costs, extend_cost=True)
    pairs = [(lefts[row], rights[column]) for row, column in enumerate(columns) if column >= 0]
    return [pair for pair in pairs if pair in scores]

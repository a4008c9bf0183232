"""Which items of two lists belong together.

Lists that are sets pair by identity (equal meaning, identifying key, likeness), other lists in order (longest common
part, then neighbours within the gaps, then what moved).
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from reviewer.diff.meanings import Meanings
from reviewer.diff.sequences import align, gaps, pair_gap, stationary
from reviewer.diff.sets import identifying_key, is_set, words
from reviewer.diff.similarity import Bag, dice, match
from reviewer.keys import to_snake_case
from reviewer.leaves import intrinsic, walk_leaves

#: Objects of a set that share less than half of their leaves are another object: two policy statements that share
#: only ``Effect`` and one action of three are not one statement edited.
_SET_THRESHOLD: Final = 0.5
#: Fewer keys than this say too little about an object for the other keys to tell that it is the same one.
_KEPT: Final = 3
#: In an ordered gap position speaks for a pair as well, so less likeness is enough.
_GAP_THRESHOLD: Final = 0.3
#: The key that a statement with others in it has its condition under; one whose condition is this much alike is the
#: same statement, however much of what it does was rewritten.
_HEADER: Final = "header"
_SAME_HEADER: Final = 0.6
#: What a statement of the policy of a resource is called, and whom it admits.
_ADMITTED: Final = ("Sid", "Principal")
#: What stands in a list for no item at all.
_NOTHING: Final = {"Ref": "AWS::NoValue"}
#: Strings longer than this are compared by their beginning: likeness is a hint, not a measure.
_COMPARED: Final = 2_000


class Pairing(NamedTuple):
    """What belongs together.

    Attributes:
        pairs: positions left and right, in order of the left.
        moved: those of the pairs that did not keep their place.
        has_order: whether a moved item means something.
    """

    pairs: list[tuple[int, int]]
    moved: set[tuple[int, int]]
    has_order: bool


class ListPairer:
    """Pairs the items of lists.

    Args:
        left: numbers of meaning on the left side, references renamed.
        right: numbers of meaning on the right side.
    """

    def __init__(self, left: Meanings, right: Meanings) -> None:
        self._meanings = left, right

    def pair(self, left: Sequence[Any], right: Sequence[Any], key: str) -> Pairing:
        """Pairs the items of two lists under the same key."""
        left, right = _inside(left), _inside(right)
        numbers = self._number(0, left, key), self._number(1, right, key)
        if is_set(key, left or right) and is_set(key, right or left):
            pairs = self._pair_set(left, right, numbers, key)
            return Pairing(pairs, set(pairs) - stationary(pairs), has_order=False)
        pairs = self._pair_ordered(left, right, numbers)
        return Pairing(pairs, set(pairs) - stationary(pairs), has_order=True)

    def _number(self, side: int, items: Sequence[Any], key: str) -> list[int]:
        return [self._meanings[side].of(item, key) for item in items]

    def _pair_set(
        self, left: Sequence[Any], right: Sequence[Any], numbers: tuple[list[int], list[int]], key: str
    ) -> list[tuple[int, int]]:
        pairs = _pair_equal(*numbers, range(len(left)), range(len(right)))
        for step in (self._pair_keyed, self._pair_alike, self._pair_last):
            rest = _left_over(pairs, len(left), len(right))
            if rest[0] and rest[1]:
                pairs += step(left, right, rest, key)
        return sorted(pairs)

    def _pair_keyed(
        self, left: Sequence[Any], right: Sequence[Any], rest: tuple[list[int], list[int]], _: str
    ) -> list[tuple[int, int]]:
        name = identifying_key(left)
        if name is None or name != identifying_key(right):
            return []
        places = {self._meanings[1].of(right[j][name], name): j for j in rest[1]}
        found = ((i, places.get(self._meanings[0].of(left[i][name], name))) for i in rest[0])
        return [(i, j) for i, j in found if j is not None]

    def _pair_alike(
        self, left: Sequence[Any], right: Sequence[Any], rest: tuple[list[int], list[int]], _: str
    ) -> list[tuple[int, int]]:
        chosen = [i for i in rest[0] if _is_container(left[i])], [j for j in rest[1] if _is_container(right[j])]
        if not chosen[0] or not chosen[1]:
            return []
        bags = [self.bag(0, left[i]) for i in chosen[0]], [self.bag(1, right[j]) for j in chosen[1]]
        found = [(chosen[0][i], chosen[1][j]) for i, j in match(*bags, _SET_THRESHOLD)]
        return [(i, j) for i, j in found if not self._admit_others(left[i], right[j])]

    def _admit_others(self, left: Any, right: Any) -> bool:
        """Whether two statements of a policy have other names and admit other principals: neither became the other."""
        one, other = self._meanings
        return all(isinstance(side, dict) and key in side for side in (left, right) for key in _ADMITTED) and all(
            one.of(left[key], key) != other.of(right[key], key) for key in _ADMITTED
        )

    def _pair_last(
        self, left: Sequence[Any], right: Sequence[Any], rest: tuple[list[int], list[int]], key: str
    ) -> list[tuple[int, int]]:
        """Pairs the one value left over on each side, or values that read alike where another value is an edit.

        An object that is alone in its list on both sides, and has no name of its own, is the same however it differs.
        """
        if len(left) == len(right) == 1 and type(left[0]) is type(right[0]) and identifying_key(left) is None:
            return [(0, 0)]
        if len(rest[0]) == len(rest[1]) == 1 and self._is_kept(left[rest[0][0]], right[rest[1][0]]):
            return [(rest[0][0], rest[1][0])]
        values = [i for i in rest[0] if not _is_container(left[i])], [j for j in rest[1] if not _is_container(right[j])]
        if len(values[0]) == len(values[1]) == 1:
            return [(values[0][0], values[1][0])]
        if to_snake_case(key) in words().identities:
            return []
        texts = [str(left[i]) for i in values[0]], [str(right[j]) for j in values[1]]
        found = pair_gap(
            range(len(texts[0])), range(len(texts[1])), lambda i, j: likeness(texts[0][i], texts[1][j]), _SET_THRESHOLD
        )
        return [(values[0][i], values[1][j]) for i, j in found]

    def _is_kept(self, left: Any, right: Any) -> bool:
        """Whether objects have the same keys and differ under one of three or more, however long its value is.

        A statement whose one wildcard became a list of actions shares few leaves with what it was.
        """
        if (
            not isinstance(left, dict)
            or not isinstance(right, dict)
            or left.keys() != right.keys()
            or len(left) < _KEPT
        ):
            return False
        one, other = self._meanings
        return sum(one.of(value, key) != other.of(right[key], key) for key, value in left.items()) == 1

    def _pair_ordered(
        self, left: Sequence[Any], right: Sequence[Any], numbers: tuple[list[int], list[int]]
    ) -> list[tuple[int, int]]:
        pairs = align(*numbers)
        rest = _left_over(pairs, len(left), len(right))
        moved = _pair_equal(*numbers, *rest)
        taken = {i for i, _ in moved}, {j for _, j in moved}
        bags: tuple[dict[int, Bag], dict[int, Bag]] = {}, {}

        def compare(i: int, j: int) -> float:
            if i in taken[0] or j in taken[1]:
                return -1.0
            return self._compare(left[i], right[j], i, j, bags)

        inner = []
        for gap in gaps(pairs, len(left), len(right)):
            inner += _pair_single(*gap, left, right, taken) or pair_gap(*gap, compare, _GAP_THRESHOLD)
        return sorted([*pairs, *moved, *inner])

    def _compare(self, left: Any, right: Any, i: int, j: int, bags: tuple[dict[int, Bag], dict[int, Bag]]) -> float:
        if _is_container(left) is not _is_container(right) or isinstance(left, list) is not isinstance(right, list):
            return -1.0
        if not _is_container(left):
            return likeness(str(left), str(right)) if isinstance(left, str) and isinstance(right, str) else 0.0
        if i not in bags[0]:
            bags[0][i] = self.bag(0, left)
        if j not in bags[1]:
            bags[1][j] = self.bag(1, right)
        return max(dice(bags[0][i], bags[1][j]), _ask_alike(left, right))

    def bag(self, side: int, value: Any) -> Bag:
        """Gives the features of a value: every leaf under its keys, and once more its keys alone."""
        features: Bag = Counter()
        for path, leaf in walk_leaves(value):
            keys = tuple(token for token in path if isinstance(token, str))
            features[keys, self._meanings[side].of(leaf, keys[-1] if keys else "")] += 2
            features[keys] += 1
        return features


def likeness(left: str, right: str) -> float:
    """Says how alike two texts are, 0 to 1; what is no pair for anybody is 0, which is faster to find out."""
    if left == right:
        return 1.0
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(left[:_COMPARED], right[:_COMPARED], score_cutoff=_GAP_THRESHOLD)


def _ask_alike(left: Any, right: Any) -> float:
    """Says how alike the conditions of two statements are, 0 where they have none or hardly ask the same."""
    if not isinstance(left, dict) or not isinstance(right, dict):
        return 0.0
    one, other = left.get(_HEADER), right.get(_HEADER)
    if not isinstance(one, str) or not isinstance(other, str):
        return 0.0
    alike = likeness(one, other)
    return alike if alike >= _SAME_HEADER else 0.0


def _pair_equal(
    left: Sequence[int], right: Sequence[int], among: Sequence[int], others: Sequence[int]
) -> list[tuple[int, int]]:
    places: dict[int, deque[int]] = defaultdict(deque)
    for j in others:
        places[right[j]].append(j)
    return [(i, places[left[i]].popleft()) for i in among if places.get(left[i])]


def _pair_single(
    one: range, other: range, left: Sequence[Any], right: Sequence[Any], taken: tuple[set[int], set[int]]
) -> list[tuple[int, int]]:
    """Pairs what stands alone in its gap on both sides: the place itself says that it is the same item."""
    if len(one) != 1 or len(other) != 1 or one[0] in taken[0] or other[0] in taken[1]:
        return []
    return [(one[0], other[0])] if _is_container(left[one[0]]) is _is_container(right[other[0]]) else []


def _inside(items: Sequence[Any]) -> Sequence[Any]:
    """Gives what the items are where they are there at all: an item made optional by ``Fn::If`` is the same item."""
    return [_kept(item) if intrinsic(item) == "Fn::If" else item for item in items]


def _kept(value: dict[str, Any]) -> Any:
    parts = value["Fn::If"]
    kept = [each for each in parts[1:] if each != _NOTHING] if isinstance(parts, list) and len(parts) == 3 else []
    return kept[0] if len(kept) == 1 else value


def _left_over(pairs: Sequence[tuple[int, int]], left: int, right: int) -> tuple[list[int], list[int]]:
    taken = {i for i, _ in pairs}, {j for _, j in pairs}
    return [i for i in range(left) if i not in taken[0]], [j for j in range(right) if j not in taken[1]]


def _is_container(value: Any) -> bool:
    return isinstance(value, (dict, list)) and bool(value) and intrinsic(value) is None

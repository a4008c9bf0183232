"""Which elements of one type are the same one under another name: by what they belong to, and by words of their names.

Values alone do not tell: a bucket that was made secure holds little of what it held, and two log groups hold the same.
What is paired already tells more. Who refers to an element, and to whom it refers, is its purpose; so each pair that is
found may settle others, and the search goes on until nothing pairs any more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import chain, product
from typing import Final, NamedTuple

from reviewer.diff.meanings import Table
from reviewer.diff.owners import find_owners
from reviewer.diff.portraits import LEAF, Painter
from reviewer.diff.similarity import Bag, assign, dice
from reviewer.diff.trust import serve_others
from reviewer.diff.words import Words, contradict, core_type, share, share_said, twins, words_of
from reviewer.model import Element, Path
from reviewer.references import find_references, reverse
from reviewer.remember import remember

#: Kinds that a document declares for a purpose.
KINDS: Final = frozenset({"resource", "data"})
#: Elements that no other element is about: that all of a program refer to them says nothing.
_NO_NEIGHBOURS: Final = frozenset({"import", "provider", "setting"})
#: Shares of the evidence: values, names, neighbours.
_SHARES: Final = (0.4, 0.35, 0.25)
#: From this much evidence on a pair is one, where it is this far ahead of the next best for both.
_KIN: Final = 0.42
_AHEAD: Final = 0.07
#: Of twins those that are less than this behind the best are as good.
_TIED: Final = 0.07
#: Less is enough where it is this far ahead.
_LESS: Final = 0.34
_FAR: Final = 0.15
_NEVER: Final = 2.0
#: What an element is called in the cloud, and how it is described, says a little less than its address.
_SAID: Final = 0.8
#: What belongs to the same owner needs less, as does the last of its type that is left on both sides; what belongs to
#: it among others of its type needs more.
_OWNED: Final = 0.3
_AMONG: Final = 0.55
#: Without a common word in their names, values and neighbours have to agree on this much together, each of them on
#: half, and the values have to be this many.
_STRANGERS: Final = 1.15
_HALF: Final = 0.5
_ENOUGH: Final = 3
#: Of the last of a type less is enough, where half of the values is the same: the one route to the internet. On the
#: development corpus roles of other purposes have less in common.
_LAST: Final = 0.9
#: Where all of a type on both sides differ in a number or letter only, and there are as many, this much of them in
#: common says that they are the same: two servers behind one balancer.
_ALIKE: Final = 0.6
#: So many neighbours in common, and hardly another one, tell what an element is for whatever it holds.
_SURE: Final = 0.8
_MANY: Final = 2
#: A neighbour without a counterpart tells only its type.
_BY_TYPE: Final = 0.3
#: A type with more candidates than this is left to likeness.
_MOST: Final = 2_500
#: Nothing takes more rounds than a chain of owners is long.
_ROUNDS: Final = 8


#: Direction of a reference, the address that stands for the neighbour on both sides, else its type.
_Neighbour = tuple[str, Path | None, str]


class _Score(NamedTuple):
    """How much speaks for a pair.

    Attributes:
        total: of all evidence.
        ahead: how far ahead of all rivals it has to be; more than it can be where there is too little evidence.
    """

    total: float
    ahead: float


class _Profile(NamedTuple):
    values: Bag
    near: Mapping[_Neighbour, float]
    words: Words


class _Side:
    """One document, seen through what is paired of it.

    Args:
        elements: all of them.
        settled: addresses with a counterpart, and the address that stands for both.
        painter: gives the values.
    """

    def __init__(self, elements: Sequence[Element], settled: Mapping[Path, Path], painter: Painter) -> None:
        self._elements = {each.path: each for each in elements}
        self._settled = settled
        self._painter = painter
        self._targets = find_references(elements)
        self._sources = reverse(self._targets)
        kin = [each for each in elements if each.kind in KINDS]
        self._owners = find_owners(elements)
        self._siblings = Counter((owner.path, core_type(each.type)) for each in kin for owner in self._owning(each))
        self._belongings: dict[Path, list[Element]] = defaultdict(list)
        for each in (each for each in kin if each.path not in settled):
            for owner in self._owning(each):
                self._belongings[owner.path].append(each)
        self._shared = Counter((core_type(each.type), name) for each in kin for name in self._neighbours(each))
        #: How many of a type have a word in their names: what all of them have tells nothing.
        self.words = _count_words(elements)

    def profile(self, element: Element) -> _Profile:
        """Gives what tells an element from the others; what belongs to it and has no counterpart is part of it."""
        kind = core_type(element.type)
        near = {
            each: (1.0 if each[1] else _BY_TYPE) / max(1, self._shared[kind, each])
            for each in self._neighbours(element)
        }
        values = Counter(self._painter.portrait(element).values)
        for each in self._belongings.get(element.path, ()):
            part = core_type(each.type)
            values.update({(part, name): count for name, count in self._painter.portrait(each).values.items()})
        return _Profile(values, near, words_of(element))

    def owners(self, element: Element) -> dict[str, set[Path | None]]:
        """Gives by type what an element belongs to: the address that stands for it, None where it has none yet."""
        owners = self._owners.get(element.path, {})
        return {kind: {self._settled.get(each.path) for each in found} for kind, found in owners.items()}

    def has_own(self, element: Element) -> bool:
        """Says whether something without a counterpart belongs to an element."""
        return bool(self._belongings.get(element.path))

    def has_siblings(self, element: Element) -> bool:
        """Says whether others of its type belong to the same one."""
        return any(self._siblings[each.path, core_type(element.type)] > 1 for each in self._owning(element))

    def _owning(self, element: Element) -> Iterator[Element]:
        """What an element belongs to, of all types."""
        return chain.from_iterable(self._owners.get(element.path, {}).values())

    def _neighbours(self, element: Element) -> Iterator[_Neighbour]:
        for direction, paths in (("to", self._targets), ("from", self._sources)):
            for path in paths.get(element.path, ()):
                other = self._elements[path]
                if other.kind not in _NO_NEIGHBOURS:
                    known = self._settled.get(path)
                    yield direction, known, "" if known else core_type(other.type) or other.kind


@remember(8)  # every round of the search asks again
def _count_words(elements: Sequence[Element]) -> Counter[tuple[str, str]]:
    """Counts for every type the resources and lookups that have a word in their names."""
    kin = (each for each in elements if each.kind in KINDS)
    return Counter((core_type(each.type), word) for each in kin for word in words_of(each).own | words_of(each).said)


def list_free(elements: Sequence[Element], among: Sequence[int]) -> list[int]:
    """Gives those that belong to no other resource of their document: the others follow the one that they belong to."""
    owners = find_owners(elements)
    return [index for index in among if not owners.get(elements[index].path)]


def pair_kin(
    left: Sequence[Element],
    right: Sequence[Element],
    known: Mapping[int, int],
    type_of: Callable[[str], str] = core_type,
) -> dict[int, int]:
    """Pairs resources and lookups that have no counterpart yet, and gives the new pairs.

    Args:
        left: elements of the one document.
        right: elements of the other one.
        known: what is paired already, as positions.
        type_of: what two types have to have in common.
    """
    pairs = dict(known)
    for _ in range(_ROUNDS):
        groups = list(_groups(left, right, pairs, type_of))
        found = _search(left, right, pairs, groups) if groups else {}
        if not found:
            break
        pairs |= found
    return {i: j for i, j in pairs.items() if i not in known}


def _groups(
    left: Sequence[Element], right: Sequence[Element], pairs: Mapping[int, int], type_of: Callable[[str], str]
) -> Iterator[tuple[list[int], list[int]]]:
    taken = set(pairs.values())
    groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, elements, done in ((0, left, pairs.keys()), (1, right, taken)):
        for index, each in enumerate(elements):
            if index not in done and each.kind in KINDS and each.type:
                groups[each.kind, type_of(each.type)][side].append(index)
    for lefts, rights in groups.values():
        if lefts and rights and len(lefts) * len(rights) <= _MOST:
            yield lefts, rights


def _search(
    left: Sequence[Element],
    right: Sequence[Element],
    pairs: Mapping[int, int],
    groups: Sequence[tuple[list[int], list[int]]],
) -> dict[int, int]:
    """Gives the pairs that what is known settles: those whose owners are known first, else the others."""
    sides = _sides(left, right, pairs)
    found: dict[int, int] = {}
    later: dict[int, int] = {}
    for lefts, rights in groups:
        ones, others = {i: left[i] for i in lefts}, {j: right[j] for j in rights}
        known, chosen = _pair_group(sides, ones, others)
        (found if known else later).update(chosen)
    return found or later


def _pair_group(
    sides: tuple[_Side, _Side], lefts: Mapping[int, Element], rights: Mapping[int, Element]
) -> tuple[bool, dict[int, int]]:
    """Pairs the elements of one type, and says whether all that they belong to has its counterpart already."""
    profiles = (
        {i: sides[0].profile(each) for i, each in lefts.items()},
        {j: sides[1].profile(each) for j, each in rights.items()},
    )
    owners = (
        {i: sides[0].owners(each) for i, each in lefts.items()},
        {j: sides[1].owners(each) for j, each in rights.items()},
    )
    weights = _weigh_words(sides, core_type(next(iter(lefts.values())).type), profiles)
    series = _are_series(profiles)
    sure = _ALIKE if series else _SURE
    # of what others belong to they would say most
    last = len(lefts) == len(rights) == 1 and not any(map(sides[0].has_own, lefts.values()))
    scores: dict[tuple[int, int], _Score] = {}
    for i, j in product(lefts, rights):
        same = _same_owner(owners[0][i], owners[1][j])
        if same is not False and not serve_others(lefts[i], rights[j]):
            alone = not (sides[0].has_siblings(lefts[i]) or sides[1].has_siblings(rights[j]))
            owned = (_OWNED if alone else _AMONG) if same else None
            scores[i, j] = _score(profiles[0][i], profiles[1][j], weights, owned, sure, last=last)
    known = not any(None in each for side in owners for found in side.values() for each in found.values())
    found = _choose(scores, profiles)
    if found and series:  # the others are the rest of it
        free = {(i, j): score for (i, j), score in scores.items() if i not in found and j not in found.values()}
        found |= dict(assign({pair: score.total for pair, score in free.items() if score.ahead < _NEVER}))
    return known, found


def _weigh_words(
    sides: tuple[_Side, _Side], kind: str, profiles: tuple[Mapping[int, _Profile], Mapping[int, _Profile]]
) -> dict[str, float]:
    """What a word tells among those of a type: the less, the more of them have it."""
    words = {word for side in profiles for each in side.values() for word in each.words.own | each.words.said}
    return {word: 1 / max(1, sides[0].words[kind, word], sides[1].words[kind, word]) for word in words}


def _sides(left: Sequence[Element], right: Sequence[Element], pairs: Mapping[int, int]) -> tuple[_Side, _Side]:
    taken = set(pairs.values())
    unsure = (
        {each.path for index, each in enumerate(left) if index not in pairs},
        {each.path for index, each in enumerate(right) if index not in taken},
    )
    table: Table = {}
    renamed = [(left[i], right[j]) for i, j in pairs.items() if left[i].path != right[j].path]
    return (
        _Side(left, {left[i].path: right[j].path for i, j in pairs.items()}, Painter(left, unsure[0], table, renamed)),
        _Side(right, {right[j].path: right[j].path for j in taken}, Painter(right, unsure[1], table)),
    )


def _same_owner(left: Mapping[str, set[Path | None]], right: Mapping[str, set[Path | None]]) -> bool | None:
    """Whether two elements belong to the same one; None where neither has an owner in its document.

    What belongs to an element without a counterpart has none either, as long as that has none.
    """
    if not left and not right:
        return None
    common = left.keys() & right.keys()
    return any((left[kind] & right[kind]) - {None} for kind in common) if common else None


def _are_series(profiles: tuple[Mapping[int, _Profile], Mapping[int, _Profile]]) -> bool:
    """Says whether both sides have several of a type, as many, and tell theirs apart by a number or letter only."""
    ones, others = ([each.words for each in side.values()] for side in profiles)
    if not 1 < len(ones) == len(others):
        return False
    return all(twins(side[0], each) for side in (ones, others) for each in side)


def _score(
    left: _Profile, right: _Profile, weights: Mapping[str, float], owned: float | None, sure: float, *, last: bool
) -> _Score:
    values = dice(left.values, right.values)
    near, support = _agreement(left.near, right.near)
    named, said = share(left.words, right.words, weights), share_said(left.words, right.words, weights)
    if not left.words.own or not right.words.own:
        names = said if left.words.said and right.words.said else values
    else:
        names = max(named, (named + said) / 2, _SAID * said)
    total = sum(part * each for part, each in zip(_SHARES, (values, names, near), strict=True))
    if contradict(left.words, right.words):
        return _Score(total, _NEVER)
    if owned is not None:
        return _Score(total, _AHEAD if total >= owned else _NEVER)
    if named or said >= _HALF:
        return _Score(total, _AHEAD if total >= _KIN else _FAR if total >= (_OWNED if last else _LESS) else _NEVER)
    nameless = not left.words.own or not right.words.own
    if last and ((values >= _HALF and values + near >= _LAST) or (nameless and total >= _LESS)):
        return _Score(total, _AHEAD)
    leaves = min(left.values.total(), right.values.total()) // LEAF
    alike = min(values, near) >= _HALF and values + near >= _STRANGERS and support >= 1 and leaves >= _ENOUGH
    return _Score(total, _AHEAD if alike or (near >= sure and support >= _MANY) else _NEVER)


def _agreement(left: Mapping[_Neighbour, float], right: Mapping[_Neighbour, float]) -> tuple[float, float]:
    """The share of their neighbours that two elements have in common, and how much of those are known ones."""
    agreed = {each: min(weight, right[each]) for each, weight in left.items() if each in right}
    total = sum(left.values()) + sum(right.values())
    known = sum(weight for each, weight in agreed.items() if each[1])
    return (2 * sum(agreed.values()) / total if total else 0.0), known


def _choose(
    scores: Mapping[tuple[int, int], _Score], profiles: tuple[Mapping[int, _Profile], Mapping[int, _Profile]]
) -> dict[int, int]:
    """Takes the pairs that are each other's best, well ahead of the next best of both."""
    words = [{index: each.words for index, each in side.items()} for side in profiles]
    rivals: tuple[dict[int, list[int]], dict[int, list[int]]] = defaultdict(list), defaultdict(list)
    for i, j in sorted(scores, key=lambda pair: (-scores[pair].total, pair)):
        rivals[0][i].append(j)
        rivals[1][j].append(i)
    found = {}
    for i, others in rivals[0].items():
        best = scores[i, others[0]].total - _TIED
        # of twins the first: a loop is the first of those that are written out
        j = min(each for each in others if scores[i, each].total > best and twins(words[1][each], words[1][others[0]]))
        if rivals[1][j][0] != i:
            continue
        behind = [scores[i, each].total for each in others[1:] if not twins(words[1][j], words[1][each])]
        behind += [scores[each, j].total for each in rivals[1][j][1:] if not twins(words[0][i], words[0][each])]
        if scores[i, j].total - max(behind, default=0.0) >= scores[i, j].ahead:
            found[i] = j
    return found

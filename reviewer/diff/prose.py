"""Prose compared the way a person would: section by section, then item, row and paragraph; never raw lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from reviewer.diff.lists import likeness
from reviewer.diff.sequences import align, gaps, pair_gap, stationary
from reviewer.diff.similarity import Bag, assign, candidates, dice
from reviewer.marks import bare, plain, split_ornament
from reviewer.model import MISSING, Change, Op, Passage

#: Passages less alike than this are one passage removed and another added.
_REPLACED: Final = 0.5
#: Sections are one section under another heading from this likeness of heading and content on.
_SECTION: Final = 0.5
#: What an item is about, said first: in bold, as code, or before a colon or dash. What is longer is a sentence.
_LEAD: Final = re.compile(r"(?:\*\*|__|`)([^*_`][^*`]{0,60}?)(?:\*\*|__|`)|(.{1,60}?)(?::|\s[-\u2013\u2014])(?:\s|$)")

Key = tuple[str, str]


class _Section(NamedTuple):
    """Positions of the passages under one heading."""

    name: tuple[str, ...]
    places: list[int]


class _Keys(NamedTuple):
    """What the passages of one side are compared by.

    Attributes:
        exact: kind and plain text; passages that agree in it differ in formatting only.
        loose: the same without a check mark, emoji or bullet in front.
        leads: what an item or row is about, empty where it does not say so.
    """

    exact: list[Key]
    loose: list[Key]
    leads: list[str]


def diff_passages(left: Sequence[Passage], right: Sequence[Passage]) -> Iterator[Change]:
    """Yields the changes of prose and comments, in order of the left document, then what was added.

    A passage that differs in white space, emphasis, list marker or number only is ``formatting``; one that stands
    elsewhere is a ``move`` and ``order``.
    """
    sides = _make_keys(left), _make_keys(right)
    keys = sides[0].exact, sides[1].exact
    pairs = _pair_sections(left, right, sides)
    pairs |= _pair_elsewhere(keys, pairs)
    moved = set(pairs.items()) - stationary(list(pairs.items()))
    taken = set(pairs.values())
    for i, passage in enumerate(left):
        if i not in pairs:
            yield _change("remove", passage, None)
        else:
            yield from _paired(
                passage, right[pairs[i]], same=keys[0][i] == keys[1][pairs[i]], moved=(i, pairs[i]) in moved
            )
    yield from (_change("add", None, passage) for j, passage in enumerate(right) if j not in taken)


def _paired(left: Passage, right: Passage, *, same: bool, moved: bool) -> Iterator[Change]:
    if same and moved:
        yield _change("move", left, right, "order")
    elif left.text != right.text:
        yield _change("replace", left, right, "formatting" if same else None)


def _change(op: Op, left: Passage | None, right: Passage | None, noise: str | None = None) -> Change:
    shown = right if right and op in ("add", "move") else left or right
    return Change(
        op,
        (),
        before=left.text if left else MISSING,
        after=right.text if right else MISSING,
        left=left.span if left else None,
        right=right.span if right else None,
        source="documentation",
        section=shown.section if shown else (),
        passage=shown.kind if shown else None,
        # a file is the same however it is announced, and what it holds is compared as code
        noise="formatting" if shown and shown.kind == "announcement" else noise,
    )


def _make_keys(passages: Sequence[Passage]) -> _Keys:
    exact: list[Key] = [(each.kind, plain(each.text)) for each in passages]
    return _Keys(exact, [(kind, split_ornament(text)[1]) for kind, text in exact], [_lead(each) for each in passages])


def _lead(passage: Passage) -> str:
    """Gives the term that an item or a table row begins with and explains; a number alone is no term."""
    if passage.kind == "row":
        lead = passage.text.partition(" | ")[0]
    elif passage.kind == "item":
        match = _LEAD.match(split_ornament(passage.text)[1])
        lead = (match[1] or match[2]) if match else ""
    else:
        return ""
    lead = bare(lead)
    return f"{passage.kind} {lead}" if any(letter.isalpha() for letter in lead) else ""


def _pair_sections(left: Sequence[Passage], right: Sequence[Passage], sides: tuple[_Keys, _Keys]) -> dict[int, int]:
    sections = _sections(left), _sections(right)
    pairs: dict[int, int] = {}
    for one, other in _align_sections(*sections, (sides[0].loose, sides[1].loose)):
        pairs |= _pair_passages(one.places, other.places, sides)
    return pairs


def _sections(passages: Sequence[Passage]) -> list[_Section]:
    """Groups passages by their headings; comments of the code are a group of their own."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, passage in enumerate(passages):
        name = tuple(bare(heading) for heading in passage.section)
        groups[(*name, "\0comment") if passage.kind == "comment" else name].append(index)
    return [_Section(name, places) for name, places in groups.items()]


def _align_sections(
    left: list[_Section], right: list[_Section], keys: tuple[list[Key], list[Key]]
) -> list[tuple[_Section, _Section]]:
    places = {each.name: j for j, each in enumerate(right)}
    pairs = {i: places[each.name] for i, each in enumerate(left) if each.name in places}
    taken = set(pairs.values())
    rest = [i for i in range(len(left)) if i not in pairs], [j for j in range(len(right)) if j not in taken]
    bags = [_bag(left[i], keys[0]) for i in rest[0]], [_bag(right[j], keys[1]) for j in rest[1]]
    scores = {(rest[0][i], rest[1][j]): dice(bags[0][i], bags[1][j]) for i, j in candidates(*bags)}
    pairs |= assign({pair: score for pair, score in scores.items() if score >= _SECTION})
    return [(left[i], right[j]) for i, j in sorted(pairs.items())]


def _bag(section: _Section, keys: list[Key]) -> Bag:
    """Gives the words of the innermost heading, twice, and those of the first passages below it."""
    bag: Bag = Counter()
    for word in section.name[-1].split() if section.name else ():
        bag[word] += 2
    for place in section.places[:40]:
        bag.update(keys[place][1].lower().split()[:40])
    return bag


def _pair_passages(left: list[int], right: list[int], sides: tuple[_Keys, _Keys]) -> dict[int, int]:
    texts = [sides[0].loose[i] for i in left], [sides[1].loose[j] for j in right]
    found = align(*texts)
    led = _pair_leads([sides[0].leads[i] for i in left], [sides[1].leads[j] for j in right], found)
    taken = {i for i, _ in led}, {j for _, j in led}

    def alike(i: int, j: int) -> float:
        one, other = texts[0][i], texts[1][j]
        return likeness(one[1], other[1]) if one[0] == other[0] and i not in taken[0] and j not in taken[1] else -1.0

    for gap in gaps(found, len(left), len(right)):
        led += pair_gap(*gap, alike, _REPLACED)
    return {left[i]: right[j] for i, j in [*found, *led]}


def _pair_leads(left: list[str], right: list[str], found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs what is about the same term, however much else differs; a term that several begin with tells nothing."""
    taken = {i for i, _ in found}, {j for _, j in found}
    free = [i for i in range(len(left)) if i not in taken[0]], [j for j in range(len(right)) if j not in taken[1]]
    counts = Counter(left[i] for i in free[0]), Counter(right[j] for j in free[1])
    places = {right[j]: j for j in free[1] if right[j] and counts[1][right[j]] == 1}
    return [(i, places[left[i]]) for i in free[0] if counts[0][left[i]] == 1 and left[i] in places]


def _pair_elsewhere(keys: tuple[list[Key], list[Key]], pairs: dict[int, int]) -> dict[int, int]:
    taken = set(pairs.values())
    places: dict[Key, deque[int]] = defaultdict(deque)
    for j, key in enumerate(keys[1]):
        if j not in taken:
            places[key].append(j)
    return {i: places[key].popleft() for i, key in enumerate(keys[0]) if i not in pairs and places.get(key)}

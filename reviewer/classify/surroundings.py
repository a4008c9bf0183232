"""What a match may ask beyond the change itself: what refers to what, and what both sides have, lack or exchange."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reviewer.classify.clashes import find_clashes
from reviewer.classify.exchanges import Exchange
from reviewer.classify.whole_files import find_lone_files
from reviewer.model import Element, Path
from reviewer.references import find_references, reverse


class Surroundings(NamedTuple):
    """What a match may ask beyond the change itself.

    Attributes:
        platform: of the right side.
        elements: by path, of both sides, the right one winning.
        refers_to: paths that an element refers to, on the side where it is.
        referred_by: the reverse.
        tokens: ids of the changes that replace a token that many others replace too.
        referred_to: paths that an element of the left side refers to there.
        referring: paths that an element of the right side refers to there.
        traded: native types, squashed, of which some came and as many went, or one more.
        exchanges: what went in one form and came in another, by the id of the first change of each unit of it.
        lone_files: names of the files, without folders, that only one side announces.
        lasting: services of which both sides have resources.
        clashed: paths of what has an id on the left that another one of its scope has there.
        clashing: the same on the right.
        common: words by which the whole stack is called.
    """

    platform: str | None
    elements: Mapping[Path, Element]
    refers_to: Mapping[Path, tuple[Path, ...]]
    referred_by: Mapping[Path, tuple[Path, ...]]
    tokens: Mapping[int, tuple[str, str]]
    referred_to: Mapping[Path, tuple[Path, ...]] = {}
    referring: Mapping[Path, tuple[Path, ...]] = {}
    traded: frozenset[str] = frozenset()
    exchanges: Mapping[int, Exchange] = {}
    lone_files: frozenset[str] = frozenset()
    lasting: frozenset[str] = frozenset()
    clashed: frozenset[Path] = frozenset()
    clashing: frozenset[Path] = frozenset()
    common: frozenset[str] = frozenset()


def survey(
    left: tuple[Element, ...], right: tuple[Element, ...], platform: str | None, tokens: Mapping[int, tuple[str, str]]
) -> Surroundings:
    """Collects the surroundings of one comparison."""
    before, after = find_references(left), find_references(right)
    refers_to = {**before, **after}
    referred_by = {**reverse(before), **reverse(after)}
    elements = {each.path: each for each in (*left, *right)}
    return Surroundings(
        platform,
        elements,
        refers_to,
        referred_by,
        tokens,
        before,
        after,
        lone_files=find_lone_files(left, right),
        lasting=_services_of(left) & _services_of(right),
        clashed=find_clashes(left, platform),
        clashing=find_clashes(right, platform),
    )


def _services_of(elements: Iterable[Element]) -> frozenset[str]:
    return frozenset(each.service for each in elements if each.kind == "resource" and each.service)

"""The complexity bonus, read from the ideal response: section 4 of the scoring policy.

What earns a factor is data of the rubric: a count of services, or signs looked for in the elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count
from typing import Literal

from reviewer.model import MISSING, Document, Element
from reviewer.paths import is_test_path
from reviewer.remember import remember
from reviewer.review import Factor
from reviewer.rubric.keys import KeyIndex
from reviewer.rubric.matching import holds, is_truthy, match_type, search, to_text
from reviewer.rubric.policy import Rubric
from reviewer.rubric.policy_score import Evidence, FactorPolicy
from reviewer.score.adjustments import within
from reviewer.score.leaves import Leaf, leaves_of, show_path
from reviewer.score.services import group_services, largest_cluster

#: Kinds of element that stand for infrastructure; a parameter or an output only speaks of it.
BUILT = frozenset({"resource", "module"})
#: How many names one piece of evidence lists; a reader checks a few and counts on the rest.
_NAMES = 6


class Site:
    """An element that is built, with its leaves looked through once for all signs."""

    def __init__(self, element: Element, index: KeyIndex) -> None:
        self.element = element
        self._leaves: dict[int, list[Leaf]] = {}
        for leaf in leaves_of(element):
            for number in index.groups_of(leaf.keys):
                self._leaves.setdefault(number, []).append(leaf)

    @cached_property
    def text(self) -> str:
        """The whole element as one text."""
        return to_text(self.element.value)

    def leaves(self, number: int) -> Sequence[Leaf]:
        """The leaves whose property is that of a sign, known by its number among all signs of the rubric."""
        return self._leaves.get(number, ())


@remember(4)
def _index_signs(rubric: Rubric) -> KeyIndex:
    return KeyIndex(sign.property for policy in rubric.factors for sign in policy.evidence)


def find_factors(ideal: Document, rubric: Rubric) -> tuple[Factor, ...]:
    """Gives every factor of the rubric, in its order, with what it adds and what earns it."""
    index = _index_signs(rubric)
    sites = [Site(each, index) for each in _built(ideal)]
    numbers = count()
    evidence = {}
    for policy in rubric.factors:
        signs = [(next(numbers), sign) for sign in policy.evidence]
        evidence[policy.name] = (
            _count_services(policy, ideal) if policy.services else _collect_signs(policy, signs, sites)
        )
    return award_factors(evidence, rubric)


def award_factors(evidence: Mapping[str, tuple[str, ...]], rubric: Rubric) -> tuple[Factor, ...]:
    """Gives what every factor of the rubric adds, in its order.

    Args:
        evidence: what earns each factor, by its name; nothing where it was not found.
        rubric: the order, the points and the cap.
    """
    found: list[Factor] = []
    for policy in rubric.factors:
        room = rubric.cap - sum(each.points for each in found if each.points > 0)
        found.append(_award(policy, evidence.get(policy.name, ()), room))
    return tuple(found)


def sum_factors(factors: Iterable[Factor], cap: int) -> int:
    """Adds the points up; what is above the cap was never awarded, and a penalty is taken whatever else is earned."""
    return min(sum(each.points for each in factors), cap)


def _award(policy: FactorPolicy, evidence: tuple[str, ...], room: int) -> Factor:
    if not evidence:
        return Factor(policy.name, policy.title, 0, "not found")
    points = min(policy.points, room) if policy.points > 0 else policy.points
    status: Literal["earned", "already counted"] = "earned" if points else "already counted"
    return Factor(policy.name, policy.title, points, status, evidence)


def _built(ideal: Document) -> Iterator[Element]:
    """What stands for infrastructure; what a test makes an instance of is never deployed."""
    return (each for each in ideal.elements if each.kind in BUILT and not is_test_path(each.file))


def _count_services(policy: FactorPolicy, ideal: Document) -> tuple[str, ...]:
    groups = group_services(_built(ideal), policy.ignore)
    if policy.connected:
        groups = largest_cluster(groups, ideal.elements)
    if policy.services is None or not within(len(groups), policy.services):
        return ()
    return tuple(f"{service}: {_list(each.name for each in members)}" for service, members in groups.items())


def _collect_signs(
    policy: FactorPolicy, signs: Iterable[tuple[int, Evidence]], sites: Sequence[Site]
) -> tuple[str, ...]:
    """Gives one line a label; nothing where fewer labels than the factor needs are found."""
    shown: dict[str, list[str]] = {}
    for number, sign in signs:
        names = list(dict.fromkeys(_find_sign(number, sign, sites)))
        if len(names) >= sign.least:
            shown.setdefault(sign.label, []).extend(names)
    if len(shown) < policy.needs:
        return ()
    return tuple(f"{label}: {_list(names)}" for label, names in shown.items())


def _find_sign(number: int, sign: Evidence, sites: Sequence[Site]) -> Iterator[str]:
    """Yields the names of the elements that show a sign."""
    for site in sites:
        element = site.element
        if sign.type is not None and not match_type(sign.type, element.type):
            continue
        if sign.service is not None and element.service not in sign.service:
            continue
        if sign.body is not None and not search(sign.body, site.text):
            continue
        if sign.property is None:
            yield element.name
            continue
        hit = next((leaf for leaf in site.leaves(number) if _shows(sign, leaf)), None)
        if hit is not None:
            yield f"{element.name}.{show_path(hit)}"


def _shows(sign: Evidence, leaf: Leaf) -> bool:
    if sign.value is None:
        return leaf.value is not MISSING and is_truthy(leaf.value) is not False
    return holds(sign.value, leaf.value)


def _list(names: Iterable[str]) -> str:
    unique = [f"`{name}`" for name in dict.fromkeys(names)]
    more = len(unique) - _NAMES
    return ", ".join(unique[:_NAMES]) + (f" and {more} more" if more > 0 else "")

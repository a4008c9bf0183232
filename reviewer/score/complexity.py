"""The complexity bonus, read from the ideal response: section 4 of the scoring policy.

What earns a factor is data of the rubric: a count of services, or signs looked for in the elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from reviewer.model import MISSING, Document, Element
from reviewer.review import Factor
from reviewer.rubric.matching import holds, is_truthy, match_keys, match_type, search, to_text
from reviewer.rubric.policy import Evidence, FactorPolicy, Rubric
from reviewer.score.adjustments import within
from reviewer.score.leaves import Leaf, show_path, walk_element
from reviewer.score.services import group_services, largest_cluster

#: Kinds of element that stand for infrastructure; a parameter or an output only speaks of it.
BUILT = frozenset({"resource", "module"})
#: How many names one piece of evidence lists; a reader checks a few and counts on the rest.
_NAMES = 6


class Site(NamedTuple):
    """An element that is built, with its leaves walked once for all factors."""

    element: Element
    leaves: tuple[Leaf, ...]


def find_factors(ideal: Document, rubric: Rubric) -> tuple[Factor, ...]:
    """Gives every factor of the rubric, in its order, with what it adds and what earns it."""
    sites = [Site(each, tuple(walk_element(each))) for each in ideal.elements if each.kind in BUILT]
    found: list[Factor] = []
    for policy in rubric.factors:
        evidence = _count_services(policy, ideal) if policy.services else _collect_signs(policy, sites)
        room = rubric.cap - sum(each.points for each in found if each.points > 0)
        found.append(_award(policy, evidence, room))
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


def _count_services(policy: FactorPolicy, ideal: Document) -> tuple[str, ...]:
    groups = group_services((each for each in ideal.elements if each.kind in BUILT), policy.ignore)
    if policy.connected:
        groups = largest_cluster(groups, ideal.elements)
    if policy.services is None or not within(len(groups), policy.services):
        return ()
    return tuple(f"{service}: {_list(each.name for each in members)}" for service, members in groups.items())


def _collect_signs(policy: FactorPolicy, sites: Sequence[Site]) -> tuple[str, ...]:
    """Gives one line a label; nothing where fewer labels than the factor needs are found."""
    shown: dict[str, list[str]] = {}
    for sign in policy.evidence:
        names = list(dict.fromkeys(_find_sign(sign, sites)))
        if len(names) >= sign.least:
            shown.setdefault(sign.label, []).extend(names)
    if len(shown) < policy.needs:
        return ()
    return tuple(f"{label}: {_list(names)}" for label, names in shown.items())


def _find_sign(sign: Evidence, sites: Sequence[Site]) -> Iterator[str]:
    """Yields the names of the elements that show a sign."""
    for element, leaves in sites:
        if sign.type is not None and not match_type(sign.type, element.type):
            continue
        if sign.service is not None and element.service not in sign.service:
            continue
        if sign.body is not None and not search(sign.body, to_text(element.value)):
            continue
        if sign.property is None:
            yield element.name
            continue
        hit = next((leaf for leaf in leaves if _shows(sign, leaf)), None)
        if hit is not None:
            yield f"{element.name}.{show_path(hit)}"


def _shows(sign: Evidence, leaf: Leaf) -> bool:
    if sign.property is None or not match_keys(sign.property, leaf.keys):
        return False
    if sign.value is None:
        return leaf.value is not MISSING and is_truthy(leaf.value) is not False
    return holds(sign.value, leaf.value)


def _list(names: Iterable[str]) -> str:
    unique = [f"`{name}`" for name in dict.fromkeys(names)]
    more = len(unique) - _NAMES
    return ", ".join(unique[:_NAMES]) + (f" and {more} more" if more > 0 else "")

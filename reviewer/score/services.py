"""Which services a document uses and which of them hang together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from reviewer.model import Element, Path
from reviewer.references import find_references

Groups = dict[str, tuple[Element, ...]]

#: Kinds of element through which one element may refer to another.
_GLUE = frozenset({"data", "function", "statement"})


def group_services(elements: Iterable[Element], ignore: Collection[str] = ()) -> Groups:
    """Groups elements by the display name of their service, in order of appearance."""
    found: dict[str, list[Element]] = {}
    for each in elements:
        if each.service is not None and each.service not in ignore:
            found.setdefault(each.service, []).append(each)
    return {service: tuple(members) for service, members in found.items()}


def largest_cluster(groups: Groups, elements: Sequence[Element]) -> Groups:
    """Keeps the largest set of services that are joined by references between their elements.

    What two elements merely share (a parameter, a local, an import) joins nothing; data and policy documents do.
    """
    leader = {service: service for service in groups}
    owner = {each.path: service for service, members in groups.items() for each in members}
    references = find_references(elements)
    # the services behind each piece of glue once, not once for everything that refers to it
    behind = {each.path: _services(references[each.path], owner) for each in elements if each.kind in _GLUE}
    for source, service in owner.items():
        for target in references[source]:
            for other in behind.get(target) or _services((target,), owner):
                _unite(leader, service, other)
    clusters: dict[str, list[str]] = {}
    for service in groups:
        clusters.setdefault(_find(leader, service), []).append(service)
    best = max(clusters.values(), key=len, default=[])
    return {service: groups[service] for service in best}


def _services(paths: Iterable[Path], owner: Mapping[Path, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(owner[path] for path in paths if path in owner))


def _find(leader: dict[str, str], service: str) -> str:
    while leader[service] != service:
        service = leader[service]
    return service


def _unite(leader: dict[str, str], one: str, other: str) -> None:
    leader[_find(leader, other)] = _find(leader, one)

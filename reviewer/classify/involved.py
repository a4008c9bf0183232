"""What a fix is about beside its own elements: what those are wired to, and what the whole stack is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from reviewer.classify.sentences import spoken_words
from reviewer.classify.surroundings import Surroundings
from reviewer.classify.units import Unit
from reviewer.model import Element
from reviewer.rubric.matching import match_type
from reviewer.rubric.policy import Rubric

#: What more elements refer to, such as a network, belongs to the whole stack.
_SHARED: Final = 4
#: A word in the names of resources of so many services may be a name of the stack: ``orchard-db``, ``orchard-queue``.
_SEVERAL: Final = 3
#: And in the names of at least this share of all resources; one in fewer names a part of the stack.
_MUCH: Final = 0.25


def find_involved(units: Iterable[Unit], around: Surroundings, rubric: Rubric) -> list[Element]:
    """Finds the elements of a fix, and what they are wired to.

    What only serves others is about what it serves, though a role or a like part of every stack is between; a database
    is not about whatever else stands behind its security group, nor anything about all that stands in its network.

    Args:
        units: what the fix consists of.
        around: knows what refers to what.
        rubric: knows what only serves others, and which services every stack has.
    """
    units = list(units)
    own = {unit.element.path: unit.element for unit in units}
    serving = [each for each in own.values() if match_type(rubric.grouping.satellites, each.type)]
    between = [
        each
        for each in _neighbours(serving, around)
        if each.service in rubric.requirements.everywhere and len(around.referred_by.get(each.path, ())) <= _SHARED
    ]
    changed = {unit.element.path for unit in units if unit.status == "changed"}
    # what a key does is a matter of what it encrypts, so that it is about all that refers to it
    means = rubric.requirements.means
    kept = [each for each in own.values() if each.path in changed and each not in serving and each.service not in means]
    whole = [each for each in own.values() if each not in kept]
    found = (*own.values(), *_neighbours(whole, around), *_targets(kept, around), *_neighbours(between, around))
    return list({each.path: each for each in found}.values())


def find_common_words(elements: Iterable[Element]) -> frozenset[str]:
    """Finds the words by which a whole stack is called: those in the names of many resources, of several services."""
    made = [each for each in elements if each.kind == "resource" and each.service]
    named = [(word, each.service) for each in made for word in spoken_words(each.name)]
    counts = Counter(word for word, _ in named)
    services = Counter(word for word, _ in set(named))
    return frozenset(
        word for word, count in counts.items() if count >= _MUCH * len(made) and services[word] >= _SEVERAL
    )


def _targets(elements: Iterable[Element], around: Surroundings) -> list[Element]:
    """What these refer to: a setting of a database is not about every function that knows its address."""
    paths = (path for each in elements for path in around.refers_to.get(each.path, ()))
    return [around.elements[path] for path in paths if path in around.elements]


def _neighbours(elements: Iterable[Element], around: Surroundings) -> list[Element]:
    return [
        around.elements[path]
        for each in elements
        for links in (around.refers_to, around.referred_by)
        for path in links.get(each.path, ())
        if path in around.elements
    ]

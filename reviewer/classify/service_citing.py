"""Which sentences of the prompt ask for what came or went, where nothing but its service tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from reviewer.classify.citing import Citations, Demand, Subject
from reviewer.classify.surroundings import Surroundings
from reviewer.classify.units import Unit
from reviewer.keys import to_snake_case
from reviewer.model import Element, Requirement
from reviewer.rubric.matching import match_type
from reviewer.rubric.policy import Rubric

#: What a program fills into a name.
_FILLED: Final = re.compile(r"\$?\{[^{}]*\}")
#: Stands for the name of a service in the rubric's `makes`.
_SERVICE: Final = "<service>"
#: Of more things that came or went, a sentence names one by chance.
_NAMED: Final = 4


def serve_services(
    units: Iterable[Unit], subject: Subject, rubric: Rubric, around: Surroundings, citations: Citations
) -> tuple[Requirement, ...]:
    """Finds the sentences that ask for a service: they ask for what made it come or go, not for what only serves that.

    A service that nearly every stack has proves nothing by itself.

    Args:
        units: what came or went, and what goes along.
        subject: the same in the words of a sentence.
        rubric: knows what only serves others, and which services every stack has.
        around: knows the services that were there all along.
        citations: the requirements of the prompt.
    """
    moved = [each for each in units if each.status in ("added", "removed")]
    parts = [each for each in moved if each.element.service]
    # what went is served by a sentence that asks to leave it out
    asked = any(each.status == "added" for each in moved)
    if not parts:
        return _serve_called([each.element for each in moved], subject, citations, Demand(asked))
    whole = [each.element for each in parts]
    special = [each for each in whole if each.service not in rubric.requirements.everywhere]
    told = special or whole
    own = [each for each in told if not match_type(rubric.grouping.satellites, each.type)] or told
    terms = {each.service or "": rf"(?<!\w){re.escape(each.service or '')}s?(?!\w)" for each in own}
    fresh = [term for service, term in terms.items() if service not in around.lasting]
    demand = Demand(asked, proven=not special)
    # what asks to make a thing goes before what only speaks of it: "log what the functions do"
    makes = [source.replace(_SERVICE, term) for source in rubric.citations.makes for term in fresh]
    made = _serve_fresh(makes, subject, citations, demand)
    led = _serve_fresh(fresh, subject, citations, demand._replace(leading=True))
    found = tuple(dict.fromkeys((*made, *led) if asked else (*led, *made)))
    lasting = [term for service, term in terms.items() if service in around.lasting]
    # a verb such as "access" calls nothing by its name
    kept = _names_kept(own, moved, around) | {*rubric.citations.common}
    return found or _serve_lasting(lasting, own, kept, subject, citations)


def _serve_called(
    own: Sequence[Element], subject: Subject, citations: Citations, demand: Demand
) -> tuple[Requirement, ...]:
    """What belongs to no service: a sentence has to call it by all the words of its type, or of its name.

    ``A null_resource that prints hints``, ``drift detection``. A single word stands in any sentence by chance.
    """
    told = [each for each in own if each.kind == "resource"]
    called = [to_snake_case(text).strip("_").split("_") for each in told for text in (each.type, each.name)]
    joined = [r"[\W_]?".join(map(re.escape, words)) for words in called if len(words) > 1]
    terms = [rf"(?<!\w){each}s?(?!\w)" for each in joined]
    return citations.serve(terms, subject, demand=demand) if terms and len(told) <= _NAMED else ()


def _serve_fresh(
    terms: Sequence[str], subject: Subject, citations: Citations, demand: Demand
) -> tuple[Requirement, ...]:
    """What came with its service, or went with it: the name of the service asks for it."""
    return citations.serve(terms, subject, demand=demand) if terms else ()


def _serve_lasting(
    terms: Sequence[str], own: Sequence[Element], kept: Iterable[str], subject: Subject, citations: Citations
) -> tuple[Requirement, ...]:
    """What came to a service that was there all along: a sentence has to call it by its name as well.

    And that by more than what every resource of the type, or the whole stack, is called; of many names one stands in
    any sentence by chance.
    """
    if not terms or len(own) > _NAMED:
        return ()
    types = {word for each in own for word in to_snake_case(each.type).split("_")}
    words = {word for each in own for word in _words_of(each.name)} - types - subject.common - {*kept}
    return citations.serve(terms, subject, demand=Demand(asked=True, leading=True, naming=words))


def _names_kept(own: Sequence[Element], moved: Sequence[Unit], around: Surroundings) -> frozenset[str]:
    """The words by which others of the type are called that stayed where some went.

    A sentence on public subnets does not ask for the third of them.
    """
    if any(each.status == "added" for each in moved):
        return frozenset()
    gone, types = {each.element.path for each in moved}, {each.type for each in own}
    stayed = [each for path, each in around.elements.items() if path not in gone and each.type in types]
    return frozenset(word for each in stayed for word in _words_of(each.name))


def _words_of(name: str) -> list[str]:
    return to_snake_case(_FILLED.sub(" ", name)).replace("-", "_").split("_")

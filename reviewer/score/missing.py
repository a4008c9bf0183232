"""Whether the services that the prompt requires are there at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from reviewer.model import Document, Requirement
from reviewer.rubric.matching import search, squash, to_text
from reviewer.rubric.policy import Rubric
from reviewer.rubric.policy_score import BlockerPolicy
from reviewer.rubric.words import render_words
from reviewer.score.case import Case, Finding, any_found, unique, walk_document

#: Names of at most so many characters also stand inside common words.
_SHORT = 4
_NO_LETTER = re.compile(r"[^a-z0-9]+")


def check_services(case: Case, policy: BlockerPolicy, rubric: Rubric) -> Finding:
    """Counts the required services that neither a resource nor any value of the code speaks of."""
    present = _services_of(case.ideal)
    if not present or case.ideal.platform is None or case.ideal.fragmentary:
        return Finding()  # an excerpt or an entry point: what it does not show may well be there
    if case.task.metadata.platform in policy.exempt:
        return Finding()
    required = [each for each in unique(case.required) if each not in policy.ignore]
    if case.deployed is not None:
        present |= _services_of(case.deployed)  # an answer that quotes a part of what is deployed lacks nothing
    absent = [each for each in required if not _is_present(each, present, policy.alike)]
    absent = _not_mentioned(absent, case.ideal) if _is_large(absent, required, policy) else []
    if case.task.metadata.provider in policy.emulators:
        absent = [each for each in absent if not _is_excused(each, case.ideal, policy.excuses)]
    if not _is_large(absent, required, policy):
        return Finding()
    facts = {"absent": absent, "required": required}
    return Finding((render_words(policy.found, facts, rubric),))


def _services_of(document: Document) -> set[str]:
    return {each.service for each in document.elements if each.service is not None}


def _is_large(absent: list[str], required: list[str], policy: BlockerPolicy) -> bool:
    return len(required) >= policy.least and len(absent) >= policy.share * len(required) > 0


def _is_present(service: str, present: AbstractSet[str], alike: Sequence[Sequence[str]]) -> bool:
    """A service is there under its own name or under one that people use for the same thing."""
    return service in present or any(service in group and not present.isdisjoint(group) for group in map(set, alike))


def _not_mentioned(services: list[str], ideal: Document) -> list[str]:
    """Drops services that the code names without a resource of their own: a client, an action, a module's source."""
    left = dict.fromkeys(services)
    for leaf in walk_document(ideal):
        text = " ".join((to_text(leaf.value), *leaf.keys)).lower()
        letters = _NO_LETTER.sub("", text)
        for service in [each for each in left if _mentions(text, letters, each)]:
            del left[service]
        if not left:
            break
    return list(left)


def _not_quoted(services: list[str], ideal: Document, policy: BlockerPolicy) -> list[str]:
    """Drops services that stand anywhere in the text of the code, and those that the response itself excuses."""
    code = "\n".join(block.text for block in ideal.blocks).lower()
    letters = _NO_LETTER.sub("", code)
    absent = [each for each in services if not _mentions(code, letters, each)]
    return [each for each in absent if not _is_excused(each, ideal, policy.excuses)]


def _mentions(text: str, letters: str, service: str) -> bool:
    """Looks for the name of a service; a short one must be a word of its own, for ``rds`` is also in "records".

    Args:
        text: in lower case.
        letters: the same without what is neither letter nor digit.
        service: its display name.
    """
    name = squash(service)
    if len(name) > _SHORT:
        return name in letters
    return name in text and re.search(rf"(?<![a-z0-9])(aws)?{name}(?![a-z0-9])", text) is not None


def _is_excused(service: str, ideal: Document, excuses: Sequence[str]) -> bool:
    """Tells whether the response itself says that the emulator lacks the service."""
    name = rf"\b{service.replace(' ', '[ -]?')}\b"
    return any(search(name, each.text) and any_found(excuses, each.text) for each in ideal.passages)


def find_required(requirements: Iterable[Requirement], stated: Sequence[str], rubric: Rubric) -> tuple[str, ...]:
    """Gives the services that the task requires.

    A prompt speaks of more services than it requires, and metadata lists what was built. What both name is required;
    where one of them names nothing the other has to do.

    Args:
        requirements: of the prompt.
        stated: services that metadata lists, by display name.
        rubric: says which sentences do not require what they name.
    """
    policy = next((each for each in rubric.blockers if each.name == "missing_services"), None)
    ignores = policy.ignores if policy else ()
    asked = unique(service for each in requirements if not any_found(ignores, each.text) for service in each.services)
    return tuple(each for each in asked if each in stated) if asked and stated else asked or tuple(stated)


def find_unmet(requirements: Iterable[Requirement], ideal: Document, rubric: Rubric) -> tuple[Requirement, ...]:
    """Finds the requirements that nothing in the ideal response meets.

    Only what can be told for certain: a sentence that asks for services, and neither a resource nor a value nor a line
    of the code has to do with any of them, nor does the response say that it leaves them out. Where that share of all
    services is missing that would block, what is seen is no whole answer, and nothing can be told.

    Args:
        requirements: of the prompt.
        ideal: the ideal response.
        rubric: says which services every stack has, and which names mean the same.
    """
    policy = next((each for each in rubric.blockers if each.name == "missing_services"), None)
    if policy is None or ideal.fragmentary:
        return ()
    present = _services_of(ideal)
    asked = [
        (each, [service for service in each.services if service not in policy.ignore])
        for each in requirements
        if not any_found(policy.ignores, each.text) and any_found(rubric.requirements.asks, each.text)
    ]
    wanted = unique(service for _, services in asked for service in services)
    absent = [each for each in wanted if not _is_present(each, present, policy.alike)]
    lacking = frozenset(_not_quoted(_not_mentioned(absent, ideal), ideal, policy)) if absent else frozenset()
    if len(lacking) >= policy.share * len(wanted):
        return ()
    return tuple(each for each, services in asked if services and lacking.issuperset(services))

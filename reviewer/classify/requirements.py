"""The prompt as a list of requirements, the contradictions among them, and the one that a fix serves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reviewer.model import Passage, Requirement
from reviewer.rubric.matching import search_sentence
from reviewer.rubric.policy import RequirementPolicy

#: Between sentences, and before the bullets of a list that was pasted as one paragraph.
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z`*\"'(])|\s+[\u2022\u25aa\u2023]\s+")
_WORD = re.compile(r"[a-z0-9]{5,}")
#: What follows a word that forbids, up to the end of its phrase; "no later than" and its like set bounds.
_LEFT_OUT = re.compile(
    r"(?i)\b(?:no|without(?: any)?|do not use|don't use|must not use|avoid)\s+"
    r"(?!more|less|later|longer|fewer)[^,;.:()]{1,60}"
)
#: Longest text taken as one requirement; a longer one is a pasted document, not a sentence.
LONGEST = 1200


class Contradiction(NamedTuple):
    """Two requirements of a prompt that can't both be met."""

    topic: str
    first: Requirement
    second: Requirement


def find_requirements(passages: Iterable[Passage], policy: RequirementPolicy) -> tuple[Requirement, ...]:
    """Reads the requirements of a prompt: every list item and table row, every sentence that asks for something."""
    found: list[Requirement] = []
    for passage in passages:
        if passage.kind in ("heading", "block", "comment"):
            continue
        listed = passage.kind in ("item", "row")
        sentences = _SENTENCE.split(passage.text)
        found += [Requirement(text.strip(), passage.span) for text in sentences if _asks(text, listed, policy)]
    return tuple(found)


def _asks(text: str, listed: bool, policy: RequirementPolicy) -> bool:
    if len(text) > LONGEST or any(search_sentence(each, text) for each in policy.ignore):
        return False
    return listed or any(search_sentence(each, text) for each in policy.asks)


def find_contradictions(requirements: Sequence[Requirement], policy: RequirementPolicy) -> tuple[Contradiction, ...]:
    """Finds the pairs of requirements that exclude one another, the first pair of each topic."""
    found = []
    for each in policy.contradictions:
        first = [req for req in requirements if search_sentence(each.first, req.text)]
        second = [req for req in requirements if search_sentence(each.second, req.text)] if first else []
        pairs = [(a, b) for a in first for b in second if a is not b and not _same(a, b, each.first, each.second)]
        if pairs:
            found.append(Contradiction(each.topic, *pairs[0]))
    return tuple(found)


def _same(a: Requirement, b: Requirement, first: str, second: str) -> bool:
    """Both sentences say both things: that is one demand said twice, not two demands."""
    return search_sentence(second, a.text) and search_sentence(first, b.text)


def choose_naming(terms: Sequence[str], keys: Iterable[str], asked: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """Keeps the requirements that name what was changed, for a rule whose terms only tell the field it works in.

    A word that the terms find themselves proves nothing: ``function`` of ``function_name`` stands in every sentence
    about functions.
    """
    telling = {word for key in keys for word in _words(key) if not any(search_sentence(term, word) for term in terms)}
    return tuple(each for each in asked if telling & _words(each.text))


def _words(text: str) -> set[str]:
    """The words of a text in the singular: ``subnets`` of a sentence names the key ``subnet``."""
    return {word.removesuffix("s") for word in _WORD.findall(text.lower())}


def text_asked_for(text: str) -> str:
    """Gives a sentence without what it asks to leave out: ``one file (no provider block, no modules)``."""
    return _LEFT_OUT.sub(" ", text)


def serve(
    terms: Sequence[str],
    names: Iterable[str],
    requirements: Sequence[Requirement],
    most: int = 2,
    *,
    asked: bool = False,
) -> tuple[Requirement, ...]:
    """Finds the requirements that a fix serves: those that its rule's terms find, the best first.

    An earlier term counts more than a later one; a sentence that also names an element or value of the fix more still.
    With ``asked`` a sentence that asks to leave the thing out is not served.
    """
    words = [name.lower() for name in names if len(name) > 3]
    scored = []
    for index, requirement in enumerate(requirements):
        told = text_asked_for(requirement.text) if asked else requirement.text
        hits = [len(terms) - at for at, term in enumerate(terms) if search_sentence(term, told)]
        if hits:
            text = requirement.text.lower()
            bonus = sum(word in text for word in words)
            scored.append((-max(hits) - min(bonus, 2), index, requirement))
    return tuple(each for _, _, each in sorted(scored, key=lambda row: row[:2])[:most])

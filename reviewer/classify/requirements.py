"""The prompt as a list of requirements, and the contradictions among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reviewer.model import Passage, Requirement
from reviewer.rubric.matching import search_sentence
from reviewer.rubric.policy import RequirementPolicy

#: Between sentences, and before the bullets of a list that was pasted as one paragraph.
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z`*\"'(])|\s+[\u2022\u25aa\u2023]\s+")
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

"""Requirements that nothing in the ideal response meets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reviewer.model import Document, Requirement
from reviewer.rubric.matching import squash

#: What a sentence names literally: inline code. Prose can be met in a hundred words, a name only by itself.
_LITERAL = re.compile(r"`([^`\n]{2,80})`")
_WORD = re.compile(r"[A-Za-z][a-z]{3,}|[A-Z]{3,}|\d[\d./:-]*\d")


def find_unmet(requirements: Sequence[Requirement], ideal: Document) -> tuple[Requirement, ...]:
    """Gives the requirements that name something literally of which the ideal response holds no trace.

    It never says of a requirement in plain prose that it is unmet: that is for a person to judge.
    """
    literal = [(each, tuple(_words(each.text))) for each in requirements]
    if not any(words for _, words in literal) or ideal.fragmentary or not ideal.comparable:
        return ()
    text = "\n".join(_speech(ideal))
    return tuple(each for each, words in literal if words and not any(word in text for word in words))


def _words(text: str) -> Iterable[str]:
    """Yields the words of the names in a sentence, without case and punctuation."""
    for name in _LITERAL.findall(text):
        yield from filter(None, map(squash, _WORD.findall(name)))


def _speech(ideal: Document) -> Iterable[str]:
    """Yields everything that the response says, code and prose, without case and punctuation."""
    for block in ideal.blocks:
        yield squash(block.text)
    for passage in ideal.passages:
        yield squash(passage.text)

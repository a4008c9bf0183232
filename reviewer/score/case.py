"""What a check for a blocker is given and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reviewer.model import Document, Notification, Span, Task
from reviewer.rubric.matching import search_sentence
from reviewer.score.leaves import Leaf, leaves_of

#: Ends of sentences and lines: a demand is read sentence by sentence.
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


class Case(NamedTuple):
    """One task, as far as blockers ask about it.

    Attributes:
        ideal: what is judged.
        deployed: the deployed code, where there is any.
        required: display names of the services that the prompt requires.
    """

    ideal: Document
    deployed: Document | None
    task: Task
    required: tuple[str, ...]


class Finding(NamedTuple):
    """Outcome of one check; it blocks where there is evidence."""

    evidence: tuple[str, ...] = ()
    notifications: tuple[Notification, ...] = ()


class Demand(NamedTuple):
    """One sentence of the prompt that names a thing of interest.

    Attributes:
        masked: the sentence with every such thing replaced by one mark, for the patterns of the rubric.
        found: the things themselves.
    """

    masked: str
    found: tuple[str, ...]


def read_demands(task: Task, thing: re.Pattern[str], mark: str) -> Iterator[Demand]:
    """Yields the sentences of the prompt in which a pattern is found."""
    if task.prompt is None or not thing.search(task.prompt.text):
        return
    for sentence in _SENTENCE.split(task.prompt.text):
        found = tuple(match[0] for match in thing.finditer(sentence))
        if found:
            yield Demand(thing.sub(mark, sentence), found)


def any_found(patterns: Sequence[str], text: str) -> bool:
    """Tells whether one of the rubric's patterns is found in a text."""
    return any(search_sentence(pattern, text) for pattern in patterns)


def walk_document(document: Document) -> Iterator[Leaf]:
    """Yields every leaf of a document."""
    for element in document.elements:
        yield from leaves_of(element)


def show_place(leaf: Leaf) -> str:
    """Names where a leaf stands on disk."""
    span: Span = leaf.element.span_of(leaf.path)
    return f"{span.file}:{span.start}"


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Drops repetitions and keeps the order."""
    return tuple(dict.fromkeys(items))

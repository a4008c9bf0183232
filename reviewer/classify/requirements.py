"""The prompt as a list of requirements, and the contradictions among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from reviewer.model import Passage, Requirement
from reviewer.rubric.matching import search_sentence
from reviewer.rubric.policy import RequirementPolicy

#: Between sentences, and before the bullets of a list that was pasted as one paragraph, or the next cell of a table's
#: row; what is given for example, such as ``e.g. 2. Floor``, is no sentence of its own.
_SENTENCE: Final = re.compile(
    r"(?<![eE]\.g\.)(?<![iI]\.e\.)(?<!\.g\. \d\.)(?<=[.!?;])\s+(?:\|\s+)?(?=[A-Z`*\"'(])|\s+[\u2022\u25aa\u2023]\s+"
)
#: Demands that somebody put into brackets as one item, and where the next may begin.
_BRACKETED: Final = re.compile(r"\[([A-Z][^\[\]]+)\]\.?")
_MEMBER: Final = re.compile(r",\s+(?=[A-Z])")
#: What may number an item within a paragraph: ``7. Set``, ``7.Set``, ``7)Set``, ``7 . Set``, ``(7) Set``.
_NUMBER: Final = re.compile(r"(?<!\S)\(?(\d{1,2}) ?[.)](?:(\s+)(?=[A-Z`*\"'])|(?=[A-Z]\w|[`*\"']))")
#: What an item may end with, before the number of the next.
_ENDED: Final = re.compile(r"[.!?:;)]\s*$")
#: Words that a number belongs to: ``Set it to 2. Use ...`` goes on with a sentence, not with item 2.
_COUNTS: Final = re.compile(
    r"(?i)(?:\b(?:to|of|is|are|be|at|by|than|with|for|from|in|and|or|least|most|version|port|step|phase|tier|level|item|"
    r"section|layer|e\.g\.|i\.e\.)|[=<>])\s*$"
)
#: A heading in bold, the colon within or behind.
_BOLD: Final = re.compile(r"(\*\*|__)(?P<text>[^*_]+)\1:?")
#: A label in bold, before what an item says.
_LABEL: Final = re.compile(r"(\*\*|__)[^*_]+(:\1|\1:)")
#: A heading has so many words at most.
_FEW: Final = 4
#: Characters before a number that tell what it counts.
_NEAR = 60
#: Longest text taken as one requirement; a longer one is a pasted document, not a sentence.
LONGEST = 1200


class Contradiction(NamedTuple):
    """Two requirements of a prompt that can't both be met.

    Attributes:
        concerns: whose fixes they leave without a demand to meet; every one's, where none is named.
        sides: every requirement that says the same as one of the two.
    """

    topic: str
    first: Requirement
    second: Requirement
    concerns: tuple[str, ...] = ()
    sides: tuple[Requirement, ...] = ()

    def touches(self, concern: str, served: Sequence[Requirement]) -> bool:
        """Whether a fix serves one of the two before all else, and is about what they speak of."""
        about = not self.concerns or concern in self.concerns
        return about and bool(served) and served[0] in (self.first, self.second, *self.sides)


def find_requirements(passages: Iterable[Passage], policy: RequirementPolicy) -> tuple[Requirement, ...]:
    """Reads the requirements of a prompt: every list item and table row, every sentence that asks for something."""
    found: list[Requirement] = []
    under, unmarked = _Under(policy), _Unmarked(policy)
    for passage in passages:
        item = unmarked.read(passage)
        if passage.kind in ("heading", "block", "comment"):
            continue
        above = under.read(passage)
        listed = item or passage.kind in ("item", "row")
        for part, numbered in _split_numbered(passage.text, listed):
            sentences = (text.strip() for whole in _split_bracketed(part, policy) for text in _SENTENCE.split(whole))
            asked = [text for text in sentences if _asks(text, listed or numbered, policy)]
            section = passage.section[-1] if passage.section else ""
            found += [
                Requirement(text, passage.span, heading=_is_heading(text, policy), under=above, section=section)
                for text in asked
            ]
    return tuple(found)


class _Under:
    """What stands above the passages of a prompt: an introduction (``Export these:``), or the heading of the section.

    A list ends where its next item stands apart or has a label of its own. How deep it is nested is not known: below
    an introduction that is an item itself, what asks by itself is the next of the outer list.
    """

    def __init__(self, policy: RequirementPolicy) -> None:
        self._policy = policy
        self._lead: Passage | None = None
        self._last: Passage | None = None

    def read(self, passage: Passage) -> str:
        """Takes the next passage, and tells what it stands below."""
        section = passage.section[-1] if passage.section else ""
        if self._lead is not None and self._ends(passage):
            self._lead = None
        above = section if self._lead is None else self._lead.text
        if passage.text.rstrip("* ").endswith(":") or _BOLD.fullmatch(passage.text):
            self._lead = passage
        self._last = passage
        return above

    def _ends(self, passage: Passage) -> bool:
        if self._lead is None or self._last is None or passage.kind != "item":
            return True
        first = self._last is self._lead
        apart = passage.span.start > self._last.span.end + (2 if first else 1)
        outer = self._lead.kind == "item" and _asks(passage.text, False, self._policy)
        return apart or outer or passage.section != self._lead.section or _LABEL.match(passage.text) is not None


class _Unmarked:
    """A list without markers: paragraphs of one sentence each, below an introduction that asks (``It must have:``).

    What is as short as a heading may well be one.
    """

    def __init__(self, policy: RequirementPolicy) -> None:
        self._policy = policy
        self._open = False

    def read(self, passage: Passage) -> bool:
        """Takes the next passage, and tells whether it is an item of such a list."""
        if passage.kind != "paragraph":
            self._open = False
        elif passage.text.rstrip("* ").endswith(":"):
            self._open = _asks(passage.text, False, self._policy)
        else:
            self._open = self._open and len(_SENTENCE.split(passage.text)) == 1
            return self._open and len(passage.text.split()) > _FEW
        return False


def _split_bracketed(text: str, policy: RequirementPolicy) -> list[str]:
    """Splits an item that is a whole list in brackets: ``[All logs must be kept, Queues must be encrypted]``.

    Only what asks for something by itself begins a new demand: ``tagged with Owner, Team and Stage`` stays whole.
    """
    inside = _BRACKETED.fullmatch(text.strip())
    if inside is None:
        return [text]
    found: list[str] = []
    for part in _MEMBER.split(inside[1]):
        if found and not _asks(part, False, policy):
            found[-1] += f", {part}"
        else:
            found.append(part)
    return found


def _tail(text: str, found: re.Match[str]) -> str:
    """What stands right before a number: more than a few words say nothing of it, and a paragraph may be long."""
    return text[max(0, found.start() - _NEAR) : found.start()]


def _split_numbered(text: str, listed: bool) -> Iterator[tuple[str, bool]]:
    """Splits a list that was pasted as one paragraph, or whose markers lack the space that markdown wants.

    Args:
        text: of a passage.
        listed: whether it is an item already, so that a number without a space behind it is the next one.

    Yields:
        each part without its number, and whether it had one.
    """
    start, numbered, last = 0, False, 0
    numbers = (each for each in _NUMBER.finditer(text) if not _COUNTS.search(_tail(text, each)))
    candidates = [each for each in numbers if not _closes(text, each)]
    for at, found in enumerate(candidates):
        number = int(found[1])
        follower = int(candidates[at + 1][1]) if at + 1 < len(candidates) else 0
        before = _tail(text, found)
        ended = not text[: found.start()].strip() or bool(_ENDED.search(before))
        if last:
            goes_on = number == last + 1 or (ended and last < number <= last + 3)
        elif found[2]:
            first = number == 1 and (follower > 1 or before.rstrip()[-1:] in ("", ":"))
            goes_on = ended and (first or (listed and follower == number + 1))
        else:
            goes_on = ended or listed or follower == number + 1
        if not goes_on:
            continue
        if before[start:].strip():
            yield text[start : found.start()], numbered
        start, numbered, last = found.end(), True, number
    yield text[start:], numbered


def _closes(text: str, found: re.Match[str]) -> bool:
    """The parenthesis behind a number belongs to one before it: ``(Node.js 18)`` numbers nothing."""
    return (
        found[0].endswith(")")
        and not found[0].startswith("(")
        and text.count("(", 0, found.start()) > text.count(")", 0, found.start())
    )


def _is_heading(text: str, policy: RequirementPolicy) -> bool:
    bold = _BOLD.fullmatch(text)
    return bold is not None and len(bold["text"].split()) <= _FEW and not _asks(bold["text"], False, policy)


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
            found.append(Contradiction(each.topic, *pairs[0], each.concerns, (*first, *second)))
    return tuple(found)


def _same(a: Requirement, b: Requirement, first: str, second: str) -> bool:
    """Both sentences say both things: that is one demand said twice, not two demands."""
    return search_sentence(second, a.text) and search_sentence(first, b.text)

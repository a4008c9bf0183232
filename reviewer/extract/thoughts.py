"""What an answer writes while it thinks aloud, before it says what the answer is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from reviewer.extract.languages import PROGRAMS
from reviewer.model import Notification, Passage

if TYPE_CHECKING:
    from reviewer.extract.documents import ReadBlock

#: The heading of what was thought, and that of what is answered.
_THOUGHTS: Final = re.compile(r"(?i)\W*(reasoning( trace)?|thinking|thoughts?|thought process)\W*\Z")
_ANSWER: Final = re.compile(r"(?i)\W*(final )?(answer|response)\W*\Z")
#: An answer that declares less than this share of its draft shows a part of it, such as how it is used.
_PART: Final = 0.1
#: Kinds of resources by which a program in pieces is told to be the one in files, and share of them that both have.
_KINDS: Final = 4
_ALIKE: Final = 0.8


class Drafts(NamedTuple):
    """What was only thought of, and what is answered."""

    thought: list[ReadBlock]
    answer: list[ReadBlock]


NO_DRAFTS: Final = Drafts([], [])


def without_thoughts(
    read: Sequence[ReadBlock], passages: Sequence[Passage]
) -> tuple[list[ReadBlock], list[Notification]]:
    """Leaves out what was only thought of, which is in no answer, whatever the answer calls it or leaves out."""
    thought, answer = _told_by_headings(read, passages)
    if not thought:
        thought, answer = _told_by_names(read)
    notes = [
        Notification(
            "info",
            f"{each.block.name or f'{each.block.language} block'} is a draft of the one at line "
            f"{answer[0].block.span.start}, which counts",
            each.block.span.file,
            each.block.span.start,
        )
        for each in thought
    ]
    return [each for each in read if each not in thought], notes


def _told_by_headings(read: Sequence[ReadBlock], passages: Sequence[Passage]) -> Drafts:
    """The code under the heading of the thoughts where code of its language stands under that of the answer."""
    lines = [(each.span.start, each.text) for each in passages if each.kind == "heading"]
    begin = next((line for line, text in lines if _THOUGHTS.match(text)), None)
    end = next((line for line, text in lines if begin is not None and line > begin and _ANSWER.match(text)), None)
    if begin is None or end is None:
        return NO_DRAFTS
    thought = [each for each in read if begin < each.block.span.start < end]
    answer = [each for each in read if each.block.span.start > end]
    languages = {each.block.language for each in answer}
    thought = [each for each in thought if each.block.language in languages]
    part = len(_names(answer)) < _PART * len(_names(thought))
    return NO_DRAFTS if part else Drafts(thought, answer)


def _told_by_names(read: Sequence[ReadBlock]) -> Drafts:
    """A program in pieces without a name before one in files of the same kinds of resources: that was a first attempt.

    Each calls its resources otherwise, and one makes in a loop what the other writes out, so only their kinds tell.
    """
    for language in PROGRAMS:
        own = [each for each in read if each.block.language == language]
        answer = [each for each in own if each.block.name]
        thought = list(takewhile(lambda each: not each.block.name, own))
        kinds, there = _kinds(thought), _kinds(answer)
        if (
            len(thought) + len(answer) == len(own)
            and len(kinds) >= _KINDS
            and len(kinds & there) >= _ALIKE * len(kinds)
        ):
            return Drafts(thought, answer)
    return NO_DRAFTS


def _kinds(blocks: Sequence[ReadBlock]) -> frozenset[str]:
    return frozenset(each.type for one in blocks for each in one.reading.elements if each.kind == "resource")


def _names(blocks: Sequence[ReadBlock]) -> frozenset[tuple[str | int, ...]]:
    return frozenset(element.path for each in blocks for element in each.reading.elements if element.kind != "import")

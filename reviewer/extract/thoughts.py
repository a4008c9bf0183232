"""What an answer writes while it thinks aloud, before it says what the answer is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from reviewer.model import Notification, Passage

if TYPE_CHECKING:
    from reviewer.extract.documents import ReadBlock

#: The heading of what was thought, and that of what is answered.
_THOUGHTS: Final = re.compile(r"(?i)\W*(reasoning( trace)?|thinking|thoughts?|thought process)\W*\Z")
_ANSWER: Final = re.compile(r"(?i)\W*(final )?(answer|response)\W*\Z")
#: An answer that declares less than this share of its draft shows a part of it, such as how it is used.
_PART: Final = 0.1


def without_thoughts(
    read: Sequence[ReadBlock], passages: Sequence[Passage]
) -> tuple[list[ReadBlock], list[Notification]]:
    """Leaves out the code under the heading of the thoughts where code of its language stands under that of the answer.

    What was only thought of is in no answer, whatever the answer calls it or leaves out.
    """
    lines = [(each.span.start, each.text) for each in passages if each.kind == "heading"]
    begin = next((line for line, text in lines if _THOUGHTS.match(text)), None)
    end = next((line for line, text in lines if begin is not None and line > begin and _ANSWER.match(text)), None)
    if begin is None or end is None:
        return list(read), []
    thought = [each for each in read if begin < each.block.span.start < end]
    answer = [each for each in read if each.block.span.start > end]
    languages = {each.block.language for each in answer}
    thought = [each for each in thought if each.block.language in languages]
    if not thought or len(_names(answer)) < _PART * len(_names(thought)):
        return list(read), []
    line = answer[0].block.span.start
    notes = [
        Notification(
            "info",
            f"{each.block.name or f'{each.block.language} block'} is a draft of the one at line {line}, which counts",
            each.block.span.file,
            each.block.span.start,
        )
        for each in thought
    ]
    return [each for each in read if each not in thought], notes


def _names(blocks: Sequence[ReadBlock]) -> frozenset[tuple[str | int, ...]]:
    return frozenset(element.path for each in blocks for element in each.reading.elements if element.kind != "import")

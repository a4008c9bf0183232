"""Pairs of blocks that show what code was and what it became: the first of the two is no code of the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reviewer.marks import bare
from reviewer.model import CodeBlock, Passage

#: What may stand behind the word that a label begins with: ``Original code (from MODEL_RESPONSE)``.
_WHAT: Final = r"(?: (?:code|version|issue|problem|fix|implementation|configuration|approach|way))?(?: ?\([^()]*\))?:?"
#: Labels that stand directly over a block with what was there before, and over the one that takes its place.
_BEFORE: Final = re.compile(
    r"(?:changed? from|from|before|original(?:ly)?|old|was|previous(?:ly)?|incorrect|wrong|broken|MODEL[ _]?RESPONSE)"
    + _WHAT,
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"(?:(?:changed )?to|after|fix(?:ed)?|correct(?:ed)?|new|now|updated|IDEAL[ _]?RESPONSE)" + _WHAT, re.IGNORECASE
)
#: Lines above which a block is a whole file rather than the place in it that was changed.
_PLACE: Final = 60


def without_before(blocks: Sequence[CodeBlock], labels: Sequence[Passage | None]) -> list[CodeBlock]:
    """Empties the first block of every pair and marks what took its place as a part of its file.

    Args:
        blocks: all blocks of a response, in order.
        labels: for each the passage that stands directly over it.
    """
    kept = list(blocks)
    for at in range(len(blocks) - 1):
        if not (_says(_BEFORE, labels[at]) and _says(_AFTER, labels[at + 1])):
            continue
        kept[at] = replace(blocks[at], text="", complete=False)
        if blocks[at + 1].text.count("\n") < _PLACE:
            kept[at + 1] = replace(blocks[at + 1], complete=False)
    return kept


def _says(sign: re.Pattern[str], label: Passage | None) -> bool:
    return label is not None and sign.fullmatch(bare(label.text)) is not None

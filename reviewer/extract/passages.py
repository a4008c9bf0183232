"""The prose of a file that is all prose: a prompt."""

from __future__ import annotations

import re
from typing import Final

from reviewer.extract.fences import repair_fences
from reviewer.extract.markdown import Fence, split_markdown
from reviewer.extract.written import reads_as_prose
from reviewer.model import Passage, TextFile

#: A mark of list items that markdown doesn't know.
_BULLET: Final = re.compile(r"^•\s*")


def extract_passages(file: TextFile) -> tuple[Passage, ...]:
    """Splits a prompt into headings, paragraphs, list items and table rows; its code blocks are left out.

    What people paste is often indented, or stands in a fence as a whole: prose is prose whatever is around it.
    """
    repaired = repair_fences(file.text)
    outline = split_markdown(repaired.text, file.path, repaired.breaks)
    prose = [fence for fence in outline.fences if reads_as_prose(fence.text)]
    if prose:
        lines = repaired.text.split("\n")
        for fence in prose:
            _dissolve(fence, lines)
        outline = split_markdown("\n".join(lines), file.path, repaired.breaks)
    return tuple(outline.passages)


def _dissolve(fence: Fence, lines: list[str]) -> None:
    """Takes the fence, or the indentation, from around lines of prose; no line moves."""
    lines[fence.start - 1 : fence.end] = [
        _BULLET.sub("- ", line.lstrip()) for line in lines[fence.start - 1 : fence.end]
    ]
    if fence.info is not None:
        lines[fence.start - 2] = ""
        if fence.closed:
            lines[fence.end] = ""

"""The prose of a file that is all prose: a prompt."""

from __future__ import annotations

from reviewer.extract.fences import repair_fences
from reviewer.extract.markdown import split_markdown
from reviewer.model import Passage, TextFile


def extract_passages(file: TextFile) -> tuple[Passage, ...]:
    """Splits a prompt into headings, paragraphs, list items and table rows; its code blocks are left out."""
    repaired = repair_fences(file.text)
    return tuple(split_markdown(repaired.text, file.path, repaired.breaks).passages)

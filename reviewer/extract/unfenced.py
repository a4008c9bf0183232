"""Responses without a fence: the whole file is code, or code stands between prose."""

from __future__ import annotations

from typing import NamedTuple

from reviewer.extract.blocks import ELISION
from reviewer.extract.languages import recognise
from reviewer.extract.markdown import Outline, split_markdown
from reviewer.extract.naming import name_in_code
from reviewer.model import CodeBlock, Span, TextFile


class Unfenced(NamedTuple):
    """What a response without fences holds: the prose around the code, and the code."""

    outline: Outline
    blocks: list[CodeBlock]


def find_unfenced(file: TextFile) -> Unfenced | None:
    """Finds the code of a response that has no fence around it; None where it holds none."""
    lines = file.text.split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip() and recognise("\n".join(lines[n : n + 3]))), None)
    if start is None:
        return None
    end = len(lines)
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    code = "\n".join(lines[start:end])
    language = recognise(code)
    if language is None:
        return None
    block = CodeBlock(
        language, name_in_code(code), code, Span(file.path, start + 1, end), complete=not ELISION.search(code)
    )
    return Unfenced(split_markdown("\n".join(lines[:start]), file.path), [block])

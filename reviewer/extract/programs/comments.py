"""Comments and docstrings of a program as passages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from reviewer.model import CodeBlock, Passage, Span

#: What is markup of a comment, not its text: slashes, stars, hashes, and rules made of dashes or equal signs.
_MARKS: Final = re.compile(r"^\s*(?:/\*+|\*+/|//+|\#+!?|\*(?!\*))?[ \t]*|\s*(?:\*+/)?\s*$", re.MULTILINE)
_RULE: Final = re.compile(r"[-=*#~_─═]{3,}")
#: Triple quotes of a docstring with their prefix.
_QUOTES: Final = re.compile(r"^[rRuUbBfF]*(?:\"\"\"|'''|\"|')|(?:\"\"\"|'''|\"|')$")


class Remark(NamedTuple):
    """A comment before it is joined with its neighbours; rows from 0, both ends inclusive."""

    start: int
    end: int
    column: int
    text: str


def remark(start: int, column: int, text: str) -> Remark:
    """A comment as written, its marks removed."""
    return Remark(start, start + text.rstrip("\n").count("\n"), column, _MARKS.sub("", text))


def docstring(start: int, text: str) -> Remark:
    """A docstring, its quotes removed; it is joined with no other comment."""
    return Remark(start, start + text.count("\n"), -1, _QUOTES.sub("", text.strip()))


def passages(block: CodeBlock, remarks: Iterable[Remark]) -> tuple[Passage, ...]:
    """The comments as passages, those on consecutive lines in one column as one."""
    out: list[Passage] = []
    for start, end, _, text in _joined(sorted(remarks)):
        folded = " ".join(_RULE.sub(" ", text).split())
        if folded:
            span = Span(block.span.file, block.span.start + start, block.span.start + end)
            out.append(Passage(block.section, "comment", folded, span))
    return tuple(out)


def _joined(found: list[Remark]) -> list[Remark]:
    out: list[Remark] = []
    for each in found:
        if out and out[-1].end + 1 == each.start and out[-1].column == each.column >= 0:
            before = out.pop()
            out.append(Remark(before.start, each.end, each.column, f"{before.text}\n{each.text}"))
        else:
            out.append(each)
    return out

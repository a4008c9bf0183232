"""What an excerpt says is gone: code in comments, under a word that says that it was removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from reviewer.model import Document, Element, Path
from reviewer.references import without_file

_COMMENT: Final = re.compile(r"\s*(?:#|//)")
#: Words that say that code is no longer there.
_GONE: Final = re.compile(r"(?i)\b(?:removed|deleted|dropped|no longer (?:needed|used|created))\b")
#: A call that no longer happens.
_CALL: Final = re.compile(r"\b([A-Za-z_]\w*)\(")
#: The head of a block of Terraform's, with the word for its kind.
_HEAD: Final = re.compile(r"\b(resource|data|variable|output|module|provider)\s+((?:\"[\w-]+\"\s*){1,2})\{")


def find_gone(ideal: Document, model: Document) -> Document:
    """Marks what went from the model's response although the ideal one is an excerpt, because it says so itself.

    Args:
        ideal: the ideal response.
        model: the model's response.
    """
    if not ideal.fragmentary and not ideal.excerpts:
        return ideal
    told = [text for block in ideal.blocks for text in _comments(block.text) if _GONE.search(text)]
    calls = {name for text in told for name in _CALL.findall(text)}
    heads = {_address(kind, names) for text in told for kind, names in _HEAD.findall(text)}
    there = {without_file(each) for each in ideal.elements}
    methods = {each.path[-1] for each in ideal.elements if each.kind == "function"}
    gone = {each.path for each in model.elements if without_file(each) in heads and without_file(each) not in there}
    for each in model.elements:
        if each.kind == "function" and each.path[-1] in calls and each.path[-1] not in methods:
            gone |= {inner.path for inner in model.elements if stands_inside(inner, each)}
    return replace(ideal, gone=frozenset(gone)) if gone else ideal


def _comments(code: str) -> Iterator[str]:
    """The comments of a text, lines that follow one another as one."""
    run: list[str] = []
    for line in (*code.split("\n"), ""):
        if _COMMENT.match(line):
            run.append(line)
        elif run:
            yield "\n".join(run)
            run = []


def _address(kind: str, names: str) -> Path:
    """The address of a block of Terraform's; a resource has no word for its kind in front."""
    found = tuple(names.replace('"', " ").split())
    return found if kind == "resource" else (kind, *found)


def stands_inside(inner: Element, function: Element) -> bool:
    """Whether an element stands in the lines of a function."""
    around = function.span
    same = inner.file == function.file and inner.span.file == around.file
    return same and around.start <= inner.span.start <= inner.span.end <= around.end

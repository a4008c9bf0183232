"""Two sides brought to one level: a file that one side shows unreadable is compared by line on both.

A template that does not parse has no resources; held against one that does, all of the other's would seem added or
removed, and a stray comma would be worth three significant fixes. What both could be read in is brought into one form.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from reviewer.extract.plain import read_plain
from reviewer.extract.policy_documents import inline_policies
from reviewer.model import CodeBlock, Document, Element

#: Languages whose files are read as a whole or not at all; readers of programs keep what they can read.
_WHOLE: Final = frozenset({"json", "yaml", "hcl"})


def level_documents(left: Document, right: Document) -> tuple[Document, Document]:
    """Gives both documents with the files that only one of them could be read in as lines on both sides."""
    left, right = _level(left, right), _level(right, left)
    return inline_policies(left, right), inline_policies(right, left)


def _level(document: Document, other: Document) -> Document:
    unread = [each for each in other.elements if each.kind == "file" and each.language in _WHOLE]
    blocks = [each for each in document.blocks if _is_read(each, document) and _is_unread(each, unread, other)]
    if not blocks:
        return document
    files = frozenset(each.name or "" for each in blocks)
    kept = [each for each in document.elements if each.file not in files]
    lines = [element for each in blocks for element in read_plain(each).elements]
    if len(lines) == len(unread) == 1 and not unread[0].file:
        lines = [replace(lines[0], path=unread[0].path)]  # the one template of either side, which only one names
    return replace(document, elements=(*kept, *lines))


def _is_read(block: CodeBlock, document: Document) -> bool:
    """Whether the block gave elements of its own, not its lines."""
    name = block.name or ""
    return block.language in _WHOLE and any(each.file == name and each.kind != "file" for each in document.elements)


def _is_unread(block: CodeBlock, unread: list[Element], other: Document) -> bool:
    """Whether the other side could not read the same file; a side of nothing but lines shows no other."""
    if any(each.file == (block.name or "") and each.path == (each.name,) for each in unread):
        return not any(each.file == (block.name or "") and each.kind != "file" for each in other.elements)
    return bool(unread) and all(each.kind == "file" for each in other.elements)

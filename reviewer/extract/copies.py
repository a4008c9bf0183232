"""Documents inside a response: what code a copy of another one holds, or a README as a sample, is not its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from reviewer.extract.naming import FILE_NAME, announces_only
from reviewer.model import CodeBlock, Passage, Side
from reviewer.paths import base_name

#: The documents of a task, by the side whose answer they are, and the one that answers write to show how to use them.
_DOCUMENTS: Final = {
    "PROMPT.md": None,
    "MODEL_RESPONSE.md": "model",
    "MODEL_FAILURES.md": None,
    "IDEAL_RESPONSE.md": "ideal",
    "README.md": None,
}
#: The one that a section in its name may show as a file of the answer, as answers do.
_OWN: Final = "readme.md"
#: Lines above a fence among which its announcement is the last that isn't blank.
_NEAR: Final = 4
#: A longer line announces nothing.
_LINE: Final = 200


class Copy(NamedTuple):
    """A copy of a document.

    Attributes:
        name: of the document.
        start: line of the fence or heading before it, counted from 1.
        end: its last line.
    """

    name: str
    start: int
    end: int


def others_than(side: Side) -> frozenset[str]:
    """The names of the documents that are not the answer of a side; an answer may well announce itself."""
    return frozenset(name.lower() for name, owner in _DOCUMENTS.items() if owner != side)


def copied_document(lines: Sequence[str], before: int, names: frozenset[str]) -> str | None:
    """The document that the last line before a fence announces, by its name and nothing else."""
    near = (lines[at] for at in range(before - 1, max(before - 1 - _NEAR, -1), -1))
    return _document(next(filter(str.strip, near), ""), names)


def copied_sections(passages: Sequence[Passage], names: frozenset[str], lines: Sequence[str]) -> list[Copy]:
    """The sections that hold another document in full: from the heading with its name to that of the next file.

    Args:
        passages: of the response, in order.
        names: in lower case, of the documents that may be copied.
        lines: of the response; what a copy holds may have headings above its own, so that only their marks tell.
    """
    headings = [
        (each.span.start, _level("".join(lines[each.span.start - 1 : each.span.start])), each.text)
        for each in passages
        if each.kind == "heading" and announces_only(each.text)
    ]
    found = []
    for at, (start, level, text) in enumerate(headings):
        name = _document(text, names - {_OWN})
        if name is not None:
            following = (other - 1 for other, its, _ in headings[at + 1 :] if its <= level)
            found.append(Copy(name, start, next(following, len(lines))))
    return found


def _level(line: str) -> int:
    return len(line) - len(line.lstrip("#"))


def copy_around(block: CodeBlock, copies: Iterable[Copy]) -> Copy | None:
    """The copy that a block stands in."""
    return next((each for each in copies if each.start <= block.span.start <= each.end), None)


def _document(text: str, names: frozenset[str]) -> str | None:
    said = text.strip("#*`_: \t") if len(text) < _LINE else ""
    found = FILE_NAME.search(said) if announces_only(said) else None
    name = base_name(found[1]) if found else ""
    return name if name.lower() in names else None

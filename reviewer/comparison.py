"""Two files compared without a task around them: what ``reviewer diff`` shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from reviewer.diff import build_patch, diff_documents
from reviewer.errors import TaskError
from reviewer.extract import extract_deployed, extract_response
from reviewer.extract.programs.embedded import tokens_of
from reviewer.model import MISSING, Change, Document, Element, Metadata, Notification, Side, Span, TextFile, to_pointer
from reviewer.read.text import read_text
from reviewer.records import Quotes, record_change
from reviewer.review_json import to_json
from reviewer.rubric.words import show_value

#: Endings that are markdown; whatever else is a code file and is fenced as one.
_MARKDOWN = frozenset({".md", ".markdown", ".txt", ""})
_SIGNS = {"add": "+", "remove": "-", "replace": "~", "move": ">"}


class Compared(NamedTuple):
    """What differs between two files.

    Attributes:
        left: elements of the first file, which a patch starts from.
        changes: all of them, those without meaning included.
        notifications: of both sides.
    """

    left: tuple[Element, ...]
    changes: tuple[Change, ...]
    notifications: tuple[Notification, ...]

    def json(self) -> list[Any]:
        """The changes as the records of a review, with what makes some of them meaningless in ``noise``."""
        return [
            {**to_json(record_change(each, Quotes({}))), **({"noise": each.noise} if each.noise else {})}
            for each in self.changes
        ]

    def patch(self) -> list[dict[str, Any]]:
        """The RFC 6902 patch that turns the elements of the first file into those of the second."""
        return build_patch([each for each in self.changes if each.element is not None], self.left)


def compare_files(left: str, right: str) -> Compared:
    """Compares two responses, or two templates or programs, by meaning.

    Raises:
        TaskError: where a file cannot be read.
    """
    one, notes = _open(left, "model")
    other, more = _open(right, "ideal")
    return Compared(one.elements, diff_documents(one, other, tokenize=tokens_of), (*notes, *more))


def _open(name: str, side: Side) -> tuple[Document, tuple[Notification, ...]]:
    file, notes = _read(name)
    document = _document(file, side)
    return document, (*notes, *document.notifications)


def _read(name: str) -> tuple[TextFile, tuple[Notification, ...]]:
    try:
        return read_text(Path(name), name)
    except OSError as error:
        raise TaskError(f"cannot be read: {error.strerror}", file=name, hint="give two files") from error


def _document(file: TextFile, side: Side) -> Document:
    """A markdown file is a response; whatever else is code as it stands."""
    if Path(file.path).suffix.lower() in _MARKDOWN:
        return extract_response(file, Metadata(), side)
    found = extract_deployed((file,), Metadata())
    return replace(found, side=side) if found else Document(side, file.path, comparable=False)


def show_changes(changes: Iterable[Change], *, noise: bool) -> Iterator[str]:
    """Writes changes as lines of text: sign, place, lines on both sides, values."""
    told = list(changes)
    meant = [each for each in told if each.noise is None]
    yield from map(_line, told if noise else meant)
    noun = "change" if len(told) == 1 else "changes"
    yield f"{len(told)} {noun}: {len(meant)} with meaning, {len(told) - len(meant)} without"


def _line(change: Change) -> str:
    place = to_pointer(change.path) if change.element is not None else " > ".join(change.section)
    values = f"{_value(change.before)} -> {_value(change.after)}"
    where = " | ".join(_span(side) for side in (change.left, change.right))
    return f"{_SIGNS[change.op]} {_plain(place)}  [{where}]  {values}{f'  ({change.noise})' if change.noise else ''}"


def _span(span: Span | None) -> str:
    return f"{span.file}:{span.start}-{span.end}" if span else "nothing"


def _value(value: Any) -> str:
    return "nothing" if value is MISSING else _plain(show_value(value))


def _plain(text: str) -> str:
    """Control characters of the material must not reach a terminal."""
    return "".join(each if each.isprintable() else "�" for each in text)

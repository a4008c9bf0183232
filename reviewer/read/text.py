"""Bytes to text: encodings, marks, line ends and stray bytes, each oddity with a notification."""

from __future__ import annotations

import re
from pathlib import Path

from reviewer.model import Notification, TextFile

#: A file larger than this is read, and said to be unusually large: the largest response seen has 400 kB.
LARGE = 5_000_000

#: Lines that must hold their text twice before a file counts as doubled, and how long such a line is at least: shorter
#: ones are closing brackets, and those without a word are rules.
_FEWEST = 10
_TELLING = 10
_WORD = re.compile(r"[^\W\d_]{2}")

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(path: Path, name: str) -> tuple[TextFile, tuple[Notification, ...]]:
    """Reads and decodes a file.

    Args:
        path: the file.
        name: its path below the task directory, for spans and notifications.

    Raises:
        OSError: it can't be read.
    """
    data = path.read_bytes()
    text, notes = decode(data, name)
    if len(data) > LARGE:
        notes = (*notes, Notification("warning", f"file of {len(data) // 1_000_000} MB", name))
    return TextFile(name, text), notes


def decode(data: bytes, name: str) -> tuple[str, tuple[Notification, ...]]:
    """Decodes the bytes of a file; never fails, because Latin-1 gives every byte a character."""
    text, encoding = _decoded(data)
    notes = []
    if encoding:
        notes.append(Notification("warning", f"file isn't UTF-8, read as {encoding}", name))
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        notes.append(Notification("warning", "NUL bytes left out", name, line))
        text = text.replace("\0", "")
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if (once := _halved(text)) is not None:
        text = once
        notes.append(Notification("warning", "lines hold their text twice, it is read once", name))
    return text, tuple(notes)


def _halved(text: str) -> str | None:
    """A text most of whose lines say the same thing twice in a row, with each said once; None for any other text.

    Some editors leave that behind when a file is converted. No line moves.
    """
    lines = text.split("\n")
    filled = sum(1 for line in lines if line.strip())
    doubled = sum(1 for line in lines if len(line) >= _TELLING and _is_doubled(line) and _WORD.search(line))
    if doubled < _FEWEST or doubled * 2 < filled:
        return None
    return "\n".join(line[: len(line) // 2] if _is_doubled(line) else line for line in lines)


def _is_doubled(line: str) -> bool:
    half, odd = divmod(len(line), 2)
    return not odd and half > 0 and line[:half] == line[half:]


def _decoded(data: bytes) -> tuple[str, str | None]:
    """The text, and the encoding if it isn't UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), None if encoding == "utf-8-sig" else "UTF-16"
    for encoding, title in (("utf-8", None), ("cp1252", "Windows-1252")):
        try:
            return data.decode(encoding), title
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "Latin-1"

"""Lines of a text inside a value, on disk: a handler in quotes, a heredoc, a block of YAML.

Where the text begins depends on the language (``\"\"\"`` and a line break, ``|`` below the key, ``<<EOF``, pieces
side by side), and escapes and margins change what stands in a line. So the rows of the source are asked, not the
syntax: a line of the text lies in the row that holds it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from reviewer.leaves import value_at
from reviewer.model import CodeBlock, Element, Path, Span

#: Rows looked at for the next line of a text; more than that never lies between two lines of one text.
_WINDOW: Final = 50
#: Shorter lines (``}``, ``else:``) stand in many rows, and show no place by themselves.
_TELLING: Final = 6
#: Share of its lines that a text shows at one distance from its first row where nothing but escapes changes it.
_REGULAR: Final = 0.8
#: What escapes, margins and another style of quotes change in a line.
_CHANGED: Final = str.maketrans(dict.fromkeys("\\\"'` \t\r\x0c\x0b"))


class TextSpans(Mapping[Path, Span]):
    """The spans of an element, and below a text of several lines one for each line, counted from 1.

    Args:
        element: with the spans that its reader gave it.
        block: the block that it stands in.
    """

    __slots__ = ("_element", "_first", "_known", "_rows", "_spans", "_split")

    def __init__(self, element: Element, block: CodeBlock) -> None:
        self._element = element
        self._spans = element.spans
        self._first = block.span.start
        self._rows = block.text
        self._split: list[str] | None = None
        self._known: dict[Path, tuple[tuple[int, int] | None, ...]] = {}

    def __getitem__(self, path: Path) -> Span:
        span = self._spans.get(path)
        if span is not None:
            return span
        rows = self._line(path)
        if rows is None:
            raise KeyError(path)
        return Span(self._spans[()].file, self._first + rows[0], self._first + rows[1])

    def __contains__(self, path: object) -> bool:
        return path in self._spans or (isinstance(path, tuple) and self._line(path) is not None)

    def __iter__(self) -> Iterator[Path]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)

    def _line(self, path: Path) -> tuple[int, int] | None:
        number = path[-1] if path else None
        if type(number) is not int or number < 1:
            return None
        parent = path[:-1]
        if parent not in self._known:
            self._known[parent] = self._lines(parent)
        lines = self._known[parent]
        return lines[number - 1] if number <= len(lines) else None

    def _lines(self, path: Path) -> tuple[tuple[int, int] | None, ...]:
        text = value_at(self._element.value, path)
        if not isinstance(text, str) or "\n" not in text or _is_list(text):
            return ()
        span = self._around(path)
        first, last = span.start - self._first, span.end - self._first
        if self._split is None:
            self._split = self._rows.split("\n")
        found = find_lines(text.split("\n"), self._split[first : last + 1])
        return tuple(rows and (first + rows[0], first + rows[1]) for rows in found)

    def _around(self, path: Path) -> Span:
        while path not in self._spans:
            path = path[:-1]
        return self._spans[path]


def find_lines(text: Sequence[str], rows: Sequence[str]) -> list[tuple[int, int] | None]:
    """Finds the row of every line of a text.

    Args:
        text: its lines.
        rows: of the source that the text is somewhere in.

    Returns:
        First and last row, which differ only where nothing shows in which of them a line stands; None where nothing
        shows anything.
    """
    lines = [_fold(line) for line in text]
    source = [_fold(row) for row in rows]
    known = _at_one_distance(lines, source) or _one_by_one(lines, source)
    return [_between(known, index) for index in range(len(lines))] if known else [None] * len(lines)


def _at_one_distance(lines: list[str], rows: list[str]) -> dict[int, int]:
    """The row of each line where the text stands as it is, a line a row; empty where it doesn't."""
    filled = sum(map(bool, lines))
    best, most = 0, 0
    for distance in range(min(len(rows), _WINDOW)):
        pairs = zip(lines, rows[distance:], strict=False)
        count = sum(1 for line, row in pairs if line and line in row)
        if count > most:
            best, most = distance, count
        if count == filled:
            break
    if not most or most < _REGULAR * filled:
        return {}
    return {index: best + index for index in range(len(lines)) if best + index < len(rows)}


def _one_by_one(lines: list[str], rows: list[str]) -> dict[int, int]:
    """The row of each line that is found below the one before: pieces side by side, lines folded or continued."""
    known: dict[int, int] = {}
    before, at = -1, -1
    for index, line in enumerate(lines):
        if not line:
            continue
        expected = at + index - before
        if known and expected < len(rows) and line in rows[expected]:
            found: int | None = expected
        else:
            near = range(max(at, 0), min(at + _WINDOW, len(rows)))
            found = next((row for row in near if line in rows[row]), None) if len(line) >= _TELLING else None
        if found is not None:
            known[index] = at = found
            before = index
    return known


def _between(known: dict[int, int], index: int) -> tuple[int, int] | None:
    """The row of a line, or those between its neighbours."""
    if index in known:
        return known[index], known[index]
    before = next((each for each in range(index - 1, max(index - _WINDOW, -1), -1) if each in known), None)
    after = next((each for each in range(index + 1, index + _WINDOW) if each in known), None)
    if before is None or after is None:
        return None
    if known[after] - known[before] == after - before:
        return known[before] + index - before, known[before] + index - before
    return known[before], known[after]


def _fold(line: str) -> str:
    return line.translate(_CHANGED).replace("{{", "{").replace("}}", "}")


def _is_list(text: str) -> bool:
    """Whether a number below a text is a place in the list that it holds as JSON."""
    if text.lstrip()[:1] != "[":
        return False
    try:
        return isinstance(json.loads(text), list)
    except (ValueError, RecursionError):
        return False

"""Where a change stands on disk."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reviewer.model import Element, Path, Span


def locate(element: Element | None, path: Path | None) -> Span | None:
    """Gives the lines of a path below an element, to the very line for code kept in a string."""
    if element is None or path is None:
        return None
    span = element.span_of(path)
    if path and isinstance(path[-1], int) and path not in element.spans:
        text = _value_at(element.value, path[:-1])
        if isinstance(text, str):
            return _line(span, text, path[-1])
    return span


def _line(span: Span, text: str, number: int) -> Span:
    """Finds one line of a text: its first line stands on the span's first line, or below it after a key.

    A heredoc has a line of its own for its end as well.
    """
    lines = _count_lines(text)
    extent = span.end - span.start + 1
    if not 0 <= extent - lines <= 2:  # the key's line and the one of the heredoc's end
        return span
    place = min(span.start + min(extent - lines, 1) + number - 1, span.end)
    return Span(span.file, place, place)


@lru_cache(maxsize=4)
def _count_lines(text: str) -> int:
    """Counts once for all changes of a text: a text of 60,000 lines may have as many."""
    return text.rstrip("\n").count("\n") + 1


def _value_at(value: Any, path: Path) -> Any:
    for token in path:
        if isinstance(value, dict):
            value = value.get(token)
        elif isinstance(value, list) and isinstance(token, int) and token < len(value):
            value = value[token]
        else:
            return None
    return value

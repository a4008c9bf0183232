"""Where a change stands on disk."""

from __future__ import annotations

from reviewer.model import Element, Path, Span


def locate(element: Element | None, path: Path | None) -> Span | None:
    """Gives the lines of a path below an element, to the very line for code kept in a string."""
    return None if element is None or path is None else element.span_of(path)

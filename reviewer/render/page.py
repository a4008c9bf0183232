"""The width and the colours of a terminal, and how a text is laid out for them."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.render.text import one_line, shorten
from reviewer.render.wrap import measure, wrap

#: Longest text shown of one field.
LENGTH = 400
#: Narrowest width laid out for; below it lines overflow rather than fall to pieces.
NARROWEST = 40

#: ANSI codes (SGR) by what a line is.
_STYLES = {
    "heading": "1",
    "passed": "1;32",
    "failed": "1;31",
    "A": "1;31",
    "B": "1;33",
    "C": "1;36",
    "dim": "2",
    "error": "31",
    "warning": "33",
}
_RESET = "\x1b[0m"


class Page:
    """The width and the colours that lines are laid out for."""

    def __init__(self, width: int, color: bool) -> None:
        self.width = width
        self.color = color

    def style(self, text: str, name: str) -> str:
        """Colours a text as what it is, where colours are wanted."""
        code = _STYLES.get(name)
        return f"\x1b[{code}m{text}{_RESET}" if self.color and code else text

    def lay(self, label: str, text: str, style: str = "", body: str = "") -> Iterator[str]:
        """Lays a text out behind a label; its further lines hang below its first."""
        hang = measure(label)
        for place, line in enumerate(wrap(shorten(one_line(text), LENGTH), max(self.width - hang, 10))):
            front = self.style(label, style) if place == 0 else " " * hang
            yield front + self.style(line, body)

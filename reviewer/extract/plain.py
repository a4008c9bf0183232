"""The reader of last resort: one element a block, compared by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.extract.readers import Reading
from reviewer.model import CodeBlock, Element, Path, Span


class LineSpans(Mapping[Path, Span]):
    """Spans of a text kept as a list of lines: item ``i`` is one line."""

    __slots__ = ("_span",)

    def __init__(self, span: Span) -> None:
        self._span = span

    def __getitem__(self, path: Path) -> Span:
        if not path:
            return self._span
        if len(path) != 1 or not isinstance(path[0], int) or not 0 <= path[0] < len(self):
            raise KeyError(path)
        line = self._span.start + path[0]
        return Span(self._span.file, line, line)

    def __contains__(self, path: object) -> bool:
        return path == () or (
            isinstance(path, tuple) and len(path) == 1 and isinstance(path[0], int) and 0 <= path[0] < len(self)
        )

    def __iter__(self) -> Iterator[Path]:
        yield ()
        yield from ((number,) for number in range(len(self)))

    def __len__(self) -> int:
        return self._span.end - self._span.start + 1


def read_plain(block: CodeBlock) -> Reading:
    """Makes a block one element of kind ``file`` whose value is the list of its lines."""
    name = block.name or block.language or "text"
    element = Element(
        path=(name,),
        kind="file",
        type="",
        service=None,
        name=name,
        value=block.text.split("\n"),
        spans=LineSpans(block.span),
        language=block.language,
        file=block.name or "",
    )
    return Reading(elements=(element,))

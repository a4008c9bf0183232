"""A response as markdown: sections, passages and fenced blocks, each with its lines on disk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reviewer.model import Passage, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


class Fence(NamedTuple):
    """A code block as it stands in the markdown.

    Attributes:
        info: all that follows the opening fence; None for a block that is only indented.
        text: the code, indentation of the fence removed.
        start: first line of the code, counted from 1.
        end: last line of it; below ``start`` where it is empty.
        closed: whether a closing fence stands below it.
        section: headings above it.
        before: how many passages of the document stand before it.
    """

    info: str | None
    text: str
    start: int
    end: int
    closed: bool
    section: tuple[str, ...]
    before: int


class Outline(NamedTuple):
    """A response split: passages and blocks in order of appearance."""

    passages: tuple[Passage, ...]
    fences: tuple[Fence, ...]


def split_markdown(text: str, file: str, breaks: tuple[int, ...] = ()) -> Outline:
    """Splits a response.

    Args:
        text: the whole response.
        file: path for the spans.
        breaks: 0-based lines before which every open block ends; the headings above stay in force.
    """
    lines = text.split("\n")
    splitter = _Splitter(file, lines)
    bounds = [0, *breaks, len(lines)]
    for start, end in pairwise(bounds):
        splitter.feed(start, end)
    return Outline(tuple(splitter.passages), tuple(splitter.fences))


@cache
def _parser() -> MarkdownIt:
    """CommonMark with tables, blocks only: what stands inside a line is compared as it is written."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["block"])
    return parser


class _Splitter:
    """Walks the tokens of one response, piece by piece."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file = file
        self.lines = lines
        self.passages: list[Passage] = []
        self.fences: list[Fence] = []
        self.headings: list[tuple[int, str]] = []

    def feed(self, start: int, end: int) -> None:
        self.offset = start
        tokens = _parser().parse("\n".join(self.lines[start:end]))
        items = 0
        stream = iter(tokens)
        for token in stream:
            if token.type == "heading_open":
                self._heading(int(token.tag[1]), next(stream))
            elif token.type in ("fence", "code_block"):
                self._block(token)
            elif token.type == "tr_open":
                self._row(token, stream)
            elif token.type in ("inline", "html_block"):
                self._passage("item" if items else "paragraph", token.content, token)
            items += (token.type == "list_item_open") - (token.type == "list_item_close")

    def section(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.headings)

    def _heading(self, level: int, inline: Token) -> None:
        self.headings = [each for each in self.headings if each[0] < level]
        text = self._passage("heading", inline.content, inline)
        self.headings.append((level, text))

    def _row(self, row: Token, stream: Iterator[Token]) -> None:
        cells = []
        for token in stream:
            if token.type == "tr_close":
                break
            if token.type == "inline":
                cells.append(token.content)
        self._passage("row", " | ".join(cells), row)

    def _passage(self, kind: str, content: str, token: Token) -> str:
        text = " ".join(content.split())
        if text:
            start, end = self._lines(token)
            self.passages.append(Passage(self.section(), kind, text, Span(self.file, start, end)))  # type: ignore[arg-type]
        return text

    def _lines(self, token: Token) -> tuple[int, int]:
        """First and last line on disk: ``Token.map`` is 0-based and half-open. The one place that converts."""
        start, end = token.map or (0, 1)
        while end > start + 1 and not self.lines[self.offset + end - 1].strip():
            end -= 1
        return self.offset + start + 1, self.offset + end

    def _block(self, token: Token) -> None:
        first, after = token.map or (0, 1)
        text = token.content.removesuffix("\n")
        closed, info = True, None
        if token.type == "fence":
            count = token.content.count("\n") if token.content.endswith("\n") else len(text.split("\n")) if text else 0
            closed = after - first - 1 > count
            first, info = first + 1, token.info.strip()
        count = len(text.split("\n")) if token.content else 0
        start = self.offset + first + 1
        self.fences.append(Fence(info, text, start, start + count - 1, closed, self.section(), len(self.passages)))

"""Where values stand: a tree of lines beside the value, read as spans only where a change needs one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from reviewer.model import CodeBlock, Element, Path, Span

#: Nesting beyond this is refused: no template comes near it, and the walks of later stages recurse.
MAX_DEPTH = 100
#: What is read for an object or a list that shows nothing but dots, as the one member or item that it has.
ELISION = "..."


class Node(NamedTuple):
    """Lines of one value, 0-based within its text, both ends included; an entry of a mapping begins at its key.

    Attributes:
        start: first line.
        end: last line.
        children: by key for a mapping, by position for a list, None for a scalar.
    """

    start: int
    end: int
    children: dict[str | int, Node] | None = None


class Trouble(NamedTuple):
    """Something wrong with a text.

    Attributes:
        line: 0-based within the text.
        message: what is wrong, or what was repaired.
    """

    line: int
    message: str


class Parsed(NamedTuple):
    """A value with its lines.

    Attributes:
        value: JSON values only.
        node: lines of everything in it.
        repairs: what had to be put right to read it.
    """

    value: Any
    node: Node
    repairs: tuple[Trouble, ...] = ()


class ParseError(ValueError):
    """A text is not in the language that it was read as."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class NodeSpans(Mapping[Path, Span]):
    """The spans below one element, looked up in the tree of lines when asked for."""

    __slots__ = ("_file", "_node", "_offset")

    def __init__(self, node: Node, file: str, offset: int) -> None:
        self._node = node
        self._file = file
        self._offset = offset

    def __getitem__(self, path: Path) -> Span:
        node = self._find(path)
        if node is None:
            raise KeyError(path)
        return Span(self._file, node.start + self._offset, node.end + self._offset)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, tuple) and self._find(path) is not None

    def __iter__(self) -> Iterator[Path]:
        return _paths(self._node, ())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _find(self, path: Path) -> Node | None:
        node: Node | None = self._node
        for token in path:
            if node is None or node.children is None:
                return None
            node = node.children.get(token)
        return node


def _paths(node: Node, path: Path) -> Iterator[Path]:
    yield path
    for token, child in (node.children or {}).items():
        yield from _paths(child, (*path, token))


def element_at(path: Path, kind: str, value: Any, node: Node, block: CodeBlock, *, native: str = "") -> Element:
    """Makes an element of a value of a data file; it is called by the last token of its path, and is of no service."""
    return Element(
        path=path,
        kind=kind,
        type=native,
        service=None,
        name=str(path[-1]),
        value=value,
        spans=NodeSpans(node, block.span.file, block.span.start),
        language=block.language,
        file=block.name or "",
    )

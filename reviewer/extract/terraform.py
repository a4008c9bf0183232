"""Reads Terraform's HCL: every block an element, nested blocks as properties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from reviewer.extract.plain import LineSpans
from reviewer.extract.positions import Node, NodeSpans
from reviewer.extract.readers import Reading, Unreadable
from reviewer.extract.services import service_of
from reviewer.extract.terraform_parse import HEAD, Piece, comments_of, parse_pieces
from reviewer.extract.terraform_shape import Located
from reviewer.extract.terraform_text import text_of
from reviewer.extract.terraform_values import UNREADABLE, Bodies, Label, read_label
from reviewer.model import CodeBlock, Element, Notification, Passage, Path, Span

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax


class Draft(NamedTuple):
    """An element before it knows its file."""

    path: Path
    kind: str
    type: str
    read: Located


def read_hcl(block: CodeBlock) -> Reading:
    """Reads a block of HCL: a configuration, or a file of variable values.

    Raises:
        Unreadable: there is not one block, attribute or comment in it.
    """
    reader = _Reader(block)
    pieces = parse_pieces(block.text)
    for piece in pieces:
        reader.take(piece)
    if not reader.elements and not reader.comments:
        raise Unreadable("no HCL block in it", block.span.start)
    doubtful = sum(each.last - each.offset + 1 for each in pieces if each.root.has_error)
    return Reading(tuple(reader.elements), tuple(reader.comments), tuple(reader.notifications), "tf", doubtful=doubtful)


class _Reader:
    """What came of one block of code so far."""

    def __init__(self, block: CodeBlock) -> None:
        self.block = block
        self.elements: list[Element] = []
        self.comments: list[Passage] = []
        self.notifications: list[Notification] = []
        self._column = 0

    def take(self, piece: Piece) -> None:
        """Adds what one piece of the text holds."""
        bodies = Bodies(piece.offset, piece.last)
        drafts = list(_drafts(piece, bodies, self.block.name or self.block.language))
        if piece.troubles and not _is_whole(piece, drafts):
            self.elements.append(self._text(piece))
            drafts = []
        for draft in drafts:
            self.elements.append(self._element(draft))
        for trouble in (*piece.troubles, *bodies.troubles):
            place = self.block.span.start + trouble.line
            self.notifications.append(Notification("warning", trouble.message, self.block.span.file, place))
        self.comments.extend(self._passages(piece))

    def _element(self, draft: Draft) -> Element:
        return Element(
            path=draft.path,
            kind=draft.kind,
            type=draft.type,
            service=service_of(draft.type) if draft.type else None,
            name=str(draft.path[-1]),
            value=draft.read.value,
            spans=NodeSpans(draft.read.node, self.block.span.file, self.block.span.start),
            language=self.block.language,
            file=self.block.name or "",
        )

    def _text(self, piece: Piece) -> Element:
        """A piece that no block could be made of, compared by line under the address in its first line."""
        lines = piece.text.rstrip().split("\n")
        path = _address(piece) or (self.block.name or self.block.language,)
        first = self.block.span.start + piece.offset
        span = Span(self.block.span.file, first, first + len(lines) - 1)
        return Element(
            path, "file", "", None, path[-1], lines, LineSpans(span), self.block.language, self.block.name or ""
        )

    def _passages(self, piece: Piece) -> Iterator[Passage]:
        """Comments, those on successive lines as one; rules and empty ones say nothing."""
        group: list[tuple[int, int, str]] = []
        last = piece.last
        for node in comments_of(piece.root):
            start, end = node.start_point.row + piece.offset, min(node.end_point.row + piece.offset, last)
            if group and (start != group[-1][1] + 1 or node.start_point.column != self._column):
                yield from self._passage(group)
                group = []
            self._column = node.start_point.column
            group.append((start, end, text_of(node)))
        yield from self._passage(group)

    def _passage(self, group: list[tuple[int, int, str]]) -> Iterator[Passage]:
        text = " ".join(" ".join(line.strip("#/*=-~ \t") for line in part.split("\n")) for _, _, part in group)
        if text.strip():
            first = self.block.span.start
            span = Span(self.block.span.file, first + group[0][0], first + group[-1][1])
            yield Passage(self.block.section, "comment", " ".join(text.split()), span)


def _address(piece: Piece) -> tuple[str, ...]:
    """The address in the head of a piece, empty where it has no head."""
    heads = (HEAD.match(line) for line in piece.text.split("\n"))
    head = next(filter(None, heads), None)
    words = tuple(filter(None, head.groups())) if head else ()
    return words[1:] if words[:1] == ("resource",) else words


def _is_whole(piece: Piece, drafts: list[Draft]) -> bool:
    """Whether what was found in a broken piece is the block of its head, and not splinters of it."""
    address = _address(piece)
    first = {"locals": "local"}.get(address[0], address[0]) if address else None
    blocks = [draft for draft in drafts if draft.kind != "file"]
    return bool(blocks) and (first is None or all(draft.path[0] == first for draft in blocks))


def _drafts(piece: Piece, bodies: Bodies, file: str) -> Iterator[Draft]:
    """The elements at the top of a piece."""
    for node in piece.root.children:
        for child in node.children if node.type == "body" else (node,):
            if child.type == "block":
                label = read_label(child)
                yield from _BLOCKS.get(label.type, _other)(label, bodies.body(child, label.body))
            elif child.type == "attribute":
                yield _setting(child, bodies, file)
            elif child.type == "ERROR":
                yield from _stray(child, bodies, file)


def _stray(node: Syntax, bodies: Bodies, file: str) -> Iterator[Draft]:
    """Text between the blocks that is no HCL, compared by line; a brace too many says nothing."""
    text = text_of(node)
    if text.strip("{} \t\n"):
        lines = text.split("\n")
        start, end = bodies.lines(node)
        places = [min(start + number, end) for number in range(len(lines))]
        nodes: dict[str | int, Node] = {number: Node(place, place) for number, place in enumerate(places)}
        yield Draft((file, UNREADABLE), "file", "", Located(lines, Node(start, end, nodes)))


def _setting(node: Syntax, bodies: Bodies, file: str) -> Draft:
    """A value at the top of a file of variable values."""
    start, end = bodies.lines(node)
    read = bodies.expression(node.children[-1])
    return Draft(
        (file, text_of(node.children[0])), "setting", "", Located(read.value, Node(start, end, read.node.children))
    )


def _resource(label: Label, read: Located) -> Iterator[Draft]:
    yield Draft(label.labels or ("resource",), "resource", label.labels[0] if label.labels else "", read)


def _data(label: Label, read: Located) -> Iterator[Draft]:
    yield Draft(("data", *label.labels), "data", label.labels[0] if label.labels else "", read)


def _provider(label: Label, read: Located) -> Iterator[Draft]:
    name = ".".join(label.labels)
    alias = read.value.get("alias")
    yield Draft(("provider", f"{name}.{alias}" if alias else name), "provider", "", read)


def _module(label: Label, read: Located) -> Iterator[Draft]:
    source = read.value.get("source")
    yield Draft(("module", *label.labels), "module", source if isinstance(source, str) else "", read)


def _entries(first: str, kind: str) -> Callable[[Label, Located], Iterator[Draft]]:
    """One element an entry: ``locals`` and ``terraform`` may be spread over any number of blocks."""

    def draft(_: Label, read: Located) -> Iterator[Draft]:
        for key, value in read.value.items():
            yield Draft((first, key), kind, "", Located(value, (read.node.children or {})[key]))

    return draft


def _of_kind(kind: str) -> Callable[[Label, Located], Iterator[Draft]]:
    def draft(label: Label, read: Located) -> Iterator[Draft]:
        yield Draft((label.type, *label.labels), kind, "", read)

    return draft


def _keyed(key: str) -> Callable[[Label, Located], Iterator[Draft]]:
    """A block without labels that its own ``key`` tells from others."""

    def draft(label: Label, read: Located) -> Iterator[Draft]:
        name = str(read.value.get(key, ""))
        yield Draft((label.type, name) if name else (label.type,), "setting", "", read)

    return draft


def _other(label: Label, read: Located) -> Iterator[Draft]:
    """A block that is no part of the language, mostly a property shown without the resource around it."""
    yield Draft((label.type, *label.labels), "setting", "", read)


_BLOCKS: Final[Mapping[str, Callable[[Label, Located], Iterator[Draft]]]] = {
    "resource": _resource,
    "data": _data,
    "ephemeral": _data,
    "variable": _of_kind("parameter"),
    "output": _of_kind("output"),
    "locals": _entries("local", "local"),
    "terraform": _entries("terraform", "setting"),
    "provider": _provider,
    "module": _module,
    "moved": _keyed("from"),
    "removed": _keyed("from"),
    "import": _keyed("to"),
}

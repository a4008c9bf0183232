"""Statements by their grammar: simple, compound, and those that can't be parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from reviewer.extract.programs.calls import Body
from reviewer.extract.programs.located import Located, append, end_row, put
from reviewer.extract.programs.walker import DEPTH_LIMIT, Walker
from reviewer.model import CodeBlock, Expression

if TYPE_CHECKING:
    from tree_sitter import Node

#: The keyword of a header, and what comes first behind it.
_SUBJECT = re.compile(r"^(?:async |await )*([a-z]+)\W*(?:(?:const|let|var|final|not|self|this|_)\W+)*([\w$.]*)")
#: ``for (String name : names)`` is about ``name``.
_TYPED_LOOP = re.compile(r"^(for \((?:final )?)[A-Z][\w<>, .\[\]]*\s(?=\w+ ?[:=])")


class Statements(Walker):
    """A walker that reads statements."""

    #: Node type to the method that puts a statement into a body.
    statements: ClassVar[dict[str, str]] = {}
    #: Nodes that hold statements.
    blocks: ClassVar[frozenset[str]] = frozenset()
    #: Nodes that are a part of a compound statement with blocks of their own.
    clauses: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, block: CodeBlock, source: bytes) -> None:
        super().__init__(block, source)
        self.module: Body = {}

    def program(self, root: Node) -> None:
        """Reads a whole program."""
        self.declare_classes()
        if root.type == "ERROR":
            self.broken(root, self.module)
        else:
            self.fill(self.module, self.counting(root.named_children))
        self._finish()

    def counting(self, nodes: list[Node]) -> list[Node]:
        """The statements at the top of a program that have an effect; where a language takes none back that is all."""
        return nodes

    def declare_classes(self) -> None:
        """Notes the classes that a program declares, wherever they stand: they may be used before."""
        # the word first: what stands before it is asked only where it stands
        for match in re.finditer(r"(?:class|type)(?<!\Sclass)(?<!\Stype)\s+([A-Z]\w*)", self.block.text):
            self.names.declare(match[1])

    def _finish(self) -> None:
        self.outline.add_top_level(self.module)

    def body(self, nodes: Iterable[Node]) -> Body:
        """The statements of a block."""
        body: Body = {}
        self.fill(body, nodes)
        return body

    def fill(self, body: Body, nodes: Iterable[Node]) -> None:
        """Puts statements into a body."""
        for node in nodes:
            self.statement(node, body)

    def statement(self, node: Node, body: Body) -> None:
        """Puts one statement into a body, or makes an element of it."""
        kind = node.type
        if kind == "comment" or kind.endswith("_comment"):
            return
        method = self.statements.get(kind)
        if self._depth > DEPTH_LIMIT:
            self.leaf(node, body)
            return
        self._depth += 1
        try:
            if method is not None:
                getattr(self, method)(node, body)
            elif kind == "ERROR":
                self.broken(node, body)
            elif any(child.type in self.blocks or child.type in self.clauses for child in node.children):
                self.compound(node, body)
            else:
                self.leaf(node, body)
        finally:
            self._depth -= 1

    def leaf(self, node: Node, body: Body) -> None:
        """A statement of no special kind, under its first word."""
        text = self.plain(node)
        if text:
            word = re.match(r"[\w$]+", text)
            key = word[0] if word else "statement"
            append(body, key, self.locate(Expression(text), node))

    def compound(self, node: Node, body: Body) -> None:
        """A statement with blocks: ``{"header": ..., statements..., "else": {...}}`` in the list under its name."""
        inner, header = self._parts(node)
        name = subject(header)
        value = Located(inner, node.start_point.row, end_row(node), rich=True)
        append(body, name, value)

    def _parts(self, node: Node) -> tuple[Body, str]:
        inner: Body = {}
        pieces: list[str] = []
        first = last = None
        for child in node.children:
            if child.type in self.blocks or child.type in self.clauses or self._is_bare_body(node, child):
                continue
            if child.type == "else" and pieces:
                continue
            if not child.type.endswith("comment"):
                pieces.append(self.text(child))
                first = first or child
                last = child
        header = self.normal(" ".join(pieces)).rstrip(" :")
        if first is not None and last is not None and not header.isalpha():
            inner["header"] = Located(Expression(header), first.start_point.row, end_row(last))
        self._fill_parts(node, inner)
        return inner, header

    def _fill_parts(self, node: Node, inner: Body) -> None:
        """Blocks, clauses and lone statements; in some grammars ``else`` is a mere word between two of them."""
        into = inner
        for child in node.children:
            if child.type == "else" and child != node.children[0]:
                into = {}
                put(inner, "else", Located(into, child.start_point.row, end_row(node), rich=True))
            elif child.type in self.clauses:
                self._clause(child, inner)
            elif child.type in self.blocks:
                self.fill(into, child.named_children)
            elif self._is_bare_body(node, child):
                self.statement(child, into)

    def _clause(self, node: Node, inner: Body) -> None:
        below, header = self._parts(node)
        put(inner, subject(header), Located(below, node.start_point.row, end_row(node), rich=True))

    def _is_bare_body(self, parent: Node, child: Node) -> bool:
        """Whether a child is a statement that stands where a block could: ``if (x) return``."""
        return child.is_named and parent.type not in self.blocks and child.type in self.statements

    def bare_block(self, node: Node, body: Body) -> None:
        """A block of its own: its statements."""
        self.fill(body, node.named_children)

    def nothing(self, node: Node, body: Body) -> None:
        """An empty statement."""

    def broken(self, node: Node, body: Body) -> None:
        """What the grammar can't parse: statements inside it are read, the text between them is kept by line.

        Comments are none of either; they are passages wherever they stand.
        """
        pending: list[Node] = []
        for child in node.children:
            if child.type in self.statements and child.is_named:
                self._unparsed(pending, body)
                pending = []
                self.statement(child, body)
            elif not child.type.endswith("comment"):
                pending.append(child)
        self._unparsed(pending, body)

    def _unparsed(self, nodes: list[Node], body: Body) -> None:
        if not nodes:
            return
        text = self.slice(nodes[0].start_byte, nodes[-1].end_byte)
        if not any(each.isalnum() for each in text):
            append(body, "unparsed", Located(Expression(text.strip()), nodes[0].start_point.row, end_row(nodes[-1])))
            return
        located = Located(text, nodes[0].start_point.row, end_row(nodes[-1]))
        # the object itself is no name: whatever refers to it has nothing to do with these lines
        word = re.search(r"\b(?!(?:self|this)\b)[\w$]+", text)
        file = (self.block.name,) if self.block.name else ()
        self.outline.add((*file, "unparsed", word[0] if word else "text"), "file", located)

    def escaped(self) -> None:
        """The defect that was repaired before the block could be read: it must not vanish with the repair."""
        file = (self.block.name,) if self.block.name else ()
        value = Located("template literals with escaped backquotes", 0, self.block.text.rstrip().count("\n"))
        self.outline.add((*file, "unparsed", "escapes"), "file", value)

    def owner(self) -> str:
        """The class that members found in unparsable text belong to: the first that the program declares."""
        match = re.search(r"\b(?:class|record|enum)\s+(\w+)", self.block.text)
        return match[1] if match else "unparsed"


def subject(header: str) -> str:
    """A short name for a compound statement: its keyword and what it is about (``for volume``, ``try``)."""
    match = _SUBJECT.match(_TYPED_LOOP.sub(r"\1", header))
    if match is None:
        return header[:40] or "block"
    return " ".join(filter(None, match.groups()))

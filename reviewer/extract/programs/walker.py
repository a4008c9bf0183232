"""The walk over a syntax tree that all languages share; what differs between them is in their own modules.

A language gives tables from node types to methods (:attr:`Walker.values`, :attr:`Walker.statements`) and says which nodes
are blocks and clauses. Everything that no table names is kept as text, so that nothing of a program is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from reviewer.extract.programs.located import ARGUMENTS, CALL, Located, append, end_row, put, wrap
from reviewer.extract.programs.comments import Remark
from reviewer.extract.programs.names import Names
from reviewer.extract.programs.outline import Draft, Outline
from reviewer.extract.programs.text import normalise
from reviewer.model import CodeBlock, Expression

if TYPE_CHECKING:
    from tree_sitter import Node

#: What stands in the value of a function, or of a block in one: statements by what they name.
Body = dict[str, Located]

#: Code nested deeper than this is kept as text. Hand-written code stays below 30; every level costs about eight Python frames.
DEPTH_LIMIT = 60


class Argument(NamedTuple):
    """One argument of a call; ``name`` is None for a positional one."""

    name: str | None
    node: Node


class Call(NamedTuple):
    """A call or the making of an object.

    Attributes:
        callee: what is called, as written, white space apart (``ec2.Vpc``, ``bucket.grantRead``).
        arguments: in order.
        node: the whole call.
        function: the node of what is called.
        receiver: the node on which a method is called, None for a plain name.
        method: last part of the callee.
    """

    callee: str
    arguments: list[Argument]
    node: Node
    function: Node
    receiver: Node | None
    method: str

    def positional(self) -> list[Node]:
        """The arguments without a name."""
        return [each.node for each in self.arguments if each.name is None]


class Step(NamedTuple):
    """One call of a chain ``root.a(..).b(..)``."""

    method: str
    call: Call


class Walker:
    """Walks one block. A subclass a language."""

    language: ClassVar[str]
    #: Node type to the method that gives a value for it.
    values: ClassVar[dict[str, str]] = {}
    #: Node type to the method that puts a statement into a body.
    statements: ClassVar[dict[str, str]] = {}
    #: Nodes that hold statements.
    blocks: ClassVar[frozenset[str]] = frozenset()
    #: Nodes that are a part of a compound statement with blocks of their own.
    clauses: ClassVar[frozenset[str]] = frozenset()
    #: Callees that only give a literal another type.
    unwrapped: ClassVar[frozenset[str]] = frozenset()
    #: What an expression must hold to be worth structure; a cheap test before the arguments are read.
    worth: ClassVar[re.Pattern[str]]
    #: What text must hold for a construct to be possible inside it.
    creates: ClassVar[re.Pattern[str]]

    def __init__(self, block: CodeBlock, source: bytes) -> None:
        self.block = block
        self.source = source
        self._ascii = block.text if len(source) == len(block.text) else None
        self.names = Names()
        self.outline = Outline(block)
        self.known: dict[str, Draft] = {}
        self.module: Body = {}
        self._depth = 0
        self.docstrings: list[Remark] = []

    def program(self, root: Node) -> None:
        """Reads a whole program."""
        self.declare_classes(root)
        if root.type == "ERROR":
            self.broken(root, self.module)
        else:
            self.fill(self.module, root.named_children)
        self._finish()

    def declare_classes(self, root: Node) -> None:
        """Notes the classes that a program declares, wherever they stand: they may be used before."""
        for match in re.finditer(r"(?:^|\s)(?:class|type)\s+([A-Z]\w*)", self.block.text):
            self.names.declare(match[1])

    def _finish(self) -> None:
        """The statements at the top of a program, constants and declarations apart, share one element."""
        rest = self.module
        if rest:
            start, end = min(each.start for each in rest.values()), max(each.end for each in rest.values())
            self.outline.add(("statements",), "function", Located(rest, start, end, rich=True))

    def platform(self) -> str | None:
        """What the program is written for."""
        return self.names.platform

    # -- source

    def text(self, node: Node) -> str:
        """Source of a node."""
        return self.slice(node.start_byte, node.end_byte)

    def slice(self, start: int, end: int) -> str:
        """Source between two offsets in bytes."""
        return self._ascii[start:end] if self._ascii is not None else self.source[start:end].decode("utf-8", "replace")

    def plain(self, node: Node) -> str:
        """Source of a node in its one spelling."""
        return normalise(self.text(node), self.language)

    def locate(self, value: Any, node: Node, *, rich: bool = False) -> Located:
        """A value with the lines of a node."""
        return Located(value, node.start_point.row, end_row(node), rich)

    # -- values

    def value(self, node: Node) -> Located:
        """The value of an expression: JSON where it is data, :class:`Expression` where it is code."""
        method = self.values.get(node.type)
        if method is None or self._depth > DEPTH_LIMIT:
            return self.expression(node)
        self._depth += 1
        try:
            found: Located | None = getattr(self, method)(node)
        finally:
            self._depth -= 1
        return found if found is not None else self.expression(node)

    def expression(self, node: Node) -> Located:
        """An expression as its text; constructs made inside it are elements, and stand in the text by name."""
        text = self.text(node)
        if self.names.platform not in (None, "analysis") and self.creates.search(text):
            text = self._without_constructs(node)
        return self.locate(Expression(normalise(text, self.language)), node)

    def _without_constructs(self, node: Node) -> str:
        out: list[str] = []
        at = node.start_byte
        for call in self._calls_below(node):
            if call.node.start_byte < at:
                continue
            draft = self.construct(call, None)
            if draft is not None:
                out += (self.slice(at, call.node.start_byte), draft.label)
                at = call.node.end_byte
        return "".join((*out, self.slice(at, node.end_byte)))

    def _calls_below(self, node: Node) -> Iterator[Call]:
        """Calls below a node in source order, outer ones first, iteratively: text may be nested without end."""
        stack = [node]
        while stack:
            current = stack.pop()
            if self._depth <= DEPTH_LIMIT:
                call = self.call_of(current)
                if call is not None:
                    yield call
            stack.extend(reversed(current.named_children))

    def call_value(self, node: Node) -> Located | None:
        """A call as data: a construct by name, a wrapper of one object as that object, else callee and arguments."""
        call = self.call_of(node)
        if call is None:
            return None
        draft = self.construct(call, None) if self.makes(call) else None
        if draft is not None:
            return self.locate(Expression(draft.label), node)
        if call.callee in self.unwrapped and len(call.arguments) == 1:
            return self.value(call.arguments[0].node)
        if not self.worth.search(self.text(node)):
            return None
        return self.called(call)

    def called(self, call: Call) -> Located | None:
        """The value of a call that makes no construct, None where its text says it all."""
        start, end = call.node.start_point.row, end_row(call.node)
        positional = [self.value(each.node) for each in call.arguments if each.name is None]
        named = self.named(call.arguments)
        receiver = self.rich_receiver(call)
        if not (receiver or named or any(each.rich for each in positional)):
            return None
        if not (receiver or self.is_class(call) or any(each.rich for each in (*positional, *named.values()))):
            return None
        name = self.callee(call, receiver)
        if len(positional) == 1 and not named and receiver is None and isinstance(positional[0].value, dict):
            return wrap(name, positional[0], start, end)
        body: Body = {CALL: name}
        if receiver is not None:
            body["of"] = receiver
        if positional:
            body[ARGUMENTS] = Located(positional, start, end, rich=True)
        for key, value in named.items():
            put(body, key, value)
        return Located(body, start, end, rich=True)

    def is_class(self, call: Call) -> bool:
        """Whether the callee names a class, whose named arguments are properties rather than options."""
        return call.method[:1].isupper()

    def callee(self, call: Call, receiver: Located | None) -> Located:
        """The name of what is called, without a receiver that has its own place."""
        if receiver is not None:
            return self.locate(Expression("." + call.method), call.function)
        if "(" in call.callee:
            return self.expression(call.function)
        return self.locate(Expression(self.names.resolve(call.callee).type), call.function)

    def rich_receiver(self, call: Call) -> Located | None:
        """The value of what a method is called on, where that is worth structure."""
        if call.receiver is None or not self.worth.search(self.text(call.receiver)):
            return None
        found = self.value(call.receiver)
        return found if found.rich else None

    def named(self, arguments: Iterable[Argument]) -> Body:
        """The named arguments as an object."""
        body: Body = {}
        for each in arguments:
            if each.name is not None:
                put(body, each.name, self.value(each.node))
        return body

    def arguments_value(self, call: Call) -> Located:
        """All arguments as a list, the named ones as an object at its end."""
        items = [self.value(each.node) for each in call.arguments if each.name is None]
        named = self.named(call.arguments)
        start, end = call.node.start_point.row, end_row(call.node)
        if named:
            items.append(Located(named, start, end, rich=True))
        return Located(items, start, end, rich=True)

    # -- statements

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
            if not child.type.endswith("comment"):
                pieces.append(self.text(child))
                first = first or child
                last = child
        header = normalise(" ".join(pieces), self.language).rstrip(" :")
        if first is not None and last is not None and not header.isalpha():
            inner["header"] = Located(Expression(header), first.start_point.row, end_row(last))
        for child in node.children:
            if child.type in self.clauses:
                self._clause(child, inner)
            elif child.type in self.blocks:
                self.fill(inner, child.named_children)
            elif self._is_bare_body(node, child):
                self.statement(child, inner)
        return inner, header

    def _clause(self, node: Node, inner: Body) -> None:
        below, header = self._parts(node)
        put(inner, subject(header), Located(below, node.start_point.row, end_row(node), rich=True))

    def _is_bare_body(self, parent: Node, child: Node) -> bool:
        """Whether a child is a statement that stands where a block could: ``if (x) return``."""
        return child.is_named and parent.type not in self.blocks and child.type in self.statements

    def assign(self, target: str, node: Node, body: Body, whole: Node) -> None:
        """``target = value``: an element where the value is a construct, else a key of the body."""
        call = self.call_of(node)
        draft = self.construct(call, target, whole) if call is not None else None
        if draft is not None:
            self.known[target] = draft
            return
        self.known.pop(target, None)
        owner, _, attribute = target.rpartition(".")
        holder = self.known.get(owner)
        value = self.value(node)
        if holder is not None and holder.kind != "statement":
            put(holder.properties(), attribute, value)
            return
        located = Located(value.value, whole.start_point.row, end_row(whole), value.rich)
        if body is self.module:
            self.outline.add((strip_self(target),), "statement", located)
        else:
            put(body, strip_self(target), located)

    def call_statement(self, node: Node, body: Body, prefix: str = "") -> bool:
        """A call that stands alone: a construct, a configuration of one, or an entry of the body."""
        call = self.call_of(node)
        if call is None:
            return False
        if self.construct(call, None, node) is not None or self.special_call(call):
            return True
        root, steps = self.chain(call)
        draft, path = self._holder(root, body)
        key = ".".join((*path, *(step.method for step in steps))) if draft else prefix + _called(root, steps, self)
        arguments = [self.arguments_value(step.call) for step in steps]
        item = arguments[0] if len(arguments) == 1 else self.locate(arguments, node, rich=True)
        append(draft.properties() if draft else body, key, Located(item.value, item.start, item.end, rich=True))
        return True

    def special_call(self, call: Call) -> bool:  # noqa: ARG002 - for languages to override
        """Makes an element of a call that has a meaning of its own in a library."""
        return False

    def chain(self, call: Call) -> tuple[Node | None, list[Step]]:
        """The root of a chain of calls and its steps, first call first; iteratively, chains may be long."""
        steps = [Step(call.method, call)]
        receiver = call.receiver
        while receiver is not None:
            inner = self.call_of(self.unparenthesised(receiver))
            if inner is None or self.makes(inner):
                break
            steps.append(Step(inner.method, inner))
            receiver = inner.receiver
        steps.reverse()
        return receiver, steps

    def unparenthesised(self, node: Node) -> Node:
        """The expression inside parentheses."""
        while node.type == "parenthesized_expression" and node.named_child_count == 1:
            node = node.named_children[0]
        return node

    def _holder(self, root: Node | None, body: Body) -> tuple[Draft | None, list[str]]:
        """The construct that a chain starts from, and the attributes between it and the first call."""
        if root is None:
            return None, []
        call = self.call_of(root)
        if call is not None:
            return self.construct(call, None), []
        parts = self.plain(root).split(".")
        rest: list[str] = []
        while parts:
            draft = self.known.get(".".join(parts))
            if draft is not None:
                return draft, rest
            rest.insert(0, parts.pop())
        return None, []

    def broken(self, node: Node, body: Body) -> None:
        """What the grammar can't parse: statements inside it are read, the text between them is kept by line."""
        pending: list[Node] = []
        for child in node.children:
            if child.type in self.statements and child.is_named:
                self._unparsed(pending, body)
                pending = []
                self.statement(child, body)
            else:
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
        word = re.search(r"[\w$]+", text)
        self.outline.add(("unparsed", word[0] if word else "text"), "file", located)

    # -- for the languages

    def call_of(self, node: Node) -> Call | None:
        """The call that a node is."""
        raise NotImplementedError

    def makes(self, call: Call) -> bool:
        """Whether the call may make an object (``new X()``, ``X()`` of a class)."""
        raise NotImplementedError

    def construct(self, call: Call, target: str | None, whole: Node | None = None) -> Draft | None:
        """The element of a call that makes a construct."""
        raise NotImplementedError


def strip_self(target: str) -> str:
    """A field is called what its class calls it."""
    return re.sub(r"^(?:this|self)\.", "", target)


_SUBJECT = re.compile(r"^(?:async |await )*([a-z]+)\W*(?:(?:const|let|var|final|not|self|this)\W+)*([\w$.]*)")
#: ``for (String name : names)`` is about ``name``.
_TYPED_LOOP = re.compile(r"^(for \((?:final )?)[A-Z][\w<>, .\[\]]*\s(?=\w+ ?[:=])")


def subject(header: str) -> str:
    """A short name for a compound statement: its keyword and what it is about (``for volume``, ``if rule``, ``try``)."""
    match = _SUBJECT.match(_TYPED_LOOP.sub(r"\1", header))
    if match is None:
        return header[:40] or "block"
    return " ".join(filter(None, match.groups()))


def _called(root: Node | None, steps: list[Step], walker: Walker) -> str:
    names = [step.method for step in steps]
    if root is not None:
        names.insert(0, walker.plain(root))
    return ".".join(names)


Factory = Callable[[CodeBlock, bytes], Walker]

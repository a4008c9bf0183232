"""Statements: what stands in a body, and what of it becomes an element of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from reviewer.extract.programs.calls import Body, Call, Step
from reviewer.extract.programs.documents import WRITES
from reviewer.extract.programs.located import Located, append, end_row, put
from reviewer.extract.programs.outline import Draft
from reviewer.extract.programs.walker import DEPTH_LIMIT, Walker
from reviewer.model import CodeBlock, Expression

if TYPE_CHECKING:
    from tree_sitter import Node

#: The resource of CloudFormation behind a construct, in any language, cast or not.
_DEFAULT_CHILD = re.compile(
    r"(?:\(\w+\) ?)?([\w.$]+)\.(?:node|Node\(\)|getNode\(\))\."
    r"(?:defaultChild|default_child|DefaultChild\(\)|getDefaultChild\(\))(?![\w.]*\()"
)
_OVERRIDES = frozenset(
    {
        "addOverride", "add_override", "AddOverride",
        "addPropertyOverride", "add_property_override", "AddPropertyOverride",
    }
)  # fmt: skip
#: Methods that configure a construct and give it back.
_GIVE_BACK = frozenset(("addCatch", "add_catch", "AddCatch", "addRetry", "add_retry", "AddRetry"))


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
            self.fill(self.module, root.named_children)
        self._finish()

    def declare_classes(self) -> None:
        """Notes the classes that a program declares, wherever they stand: they may be used before."""
        for match in re.finditer(r"(?:^|\s)(?:class|type)\s+([A-Z]\w*)", self.block.text):
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

    def assign(self, target: str, node: Node, body: Body, whole: Node) -> None:
        """``target = value``: an element where the value is a construct, else a key of the body."""
        call = self.call_of(node)
        draft = self._configured(call, node, body) if call is not None else None
        if draft is None and call is not None:
            draft = self.construct(call, target, whole)
        if draft is not None:
            self.known[target] = draft
            return
        self.known.pop(target, None)
        behind = self._behind(node)
        if behind is not None:
            self.known[target] = behind
            return
        owner, _, attribute = target.rpartition(".")
        holder = self.known.get(owner)
        if holder is not None and holder.kind != "statement":
            put(holder.properties(), attribute, self.taken_value(node))
            return
        written = call is not None and WRITES.search(call.method) is not None
        value = self.taken_value(node) if written else self.value(node)
        located = Located(value.value, whole.start_point.row, end_row(whole), value.rich)
        made = self.outline.add((strip_self(target),), "statement", located) if body is self.module else None
        if made is None:
            put(body, strip_self(target), located)

        def drop() -> None:
            self._drop(made, body, located)
            body.pop(f"{target}:", None)  # the type of what is a variable no longer

        self.documents.keep(target, located, node, drop)
        self.handed.keep(target, located if self.object_like(node) else None, node, drop)

    def _drop(self, made: Draft | None, body: Body, value: Located) -> None:
        if made is not None:
            self.outline.drop(made)
        for key in [key for key, each in body.items() if each is value]:
            del body[key]

    def taken_value(self, node: Node) -> Located:
        """The value of an expression that a construct takes: what variables hold for it is its own."""
        outer, self.taken = self.taken, True
        try:
            return self.value(node)
        finally:
            self.taken = outer

    def _configured(self, call: Call, node: Node, body: Body) -> Draft | None:
        """The construct that a call configures and gives back: ``const safe = task.addCatch(...)`` is the task."""
        if call.method not in _GIVE_BACK:
            return None
        holder, _ = self._holder(self.chain(call)[0])
        return holder if holder is not None and self.call_statement(node, body) else None

    def _behind(self, node: Node) -> Draft | None:
        """The construct whose plain resource a value is, the escape hatch of the CDK: what is set there is its own."""
        match = _DEFAULT_CHILD.match(self.text(self.unparenthesised(node)))
        return self.known.get(match[1]) if match else None

    def call_statement(self, node: Node, body: Body, prefix: str = "") -> bool:
        """A call that stands alone: a construct, a configuration of one, or an entry of the body."""
        call = self.call_of(node)
        if call is None:
            return False
        if self.construct(call, None, node) is not None or self.special_call(call):
            return True
        root, steps = self.chain(call)
        draft, path = self._holder(root)
        if draft is not None and self._overrides(steps[-1].call, draft):
            return True
        key = ".".join((*path, *(step.method for step in steps))) if draft else prefix + _called(root, steps, self)
        arguments = [self.arguments_value(step.call, taken=draft is not None) for step in steps]
        # ``database.getSecret().grantRead(role)``: only the last call says something
        bare = not any(step.call.arguments for step in steps[:-1])
        item = arguments[-1] if bare else self.locate(arguments, node, rich=True)
        append(draft.properties() if draft else body, key, Located(item.value, item.start, item.end, rich=True))
        return True

    def _overrides(self, call: Call, draft: Draft) -> bool:
        """``cache.addOverride("storage_encrypted", true)`` sets that property, whatever the class knows of it."""
        if call.method not in _OVERRIDES or len(call.arguments) != 2:
            return False
        key, value = (self.value(each.node) for each in call.arguments)
        # a path into the template is left to those who read it
        if isinstance(key.value, Expression) or not re.fullmatch(r"\w+", str(key.value)):
            return False
        put(draft.properties(), str(key.value), value)
        return True

    def special_call(self, call: Call) -> bool:  # noqa: ARG002 - for constructs and languages to override
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

    def _holder(self, root: Node | None) -> tuple[Draft | None, list[str]]:
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
        word = re.search(r"[\w$]+", text)
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

    # -- for the languages


def strip_self(target: str) -> str:
    """A field is called what its class calls it."""
    return re.sub(r"^(?:this|self)\.", "", target)


_SUBJECT = re.compile(r"^(?:async |await )*([a-z]+)\W*(?:(?:const|let|var|final|not|self|this|_)\W+)*([\w$.]*)")
#: ``for (String name : names)`` is about ``name``.
_TYPED_LOOP = re.compile(r"^(for \((?:final )?)[A-Z][\w<>, .\[\]]*\s(?=\w+ ?[:=])")


def subject(header: str) -> str:
    """A short name for a compound statement: its keyword and what it is about (``for volume``, ``try``)."""
    match = _SUBJECT.match(_TYPED_LOOP.sub(r"\1", header))
    if match is None:
        return header[:40] or "block"
    return " ".join(filter(None, match.groups()))


def _called(root: Node | None, steps: list[Step], walker: Walker) -> str:
    names = [step.method for step in steps]
    if root is not None:
        names.insert(0, walker.plain(root))
    return ".".join(names)

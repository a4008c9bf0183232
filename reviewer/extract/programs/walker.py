"""The walk over a syntax tree that all languages share; what differs between them is in their own modules.

A language gives tables from node types to methods (:attr:`Walker.values`, :attr:`Statements.statements`) and says which
nodes are blocks and clauses. What no table names is kept as text, so that nothing of a program is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from reviewer.extract.programs.calls import Argument, Body, Call
from reviewer.extract.programs.comments import Remark
from reviewer.extract.programs.documents import Documents
from reviewer.extract.programs.handed import Handed
from reviewer.extract.programs.ids import Ids
from reviewer.extract.programs.located import ARGUMENTS, CALL, Code, Located, end_row, put, wrap
from reviewer.extract.programs.names import Names
from reviewer.extract.programs.outline import Draft, Outline
from reviewer.extract.programs.text import MARKS, normalise
from reviewer.model import CodeBlock, Expression

if TYPE_CHECKING:
    from tree_sitter import Node

#: Code nested deeper than this is kept as text. Code written by hand stays below 30; every
#: level costs about eight frames of Python.
DEPTH_LIMIT = 60
#: Longer receivers of a call are no names.
_NAME_LIMIT = 200
_DOTTED = re.compile(r"[\w$.]+\Z")


class Walker:
    """Walks one block. A subclass a language."""

    language: ClassVar[str]
    #: Node type to the method that gives a value for it.
    values: ClassVar[dict[str, str]] = {}
    #: Callees that only give a literal another type.
    unwrapped: frozenset[str] = frozenset()
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
        self.documents = Documents()
        self.handed = Handed()
        #: Objects of a library, such as a statement of a policy: they may stand anywhere in what takes them.
        self.objects = Handed()
        self.ids = Ids()
        #: Whether what is read is taken by a construct, and not only passed about by the program.
        self.taken = False
        self._depth = 0
        self.docstrings: list[Remark] = []
        #: Row, name, and row of what replaces it, of each class that is declared again.
        self.replaced: list[tuple[int, str, int]] = []

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

    def normal(self, text: str) -> str:
        """Text in its one spelling."""
        return normalise(text, self.language)

    def locate(self, value: Any, node: Node, *, rich: bool = False) -> Located:
        """A value with the lines of a node."""
        return Located(value, node.start_point.row, end_row(node), rich)

    def dotted(self, receiver: Node | None) -> str:
        """A receiver that is a plain name, ``()`` for any other: its text may be as long as the program."""
        if receiver is None or receiver.end_byte - receiver.start_byte > _NAME_LIMIT:
            return "()"
        text = self.text(receiver)
        return text if _DOTTED.match(text) else "()"

    # -- values

    def value(self, node: Node) -> Located:
        """The value of an expression: JSON where it is data, :class:`Expression` where it is code."""
        method = self.values.get(node.type)
        if method is None or self._depth > DEPTH_LIMIT:
            text = self.text(node) if self.taken else ""
            held = self.documents.take(node, text) or self.objects.take(node, text) if text else None
            return held or self.expression(node)
        self._depth += 1
        try:
            found: Located | None = getattr(self, method)(node)
        finally:
            self._depth -= 1
        return found if found is not None else self.expression(node)

    def constant_value(self, node: Node) -> Located:
        """True, false and what a language has for nothing."""
        return self.locate({"true": True, "false": False}.get(node.type), node)

    def list_value(self, node: Node) -> Located:
        """A list, an array, or all arguments."""
        items = [self.value(each) for each in node.named_children if not each.type.endswith("comment")]
        return self.locate(items, node, rich=any(each.rich for each in items))

    def given(self, node: Node) -> Located:
        """The value of an argument: an object that a variable only hands on is the argument."""
        text = self.text(node)
        return self.handed.take(node, text) or self.objects.take(node, text) or self.value(node)

    def expression(self, node: Node) -> Located:
        """An expression as its text; constructs made inside it are elements, and stand in the text by name."""
        text = self.text(node)
        if self.names.platform not in (None, "analysis") and self.creates.search(text):
            text = self._without_constructs(node)
        return self.locate(Code(text), node)

    def _without_constructs(self, node: Node) -> str:
        out: list[str] = []
        at = node.start_byte
        for call in self._calls_below(node):
            if call.node.start_byte < at:
                continue
            draft = self.construct(call, None)
            if draft is not None:
                out += (self.slice(at, call.node.start_byte), MARKS[0], draft.label, MARKS[1])
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
        if not self.is_worth(self.text(node)):
            return None
        return self.called(call)

    def is_worth(self, text: str) -> bool:
        """Whether the text of an expression may hold more than text."""
        return bool(self.worth.search(text)) or (self.taken and self.documents.named_in(text))

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
        if call.receiver is None or not self.is_worth(self.text(call.receiver)):
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

    def arguments_value(self, call: Call, *, taken: bool = False) -> Located:
        """All arguments as a list, the named ones as an object at its end; a construct may take them."""
        items = [(self.given if taken else self.value)(each.node) for each in call.arguments if each.name is None]
        named = self.named(call.arguments)
        start, end = call.node.start_point.row, end_row(call.node)
        if named:
            items.append(Located(named, start, end, rich=True))
        return Located(items, start, end, rich=True)

    # -- for the rooms above: statements, constructs, languages

    def body(self, nodes: Iterable[Node]) -> Body:
        """The statements of a block."""
        raise NotImplementedError

    def call_of(self, node: Node) -> Call | None:
        """The call that a node is."""
        raise NotImplementedError

    def object_like(self, node: Node) -> bool:
        """Whether a node is an object."""
        raise NotImplementedError

    def makes(self, call: Call) -> bool:
        """Whether the call may make an object (``new X()``, ``X()`` of a class)."""
        raise NotImplementedError

    def construct(self, call: Call, target: str | None, whole: Node | None = None) -> Draft | None:
        """The element of a call that makes a construct."""
        raise NotImplementedError

"""Java: calls and values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from reviewer.extract.programs.calls import Argument, Body, Call
from reviewer.extract.programs.constructs import Constructs
from reviewer.extract.programs.literals import number, unescape
from reviewer.extract.programs.located import Located, end_row, put, wrap
from reviewer.extract.programs.names import strip_java
from reviewer.model import Expression

if TYPE_CHECKING:
    from tree_sitter import Node

_DOTTED = re.compile(r"[\w.]+\Z")
_LISTS = frozenset(
    ("List.of", "Arrays.asList", "Set.of", "Collections.singletonList", "Stream.of", "Collections.emptyList")
)
_MAPS = frozenset(("Map.of", "Map.ofEntries", "Collections.emptyMap", "Collections.singletonMap"))
_ENTRIES = frozenset(("Map.entry", "entry"))
#: Chains of builder calls longer than this are no hand-written code.
_CHAIN_LIMIT = 2000


class JavaValues(Constructs):
    """Values and calls of Java."""

    language = "java"
    values: ClassVar[dict[str, str]] = {
        "string_literal": "string_value",
        "decimal_integer_literal": "number_value",
        "hex_integer_literal": "number_value",
        "decimal_floating_point_literal": "number_value",
        "true": "constant_value",
        "false": "constant_value",
        "null_literal": "constant_value",
        "field_access": "field_value",
        "unary_expression": "number_value",
        "parenthesized_expression": "inner_value",
        "object_creation_expression": "call_value",
        "method_invocation": "call_value",
        "argument_list": "list_value",
        "array_initializer": "list_value",
        "lambda_expression": "lambda_value",
    }
    worth = re.compile(r"\"\"\"|[bB]uilder\b|\b(?:Map|Entry)\.|\basList\b|\bList\.of\b|\{|->")
    creates = re.compile(r"\bnew\s+[A-Z]|\bcreate\(|\.from[A-Z]\w*\(")
    hints = (
        ("cdk", re.compile(r"\.Builder\s*\.create\(\s*(?:this|stack|scope)\s*,")),
        ("pulumi", re.compile(r"\bPulumi\.run\(|Args\.builder\(\)")),
    )

    # -- calls

    def call_of(self, node: Node) -> Call | None:
        """The call that a node is; a chain from a builder to ``build()`` is one call with named arguments."""
        if node.type == "object_creation_expression":
            kind = node.child_by_field_name("type")
            if kind is None:
                return None
            name = re.sub(r"<.*", "", self.plain(kind))
            return Call(name, self._arguments(node), node, kind, None, name.rpartition(".")[2])
        if node.type != "method_invocation":
            return None
        method = self.text(node.child_by_field_name("name") or node)
        receiver = node.child_by_field_name("object")
        if method == "build" and receiver is not None:
            built = self._built(node, receiver)
            if built is not None:
                return built
        function = receiver or node.child_by_field_name("name") or node
        prefix = f"{self.dotted(receiver)}." if receiver is not None else ""
        return Call(prefix + method, self._arguments(node), node, function, receiver, method)

    def _arguments(self, node: Node) -> list[Argument]:
        given = node.child_by_field_name("arguments")
        children = given.named_children if given is not None else []
        return [Argument(None, each) for each in children if not each.type.endswith("comment")]

    def _built(self, node: Node, receiver: Node) -> Call | None:
        steps: list[Argument] = []
        current: Node | None = receiver
        while current is not None and current.type == "method_invocation" and len(steps) < _CHAIN_LIMIT:
            method = self.text(current.child_by_field_name("name") or current)
            inner = current.child_by_field_name("object")
            if method in ("builder", "create") and inner is not None:
                return self._from_builder(node, inner, method, current, steps)
            given = self._arguments(current)
            arguments = current.child_by_field_name("arguments") or current
            steps.append(Argument(method, given[0].node if len(given) == 1 else arguments))
            current = inner
        if (
            current is not None
            and current.type == "object_creation_expression"
            and self.text(current)[4:].lstrip().find("Builder") > 0
        ):
            kind = current.child_by_field_name("type") or current
            name = self.plain(kind).removesuffix(".Builder")
            return Call(name, [*self._arguments(current), *reversed(steps)], node, kind, None, name.rpartition(".")[2])
        return None

    def _from_builder(self, node: Node, owner: Node, method: str, first: Node, steps: list[Argument]) -> Call | None:
        name = self.text(owner)
        if not _DOTTED.match(name):
            return None
        if method == "create" and name.endswith(".Builder"):
            name = name.removesuffix(".Builder")
        return Call(name, [*self._arguments(first), *reversed(steps)], node, owner, None, name.rpartition(".")[2])

    def makes(self, call: Call) -> bool:
        """``new X()`` and builders."""
        return call.receiver is None and call.method[:1].isupper() and call.node.type != "method_reference"

    def string_like(self, node: Node) -> bool:
        """A string, a format, or a sum that begins with one."""
        if node.type == "binary_expression":
            left = node.child_by_field_name("left")
            return left is not None and self.string_like(left)
        if node.type == "method_invocation":
            text = self.text(node)
            return text.startswith(("String.format(", '"', "String.join("))
        return node.type == "string_literal"

    def object_like(self, node: Node) -> bool:
        """A builder of properties."""
        if node.type != "method_invocation":
            return False
        call = self.call_of(node)
        return call is not None and (call.method[:1].isupper() or strip_java(call.callee) in _MAPS)

    def label(self, node: Node) -> str:
        """The text of an id: for a format the format itself."""
        if node.type == "method_invocation" and self.text(node).startswith("String.format("):
            given = self._arguments(node)
            node = given[0].node if given else node
        return str(self.string_value(node).value) if node.type == "string_literal" else self.plain(node)

    def is_literal(self, node: Node) -> bool:
        """A string."""
        return node.type == "string_literal"

    # -- values

    def call_value(self, node: Node) -> Located | None:
        """As everywhere; the factories of lists and maps are lists and objects."""
        call = self.call_of(node)
        # a class of the language may stand there without an import
        call = call._replace(callee=strip_java(call.callee)) if call is not None else None
        if call is not None and call.callee in _LISTS:
            items = [self.value(each.node) for each in call.arguments]
            return self.locate(items, node, rich=any(each.rich for each in items))
        if call is not None and call.callee in _MAPS:
            return self._map(call)
        return super().call_value(node)

    def _map(self, call: Call) -> Located:
        body: Body = {}
        nodes = [each.node for each in call.arguments]
        if call.callee == "Map.ofEntries":
            pairs = [self._entry(each) for each in nodes]
        else:
            pairs = [nodes[i : i + 2] for i in range(0, len(nodes), 2)]
        for pair in pairs:
            if len(pair) == 2:
                put(body, self.label(pair[0]), self.value(pair[1])._replace(start=pair[0].start_point.row))
            elif pair:
                put(body, "unparsed", self.expression(pair[0]))
        return self.locate(body, call.node, rich=True)

    def _entry(self, node: Node) -> list[Node]:
        call = self.call_of(node)
        if call is None or strip_java(call.callee) not in _ENTRIES or len(call.arguments) != 2:
            return [node]
        return [each.node for each in call.arguments]

    def string_value(self, node: Node) -> Located:
        """A string or a text block."""
        text = self.text(node)
        if text.startswith('"""'):
            return self.locate(unescape(text[3:-3].removeprefix("\n")), node, rich=True)
        return self.locate(unescape(text[1:-1]), node)

    def number_value(self, node: Node) -> Located | None:
        """A number."""
        found = number(self.text(node))
        return None if isinstance(found, Expression) else self.locate(found, node)

    def field_value(self, node: Node) -> Located | None:
        """``Boolean.TRUE``."""
        found = {"Boolean.TRUE": True, "Boolean.FALSE": False}.get(self.text(node))
        return None if found is None else self.locate(found, node)

    def lambda_value(self, node: Node) -> Located | None:
        """A function as its statements; one that only gives an object is that object with a wrapper."""
        parameters, body = node.child_by_field_name("parameters"), node.child_by_field_name("body")
        if body is None:
            return None
        if body.type == "block":
            inner = self.locate(self.body(body.named_children), node, rich=True)
        else:
            inner = self.value(body)
        if not isinstance(inner.value, dict):
            return None
        given = self.plain(parameters).removeprefix("(").removesuffix(")") if parameters is not None else ""
        return wrap(self.locate(Expression(f"({given}) ->"), node), inner, node.start_point.row, end_row(node))

"""TypeScript and JavaScript: calls and values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from reviewer.extract.programs.calls import Argument, Body, Call
from reviewer.extract.programs.constructs import CDKTF_ONLY, Constructs
from reviewer.extract.programs.filled import read_filled
from reviewer.extract.programs.handed import put_over, spread
from reviewer.extract.programs.literals import number, unescape
from reviewer.extract.programs.located import Code, Located, end_row, put, wrap
from reviewer.model import Expression

if TYPE_CHECKING:
    from tree_sitter import Node

_SUBSTITUTION = re.compile(r"\$\{([^{}]*)\}\Z")
_DOTTED = re.compile(r"[\w$.]+\Z")


class TypeScriptValues(Constructs):
    """Values and calls of TypeScript and JavaScript."""

    language = "ts"
    single_options = True
    values: ClassVar[dict[str, str]] = {
        "object": "object_value",
        "array": "list_value",
        "string": "string_value",
        "template_string": "template_value",
        "number": "number_value",
        "true": "constant_value",
        "false": "constant_value",
        "null": "constant_value",
        "unary_expression": "unary_value",
        "parenthesized_expression": "inner_value",
        "new_expression": "call_value",
        "call_expression": "call_value",
        "await_expression": "await_value",
        "arrow_function": "function_value",
        "function_expression": "function_value",
    }
    worth = re.compile(r"\{|`[^`\n]*\n|=>")
    creates = re.compile(r"\bnew\s+[\w$.]+\s*[(<]|\.from[A-Z]\w*\(")
    hints = (
        ("cdktf", re.compile(rf"\bnew\s+(?:[\w$]+\.)*{CDKTF_ONLY}\(\s*this\b")),
        ("cdk", re.compile(r"\bnew\s+[\w$.]+\(\s*(?:this|scope|app|stack)\s*,\s*['\"`]")),
        ("pulumi", re.compile(r"\bnew\s+(?:aws|pulumi)\.")),
    )

    # -- calls

    def call_of(self, node: Node) -> Call | None:
        """The call that a node is."""
        if node.type == "new_expression":
            function = node.child_by_field_name("constructor")
        elif node.type == "call_expression":
            function = node.child_by_field_name("function")
        else:
            return None
        given = node.child_by_field_name("arguments")
        if function is None or (given is not None and given.type != "arguments"):
            return None
        children = given.named_children if given is not None else []
        arguments = [Argument(None, each) for each in children if each.type != "comment"]
        receiver = function.child_by_field_name("object") if function.type == "member_expression" else None
        if receiver is None:
            return Call(self.plain(function), arguments, node, function, None, self.plain(function))
        method = self.text(function.child_by_field_name("property") or function)
        written = self.dotted(receiver)
        callee = f"{written}.{method}"
        return Call(callee, arguments, node, function, receiver, method)

    def makes(self, call: Call) -> bool:
        """Only ``new`` makes objects."""
        return call.node.type == "new_expression"

    def string_like(self, node: Node) -> bool:
        """A string, a template, or a sum that begins with one."""
        if node.type == "binary_expression":
            left = node.child_by_field_name("left")
            return left is not None and left.type in ("string", "template_string")
        return node.type in ("string", "template_string")

    def object_like(self, node: Node) -> bool:
        """An object literal."""
        return node.type == "object"

    def label(self, node: Node) -> str:
        """The text of an id."""
        if node.type == "string":
            return str(self.string_value(node).value)
        text = self.plain(node)
        return text[1:-1] if node.type == "template_string" else text

    def is_literal(self, node: Node) -> bool:
        """A string or a template."""
        return node.type in ("string", "template_string")

    # -- values

    def string_value(self, node: Node) -> Located:
        """A string without quotes and escapes."""
        return self.locate(unescape(self.text(node)[1:-1]), node)

    def template_value(self, node: Node) -> Located | None:
        """A template without substitutions is a string; a dollar sign that is escaped substitutes nothing."""
        text = self.text(node)
        filled = any(child.type == "template_substitution" for child in node.named_children)
        return None if filled else self.locate(unescape(text[1:-1]), node, rich="\n" in text)

    def call_value(self, node: Node) -> Located | None:
        """A call as data; a tagged template that holds JSON is that JSON with a wrapper."""
        return self._document(node) or super().call_value(node)

    def _document(self, node: Node) -> Located | None:
        template, tag = node.child_by_field_name("arguments"), node.child_by_field_name("function")
        if template is None or tag is None or template.type != "template_string":
            return None
        found = read_filled(self.text(template)[1:-1], template.start_point.row, _filled_in)
        if found is None or not isinstance(found.value, dict):
            return None
        name = self.locate(Expression(self.names.resolve(self.plain(tag)).type), tag)
        return wrap(name, found, node.start_point.row, end_row(node))

    def number_value(self, node: Node) -> Located:
        """A number."""
        return self.locate(number(self.text(node)), node)

    def unary_value(self, node: Node) -> Located | None:
        """A negative number."""
        text = self.text(node)
        found = number(text)
        return None if isinstance(found, Expression) else self.locate(found, node)

    def await_value(self, node: Node) -> Located | None:
        """An awaited object."""
        inner = self.value(node.named_children[0])
        if not isinstance(inner.value, dict):
            return None
        return wrap(self.locate(Expression("await"), node), inner, node.start_point.row, end_row(node))

    def object_value(self, node: Node) -> Located:
        """An object; a spread is a key of its own, ``...name``."""
        body: Body = {}
        spreads: set[str] = set()
        for child in node.named_children:
            if child.type == "pair":
                key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
                if key is not None and value is not None:
                    put_over(body, self.key(key), self._pair(child, self.value(value)), spreads)
            elif child.type == "shorthand_property_identifier":
                put_over(body, self.text(child), self.value(child), spreads)
            elif child.type == "spread_element":
                self._spread(child, body, spreads)
            elif child.type == "method_definition":
                put(body, self.text(child.child_by_field_name("name") or child), self.function_value(child))
            elif child.type != "comment":
                put(body, "unparsed", self.expression(child))
        return self.locate(body, node, rich=True)

    def _pair(self, pair: Node, value: Located) -> Located:
        """A value with the lines of its key as well."""
        return value._replace(start=pair.start_point.row)

    def _spread(self, node: Node, body: Body, spreads: set[str]) -> None:
        inner = node.named_children[0] if node.named_children else None
        held = self.handed.take(inner, self.text(inner)) if inner is not None else None
        if held is not None:
            spread(body, held.value, spreads)
            return
        text = self.plain(inner) if inner is not None else ""
        key = f"...{text}" if _DOTTED.match(text) else "..."
        put(body, key, self.value(inner) if inner is not None else self.expression(node))

    def key(self, node: Node) -> str:
        """The name of a property."""
        if node.type == "string":
            return unescape(self.text(node)[1:-1])
        return self.plain(node)

    def function_value(self, node: Node) -> Located:
        """A function as its statements; one that only gives an object is that object with a wrapper."""
        parameters = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
        body = node.child_by_field_name("body")
        given = self.plain(parameters) if parameters is not None else ""
        name = f"({given}) =>" if not given.startswith("(") else f"{given} =>"
        if node.children and node.children[0].type == "async":
            name = f"async {name}"
        if body is None:
            return self.expression(node)
        if body.type != "statement_block":
            inner = self.value(body)
            return (
                wrap(self.locate(Expression(name), node), inner, *_rows(node))
                if isinstance(inner.value, dict)
                else self.expression(node)
            )
        return wrap(self.locate(Expression(name), node), self.locate(self._function_body(body), node), *_rows(node))

    def _function_body(self, block: Node) -> Body:
        """Statements; a lone ``return {...}`` is its object."""
        statements = [each for each in block.named_children if each.type != "comment"]
        if len(statements) == 1 and statements[0].type == "return_statement" and statements[0].named_children:
            value = self.value(statements[0].named_children[0])
            if isinstance(value.value, dict):
                return dict(value.value)
            return {"return": Located([value], value.start, value.end, rich=True)}
        return self.body(statements)


def _filled_in(text: str) -> str | Code:
    """A string of a document in a template: the code where that is all of it, a template where it is a part."""
    whole = _SUBSTITUTION.match(text)
    return Code(whole[1]) if whole else Code(f"`{text}`") if "${" in text else text


def _rows(node: Node) -> tuple[int, int]:
    return node.start_point.row, end_row(node)

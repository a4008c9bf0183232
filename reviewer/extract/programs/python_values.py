"""Python: calls and values."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from reviewer.extract.programs.calls import Body
from reviewer.extract.programs.constructs import Constructs
from reviewer.extract.programs.handed import SPREAD, put_over, spread
from reviewer.extract.programs.literals import number, string_content
from reviewer.extract.programs.located import Located, end_row, put, wrap
from reviewer.model import Expression

if TYPE_CHECKING:
    from tree_sitter import Node


class PythonValues(Constructs):
    """Values and calls of Python."""

    language = "py"
    values: ClassVar[dict[str, str]] = {
        "dictionary": "dictionary_value",
        "list": "list_value",
        "tuple": "list_value",
        "string": "string_value",
        "concatenated_string": "string_value",
        "integer": "number_value",
        "float": "number_value",
        "true": "constant_value",
        "false": "constant_value",
        "none": "constant_value",
        "unary_operator": "number_value",
        "parenthesized_expression": "inner_value",
        "call": "call_value",
        "await": "await_value",
        "lambda": "lambda_value",
    }

    def number_value(self, node: Node) -> Located | None:
        """A number."""
        found = number(self.text(node))
        return None if isinstance(found, Expression) else self.locate(found, node)

    def await_value(self, node: Node) -> Located | None:
        """An awaited object."""
        inner = self.value(node.named_children[0]) if node.named_children else None
        if inner is None or not isinstance(inner.value, dict):
            return None
        return wrap(self.locate(Expression("await"), node), inner, node.start_point.row, end_row(node))

    def dictionary_value(self, node: Node) -> Located:
        """A dictionary."""
        body: Body = {}
        spreads: set[str] = set()
        for child in node.named_children:
            if child.type == "pair":
                key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
                if key is not None and value is not None:
                    put_over(body, self._key(key), self.value(value)._replace(start=child.start_point.row), spreads)
            elif child.type == "dictionary_splat" and child.named_children:
                inner = child.named_children[0]
                held = self.handed.take(inner, self.text(inner))
                if held is not None:
                    spread(body, held.value, spreads)
                else:
                    put(body, f"{SPREAD}{self.plain(inner)}"[:60], self.value(inner))
            elif child.type != "comment":
                put(body, "unparsed", self.expression(child))
        return self.locate(body, node, rich=True)

    def _key(self, node: Node) -> str:
        text = string_content(self.text(node)) if node.type == "string" else None
        return text if text is not None else self.plain(node)

    def lambda_value(self, node: Node) -> Located | None:
        """A function that only gives an object is that object with a wrapper."""
        body, parameters = node.child_by_field_name("body"), node.child_by_field_name("parameters")
        inner = self.value(body) if body is not None and self.is_worth(self.text(body)) else None
        if inner is None or not isinstance(inner.value, dict):
            return None
        name = f"lambda {self.plain(parameters)}:" if parameters is not None else "lambda:"
        return wrap(self.locate(Expression(name), node), inner, node.start_point.row, end_row(node))

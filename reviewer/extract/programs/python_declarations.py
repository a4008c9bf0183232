"""Python: functions, classes and types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewer.extract.programs.calls import Body
from reviewer.extract.programs.located import put
from reviewer.extract.programs.python_values import PythonValues
from reviewer.model import Expression

if TYPE_CHECKING:
    from tree_sitter import Node


class PythonDeclarations(PythonValues):
    """Functions, classes and types of Python."""

    def counting(self, nodes: list[Node]) -> list[Node]:
        """All statements but a class that a later one of its name replaces without building on it."""
        last = {name: node for node in nodes if (name := self._class_name(node))}
        gone = [node for node in nodes if (name := self._class_name(node)) and self._replaces(last[name], node, name)]
        for node in gone:
            row = last[self._class_name(node)].start_point.row
            self.replaced.append((node.start_point.row, self._class_name(node), row))
        return [node for node in nodes if node not in gone] if gone else nodes

    def _class_name(self, node: Node) -> str:
        name = node.child_by_field_name("name") if node.type == "class_definition" else None
        return self.text(name) if name is not None else ""

    def _replaces(self, later: Node, node: Node, name: str) -> bool:
        bases = later.child_by_field_name("superclasses")
        return later != node and (bases is None or name not in re.findall(r"\w+", self.text(bases)))

    def decorated(self, node: Node, body: Body) -> None:
        """A decorated function or class; each decorator is a key ``@name`` of it."""
        definition = node.child_by_field_name("definition")
        decorators = [each for each in node.named_children if each.type == "decorator"]
        if definition is None:
            self.leaf(node, body)
        elif definition.type == "class_definition":
            self.class_(definition, body, decorators)
        else:
            self.function(definition, body, decorators)

    def _decorate(self, body: Body, decorators: list[Node]) -> None:
        for each in decorators:
            inner = each.named_children[0]
            call = self.call_of(inner)
            name = call.callee if call is not None else self.plain(inner)
            value = self.arguments_value(call) if call is not None else self.locate(Expression(""), each)
            put(body, f"@{name}", value)

    def function(self, node: Node, body: Body, decorators: list[Node] | None = None, owner: str | None = None) -> None:
        """A function: an element at the top of a program or a class, a key of the body inside another."""
        name = self.text(node.child_by_field_name("name") or node)
        value: Body = {}
        located = self.locate(value, node, rich=True)
        if owner is not None:
            self.outline.add((owner, name), "function", located, "", f"{owner}.{name}")
        elif body is self.module:
            self.outline.add((name,), "function", located)
        else:
            put(body, name, located)
        self._decorate(value, decorators or [])
        self._signature(node, value)
        block = node.child_by_field_name("body")
        if block is not None:
            self.fill(value, block.named_children)

    def _signature(self, node: Node, value: Body) -> None:
        parameters = node.child_by_field_name("parameters")
        if parameters is not None and any(each.type != "comment" for each in parameters.named_children):
            put(value, "parameters", self.locate(self._parameters(parameters), parameters, rich=True))
        result = node.child_by_field_name("return_type")
        if result is not None:
            put(value, "returns", self.locate(Expression(self.plain(result)), result))
        if node.children[0].type == "async":
            put(value, "modifiers", self.locate(Expression("async"), node.children[0]))

    def _parameters(self, node: Node) -> Body:
        body: Body = {}
        for each in node.named_children:
            if each.type != "comment":
                text = self.plain(each)
                match = re.match(r"[*\w/]+", text)
                label = match[0] if match else text
                put(body, label, self.locate(Expression(text[len(label) :].lstrip(": ")), each))
        return body

    def class_(self, node: Node, _: Body, decorators: list[Node] | None = None) -> None:
        """A class: an element for its heading and fields, one for each method."""
        name = self.text(node.child_by_field_name("name") or node)
        value: Body = {}
        self.outline.add((name, "class"), "function", self.locate(value, node, rich=True), "", name)
        self._decorate(value, decorators or [])
        bases = node.child_by_field_name("superclasses")
        if bases is not None:
            items = [
                self.locate(Expression(self.plain(each)), each)
                for each in bases.named_children
                if each.type != "comment"
            ]
            put(value, "extends", self.locate(items, bases, rich=True))
        block = node.child_by_field_name("body")
        for member in block.named_children if block is not None else ():
            self._member(name, member, value)

    def _member(self, owner: str, node: Node, fields: Body) -> None:
        definition = node.child_by_field_name("definition") if node.type == "decorated_definition" else node
        if definition is not None and definition.type == "function_definition":
            decorators = [each for each in node.named_children if each.type == "decorator"]
            self.function(definition, fields, decorators, owner)
        else:
            self.statement(node, fields)

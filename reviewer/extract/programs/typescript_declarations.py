"""TypeScript and JavaScript: functions, classes and types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer.extract.programs.calls import Body
from reviewer.extract.programs.located import append, put
from reviewer.extract.programs.typescript_values import TypeScriptValues
from reviewer.model import Expression

if TYPE_CHECKING:
    from tree_sitter import Node

_MODIFIERS = frozenset(
    ("accessibility_modifier", "override_modifier", "static", "readonly", "async", "get", "set", "*", "abstract")
)


class TypeScriptDeclarations(TypeScriptValues):
    """Functions, classes and types of TypeScript and JavaScript."""

    def function(self, node: Node, body: Body) -> None:
        """A function: an element at the top of a program, a key of the body inside another."""
        name = self.text(node.child_by_field_name("name") or node)
        value = self.locate(self.signature(node), node, rich=True)
        block = node.child_by_field_name("body")
        if block is not None:
            self.fill(value.value, block.named_children)
        if body is self.module:
            self.outline.add((name,), "function", value)
        else:
            put(body, name, value)

    def signature(self, node: Node) -> Body:
        """Parameters, result and modifiers of a function."""
        body: Body = {}
        parameters = node.child_by_field_name("parameters")
        if parameters is not None and parameters.named_children:
            put(body, "parameters", self.locate(self._parameters(parameters), parameters, rich=True))
        result = node.child_by_field_name("return_type")
        if result is not None:
            put(body, "returns", self.locate(Expression(self.plain(result).lstrip(": ")), result))
        generic = node.child_by_field_name("type_parameters")
        if generic is not None:
            put(body, "generic", self.locate(Expression(self.plain(generic)), generic))
        modifiers = " ".join(self.text(each) for each in node.children if each.type in _MODIFIERS)
        if modifiers:
            put(body, "modifiers", self.locate(Expression(modifiers), node)._replace(end=node.start_point.row))
        return body

    def _parameters(self, node: Node) -> Body:
        body: Body = {}
        for each in node.named_children:
            if each.type != "comment":
                name = each.child_by_field_name("pattern")
                label = self.plain(name) if name is not None else self.plain(each)
                rest = self.plain(each).removeprefix(label)
                kind = rest.lstrip("?: ")
                # a parameter that may be left out holds its type or nothing
                optional = rest.startswith("?") and kind != ""
                put(body, label, self.locate(Expression(f"{kind} | undefined" if optional else kind), each))
        return body

    def class_(self, node: Node, _: Body) -> None:
        """A class: an element for its heading and fields, one for each method."""
        name = self.text(node.child_by_field_name("name") or node)
        self.names.declare(name)
        value: Body = {}
        for child in node.named_children:
            if child.type in ("class_heritage", "decorator", "type_parameters"):
                append(
                    value,
                    "extends" if child.type == "class_heritage" else child.type,
                    self.locate(Expression(self.plain(child)), child),
                )
        if node.type.startswith("abstract"):
            put(value, "abstract", self.locate(True, node))
        self.outline.add((name, "class"), "function", self.locate(value, node, rich=True), "", name)
        block = node.child_by_field_name("body")
        for member in block.named_children if block is not None else ():
            self._member(name, member, value)

    def stray(self, node: Node, body: Body) -> None:
        """A member of a class that does not parse as a whole."""
        self._member(self.owner(), node, body)

    def _member(self, owner: str, node: Node, fields: Body) -> None:
        if node.type in ("method_definition", "abstract_method_signature", "method_signature"):
            name = self.text(node.child_by_field_name("name") or node)
            value = self.signature(node)
            block = node.child_by_field_name("body")
            draft = self.outline.add(
                (owner, name), "function", self.locate(value, node, rich=True), "", f"{owner}.{name}"
            )
            if block is not None:
                self.fill(draft.properties(), block.named_children)
        elif node.type in ("public_field_definition", "field_definition"):
            self._field(node, fields)
        elif node.type == "ERROR":
            self.broken(node, fields)
        elif node.type == "class_static_block":
            self.fill(fields, [each for part in node.named_children for each in part.named_children])
        elif node.type != "comment":
            append(fields, node.type, self.locate(Expression(self.plain(node)), node))

    def _field(self, node: Node, fields: Body) -> None:
        name = self.plain(node.child_by_field_name("name") or node.child_by_field_name("property") or node)
        value = node.child_by_field_name("value")
        if value is not None:
            self.assign(f"this.{name}", value, fields, node)
        until = value.start_byte if value is not None else node.end_byte
        heading = self.slice(node.start_byte, until).rstrip().removesuffix("=").rstrip("; \n")
        put(fields, name if value is None else f"{name}:", self.locate(Expression(self.normal(heading)), node))

    def interface(self, node: Node, body: Body) -> None:
        """An interface: its fields with their types."""
        block = node.child_by_field_name("body")
        value: Body = {}
        for child in node.named_children:
            if child.type in ("extends_type_clause", "extends_clause", "type_parameters"):
                put(value, child.type.partition("_")[0], self.locate(Expression(self.plain(child)), child))
        for member in block.named_children if block is not None else ():
            self._typed(member, value)
        self._type_element(node, value, body)

    def _typed(self, node: Node, fields: Body) -> None:
        if node.type == "comment":
            return
        name = node.child_by_field_name("name")
        text = self.plain(node)
        label = self.plain(name) if name is not None else node.type
        put(fields, label, self.locate(Expression(text), node))

    def _type_element(self, node: Node, value: Body, body: Body) -> None:
        name = self.text(node.child_by_field_name("name") or node)
        located = self.locate(value, node, rich=True)
        if body is self.module:
            self.outline.add((name,), "statement", located)
        else:
            put(body, name, located)

    def type_alias(self, node: Node, body: Body) -> None:
        """``type X = {...}``: as an interface; any other type as its text."""
        given = node.child_by_field_name("value")
        value: Body = {}
        if given is not None and given.type == "object_type":
            for member in given.named_children:
                self._typed(member, value)
        else:
            put(value, "type", self.locate(Expression(self.plain(given or node)), node))
        self._type_element(node, value, body)

    def enumeration(self, node: Node, body: Body) -> None:
        """An enumeration: its members."""
        value: Body = {}
        block = node.child_by_field_name("body")
        for member in block.named_children if block is not None else ():
            if member.type != "comment":
                name, _, rest = self.plain(member).partition("=")
                put(value, name.strip(), self.locate(Expression(rest.strip()), member))
        self._type_element(node, value, body)

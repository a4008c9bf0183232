"""Java: statements and declarations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from reviewer.extract.programs.calls import Body, Call
from reviewer.extract.programs.java_values import JavaValues
from reviewer.extract.programs.located import Located, append, end_row, put
from reviewer.model import Expression

if TYPE_CHECKING:
    from tree_sitter import Node

_SETTING = re.compile(
    r"(?:\w+\.)*\w*(?:config|cfg|conf)\w*(?:\(\))?\.(?:require|get)\w*\(\s*\"([^\"]+)\"", re.IGNORECASE
)


class Java(JavaValues):
    """Walks Java."""

    statements: ClassVar[dict[str, str]] = {
        "package_declaration": "leaf",
        "import_declaration": "import_",
        "local_variable_declaration": "variables",
        "expression_statement": "expression_statement",
        "explicit_constructor_invocation": "leaf",
        "return_statement": "result",
        "throw_statement": "result",
        "yield_statement": "result",
        "class_declaration": "class_",
        "interface_declaration": "class_",
        "record_declaration": "class_",
        "enum_declaration": "class_",
        "annotation_type_declaration": "leaf",
        "if_statement": "compound",
        "for_statement": "compound",
        "enhanced_for_statement": "compound",
        "while_statement": "compound",
        "do_statement": "compound",
        "try_statement": "compound",
        "try_with_resources_statement": "compound",
        "switch_expression": "compound",
        "synchronized_statement": "compound",
        "block": "bare_block",
        "break_statement": "leaf",
        "continue_statement": "leaf",
        "assert_statement": "leaf",
        # Only in text that does not parse do these stand outside a class.
        "method_declaration": "stray",
        "constructor_declaration": "stray",
        "field_declaration": "stray",
    }
    blocks = frozenset(("block", "switch_block", "constructor_body"))
    clauses = frozenset(("catch_clause", "finally_clause", "switch_block_statement_group", "switch_rule"))

    def variables(self, node: Node, body: Body) -> None:
        """``final Bucket bucket = ...``, as a local variable or a field."""
        kind = node.child_by_field_name("type")
        native = self.plain(kind) if kind is not None else ""
        modifiers = next((self.plain(each) for each in node.children if each.type == "modifiers"), "")
        for each in node.children_by_field_name("declarator"):
            name, value = each.child_by_field_name("name"), each.child_by_field_name("value")
            if name is None:
                continue
            target = self.text(name)
            if value is not None and not self._setting(target, value, node):
                self.assign(target, value, body, node)
            draft = self.known.get(target) if value is not None else None
            heading = " ".join(filter(None, (modifiers, native)))
            implied = draft is not None and draft.type.rpartition(".")[2] == native.rpartition(".")[2]
            if native == "var" or implied:
                heading = modifiers
            if value is None or heading:
                put(body, f"{target}:" if value is not None else target, self.locate(Expression(heading), node))

    def _setting(self, target: str, value: Node, node: Node) -> bool:
        match = _SETTING.match(self.text(value)) if self.platform_hint() == "pulumi" else None
        if match is None:
            return False
        held = {"value": self.value(value)}
        self.outline.add(("config", target, match[1]), "parameter", self.locate(held, node, rich=True), "", match[1])
        return True

    def expression_statement(self, node: Node, body: Body) -> None:
        """A call, an assignment, or another expression that stands alone."""
        for child in node.named_children:
            if child.type.endswith("comment"):
                continue
            left, right = child.child_by_field_name("left"), child.child_by_field_name("right")
            if child.type == "assignment_expression" and left is not None and right is not None:
                operator = self.text(child.child_by_field_name("operator") or child)
                if operator == "=":
                    self.assign(self.plain(left), right, body, node)
                else:
                    append(body, f"{self.plain(left)} {operator}", self.value(right))
            elif not self.call_statement(child, body):
                append(body, "expression", self.locate(Expression(self.plain(child)), child))

    def special_call(self, call: Call) -> bool:
        """``ctx.export("x", value)`` is an output of Pulumi."""
        if super().special_call(call):
            return True
        positional = call.positional()
        if call.method != "export" or len(positional) != 2 or self.platform_hint() != "pulumi":
            return False
        name = self.label(positional[0])
        located = self.locate({"value": self.value(positional[1])}, call.node, rich=True)
        self.outline.add(("export", name), "output", located, "", name)
        return True

    def result(self, node: Node, body: Body) -> None:
        """``return x`` and ``throw x``."""
        given = [each for each in node.named_children if not each.type.endswith("comment")]
        value = self.value(given[0]) if given else self.locate(None, node)
        append(body, node.children[0].type, value._replace(start=node.start_point.row))

    def import_(self, node: Node, _: Body) -> None:
        """``import a.b.C;``, ``import a.b.*;``, ``import static a.b.C.d;``."""
        words = re.sub(r"\s", "", re.sub(r"^\s*import\s+(?:static\s+)?", "", self.text(node))).rstrip(";")
        static = any(each.type == "static" for each in node.children)
        module, _dot, member = words.rpartition(".")
        if member == "*":
            self.names.bind_all(module)
        else:
            # A class inside a class (``Bucket.Builder``) is imported from the outer one.
            self.names.bind(member, module, member)
        self.outline.add_import(
            module, {f"static {member}" if static else member: member}, node.start_point.row, end_row(node)
        )

    # -- declarations

    def class_(self, node: Node, _: Body) -> None:
        """A class, record, interface or enumeration: an element for heading and fields, one for each method."""
        name = self.text(node.child_by_field_name("name") or node)
        block = node.child_by_field_name("body")
        heading = self.slice(node.start_byte, block.start_byte) if block is not None else self.text(node)
        row = node.start_point.row
        value: Body = {"header": Located(Expression(self.normal(heading)), row, row)}
        self.outline.add((name, "class"), "function", self.locate(value, node, rich=True), "", name)
        for member in block.named_children if block is not None else ():
            self._member(name, member, value)

    def stray(self, node: Node, body: Body) -> None:
        """A member of a class that does not parse as a whole."""
        self._member(self.owner(), node, body)

    def _member(self, owner: str, node: Node, fields: Body) -> None:
        if node.type in ("method_declaration", "constructor_declaration", "compact_constructor_declaration"):
            self._method(owner, node)
        elif node.type in ("field_declaration", "constant_declaration"):
            self.variables(node, fields)
        elif node.type in ("static_initializer", "enum_body_declarations"):
            for each in node.named_children:
                self._member(owner, each, fields)
        elif node.type == "enum_constant":
            put(fields, self.plain(node), self.locate(Expression(""), node))
        else:
            self.statement(node, fields)

    def _method(self, owner: str, node: Node) -> None:
        name = self.text(node.child_by_field_name("name") or node)
        block = node.child_by_field_name("body")
        heading = self.slice(node.start_byte, block.start_byte) if block is not None else self.text(node)
        row = node.start_point.row
        value: Body = {"header": Located(Expression(self.normal(heading)), row, row)}
        draft = self.outline.add((owner, name), "function", self.locate(value, node, rich=True), "", f"{owner}.{name}")
        if block is not None:
            self.fill(draft.properties(), block.named_children)

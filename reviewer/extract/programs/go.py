"""Go: statements and declarations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from reviewer.extract.programs.calls import Body, Call
from reviewer.extract.programs.go_values import GoValues
from reviewer.extract.programs.literals import unescape
from reviewer.extract.programs.located import Located, append, end_row, put
from reviewer.model import Expression

if TYPE_CHECKING:
    from tree_sitter import Node

_SETTING = re.compile(
    r"(?:\w+\.)*\w*(?:config|cfg|conf)\w*\.(?:Require|Get|Try)\w*\(\s*(?:ctx,\s*)?\"([^\"]+)\"", re.IGNORECASE
)


class Go(GoValues):
    """Walks Go."""

    statements: ClassVar[dict[str, str]] = {
        "package_clause": "leaf",
        "import_declaration": "import_",
        "short_var_declaration": "assignment",
        "assignment_statement": "assignment",
        "var_declaration": "variables",
        "const_declaration": "variables",
        "expression_statement": "expression_statement",
        "return_statement": "result",
        "go_statement": "expression_statement",
        "defer_statement": "expression_statement",
        "function_declaration": "function",
        "method_declaration": "function",
        "type_declaration": "types",
        "if_statement": "compound",
        "for_statement": "compound",
        "expression_switch_statement": "compound",
        "type_switch_statement": "compound",
        "select_statement": "compound",
        "block": "bare_block",
        "statement_list": "bare_block",
        "inc_statement": "leaf",
        "dec_statement": "leaf",
        "break_statement": "leaf",
        "continue_statement": "leaf",
    }
    blocks = frozenset(("block", "statement_list"))
    clauses = frozenset(("expression_case", "default_case", "type_case", "communication_case"))

    def assignment(self, node: Node, body: Body) -> None:
        """``x := value``, ``x, err := value``, ``x += value``, one by one where both sides are lists of one length."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is None or right is None:
            self.leaf(node, body)
            return
        if operator is not None and self.text(operator) != "=":
            append(body, f"{self.plain(left)} {self.text(operator)}", self.value(right.named_children[0]))
            return
        self._assign(left.named_children, right.named_children, body, node)
        if node.type == "assignment_statement":
            append(body, "=", self.locate(self.plain(left), left))

    def _assign(self, left: list[Node], right: list[Node], body: Body, node: Node) -> None:
        if len(left) == len(right) > 1:
            for one, other in zip(left, right, strict=True):
                self._one(self.plain(one), other, body, node)
        elif right:
            names = [self.plain(each) for each in left]
            self._one(names[0] if names[1:] in ([], ["err"]) else ", ".join(names), right[0], body, node)

    def _one(self, target: str, value: Node, body: Body, node: Node) -> None:
        match = _SETTING.match(self.text(value)) if self.platform_hint() == "pulumi" else None
        if match is None:
            self.assign(target, value, body, node)
            return
        held = {"value": self.value(value)}
        self.outline.add(("config", target, match[1]), "parameter", self.locate(held, node, rich=True), "", match[1])

    def variables(self, node: Node, body: Body) -> None:
        """``var`` and ``const``, single or in parentheses."""
        specs = [each for each in node.named_children if each.type != "comment"]
        for spec in specs:
            if spec.type == "var_spec_list":
                specs.extend(spec.named_children)
                continue
            names = spec.children_by_field_name("name")
            value, kind = spec.child_by_field_name("value"), spec.child_by_field_name("type")
            if value is not None:
                self._assign(names, value.named_children, body, spec)
            else:
                put(body, ", ".join(self.plain(each) for each in names) or spec.type, self.locate(Expression(""), spec))
            if kind is not None:
                put(
                    body,
                    f"{', '.join(self.plain(each) for each in names)}:",
                    self.locate(Expression(self.plain(kind)), kind),
                )

    def expression_statement(self, node: Node, body: Body) -> None:
        """A call that stands alone, also behind ``go`` and ``defer``."""
        prefix = f"{node.children[0].type} " if node.type != "expression_statement" else ""
        for child in node.named_children:
            if child.type != "comment" and not self.call_statement(child, body, prefix):
                append(body, "expression", self.locate(Expression(prefix + self.plain(child)), child))

    def special_call(self, call: Call) -> bool:
        """``ctx.Export("x", value)`` is an output of Pulumi."""
        if super().special_call(call):
            return True
        positional = call.positional()
        if call.callee != "ctx.Export" or len(positional) != 2:
            return False
        name = self.label(positional[0])
        located = self.locate({"value": self.value(positional[1])}, call.node, rich=True)
        self.outline.add(("export", name), "output", located, "", name)
        return True

    def result(self, node: Node, body: Body) -> None:
        """``return x, err``."""
        given = [each for part in node.named_children for each in part.named_children if part.type == "expression_list"]
        values = [self.value(each) for each in given]
        value = values[0] if len(values) == 1 else self.locate(values, node, rich=any(each.rich for each in values))
        append(body, "return", value._replace(start=node.start_point.row))

    def import_(self, node: Node, _: Body) -> None:
        """Imports, single or in parentheses."""
        specs = [each for each in node.named_children if each.type != "comment"]
        for spec in specs:
            if spec.type == "import_spec_list":
                specs.extend(each for each in spec.named_children if each.type == "import_spec")
                continue
            path, name = spec.child_by_field_name("path"), spec.child_by_field_name("name")
            module = unescape(self.text(path)[1:-1]) if path is not None else self.text(spec)
            local = self.text(name) if name is not None else _package(module)
            self.names.bind(local, module)
            self.outline.add_import(module, {"*": local}, spec.start_point.row, end_row(spec))

    # -- declarations

    def function(self, node: Node, _: Body) -> None:
        """A function or method: an element."""
        name = self.text(node.child_by_field_name("name") or node)
        receiver, block = node.child_by_field_name("receiver"), node.child_by_field_name("body")
        owner = re.findall(r"\w+", self.text(receiver))[-1:] if receiver is not None else []
        value: Body = {}
        draft = self.outline.add(
            (*owner, name), "function", self.locate(value, node, rich=True), "", ".".join((*owner, name))
        )
        outer, self._types = self._types, set()
        heading = self.slice(node.start_byte, block.start_byte) if block is not None else self.text(node)
        put(value, "header", self.locate(Expression(self.normal(heading)), node)._replace(end=node.start_point.row))
        if block is not None:
            self.fill(draft.properties(), block.named_children)
        self._note_types(value, draft.start)
        self._types = outer

    def properties(self, body: Body, call: Call, rest: list[Node], native: str) -> None:
        """As everywhere; the types of the lists and maps among the arguments are one more property."""
        outer, self._types = self._types, set()
        super().properties(body, call, rest, native)
        self._note_types(body, call.node.start_point.row)
        self._types = outer

    def _note_types(self, body: Body, row: int) -> None:
        """``[]string`` in place of ``[]*string`` does not compile: such types must not vanish with the literal."""
        odd = sorted(
            self._types - {"[]*string", "map[string]*string", "pulumi.StringArray", "pulumi.StringMap", "pulumi.Map"}
        )
        if self.platform_hint() == "pulumi":
            # the list of arguments is named after them: it says nothing that its items don't
            odd = [each for each in odd if not each.endswith("Array")]
        if odd:
            put(body, "types", Located(", ".join(odd), row, row))

    def types(self, node: Node, body: Body) -> None:
        """Types: for a struct its fields."""
        for spec in node.named_children:
            name, kind = spec.child_by_field_name("name"), spec.child_by_field_name("type")
            if name is None or kind is None:
                continue
            value: Body = {}
            for part in kind.named_children if kind.type == "struct_type" else ():
                for field in part.named_children:
                    if field.type != "comment":
                        self._struct_field(field, value)
            if kind.type != "struct_type":
                put(value, "type", self.locate(Expression(self.plain(kind)), kind))
            located = self.locate(value, spec, rich=True)
            if body is self.module:
                self.outline.add((self.text(name),), "statement", located)
            else:
                put(body, self.text(name), located)

    def _struct_field(self, field: Node, value: Body) -> None:
        text = self.plain(field)
        names = [self.plain(each) for each in field.children_by_field_name("name")]
        label = ", ".join(names) or text
        put(value, label, self.locate(Expression(text.removeprefix(label).strip()), field))


def _package(module: str) -> str:
    """The name a package goes by: the last part of its path that is no version."""
    parts = [part for part in module.split("/") if not re.fullmatch(r"v\d+", part)]
    return (parts[-1] if parts else module).replace("-", "").replace(".", "")

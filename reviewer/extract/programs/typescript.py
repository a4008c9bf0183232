"""TypeScript and JavaScript: statements and imports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from reviewer.extract.programs.calls import Body
from reviewer.extract.programs.literals import unescape
from reviewer.extract.programs.located import Code, Located, append, end_row, put
from reviewer.extract.programs.typescript_declarations import TypeScriptDeclarations
from reviewer.model import Expression

if TYPE_CHECKING:
    from tree_sitter import Node

#: What Pulumi's own configuration is read by, also behind an environment variable; ``getName`` is a program's own.
_SETTING: Final = re.compile(
    r"(?:process\.env(?:\.\w+|\[[^\]\n]*\])\s*(?:\|\||\?\?)\s*)*"
    r"[\w.]*[cC]onfig\w*\s*\.\s*(?:require|get)(?:Secret|Boolean|Number|Object)*(?:<[^>]*>)?\(\s*['\"]([^'\"]+)['\"]"
)


class TypeScript(TypeScriptDeclarations):
    """Walks TypeScript and JavaScript."""

    statements: ClassVar[dict[str, str]] = {
        "import_statement": "import_",
        "export_statement": "export",
        "lexical_declaration": "declaration",
        "variable_declaration": "declaration",
        "expression_statement": "expression_statement",
        "return_statement": "result",
        "throw_statement": "result",
        "class_declaration": "class_",
        "abstract_class_declaration": "class_",
        "function_declaration": "function",
        "generator_function_declaration": "function",
        "interface_declaration": "interface",
        "type_alias_declaration": "type_alias",
        "enum_declaration": "enumeration",
        "empty_statement": "nothing",
        "hash_bang_line": "nothing",  # for the shell, not for the program
        "ambient_declaration": "leaf",
        "break_statement": "leaf",
        "continue_statement": "leaf",
        "if_statement": "compound",
        "for_statement": "compound",
        "for_in_statement": "compound",
        "while_statement": "compound",
        "do_statement": "compound",
        "try_statement": "compound",
        "switch_statement": "compound",
        "statement_block": "bare_block",
        # Only in text that does not parse do these stand outside a class.
        "method_definition": "stray",
        "public_field_definition": "stray",
    }
    blocks = frozenset(("statement_block", "switch_body"))
    clauses = frozenset(("else_clause", "catch_clause", "finally_clause", "switch_case", "switch_default"))

    def result(self, node: Node, body: Body) -> None:
        """``return x`` and ``throw x``."""
        given = [each for each in node.named_children if each.type != "comment"]
        value = self.value(given[0]) if given else self.locate(None, node)
        append(body, node.children[0].type, value._replace(start=node.start_point.row))

    def declaration(self, node: Node, body: Body) -> None:
        """``const x: T = value``."""
        word = node.children[0].type
        for child in node.named_children:
            if child.type == "variable_declarator":
                self._declarator(child, body, node)
                if word != "const":
                    name = self.plain(child.child_by_field_name("name") or child)
                    append(body, word, self.locate(name, child))

    def _declarator(self, node: Node, body: Body, whole: Node) -> None:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        kind = node.child_by_field_name("type")
        if name is None:
            return
        target = self.plain(name)
        if value is None:
            put(body, target, self.locate(Expression(""), node))
        elif name.type == "object_pattern" and kind is None and self._taken_apart(name, value, body):
            return
        elif not self._required(name, value, node) and not self.setting(target, value, node):
            self.assign(target, value, body, whole if len(whole.named_children) == 1 else node)
        if kind is not None:
            put(body, f"{target}:", self.locate(Expression(self.plain(kind).lstrip(": ")), kind))

    def _taken_apart(self, name: Node, value: Node, body: Body) -> bool:
        """``const { vpc, size = 3 } = props`` says ``const vpc = props.vpc; const size = props.size ?? 3``."""
        members = [each for each in name.named_children if each.type != "comment"]
        if value.type not in _NAMES or not all(each.type in _MEMBERS for each in members):
            return False
        for each in members:
            # a colon within a default is none between a key and its variable
            key, _, local = (
                self.plain(each).partition(":") if each.type == "pair_pattern" else (self.plain(each), "", "")
            )
            given, _, default = (local or key).partition("=")
            taken = f"{self.plain(value)}.{(key if local else given).strip()}"
            code = Code(f"{taken} ?? {default.strip()}" if default else taken)
            self.known.pop(given.strip(), None)
            put(body, given.strip(), self.locate(code, each))
        return True

    def _required(self, name: Node, value: Node, node: Node) -> bool:
        """``const x = require('module')`` is an import."""
        match = re.fullmatch(r"require\(\s*(['\"])([^'\"]+)\1\s*\)", self.text(value))
        if match is None:
            return False
        names: dict[str, str] = {}
        if name.type == "identifier":
            names["*"] = self.text(name)
        else:
            for each in name.named_children:
                outer, _, inner = self.plain(each).partition(":")
                names[outer] = inner.strip() or outer
        for member, local in names.items():
            self.names.bind(local, match[2], member)
        self.outline.add_import(match[2], names, *_rows(node))
        return True

    def setting(self, target: str, value: Node, node: Node) -> bool:
        """``const x = config.require('x')`` of Pulumi is a parameter."""
        if self.platform_hint() != "pulumi":
            return False
        match = _SETTING.match(self.text(value))
        if match is None:
            return False
        body = {"value": self.value(value)}
        self.outline.add(("config", target, match[1]), "parameter", self.locate(body, node, rich=True), "", match[1])
        return True

    def expression_statement(self, node: Node, body: Body) -> None:
        """A call, an assignment, or another expression that stands alone."""
        for child in node.named_children:
            if child.type == "sequence_expression":
                for each in child.named_children:
                    self._expression(each, body, node)
            elif child.type != "comment":
                self._expression(child, body, node)

    def _expression(self, node: Node, body: Body, whole: Node) -> None:
        prefix = ""
        while node.type in ("await_expression", "parenthesized_expression") and node.named_children:
            prefix = "await " if node.type == "await_expression" else prefix
            node = node.named_children[0]
        # what a linter wants before a construct that nothing refers to
        if node.type == "unary_expression" and node.children[0].type == "void":
            node = node.named_children[0]
        if node.type == "assignment_expression":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None:
                self._exports(left, node)
                self.assign(self.plain(left), right, body, whole)
                return
        if not self.call_statement(node, body, prefix):
            append(body, self._name_of(node), self.locate(Expression(prefix + self.plain(node)), node))

    def _exports(self, left: Node, node: Node) -> None:
        """``exports.x = value`` of a Pulumi program is an output."""
        match = re.fullmatch(r"(?:module\.)?exports\.([\w$]+)", self.text(left))
        if match and self.platform_hint() == "pulumi":
            self._output(match[1], self.locate(Expression("exported"), node), node)

    def _name_of(self, node: Node) -> str:
        for field in ("left", "argument"):
            part = node.child_by_field_name(field)
            if part is not None:
                return self.plain(part)
        return "expression"

    def import_(self, node: Node, _: Body) -> None:
        """An import, in any of its forms."""
        source = node.child_by_field_name("source")
        match = re.search(r"require\(\s*['\"]([^'\"]+)", self.text(node)) if source is None else None
        if source is None and match is None:
            self.leaf(node, self.module)
            return
        module = match[1] if match else unescape(self.text(source)[1:-1]) if source is not None else ""
        names = self._imported(node)
        for member, local in names.items():
            self.names.bind(local, module, "*" if member == "default" else member)
        self.outline.add_import(module, names, *_rows(node))

    def _imported(self, node: Node) -> dict[str, str]:
        names: dict[str, str] = {}
        for clause in node.named_children:
            if clause.type == "import_require_clause":
                names["*"] = self.text(clause.named_children[0])
            if clause.type != "import_clause":
                continue
            for child in clause.named_children:
                if child.type == "identifier":
                    names["default"] = self.text(child)
                elif child.type == "namespace_import":
                    names["*"] = self.text(child.named_children[-1])
                elif child.type == "named_imports":
                    names.update(self._specifiers(child))
        if any(each.type == "type" for each in node.children):
            return {f"type {name}" if name != "*" else name: local for name, local in names.items()}
        return names

    def _specifiers(self, node: Node) -> dict[str, str]:
        names: dict[str, str] = {}
        for each in node.named_children:
            if each.type == "import_specifier":
                name, alias = each.child_by_field_name("name"), each.child_by_field_name("alias")
                written = self.text(name or each)
                names[written] = self.text(alias) if alias is not None else written
        return names

    def export(self, node: Node, body: Body) -> None:
        """An exported declaration; in a Pulumi program an exported constant is an output."""
        declared = node.child_by_field_name("declaration")
        word = "export default" if any(each.type == "default" for each in node.children) else "export"
        if declared is None:
            value = node.child_by_field_name("value")
            if value is not None and word == "export default" and value.type in self.values:
                put(body, word, self.value(value))
            else:
                append(
                    body, word, self.locate(Expression(re.sub(r"^export( default)?\s*", "", self.plain(node))), node)
                )
            return
        exports = declared.type == "lexical_declaration" and body is self.module and self.platform_hint() == "pulumi"
        if exports and not self._is_data_of_helper(declared) and not self._is_function(declared):
            self._export_values(declared)
            return
        for name in self._declared_names(declared):
            append(body, word, self.locate(name, node)._replace(end=node.start_point.row))
        self.statement(declared, body)

    def _is_data_of_helper(self, node: Node) -> bool:
        """Whether constants are data for other files.

        They are written out, in a file that makes nothing or that another one in the same block imports from, or are
        called as only constants are (``MAX_SIZE``).
        """
        given = [each.child_by_field_name("value") for each in node.named_children if each.type != "comment"]
        if not all(each and each.type in _DATA for each in given):
            return False
        names = self._declared_names(node)
        if _MAKES.search(self.block.text) is None or all(each.isupper() for each in names):
            return True
        return all(any(each in _WORD.findall(found[1]) for found in _TAKEN.finditer(self.block.text)) for each in names)

    def _is_function(self, node: Node) -> bool:
        """Whether constants are functions for other files, which are no outputs of the stack."""
        given = [each.child_by_field_name("value") for each in node.named_children if each.type != "comment"]
        return all(each and each.type in _FUNCTIONS for each in given)

    def _declared_names(self, node: Node) -> list[str]:
        if node.type in ("lexical_declaration", "variable_declaration"):
            parts = [each.child_by_field_name("name") for each in node.named_children]
        else:
            parts = [node.child_by_field_name("name")]
        return [self.plain(each) for each in parts if each is not None] or [node.type]

    def _export_values(self, node: Node) -> None:
        for child in node.named_children:
            name, value = child.child_by_field_name("name"), child.child_by_field_name("value")
            if name is None or value is None:
                continue
            call = self.call_of(value)
            draft = self.construct(call, self.plain(name), child) if call is not None else None
            if draft is not None:
                self.known[self.plain(name)] = draft
            given = self.locate(Expression(draft.label), child) if draft is not None else self.value(value)
            self._output(self.plain(name), given, child)

    def _output(self, name: str, value: Located, node: Node) -> None:
        self.outline.add(("export", name), "output", self.locate({"value": value}, node, rich=True), "", name)


#: What an object may be taken apart from without a call, and how its members are named.
_NAMES: Final = frozenset(("identifier", "member_expression"))
_MEMBERS: Final = frozenset(("shorthand_property_identifier_pattern", "object_assignment_pattern", "pair_pattern"))
#: What makes an object.
_MAKES: Final = re.compile(r"\bnew\s+[\w$.]+\s*[(<]")
_FUNCTIONS: Final = frozenset(("arrow_function", "function_expression"))
#: What a file takes from another one of the program.
_TAKEN: Final = re.compile(r"\bimport\s*\{([^{}]*)\}\s*from\s*['\"]\.")
_WORD: Final = re.compile(r"[\w$]+")
#: Values that are written out.
_DATA: Final = frozenset(("array", "object", "string", "number", "true", "false"))


def _rows(node: Node) -> tuple[int, int]:
    return node.start_point.row, end_row(node)

"""Python: statements and imports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from reviewer.extract.programs.calls import Argument, Body, Call
from reviewer.extract.programs.comments import docstring
from reviewer.extract.programs.constructs import CDKTF_ONLY
from reviewer.extract.programs.literals import string_content, unescape
from reviewer.extract.programs.located import Located, append, end_row, put
from reviewer.extract.programs.named_arguments import in_their_places
from reviewer.extract.programs.python_declarations import PythonDeclarations
from reviewer.model import Expression

if TYPE_CHECKING:
    from tree_sitter import Node

#: What Pulumi's own configuration is read by, also behind an environment variable; ``get_name`` is a program's own.
_SETTING = re.compile(
    r"(?:os\.(?:(?:getenv|environ\.get)\([^()\n]*\)|environ\[[^\]\n]*\])\s*or\s*)*"
    r"[\w.]*config\w*\s*\.\s*(?:require|get)(?:_(?:secret|bool|int|float|object))*\(\s*f?['\"]([^'\"]+)['\"]",
    re.IGNORECASE,
)
#: What is filled in a text, where a formatter broke the line inside of it.
_BROKEN_HOLE = re.compile(r"\{[^{}]*\n[^{}]*\}")


class Python(PythonDeclarations):
    """Walks Python."""

    statements: ClassVar[dict[str, str]] = {
        "import_statement": "import_",
        "import_from_statement": "import_from",
        "future_import_statement": "import_from",
        "expression_statement": "expression_statement",
        "return_statement": "result",
        "raise_statement": "result",
        "class_definition": "class_",
        "function_definition": "function",
        "decorated_definition": "decorated",
        "pass_statement": "leaf",
        "assert_statement": "leaf",
        "if_statement": "compound",
        "for_statement": "compound",
        "while_statement": "compound",
        "with_statement": "compound",
        "try_statement": "compound",
        "match_statement": "compound",
        "break_statement": "leaf",
        "continue_statement": "leaf",
        "delete_statement": "leaf",
        "global_statement": "leaf",
        "nonlocal_statement": "leaf",
    }
    blocks = frozenset(("block",))
    clauses = frozenset(
        ("else_clause", "elif_clause", "except_clause", "except_group_clause", "finally_clause", "case_clause")
    )
    worth = re.compile(r"\{|=|\"\"\"|'''")
    creates = re.compile(r"\b(?:[A-Z]\w*|from_\w+)\(\s*\S")
    hints = (
        ("cdktf", re.compile(rf"\b{CDKTF_ONLY}\(\s*self\b")),
        ("cdk", re.compile(r"\b[A-Z]\w*\(\s*self\s*,\s*f?['\"]")),
        ("pulumi", re.compile(r"\bpulumi\.|\baws\.[a-z0-9_]+\.[A-Z]\w*\(")),
    )

    # -- calls

    def call_of(self, node: Node) -> Call | None:
        """The call that a node is."""
        if node.type != "call":
            return None
        function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None or given is None or given.type != "argument_list":
            return None
        arguments = [self._argument(each) for each in given.named_children if each.type != "comment"]
        if function.type != "attribute":
            name = self.plain(function)
            return Call(name, arguments, node, function, None, name)
        receiver = function.child_by_field_name("object")
        method = self.text(function.child_by_field_name("attribute") or function)
        written = self.dotted(receiver)
        callee = f"{written}.{method}"
        return Call(callee, in_their_places(method, arguments), node, function, receiver, method)

    def _argument(self, node: Node) -> Argument:
        if node.type == "keyword_argument":
            name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            if name is not None and value is not None:
                return Argument(self.text(name), value)
        if node.type == "dictionary_splat" and node.named_children:
            return Argument(f"**{self.text(node.named_children[0])}"[:60], node.named_children[0])
        return Argument(None, node)

    def makes(self, call: Call) -> bool:
        """A call of a name in the style of a class."""
        return call.method[:1].isupper() and not call.method.isupper() and "(" not in call.callee

    def string_like(self, node: Node) -> bool:
        """A string, or a sum or format that begins with one."""
        if node.type == "binary_operator":
            left = node.child_by_field_name("left")
            return left is not None and self.string_like(left)
        call = self.call_of(node) if node.type == "call" else None
        if call is not None and call.receiver is not None and call.method in ("format", "join"):
            return call.receiver.type == "string"
        return node.type in ("string", "concatenated_string")

    def object_like(self, node: Node) -> bool:
        """A dictionary."""
        return node.type == "dictionary"

    def label(self, node: Node) -> str:
        """The text of an id."""
        if node.type != "string":
            return self.plain(node)
        text = self.text(node).lstrip("fFrRbBuU")
        inner = unescape(text[3:-3] if text.startswith(('"""', "'''")) else text[1:-1])
        return _BROKEN_HOLE.sub(lambda hole: " ".join(hole[0].split()).replace("{ ", "{").replace(" }", "}"), inner)

    def is_literal(self, node: Node) -> bool:
        """A string, formatted or not."""
        return node.type == "string"

    # -- values

    def string_value(self, node: Node) -> Located | None:
        """A string without quotes and escapes; adjacent ones are one. A formatted string is code."""
        parts = node.named_children if node.type == "concatenated_string" else [node]
        texts = [string_content(self.text(each)) for each in parts if each.type == "string"]
        if any(text is None for text in texts):
            return None
        whole = "".join(text or "" for text in texts)
        return self.locate(whole, node, rich="\n" in self.text(node))

    def result(self, node: Node, body: Body) -> None:
        """``return x`` and ``raise x``."""
        given = [each for each in node.children[1:] if each.type != "comment"]
        if len(given) > 1:
            value = self.locate(Expression(self.plain(node).partition(" ")[2]), node)
        else:
            value = self.value(given[0]) if given else self.locate(None, node)
        append(body, node.children[0].type, value._replace(start=node.start_point.row))

    def expression_statement(self, node: Node, body: Body) -> None:
        """A call, an assignment, a docstring, or another expression that stands alone."""
        for child in node.named_children:
            if child.type == "assignment":
                self._assignment(child, body, node)
            elif child.type == "augmented_assignment":
                left, _, right = child.named_children[0], None, child.named_children[-1]
                operator = self.text(child.child_by_field_name("operator") or child)
                append(body, f"{self.plain(left)} {operator}", self.value(right))
            elif child.type in ("string", "concatenated_string"):
                self.docstrings.append(docstring(child.start_point.row, self.text(child)))
            else:
                self._alone(child, body)

    def _alone(self, node: Node, body: Body) -> None:
        prefix = ""
        if node.type == "await" and node.named_children:
            prefix, node = "await ", node.named_children[0]
        if not self.call_statement(node, body, prefix):
            append(body, "expression", self.locate(Expression(prefix + self.plain(node)), node))

    def _assignment(self, node: Node, body: Body, whole: Node) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        kind = node.child_by_field_name("type")
        if left is None:
            return
        target = self.plain(left)
        if right is None:
            put(body, target, self.locate(Expression(""), whole))
        elif right.type == "assignment":
            self._assignment(right, body, whole)
            again = right.child_by_field_name("left")
            put(body, target, self.locate(Expression(self.plain(again or right)), whole))
        elif not self._setting(target, right, whole):
            self.assign(target, right, body, whole)
        if kind is not None:
            put(body, f"{target}:", self.locate(Expression(self.plain(kind)), kind))

    def _setting(self, target: str, value: Node, whole: Node) -> bool:
        """``x = config.require("x")`` of Pulumi is a parameter."""
        match = _SETTING.match(self.text(value)) if self.platform_hint() == "pulumi" else None
        if match is None:
            return False
        body = {"value": self.value(value)}
        self.outline.add(("config", target, match[1]), "parameter", self.locate(body, whole, rich=True), "", match[1])
        return True

    def special_call(self, call: Call) -> bool:
        """``pulumi.export("x", value)`` is an output."""
        if super().special_call(call):
            return True
        positional = call.positional()
        if call.callee not in ("pulumi.export", "export") or len(positional) != 2 or self.platform_hint() != "pulumi":
            return False
        name = self.label(positional[0])
        located = self.locate({"value": self.value(positional[1])}, call.node, rich=True)
        self.outline.add(("export", name), "output", located, "", name)
        return True

    def import_(self, node: Node, _: Body) -> None:
        """``import a.b as c, d``."""
        for each in node.named_children:
            module, local = self._imported(each)
            self.names.bind(local or module.partition(".")[0], module if local else module.partition(".")[0])
            self.names.note(module)
            self.outline.add_import(module, {"*": local or module}, node.start_point.row, end_row(node))

    def import_from(self, node: Node, _: Body) -> None:
        """``from a import (b as c, d)``."""
        source = node.child_by_field_name("module_name")
        module = self.text(source) if source is not None else "__future__"
        names: dict[str, str] = {}
        for each in node.children_by_field_name("name"):
            member, local = self._imported(each)
            names[member] = local or member
            self.names.bind(local or member, module, member)
        if any(each.type == "wildcard_import" for each in node.children):
            names["*"] = "*"
            self.names.bind_all(module)
        self.outline.add_import(module, names, node.start_point.row, end_row(node))

    def _imported(self, node: Node) -> tuple[str, str]:
        if node.type != "aliased_import":
            return self.text(node), ""
        name, alias = node.child_by_field_name("name"), node.child_by_field_name("alias")
        return self.text(name or node), self.text(alias or node)

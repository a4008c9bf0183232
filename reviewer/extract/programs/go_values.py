"""Go: calls and values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from reviewer.extract.programs.calls import Argument, Body, Call
from reviewer.extract.programs.constructs import Constructs
from reviewer.extract.programs.filled import read_filled
from reviewer.extract.programs.literals import number, unescape
from reviewer.extract.programs.located import Code, Located, end_row, put, wrap
from reviewer.extract.programs.names import Resolved
from reviewer.model import CodeBlock, Expression

if TYPE_CHECKING:
    from tree_sitter import Node

_MAKER = re.compile(r"New[A-Z]\w*\Z")
_STRINGS = frozenset(("interpreted_string_literal", "raw_string_literal"))
_VERB = re.compile(r"(?<!%)%[sdvq]")
#: ``func str(v string) *string``, ``func ptr[T any](v T) *T``: what many programs call for ``jsii.String``.
_POINTER = re.compile(
    r"^func (\w+)(?:\[\w+ any\])?\((\w+) (\w+)\) \*\3 \{\s*return (?:&|(?:jsii|aws|pulumi)\.\w+\()\2\)?\s*\}",
    re.MULTILINE,
)
_FORMATS = frozenset(("fmt.Sprintf", "jsii.Sprintf", "pulumi.Sprintf"))
#: The options of a resource, each of which is an argument of its own.
_OPTION = re.compile(
    r"pulumi\.(Parent|Providers?|DependsOn|Protect|IgnoreChanges|RetainOnDelete|DeleteBeforeReplace|DeletedWith"
    r"|ReplaceOnChanges|AdditionalSecretOutputs|Aliases|Timeouts|Import|Version|Transformations)\Z"
)


class GoValues(Constructs):
    """Values and calls of Go."""

    language = "go"
    values: ClassVar[dict[str, str]] = {
        "composite_literal": "composite_value",
        "literal_value": "elements_value",
        "literal_element": "inner_value",
        "unary_expression": "unary_value",
        "interpreted_string_literal": "string_value",
        "raw_string_literal": "string_value",
        "int_literal": "number_value",
        "float_literal": "number_value",
        "true": "constant_value",
        "false": "constant_value",
        "nil": "constant_value",
        "parenthesized_expression": "inner_value",
        "call_expression": "call_value",
        "func_literal": "function_value",
        "type_assertion_expression": "asserted_value",
    }
    unwrapped = frozenset(
        f"{package}.{name}{pointer}"
        for package in ("jsii", "pulumi", "aws")
        for name in ("String", "Number", "Bool", "Int", "Float64")
        for pointer in ("", "Ptr")
    )
    worth = re.compile(r"\{|`[^`\n]*\n|\b(?:jsii|pulumi)\.[A-Z]\w*\(")
    creates = re.compile(r"\bNew[A-Z]\w*\(|_From[A-Z]\w*\(")
    usual_scopes = frozenset(("stack", "ctx", "this", "scope"))
    hints = (
        ("cdk", re.compile(r"\baws(?:cdk|[a-z0-9]+)\.New[A-Z]\w*\(")),
        ("pulumi", re.compile(r"\.New[A-Z]\w*\(ctx,")),
    )

    def __init__(self, block: CodeBlock, source: bytes) -> None:
        super().__init__(block, source)
        self._types: set[str] = set()
        self.unwrapped = self.unwrapped | {found[1] for found in _POINTER.finditer(block.text)}

    # -- calls

    def call_of(self, node: Node) -> Call | None:
        """The call that a node is."""
        if node.type != "call_expression":
            return None
        function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None:
            return None
        children = given.named_children if given is not None else []
        arguments = [Argument(None, each) for each in children if each.type != "comment"]
        if function.type != "selector_expression":
            name = self.plain(function)
            return Call(name, arguments, node, function, None, name)
        receiver = function.child_by_field_name("operand")
        method = self.text(function.child_by_field_name("field") or function)
        written = self.dotted(receiver)
        callee = f"{written}.{method}"
        return Call(callee, arguments, node, function, receiver, method)

    def makes(self, call: Call) -> bool:
        """By convention constructors are ``NewX``."""
        return _MAKER.match(call.method) is not None and "(" not in call.callee

    def resolve(self, call: Call) -> Resolved:
        """``awss3.NewBucket`` makes ``s3.Bucket``."""
        head, dot, last = call.callee.rpartition(".")
        found = self.names.resolve(f"{head}{dot}{last[3:]}")
        if found.known or not dot:
            return found if found.known else found._replace(known=True, own=True)
        return self._unimported(call, found)

    def properties(self, body: Body, call: Call, rest: list[Node], native: str) -> None:
        """Puts the arguments into the value; options that are an argument each are one object as elsewhere."""
        options = [self._option(each) for each in rest[1:]]
        told = [each for each in options if each is not None]
        if len({name for name, _ in told}) < len(options):
            super().properties(body, call, rest, native)
            return
        super().properties(body, call, rest[:1], native)
        if told:
            held: Body = dict(told)
            put(body, "opts", Located(held, told[0][1].start, told[-1][1].end, rich=True))

    def _option(self, node: Node) -> tuple[str, Located] | None:
        """Name and value of an option such as ``pulumi.Provider(x)``, with the lines that all of it is on."""
        call = self.call_of(node)
        found = _OPTION.match(call.callee) if call is not None else None
        if call is None or found is None or len(call.arguments) != 1:
            return None
        return found[1], self.value(call.arguments[0].node)._replace(start=node.start_point.row, end=end_row(node))

    def _named(self, call: Call, resolved: Resolved) -> tuple[Node | None, int] | None:
        """In Go the context of the program stands in front of the name."""
        context = call.arguments[:1]
        if not context or self.object_like(context[0].node) or self.string_like(context[0].node):
            return None
        found = super()._named(call._replace(arguments=call.arguments[1:]), resolved)
        return (found[0], found[1] + 1) if found is not None else None

    def _unimported(self, call: Call, found: Resolved) -> Resolved:
        """A fragment without imports: packages of the CDK are called ``awsx``, makers of Pulumi take ``ctx``."""
        head = call.callee.partition(".")[0]
        if self.platform_hint() == "pulumi" and call.arguments and self.text(call.arguments[0].node) == "ctx":
            return Resolved(f"aws.{found.type}", "pulumi", known=True)
        if self.platform_hint() == "cdk" and head.startswith("aws"):
            package = head.removeprefix("aws") if head != "awscdk" else "cdk"
            return Resolved(f"{package}.{found.last}", "cdk", known=True)
        return found

    def string_like(self, node: Node) -> bool:
        """A string, a format, or a sum that begins with one."""
        if node.type == "binary_expression":
            left = node.child_by_field_name("left")
            return left is not None and self.string_like(left)
        call = self.call_of(node)
        if call is not None:
            return call.callee in _FORMATS or call.callee in self.unwrapped
        return node.type in _STRINGS

    def object_like(self, node: Node) -> bool:
        """A composite literal, or the address of one."""
        if node.type == "unary_expression" and self.text(node).startswith("&"):
            node = node.named_children[0]
        return node.type == "composite_literal"

    def label(self, node: Node) -> str:
        """The text of an id: for a format the format itself."""
        call = self.call_of(node)
        while call is not None and call.arguments and (call.callee in self.unwrapped or call.callee in _FORMATS):
            node = call.arguments[0].node
            call = self.call_of(node)
        # the address of a name (`&id`) is that name
        return unescape(self.text(node)[1:-1]) if node.type in _STRINGS else self.plain(node).lstrip("&*")

    def is_literal(self, node: Node) -> bool:
        """A string."""
        call = self.call_of(node)
        if call is not None and call.callee in self.unwrapped and call.arguments:
            node = call.arguments[0].node
        return node.type in _STRINGS

    # -- values

    def string_value(self, node: Node) -> Located:
        """A string."""
        text = self.text(node)
        return self.locate(text[1:-1] if text[:1] == "`" else unescape(text[1:-1]), node, rich="\n" in text)

    def asserted_value(self, node: Node) -> Located | None:
        """``x.(pulumi.StringOutput)`` is ``x`` where that is an object; else it is code."""
        operand = node.child_by_field_name("operand")
        inner = self.value(operand) if operand is not None else None
        return inner if inner is not None and isinstance(inner.value, dict) else None

    def call_value(self, node: Node) -> Located | None:
        """A call as data; a format that holds JSON is that JSON with what is filled in as code."""
        return self._document(node) or super().call_value(node)

    def _document(self, node: Node) -> Located | None:
        call = self.call_of(node)
        if call is None or call.callee not in _FORMATS or not call.arguments:
            return None
        text, *given = (each.node for each in call.arguments)
        if text.type != "raw_string_literal" or "%[" in self.text(text):
            return None
        rest = iter([self.text(each) for each in given])
        found = read_filled(self.text(text)[1:-1], text.start_point.row, lambda each: _filled_in(each, rest))
        if found is None or not isinstance(found.value, dict):
            return None
        name = self.locate(Expression(self.names.resolve(call.callee).type), call.function)
        return wrap(name, found, node.start_point.row, end_row(node))

    def number_value(self, node: Node) -> Located:
        """A number."""
        return self.locate(number(self.text(node)), node)

    def unary_value(self, node: Node) -> Located | None:
        """The address of a value is the value, as it is for ``jsii.String``; a negative number."""
        operand = node.child_by_field_name("operand")
        if operand is not None and (operand.type == "composite_literal" or self.text(node)[:1] == "&"):
            return self.value(operand)
        found = number(self.text(node))
        return None if isinstance(found, Expression) else self.locate(found, node)

    def inner_value(self, node: Node) -> Located:
        """What stands inside."""
        return self.value(node.named_children[0]) if node.named_child_count == 1 else self.expression(node)

    def composite_value(self, node: Node) -> Located | None:
        """``&awss3.BucketProps{...}``, ``map[string]string{...}``, ``pulumi.StringArray{...}``."""
        kind, block = node.child_by_field_name("type"), node.child_by_field_name("body")
        if block is None or kind is None:
            return None
        inner = self.elements_value(block)._replace(start=node.start_point.row)
        name = self.plain(kind)
        plain = isinstance(inner.value, list) or name.startswith("map[") or re.search(r"Map$", name)
        if plain:
            self._types.add(name)
            return inner
        return wrap(self.locate(Expression(self.names.resolve(name).type), kind), inner, inner.start, inner.end)

    def elements_value(self, node: Node) -> Located:
        """What stands between the braces: an object where it has keys, else a list."""
        children = [each for each in node.named_children if each.type != "comment"]
        if children and all(each.type != "keyed_element" for each in children):
            items = [self.value(each) for each in children]
            return self.locate(items, node, rich=any(each.rich for each in items))
        body: Body = {}
        for child in children:
            parts = [each for each in child.named_children if each.type != "comment"]
            if child.type == "keyed_element" and len(parts) == 2:
                put(body, self._key(parts[0]), self.value(parts[1])._replace(start=child.start_point.row))
            else:
                put(body, "unparsed", self.expression(child))
        return self.locate(body, node, rich=True)

    def _key(self, node: Node) -> str:
        inner = node.named_children[0] if node.named_child_count else node
        return unescape(self.text(inner)[1:-1]) if inner.type in _STRINGS else self.plain(inner)

    def function_value(self, node: Node) -> Located:
        """A function as its statements."""
        parameters, block = node.child_by_field_name("parameters"), node.child_by_field_name("body")
        heading = self.slice(node.start_byte, block.start_byte) if block is not None else self.text(node)
        given = self._given(block) if block is not None else None
        inner = given or self.locate(self.body(block.named_children if block is not None else ()), node, rich=True)
        del parameters
        return wrap(self.locate(Expression(self.normal(heading)), node), inner, node.start_point.row, end_row(node))

    def _given(self, block: Node) -> Located | None:
        """The object that a function of one statement gives, with no error beside it."""
        statements = [each for each in block.named_children if each.type != "comment"]
        while len(statements) == 1 and statements[0].type in ("statement_list", "return_statement"):
            statements = [each for each in statements[0].named_children if each.type != "comment"]
        if len(statements) != 1 or statements[0].type != "expression_list":
            return None
        first, *others = statements[0].named_children
        found = self.value(first) if all(each.type == "nil" for each in others) else None
        return found if found is not None and isinstance(found.value, dict) else None


def _filled_in(text: str, rest: Iterator[str]) -> str | Code:
    """A string of a document in a format: the next argument where that is all of it, with its text where not."""
    count = len(_VERB.findall(text))
    if not count:
        return text.replace("%%", "%")
    given = [next(rest, "?") for _ in range(count)]
    return Code(given[0]) if _VERB.fullmatch(text) else Code(f"`{text}` % ({', '.join(given)})")

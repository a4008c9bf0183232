"""HCL bodies and expressions as JSON values with their lines; their shape is :mod:`.terraform_shape`'s."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reviewer.extract.positions import MAX_DEPTH, Node, ParseError, Trouble
from reviewer.extract.terraform_shape import SINGLE, Located, append, below, flattened, put_block
from reviewer.extract.terraform_text import fold, heredoc_body, normalise, template_text, text_of, unescape
from reviewer.model import Expression

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax

#: The key below which stands what could not be read in a body.
UNREADABLE: Final = "unreadable"

_STRING: Final = re.compile(rb'"[^"\\$%\n]*"')
_REFERENCE: Final = re.compile(rb"[A-Za-z_][\w-]*(?:\.[\w*-]+|\[(?:\d+|\*|\"[\w-]*\")\])*")
_NUMBER: Final = re.compile(rb"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_WORDS: Final[Mapping[bytes, Any]] = {b"true": True, b"false": False, b"null": None}
#: Longer runs of digits stay text: Python refuses to convert very long ones.
_MAX_DIGITS: Final = 400
_INTERPOLATED: Final = re.compile(r"(?<!\$)\$\{|(?<!%)%\{")


class Label(NamedTuple):
    """What stands before the brace of a block."""

    type: str
    labels: tuple[str, ...]
    body: Syntax | None


def read_label(block: Syntax) -> Label:
    """Reads the head of a block."""
    words: list[str] = []
    body = None
    for child in block.children:
        if child.type in ("identifier", "string_lit"):
            words.append(text_of(child).strip('"'))
        elif child.type == "body":
            body = child
    return Label(words[0] if words else "", tuple(words[1:]), body)


class Bodies:
    """Reads bodies; collects what is wrong with them.

    Attributes:
        troubles: in order of appearance, lines counted from 0 within the text.
    """

    def __init__(self, offset: int, last: int) -> None:
        """Takes the lines at which the text begins and ends; a brace that was added for it stands on the last one."""
        self.offset = offset
        self.last = last
        self.troubles: list[Trouble] = []

    def lines(self, node: Syntax) -> tuple[int, int]:
        """First and last line of a node."""
        start, end = node.start_point.row + self.offset, node.end_point.row + self.offset
        return min(start, self.last), min(end, self.last)

    def body(self, block: Syntax, body: Syntax | None, depth: int = 0) -> Located:
        """Reads the body of a block."""
        value: dict[str, Any] = {}
        nodes: dict[str | int, Node] = {}
        for child in body.children if body is not None else ():
            if child.type == "attribute":
                self._attribute(child, value, nodes, depth)
            elif child.type == "block":
                self._block(child, value, nodes, depth)
            elif child.type == "ERROR":
                self._unreadable(child, value, nodes)
        for child in block.children if block is not body else ():
            if child.type == "ERROR":
                self._unreadable(child, value, nodes)
        return Located(value, Node(*self.lines(block), nodes))

    def _attribute(self, node: Syntax, value: dict[str, Any], nodes: dict[str | int, Node], depth: int) -> None:
        children = node.children
        key = text_of(children[0])
        start, end = self.lines(node)
        if key in value:
            self.troubles.append(Trouble(start, f"{key} is given twice; the last one counts"))
        if node.has_error:
            code = text_of(node)[len(key) :].strip().removeprefix("=")
            read = Located(Expression(fold(code)), Node(start, end))
        else:
            read = self.expression(children[-1], depth + 1)
        value[key] = read.value
        nodes[key] = Node(start, end, read.node.children)

    def _block(self, node: Syntax, value: dict[str, Any], nodes: dict[str | int, Node], depth: int) -> None:
        label = read_label(node)
        if depth > MAX_DEPTH:
            self._unreadable(node, value, nodes)
            return
        read = self.body(node, label.body, depth + 1)
        if label.type == "dynamic" and label.labels:
            label, read = Label(label.labels[0], (), None), flattened(read)
        *outer, key = (label.type, *label.labels)
        for word in outer:
            value, nodes = below(value, nodes, word, read.node)
        put_block(key, read, value, nodes, single=label.type in SINGLE)

    def _unreadable(self, node: Syntax, value: dict[str, Any], nodes: dict[str | int, Node]) -> None:
        text = fold(text_of(node))
        if text.strip(",;"):
            start, end = self.lines(node)
            append(UNREADABLE, Located(Expression(text), Node(start, end)), value, nodes)

    def expression(self, node: Syntax, depth: int = 0) -> Located:
        """Reads an expression: a JSON value if it is one, else :class:`Expression`."""
        source = node.text or b""
        start, end = self.lines(node)
        quick = _quick(source)
        if quick is not None:
            return Located(quick[0], Node(start, end))
        if depth > MAX_DEPTH or node.has_error:
            return Located(Expression(fold(text_of(node))), Node(start, end))
        core = _core(node)
        quick = _quick(core.text or b"")
        reader = _READERS.get(core.type) if quick is None else None
        read = reader(self, core, depth) if reader else None
        return read or Located(quick[0] if quick else Expression(normalise(core)), Node(start, end))

    def literal(self, node: Syntax, _: int) -> Located | None:
        """A quoted text with escapes, or one that spans lines."""
        source = text_of(node)
        if not source.startswith('"'):
            return None
        return Located(unescape(source[1:-1]), Node(*self.lines(node)))

    def template(self, node: Syntax, depth: int) -> Located | None:
        """A quoted text with interpolations, or a heredoc."""
        template = node.children[0]
        if template.type == "heredoc_template":
            return self._heredoc(template)
        inner = [child for child in template.children if not child.type.startswith("quoted_template_")]
        if len(inner) == 1 and inner[0].type == "template_interpolation" and len(inner[0].children) == 3:
            # "${var.x}" is the old way to write var.x
            return self.expression(inner[0].children[1], depth + 1)
        return Located(Expression(template_text(template)), Node(*self.lines(node)))

    def _heredoc(self, template: Syntax) -> Located:
        body = heredoc_body(template_text(template))
        start, end = self.lines(template)
        embedded = _embedded(body, start + 1)
        if embedded is not None:
            return Located({"jsonencode": embedded.value}, Node(start, end, {"jsonencode": embedded.node}))
        value = Expression(body) if _INTERPOLATED.search(body) else body.replace("$${", "${").replace("%%{", "%{")
        return Located(value, Node(start, end))

    def collection(self, node: Syntax, depth: int) -> Located | None:
        """A list or an object."""
        inner = node.children[0]
        return self._object(inner, depth) if inner.type == "object" else self._tuple(inner, depth)

    def _tuple(self, node: Syntax, depth: int) -> Located:
        items = [self.expression(child, depth + 1) for child in node.children if child.type == "expression"]
        nodes: dict[str | int, Node] = {position: item.node for position, item in enumerate(items)}
        return Located([item.value for item in items], Node(*self.lines(node), nodes))

    def _object(self, node: Syntax, depth: int) -> Located:
        value: dict[str, Any] = {}
        nodes: dict[str | int, Node] = {}
        for child in node.children:
            if child.type == "object_elem":
                key, read = _key(child.children[0]), self.expression(child.children[-1], depth + 1)
                value[key] = read.value
                nodes[key] = Node(*self.lines(child), read.node.children)
        return Located(value, Node(*self.lines(node), nodes))

    def call(self, node: Syntax, depth: int) -> Located | None:
        """A call whose result is known from its text: ``jsonencode({...})``, ``merge(x, {...})``."""
        name = text_of(node.children[0])
        arguments = [
            argument
            for child in node.children
            if child.type == "function_arguments"
            for argument in child.children
            if argument.type in ("expression", "ellipsis")
        ]
        if name not in _CALLS or not arguments:
            return None
        return _CALLS[name](self, node, arguments, depth)

    def _jsonencode(self, node: Syntax, arguments: list[Syntax], depth: int) -> Located | None:
        if len(arguments) != 1 or _core(arguments[0]).type != "collection_value":
            return None
        read = self.expression(arguments[0], depth + 1)
        return Located({"jsonencode": read.value}, Node(*self.lines(node), {"jsonencode": read.node}))

    def _encoded(self, node: Syntax, arguments: list[Syntax], depth: int) -> Located | None:
        """A heredoc below the name of the function that encodes it: ``base64encode(<<EOT ...)``."""
        if len(arguments) != 1 or b"<<" not in (arguments[0].text or b"")[:2]:
            return None
        name, read = text_of(node.children[0]), self.expression(arguments[0], depth + 1)
        return Located({name: read.value}, Node(*self.lines(node), {name: read.node}))

    def _merge(self, node: Syntax, arguments: list[Syntax], depth: int) -> Located | None:
        """The object with the other arguments listed below ``merge``, if none of them can override its entries."""
        read = [self.expression(argument, depth + 1) for argument in arguments]
        objects = [each for each in read if isinstance(each.value, dict)]
        others = read[: len(read) - len(objects)]
        if not objects or any(isinstance(each.value, dict) for each in others):
            return None
        keys = [key for each in objects for key in each.value]
        if len(set(keys)) != len(keys) or "merge" in keys or b"..." in (node.text or b""):
            return None
        value = {key: item for each in objects for key, item in each.value.items()}
        nodes = {key: item for each in objects for key, item in (each.node.children or {}).items()}
        for other in others:
            append("merge", other, value, nodes)
        return Located(value, Node(*self.lines(node), nodes))


_READERS: Final[Mapping[str, Callable[[Bodies, Syntax, int], Located | None]]] = {
    "literal_value": Bodies.literal,
    "template_expr": Bodies.template,
    "collection_value": Bodies.collection,
    "function_call": Bodies.call,
}
_CALLS: Final[Mapping[str, Callable[[Bodies, Syntax, list[Syntax], int], Located | None]]] = {
    "jsonencode": Bodies._jsonencode,
    "base64encode": Bodies._encoded,
    "base64gzip": Bodies._encoded,
    "merge": Bodies._merge,
}


def _quick(source: bytes) -> tuple[Any] | None:
    """The value of the simple expressions, nine of ten, by their text alone: walking the nodes costs ten times that."""
    if _STRING.fullmatch(source):
        return (source[1:-1].decode("utf-8", "replace"),)
    if source in _WORDS:
        return (_WORDS[source],)
    if _REFERENCE.fullmatch(source):
        return (Expression(source.decode("utf-8", "replace")),)
    number = _NUMBER.fullmatch(source)
    if number and len(source) <= _MAX_DIGITS:
        return (_number(source.decode(), number[1] or number[2]),)
    return None


def _number(text: str, fraction: bytes | None) -> int | float:
    value = float(text) if fraction else int(text)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _core(node: Syntax) -> Syntax:
    """The one node that an expression consists of, parentheses around the whole taken away; else the expression."""
    while node.type == "expression":
        children = [child for child in node.children if child.type not in ("(", ")", "comment")]
        if len(children) != 1:
            break
        node = children[0]
    return node


def _key(node: Syntax) -> str:
    """The key of an object's entry: a name, a quoted text, or code in its own spelling."""
    source = node.text or b""
    if _STRING.fullmatch(source):
        return source[1:-1].decode("utf-8", "replace")
    return normalise(node)


def _embedded(body: str, start: int) -> Located | None:
    """The JSON that a heredoc holds, None where it holds none."""
    if body.lstrip()[:1] not in ("{", "["):
        return None
    from reviewer.extract.json_text import parse_json

    try:
        parsed = parse_json(body)
    except ParseError:
        return None
    if parsed.repairs or not isinstance(parsed.value, (dict, list)):
        return None
    return Located(_with_expressions(parsed.value), _moved(parsed.node, start))


def _with_expressions(value: Any) -> Any:
    """Strings with interpolations become the expressions that they are."""
    if isinstance(value, dict):
        return {key: _with_expressions(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_expressions(item) for item in value]
    if isinstance(value, str) and _INTERPOLATED.search(value):
        whole = re.fullmatch(r"\$\{([^{}]*)\}", value)
        return Expression(whole[1].strip() if whole else f'"{value}"')
    return value


def _moved(node: Node, lines: int) -> Node:
    children = node.children and {key: _moved(child, lines) for key, child in node.children.items()}
    return Node(node.start + lines, node.end + lines, children)

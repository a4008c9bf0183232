"""The text of HCL: strings unescaped, heredocs without their margin, expressions in one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from reviewer.extract.positions import MAX_DEPTH

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax

_ESCAPE: Final = re.compile(r'\\(?:([nrt"\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))|([$%])\4(?=\{)')
_PLAIN_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_LAST_CODE_POINT: Final = 0x10FFFF
#: Nodes whose white space is content.
_VERBATIM: Final = frozenset({"quoted_template", "string_lit", "heredoc_template"})
#: Pieces of text that stand close to what is before them, and to what follows.
_TIGHT_BEFORE: Final = frozenset({",", ")", "]", ".", "...", "[*]", ".*"})
_TIGHT_AFTER: Final = frozenset({"(", "[", ".", "!"})
_CLOSERS: Final = frozenset({")", "]", "}"})
#: What a subtraction can follow; a minus after anything else is a sign.
_OPERANDS: Final = frozenset(
    {"identifier", "numeric_lit", "template", ")", "]", "}", "true", "false", "null", "[*]", ".*"}
)


class Piece(NamedTuple):
    """A piece of an expression's text.

    Attributes:
        kind: type of its syntax node; ``template`` for a quoted text or a heredoc.
        text: as it stands in the source, for a template with its interpolations in one spelling.
    """

    kind: str
    text: str


def text_of(node: Syntax) -> str:
    """The source of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def unescape(text: str) -> str:
    """Gives the content of a quoted literal, without its quotes."""
    return _ESCAPE.sub(_unescaped, text) if "\\" in text or "{" in text else text


def _unescaped(match: re.Match[str]) -> str:
    plain, short, long, template = match.groups()
    if template:
        return str(template)
    if plain:
        return _PLAIN_ESCAPES[plain]
    code = int(short or long, 16)
    return chr(code) if code <= _LAST_CODE_POINT and not 0xD800 <= code <= 0xDFFF else match[0]


def heredoc_body(text: str) -> str:
    """The content of a heredoc from its source, its margin taken away where ``<<-`` asks for that."""
    lines = text.split("\n")
    body = lines[1:-1]
    if lines[0].startswith("<<-"):
        margin = min((len(line) - len(line.lstrip()) for line in body if line.strip()), default=0)
        body = [line[margin:] for line in body]
    return "".join(f"{line}\n" for line in body)


def fold(text: str) -> str:
    """Folds white space, for code that no grammar reads."""
    return " ".join(text.split())


def normalise(node: Syntax, depth: int = 0) -> str:
    """Writes an expression on one line in one spelling: spaces, optional commas and comments don't count."""
    return join(_pieces(node, depth))


def join(pieces: Iterator[Piece]) -> str:
    """Puts pieces together with the spaces that ``terraform fmt`` would put on one line."""
    parts: list[str] = []
    before: Piece | None = None
    sign = False
    for piece in pieces:
        if piece.kind in _CLOSERS and before is not None and before.text == ",":
            parts.pop()
            before = Piece(parts[-1].strip(), parts[-1].strip())
        if before is not None and not sign and _spaced(before, piece):
            parts.append(" ")
        sign = piece.kind == "-" and (before is None or before.kind not in _OPERANDS)
        parts.append(piece.text)
        before = piece
    return "".join(parts)


def _spaced(before: Piece, piece: Piece) -> bool:
    if before.kind in _TIGHT_AFTER or piece.kind in _TIGHT_BEFORE:
        return False
    if piece.kind == "(":
        return before.kind != "identifier"
    if piece.kind == "[":
        return before.kind not in ("identifier", "]", ")")
    return not (before.kind == "{" and piece.kind == "}")


def _pieces(node: Syntax, depth: int) -> Iterator[Piece]:
    """The leaves below a node in order, without recursion: an expression may nest as deep as a file is long."""
    stack: list[Syntax | Piece] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, Piece):
            yield item
        elif item.type in _VERBATIM:
            yield Piece("template", template_text(item, depth))
        elif item.type == "comment":
            continue
        elif item.child_count == 0:
            yield Piece(*_leaf(item))
        else:
            stack.extend(reversed(_children(item)))


def _leaf(node: Syntax) -> tuple[str, str]:
    text = text_of(node)
    return ("numeric_lit", text) if node.type == "numeric_lit" else (node.type, text)


def _children(node: Syntax) -> list[Syntax | Piece]:
    """Children of a node; entries of an object always parted by commas, keys always followed by ``=``."""
    children: list[Syntax | Piece] = list(node.children)
    if node.type == "object":
        return list(_with_commas(node))
    if node.type == "object_elem":
        return [Piece("=", "=") if isinstance(child, Piece) or child.type == ":" else child for child in children]
    return children


def _with_commas(node: Syntax) -> Iterator[Syntax | Piece]:
    for child in node.children:
        if child.type == ",":
            continue
        yield child
        if child.type == "object_elem":
            yield Piece(",", ",")


def template_text(node: Syntax, depth: int = 0) -> str:
    """The source of a template, the code of its interpolations in one spelling."""
    if depth > MAX_DEPTH or b"{" not in (node.text or b""):
        return text_of(node)
    source, offset = node.text or b"", node.start_byte
    parts: list[str] = []
    at = 0
    for child in node.children:
        if child.type == "template_interpolation":
            parts.append(source[at : child.start_byte - offset].decode("utf-8", "replace"))
            parts.append(_interpolation(child, depth))
            at = child.end_byte - offset
    parts.append(source[at:].decode("utf-8", "replace"))
    return "".join(parts)


def _interpolation(node: Syntax, depth: int) -> str:
    opening, closing = node.children[0], node.children[-1]
    code = "".join(normalise(child, depth + 1) for child in node.children[1:-1])
    return f"{text_of(opening)}{code}{text_of(closing)}"

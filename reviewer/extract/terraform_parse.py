"""HCL text into syntax trees; where the grammar stumbles, one tree a block, so that one fault costs one block."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from reviewer.extract.positions import Trouble

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax
    from tree_sitter import Parser

#: The heads of Terraform's blocks at the beginning of a line.
HEAD: Final = re.compile(
    r"^[ \t]*(?:(resource|data|variable|output|provider|module|ephemeral|check)"
    r"[ \t]+\"?([\w-]+)\"?(?:[ \t]+\"?([\w-]+)\"?)?|(terraform|locals|moved|import|removed))[ \t]*\{"
)
#: A body of which nothing is shown.
_ELIDED: Final = re.compile(r"(?<![$%])\{[ \t]*(?:\.{3}|…)[ \t]*\}")
#: What markdown escapes outside of a fence, and HCL refuses.
_ESCAPED: Final = re.compile(r"\\([*_#<>\[\]~|-])")
_HEREDOC: Final = re.compile(r"<<-?(\w+)[ \t]*$")


#: What opens and closes something in HCL, and what hides such a sign: a backslash, a comment on a line of its own.
_SIGN: Final = re.compile(r"\\.|^[ \t]*(?:#|//)[^\n]*|\$\{|[\"(\[{}\])]", re.MULTILINE)
_CLOSED_BY: Final = {'"': '"', "(": ")", "[": "]", "{": "}", "${": "}"}
#: More open signs are a broken text rather than one that breaks off.
_MOST_OPEN: Final = 30

_COMMENT_SIGN: Final = re.compile(rb"#|//|/\*")


class Piece(NamedTuple):
    """A part of a text with its tree.

    Attributes:
        text: the part.
        offset: line at which it begins, from 0.
        root: its tree.
        troubles: what is wrong with it, empty where nothing is; lines within the whole text.
    """

    text: str
    offset: int
    root: Syntax
    troubles: tuple[Trouble, ...] = ()

    @property
    def last(self) -> int:
        """Its last line."""
        return self.offset + self.text.count("\n")


@cache
def _parser() -> Parser:
    import tree_sitter_hcl
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_hcl.language()))


def parse(text: str) -> Syntax:
    """Parses a text; the tree may hold errors."""
    return _parser().parse(text.encode("utf-8", "replace")).root_node


def comments_of(root: Syntax) -> list[Syntax]:
    """Every comment below a node, in order.

    One walk, into nothing that holds no sign of a comment: a query of the grammar's library takes time that grows with
    the square of a node's children.
    """
    source = root.text or b""
    signs = [match.start() + root.start_byte for match in _COMMENT_SIGN.finditer(source)]
    found: list[Syntax] = []
    cursor, at = root.walk(), 0
    while (node := cursor.node) is not None:
        at = bisect_left(signs, node.start_byte, at)
        if at == len(signs):
            break
        if node.type == "comment":
            found.append(node)
        elif signs[at] < node.end_byte and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return found
    return found


def parse_pieces(text: str) -> list[Piece]:
    """Parses a text whole, or block by block where the whole has errors."""
    root = parse(text)
    if not root.has_error:
        return [Piece(text, 0, root)]
    return [_repaired(part, offset) for part, offset in _parts(text)]


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """Cuts a text before every head that stands no deeper than the first one, outside heredocs."""
    lines = text.split("\n")
    heads = [number for number in _outside_heredocs(lines) if HEAD.match(lines[number])]
    margin = min((_margin(lines[number]) for number in heads[:1]), default=0)
    cuts = [0, *(number for number in heads if number and _margin(lines[number]) <= margin), len(lines)]
    for start, end in pairwise(cuts):
        part = "\n".join(lines[start:end])
        if part.strip():
            yield part, start


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _outside_heredocs(lines: list[str]) -> Iterator[int]:
    """Numbers of the lines that are no content of a heredoc; one that never ends has none."""
    last = {line.strip(): number for number, line in enumerate(lines)}
    marker = ""
    for number, line in enumerate(lines):
        if marker:
            marker = "" if line.strip() == marker else marker
            continue
        yield number
        opening = _HEREDOC.search(line)
        if opening and last.get(opening[1], -1) > number:
            marker = opening[1]


def _repaired(part: str, offset: int) -> Piece:
    """Parses one block; a brace that it lacks or has too many is put right."""
    root = parse(part)
    if not root.has_error:
        return Piece(part, offset, root)
    last = offset + part.rstrip().count("\n")
    for mended, what in _mendings(part):
        again = parse(mended)
        if not again.has_error:
            return Piece(part, offset, again, (Trouble(last, what),))
    return Piece(part, offset, root, tuple(_errors(root, offset)))


def _mendings(part: str) -> Iterator[tuple[str, str]]:
    stripped = part.rstrip()
    open_braces = part.count("{") - part.count("}")
    # more than a few open braces are a broken text rather than a cut-off one
    for missing in (open_braces, 1, 2, 3):
        if 0 < missing <= 10:
            yield stripped + "\n" + "}" * missing + "\n", "closing brace missing, read as if the block ended here"
    if (ended := _ended(stripped)) is not None:
        yield ended, "the code breaks off here, read as if everything open were closed"
    if stripped.endswith("}"):
        yield stripped[:-1], "one closing brace too many"
    lines = part.split("\n")
    if (plain := _ESCAPED.sub(r"\1", part)) != part:
        yield plain, "escapes of markdown in the code left out"
    blank = "\n".join("" if line.strip().strip("#/ ") in ("...", "…") else line for line in lines)
    if (elided := _ELIDED.sub("{}", blank)) != part:
        yield elided, "code left out (...)"


def _ended(code: str) -> str | None:
    """Code that breaks off, with what is open at its end closed: a text, a list, a block; None where nothing is."""
    opened: list[str] = []
    for sign in _SIGN.findall(code):
        if sign.lstrip()[0] in "\\#/":
            continue
        if opened and sign == opened[-1]:
            opened.pop()
        elif sign in _CLOSED_BY and (opened[-1:] != ['"'] or sign == "${"):
            opened.append(_CLOSED_BY[sign])
    if not opened or len(opened) > _MOST_OPEN:
        return None
    # a block ends on a line of its own
    return code + "".join(f"\n{sign}" if sign != '"' else sign for sign in reversed(opened)) + "\n"


def _errors(root: Syntax, offset: int) -> Iterator[Trouble]:
    """The first error below a node: what follows it is mostly its consequence."""
    node = root
    while True:
        bad = next((child for child in node.children if child.has_error or child.is_missing), None)
        if bad is None or node.type == "ERROR":
            yield Trouble(node.start_point.row + offset, "HCL syntax error")
            return
        node = bad

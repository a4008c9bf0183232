"""Programs kept in strings: the tokens by which two of them are compared, whatever their layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from reviewer.extract.languages import recognise
from reviewer.extract.programs.text import quoted

if TYPE_CHECKING:
    from tree_sitter import Node

#: A token and the line it begins in, counted from 0.
Token = tuple[str, int]

#: What shows that a string without a label is a program: most inline functions begin with one of these.
_SIGNS: Final = (
    ("py", re.compile(r"^(?:from [\w.]+ import |import [\w., ]+$|(?:async )?def \w+\()", re.MULTILINE)),
    ("js", re.compile(r"\bexports\.\w+ = |\brequire\(|^(?:const|let|var|async function|function) ", re.MULTILINE)),
)
_LANGUAGES: Final = frozenset({"py", "js", "ts"})
#: Longer strings are compared line by line: nobody writes them inline, and each costs a parse.
_LONGEST: Final = 100_000


def tokens_of(text: str) -> list[Token] | None:
    """Gives the tokens of a program; quotes, trailing commas, semicolons and comments make no difference.

    Blocks that only indentation shows are put in braces, so that a statement moved into another block differs.

    Returns:
        None where the text is no program in a language that is kept in strings, or does not parse.
    """
    from reviewer.extract.programs import parse_program

    language = _language_of(text)
    if language is None or len(text) > _LONGEST:
        return None
    root = parse_program(language, text.encode("utf-8", "replace"))
    return None if root.has_error else list(_tokens(root))


def _language_of(text: str) -> str | None:
    known = recognise(text)
    if known in _LANGUAGES:
        return known
    return next((language for language, sign in _SIGNS if sign.search(text)), None) if known is None else None


def _tokens(root: Node) -> Iterator[Token]:
    stack: list[Node | Token] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            yield item
        elif item.type in ("string", "template_string") or not item.children:
            if not _is_silent(item):
                yield from _lines(item)
        else:
            inside: list[Node | Token] = list(item.children)
            if item.type == "block" and item.children[0].type != "{":
                inside = [("{", item.start_point.row), *inside, ("}", item.end_point.row)]
            stack.extend(reversed(inside))


def _lines(leaf: Node) -> Iterator[Token]:
    """A leaf as one token; of a string over several lines each line is one, for its lines are no layout."""
    return ((line, leaf.start_point.row + at) for at, line in enumerate(quoted(_text(leaf)).split("\n")))


def _is_silent(leaf: Node) -> bool:
    """Comments, semicolons and trailing commas; the comma of a tuple of one makes the tuple."""
    if leaf.type in ("comment", ";"):
        return True
    follower = leaf.next_sibling
    ends = leaf.type == "," and follower is not None and follower.type in (")", "]", "}")
    return ends and (leaf.parent is None or leaf.parent.type != "tuple")


def _text(leaf: Node) -> str:
    return (leaf.text or b"").decode("utf-8", "replace")

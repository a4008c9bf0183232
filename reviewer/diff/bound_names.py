"""Names that mean nothing outside of an expression: the parameters of lambdas, the variables of comprehensions.

``subnets.map(s => s.id)`` is ``subnets.map(subnet => subnet.id)``; they are numbered in the order of their binding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

_NAME: Final = re.compile(r"[A-Za-z_$][\w$]*\Z")
_OPEN: Final = frozenset("([{")
_CLOSE: Final = frozenset(")]}")


class _Scope(NamedTuple):
    """Where a name is bound.

    Attributes:
        names: that are bound there.
        within: tokens among which they mean what they are bound to.
        without: tokens within that speak of the outer name, such as what a comprehension goes through.
    """

    names: list[str]
    within: range
    without: range = range(0)


def with_numbered_names(tokens: list[str]) -> list[str]:
    """Gives tokens with numbers in place of the names that are bound among them."""
    scopes = list(_scopes(tokens))
    if not scopes:
        return tokens
    found = list(tokens)
    number = 0
    for scope in scopes:
        for name in dict.fromkeys(scope.names):
            places = [at for at in scope.within if at not in scope.without and found[at] == name]
            free = [at for at in places if (at == 0 or tokens[at - 1] not in (".", "?.")) and not _is_key(tokens, at)]
            if any(_is_shorthand(tokens, at) for at in free):
                continue
            for at in free:
                found[at] = f"#{number}"
            number += 1
    return found


def _scopes(tokens: Sequence[str]) -> Iterator[_Scope]:
    for at, word in enumerate(tokens):
        if word == "=>":
            start = _opening(tokens, at - 1) if tokens[at - 1] == ")" else at - 1
            yield _Scope(_parameters(tokens[max(start, 0) : at]), range(max(start, 0), _end(tokens, at + 1)))
        elif word == "lambda" and ":" in tokens[at:]:
            colon = tokens.index(":", at)
            yield _Scope(_parameters(tokens[at + 1 : colon]), range(at, _end(tokens, colon + 1)))
        elif word == "for" and "in" in tokens[at:]:
            inside = tokens.index("in", at)
            iterated = range(inside + 1, _end(tokens, inside + 1, ("for", "if", "async")))
            start = _enclosing(tokens, at)
            yield _Scope(_parameters(tokens[at + 1 : inside]), range(start, _end(tokens, at, ())), iterated)


def _parameters(tokens: Sequence[str]) -> list[str]:
    """The names of a list of parameters; those with a default value or a type stand first in their part."""
    ahead = ["", *tokens]
    return [
        word for before, word in zip(ahead, tokens, strict=False) if before in ("", "(", ",", "[") and _NAME.match(word)
    ]


def _opening(tokens: Sequence[str], at: int) -> int:
    depth = 0
    while at >= 0:
        depth += (tokens[at] in _CLOSE) - (tokens[at] in _OPEN)
        if depth == 0:
            return at
        at -= 1
    return 0


def _enclosing(tokens: Sequence[str], at: int) -> int:
    depth = 0
    for place in range(at - 1, -1, -1):
        depth += (tokens[place] in _CLOSE) - (tokens[place] in _OPEN)
        if depth < 0:
            return place
    return 0


def _end(tokens: Sequence[str], start: int, marks: Sequence[str] = (",",)) -> int:
    """Where an expression ends: at the bracket that closes around it, or at a mark outside of its own brackets."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += (tokens[at] in _OPEN) - (tokens[at] in _CLOSE)
        if depth < 0 or (depth == 0 and tokens[at] in marks):
            return at
    return len(tokens)


def _is_key(tokens: Sequence[str], at: int) -> bool:
    """Whether a word is the key of an object, or the name of an argument."""
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    before = tokens[at - 1] if at else ""
    return (after == ":" and before in ("{", ",") and tokens[_enclosing(tokens, at)] == "{") or (
        after == "=" and before in ("(", ",")
    )


def _is_shorthand(tokens: Sequence[str], at: int) -> bool:
    """Whether a name is the key of an object and its value in one."""
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    before = tokens[at - 1] if at else ""
    return before in ("{", ",") and after in ("}", ",") and tokens[_enclosing(tokens, at)] == "{"

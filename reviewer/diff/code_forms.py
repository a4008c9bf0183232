"""One form for every way to write the same expression.

White space, the kind of the quotes, a comma before a closing bracket, brackets that change nothing, and the names that
a lambda or a comprehension gives to what it goes through are the author's taste.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from reviewer.diff.bound_names import with_numbered_names

_TOKEN: Final = re.compile(
    r"""(?P<text>(?:\b[fFrRbBuU]{1,2})?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`))"""
    r"|[\w$]+|=>|===|!==|\*\*|//|&&|\|\||\?\?|\?\.|\.\.\.|::|->|:=|[=!<>]=|\s+|.",
    re.DOTALL,
)
#: A text whose quotes may be of the other kind: it holds none, and escapes nothing.
_PLAIN: Final = re.compile(r"(?P<prefix>\w*)(?P<quote>[\"'`])(?P<text>[^\"'`\\]*)(?P=quote)\Z")
_HOLE: Final = re.compile(r"\{\s*([^{}]*?)\s*\}")
_WORD: Final = re.compile(r"[\w$]+\Z")
_QUOTES: Final = ('"', "'", "`")
_DOTS: Final = (".", "?.")
_OPEN: Final = {"(": ")", "[": "]", "{": "}"}
_CLOSE: Final = frozenset(_OPEN.values())
#: How closely operators bind, by what the languages agree on; others are left alone.
_BINDS: Final = {
    **dict.fromkeys(("||", "or"), 1),
    **dict.fromkeys(("&&", "and"), 2),
    **dict.fromkeys(("==", "!=", "===", "!==", "<", ">", "<=", ">="), 3),
    **dict.fromkeys(("+", "-"), 4),
    **dict.fromkeys(("*", "/", "%"), 5),
}
#: What begins or ends the place of a whole expression.
_BEFORE: Final = frozenset({"", "(", "[", ",", "=", ":", "?", "=>", "return"})
_AFTER: Final = frozenset({"", ")", "]", "}", ",", ";"})
#: What makes a whole expression in brackets another one without them.
_NEEDS_BRACKETS: Final = frozenset({",", "for", ":=", ";", "yield", "{", "}", "=>", "=", "lambda"})
#: A comparison, and the one that holds where it does not.
_TURNED: Final = {"==": "!=", "!=": "==", "===": "!==", "!==": "===", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
#: What is chosen where a comparison holds, and where not: whether that is the comparison turned round.
_TRUTHS: Final = {("true", "false"): False, ("false", "true"): True}
#: The words of a choice around its comparison: two values, ``if`` and ``else`` or ``?`` and ``:``.
_CHOICE: Final = 4
#: What makes more of a comparison than two values.
_NOT_PLAIN: Final = frozenset({"if", "else", "?", ":", "in", "not", "is", "!", "=>", "lambda", "for", "??", "await"})
#: Longer code is a program: its lines are compared one by one.
_LONGEST: Final = 2_000


@lru_cache(maxsize=8192)
def code_form(code: str) -> str:
    """Gives the form of an expression."""
    if len(code) > _LONGEST or "\n" in code.strip():
        return code
    tokens = _without_needless(with_numbered_names([_text(each) for each in _tokens(code)]))
    return " ".join(_without_choice(tokens) or tokens)


def name_form(name: str) -> str:
    """Gives the form of a name or text in which ``{...}`` holds code that is filled in."""
    return _HOLE.sub(lambda match: "{" + code_form(match[1]) + "}", name) if "{" in name else name


def _tokens(code: str) -> Iterator[str]:
    return (match[0] for match in _TOKEN.finditer(code) if not match[0].isspace())


def _text(word: str) -> str:
    """A text in double quotes where it can stand in them, without white space around what is filled in."""
    plain = _PLAIN.match(word)
    if plain is None:
        return word
    filled_in = "f" in plain["prefix"].lower() or (plain["quote"] == "`" and "${" in word)
    if filled_in:
        text = _HOLE.sub(lambda match: "{" + " ".join(_tokens(match[1])) + "}", plain["text"])
        return f"{plain['prefix'].lower()}`{text}`"
    if "\n" in word or (plain["quote"] == "`" and plain["prefix"]):
        return word
    return f'{plain["prefix"]}"{plain["text"]}"'


def _without_needless(tokens: list[str]) -> list[str]:
    """Takes out brackets that change nothing, and commas before a closing bracket."""
    gone: set[int] = set()
    opened: list[int] = []
    for at, word in enumerate(tokens):
        if word in _OPEN:
            opened.append(at)
        elif word in _CLOSE and opened:
            start = opened.pop()
            is_call = start > 0 and _ends_value(tokens[start - 1])
            if tokens[at - 1] == "," and (word != ")" or is_call) and at - 1 > start:
                gone.add(at - 1)
            if word == ")" and not is_call and _is_needless(tokens, start, at):
                gone |= {start, at}
    return [word for at, word in enumerate(tokens) if at not in gone]


def _without_choice(tokens: Sequence[str]) -> list[str] | None:
    """Gives a comparison that only chooses between true and false, itself or turned round; None for any other code."""
    if len(tokens) > _CHOICE and tokens[1] == "if" and tokens[-2] == "else":
        compared, chosen = tokens[2:-2], (tokens[0], tokens[-1])
    elif len(tokens) > _CHOICE and tokens[-4] == "?" and tokens[-2] == ":":
        compared, chosen = tokens[:-4], (tokens[-3], tokens[-1])
    else:
        return None
    turned = _TRUTHS.get((chosen[0].lower(), chosen[1].lower()))
    words = _without_needless(list(compared))
    outside = list(_outside(words))
    places = [at for at in outside if words[at] in _TURNED]
    if turned is None or len(places) != 1 or any(words[at] in _BINDS for at in outside if at not in places):
        return None
    if not _NOT_PLAIN.isdisjoint(words):
        return None
    at = places[0]
    return [*words[:at], _TURNED[words[at]] if turned else words[at], *words[at + 1 :]]


def _outside(tokens: Sequence[str]) -> Iterator[int]:
    """Gives the places outside of all brackets."""
    depth = 0
    for at, word in enumerate(tokens):
        depth -= word in _CLOSE
        if depth == 0 and word not in _CLOSE and word not in _OPEN:
            yield at
        depth += word in _OPEN


def _ends_value(word: str) -> bool:
    """Whether a bracket after the word calls it."""
    return word in _CLOSE or word in (">", "?.") or (bool(_WORD.match(word)) and word not in _BINDS | {"return": 0})


def _is_needless(tokens: Sequence[str], start: int, end: int) -> bool:
    inside = tokens[start + 1 : end]
    before = tokens[start - 1] if start else ""
    after = tokens[end + 1] if end + 1 < len(tokens) else ""
    if not inside:
        return False
    if after == "=>":
        return len(inside) == 1
    if before in _BEFORE and after in _AFTER and not _NEEDS_BRACKETS.intersection(inside):
        return before not in ("=>", "=") or after != "}"
    binds = _weakest(inside)
    if binds is None:
        return False
    looser_before = before in _BEFORE or _BINDS.get(before, binds) < binds
    return looser_before and (after in _AFTER or _BINDS.get(after, binds + 1) <= binds)


def _weakest(tokens: Sequence[str]) -> int | None:
    """How closely the loosest operator outside of inner brackets binds, None where that isn't known."""
    depth, weakest, before = 0, max(_BINDS.values()) + 1, ""
    for word in tokens:
        has_value = _ends_value(before) or before.endswith(_QUOTES)
        depth -= word in _CLOSE
        if depth == 0 and word not in _CLOSE and word not in _DOTS:
            if word in _BINDS and has_value:
                weakest = min(weakest, _BINDS[word])
            elif word in _OPEN:
                if not has_value and word != "(":
                    return None
            elif has_value or not (_WORD.match(word) or word.endswith(_QUOTES)):
                return None
        depth += word in _OPEN
        before = word
    return weakest

"""One spelling for the text of an expression: what a formatter changes is gone, every other token stands.

White space, quotes, trailing commas and semicolons before a closing bracket are brought into one form by a small
scanner rather than by walking the tree: expressions are most of a program, and a compiled pattern reads them ten
times faster than nodes can be visited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from reviewer.model import Expression

#: Content of a string up to its quote, unrolled: no alternative is tried twice at one place.
_DOUBLE: Final = r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
_SINGLE: Final = r"'[^'\\\n]*(?:\\.[^'\\\n]*)*'"
_TRIPLE: Final = r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""'
#: A regular expression of JavaScript stands where no operand can be on its left. The bounds keep hostile text linear.
_REGULAR: Final = (
    r"(?=/)(?:(?<=[(,=:\[!&|?])|(?<=[(,=:\[!&|?] )|(?<=return ))"
    r"/(?![/*\s])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.){0,99}\]){1,199}/[a-z]*"
)
_STRINGS: Final = {
    "py": rf"(?=[fFrRbBuU\"'])[fFrRbBuU]{{0,2}}(?:{_TRIPLE}|{_TRIPLE.replace(chr(34), chr(39))}|{_DOUBLE}|{_SINGLE})",
    "go": rf"{_DOUBLE}|{_SINGLE}|`[^`]*`",
    "java": rf"{_TRIPLE}|{_DOUBLE}|{_SINGLE}",
    "ts": rf"{_DOUBLE}|{_SINGLE}|`[^`\\]*(?:\\.[^`\\]*)*`|{_REGULAR}",
}
_COMMENTS: Final = {"py": r"\#[^\n]*|\\\n", "ts": r"//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/"}
_OPERATORS: Final = (
    r"===|!==|\*\*=|\?\?=|<<=|>>=|\.\.\.|==|!=|<=|>=|=>|->|<-|:=|::|&&|\|\||\?\?|\?\.(?!\d)|\+\+|--"
    r"|\+=|-=|\*=|/=|%=|&=|\|=|\^=|\*\*|<<|>>|\$\{"
)


#: Around the name of an element in the text of an expression: private characters, gone when the text is finished.
MARKS: Final = ("\ue000", "\ue001")


def _scanner(language: str) -> re.Pattern[str]:
    comments = _COMMENTS.get(language, _COMMENTS["ts"])
    operators = rf"//=|//|{_OPERATORS}" if language == "py" else _OPERATORS
    text, word = rf"(?P<text>{_STRINGS[language]}|{MARKS[0]}[^{MARKS[1]}]*{MARKS[1]})", r"(?P<word>[\w$]+)"
    # What is most frequent is tried first; only in Python does a string begin like a word.
    first, second = (text, word) if language == "py" else (word, text)
    pattern = rf"(?P<gap>(?:\s+|{comments})+)|{first}|{second}|(?P<op>{operators}|.)"
    return re.compile(pattern, re.DOTALL)


_SCANNERS: Final[dict[str, re.Pattern[str]]] = {}
_SIMPLE: Final = re.compile(r"[\w$.]+\Z")
_WORDS_BEFORE_SPACE: Final = frozenset(
    [
        "if",
        "else",
        "for",
        "while",
        "in",
        "of",
        "return",
        "and",
        "or",
        "not",
        "is",
        "lambda",
        "await",
        "new",
        "typeof",
        "instanceof",
        "as",
        "yield",
        "throw",
        "raise",
        "case",
        "from",
        "import",
        "async",
        "delete",
        "void",
        "keyof",
        "extends",
        "range",
        "func",
        "satisfies",
        "except",
        "with",
        "assert",
        "del",
        "elif",
        "const",
        "let",
        "var",
    ]
)
_OPENING: Final = {"(": ")", "[": "]", "{": "}", "${": "}"}
_TIGHT_AFTER: Final = frozenset(("(", "[", ".", "?.", "!", "~", "@", "...", "::", "${"))
#: A raw string of Go that says the same between double quotes.
_PLAIN_RAW: Final = re.compile(r"^`([^`\\\"\n]*)`$")
#: What an f-string is filled with, without a format or a string of its own, and the blanks that mean nothing there.
_FILLED: Final = re.compile(r"(?<!\{)\{([^{}'\"!:]*)\}(?!\})")
_AROUND: Final = re.compile(r"\s*([-+*/%(),\[\]])\s*")
_MEMBER_AFTER: Final = frozenset((".", "?."))
_TIGHT_BEFORE: Final = frozenset((")", "]", ",", ";", ".", "?.", "::"))
#: Operators that stand tight before their operand where nothing stands on their left (``-1``, ``&x``, ``*p``).
_PREFIXES: Final = frozenset(("-", "+", "*", "&", "**", "++", "--", "<-"))


#: A longer text is a program of its own, and hardly stands there twice.
_SHORT: Final = 200


class _Token(NamedTuple):
    kind: str
    text: str
    gap: bool


class _Open:
    """An open bracket: what it is, and what was seen directly inside it."""

    __slots__ = ("bracket", "call", "commas", "questions")

    def __init__(self, bracket: str, call: bool) -> None:
        self.bracket = bracket
        self.call = call
        self.commas = 0
        self.questions = 0


def expression(text: str, language: str) -> Expression:
    """The text of an expression in its one spelling.

    Args:
        text: the source.
        language: ``ts``, ``js``, ``py``, ``go`` or ``java``.
    """
    return Expression(normalise(text, language))


def normalise(text: str, language: str) -> str:
    """Like :func:`expression`, as plain text."""
    if _SIMPLE.match(text):
        return text
    return _spell_short(text, language) if len(text) <= _SHORT else _spell(text, language)


def _spell(text: str, language: str) -> str:
    language = "ts" if language == "js" else language
    scanner = _SCANNERS.get(language)
    if scanner is None:
        scanner = _SCANNERS[language] = _scanner(language)
    return _join(_tokens(text, scanner, language), language)


#: Both answers and the deployed code say most short expressions again.
_spell_short: Final = lru_cache(maxsize=16_384)(_spell)


def quoted(text: str) -> str:
    """A string literal in double quotes, whatever its own were."""
    start = len(text) - len(text.lstrip("fFrRbBuU"))
    prefix, body = text[:start].lower().replace("u", ""), text[start:]
    if "f" in prefix:
        body = _FILLED.sub(lambda found: "{" + _AROUND.sub(r"\1", found[1].strip()) + "}", body)
    if body[:1] != "'" or len(body) < 2:
        return prefix + body
    width = 3 if body.startswith("'''") and len(body) >= 6 else 1
    inner = body[width:-width]
    if width == 1:
        inner = re.sub(r"\\(.)|\"", lambda m: "'" if m[1] == "'" else m[0] if m[1] else '\\"', inner, flags=re.DOTALL)
    return prefix + '"' * width + inner + '"' * width


def _adjoined(left: str, right: str) -> str | None:
    """Two string literals of Python side by side are one, None where one of them is raw, of bytes or of many lines."""
    sides = [re.fullmatch(r'(f?)"(?!"")(.*)"', each, re.DOTALL) for each in (left, right)]
    prefix = "f" if any(each and each[1] for each in sides) else ""
    parts = []
    for each in sides:
        if each is None:
            return None
        parts.append(each[2] if each[1] == prefix else each[2].replace("{", "{{").replace("}", "}}"))
    return f'{prefix}"{"".join(parts)}"'


def _tokens(text: str, scanner: re.Pattern[str], language: str) -> list[_Token]:
    tokens: list[_Token] = []
    gap = told = False
    for match in scanner.finditer(text):
        kind = match.lastgroup or "op"
        if kind == "gap":
            gap, told = True, not match[0].isspace()
            continue
        word = match[0]
        if told and word == ")" and _calls(tokens):
            tokens.append(_Token("op", "...", gap=False))
        told = False
        if word[0] == MARKS[0]:
            word = word[1:-1]
        elif kind == "text" and language in ("ts", "py"):
            word = quoted(word)
        elif kind == "text" and language == "go":
            word = _PLAIN_RAW.sub(r'"\1"', word)
        elif kind == "word" and tokens and tokens[-1].text in _MEMBER_AFTER:
            kind = "member"  # what a keyword is elsewhere is a name there: ``InstanceType.of(...)``
        if kind == "text" and language == "py" and tokens and tokens[-1].kind == "text":
            whole = _adjoined(tokens[-1].text, word)
            if whole is not None:
                tokens[-1] = tokens[-1]._replace(text=whole)
                gap = False
                continue
        tokens.append(_Token(kind, word, gap))
        gap = False
    return tokens


def _calls(tokens: Sequence[_Token]) -> bool:
    """Whether a call begins here: a comment for all its arguments stands for code that is not shown."""
    return len(tokens) > 1 and tokens[-1].text == "(" and tokens[-2].kind in ("word", "member")


def _join(tokens: list[_Token], language: str) -> str:
    out: list[str] = []
    stack = [_Open("", call=False)]
    before: _Token | None = None
    tight = False
    last = len(tokens) - 1
    for index, token in enumerate(tokens):
        follower = tokens[index + 1].text if index < last else ""
        if _droppable(token, follower, stack[-1], language):
            continue
        if before is not None and not tight and _spaced(before, token, stack[-1], language):
            out.append(" ")
        out.append(token.text)
        followed = index < last and tokens[index + 1].gap
        tight = _is_tight(before, token, stack[-1], language) or _is_type(before, token, followed, language)
        _track(stack, before, token)
        before = token
    return "".join(out)


def _droppable(token: _Token, follower: str, top: _Open, language: str) -> bool:
    """Trailing commas (but not the one that makes a tuple) and semicolons that end a text or a block."""
    if token.text == ";":
        return follower in ("", "}")
    if token.text != "," or follower not in (")", "]", "}"):
        return False
    return not (language == "py" and top.bracket == "(" and not top.call and top.commas == 0)


def _track(stack: list[_Open], before: _Token | None, token: _Token) -> None:
    text = token.text
    top = stack[-1]
    if token.kind != "op":
        return
    if text in _OPENING:
        stack.append(_Open(text, call=before is not None and _ends_operand(before)))
    elif text in (")", "]", "}") and len(stack) > 1:
        stack.pop()
    elif text == ",":
        top.commas += 1
    elif text == "?":
        top.questions += 1
    elif text == ":" and top.questions:
        top.questions -= 1


def _ends_operand(token: _Token) -> bool:
    """Whether something stands on the left of what follows, so that ``-`` is minus and ``(`` a call."""
    if token.kind == "word":
        return token.text not in _WORDS_BEFORE_SPACE
    return token.kind in ("text", "member") or token.text in (")", "]", "}")


def _is_tight(before: _Token | None, token: _Token, top: _Open, language: str) -> bool:
    """Whether no space may follow this token."""
    if token.kind != "op":
        return False
    if token.text in _TIGHT_AFTER:
        return True
    if token.text in _PREFIXES:
        return before is None or not _ends_operand(before)
    if token.text == "<":
        return not token.gap
    if token.text == ":":
        return language in ("py", "go") and top.bracket == "["
    return token.text == "=" and language == "py" and top.bracket == "("


def _is_type(before: _Token | None, token: _Token, followed: bool, language: str) -> bool:
    """Go writes types without a space (``*string``, ``[]string``); its own formatter tells them from operators."""
    if language != "go" or followed or token.kind != "op":
        return False
    return token.text == "]" or (token.text in ("*", "&") and (token.gap or before is None or before.text == "]"))


def _spaced(before: _Token, token: _Token, top: _Open, language: str) -> bool:  # noqa: PLR0911 - one case a line
    text = token.text
    if token.kind == "text":
        return not (text.startswith("`") and before.kind in ("word", "member") and _ends_operand(before))
    if token.kind == "word":
        return True
    if text in _TIGHT_BEFORE:
        # a keyword of Python is the usual name of a module elsewhere: `lambda.Code`
        return text == "." and before.kind == "word" and before.text in _WORDS_BEFORE_SPACE - {"lambda"}
    if text in ("(", "["):
        return not _ends_operand(before) or before.text == "}"
    if text == ":":
        # the type of what may be left out (`size?: string`) is no branch of a condition
        return top.questions > 0 and before.text != "?"
    if text == "}":
        return before.text != "{" and top.bracket != "${"
    if text in ("++", "--", "!", "?") and _ends_operand(before):
        return text == "?" and token.gap
    if text in ("<", ">"):
        return token.gap
    return not (text == "=" and language == "py" and top.bracket == "(")

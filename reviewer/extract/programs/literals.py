"""Literals of programming languages as JSON values."""

from __future__ import annotations

import re
from typing import Final

from reviewer.model import Expression

_ESCAPE: Final = re.compile(r"\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r?\n|.)", re.DOTALL)
_PLAIN: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_INTEGER: Final = re.compile(r"[-+]?\s*(?:0|[1-9][\d_]*)[nlL]?\Z")
_BASED: Final = re.compile(r"[-+]?\s*0[xXoObB][\da-fA-F_]+\Z")
_DECIMAL: Final = re.compile(r"[-+]?\s*(?:\d[\d_]*\.[\d_]*|\.\d[\d_]*|\d[\d_]*)(?:[eE][-+]?\d+)?[dDfF]?\Z")
#: Digits that Python turns into a number without complaint; longer ones are text.
_DIGITS: Final = 300


def unescape(text: str) -> str:
    """The content of a string literal, escapes resolved."""
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) > 2 and code[0] in "ux":
        point = int(code.strip("ux{}"), 16)
        return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else match[0]
    return _PLAIN.get(code, code)


def number(text: str) -> int | float | Expression:
    """A number, or the text where it is none."""
    digits = text.replace("_", "").replace(" ", "")
    if len(digits) < _DIGITS:
        if _INTEGER.match(text):
            return int(digits.rstrip("nlL"))
        if _BASED.match(text):
            return int(digits, 0)
        if _DECIMAL.match(text):
            value = float(digits.rstrip("dDfF"))
            return value if abs(value) != float("inf") else Expression(text)
    return Expression(text)


def string_content(text: str) -> str | None:
    """Content of a string literal of Python, None where it is a formatted one with substitutions."""
    prefix = text[: len(text) - len(text.lstrip("fFrRbBuU"))].lower()
    text = text[len(prefix) :]
    inner = text[3:-3] if text.startswith(('"""', "'''")) and len(text) >= 6 else text[1:-1]
    if "f" in prefix:
        if "{" in inner.replace("{{", ""):
            return None
        inner = inner.replace("{{", "{").replace("}}", "}")
    return inner if "r" in prefix else unescape(inner)

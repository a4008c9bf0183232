"""Programs that break off: an answer that ends within a class is read as far as it goes."""

from __future__ import annotations

import re
from typing import Final

_CLOSED_BY: Final = {"(": ")", "[": "]", "{": "}", "${": "}", "/*": "*/"}
_TEMPLATE: Final = "`"
#: A text in quotes ends with its line at the latest.
_TEXT: Final = r"""\"(?:\\.|[^"\\\n])*(?:\"|(?=\n))|'(?:\\.|[^'\\\n])*(?:'|(?=\n))"""
_LONG: Final = r'"""(?:\\.|[^\\])*?"""|' + r"'''(?:\\.|[^\\])*?'''"
#: What hides a sign, what begins and has no end, and the signs that open and close.
_CODE: Final = re.compile(
    rf"(?P<line>//[^\n]*)|(?P<text>{_TEXT}|/\*.*?\*/)|(?P<open>[\"']|/\*)|[()\[\]{{}}`]", re.DOTALL
)
_PYTHON: Final = re.compile(
    rf"(?P<line>#[^\n]*)|(?P<text>{_LONG}|(?!\"\"\"|'''){_TEXT})|(?P<open>\"\"\"|'''|[\"'])|[()\[\]{{}}]", re.DOTALL
)
#: The same within backquotes, where only some languages have code.
_FILLED: Final = re.compile(r"(?P<text>\\.)|\$\{|`", re.DOTALL)
_PLAIN: Final = re.compile(r"`")
_FILLING: Final = frozenset(("ts", "tsx", "js"))
#: More open signs are a broken text rather than one that breaks off.
_MOST_OPEN: Final = 40


def closed(text: str, language: str) -> str | None:
    """Gives code that breaks off with all that is open at its end closed; None where nothing is.

    No line comes or goes by that, so that every place stays where it was.
    """
    code, waiting = _scan(text.rstrip(), language)
    if not waiting or len(waiting) > _MOST_OPEN:
        return None
    return code + "".join(reversed(waiting)) + text[len(text.rstrip()) :]


def _scan(text: str, language: str) -> tuple[str, list[str]]:
    """The text, without a comment at its end that would hide what closes it, and the signs that it waits for."""
    code = _PYTHON if language == "py" else _CODE
    template = _FILLED if language in _FILLING else _PLAIN
    waiting: list[str] = []
    at = 0
    while match := (template if waiting[-1:] == [_TEMPLATE] else code).search(text, at):
        sign, at = match[0], match.end()
        if match.lastgroup == "open":
            return text, [*waiting, _CLOSED_BY.get(sign, sign)]
        if match.lastgroup == "line" and at == len(text):
            return text[: match.start()], waiting
        if waiting and sign == waiting[-1]:
            waiting.pop()
        elif sign == _TEMPLATE or sign in _CLOSED_BY:
            waiting.append(_CLOSED_BY.get(sign, sign))
    return text, waiting

r"""Backslashes before backquotes that an answer copied along when its code stood inside a template.

In a template of its own an escaped backquote is right; anywhere else it begins or ends a template, and nothing parses.
"""

from __future__ import annotations

import re
from typing import Final

#: What is passed over as it stands in code: comments and texts in quotes.
_PASSED: Final = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
#: What matters in code, in a template, and in a template whose backquotes are escaped.
_CODE: Final = re.compile(r"//|/\*|[\"'`{}]|\\`")
_TEMPLATE: Final = re.compile(r"\\.|`|\$\{", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\+`|\\?\$\{|`")


def unescaped(code: str) -> str:
    """Takes the backslash from every backquote that stands where no template is open, and from all in its template."""
    out: list[str] = []
    modes = [_CODE]
    braces = [0]
    at = 0
    while found := modes[-1].search(code, at):
        out.append(code[at : found.start()])
        at = found.end()
        sign = found[0]
        if modes[-1] is _CODE:
            passed = _PASSED.match(code, found.start())
            if passed:
                sign, at = passed[0], passed.end()
            elif sign in ("`", "\\`"):
                modes.append(_TEMPLATE if sign == "`" else _ESCAPED)
                sign = "`"
            elif sign == "{":
                braces[-1] += 1
            elif sign == "}" and braces[-1]:
                braces[-1] -= 1
            elif sign == "}" and len(modes) > 1:
                modes.pop()
                braces.pop()
        elif sign.endswith("${"):
            modes.append(_CODE)
            braces.append(0)
            sign = "${"
        elif sign in ("`", "\\`"):
            if sign == "`" or modes[-1] is _ESCAPED:
                modes.pop()
                sign = "`"
        elif modes[-1] is _ESCAPED:
            sign = "\\`"
        out.append(sign)
    return "".join(out) + code[at:]

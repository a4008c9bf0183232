"""Values of one place of a program that are meant at another: no name in them means anything there.

``args.size`` in a component is what its one instance was given. That may be code of the place where it was made, whose
variables are none of the component's own, whatever they are called.
"""

from __future__ import annotations

import re
from typing import Any, Final

from reviewer.model import Expression

#: Stands before every name that is not looked up again; no program holds it.
MARK: Final = "\x00"
#: What may be the name of a variable, a text in front of it left out.
_NAME: Final = re.compile(r"""(?P<text>"[^"\\]*"|'[^'\\]*')|(?<![\w.$\x00])(?=[A-Za-z_])""")
#: Deeper values are left open, and so stand for nothing.
_DEPTH: Final = 8
#: A value in values, with what its variables hold, is no deeper where there are any marks.
_MARKED: Final = 24


def close(value: Any, depth: int = 0) -> Any:
    """Marks the names in the code of a value."""
    if isinstance(value, Expression):
        return Expression(_NAME.sub(lambda match: match["text"] or MARK, value))
    if depth < _DEPTH and isinstance(value, dict):
        return {key: close(inner, depth + 1) for key, inner in value.items()}
    return [close(inner, depth + 1) for inner in value] if depth < _DEPTH and isinstance(value, list) else value


def unmark(value: Any, depth: int = 0) -> Any:
    """Gives a value without the marks, to compare it."""
    if isinstance(value, Expression):
        return Expression(value.replace(MARK, "")) if MARK in value else value
    if depth < _MARKED and isinstance(value, dict):
        return {key: unmark(inner, depth + 1) for key, inner in value.items()}
    return [unmark(inner, depth + 1) for inner in value] if depth < _MARKED and isinstance(value, list) else value

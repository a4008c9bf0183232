"""Dots that stand for what a response does not show: they are no value, and nobody knows what is behind them."""

from __future__ import annotations

import re
from typing import Any, Final

from reviewer.model import MISSING, Expression

_DOTS: Final = frozenset(("...", "…"))
#: Dots alone among the arguments of a call or in the body of an object, not those of a type (``tuple[int, ...]``).
_INSIDE: Final = re.compile(r"[({,]\s*(?:\.{3}|…)\s*[),}]")
_QUOTED: Final = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")
#: Where readers of programs keep dots that stand beside arguments or members.
_BESIDE: Final = ("props", "opts", "unparsed", "expression")
#: What dots have for a value where they stand for a key.
_NOTHING: Final = (None, "", MISSING)


def is_elided(value: Any) -> bool:
    """Whether a value is dots, or code some of which is: what it would be in full is not said."""
    if not isinstance(value, str) or ("..." not in value and "…" not in value):
        return False
    if value.strip() in _DOTS:
        return True
    return isinstance(value, Expression) and _INSIDE.search(_QUOTED.sub('""', value)) is not None


def is_dots(key: Any, value: Any) -> bool:
    """Whether a key is dots that stand for others; what spreads an object (``...(x ? y : z)``) has a value."""
    return key in _DOTS and (value in _NOTHING or is_elided(value))


def shows_part(value: Any) -> bool:
    """Whether an object or a list says itself, by dots beside its members, that it has more of them."""
    if isinstance(value, list):
        return any(isinstance(item, str) and item.strip() in _DOTS for item in value)
    if not isinstance(value, dict):
        return False
    beside = [value[key] for key in _BESIDE if key in value]
    hidden = any(shows_part(each) if isinstance(each, list) else is_elided(each) for each in beside)
    return hidden or any(is_dots(key, value[key]) for key in _DOTS if key in value)

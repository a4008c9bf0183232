"""What became of a value, as the end of a title says it: ``set to 5``, ``changed from 3 to 5``, ``no longer set``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from reviewer.model import MISSING
from reviewer.rubric.words import show_value

#: A longer value hides the title that quotes it.
_LONGEST: Final = 32


def is_single(facts: Mapping[str, Any]) -> bool:
    """Tells whether a fix is about one pair of values, short ones that hold no others."""
    return len(facts["values"]) == 1 and all(map(_is_short, (facts["before"], facts["after"])))


def _is_short(value: Any) -> bool:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return False
    return len(str(value)) <= _LONGEST


def tell_outcome(facts: Mapping[str, Any]) -> str:
    """Tells it with the values where they are single, else by how the deed ends.

    Args:
        facts: of a fix, its deed among them.
    """
    single = is_single(facts)
    before, after = facts["before"], facts["after"]
    if before is MISSING and single:
        return f"set to {show_value(after)}"
    if after is MISSING and len(facts["values"]) == 1:
        return "no longer set"
    if single:
        return f"changed from {show_value(before)} to {show_value(after)}"
    endings = {" set": "set", " dropped": "no longer set"}
    return next((said for ending, said in endings.items() if facts["deed"].endswith(ending)), "changed")

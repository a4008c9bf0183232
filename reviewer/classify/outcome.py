"""What became of a value, as the end of a title says it: ``set to 5``, ``changed from 3 to 5``, ``no longer set``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from reviewer.model import MISSING
from reviewer.rubric.words import show_names, show_value

#: A longer value hides the title that quotes it.
_LONGEST: Final = 32


def is_single(facts: Mapping[str, Any]) -> bool:
    """Tells whether a fix is about one pair of values, short ones that hold no others."""
    return len(facts["values"]) == 1 and all(map(_is_short, (facts["before"], facts["after"])))


def _is_short(value: Any) -> bool:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return False
    return len(str(value)) <= _LONGEST


def tell_results(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Gives the facts that say what became of the values: ``place``, ``single``, ``outcome``, ``raised``, ``switched``.

    Args:
        facts: of a fix, its deed among them.
    """
    return {
        "place": _tell_place(facts["property"], facts["element"]),
        "single": is_single(facts),
        "outcome": tell_outcome(facts),
        "raised": _tell_raised(facts),
        "switched": _find_switched(facts["values"]),
    }


def _tell_place(name: str, element: str) -> str:
    """Names a property with its element; what is named by its whole, as a description is, stands once."""
    return " of ".join(show_names([each]) for each in dict.fromkeys((name, element)) if each)


def _tell_raised(facts: Mapping[str, Any]) -> str:
    """Tells which number came for which, ``raised from 3 to 5``; empty where it is not one for one."""
    before, after = facts["before"], facts["after"]
    if len(facts["values"]) > 1 or len(facts["properties"]) > 1 or not (_is_number(before) and _is_number(after)):
        return ""
    return f"{'raised' if after > before else 'lowered'} from {before} to {after}"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _find_switched(values: Sequence[tuple[Any, Any]]) -> str:
    """Says ``on`` where all was missing, empty or false and something is not now, ``off`` the other way round."""
    was, stays = any(old for old, _ in values), any(new for _, new in values)
    return "" if was == stays else "on" if stays else "off"


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

"""How a person calls what changed: its place, its property, and in a verb what became of its value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from reviewer.classify.differing import find_difference
from reviewer.classify.units import is_kept
from reviewer.keys import to_snake_case
from reviewer.leaves import value_at
from reviewer.model import MISSING, TOP_LEVEL, Change, Element, Path
from reviewer.paths import base_name
from reviewer.rubric.words import show_value

#: Longer values are told in the issue and the fix, not in the title.
_SHORT: Final = 32
#: Keys that say how a value is written, not what it is: wrappers, and the links of a chain of calls.
_UNSAID: Final = frozenset({"Ref", "Properties", "call", "of"})
#: Keys that say nothing without the one above them: ``PointInTimeRecovery.Enabled``.
_GENERIC: Final = frozenset(
    {"enabled", "enable", "status", "value", "type", "mode", "name", "id", "key", "state", "default"}
)
#: Keys whose list holds the calls of a method, or the arguments of one.
_CALLED: Final = re.compile(r"\.|^(?:add|grant|args$)")
#: Kinds whose keys are parts of the code: the name of the function says where, the rest says little.
_CODE: Final = frozenset({"import", "function", "statement"})


def place_of(change: Change) -> str:
    """Gives what a person calls the place of a change: its element, by the name that it has in the end, or its section.

    Code outside of functions goes by its file where that has a name; a label of Terraform, which many types share,
    with the type before it.
    """
    element = change.element_after or change.element_before
    if element is None:
        return " > ".join(change.section)
    if element.name == TOP_LEVEL:
        return base_name(element.file) or element.name
    if element.language != "hcl":
        return element.name
    prefix = {"resource": element.type, "module": "module", "data": element.type and f"data.{element.type}"}
    return ".".join(filter(None, (prefix.get(element.kind), element.name)))


def is_code(element: Element) -> bool:
    """Whether an element is a part of the program itself, and no object of a service that the program keeps."""
    return element.kind in _CODE and not is_kept(element)


def is_entry(change: Change) -> bool:
    """Whether an entry of a list came or went, and others stayed."""
    element, other = change.element, change.element_before if change.before is MISSING else change.element_after
    if element is None or other is None or MISSING not in (change.before, change.after):
        return False
    *_, key, position = ("", *change.path)
    if not isinstance(position, int) or not isinstance(key, str) or _CALLED.search(key):
        return False
    return bool(value_at(other.value, change.path[len(element.path) : -1], lambda _: None))


def tell_values(before: Any, after: Any, *, listed: bool = False) -> str:
    """Tells in a verb what became of a value, with the values where they are short.

    Args:
        before: the value that was there.
        after: the value that is there now.
        listed: whether it is an entry of a list, which its name tells already.
    """
    if after is MISSING:
        return "dropped"
    new = show_value(after)
    if listed:
        return "set"
    if before is MISSING:
        return f"set to {new}" if is_short(after, new) else "set"
    old = show_value(before)
    if old != new and is_short(after, new) and is_short(before, old):
        return f"changed from {old} to {new}"
    parts = find_difference(before, after)
    if parts and max(map(len, parts)) <= _SHORT:
        return f"changed from {show_value(parts[0])} to {show_value(parts[1])}"
    return "changed"


def is_short(value: Any, shown: str) -> bool:
    """Whether a value is short enough to be told in a title, in the form in which it is shown."""
    return (
        value is not None and not isinstance(value, (dict, list)) and len(shown) <= _SHORT and not shown.endswith("…`")
    )


def verb_of(changes: Sequence[Change]) -> str:
    """Says in a word what became of a property that several changes are about."""
    if any(each.element and is_code(each.element) for each in changes):
        return "changed"
    if all(each.before is MISSING for each in changes):
        return "set"
    return "dropped" if all(each.after is MISSING for each in changes) else "changed"


def show_property(change: Change) -> str:
    """Gives the property of a change as its source spells it: the last key that is no list position."""
    element = change.element
    if element is None:
        return ""
    below = change.path[len(element.path) :] if change.path[: len(element.path)] == element.path else change.path
    keys = [str(token) for token in below if isinstance(token, str)]
    known = [key for key in keys if not key.startswith("Fn::") and key not in _UNSAID] or keys
    named = [key for key in known if to_snake_case(key) in change.keys] or known
    if len(named) > 1 and to_snake_case(named[-1]) in _GENERIC:
        return _name_entry(element, below, named[-2]) or ".".join(named[-2:])
    return named[-1] if named else ""


def _name_entry(element: Element, below: Path, owner: str) -> str:
    """Gives what an entry of attributes calls itself, as ``idle_timeout.timeout_seconds``; tags have names."""
    if to_snake_case(str(below[-1])) != "value" or not to_snake_case(owner).endswith("attributes"):
        return ""
    entry = value_at(element.value, below[:-1], lambda _: None)
    key = entry.get("Key", entry.get("key")) if isinstance(entry, dict) else None
    return key if isinstance(key, str) else ""

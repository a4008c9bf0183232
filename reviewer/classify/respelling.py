"""Keys that were misspelled: the same value, in the same place, under another key that is spelled alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from reviewer.keys import to_snake_case
from reviewer.model import MISSING, Change, Path

if TYPE_CHECKING:
    from reviewer.classify.units import Unit

#: Kinds whose keys are words of a library or a service; in code a key is a name that its author chose.
_KINDS: Final = frozenset({"resource", "data", "parameter", "variable", "provider", "module", "output"})
#: Words that many keys share, whatever they mean.
_IDLE: Final = frozenset(
    {"enable", "enabled", "name", "id", "arn", "is", "use", "config", "configuration", "type", "value"}
)
#: Keys that begin alike are spelled alike from this many characters on: ``versioned`` and ``versioning_enabled``.
_BEGINNING: Final = 7


def join_respelled(units: Sequence[Unit]) -> Iterator[Unit]:
    """Makes one unit of a key that went and the key that came for it; all other units stay as they are."""
    gone: dict[tuple[str, Path], list[Unit]] = defaultdict(list)
    for unit in units:
        if _can_be_respelled(unit, "remove"):
            gone[_place(unit)].append(unit)
    pairs: dict[int, Unit] = {}
    for unit in units if gone else ():
        if _can_be_respelled(unit, "add"):
            here = gone.get(_place(unit), [])
            old = next((each for each in here if _is_same_value(each.lead, unit.lead)), None)
            if old is not None:
                here.remove(old)
                pairs[id(old)] = unit
    taken = {id(new) for new in pairs.values()}
    for unit in units:
        if id(unit) in pairs:
            yield _join(unit, pairs[id(unit)])
        elif id(unit) not in taken:
            yield unit


def _can_be_respelled(unit: Unit, op: str) -> bool:
    lead = unit.lead
    plain = unit.status == "changed" and lead.op == op and unit.element.kind in _KINDS
    return plain and lead.path != unit.element.path and isinstance(lead.path[-1], str)


def _place(unit: Unit) -> tuple[str, Path]:
    return unit.element.file, unit.lead.path[:-1]


def _is_same_value(old: Change, new: Change) -> bool:
    """Tells whether the value stayed; a key that came beside others is another key, so the spelling must be alike."""
    return old.before is not MISSING and old.before == new.after and _is_alike(str(old.path[-1]), str(new.path[-1]))


def _is_alike(old: str, new: str) -> bool:
    one, other = to_snake_case(old), to_snake_case(new)
    if set(one.split("_")) & set(other.split("_")) - _IDLE:
        return True
    return one[:_BEGINNING] == other[:_BEGINNING]


def _join(old: Unit, new: Unit) -> Unit:
    whole = replace(new.lead, op="move", before=str(old.lead.path[-1]), after=str(new.lead.path[-1]))
    return new._replace(changes=(*old.changes, *new.changes), whole=whole, respelled=True)

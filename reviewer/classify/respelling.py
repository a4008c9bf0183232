"""Keys that were misspelled: the same value, in the same place, under another key that is spelled alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import dropwhile
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reviewer.keys import to_snake_case
from reviewer.leaves import value_at
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
#: Keys of which this share of the letters stands in the same order are spelled alike: ``Timoeut`` is ``Timeout``.
_LETTERS: Final = 0.85
#: The key of an object that holds the name of its class.
_CALL: Final = "call"
#: The options of a resource: what is stated there is stated in another place, not spelled otherwise.
_OPTIONS: Final = "opts"
#: A call of a function of a class with one value.
_MADE: Final = re.compile(r"(?:\w+\.)+(?P<key>\w+)\((?P<value>[^(),]+)\)")


class _Reading(NamedTuple):
    """One way to understand a value that came or went.

    Attributes:
        unit: with the value as it is, or with what it wraps.
        keys: under which keys the value stands: its own, and that within the object that wraps it.
    """

    unit: Unit
    keys: tuple[str, ...]


def join_respelled(units: Sequence[Unit]) -> Iterator[Unit]:
    """Makes one unit of a key that went and the key that came for it; all other units stay as they are."""
    units = list(_part_blocks(units))
    gone: dict[tuple[str, Path, Path], list[tuple[Unit, Unit]]] = defaultdict(list)
    for unit in units:
        if _can_be_respelled(unit, "remove"):
            whole = _raised(unit)
            gone[_place(whole)].append((unit, whole))
    pairs: dict[int, tuple[Unit, Unit]] = {}
    for unit in units if gone else ():
        for new in _readings(_raised(unit)) if _can_be_respelled(unit, "add") else ():
            here = gone.get(_place(new.unit), [])
            old = next((each for each in here if _is_respelled(each[1], new)), None)
            if old is not None:
                here.remove(old)
                pairs[id(old[0])] = old[1], new.unit
                break
    taken = {id(each) for _, new in pairs.values() for each in new.changes}
    for unit in units:
        if id(unit) in pairs:
            yield _join(*pairs[id(unit)])
        elif id(unit.changes[0]) not in taken:
            yield unit


def _part_blocks(units: Sequence[Unit]) -> Iterator[Unit]:
    """Takes a block apart that seems to have gone and come whole, where each of its keys was spelled otherwise."""
    went = {(_place(each), each.lead.path): each for each in units if _is_block(each, "remove")}
    parted: set[int] = set()
    entered: dict[int, Unit] = {}
    for unit in units if went else ():
        old = went.get((_place(unit), unit.lead.path)) if _is_block(unit, "add") else None
        if old is not None and len(old.changes) == len(unit.changes):
            pairs = zip(old.changes, unit.changes, strict=True)
            if all(
                one.path[:-1] == two.path[:-1] and _is_same_value(one, two, [str(two.path[-1])]) for one, two in pairs
            ):
                parted |= {id(old), id(unit)}
            elif _spelled(old.lead.before) == _spelled(unit.lead.after):
                entered |= {id(old): _enter(old, "before"), id(unit): _enter(unit, "after")}
    for unit in units:
        if id(unit) in parted:
            yield from (unit._replace(changes=(each,), whole=None) for each in unit.changes)
        else:
            yield entered.get(id(unit), unit)


def _enter(unit: Unit, side: str) -> Unit:
    """Gives a block at the one key that it holds: ``statement: {rateBased: {...}}`` is spelled otherwise below."""
    held = getattr(unit.lead, side)
    if not isinstance(held, dict) or len(held) != 1:
        return unit
    ((key, value),) = held.items()
    return unit._replace(whole=replace(unit.lead, path=(*unit.lead.path, key), **{side: value}))


def _is_block(unit: Unit, op: str) -> bool:
    """Whether a unit is several keys that came or went together."""
    keyed = all(each.op == op and isinstance(each.path[-1], str) for each in unit.changes)
    return unit.status == "changed" and unit.whole is not None and len(unit.changes) > 1 and keyed


def _raised(unit: Unit) -> Unit:
    """Gives a unit at the key that came or went, where it is all that stands below: ``user_data = base64encode(...)``.

    What encodes a text is a key of its own; the key around it is what the author wrote.
    """
    lead = unit.lead
    own, other = (
        (lead.element_before, lead.element_after) if lead.op == "remove" else (lead.element_after, lead.element_before)
    )
    start = len(unit.element.path)
    path, value = lead.path, lead.before if lead.op == "remove" else lead.after
    while own is not None and other is not None and len(path) > start + 1 and isinstance(path[-1], str):
        around = path[:-1]
        held = value_at(own.value, around[start:])
        # what lies in a text that is code or data itself is no object of the element
        if isinstance(around[-1], int) or not isinstance(held, dict) or len(held) > 1:
            break
        if _has(other.value, around[start:]):
            break
        path, value = around, held
    if path == lead.path:
        return unit
    return unit._replace(whole=replace(lead, path=path, **{"before" if lead.op == "remove" else "after": value}))


def _readings(unit: Unit) -> Iterator[_Reading]:
    """Gives a unit as it is, and as the one value in the object that came with it (``backup: {enabled: true}``)."""
    key = str(_key_path(unit.lead)[-1])
    yield _Reading(unit, (key,))
    lead = unit.lead
    if _OPTIONS in (key, lead.path[-2]):
        return
    if isinstance(lead.after, dict):
        inside = [(name, value) for name, value in lead.after.items() if name != _CALL]
        if len(inside) == 1:
            yield _Reading(unit._replace(whole=replace(lead, after=inside[0][1])), (key, str(inside[0][0])))
    elif lead.element_before is not None and lead.element_after is not None and isinstance(lead.path[-1], str):
        around = lead.path[:-1]
        start = len(lead.element_after.path)
        if len(around) > start and not _has(lead.element_before.value, around[start:]):
            held = value_at(lead.element_after.value, around[start:])
            if isinstance(held, dict) and held.keys() - {_CALL} == {lead.path[-1]}:
                yield _Reading(unit._replace(whole=replace(lead, path=around)), (str(around[-1]), key))


def _is_respelled(old: Unit, new: _Reading) -> bool:
    return any(_is_same_value(before, new.unit.lead, new.keys) for before in _old_readings(old.lead))


def _old_readings(lead: Change) -> Iterator[Change]:
    """Gives a value that went as it is, and as the one value in the object that went with it."""
    yield lead
    if isinstance(lead.before, dict):
        inside = [(name, value) for name, value in lead.before.items() if name != _CALL]
        if len(inside) == 1:
            yield replace(lead, path=(*_key_path(lead), str(inside[0][0])), before=inside[0][1])


def _can_be_respelled(unit: Unit, op: str) -> bool:
    """Whether a key came or went with the change: the other side of the element has no such key."""
    lead = unit.lead
    if unit.status != "changed" or lead.op != op or unit.element.kind not in _KINDS:
        return False
    old, new = lead.element_before, lead.element_after
    key = _key_path(lead)
    if old is None or new is None or len(key) <= len(unit.element.path) or isinstance(key[-1], int):
        return False
    own, other = (old, new) if op == "remove" else (new, old)
    below = key[len(unit.element.path) :]
    held = value_at(own.value, below)
    return not (isinstance(held, list) and held and isinstance(held[0], list)) and not _has(other.value, below)


def _key_path(change: Change) -> Path:
    """The path of the key that a change is about: the one item of a list stands for the list.

    A list in a list holds the arguments of calls (``grantRead(reader)``), and another method is another deed.
    """
    return change.path[:-1] if isinstance(change.path[-1], int) else change.path


def _has(value: Any, path: Path) -> bool:
    return value_at(value, path) is not MISSING


def _place(unit: Unit) -> tuple[str, Path, Path]:
    """Where the key stands: in the element as the left side names it, since a renamed one has two paths."""
    old = unit.lead.element_before or unit.element
    return old.file, old.path, _key_path(unit.lead)[len(unit.element.path) : -1]


def _is_same_value(old: Change, new: Change, keys: Sequence[str]) -> bool:
    """Tells whether the value stayed; a key that came beside others is another key, so the spelling must be alike.

    A function that is called as the one key makes the value of the other (``cidr``, ``IpAddresses.cidr(...)``).
    """
    key = str(_key_path(old)[-1])
    if old.before is not MISSING and _spelled(_only(old.before)) == _spelled(_only(new.after)):
        return any(_is_alike(key, each) for each in keys)
    return _makes(new.after, key, old.before) or _makes(old.before, str(_key_path(new)[-1]), new.after)


def _makes(code: Any, key: str, value: Any) -> bool:
    """Whether code calls a function of that name with the value."""
    made = _MADE.fullmatch(code) if isinstance(code, str) else None
    return made is not None and made["key"] == key and made["value"].strip("\"'") == str(value).strip("\"'")


def _only(value: Any) -> Any:
    """Gives the one item of a list: where a key became plural (``store``, ``stores``) its value is in a list."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _spelled(value: Any) -> Any:
    """Gives a value with its keys in one spelling: where a block is spelled otherwise so is what it holds."""
    if isinstance(value, dict):
        return {to_snake_case(str(key)): _spelled(inner) for key, inner in value.items()}
    return [_spelled(inner) for inner in value] if isinstance(value, list) else value


def _is_alike(old: str, new: str) -> bool:
    one, other = to_snake_case(old), to_snake_case(new)
    if set(one.split("_")) & set(other.split("_")) - _IDLE or _is_end(one, other) or _is_end(other, one):
        return True
    if _told(one)[:_BEGINNING] == _told(other)[:_BEGINNING]:
        return True
    letters = SequenceMatcher(None, one.replace("_", ""), other.replace("_", ""), autojunk=False)
    return letters.ratio() >= _LETTERS


def _is_end(long: str, short: str) -> bool:
    """Whether a key says more of what it is of: ``cache_name`` and ``name``."""
    return long.endswith(f"_{short}")


def _told(key: str) -> str:
    """A key without the idle words that it begins with: ``enable_logging`` and ``enable_rotation`` begin unlike."""
    words = key.split("_")
    return "_".join(dropwhile(_IDLE.__contains__, words)) or key


def _join(old: Unit, new: Unit) -> Unit:
    whole = replace(new.lead, op="move", before=str(_key_path(old.lead)[-1]), after=str(_key_path(new.lead)[-1]))
    return new._replace(changes=(*old.changes, *new.changes), whole=whole, respelled=True)

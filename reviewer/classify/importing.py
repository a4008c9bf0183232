"""An import that came or went goes with what came or went and needs it: a class with its only resource."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from reviewer.classify.drafts import Claim, Key
from reviewer.classify.surroundings import Surroundings
from reviewer.classify.units import Unit
from reviewer.model import Change
from reviewer.references import names_in

#: The kind of what a program imports: a module, which holds the names that are known by it.
IMPORT: Final = "import"
#: What comes and what goes, by the operation of the changes.
_WAYS: Final = ("add", "remove")


def wire_imports(entries: Sequence[Claim], around: Surroundings) -> None:
    """Lets an import go with the changes of its file that need it, the most of them.

    A name that comes from another module now has nothing to do with what uses it, nor has one that the left side used
    without an import: that was missing.
    """
    imports = [each for each in entries if each.unit.element.kind == IMPORT and each.wired]
    if not imports:
        return
    ways = [{name for each in imports for name in _imported(each.unit, op)} for op in _WAYS]
    used_before = {word for path in around.referred_to for word in _words(around.elements[path].type)}
    unbound = {"add": (ways[0] & ways[1]) | used_before, "remove": ways[0] & ways[1]}
    for op in _WAYS:
        users = _users_of(entries, op)
        for entry in imports:
            names = [name for name in _imported(entry.unit, op) if name not in unbound[op]]
            found = Counter(key for name in names for key in users.get((entry.unit.element.file, name), ()))
            if found:
                # most_common keeps the order of first appearance among equals
                entry.key = found.most_common(1)[0][0]


def _imported(unit: Unit, op: str) -> list[str]:
    """Gives the names under which a program knows what it begins to import, or no longer imports."""
    if any(each.op != op for each in unit.changes):
        return []
    sides = (each.after if op == "add" else each.before for each in unit.changes)
    return [side.strip("_") for side in sides if isinstance(side, str)]


def _users_of(entries: Iterable[Claim], op: str) -> dict[tuple[str, str], list[Key]]:
    """Gives for each name in each file the fixes that use it there in what came, or in what went."""
    users: dict[tuple[str, str], list[Key]] = {}
    for entry in entries:
        if entry.unit.element.kind != IMPORT:
            for name in dict.fromkeys(_used(entry.unit, op)):
                users.setdefault((entry.unit.element.file, name), []).append(entry.key)
    return users


def _used(unit: Unit, op: str) -> Iterator[str]:
    first = unit.changes[0]
    element = first.element_after if op == "add" else first.element_before
    if element is not None and (unit.status != "changed" and (unit.status != "renamed" or unit.retyped)):
        yield from _words(element.type)
    for each in unit.changes:
        yield from (name.strip("_") for name in names_in(_side(each, op)))


def _side(change: Change, op: str) -> object:
    return change.after if op == "add" else change.before


def _words(name: str) -> list[str]:
    """Gives the parts of a class's name: its module, as the program calls it, and its own name."""
    return [each.strip("_") for each in name.split(".")]

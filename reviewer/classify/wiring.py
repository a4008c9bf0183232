"""An element that came or went takes with it what only serves it and what only points to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from reviewer.classify.compares import compare
from reviewer.classify.conditions import is_off
from reviewer.classify.drafts import Claim, Key
from reviewer.classify.importing import IMPORT, wire_imports
from reviewer.classify.members import wire_members
from reviewer.classify.surroundings import Surroundings
from reviewer.classify.units import Unit
from reviewer.model import MISSING, Change, Path
from reviewer.references import names_in, names_of
from reviewer.rubric.filters import find_condition
from reviewer.rubric.matching import match_type
from reviewer.rubric.policy import Grouping, Rubric

#: Keys whose plain strings are names of elements.
_NAMING: Final = (("depends_on",), ("condition",))
#: Key of the value that a parameter has where nobody gives one.
_DEFAULT: Final = "default"
#: Keys of what makes an element optional.
_CONDITION: Final = ("condition",)
#: What sets the fields of an object up.
_SETS_UP: Final = frozenset({"constructor", "__init__"})
#: What the fields of a class are declared in.
_DECLARES: Final = "class"


def wire(entries: list[Claim], rubric: Rubric, around: Surroundings) -> None:
    """Lets what only serves or points to an element that came or went go with it."""
    grouping = rubric.grouping
    _wire_conditions(entries, around)
    for status in ("added", "removed"):
        whole = [each for each in entries if each.unit.status == status]
        kinds = frozenset(grouping.attach)
        # a setting beside the code has the name of the variable that it fills, and nothing of its own
        own = [each for each in whole if each.unit.element.kind not in kinds | {"setting"}]
        wire_members(own, grouping, around)
        primary = {
            each.unit.element.path: each for each in own if not match_type(grouping.satellites, each.unit.element.type)
        }
        satellites = [each for each in own if each.unit.element.path not in primary]
        near = {each.unit.element.path: _owned_by(each.unit, own, grouping, around) for each in satellites}
        # what attaches a policy to the role of the profile of an instance goes with all of them
        while satellites:
            left = [
                each for each in satellites if not _follow(each, near[each.unit.element.path], primary, grouping.code)
            ]
            if len(left) == len(satellites):
                break
            primary |= {each.unit.element.path: each for each in satellites if each not in left}
            satellites = left
        owners = {each.unit.element.path: each for each in own}
        _wire_values(entries, owners, status, grouping.code, around)
        _wire_outputs(whole, owners, around)
        _wire_users(entries, whole, kinds, around)
        _wire_defaults(entries, whole, around)
    _wire_fields(entries)
    wire_imports(entries, around)


def _near(unit: Unit, around: Surroundings) -> tuple[Path, ...]:
    path = unit.element.path
    return (*around.referred_by.get(path, ()), *around.refers_to.get(path, ()))


def _owned_by(unit: Unit, own: Iterable[Claim], grouping: Grouping, around: Surroundings) -> tuple[Path, ...]:
    """What a satellite may go with: an identity with what acts under it, and its permissions with the identity.

    Neither goes with what may be used: a role for people is no part of the bucket that they read. A policy of its own
    is tied to its role by what attaches it.
    """
    path = unit.element.path
    takers, used = tuple(around.referred_by.get(path, ())), tuple(around.refers_to.get(path, ()))
    if match_type(grouping.identities, unit.element.type):
        return takers
    if match_type(grouping.grants, unit.element.type):
        kin = (*grouping.identities, *grouping.grants)
        related = {each.unit.element.path for each in own if match_type(kin, each.unit.element.type)}
        if related.intersection((*takers, *used)):
            return tuple(each for each in (*takers, *used) if each in related)
    return (*takers, *used)


def _follow(entry: Claim, near: Iterable[Path], owners: dict[Path, Claim], code: Sequence[str] = ()) -> bool:
    found = (owners[path] for path in near if path in owners and owners[path] is not entry)
    owner = next((each for each in found if not _makes_nothing(each, entry, code) or _may_own(each, entry, code)), None)
    if owner is None or not entry.wired:
        return False
    entry.key = owner.key
    return True


def _may_own(owner: Claim, entry: Claim, code: Sequence[str]) -> bool:
    """Whether code goes with code: calls go with their function; a variable has namesakes all over a program."""
    return owner.unit.element.kind == "function" and _is_code(entry, code)


def _makes_nothing(owner: Claim, entry: Claim, kinds: Sequence[str]) -> bool:
    """Whether it is code or, for a resource, an object of the tool that no service offers: it only reads settings."""
    of_tool = owner.unit.element.kind in kinds and not owner.unit.element.service
    return _is_code(owner, kinds) or (of_tool and entry.unit.element.kind not in kinds)


def _is_code(entry: Claim, kinds: Sequence[str]) -> bool:
    """Whether it is code of the program's own; an object of a library, such as a statement of a policy, has a type."""
    return entry.unit.element.kind in kinds and not entry.unit.element.type


def _wire_values(
    entries: list[Claim], owners: dict[Path, Claim], status: str, code: Sequence[str], around: Surroundings
) -> None:
    """A property that begins to point to a new element, or no longer points to a removed one, goes with it.

    What points to others for the most part, as the policy of a role does that may use all of them, is of its own.
    """
    by_name: dict[str, Path] = {}
    for path, each in owners.items():
        for name in names_of(each.unit.element):
            by_name.setdefault(name, path)
    resources = {name for each in around.elements.values() if each.kind == "resource" for name in names_of(each)}
    for entry in entries:
        if entry.unit.status != "changed" or not entry.wired:
            continue
        here = [(each.after if status == "added" else each.before, each) for each in entry.unit.changes]
        told = [name for pair in here for name in _names(*pair)]
        named = [name for name in told if name in by_name]
        if not named or len(set(named)) < len((set(told) & resources).difference(named)):
            continue
        there = [(each.before if status == "added" else each.after, each) for each in entry.unit.changes]
        other = frozenset(name for pair in there for name in _names(*pair))
        near = (by_name[name] for name in named if name not in other)
        _follow(entry, (path for path in near if _in_sight(owners[path].unit, entry.unit)), owners, code)


def _wire_fields(entries: Iterable[Claim]) -> None:
    """What a constructor keeps in a field goes with the declaration of the field, or with the output that it gives."""
    told: dict[Key, Claim] = {}
    kept: list[tuple[Claim, Key]] = []
    for entry in entries:
        path, lead = entry.unit.element.path, entry.unit.lead
        below = lead.path[len(path) :]
        if entry.unit.status != "changed" or lead.op not in ("add", "remove") or len(path) < 2 or not below:
            continue
        field = (lead.op, *map(str, path[:-1]), str(below[-1]))
        if path[-1] in _SETS_UP and len(below) == 1:
            kept.append((entry, field))
        elif path[-1] in _SETS_UP | {_DECLARES}:
            told.setdefault(field, entry)
    for entry, field in kept:
        if field in told and entry.wired:
            entry.key = told[field].key


def _in_sight(owner: Unit, user: Unit) -> bool:
    """Whether a name can mean the owner: a variable of a program is known in its own file only."""
    return owner.element.kind != "statement" or owner.element.file == user.element.file


def _names(value: object, change: Change) -> list[str]:
    if value is MISSING:
        return []
    names = names_in(value)
    # DependsOn and Condition name an element by a plain string
    if isinstance(value, str) and change.keys[:1] in _NAMING:
        names.append(value)
    return names


def _wire_outputs(whole: list[Claim], owners: dict[Path, Claim], around: Surroundings) -> None:
    for entry in whole:
        if entry.unit.element.kind == "output":
            _follow(entry, around.refers_to.get(entry.unit.element.path, ()), owners)


def _wire_users(entries: list[Claim], whole: list[Claim], kinds: frozenset[str], around: Surroundings) -> None:
    """A parameter or condition that came or went goes with the changes that use it, the most of them."""
    serving = (each for each in whole if each.unit.element.kind in kinds - {"output", IMPORT})
    helpers = {name: each for each in serving for name in names_of(each.unit.element)}
    if not helpers:
        return
    users: dict[str, Counter[Key]] = {name: Counter() for name in helpers}
    for entry in entries:
        if entry.unit.element.kind in kinds:
            continue
        names = {
            name for each in entry.unit.changes for side in (each.before, each.after) for name in _names(side, each)
        }
        for name in names & helpers.keys():
            users[name][entry.key] += 1
    used = {name: entry for name, entry in helpers.items() if users[name]}
    for name, entry in used.items():
        if entry.wired:
            # most_common keeps the order of first appearance among equals
            entry.key = users[name].most_common(1)[0][0]
    _wire_helpers({entry.unit.element.path: entry for entry in helpers.values()}, used.values(), around)


def _wire_defaults(entries: Iterable[Claim], whole: Iterable[Claim], around: Surroundings) -> None:
    """A parameter that may be left out now goes with the condition that came to ask whether it was given."""
    asked: dict[Path, Key] = {}
    for entry in whole:
        element = entry.unit.element
        # a condition that no change uses goes with nothing itself
        if element.kind == "condition" and entry.key != entry.home and is_off(element.name, around.elements):
            asked |= dict.fromkeys(around.refers_to.get(element.path, ()), entry.key)
    near = [each for each in entries if each.unit.status == "changed" and each.unit.element.path in asked]
    given = {each.unit.element.path for each in near if _DEFAULT in each.unit.lead.keys}
    for entry in near:
        # what a rule tells by itself, and what may be worse, is more than leave to give nothing
        plain = entry.rule is None or (entry.rule.label and not entry.rule.worse)
        if entry.unit.element.path in given and entry.wired and plain:
            entry.key = asked[entry.unit.element.path]


def _wire_conditions(entries: Iterable[Claim], around: Surroundings) -> None:
    """What refers to an element that was made optional, and asks the same condition now, goes with that.

    It is an output, or has what it had before as long as the condition holds, or does not.
    """
    optional: dict[tuple[Path, str], Key] = {}
    for entry in entries:
        lead = entry.unit.lead
        if entry.rule is not None and entry.rule.group == "condition" and lead.keys == _CONDITION:
            optional.setdefault((entry.unit.element.path, str(lead.after)), entry.key)
    for entry in entries:
        element, lead = entry.unit.element, entry.unit.lead
        if entry.unit.status != "changed" or not entry.wired:
            continue
        near = around.refers_to.get(element.path, ())
        asked = find_condition(lead.after) if compare("branch", entry.unit) else ""
        if asked:
            named = set(names_in(lead.after))
            near = tuple(each for each in near if not named.isdisjoint(names_of(around.elements[each])))
        elif element.kind == "output" and lead.keys == _CONDITION:
            asked = str(lead.after)
        entry.key = next((optional[each, asked] for each in near if (each, asked) in optional), entry.key)


def _wire_helpers(helpers: dict[Path, Claim], used: Iterable[Claim], around: Surroundings) -> None:
    """A helper that only other helpers use, or that only asks them, goes with them: the switch behind a condition."""
    settled = {entry.unit.element.path for entry in used}
    waiting = [entry for path, entry in helpers.items() if path not in settled and entry.wired]
    while waiting:
        found = [(each, next((path for path in _near(each.unit, around) if path in settled), None)) for each in waiting]
        ready = [(each, path) for each, path in found if path is not None]
        for entry, path in ready:
            entry.key = helpers[path].key
        settled |= {entry.unit.element.path for entry, _ in ready}
        waiting = [each for each, path in found if path is None] if ready else []

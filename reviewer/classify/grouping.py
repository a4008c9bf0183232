"""From changes to drafts of fixes: which changes a person would name at once.

Rules decide first, unit by unit. Then mechanism: an element that came or went takes with it what only serves it (its
role, its permission, its parameter) and what only points to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from reviewer.classify.index import claims
from reviewer.classify.matcher import Surroundings, find_concern, find_traded, survey
from reviewer.classify.tokens import find_tokens
from reviewer.classify.units import Unit, make_units
from reviewer.model import MISSING, Change, Document, Path
from reviewer.references import names_in, names_of
from reviewer.rubric.matching import match_type, to_text
from reviewer.rubric.policy import ConcernPolicy, Rubric, Rule

Key = tuple[str, ...]

#: Keys whose plain strings are names of elements.
_NAMING: Final = (("depends_on",), ("condition",))


class Part(NamedTuple):
    """One intent of a fix: what a rule claimed."""

    rule: Rule
    units: list[Unit]


@dataclass(slots=True)
class Draft:
    """A fix in the making: units that one rule, or the default of one concern, brought together.

    Attributes:
        parts: what its rule claimed, and what each rule that folds into it did, by id, where they have labels.
    """

    rule: Rule | None
    concern: ConcernPolicy
    status: str
    units: list[Unit] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)

    def take(self, unit: Unit, rule: Rule | None) -> None:
        """Takes a unit that a rule claimed: its own, one that folds into it, or one that goes along with it."""
        self.units.append(unit)
        if rule is not None and rule.label and self.rule is not None and self.rule.id in (rule.id, rule.folds_into):
            self.parts.setdefault(rule.id, Part(rule, [])).units.append(unit)


@dataclass(slots=True)
class _Claim:
    """A unit with the draft that it is going to."""

    unit: Unit
    key: Key
    rule: Rule | None
    wired: bool
    home: Key = field(init=False)

    def __post_init__(self) -> None:
        """Notes where the unit goes if nothing takes it along."""
        self.home = self.key


def draft_fixes(
    changes: Sequence[Change], left: Document, right: Document, rubric: Rubric
) -> tuple[list[Draft], Surroundings]:
    """Brings the meaningful changes of one comparison together in drafts, in order of first appearance."""
    tokens = find_tokens(changes, rubric.grouping.token_places)
    around = survey(left.elements, right.elements, right.platform or left.platform, tokens)
    units = list(make_units(changes))
    around = around._replace(traded=find_traded(units))
    drafts: dict[Key, Draft] = {}
    entries = []
    for unit in units:
        rules = claims(unit, rubric, around)
        entries.append(_claim(unit, rules, rubric, around, drafts))
    _join(entries, drafts)
    _accompany(entries)
    _wire(entries, rubric, around)
    _go_home(entries)
    _fold(entries, drafts, rubric)
    for entry in entries:
        drafts[entry.key].take(entry.unit, entry.rule)
    return [draft for draft in drafts.values() if draft.units], around


def _claim(
    unit: Unit, rules: tuple[Rule, ...], rubric: Rubric, around: Surroundings, drafts: dict[Key, Draft]
) -> _Claim:
    keys = () if unit.status in ("added", "removed") else unit.changes[0].keys
    concern = find_concern(unit.element, keys, rubric)
    if rules:
        rule = rules[0]
        concern = next(each for each in rubric.concerns if each.name == rule.concern)
        key: Key = (rule.id, *_group(rule.group, unit, around))
        draft = drafts.setdefault(key, Draft(rule, concern, unit.status))
        draft.also.extend(each.id for each in rules[1:] if each.id not in draft.also)
        return _Claim(unit, key, rule, rule.wiring)
    key = ("default", concern.name, unit.status)
    drafts.setdefault(key, Draft(None, concern, unit.status))
    return _Claim(unit, key, None, True)


def _group(group: str, unit: Unit, around: Surroundings) -> Key:
    first = unit.changes[0]
    if group == "element":
        return tuple(map(str, unit.element.path))
    if group == "property":
        return first.keys[-1:]
    if group == "service":
        return (unit.element.service or "",)
    if group == "condition":
        return (_condition(first.before if first.after is MISSING else first.after),)
    if group == "value":
        return around.tokens.get(id(first)) or (to_text(first.before), to_text(first.after))
    return ()


def _condition(value: object) -> str:
    """Gives the name of the condition that a value asks, as ``Fn::If`` does; the text of the value where it is one."""
    asked = value.get("Fn::If") if isinstance(value, dict) else None
    return to_text(asked[0] if isinstance(asked, list) and asked else value)


def _join(entries: list[_Claim], drafts: dict[Key, Draft]) -> None:
    """Lets the changes of a rule go with the fix of another that it names, where there is one."""
    first: dict[str, Key] = {}
    for key in drafts:
        first.setdefault(key[0], key)
    for entry in entries:
        seen: set[Key] = set()
        while entry.key not in seen:
            seen.add(entry.key)
            rule = drafts[entry.key].rule
            entry.key = next((first[name] for name in rule.joins if name in first), entry.key) if rule else entry.key


def _accompany(entries: list[_Claim]) -> None:
    """Lets the changes of a rule go with the fix of another that it names and that changes the same element."""
    first: dict[tuple[str, Path], Key] = {}
    for entry in entries:
        if entry.rule is not None:
            for path in _places(entry.unit):
                first.setdefault((entry.rule.id, path), entry.key)
    for entry in entries:
        names = entry.rule.accompanies if entry.rule else ()
        found = (first.get((name, path)) for name in names for path in _places(entry.unit))
        entry.key = next((key for key in found if key is not None), entry.key)


def _places(unit: Unit) -> dict[Path, None]:
    """The addresses of an element on both sides: a renamed one has two."""
    sides = (unit.changes[0].element_before, unit.changes[0].element_after)
    return dict.fromkeys(each.path for each in sides if each is not None)


def _go_home(entries: Iterable[_Claim]) -> None:
    """Gives back what joined a fix whose own changes all went elsewhere: there is nothing left that it goes with."""
    lead = {entry.key for entry in entries if entry.key == entry.home}
    for entry in entries:
        if entry.key not in lead:
            entry.key = entry.home


def _fold(entries: list[_Claim], drafts: dict[Key, Draft], rubric: Rubric) -> None:
    """Lets special fixes go with general ones where there are more than a person would name.

    A special fix that would be alone in its general one keeps its own, more telling name: folding it saves nothing.
    """
    if len({entry.key for entry in entries}) <= rubric.grouping.crowded:
        return
    rules = {rule.id: rule for rule in rubric.rules}
    if rubric.grouping.gone in rules:
        _fold_gone(entries, drafts, rules[rubric.grouping.gone], rubric)
    used = dict.fromkeys(entry.key for entry in entries)
    folds: dict[str, list[Key]] = {}
    for key in used:
        rule = drafts[key].rule
        if rule and rule.folds_into:
            folds.setdefault(rule.folds_into, []).append(key)
    folded: dict[Key, Key] = {}
    # What saves most folds first, and no more than it takes: every fold costs telling names.
    for name, keys in sorted(folds.items(), key=lambda each: -len(each[1])):
        general, target = rules[name], (name,)
        if len(keys) == 1 and target not in used:
            continue
        if len({folded.get(key, key) for key in used}) <= rubric.grouping.crowded:
            break
        concern = next(each for each in rubric.concerns if each.name == general.concern)
        drafts.setdefault(target, Draft(general, concern, "changed")).also.extend(key[0] for key in keys)
        folded.update(dict.fromkeys(keys, target))
    for entry in entries:
        entry.key = folded.get(entry.key, entry.key)


def _fold_gone(entries: list[_Claim], drafts: dict[Key, Draft], general: Rule, rubric: Rubric) -> None:
    """Lets resources that went altogether go with one another, not with the settings of those that stayed.

    Those that only serve another one (a role, a log group) are no loss of their own, and go where that one goes.
    """
    target = (general.id,)
    satellites = rubric.grouping.satellites
    gone = [each.unit.status == "removed" and each.unit.element.kind == "resource" for each in entries]
    own = [each.rule is drafts[each.key].rule for each in entries]
    # where nothing else made the fix, what points to them goes along
    stay = {each.key for each, went, its in zip(entries, gone, own, strict=True) if its and not went}
    led = {
        each.key
        for each, its in zip(entries, own, strict=True)
        if its and each.key not in stay and not match_type(satellites, each.unit.element.type)
    }
    for entry, went, its in zip(entries, gone, own, strict=True):
        rule = drafts[entry.key].rule
        # what folds into its own kind only has something to say of what stayed or came as well
        if rule is None or rule.folds_into in (None, rule.id) or rule.id == general.id:
            continue
        if entry.key not in led and (not went or (its and match_type(satellites, entry.unit.element.type))):
            continue
        concern = next(each for each in rubric.concerns if each.name == general.concern)
        draft = drafts.setdefault(target, Draft(general, concern, "removed"))
        if rule.id not in draft.also:
            draft.also.append(rule.id)
        entry.key = target


def _wire(entries: list[_Claim], rubric: Rubric, around: Surroundings) -> None:
    """Lets what only serves or points to an element that came or went go with it."""
    grouping = rubric.grouping
    for status in ("added", "removed"):
        whole = [each for each in entries if each.unit.status == status]
        kinds = frozenset(grouping.attach)
        # a setting beside the code has the name of the variable that it fills, and nothing of its own
        own = [each for each in whole if each.unit.element.kind not in kinds | {"setting"}]
        primary = {
            each.unit.element.path: each for each in own if not match_type(grouping.satellites, each.unit.element.type)
        }
        satellites = [each for each in own if each.unit.element.path not in primary]
        # a role serves the profile that serves the instance
        for _ in range(2):
            left = [each for each in satellites if not _follow(each, _near(each.unit, around), primary, grouping.code)]
            primary |= {each.unit.element.path: each for each in satellites if each not in left}
            satellites = left
        owners = {each.unit.element.path: each for each in own}
        _wire_values(entries, owners, status, grouping.code)
        _wire_outputs(whole, owners, around)
        _wire_users(entries, whole, kinds, around)


def _near(unit: Unit, around: Surroundings) -> tuple[Path, ...]:
    path = unit.element.path
    return (*around.referred_by.get(path, ()), *around.refers_to.get(path, ()))


def _follow(entry: _Claim, near: Iterable[Path], owners: dict[Path, _Claim], code: Sequence[str] = ()) -> bool:
    found = (owners[path] for path in near if path in owners and owners[path] is not entry)
    owner = next((each for each in found if not _is_code(each, code) or _may_own(each, entry, code)), None)
    if owner is None or not entry.wired:
        return False
    entry.key = owner.key
    return True


def _may_own(owner: _Claim, entry: _Claim, code: Sequence[str]) -> bool:
    """Whether code goes with code: calls go with their function; a variable has namesakes all over a program."""
    return owner.unit.element.kind == "function" and _is_code(entry, code)


def _is_code(entry: _Claim, kinds: Sequence[str]) -> bool:
    """Whether it is code of the program's own; an object of a library, such as a statement of a policy, has a type."""
    return entry.unit.element.kind in kinds and not entry.unit.element.type


def _wire_values(entries: list[_Claim], owners: dict[Path, _Claim], status: str, code: Sequence[str]) -> None:
    """A property that begins to point to a new element, or no longer points to a removed one, goes with it."""
    by_name: dict[str, Path] = {}
    for path, each in owners.items():
        for name in names_of(each.unit.element):
            by_name.setdefault(name, path)
    for entry in entries:
        if entry.unit.status != "changed" or not entry.wired:
            continue
        here = [(each.after if status == "added" else each.before, each) for each in entry.unit.changes]
        named = [name for pair in here for name in _names(*pair) if name in by_name]
        if not named:
            continue
        there = [(each.before if status == "added" else each.after, each) for each in entry.unit.changes]
        other = frozenset(name for pair in there for name in _names(*pair))
        near = (by_name[name] for name in named if name not in other)
        _follow(entry, (path for path in near if _in_sight(owners[path].unit, entry.unit)), owners, code)


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


def _wire_outputs(whole: list[_Claim], owners: dict[Path, _Claim], around: Surroundings) -> None:
    for entry in whole:
        if entry.unit.element.kind == "output":
            _follow(entry, around.refers_to.get(entry.unit.element.path, ()), owners)


def _wire_users(entries: list[_Claim], whole: list[_Claim], kinds: frozenset[str], around: Surroundings) -> None:
    """A parameter, condition or import that came or went goes with the changes that use it, the most of them."""
    serving = (each for each in whole if each.unit.element.kind in kinds - {"output"})
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


def _wire_helpers(helpers: dict[Path, _Claim], used: Iterable[_Claim], around: Surroundings) -> None:
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

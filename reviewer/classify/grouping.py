"""From changes to drafts of fixes: which changes a person would name at once.

Rules decide first, unit by unit. Then mechanism: what one rule says of another, what goes with an element that came or
went (:mod:`reviewer.classify.wiring`), and what is too much to be named (:mod:`reviewer.classify.folding`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reviewer.classify.drafts import Claim, Draft, Key
from reviewer.classify.exchanges import find_exchanges, find_traded
from reviewer.classify.folding import fold
from reviewer.classify.index import claims
from reviewer.classify.intents import Wishes
from reviewer.classify.involved import find_common_words
from reviewer.classify.surroundings import Surroundings, survey
from reviewer.classify.tokens import find_tokens
from reviewer.classify.units import Unit, make_units
from reviewer.classify.unrolled import find_unrolled
from reviewer.classify.whole_files import find_whole_files
from reviewer.classify.wiring import wire
from reviewer.model import MISSING, Change, Document, Path
from reviewer.rubric.concerns import concerns_of
from reviewer.rubric.matching import squash, to_text
from reviewer.rubric.policy import Rubric, Rule


def draft_fixes(
    changes: Sequence[Change], left: Document, right: Document, rubric: Rubric, wishes: Wishes
) -> tuple[list[Draft], Surroundings]:
    """Brings the meaningful changes of one comparison together in drafts, in order of first appearance."""
    tokens = find_tokens(changes, rubric.grouping.token_places)
    around = survey(left.elements, right.elements, right.platform or left.platform, tokens)
    units = list(make_units(changes))
    lone = find_whole_files(around.lone_files, units, (*left.elements, *right.elements))
    exchanges = find_exchanges(units, left.elements, right.elements, (around.refers_to, around.referred_by))
    exchanges |= find_unrolled(units)
    traded = find_traded(units, rubric.grouping.satellites, left.elements, right.elements)
    common = find_common_words(around.elements.values())
    around = around._replace(traded=traded, exchanges=exchanges, lone_files=lone, common=common)
    drafts: dict[Key, Draft] = {}
    entries = []
    for unit in units:
        rules = claims(unit, rubric, around)
        entries.append(_claim(unit, rules, rubric, around, drafts))
    _join(entries, drafts)
    _accompany(entries)
    wire(entries, rubric, around)
    _go_home(entries)
    fold(entries, drafts, rubric, around, wishes)
    for entry in entries:
        drafts[entry.key].take(entry.unit, entry.rule)
    return [draft for draft in drafts.values() if draft.units], around


def _claim(
    unit: Unit, rules: tuple[Rule, ...], rubric: Rubric, around: Surroundings, drafts: dict[Key, Draft]
) -> Claim:
    keys = () if unit.status in ("added", "removed") else unit.changes[0].keys
    concern = concerns_of(rubric).of(unit.element, keys)
    if rules:
        rule = rules[0]
        concern = next(each for each in rubric.concerns if each.name == rule.concern)
        key: Key = (rule.id, *_group(rule.group, unit, around))
        draft = drafts.setdefault(key, Draft(rule, concern, unit.status))
        draft.also.extend(each.id for each in rules[1:] if each.id not in draft.also)
        return Claim(unit, key, rule, rule.wiring)
    key = ("default", concern.name, unit.status)
    drafts.setdefault(key, Draft(None, concern, unit.status))
    return Claim(unit, key, None, True)


def _group(group: str, unit: Unit, around: Surroundings) -> Key:
    first = unit.changes[0]
    if group == "element":
        return tuple(map(str, unit.element.path))
    if group == "property":
        return first.keys[-1:]
    if group in ("service", "type"):
        return (unit.element.service or "" if group == "service" else squash(unit.element.type),)
    if group == "exchange":
        found = around.exchanges.get(id(first))
        return (found.role, found.form) if found else ()
    # of a key that is spelled otherwise the pair is that of the keys
    return _by_value(group, unit.lead if unit.respelled else first, around)


def _by_value(group: str, first: Change, around: Surroundings) -> Key:
    if group == "condition":
        return (_condition(first.before if first.after is MISSING else first.after),)
    if group == "value":
        return around.tokens.get(id(first)) or (to_text(first.before), to_text(first.after))
    return ()


def _condition(value: object) -> str:
    """Gives the name of the condition that a value asks, as ``Fn::If`` does; the text of the value where it is one."""
    asked = value.get("Fn::If") if isinstance(value, dict) else None
    return to_text(asked[0] if isinstance(asked, list) and asked else value)


def _join(entries: list[Claim], drafts: dict[Key, Draft]) -> None:
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


def _accompany(entries: list[Claim]) -> None:
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


def _go_home(entries: Iterable[Claim]) -> None:
    """Gives back what joined a fix whose own changes all went elsewhere: there is nothing left that it goes with."""
    lead = {entry.key for entry in entries if entry.key == entry.home}
    for entry in entries:
        if entry.key not in lead:
            entry.key = entry.home

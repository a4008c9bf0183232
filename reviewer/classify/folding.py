"""Where there are more fixes than a person would name, special ones go with general ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from reviewer.classify.direction import makes_worse
from reviewer.classify.drafts import Claim, Draft, Key
from reviewer.classify.matcher import Surroundings
from reviewer.classify.units import Unit
from reviewer.rubric.matching import match_type
from reviewer.rubric.policy import Rubric, Rule

#: Kinds of elements that are deployed.
_PARTS: Final = frozenset({"resource", "module"})


def fold(entries: list[Claim], drafts: dict[Key, Draft], rubric: Rubric, around: Surroundings) -> None:
    """Lets special fixes go with general ones where there are more than a person would name.

    A special fix that would be alone in its general one keeps its own, more telling name: folding it saves nothing. So
    does one that makes the answer worse, is as large as its rule says, or adds a part of its own: among the settings of
    a heap nobody finds it. Where the general rule groups by service, there is a heap for each, and what concerns
    several keeps its name: the memory of a function and the size of a cluster are not one thing to a reader.
    """
    if len({entry.key for entry in entries}) <= rubric.grouping.crowded:
        return
    rules = {rule.id: rule for rule in rubric.rules}
    if rubric.grouping.gone in rules:
        _fold_gone(entries, drafts, rules[rubric.grouping.gone], rubric, _find_worse(entries, drafts, rubric, around))
    kept = _find_worse(entries, drafts, rubric, around) | _find_large(entries, drafts)
    kept |= _find_parts(entries, drafts, rubric)
    used = dict.fromkeys(entry.key for entry in entries)
    services = _find_services(entries, drafts)
    folds: dict[str, dict[Key, list[Key]]] = {}
    for key in used:
        rule = drafts[key].rule
        if rule and rule.folds_into and key not in kept:
            general = rules[rule.folds_into]
            # what folds into its own kind is there to bring the services together
            parted = general.group == "service" and general.folds_into != general.id
            if not parted or len(services.get(key, ())) == 1:
                target = (general.id, *(services[key] if parted else ()))
                folds.setdefault(general.id, {}).setdefault(target, []).append(key)
    folded: dict[Key, Key] = {}
    # What saves most folds first, and no more than it takes: every fold costs telling names.
    for name, heaps in sorted(folds.items(), key=lambda each: -sum(map(len, each[1].values()))):
        general = rules[name]
        if len({folded.get(key, key) for key in used}) <= rubric.grouping.crowded:
            break
        concern = next(each for each in rubric.concerns if each.name == general.concern)
        for target, keys in heaps.items():
            if len(keys) == 1 and target not in used:
                continue
            drafts.setdefault(target, Draft(general, concern, "changed")).also.extend(key[0] for key in keys)
            folded.update(dict.fromkeys(keys, target))
    for entry in entries:
        entry.key = folded.get(entry.key, entry.key)


def _find_services(entries: Sequence[Claim], drafts: dict[Key, Draft]) -> dict[Key, Key]:
    """The services that each fix concerns, those of what only goes along set aside."""
    found: dict[Key, dict[str, None]] = {}
    for entry in entries:
        if entry.rule is drafts[entry.key].rule:
            found.setdefault(entry.key, {})[entry.unit.element.service or ""] = None
    return {key: tuple(services) for key, services in found.items()}


def _find_worse(
    entries: Sequence[Claim], drafts: dict[Key, Draft], rubric: Rubric, around: Surroundings
) -> frozenset[Key]:
    """The fixes that make the answer worse by a rule of their own; those of a general rule have no other name."""
    units: dict[Key, list[Unit]] = {}
    for entry in entries:
        units.setdefault(entry.key, []).append(entry.unit)
    rules = {key: drafts[key].rule for key in units}
    return frozenset(
        key
        for key, rule in rules.items()
        if rule and rule.folds_into not in (None, rule.id) and makes_worse(rule, units[key], around, rubric)
    )


def _find_large(entries: Sequence[Claim], drafts: dict[Key, Draft]) -> frozenset[Key]:
    """The fixes of so many changes that their rule keeps them: a program that was written anew is no setting."""
    sizes = Counter(entry.key for entry in entries)
    rules = {key: drafts[key].rule for key in sizes}
    return frozenset(key for key, rule in rules.items() if rule and rule.keeps and sizes[key] >= rule.keeps)


def _find_parts(entries: Sequence[Claim], drafts: dict[Key, Draft], rubric: Rubric) -> frozenset[Key]:
    """The fixes by which a resource or module came that does not only serve another: a part is no setting."""
    satellites = rubric.grouping.satellites
    return frozenset(
        each.key
        for each in entries
        if each.rule is not None
        and each.rule is drafts[each.key].rule
        # what folds into its own kind only keeps its name
        and each.rule.folds_into != each.rule.id
        and each.unit.status == "added"
        and each.unit.element.kind in _PARTS
        and not match_type(satellites, each.unit.element.type)
    )


def _fold_gone(
    entries: list[Claim], drafts: dict[Key, Draft], general: Rule, rubric: Rubric, worse: frozenset[Key]
) -> None:
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
        if rule is None or rule.folds_into in (None, rule.id) or rule.id == general.id or entry.key in worse:
            continue
        if entry.key not in led and (not went or (its and match_type(satellites, entry.unit.element.type))):
            continue
        concern = next(each for each in rubric.concerns if each.name == general.concern)
        draft = drafts.setdefault(target, Draft(general, concern, "removed"))
        if rule.id not in draft.also:
            draft.also.append(rule.id)
        entry.key = target
        if went and its and not match_type(satellites, entry.unit.element.type):
            # it is what the fix is about as much as what the general rule claimed itself, and is named with that
            entry.rule = general

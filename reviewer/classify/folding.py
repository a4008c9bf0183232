"""Where there are more fixes than a person would name, special ones go with general ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final

from reviewer.classify.direction import Verdict, makes_worse
from reviewer.classify.drafts import Claim, Draft, Key
from reviewer.classify.intents import Wishes, study_units
from reviewer.classify.surroundings import Surroundings
from reviewer.classify.units import Unit
from reviewer.model import RANK
from reviewer.rubric.matching import match_type
from reviewer.rubric.policy import Rubric, Rule

#: Kinds of elements that are deployed.
_PARTS: Final = frozenset({"resource", "module"})


def fold(entries: list[Claim], drafts: dict[Key, Draft], rubric: Rubric, around: Surroundings, wishes: Wishes) -> None:
    """Lets special fixes go with general ones where there are more than a person would name.

    A special fix that would be alone in its general one keeps its own, more telling name: folding it saves nothing. So
    does one that makes the answer worse, departs from the prompt, or is as large as its rule says: among the settings
    of a heap nobody finds it. A heap of several intents is parted by the sentences of the prompt that they repair.
    First each service has a heap of its own, since the memory of a function and the size of a cluster are not one thing
    to a reader, and what concerns several keeps its name, as does what adds a part or is spared by its rule. Where that
    is still more than anybody reads, these fold as well, and then services come together.
    """
    if len({entry.key for entry in entries}) <= rubric.grouping.crowded:
        return
    rules = {rule.id: rule for rule in rubric.rules}
    worse, verdicts = _judge(entries, drafts, rubric, around, wishes)
    wanted = _find_wanted(drafts, verdicts)
    if rubric.grouping.gone in rules:
        _fold_gone(entries, drafts, rules[rubric.grouping.gone], rubric, worse)
    kept = worse | _find_large(entries, drafts)
    spared = {key for key, draft in drafts.items() if draft.rule and draft.rule.spared}
    spared |= _find_parts(entries, drafts, rubric)
    _fold_down(
        entries, drafts, rubric, _find_targets(entries, drafts, rules, kept | spared), wanted, rubric.grouping.crowded
    )
    _fold_down(entries, drafts, rubric, _find_targets(entries, drafts, rules, kept), wanted, rubric.grouping.full)
    _fold_down(entries, drafts, rubric, _find_wide_targets(entries, drafts, rules, kept), wanted, rubric.grouping.full)


def _find_targets(
    entries: Sequence[Claim], drafts: dict[Key, Draft], rules: Mapping[str, Rule], kept: Container[Key]
) -> dict[Key, Key]:
    """Where each special fix folds into: the heap of its service, where the general rule has one for each."""
    targets: dict[Key, Key] = {}
    for key, services in _find_services(entries, drafts).items():
        rule = drafts[key].rule
        if rule and rule.folds_into and key not in kept:
            general = rules[rule.folds_into]
            # what folds into its own kind is there to bring the services together
            if general.group != "service" or general.folds_into == general.id:
                targets[key] = (general.id,)
            elif len(services) == 1:
                targets[key] = (general.id, *services)
    return targets


def _find_wide_targets(
    entries: Sequence[Claim], drafts: dict[Key, Draft], rules: Mapping[str, Rule], kept: Container[Key]
) -> dict[Key, Key]:
    """Where each special fix and each heap of a service folds into: the one heap of its general rule."""
    general = {rule.folds_into for rule in rules.values()}
    targets: dict[Key, Key] = {}
    for key in dict.fromkeys(entry.key for entry in entries):
        rule = drafts[key].rule
        if rule and key not in kept and (rule.folds_into or rule.id in general):
            targets[key] = (rule.folds_into or rule.id,)
    return targets


def _fold_down(
    entries: Iterable[Claim],
    drafts: dict[Key, Draft],
    rubric: Rubric,
    targets: Mapping[Key, Key],
    wanted: dict[Key, Key],
    most: int,
) -> None:
    """Folds no more than it takes to have so many, since every fold costs telling names.

    What weighs least goes first, and of that what saves most.
    """
    used = dict.fromkeys(entry.key for entry in entries)
    heaps: dict[str, dict[Key, list[Key]]] = {}
    for key, target in targets.items():
        if key in used and key != target:
            heaps.setdefault(target[0], {}).setdefault(target, []).append(key)
    rules = {rule.id: rule for rule in rubric.rules}
    folded: dict[Key, Key] = {}
    for name, inside in sorted(heaps.items(), key=lambda each: _rank_heap(rules[each[0]], each[1])):
        if len({folded.get(key, key) for key in used}) <= most:
            break
        concern = next(each for each in rubric.concerns if each.name == rules[name].concern)
        many = sum(map(len, inside.values())) > rubric.grouping.parts
        for target, keys in (_part(inside, wanted) if many else inside).items():
            if len(keys) == 1 and target not in used:
                continue
            also = drafts.setdefault(target, Draft(rules[name], concern, "changed")).also
            for key in keys:
                also.extend(drafts[key].also if key[0] == name else key[:1])
            folded.update(dict.fromkeys(keys, target))
    for entry in entries:
        entry.key = folded.get(entry.key, entry.key)


def _part(heaps: Mapping[Key, Sequence[Key]], wanted: dict[Key, Key]) -> dict[Key, list[Key]]:
    """Parts what would be too much for one fix by the sentences that it repairs."""
    parted: dict[Key, list[Key]] = {}
    for target, keys in heaps.items():
        for key in keys:
            line = wanted.get(key, ())
            # what repairs a sentence goes on doing so in its heap
            if line:
                wanted[*target, *line] = line
            parted.setdefault((*target, *line), []).append(key)
    return parted


def _rank_heap(rule: Rule, inside: Mapping[Key, Sequence[Key]]) -> tuple[int, int]:
    return -RANK[rule.category], -sum(map(len, inside.values()))


def _find_services(entries: Sequence[Claim], drafts: dict[Key, Draft]) -> dict[Key, Key]:
    """The services that each fix concerns, those of what only goes along set aside."""
    found: dict[Key, dict[str, None]] = {}
    for entry in entries:
        if entry.rule is drafts[entry.key].rule:
            found.setdefault(entry.key, {})[entry.unit.element.service or ""] = None
    return {key: tuple(services) for key, services in found.items()}


def _judge(
    entries: Sequence[Claim], drafts: dict[Key, Draft], rubric: Rubric, around: Surroundings, wishes: Wishes
) -> tuple[frozenset[Key], dict[Key, Verdict]]:
    """The fixes of special rules that make the answer worse or depart from the prompt, and what each comes to.

    Those of a general rule have no other name. What is worse by its rule keeps its own though the prompt may excuse it.
    """
    units: dict[Key, list[Unit]] = {}
    for entry in entries:
        units.setdefault(entry.key, []).append(entry.unit)
    worse: set[Key] = set()
    verdicts: dict[Key, Verdict] = {}
    for key, inside in units.items():
        rule = drafts[key].rule
        if rule and rule.folds_into not in (None, rule.id):
            verdicts[key] = study_units(rule, inside, rubric, around, wishes, "").verdict
            if rubric.regression.departs in verdicts[key].labels or makes_worse(rule, inside, around, rubric):
                worse.add(key)
    return frozenset(worse), verdicts


def _find_wanted(drafts: Mapping[Key, Draft], verdicts: Mapping[Key, Verdict]) -> dict[Key, Key]:
    """The sentence that each fix repairs: what the prompt asks for goes with nothing that it does not ask for.

    Fixes of the least category stay together: nothing that matters is lost among them.
    """
    found: dict[Key, Key] = {}
    for key, verdict in verdicts.items():
        rule = drafts[key].rule
        if rule and RANK[rule.category] < max(RANK.values()) and verdict.direction == "repairs" and verdict.served:
            span = verdict.served[0].span
            found[key] = (span.file, str(span.start))
    return found


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


def _find_large(entries: Sequence[Claim], drafts: dict[Key, Draft]) -> frozenset[Key]:
    """The fixes of so many changes that their rule keeps them: a program that was written anew is no setting."""
    sizes = Counter(entry.key for entry in entries)
    rules = {key: drafts[key].rule for key in sizes}
    return frozenset(key for key, rule in rules.items() if rule and rule.keeps and sizes[key] >= rule.keeps)


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

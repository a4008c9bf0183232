"""What was done, in few words: ``maxAzs of Network changed from 2 to 3; Queue added``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from reviewer.classify.places import is_code, is_entry, is_short, place_of, show_property, tell_values, verb_of
from reviewer.classify.units import status_of
from reviewer.leaves import value_at
from reviewer.model import MISSING, Change
from reviewer.paths import base_name
from reviewer.rubric.matching import squash
from reviewer.rubric.words import join_few, join_words, show_names, show_value

#: More names than this are too many for a title.
NAMED: Final = 4
#: What became of an intent whose elements each came, went or were renamed; where they did all of that, it changed.
_WORDS: Final = {
    frozenset({"added"}): "added",
    frozenset({"removed"}): "removed",
    frozenset({"added", "removed"}): "added and removed",
    frozenset({"renamed"}): "renamed",
}
#: How one entry of a list is called, and how several are.
_ENTRY: Final = "an entry of "
_ENTRIES: Final = "entries of "
#: More labels with their owners are too many for a title.
_OWNED: Final = 3
#: So many labels more are told without their owners.
_ALSO: Final = 7
#: A title of more clauses is not read to its end.
_CLAUSES: Final = 2
#: Kinds that serve others: a title names first what they serve.
SERVING: Final = frozenset({"parameter", "mapping", "condition", "import", "local", "data", "output", "setting"})


_NOTHING: Final = (MISSING, None)


def _rank(kind: str) -> int:
    return (kind in SERVING) + (kind == "import")


def tell_deed(leads: Sequence[Change]) -> str:
    """Tells what came, went and changed.

    Args:
        leads: what the changes of a fix come to, one for each value or element.
    """
    told = [each for each in leads if each.noise is None and each.element] or [each for each in leads if each.element]
    # an import follows what is done with it, so it says least; a parameter or lookup serves the others
    told.sort(key=lambda each: _rank(each.element.kind) if each.element else 0)
    states = [status_of(each) for each in told]
    changed = [each for each, state in zip(told, states, strict=True) if state == "changed"]
    clauses = [_tell_changed(changed)] if changed else []
    for word in ("added", "removed", "renamed"):
        names = dict.fromkeys(
            place_of(each) for each, state in zip(told, states, strict=True) if state == word and each.element
        )
        if names:
            clauses.append(f"{show_names(names, 2 if clauses else 3)} {word}")
    return "; ".join(clauses[:_CLAUSES])


def tell_parts(parts: Iterable[tuple[str, Sequence[Change]]]) -> str:
    """Tells what a fix of several intents consists of.

    ``health checks of Web changed; image of Workers dropped; also limits and retries`` where all of that stayed,
    ``functions and imports added; statements of main changed`` where something came or went: there the names of many
    would say less than what became of them.

    Args:
        parts: label of each intent, what weighs most first, and what its changes come to.
    """
    known: dict[str, list[Change]] = {}
    for label, leads in parts:
        known.setdefault(label, []).extend(leads)
    became: dict[str, list[str]] = {}
    for label, changes in known.items():
        became.setdefault(_WORDS.get(frozenset(map(status_of, changes)), "changed"), []).append(label)
    if became.keys() == {"changed"}:
        return _tell_settings(known)
    return "; ".join(_tell_became(labels, known, word) for word, labels in became.items())


def _tell_became(labels: Sequence[str], known: Mapping[str, Sequence[Change]], word: str) -> str:
    """Tells what became the same: ``role Barn added``, ``roles and policies added (Barn and Hay)``."""
    if len(labels) == 1:
        return f"{_name_label(labels[0], known[labels[0]], word)} {word}"
    told = f"{_join_labels(labels)} {word}"
    if word not in ("added", "removed"):
        return told
    changes = [each for label in labels for each in known[label]]
    # the keys of a manifest say less than its name
    files = [each.element.file if each.element and each.element.kind == "setting" else "" for each in changes]
    names = [base_name(file) if file else place_of(each) for file, each in zip(files, changes, strict=True)]
    return f"{told} ({show_names(names, 3)})"


def _name_label(label: str, changes: Sequence[Change], word: str) -> str:
    """A label with those that it concerns, where it is alone in what became of it."""
    if word not in ("added", "removed", "changed"):
        return label
    names = dict.fromkeys(map(place_of, changes))
    if word == "changed":
        return f"{label} of {show_names(names, 2)}"
    one = _singular(label)
    return f"{one if len(names) == 1 and ' or ' not in label else label} {show_names(names, 2)}"


def _singular(label: str) -> str:
    return re.sub(
        r"(?:(?<=polic)ie|(?<=entr)ie|(?<=tit)ie|(?<=alias)e|(?<=ss)e)?s$",
        lambda end: "y" if end[0] == "ies" else "",
        label,
    )


def _tell_settings(known: Mapping[str, Sequence[Change]]) -> str:
    """Tells whose settings were changed, set or dropped, by their labels; the owner once where all have the same."""
    owners = {label: tuple(dict.fromkeys(map(place_of, each))) for label, each in known.items()}
    verbs = {label: _tell_verb(each, label) for label, each in known.items()}
    if len(set(owners.values())) == 1:
        by_verb: dict[str, list[str]] = {}
        for label, changes in known.items():
            by_verb.setdefault(verbs[label], []).append(label + _tell_step(changes))
        owner = f" of {show_names(next(iter(owners.values())), 2)}"
        clauses = [f"{_join_labels(labels)}{owner} {verb}" for verb, labels in by_verb.items()]
        return "; ".join([clauses[0], *(each.replace(owner, "") for each in clauses[1:])])
    clauses = [
        f"{label}{_tell_step(changes)} of {show_names(owners[label], 2)} {verbs[label]}"
        for label, changes in known.items()
    ]
    if len(clauses) > _OWNED:
        # a part that is only counted is hidden in the heap
        clauses[_OWNED - 1 :] = [f"also {join_few(list(known)[_OWNED - 1 :], _ALSO)}"]
    return "; ".join(clauses)


def _tell_verb(changes: Sequence[Change], label: str) -> str:
    """Says what became of a switch too: one that is set to ``false`` is not what ``set`` alone tells.

    A statement that leaves a policy, of which others stay, changes the policy: ``dropped`` would say that it is gone.
    Nor is an endpoint dropped of which a property is, where the label names what the elements are.
    """
    verb = verb_of(changes)
    kind = squash(_singular(label))
    if verb != "changed" and all(each.element and squash(each.element.type).endswith(kind) for each in changes):
        return "changed"
    if (verb == "dropped" and any(map(_leaves_rest, changes))) or (verb == "set" and all(map(is_entry, changes))):
        return "changed"
    if verb == "set" and {str(each.after).lower() for each in changes} in ({"true"}, {"false"}):
        return f"set to {show_value(changes[0].after)}"
    return verb


def _tell_step(changes: Sequence[Change]) -> str:
    """Gives in brackets the one step that an intent consists of, where its values are short: ``(256 to 512)``.

    A switch that came is named itself, ``(Essential)``: that settings are set to ``true`` would not say which.
    """
    if len({(show_value(each.before), show_value(each.after)) for each in changes}) > 1:
        return ""
    told = tell_values(changes[0].before, changes[0].after)
    if told.startswith("changed from "):
        return f" ({told.removeprefix('changed from ')})"
    named = dict.fromkeys(map(show_property, changes))
    switched = changes[0].before is MISSING and str(changes[0].after).lower() in ("true", "false")
    return f" ({show_names(named)})" if switched and len(named) < _OWNED and all(named) else ""


def _leaves_rest(change: Change) -> bool:
    """Whether something of the property stays from which a value went, beside what it stood in."""
    element, other = change.element, change.element_after
    if element is None or other is None or change.path[: len(element.path)] != element.path:
        return False
    below = change.path[len(element.path) :]
    # what a template keeps all properties in is none itself
    start = 1 if below[:1] == ("Properties",) else 0
    return len(below) > start + 1 and value_at(other.value, below[: start + 1], lambda _: None) is not MISSING


def _join_labels(labels: Sequence[str]) -> str:
    shown = labels if len(labels) <= NAMED else [*labels[: NAMED - 1], f"{len(labels) - NAMED + 1} more"]
    return join_words(shown)


def find_became(leads: Sequence[Change]) -> str:
    """Says what became of the values of properties: ``set``, ``dropped``, ``changed``.

    Where elements came or went as a whole, or some values came and others went, they changed.
    """
    told = [each for each in leads if each.noise is None and each.element] or [each for each in leads if each.element]
    return verb_of(told) if told and all(status_of(each) == "changed" for each in told) else "changed"


def find_step(leads: Sequence[Change]) -> str:
    """Says what became of the properties, or of the elements, that a fix is about: ``added``, ``removed``, ``changed``.

    A part that came to a property that was there before changed that property, whatever value came.
    """
    steps = {_step(each) for each in leads}
    return steps.pop() if len(steps) == 1 else "changed"


def find_steps(leads: Sequence[Change]) -> dict[str, list[str]]:
    """Names the elements by what became of their properties: where several things did, their properties changed.

    What is renamed, or serves others, says nothing beside what happened to a property.
    """
    own = [each for each in leads if each.element and each.noise is None and status_of(each) != "renamed"]
    own = [each for each in own if each.element and each.element.kind not in SERVING] or own
    became: dict[str, str] = {}
    for each in own:
        name, word = place_of(each), _step(each)
        became[name] = word if became.get(name, word) == word else "changed"
    return {word: [name for name, other in became.items() if other == word] for word in ("changed", "removed", "added")}


def _step(lead: Change) -> str:
    state = status_of(lead)
    if state == "changed" and len(lead.keys) <= 1:
        # a program that sets an argument to nothing leaves it out
        return "added" if lead.before in _NOTHING else "removed" if lead.after in _NOTHING else "changed"
    return "changed" if state == "renamed" else state


def _tell_changed(changes: Sequence[Change]) -> str:
    """Tells what became of properties; where some changed and others came or went, what became of which.

    There the owner stands last, so that what a sentence ends with is not what became of a part.
    """
    became = _part_by_verb(changes)
    if len(became) < 2:
        return _tell_alike(changes)
    owners: dict[str, dict[str, list[Change]]] = {}
    for verb, alike in became.items():
        for each in alike:
            owners.setdefault(place_of(each), {}).setdefault(verb, []).append(each)
    told: dict[str, list[str]] = {}
    for owner, parts in owners.items():
        told.setdefault(_tell_verbs(parts), []).append(owner)
    if len(told) <= _CLAUSES:
        return ", ".join(f"{what} on {show_names(names, 2)}" for what, names in told.items())
    return ", ".join(
        f"{_tell_verbs({verb: alike})} on {show_names(dict.fromkeys(map(place_of, alike)), 2)}"
        for verb, alike in became.items()
    )


def _tell_verbs(parts: Mapping[str, Sequence[Change]]) -> str:
    """Tells which properties changed, came and went, by what became of them: ``Size changed and Days dropped``."""
    clauses, single = [], True
    for verb, alike in parts.items():
        names = list(dict.fromkeys(map(_tell_property, alike)))
        values = {(show_value(each.before), show_value(each.after)) for each in alike}
        stepped = verb == "changed" and len(values) == len(names) == 1
        told = tell_values(alike[0].before, alike[0].after) if stepped else verb
        clauses.append(f"{join_few(names, 2)} {told}")
        single = single and len(names) == 1
    return join_words(clauses) if single else ", ".join(clauses)


def _part_by_verb(changes: Sequence[Change]) -> dict[str, list[Change]]:
    """Parts changes of properties by what became of them; names of code and of whole elements say it alone."""
    parts: dict[tuple[str, str], list[Change]] = {}
    for each in changes:
        if each.element is None or is_code(each.element) or show_property(each) in ("", place_of(each)):
            return {}
        parts.setdefault((place_of(each), _tell_property(each)), []).append(each)
    became: dict[str, list[Change]] = {word: [] for word in ("changed", "set", "dropped")}
    for alike in parts.values():
        became[verb_of(alike)].extend(alike)
    return {verb: alike for verb, alike in became.items() if alike}


def _tell_alike(changes: Sequence[Change]) -> str:
    touched: dict[str, list[str]] = {}
    for each in changes:
        if each.element:
            known = touched.setdefault(place_of(each), [])
            # the description of a template is element and property in one, and is named once
            if show_property(each) not in ("", place_of(each)) and not is_code(each.element):
                known.append(_tell_property(each))
    what = _tell_places({owner: _merge_entries(names) for owner, names in touched.items()})
    values = {(show_value(each.before), show_value(each.after)) for each in changes}
    if len(values) == 1 and len({name for names in touched.values() for name in names}) == 1:
        return f"{what} {tell_values(changes[0].before, changes[0].after, listed=is_entry(changes[0]))}"
    return f"{what} {verb_of(changes)}"


def _tell_property(change: Change) -> str:
    """Names what a change is about: a property, or what came to a list or left it."""
    name = show_names([show_property(change)])
    if not is_entry(change):
        return name
    value = change.after if change.before is MISSING else change.before
    shown = show_value(value)
    return f"{shown} in {name}" if is_short(value, shown) else f"{_ENTRY}{name}"


def _merge_entries(names: Sequence[str]) -> list[str]:
    counts = Counter(names)
    return [
        f"{count} {_ENTRIES}{name.removeprefix(_ENTRY)}" if count > 1 and name.startswith(_ENTRY) else name
        for name, count in counts.items()
    ]


def _tell_places(touched: Mapping[str, list[str]]) -> str:
    """Names properties and elements: who has which where that is short, else the first of each."""
    properties = list(dict.fromkeys(name for names in touched.values() for name in names))
    if not properties:
        return show_names(touched, 3)
    alike = len({tuple(sorted(names)) for names in touched.values()}) == 1
    if len(touched) == 2 and len(properties) > 1 and all(touched.values()) and not alike:
        return " and ".join(f"{join_few(names, 2)} of {show_names([owner])}" for owner, names in touched.items())
    return f"{join_few(properties, 3)} of {show_names(touched, 2)}"

"""The facts of a fix that the rubric's templates may speak of. docs/rubrics.md lists them for those who write rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reviewer.classify.code_deeds import tell_code
from reviewer.classify.deeds import NAMED, SERVING, find_became, find_step, find_steps, tell_deed
from reviewer.classify.outcome import tell_results
from reviewer.classify.pairs import find_keys, tell_keys
from reviewer.classify.places import is_entry, place_of, show_property
from reviewer.classify.things import tell_things
from reviewer.classify.units import Unit, status_of
from reviewer.model import Change, Path, Source
from reviewer.paths import base_name, name_in_folder
from reviewer.references import is_tag
from reviewer.rubric.filters import find_port
from reviewer.rubric.matching import match_type

#: How the two sides of a comparison are called in a sentence.
SIDES: dict[Source, tuple[str, str]] = {
    "response": ("MODEL_RESPONSE", "IDEAL_RESPONSE"),
    "documentation": ("MODEL_RESPONSE", "IDEAL_RESPONSE"),
    "deployed": ("IDEAL_RESPONSE", "the deployed code"),
}
#: Kinds of what a program consists of beside what it makes.
_CODE = frozenset({"function", "statement", "import", "module"})
#: More pairs of values than a sentence can hold.
_VALUES = 6
#: Kinds of what the code makes, or has made by another.
_MADE = frozenset({"resource", "module", "provider"})


def collect_facts(
    changes: Sequence[Change],
    status: Sequence[str],
    deployed: str,
    leads: Sequence[Change] = (),
    satellites: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Collects what templates see.

    Args:
        changes: the changes of the fix, at least one.
        status: what happened to the element of each change as a whole.
        deployed: name of the deployed file.
        leads: what the changes come to, a value that came or went whole as one; those of changed elements first.
        satellites: types of resources that only serve others.
    """
    leads = [each for each in leads or changes if not _is_import(each)] or leads or changes
    first = _find_example(leads)
    left, right = SIDES[first.source]
    told, states = _told(changes, status)
    elements = _rank(each for each in told if each.element)
    told, states = _once(told, states)
    by_status = {word: _names(told, states, word) for word in ("added", "removed", "renamed", "changed")}
    facts: dict[str, Any] = {
        "n": len(changes),
        "left": left,
        "right": deployed if first.source == "deployed" and deployed else right,
        **_facts_of_one(first),
        **_facts_of_values(leads),
        "elements": elements,
        "whose": by_status["changed"] or elements,
        "types": list(dict.fromkeys(each.element.type or each.element.kind for each in told if each.element)),
        "kinds": list(dict.fromkeys(each.element.kind for each in told if each.element)),
        "services": _services(told, states),
        "states": _states((place_of(each), word) for each, word in zip(told, states, strict=True)),
        "verb": _verb(by_status),
        "code": tell_code(leads) if any(each.element and each.element.kind in _CODE for each in leads) else "",
        "intents": [],
        "exchange": None,
        "files": _files(told, states),
        "files_added": _files(told, states, "added"),
        "files_removed": _files(told, states, "removed"),
        "came": _things(told, states, "added", satellites),
        "went": _things(told, states, "removed", satellites),
        **by_status,
    }
    return facts | {"port": _find_port(facts), **tell_results(facts)}


def _facts_of_one(first: Change) -> dict[str, Any]:
    """What the change says that a sentence quotes."""
    element = first.element
    return {
        "source": first.source,
        "before": first.before,
        "after": first.after,
        "property": show_property(first),
        "element": place_of(first),
        "type": element.type if element else "",
        "old_type": first.element_before.type if first.element_before else "",
        "kind": element.kind if element else "",
        "service": (element.service or "") if element else "",
        "section": " > ".join(first.section),
    }


def _facts_of_values(leads: Sequence[Change]) -> dict[str, Any]:
    """What became of which properties, and of the values in them."""
    values = _values(leads)
    properties = list(dict.fromkeys(filter(None, map(show_property, leads))))
    return {
        "properties": properties,
        "fields": list(dict.fromkeys(name.lower().replace("_", "") for name in properties)),
        "keys": find_keys(leads),
        "key_deed": tell_keys(leads),
        "listed": all(map(is_entry, leads)),
        "values": values,
        "pairs": values,
        "sides": [(each.before, each.after) for each in leads],
        **_find_exchanged(values),
        "became": find_became(leads),
        "deed": tell_deed(leads),
        "step": find_step(leads),
        "steps": find_steps(leads),
        "around": _find_around(leads),
    }


def collect_whole(units: Sequence[Unit], renamed: Sequence[str] = ()) -> dict[str, Any]:
    """Collects what templates see of all that a fix holds, of what only goes along with it too.

    Args:
        units: all of the fix.
        renamed: what is known to be renamed; what only follows it was renamed as well.
    """
    own = [unit for unit in units if not _is_import(unit.lead)] or units
    states = _states((place_of(unit.lead), unit.status) for unit in own)
    return {
        "states": states,
        "renamed": list(dict.fromkeys((*renamed, *(name for name, became in states.items() if became == "renamed")))),
        "pairs": _values([unit.lead for unit in units]),
        "sides": [(unit.lead.before, unit.lead.after) for unit in units],
    }


def _states(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What became of each element, by its name; of several of one name that fared otherwise, that they changed."""
    became: dict[str, str] = {}
    for name, word in pairs:
        became[name] = word if became.get(name, word) == word else "changed"
    return became


def _find_example(leads: Sequence[Change]) -> Change:
    """Picks the change that a sentence quotes: one with both sides says more than one where something is missing.

    An entry that left a list where another came was exchanged for that one, and not left out.
    """
    first = leads[0]
    alike = [each for each in leads if status_of(each) == status_of(first) and each.op == "replace"]
    if alike:
        return alike[0]
    exchanged = next((each for each in leads if _is_exchanged(first, each)), None)
    if exchanged is None:
        return first
    gone, come = (first, exchanged) if first.op == "remove" else (exchanged, first)
    return replace(gone, op="replace", after=come.after)


def _find_around(changes: Sequence[Change]) -> Mapping[str, Any]:
    """Gives the nearest map around all values, as the side has it that the changes speak of: a rule with its ports."""
    found: dict[Path, Mapping[str, Any]] = {}
    for each in changes:
        start = len(_owner(each))
        value: Any = each.element.value if each.element else None
        place, nearest = start, value
        for depth, key in enumerate(each.path[start:-1], start + 1):
            inside = isinstance(value, dict) or (isinstance(value, list) and isinstance(key, int) and key < len(value))
            value = (value.get(key) if isinstance(value, dict) else value[key]) if inside else None
            place, nearest = (depth, value) if isinstance(value, dict) else (place, nearest)
        found[each.path[:place]] = nearest if isinstance(nearest, dict) else {}
    return next(iter(found.values())) if len(found) == 1 else {}


def _find_port(facts: Mapping[str, Any]) -> str:
    """Finds the one port of the rule that came, went or changed, or around what changed in it."""
    alone = find_port(facts["before"] or facts["after"]) if len(facts["values"]) == 1 else ""
    return alone or find_port(facts["around"])


def _find_exchanged(values: Sequence[tuple[Any, Any]]) -> dict[str, list[str]]:
    """Finds the texts that only the right side has, alone or in lists, and those that only the left one has."""
    if len(values) == _VALUES:  # there may be more, so that nobody knows what stayed
        return {"gained": [], "lost": []}
    left, right = ([text for pair in values for text in _texts(pair[side])] for side in (0, 1))
    return {
        "gained": [each for each in right if each not in left],
        "lost": [each for each in left if each not in right],
    }


def _texts(value: Any) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def _is_exchanged(one: Change, other: Change) -> bool:
    """Says whether of two entries of one list, or of all its entries, the one came and the other went."""
    if {one.op, other.op} != {"add", "remove"} or not (status_of(one) == status_of(other) == "changed"):
        return False
    here, there = one.path[len(_owner(one)) :], other.path[len(_owner(other)) :]
    entries = isinstance(here[-1:] and here[-1], int) and isinstance(there[-1:] and there[-1], int)
    return one.element_before is other.element_before and (here == there or (entries and here[:-1] == there[:-1]))


def _owner(change: Change) -> Path:
    return change.element.path if change.element else ()


def _files(changes: Sequence[Change], status: Sequence[str], wanted: str = "") -> list[str]:
    """Names of the files that all changes stand in, or what came or went; with folders where they tell them apart."""
    known = [(each.element, word) for each, word in zip(changes, status, strict=True) if each.element]
    paths = dict.fromkeys(element.file for element, word in known if element.file and wanted in ("", word))
    alike = Counter(map(base_name, paths))
    named = (base_name(path) if alike[base_name(path)] == 1 else name_in_folder(path) for path in paths)
    return list(dict.fromkeys(named))


def _rank(changes: Iterable[Change]) -> list[str]:
    """Puts first what changed most where there are more than a sentence can name; what serves others comes last."""
    known = list(changes)
    names = [place_of(each) for each in known]
    counts = Counter(names)
    if len(counts) <= NAMED:
        return list(counts)
    own = {place_of(each) for each in known if each.element and each.element.kind not in SERVING}
    # sorting keeps the order of first appearance among equals
    return sorted(counts, key=lambda name: (name not in own, -counts[name]))


def _told(changes: Sequence[Change], status: Sequence[str]) -> tuple[list[Change], list[str]]:
    """Leaves out what no fix is about: references that follow a renamed element, imports of what is used, its tags.

    What serves others, such as a parameter, stands behind them.
    """
    pairs = list(zip(changes, status, strict=True))
    told = [pair for pair in pairs if pair[0].noise is None] or pairs
    told = [pair for pair in told if not _is_import(pair[0])] or told
    # the tag of a resource has its key for a name, which says nothing beside the resource
    told = [pair for pair in told if pair[0].element is None or not is_tag(pair[0].element)] or told
    told.sort(key=lambda pair: pair[0].element is not None and pair[0].element.kind in SERVING)
    return [each for each, _ in told], [word for _, word in told]


def _once(changes: Sequence[Change], status: Sequence[str]) -> tuple[list[Change], list[str]]:
    """Keeps the first of all changes that one thing happened to one element by: the others name nothing more."""
    first: dict[tuple[int, int, str, tuple[str, ...]], tuple[Change, str]] = {}
    for each, word in zip(changes, status, strict=True):
        first.setdefault((id(each.element), id(each.element_after), word, each.section), (each, word))
    return [each for each, _ in first.values()], [word for _, word in first.values()]


def _is_import(change: Change) -> bool:
    return change.element is not None and change.element.kind == "import"


def _services(changes: Sequence[Change], status: Sequence[str]) -> list[str]:
    """Services of what came or went; of all changes where nothing did: what only points there is not added."""
    whole = [each for each, word in zip(changes, status, strict=True) if word in ("added", "removed")]
    named = [each.element.service for each in whole or changes if each.element]
    return list(dict.fromkeys(name for name in named if name))


def _names(changes: Sequence[Change], status: Sequence[str], wanted: str) -> list[str]:
    """What only serves others is named where nothing else came or went: a key, not the parameter of its rotation."""
    found = [each for each, word in zip(changes, status, strict=True) if word == wanted]
    own = [each for each in found if each.element is None or each.element.kind not in SERVING]
    return list(dict.fromkeys(map(place_of, own or found)))


def _things(changes: Sequence[Change], status: Sequence[str], wanted: str, satellites: tuple[str, ...]) -> str:
    """Tells the resources that came or went by what they are; what only serves them is counted."""
    whole = [each.element for each, word in zip(changes, status, strict=True) if word == wanted and each.element]
    own = {each.path: each for each in whole if each.kind in _MADE} or {each.path: each for each in whole}
    led = [each for each in own.values() if not match_type(satellites, each.type)]
    return tell_things(led, len(own) - len(led)) if led else tell_things(own.values())


def _values(changes: Sequence[Change]) -> list[tuple[Any, Any]]:
    seen: list[tuple[Any, Any]] = []
    for each in changes:
        pair = (each.before, each.after)
        if pair not in seen and len(seen) < _VALUES:
            seen.append(pair)
    return seen


def _verb(by_status: dict[str, list[str]]) -> str:
    for word in ("added", "removed", "renamed"):
        if by_status[word] and not any(names for other, names in by_status.items() if other != word):
            return word
    return "changed"

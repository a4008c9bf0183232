"""The facts of a fix that the rubric's templates may speak of. docs/rubrics.md lists them for those who write rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from reviewer.classify.deeds import NAMED, SERVING, find_step, show_property, tell_deed
from reviewer.model import Change, Source
from reviewer.references import is_tag

#: How the two sides of a comparison are called in a sentence.
SIDES: dict[Source, tuple[str, str]] = {
    "response": ("MODEL_RESPONSE", "IDEAL_RESPONSE"),
    "documentation": ("MODEL_RESPONSE", "IDEAL_RESPONSE"),
    "deployed": ("IDEAL_RESPONSE", "the deployed code"),
}


def collect_facts(
    changes: Sequence[Change], status: Sequence[str], deployed: str, leads: Sequence[Change] = ()
) -> dict[str, Any]:
    """Collects what templates see.

    Args:
        changes: the changes of the fix, at least one.
        status: what happened to the element of each change as a whole.
        deployed: name of the deployed file.
        leads: what the changes come to, a value that came or went whole as one; those of changed elements first.
    """
    leads = [each for each in leads or changes if not _is_import(each)] or leads or changes
    first = leads[0]
    left, right = SIDES[first.source]
    told, states = _told(changes, status)
    by_status = {word: _names(told, states, word) for word in ("added", "removed", "renamed", "changed")}
    elements = _rank(_name(each) for each in told if each.element)
    return {
        "n": len(changes),
        "left": left,
        "right": deployed if first.source == "deployed" and deployed else right,
        "source": first.source,
        "before": first.before,
        "after": first.after,
        "property": show_property(first),
        "element": _name(first),
        "type": first.element.type if first.element else "",
        "old_type": first.element_before.type if first.element_before else "",
        "kind": first.element.kind if first.element else "",
        "service": (first.element.service or "") if first.element else "",
        "elements": elements,
        "properties": list(dict.fromkeys(filter(None, map(show_property, leads)))),
        "types": list(dict.fromkeys(each.element.type or each.element.kind for each in told if each.element)),
        "kinds": list(dict.fromkeys(each.element.kind for each in told if each.element)),
        "services": _services(told, states),
        "values": _values(leads),
        "verb": _verb(by_status),
        "deed": tell_deed(leads),
        "step": find_step(leads),
        "section": " > ".join(first.section),
        **by_status,
    }


def _rank(names: Iterable[str]) -> list[str]:
    """Puts first what changed most where there are more than a sentence can name."""
    counts = Counter(names)
    # most_common keeps the order of first appearance among equals
    return [name for name, _ in counts.most_common()] if len(counts) > NAMED else list(counts)


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


def _is_import(change: Change) -> bool:
    return change.element is not None and change.element.kind == "import"


def _services(changes: Sequence[Change], status: Sequence[str]) -> list[str]:
    """Services of what came or went; of all changes where nothing did: what only points there is not added."""
    whole = [each for each, word in zip(changes, status, strict=True) if word in ("added", "removed")]
    named = [each.element.service for each in whole or changes if each.element]
    return list(dict.fromkeys(name for name in named if name))


def _name(change: Change) -> str:
    return change.element.name if change.element else " > ".join(change.section)


def _names(changes: Sequence[Change], status: Sequence[str], wanted: str) -> list[str]:
    return list(dict.fromkeys(_name(each) for each, word in zip(changes, status, strict=True) if word == wanted))


def _values(changes: Sequence[Change]) -> list[tuple[Any, Any]]:
    seen: list[tuple[Any, Any]] = []
    for each in changes:
        pair = (each.before, each.after)
        if pair not in seen and len(seen) < 6:  # six pairs are more than a sentence can hold
            seen.append(pair)
    return seen


def _verb(by_status: dict[str, list[str]]) -> str:
    for word in ("added", "removed", "renamed"):
        if by_status[word] and not any(names for other, names in by_status.items() if other != word):
            return word
    return "changed"

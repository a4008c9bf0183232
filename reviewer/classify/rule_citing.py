"""Which sentences of the prompt a fix cites by its rule: those that its terms, its excuses or its services find."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.classify.citing import Citations, Demand, Subject
from reviewer.classify.sentences import proves
from reviewer.classify.service_citing import serve_services
from reviewer.classify.stated_values import says_any
from reviewer.classify.surroundings import Surroundings
from reviewer.classify.units import Unit
from reviewer.keys import name_keys
from reviewer.leaves import value_at
from reviewer.model import MISSING, Change, Requirement
from reviewer.rubric.matching import to_text
from reviewer.rubric.policy import Rubric, Rule


def serve_rule(
    rule: Rule, units: Sequence[Unit], subject: Subject, rubric: Rubric, around: Surroundings, citations: Citations
) -> tuple[Requirement, ...]:
    """Finds the requirements that a fix may cite, the best first.

    What excuses a fix goes before what it departs from, and does so whatever it shares with it, unless the rule wants
    the fix to be called by its name.

    Args:
        rule: that made the fix.
        units: what the fix consists of.
        subject: the same in the words of a sentence.
        rubric: of the rule.
        around: the neighbourhood.
        citations: the requirements of the prompt.
    """
    called = rule.cites == "called"
    excusing = citations.serve(rule.excuses, subject, demand=Demand(proven=called)) if rule.excuses else ()
    if rule.cites == "service":
        found = serve_services(units, subject, rubric, around, citations)
    else:
        # the keys of a parameter, its type and its default, are those of every parameter
        own = [unit for unit in units if unit.element.kind != "parameter"] or units
        keys = frozenset(key for unit in own for change in unit.changes for key in change.keys)
        proven = called or (bool(rule.excuses) and _is_spared(units, around))
        demand = Demand(called or rule.cites == "asked", proven=proven, naming=keys if rule.cites == "named" else None)
        if rule.cites == "setting" and all(each.status == "changed" for each in units):
            whole = frozenset(key for unit in own for change in unit.changes for key in _keys_of_whole(change))
            exchanged = all(MISSING not in (each.lead.before, each.lead.after) for each in units)
            demand = demand._replace(setting=(whole, _values(units, rubric.regression.telling)), exchanged=exchanged)
        found = citations.serve(rule.terms, subject, demand=demand)
        if rule.cites == "value":
            found = tuple(each for each in found if says_any(units, each.text, rubric.citations.counts))
    return tuple(dict.fromkeys((*excusing, *found)))[: rubric.citations.most]


def _keys_of_whole(change: Change) -> Sequence[str]:
    """The keys of a change, down to what came or went as a whole: who asks for tags names none of them.

    One of several members of a list has no name of its own, and so keeps all of its keys.
    """
    before, after = change.element_before, change.element_after
    if before is None or after is None or (change.op not in ("add", "remove")):
        return change.keys
    without, below = (
        (before, change.path[len(after.path) :]) if change.op == "add" else (after, change.path[len(before.path) :])
    )
    if not below:
        return change.keys
    gone = (at for at in range(1, len(below) + 1) if value_at(without.value, below[:at]) is MISSING)
    depth = next(gone, len(below))
    return change.keys[: len(name_keys(below[:depth]))] if isinstance(below[depth - 1], str) else change.keys


def _values(units: Sequence[Unit], telling: int) -> frozenset[str]:
    """What stood there and stands there now, as far as it hardly stands in a sentence by chance."""
    texts = (to_text(value) for each in units for value in (each.lead.before, each.lead.after) if value is not MISSING)
    return frozenset(each for each in texts if proves(each, telling))


def _is_spared(units: Sequence[Unit], around: Surroundings) -> bool:
    """Whether only some elements of a type went: a sentence that asks for such a thing may mean one that stayed."""
    gone = {each.element.path: each.element.type for each in units if each.status == "removed"}
    types = set(gone.values()) - {""}
    whole = len(gone) == len({each.element.path for each in units})
    return whole and any(each.type in types for path, each in around.elements.items() if path not in gone)

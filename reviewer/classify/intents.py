"""What a person would call one intent: what its changes are about, what they serve, and which way they go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from reviewer.classify.citing import Citations, Subject, pick_values
from reviewer.classify.deeds import SERVING
from reviewer.classify.direction import Verdict, find_direction
from reviewer.classify.facts import collect_facts, collect_whole
from reviewer.classify.involved import find_involved
from reviewer.classify.requirements import Contradiction
from reviewer.classify.rule_citing import serve_rule
from reviewer.classify.surroundings import Surroundings
from reviewer.classify.units import Unit
from reviewer.classify.unrolled import join_exchanges
from reviewer.model import Change, Requirement
from reviewer.rubric.policy import Rubric, Rule


class Wishes(NamedTuple):
    """What the prompt asks for.

    Attributes:
        citations: its requirements, to be searched.
        contradictions: pairs of them that exclude one another.
    """

    citations: Citations
    contradictions: Sequence[Contradiction]


def make_citations(requirements: Sequence[Requirement], rubric: Rubric) -> Citations:
    """Makes the requirements of a prompt ready to be searched, as the rubric wants it."""
    claims = {each.name: each.claims for each in rubric.concerns if each.claims}
    policy = rubric.requirements
    return Citations(requirements, rubric.citations, (*policy.everywhere, *policy.means), claims, policy.topics)


class Intent(NamedTuple):
    """What units that one rule claims are about, what they serve, and which way they go."""

    label: str
    leads: Sequence[Change]
    facts: dict[str, Any]
    served: tuple[Requirement, ...]
    verdict: Verdict
    size: int


def study_units(
    rule: Rule | None,
    units: Sequence[Unit],
    rubric: Rubric,
    around: Surroundings,
    wishes: Wishes,
    deployed: str,
    told: Sequence[Unit] = (),
) -> Intent:
    """Finds what some units of a fix are about.

    Args:
        rule: claims them; None for a default.
        units: to be judged.
        rubric: judges.
        around: the neighbourhood of the comparison.
        wishes: of the prompt.
        deployed: name of the deployed file.
        told: of the units those that a person names, where that is not all of them.
    """
    changes = changes_of(units)
    named = told or units
    status = [unit.status for unit in named for _ in unit.changes]
    leads = [unit.lead for unit in sorted(named, key=lambda unit: unit.status != "changed")]
    facts = collect_facts(changes_of(named), status, deployed, leads, rubric.grouping.satellites)
    exchanged = (found for each in changes if (found := around.exchanges.get(id(each))))
    facts |= {"n": _count_own(units), "exchange": join_exchanges(exchanged)}
    facts |= collect_whole(units, facts["renamed"])
    subject = _find_subject(rule, units, facts, leads, rubric, around)
    served = serve_rule(rule, units, subject, rubric, around, wishes.citations) if rule else ()
    verdict = find_direction(rule, units, served, around, rubric, prompted=bool(wishes.citations.requirements))
    return Intent(rule.label or "" if rule else "", leads, facts, verdict.served, verdict, len(changes))


def _find_subject(
    rule: Rule | None,
    units: Sequence[Unit],
    facts: Mapping[str, Any],
    leads: Sequence[Change],
    rubric: Rubric,
    around: Surroundings,
) -> Subject:
    """Finds what a fix is about in the words of a sentence.

    Where a sentence has to call what it asks for by its name, it is what came that it asks for: an output that was
    there all along, and only has another value, says nothing about those that came with it.
    """
    come = [unit for unit in units if unit.status == "added"] if rule and rule.cites == "called" else []
    called = dict.fromkeys(each.element.name for each in changes_of(come or units) if each.element)
    names = (*called, *facts["properties"], *facts["services"])
    values = pick_values([(each.before, each.after) for each in leads], rubric.citations.share)
    about = find_involved(come or units, around, rubric)
    involved = frozenset(each.service for each in about if each.service)
    own = frozenset(unit.element.service for unit in units if unit.element.service)
    # that an output of a program is of a type called so tells no output from another
    types = frozenset(each.type for each in about if each.type and each.kind != "output")
    concern = rule.concern if rule else ""
    return Subject(names, types, involved, concern, values, own, around.common, tuple(facts["properties"]))


def _count_own(units: Sequence[Unit]) -> int:
    """Counts the changes of what a fix is about: a parameter that comes or goes along is no further name or value."""
    own = [unit for unit in units if unit.status not in ("added", "removed") or unit.element.kind not in SERVING]
    return sum(len(unit.changes) for unit in own or units)


def changes_of(units: Iterable[Unit]) -> tuple[Change, ...]:
    """Gives the changes of units, in their order."""
    return tuple(change for unit in units for change in unit.changes)

"""Changes become fixes, by the rules of a rubric and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from reviewer.classify.citing import Citations, Subject, pick_values
from reviewer.classify.direction import find_direction
from reviewer.classify.documentation import describe_documentation, measure_documentation
from reviewer.classify.facts import collect_facts
from reviewer.classify.grouping import Draft, draft_fixes
from reviewer.classify.index import claims
from reviewer.classify.matcher import Surroundings
from reviewer.classify.requirements import Contradiction, find_contradictions, find_requirements
from reviewer.classify.standing import find_standings, label_standing
from reviewer.classify.units import Unit, status_of
from reviewer.model import RANK, Change, Document, Element, Fix, Requirement, Span, rank_fix
from reviewer.references import name_of, names_in
from reviewer.rubric.policy import Rubric, Rule, Words
from reviewer.rubric.words import render_words

__all__ = [
    "Classified",
    "Contradiction",
    "classify_changes",
    "find_contradictions",
    "find_requirements",
    "find_standings",
]

#: Stands in for the element that a change of prose does not have.
_PROSE = Element((), "documentation", "", None, "documentation", None, {(): Span("", 1, 1)}, "markdown")


class Classified(NamedTuple):
    """The changes of one comparison, every one of them either in a fix or without meaning."""

    fixes: tuple[Fix, ...]
    without_meaning: tuple[Change, ...]


def classify_changes(
    changes: Sequence[Change],
    left: Document,
    right: Document,
    rubric: Rubric,
    requirements: Sequence[Requirement] = (),
    contradictions: Sequence[Contradiction] = (),
) -> Classified:
    """Sorts the changes of one comparison into fixes, gravest first.

    Conservation: every change given comes back exactly once.
    """
    prose = [each for each in changes if each.passage is not None and each.noise is None]
    code = [each for each in changes if each.passage is None and each.noise is None]
    noise = [each for each in changes if each.noise is not None]
    drafts, around = draft_fixes(code, left, right, rubric)
    noise = _follow_renames(drafts, noise)
    wishes = _Wishes(_citations(requirements, rubric), contradictions)
    fixes = [_finish(draft, rubric, around, wishes, right.file.rpartition("/")[2]) for draft in drafts]
    if prose:
        fixes.append(_document(prose, left, right, rubric, around))
    fixes.sort(key=rank_fix)
    return Classified(tuple(fixes), tuple(noise))


class _Wishes(NamedTuple):
    citations: Citations
    contradictions: Sequence[Contradiction]


def _follow_renames(drafts: Iterable[Draft], noise: Sequence[Change]) -> list[Change]:
    """Gives the references that follow a renamed element to the fix of the rename; the rest stays without meaning."""
    renamed: dict[str, tuple[Draft, int]] = {}
    for draft in drafts:
        for at, unit in enumerate(draft.units):
            move = unit.changes[0]
            if unit.status == "renamed" and move.element_before is not None:
                renamed.setdefault(name_of(move.element_before), (draft, at))
    left = []
    for change in noise:
        names = [change.before, *names_in(change.before)] if change.noise == "reference" else []
        target = next((renamed[name] for name in names if isinstance(name, str) and name in renamed), None)
        if target is None:
            left.append(change)
            continue
        draft, at = target
        unit = draft.units[at]
        draft.units[at] = unit._replace(changes=(*unit.changes, change))
    return left


def _finish(draft: Draft, rubric: Rubric, around: Surroundings, wishes: _Wishes, deployed: str) -> Fix:
    changes = tuple(change for unit in draft.units for change in unit.changes)
    rule, concern = draft.rule, draft.concern
    status = [unit.status for unit in draft.units for _ in unit.changes]
    leads = [unit.lead for unit in sorted(draft.units, key=lambda unit: unit.status != "changed")]
    facts = collect_facts(changes, status, deployed, leads)
    names = (*facts["elements"], *facts["properties"], *facts["services"])
    values = pick_values(side for each in leads for side in (each.before, each.after))
    about = _involved(draft.units, around, rubric.requirements.everywhere)
    involved = frozenset(each.service for each in about if each.service)
    subject = Subject(names, frozenset(each.type for each in about if each.type), involved, concern.name, values)
    services = [each for each in facts["services"] if each not in rubric.requirements.everywhere]
    served = _serve(rule, changes, subject, services, wishes.citations) if rule else ()
    verdict = find_direction(rule, draft.units, served, around, rubric, prompted=bool(wishes.citations.requirements))
    category = rule.category if rule else _default_category(draft)
    if verdict.worse and RANK[category] < RANK[rubric.regression.most]:
        category = rubric.regression.most
    labels = [*verdict.labels, *label_standing(changes, rubric), *([] if rule else ["by default"])]
    clash = next((each for each in wishes.contradictions if {each.first, each.second} & set(served)), None)
    facts |= {"concern": concern.title, "category": category, "rubric": rubric.name}
    facts |= {"impact_word": rubric.categories[category].impact, "requirement": served[0] if served else None}
    return Fix(
        rule=rule.id if rule else f"default-{concern.name}",
        category=category,
        concern=concern.name,
        source=changes[0].source,
        direction=verdict.direction,
        words=_write(
            rule.words if rule else concern.words, facts, rubric, served, clash, rubric.regression.departs in labels
        ),
        changes=changes,
        requirements=served,
        labels=tuple(labels),
        also=tuple(draft.also),
    )


def _citations(requirements: Sequence[Requirement], rubric: Rubric) -> Citations:
    claims = {each.name: each.claims for each in rubric.concerns if each.claims}
    return Citations(requirements, rubric.requirements.everywhere, claims)


def _involved(units: Iterable[Unit], around: Surroundings, everywhere: Sequence[str]) -> list[Element]:
    """The elements of a fix, and what they are wired to: through a role, or a like part of every stack, what has it."""
    found = {unit.element.path: unit.element for unit in units}
    reached = list(found.values())
    for _ in range(2):
        near = {
            path: around.elements[path]
            for each in reached
            for links in (around.refers_to, around.referred_by)
            for path in links.get(each.path, ())
            if path in around.elements and path not in found
        }
        found |= near
        reached = [each for each in near.values() if each.service in everywhere]
    return list(found.values())


def _serve(
    rule: Rule,
    changes: Sequence[Change],
    subject: Subject,
    services: Iterable[str],
    citations: Citations,
) -> tuple[Requirement, ...]:
    if rule.cites == "service":
        terms = [rf"(?<!\w){re.escape(each)}s?(?!\w)" for each in services]
        return citations.serve(terms, subject, asked=True)
    naming = frozenset(key for change in changes for key in change.keys) if rule.cites == "named" else None
    return citations.serve(rule.terms, subject, naming=naming, asked=rule.cites == "asked")


def _default_category(draft: Draft) -> str:
    concern = draft.concern
    return {"added": concern.added, "removed": concern.removed}.get(draft.status, concern.category)


def _write(
    words: Words,
    facts: Mapping[str, object],
    rubric: Rubric,
    served: Sequence[Requirement],
    clash: Contradiction | None,
    departs: bool = False,
) -> dict[str, str]:
    filled = {name: render_words(source, dict(facts), rubric) for name, source in words._asdict().items()}
    policy = rubric.requirements
    if clash is not None:
        sides = {"first": _quote(clash.first), "second": _quote(clash.second), "topic": clash.topic}
        filled["reason"] = render_words(policy.contradicts, {**sides, "reason": filled["reason"]}, rubric)
    elif served:
        template = policy.departs if departs else policy.cites
        filled["reason"] = render_words(template, {**_quote(served[0]), "reason": filled["reason"]}, rubric)
    return filled


def _quote(requirement: Requirement) -> dict[str, object]:
    return {"quote": requirement.text, "line": requirement.span.start, "file": requirement.span.file}


def _document(changes: Sequence[Change], left: Document, right: Document, rubric: Rubric, around: Surroundings) -> Fix:
    """Makes the one fix that all changes of prose and comments are."""
    # a comment inside embedded code was found by the comparison of the code
    unit = Unit("changed", _PROSE, (replace(changes[0], source="documentation"),))
    rules = claims(unit, rubric, around)
    concern = next(each for each in rubric.concerns if each.name == "documentation")
    facts = collect_facts(changes, [status_of(each) if each.element else "changed" for each in changes], "")
    details = describe_documentation(changes, left.passages, right.passages, rubric)
    facts |= measure_documentation(changes, left.passages, right.passages)
    facts |= {
        "concern": concern.title,
        "details": list(details),
        "impact_word": rubric.categories[concern.category].impact,
        "requirement": None,
    }
    return Fix(
        rule=rules[0].id if rules else f"default-{concern.name}",
        category=rules[0].category if rules else concern.category,
        concern=concern.name,
        source="documentation",
        direction="beyond",
        words=_write(rules[0].words if rules else concern.words, facts, rubric, (), None),
        changes=tuple(changes),
        details=details,
        labels=() if rules else ("by default",),
        also=tuple(each.id for each in rules[1:]),
    )

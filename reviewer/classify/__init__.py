"""Changes become fixes, by the rules of a rubric and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from reviewer.classify.documentation import describe_documentation, measure_documentation
from reviewer.classify.drafts import Draft
from reviewer.classify.facts import collect_facts
from reviewer.classify.finishing import finish_fix, write_words
from reviewer.classify.grouping import draft_fixes
from reviewer.classify.index import claims
from reviewer.classify.intents import Wishes, make_citations
from reviewer.classify.requirements import Contradiction, find_contradictions, find_requirements
from reviewer.classify.standing import cancel_unshown, find_standings, mark_unrelated
from reviewer.classify.surroundings import Surroundings
from reviewer.classify.units import Unit, status_of
from reviewer.model import Change, Document, Element, Fix, Requirement, Span, rank_fix
from reviewer.references import name_of, names_in
from reviewer.rubric.policy import Rubric

__all__ = [
    "Classified",
    "Contradiction",
    "cancel_unshown",
    "classify_changes",
    "find_contradictions",
    "find_requirements",
    "find_standings",
    "mark_unrelated",
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
    wishes = Wishes(make_citations(requirements, rubric), contradictions)
    drafts, around = draft_fixes(code, left, right, rubric, wishes)
    noise = _follow_renames(drafts, noise)
    fixes = [finish_fix(draft, rubric, around, wishes, right.file.rpartition("/")[2]) for draft in drafts]
    if prose:
        fixes.append(_document(prose, left, right, rubric, around))
    fixes.sort(key=rank_fix)
    return Classified(tuple(fixes), tuple(noise))


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
        words=write_words(rules[0].words if rules else concern.words, facts, rubric, (), None),
        changes=tuple(changes),
        details=details,
        labels=() if rules else ("by default",),
        also=tuple(each.id for each in rules[1:]),
    )

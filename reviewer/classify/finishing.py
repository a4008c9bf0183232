"""A draft becomes a fix: what it serves, which way it goes, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reviewer.classify.deeds import tell_deed, tell_parts
from reviewer.classify.direction import Verdict
from reviewer.classify.drafts import Draft, Part
from reviewer.classify.intents import Intent, Wishes, changes_of, study_units
from reviewer.classify.outcome import tell_outcome
from reviewer.classify.requirements import Contradiction
from reviewer.classify.standing import corrects_nothing, label_standing
from reviewer.classify.surroundings import Surroundings
from reviewer.model import MISSING, RANK, Fix, Requirement
from reviewer.rubric.matching import search
from reviewer.rubric.policy import Rubric, Rule, Words
from reviewer.rubric.words import add_subject, fill_words, render_words


def finish_fix(draft: Draft, rubric: Rubric, around: Surroundings, wishes: Wishes, deployed: str) -> Fix:
    """Makes the fix of a draft.

    A fix into which others were folded holds several intents: each is judged by its own rule, and named in its details.

    Args:
        draft: the units, and the rule that brought them together.
        rubric: judges and words it.
        around: the neighbourhood of the comparison.
        wishes: of the prompt.
        deployed: name of the deployed file.
    """
    rule, concern = draft.rule, draft.concern
    changes = changes_of(draft.units)
    whole = study_units(rule, draft.units, rubric, around, wishes, deployed, draft.told)
    facts, served, verdict = whole.facts, whole.served, whole.verdict
    details: tuple[str, ...] = ()
    if len(draft.parts) > 1:
        known = [(part, study_units(part.rule, part.units, rubric, around, wishes, deployed)) for part in _sort(draft)]
        parts, intents = zip(*sorted(known, key=lambda pair: _weigh(pair[1])), strict=True)
        facts["deed"] = tell_parts([(each.label, each.leads) for each in intents])
        facts["outcome"] = tell_outcome(facts)
        facts["intents"] = list(dict.fromkeys(each.label for each in intents))
        facts["reasons"] = _tell_reasons(parts, intents, draft.rule, rubric)
        if any(each.served or each.verdict.worse or each.verdict.direction == "repairs" for each in intents):
            served, verdict = _sum_up(intents, rubric)
        elif verdict.direction == "repairs":
            # what the rule of the heap looks for is the service that its parts belong to, and none of them serves that
            served, verdict = (), Verdict("beyond", ())
        details = tuple(map(_detail, intents))
    category = rule.category if rule else _default_category(draft)
    if verdict.worse and RANK[category] < RANK[rubric.regression.most]:
        category = rubric.regression.most
    if RANK[category] < RANK[rubric.standing["most"]] and corrects_nothing(changes, rubric):
        category = rubric.standing["most"]
    labels = [*verdict.labels, *label_standing(changes, rubric), *([] if rule else ["by default"])]
    clash = next((each for each in wishes.contradictions if each.touches(concern.name, served)), None)
    facts |= {"concern": concern.title, "category": category, "rubric": rubric.name}
    facts |= {"impact_word": rubric.categories[category].impact, "requirement": served[0] if served else None}
    words = rule.words if rule else concern.words
    return Fix(
        rule=rule.id if rule else f"default-{concern.name}",
        category=category,
        concern=concern.name,
        source=changes[0].source,
        direction=verdict.direction,
        words=write_words(words, facts, rubric, served, clash, rubric.regression.departs in labels),
        changes=changes,
        details=details,
        requirements=served,
        labels=tuple(labels),
        also=tuple(draft.also),
    )


def _sort(draft: Draft) -> list[Part]:
    """Puts first what changed most; what the rule claimed that the others fold into has no better name, and is last."""
    own = draft.rule.id if draft.rule else ""
    return sorted(draft.parts.values(), key=lambda part: (part.rule.id == own, -len(changes_of(part.units))))


def _weigh(intent: Intent) -> int:
    """How early an intent is told: first what makes the answer worse, then what serves the prompt, then the others."""
    return 0 if intent.verdict.worse else 1 if intent.served else 2


def _tell_reasons(parts: Sequence[Part], intents: Sequence[Intent], general: Rule | None, rubric: Rubric) -> list[str]:
    """Gives the reason of the intent that weighs most: those of the others would speak of what hardly matters.

    What the general rule claimed itself has none but its own.
    """
    for part, each in zip(parts, intents, strict=True):
        if part.rule is not general:
            facts = each.facts | {"requirement": each.served[0] if each.served else None}
            return [render_words(part.rule.words.reason, add_subject(part.rule.words, facts, rubric), rubric)]
    return []


def _sum_up(intents: Sequence[Intent], rubric: Rubric) -> tuple[tuple[Requirement, ...], Verdict]:
    """What a fix of several intents serves, and its direction.

    It makes the answer worse where more than the rubric's share of it does. It repairs where one of its intents does,
    unless it takes away elsewhere what the same sentence asks for: ``outputs for the VPC and the instances``. Where
    fewer than that share of the intents do, or most of it is lost, it goes beyond what they cite.
    """
    share = rubric.regression.share
    worse = [each for each in intents if each.verdict.worse]
    mended = [each for each in intents if each.verdict.direction == "repairs"]
    others = [each for each in intents if each not in worse and each not in mended]
    left = {each.served[0] for each in intents if each.verdict.direction == "regresses" and each.served}
    apart = [each for each in mended if left.isdisjoint(each.served[:1])]
    if _size(worse) > share * _size(intents):
        chosen = worse
    elif mended:
        chosen = apart or [each for each in worse if left.intersection(each.served[:1])]
    else:
        chosen = others or list(intents)
    little = len(apart) < share * len(intents) or _is_mostly_lost(apart, intents, rubric)
    told = others if others and chosen is apart and little else chosen
    served = tuple(dict.fromkeys(each.served[0] for each in sorted(chosen, key=_rank) if each.served))
    return served, min(told, key=_rank).verdict


def _rank(intent: Intent) -> int:
    """Puts first what changed most."""
    return -intent.size


def _size(intents: Iterable[Intent]) -> int:
    return sum(each.size for each in intents)


def _is_mostly_lost(mended: Iterable[Intent], intents: Sequence[Intent], rubric: Rubric) -> bool:
    """Whether most of a fix only takes away, unless as little as possible is what the prompt asks for."""
    first = [each.served[0] for each in mended if each.served]
    if any(search(each, wish.text) for each in rubric.requirements.limits for wish in first):
        return False
    lost = [each for each in intents if each.verdict.direction == "beyond" and _is_loss(each)]
    return _size(lost) > rubric.regression.share * _size(intents)


def _is_loss(intent: Intent) -> bool:
    return bool(intent.leads) and all(each.after is MISSING for each in intent.leads)


def _detail(intent: Intent) -> str:
    marks = ", ".join([*intent.verdict.labels, *(f"line {each.span.start}" for each in intent.served[:1])])
    return f"{intent.label}: {tell_deed(intent.leads)}{f' ({marks})' if marks else ''}"


def _default_category(draft: Draft) -> str:
    concern = draft.concern
    return {"added": concern.added, "removed": concern.removed}.get(draft.status, concern.category)


def write_words(
    words: Words,
    facts: Mapping[str, object],
    rubric: Rubric,
    served: Sequence[Requirement],
    clash: Contradiction | None,
    departs: bool = False,
) -> dict[str, str]:
    """Fills the words of a fix, the requirement that it serves before its reason."""
    filled = fill_words(words, facts, rubric)
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

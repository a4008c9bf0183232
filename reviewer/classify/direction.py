"""Which way a fix goes: it repairs what the prompt asks for, goes beyond it, or makes the answer worse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from reviewer.classify.matcher import fits
from reviewer.classify.sentences import name_parts, proves, says, spoken_words
from reviewer.classify.stated_values import (
    hides_value,
    is_literal,
    leaves_bounds,
    leaves_value,
    may_say_new,
    meets_value,
    met_before,
    says_new,
)
from reviewer.classify.surroundings import Surroundings
from reviewer.classify.units import Unit
from reviewer.keys import name_keys
from reviewer.leaves import value_at
from reviewer.model import MISSING, Change, Requirement
from reviewer.references import names_in, names_of
from reviewer.rubric.matching import search, split_text, to_number, to_text
from reviewer.rubric.policy import Rubric, Rule

#: Words that begin with so many equal letters are forms of one word.
_STEM: Final = 7

#: Kinds of the program around what is declared.
_CODE: Final = frozenset({"function", "statement", "import"})


class Verdict(NamedTuple):
    """The direction of a fix, and what a reader should be told about it.

    What carries the label of a regression or a departure regresses, and the reverse.

    Attributes:
        served: the requirements that it may cite, the one that decided first.
        unprompted: what a rule calls worse, where no prompt says whether it was wanted.
    """

    direction: Literal["repairs", "beyond", "regresses"]
    labels: tuple[str, ...]
    served: tuple[Requirement, ...] = ()
    unprompted: bool = False

    @property
    def worse(self) -> bool:
        """Whether the answer may have become worse, which bounds the category."""
        return self.unprompted or self.direction == "regresses"


def find_direction(
    rule: Rule | None,
    units: Sequence[Unit],
    served: Sequence[Requirement],
    around: Surroundings,
    rubric: Rubric,
    *,
    prompted: bool = True,
) -> Verdict:
    """Decides the direction.

    What could not have worked is repaired though the prompt does not say so. A requirement that asks for a thing does
    not excuse taking it away: only one that speaks against it does (``no Retain``, ``must be destroyable``), as the
    rubric's ``excuses`` recognise, or one that asks for what came instead, as those of the rule do.

    Args:
        rule: the rule that made the fix, None for a default.
        units: what the fix consists of.
        served: the requirements that the rule's terms found.
        around: the neighbourhood.
        rubric: says what is worse, and what excuses it.
        prompted: whether the prompt asks for anything at all. Where it does not, nobody can tell whether a removed
            protection was wanted: the fix is bounded and flagged like a regression, but not called one.
    """
    verdict = _judge(rule, units, tuple(served), around, rubric, prompted) if rule else Verdict("beyond", ())
    if verdict.direction != "regresses" and all(
        change.standing == "unrelated" for unit in units for change in unit.changes
    ):
        # whatever another stack declares, what was asked for is not what is deployed
        return Verdict("regresses", (rubric.regression.label,))
    return verdict


def _judge(
    rule: Rule,
    units: Sequence[Unit],
    wishes: tuple[Requirement, ...],
    around: Surroundings,
    rubric: Rubric,
    prompted: bool,
) -> Verdict:
    """Decides by the rule and by what it found in the prompt."""
    policy = rubric.regression
    # what only pointed to a resource that went takes nothing away itself
    gone = _names_gone(units)
    own = [unit for unit in units if not _pointed_to(unit, gone)]
    worse = makes_worse(rule, own, around, rubric)
    services = sorted({unit.element.service for unit in units if unit.element.service})
    excuses = (
        ()
        if _drops_refusal(units, rule)
        else tuple(each for each in wishes if _excuses(each.text, rule, rubric, services))
    )
    if rule.excuses and not worse:  # nothing went that its terms could ask for
        wishes = excuses
    # where the sentence has to name a value anyway, a single digit is no chance
    excused = bool(excuses) or meets_value(units, wishes, 1 if rule.cites == "value" else policy.telling)
    if worse and not excused and (wishes or not rule.needed):
        if not prompted:
            return Verdict("beyond", (policy.unprompted,), wishes, unprompted=True)
        return Verdict("regresses", (policy.label, *([policy.departs] if wishes else [])), wishes)
    if rule.mends:
        return Verdict("repairs", (), wishes)
    took = _takes_away(units) and not rule.closes
    if excused or not wishes:
        # what excuses a fix that would be no good is what it serves
        first = excuses if took or worse else ()
        return Verdict("repairs" if wishes else "beyond", (), tuple(dict.fromkeys((*first, *wishes))))
    return _judge_loss(rule, units, wishes, rubric) if took else _judge_values(rule, units, wishes, rubric)


def makes_worse(rule: Rule, units: Sequence[Unit], around: Surroundings, rubric: Rubric) -> bool:
    """Tells whether units make the answer worse: where more than the rubric's share of them do, helpers left out.

    The parameter and the condition that make a trail optional take nothing away themselves.

    Args:
        rule: says what is worse.
        units: what a fix consists of.
        around: the neighbourhood.
        rubric: says how large the share is, and which kinds only help.
    """
    asked = [unit for unit in units if unit.element.kind not in rubric.grouping.attach] or units
    # code that only goes along, such as the field of a class that held what went, neither gives nor takes anything
    own = (
        unit for unit in asked if unit.element.kind not in _CODE or any(fits(each, unit, around) for each in rule.match)
    )
    asked = list(own) or asked
    bad = sum(any(fits(match, unit, around) for match in rule.worse) for unit in asked)
    return bad > rubric.regression.share * len(asked)


def _judge_loss(rule: Rule, units: Sequence[Unit], wishes: tuple[Requirement, ...], rubric: Rubric) -> Verdict:
    """Decides by whether the prompt asks for what went."""
    asked = tuple(each for each in wishes if _asks_for_gone(units, each.text, rule.terms, rubric))
    return Verdict("regresses", (rubric.regression.departs,), asked) if asked else Verdict("beyond", ())


def _judge_values(rule: Rule, units: Sequence[Unit], wishes: tuple[Requirement, ...], rubric: Rubric) -> Verdict:
    """Decides by the values that the prompt names."""
    departs = (rubric.regression.departs,)
    wishes = tuple(each for each in wishes if not met_before(units, each.text, rubric.requirements.or_more))
    if not wishes:
        return Verdict("beyond", ())
    left = tuple(
        each for each in wishes if leaves_value(units, (each,), rubric) or leaves_bounds(units, (each,), rubric)
    )
    if left:
        return Verdict("regresses", departs, tuple(dict.fromkeys((*left, *wishes))))
    lost = tuple(each for each in wishes if _loses_value(units, each.text, rubric))
    if lost:
        return Verdict("regresses", departs, lost)
    hidden = hides_value(units, wishes, rubric.regression.telling)
    literal = tuple(each for each in hidden if is_literal(units, each.text, rubric))
    if literal:
        return Verdict("regresses", departs, literal)
    if rule.cites == "value":  # a sentence that names another value than what came does not ask for this one
        wishes = tuple(each for each in wishes if may_say_new(units, each.text, rubric.citations.counts))
    # a sentence on a thing does not ask for less of it
    less = not rule.closes and _lowers(units)
    unasked = less and not any(says_new(units, each.text, rubric.citations.counts) for each in wishes)
    # whether a sentence is met that names what now stands elsewhere is not known: it is not what the fix serves
    return Verdict("beyond", ()) if hidden or unasked or not wishes else Verdict("repairs", (), wishes)


def _lowers(units: Sequence[Unit]) -> bool:
    """Whether a fix only lowers numbers and takes things away."""
    pairs = [(to_number(each.lead.before), to_number(each.lead.after), each.lead.after) for each in units]
    return all(new is MISSING or (old is not None and low is not None and low < old) for old, low, new in pairs)


def _excuses(text: str, rule: Rule, rubric: Rubric, services: Iterable[str]) -> bool:
    """Whether a sentence asks for what would be worse, or to leave out what the terms find, in the clause that has it.

    A rule without terms looks for the services of its elements.

    A rule that knows what excuses it is excused by nothing else: ``not public`` asks for what its terms find.
    ``Encrypted at rest, not public`` does not ask for no encryption.
    """
    if rule.excuses:
        return any(search(each, text) for each in rule.excuses)
    sought = rule.terms or [rf"\b{re.escape(each)}\b" for each in services]
    parts = [part for part in split_text(rubric.citations.clauses, text) if any(search(term, part) for term in sought)]
    return any(search(each, part) for part in parts or [text] for each in rubric.requirements.excuses)


def _drops_refusal(units: Sequence[Unit], rule: Rule) -> bool:
    """Whether all that goes said no itself: ``publicly_accessible = false`` is what ``not public`` asks for.

    A rule that knows what excuses it decides by that alone.
    """
    return not rule.excuses and all(
        unit.lead.after is MISSING and to_text(unit.lead.before).lower() == "false" for unit in units
    )


def _asks_for_gone(units: Sequence[Unit], text: str, terms: Sequence[str], rubric: Rubric) -> bool:
    """Whether a sentence asks for what a fix takes away.

    An element is what the best of the terms looks for; the others are wider. A property is more special: the sentence
    has to say more than half of its name. A sentence that asks for as little as possible is met by less.
    """
    if any(search(each, text) for each in rubric.requirements.limits):
        return False
    if any(each.status == "removed" for each in units):
        return not terms or search(terms[0], text)
    named = any(_is_named(key, text, rubric) for unit in units for change in unit.changes for key in _keys_gone(change))
    return named or _loses_value(units, text, rubric)


def _keys_gone(change: Change) -> Sequence[str]:
    """The keys that a change takes away: of one tag its own, where the resource keeps its other tags."""
    if change.element_before is None or change.element_after is None:
        return change.keys
    below = change.path[len(change.element_before.path) :]
    for depth in range(1, len(below) + 1):
        if value_at(change.element_after.value, below[:depth]) is MISSING:
            return change.keys[len(name_keys(below[: depth - 1])) :]
    return change.keys


def _loses_value(units: Sequence[Unit], text: str, rubric: Rubric) -> bool:
    """Whether a sentence asks for a value that went with its property, and did not come in the name of a method."""
    gone = [(unit.lead, to_text(unit.lead.before)) for unit in units if unit.lead.after is MISSING]
    came = "\n".join(to_text(unit.lead.after) for unit in units if unit.lead.after is not MISSING).lower()
    return any(
        proves(before, rubric.regression.telling)
        and says(before, text)
        and _is_named(lead.keys[-1], text, rubric, 0.0)
        and not (before.isalpha() and before.lower() in came)
        for lead, before in gone
        if lead.keys
    )


def _is_named(key: str, text: str, rubric: Rubric, share: float = 0.5) -> bool:
    """Whether a sentence says more than half of a name: of all its parts, and of the long ones, which tell more."""
    handles = frozenset(rubric.citations.handles)
    named = [(_stems(split(key) - handles), _stems(split(text))) for split in (name_parts, spoken_words)]
    return bool(named[0][0]) and all(len(parts & said) > share * len(parts) for parts, said in named if parts)


def _stems(words: Iterable[str]) -> set[str]:
    """Words without their endings: ``concurrent`` is what prose calls concurrency."""
    return {word[:_STEM] for word in words}


def _takes_away(units: Sequence[Unit]) -> bool:
    """Whether everything goes, or resources do and the rest is what pointed to them; what is only renamed stays."""
    told = [each for each in units if each.status != "renamed" and each.lead.noise is None] or units
    if all(each.lead.after is MISSING for each in told):
        return True
    gone = _names_gone(told)
    return bool(gone) and all(each.lead.after is MISSING or _pointed_to(each, gone) for each in told)


def _names_gone(units: Sequence[Unit]) -> frozenset[str]:
    """What resources that went were called."""
    return frozenset(name for each in units if each.status == "removed" for name in _names_of_resource(each))


def _pointed_to(unit: Unit, gone: frozenset[str]) -> bool:
    """Whether a setting named a resource that went."""
    return bool(gone) and unit.status == "changed" and not gone.isdisjoint(names_in(unit.lead.before))


def _names_of_resource(unit: Unit) -> Iterable[str]:
    return names_of(unit.element) if unit.element.kind == "resource" else ()

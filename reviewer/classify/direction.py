"""Which way a fix goes: it repairs what the prompt asks for, goes beyond it, or makes the answer worse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from reviewer.classify.matcher import Surroundings, fits
from reviewer.classify.sentences import DIGITS, NUMBER, name_parts, proves, says, spoken_words
from reviewer.classify.units import Unit
from reviewer.keys import name_keys
from reviewer.leaves import value_at
from reviewer.model import MISSING, Change, Requirement
from reviewer.references import names_in, names_of
from reviewer.rubric.matching import find_groups, json_type, search, split_text, to_number, to_text
from reviewer.rubric.policy import Rubric, Rule

#: A constant of several words, at the end of a dotted name.
_CONSTANT: Final = re.compile(r"\.([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$")
#: A version of two or three numbers.
_VERSION: Final = re.compile(r"(?<![\w.])\d{1,4}(?:\.\d{1,4}){1,2}(?![\w.]*\w)")
#: Words that begin with so many equal letters are forms of one word.
_STEM: Final = 8

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
    if rule is None:  # a default looks for nothing in the prompt
        return Verdict("beyond", ())
    wishes = tuple(served)
    policy = rubric.regression
    worse = makes_worse(rule, units, around, rubric)
    services = sorted({unit.element.service for unit in units if unit.element.service})
    excuses = tuple(each for each in wishes if _excuses(each.text, rule, rubric, services))
    if rule.excuses and not worse:  # nothing went that its terms could ask for
        wishes = excuses
    excused = bool(excuses) or _meets_value(units, wishes, policy.telling)
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
    left = tuple(
        each for each in wishes if _leaves_value(units, (each,), rubric) or _leaves_bounds(units, (each,), rubric)
    )
    if left:
        return Verdict("regresses", departs, tuple(dict.fromkeys((*left, *wishes))))
    lost = tuple(each for each in wishes if _loses_value(units, each.text, rubric))
    if lost:
        return Verdict("regresses", departs, lost)
    hidden = _hides_value(units, wishes, rubric.regression.telling)
    literal = tuple(each for each in hidden if _is_literal(units, each.text, rubric))
    if literal:
        return Verdict("regresses", departs, literal)
    if (
        not rule.closes
        and _lowers(units)
        and not any(_says_new(units, each.text, rubric.citations.counts) for each in wishes)
    ):
        return Verdict("beyond", ())  # a sentence on a thing does not ask for less of it
    return Verdict("beyond" if hidden else "repairs", (), wishes)


def _lowers(units: Sequence[Unit]) -> bool:
    """Whether a fix only lowers numbers and takes things away."""
    pairs = [(to_number(each.lead.before), to_number(each.lead.after), each.lead.after) for each in units]
    return all(new is MISSING or (old is not None and low is not None and low < old) for old, low, new in pairs)


def _says_new(units: Sequence[Unit], text: str, counts: Sequence[str]) -> bool:
    """Whether a sentence names a number that came, in digits or as a word."""
    numbers = {to_text(each.lead.after) for each in units if each.lead.after is not MISSING}
    words = {counts[int(each)] for each in numbers if each.isdecimal() and int(each) < len(counts)}
    return any(says(each, text) for each in numbers) or any(says(each, text.lower()) for each in words)


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
    """Whether everything goes, or resources do and the rest is what pointed to them."""
    if all(each.lead.after is MISSING for each in units):
        return True
    gone = {name for each in units if each.status == "removed" for name in _names_of_resource(each)}
    return bool(gone) and all(
        each.lead.after is MISSING or (each.status == "changed" and not gone.isdisjoint(names_in(each.lead.before)))
        for each in units
    )


def _names_of_resource(unit: Unit) -> Iterable[str]:
    return names_of(unit.element) if unit.element.kind == "resource" else ()


def _meets_value(units: Sequence[Unit], served: Sequence[Requirement], telling: int) -> bool:
    """The prompt names every value that came, and none of those that were there: ``logs are kept for 7 days``."""
    pairs = [(to_text(unit.lead.before), to_text(unit.lead.after)) for unit in units]
    return bool(pairs) and any(
        all(proves(new, telling) and says(new, each.text) and not says(old, each.text) for old, new in pairs)
        for each in served
    )


def _leaves_value(units: Sequence[Unit], served: Sequence[Requirement], rubric: Rubric) -> bool:
    """The prompt names the value that was there, and not the one that came; a short word stands there by chance.

    A number of two digits does not: ``kept for 30 days`` is left by a retention of 7. What a name in the code stands
    for is not known: ``tags`` of a program is no word of the prompt, and 1024 may well be in ``config.memory``; only
    a constant of several words tells it by itself. Where the sentence asks for that value or more, a greater one is
    what it asks for.
    """
    telling, beyond = rubric.regression.telling, rubric.requirements.or_more
    for unit in (each for each in units if each.lead.after is not MISSING):
        if "expression" in (json_type(unit.lead.before), json_type(unit.lead.after)):
            old, new = _spoken(unit.lead.before), _spoken(unit.lead.after)
            if old and new and any(search(old, each.text) and not search(new, each.text) for each in served):
                return True
            continue
        before, after = to_text(unit.lead.before), to_text(unit.lead.after)
        numbers = NUMBER.fullmatch(before) and NUMBER.fullmatch(after)
        enough = min(telling, DIGITS) if numbers else telling
        if len(before) >= enough and any(
            says(before, each.text)
            and not (says(after, each.text) if numbers or len(after) < telling else after in each.text)
            and not _is_version_of(after, before)
            and not _allows_more(before, after, each.text, beyond)
            for each in served
        ):
            return True
        if any(_leaves_version(before, after, each.text, beyond) for each in served):
            return True
    return False


def _is_version_of(version: str, series: str) -> bool:
    """Whether a version is of a series: 8.4.2 is what ``8.4`` asks for."""
    return bool(_VERSION.fullmatch(version)) and f"{version}.".startswith(f"{series}.")


def _leaves_version(before: str, after: str, text: str, sources: Sequence[str]) -> bool:
    """Whether a sentence names the series that the old version is of, and none of the new one: from 8.4.2 to 9.0.1."""
    if not (_VERSION.fullmatch(before) and _VERSION.fullmatch(after)):
        return False
    named = [each[0] for each in _VERSION.finditer(text)]
    return any(
        _is_version_of(before, each) and not any(search(rf"{re.escape(each)}(?:{source})", text) for source in sources)
        for each in named
        if each != before
    ) and not any(_is_version_of(after, each) for each in named)


def _spoken(value: object) -> str:
    """The words of a constant as a regular expression: ``Runtime.PYTHON_3_11`` is what prose calls Python 3.11."""
    found = _CONSTANT.search(to_text(value))
    # prose writes Node.js with a dot
    words = [re.sub(r"(?<=\w)JS$", r"\\W?JS", each) for each in found[1].split("_")] if found else []
    return r"(?<!\w)" + r"\W{0,2}".join(words) + r"(?!\w)" if words else ""


def _allows_more(before: str, after: str, text: str, sources: Sequence[str]) -> bool:
    """The sentence asks for the old value or more, and the new one is more: ``1.28 or higher``."""
    old, new = to_number(before), to_number(after)
    if old is None or new is None or new < old:
        return False
    return any(search(rf"(?<![\w.]){re.escape(before)}(?:{source})", text) for source in sources)


def _hides_value(units: Sequence[Unit], served: Sequence[Requirement], telling: int) -> tuple[Requirement, ...]:
    """Where the prompt names the text that was there, and now something stands there that may hold it or not."""
    pairs = ((each.lead.before, each.lead.after) for each in units)
    hidden = [to_text(old) for old, new in pairs if json_type(old) == "string" and json_type(new) == "expression"]
    return tuple(each for each in served if any(len(old) >= telling and says(old, each.text) for old in hidden))


def _is_literal(units: Sequence[Unit], text: str, rubric: Rubric) -> bool:
    """Whether a sentence wants a text written out: it says so, or spells it in quotes, alone or behind its key."""
    if any(search(each, text) for each in rubric.requirements.literal):
        return True
    texts = (to_text(each.lead.before) for each in units if json_type(each.lead.before) == "string")
    return any(re.search(rf"[`'\"][\w ]*[:=]? ?{re.escape(each)}[`'\"]", text) for each in texts if each in text)


def _leaves_bounds(units: Sequence[Unit], served: Sequence[Requirement], rubric: Rubric) -> bool:
    """A number kept to the bounds that the prompt sets, ``at least two``, and does not any more."""
    policy = rubric.requirements
    pairs = [(to_number(each.lead.before), to_number(each.lead.after)) for each in units]
    numbers = [(before, after) for before, after in pairs if before is not None and after is not None]
    if not numbers:
        return False
    least, most = (_bounds(sources, served, rubric.citations.counts) for sources in (policy.at_least, policy.at_most))
    return any(
        any(before >= bound > after for bound in least) or any(before <= bound < after for bound in most)
        for before, after in numbers
    )


def _bounds(sources: Sequence[str], served: Sequence[Requirement], counts: Sequence[str]) -> list[int]:
    found = [each.lower() for wish in served for source in sources for each in find_groups(source, wish.text)]
    known = {word: number for number, word in enumerate(counts)}
    return [int(each) if each.isdecimal() else known[each] for each in found if each.isdecimal() or each in known]

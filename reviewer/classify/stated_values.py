"""How the values of a fix stand to those that a sentence states: it asks for them, departs from them or had them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Final

from reviewer.classify.sentences import DIGITS, NUMBER, proves, says
from reviewer.classify.units import Unit
from reviewer.keys import to_snake_case
from reviewer.model import MISSING, Requirement
from reviewer.rubric.matching import find_groups, json_type, search, to_number, to_text
from reviewer.rubric.policy import Rubric

#: A constant of several words, at the end of a dotted name.
_CONSTANT: Final = re.compile(r"\.([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$")
#: A constant handed to a call: ``InstanceClass.T3`` of ``InstanceType.of(InstanceClass.T3, InstanceSize.LARGE)``.
_HANDED: Final = re.compile(r"\.([A-Z][A-Z0-9]*)\s*(?=[,)])")
#: A word of so many letters tells one key from another.
_TELLING: Final = 3
#: What a key may say that its number counts.
_UNITS: Final = frozenset({"second", "minute", "hour", "day", "month", "year"})
#: A version of two or three numbers.
_VERSION: Final = re.compile(r"(?<![\w.])\d{1,4}(?:\.\d{1,4}){1,2}(?![\w.]*\w)")


def says_any(units: Sequence[Unit], text: str, counts: Sequence[str]) -> bool:
    """Whether a sentence names a value that came or went; what code puts together may well be one that it names."""
    values = [each for unit in units for each in (unit.lead.before, unit.lead.after) if each is not MISSING]
    if any(json_type(each) not in ("string", "number", "boolean") for each in values):
        return True
    return _says_one({to_text(each) for each in values}, text, counts)


def says_new(units: Sequence[Unit], text: str, counts: Sequence[str]) -> bool:
    """Whether a sentence names a number that came, in digits or as a word."""
    numbers = {to_text(each.lead.after) for each in units if each.lead.after is not MISSING}
    return _says_one(numbers, text, counts)


def may_say_new(units: Sequence[Unit], text: str, counts: Sequence[str]) -> bool:
    """Whether a sentence names a value that came; what code puts together, or what is gone, may well be right."""
    values = [each.lead.after for each in units]
    if any(json_type(each) not in ("string", "number", "boolean") for each in values):
        return True
    return _says_one({to_text(each) for each in values}, text, counts)


def _says_one(values: Set[str], text: str, counts: Sequence[str]) -> bool:
    """Whether a sentence names one of some values, a small number as a word as well."""
    words = {counts[int(each)] for each in values if each.isdecimal() and int(each) < len(counts)}
    return any(says(each, text) for each in values) or any(says(each, text.lower()) for each in words)


def meets_value(units: Sequence[Unit], served: Sequence[Requirement], telling: int) -> bool:
    """The prompt names every value that came, and none of those that were there: ``logs are kept for 7 days``.

    A value that was there may stand in the sentence where that says the new one behind its key: ``min: 1, desired: 2``
    does not ask for a minimum of 2.
    """
    rows = [(_first_word(unit), to_text(unit.lead.before), to_text(unit.lead.after)) for unit in units]
    return bool(rows) and any(
        all(
            proves(new, telling)
            and says(new, each.text)
            and (not says(old, each.text) or (_is_given(key, new, each.text) and not _is_given(key, old, each.text)))
            for key, old, new in rows
        )
        for each in served
    )


def _first_word(unit: Unit) -> str:
    """The first word of a key, which tells it from its like: ``min`` of ``minSize``."""
    return to_snake_case(unit.lead.keys[-1]).strip("_").split("_")[0] if unit.lead.keys else ""


def _is_given(key: str, value: str, text: str) -> bool:
    """Whether a text says a value right behind its key, or behind one more word: ``minimum size: 2``."""
    if len(key) < _TELLING or not value.isdecimal():
        return False
    return search(rf"\b{re.escape(key)}[a-z]*\W{{1,3}}(?:[a-z]+\W{{1,3}})?{value}(?![\w.]*\w)", text)


def leaves_value(units: Sequence[Unit], served: Sequence[Requirement], rubric: Rubric) -> bool:
    """The prompt names the value that was there, and not the one that came; a short word stands there by chance.

    A number of two digits does not: ``kept for 30 days`` is left by a retention of 7. What a name in the code stands
    for is not known: ``tags`` of a program is no word of the prompt, and 1024 may well be in ``config.memory``; only
    a constant of several words tells it by itself. Where the sentence asks for that value or more, a greater one is
    what it asks for. The name of a service, such as the kind of a controller, says what a sentence is about.
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
        measured = _measured(unit, before) if numbers else ""
        if (len(before) >= enough or measured) and any(
            says(before, each.text)
            and (len(before) >= enough or search(measured, each.text))
            and before not in each.services
            and not (says(after, each.text) if numbers or len(after) < telling else after in each.text)
            and not _is_version_of(after, before)
            and not _allows_more(before, after, each.text, beyond)
            for each in served
        ):
            return True
        if any(_leaves_version(before, after, each.text, beyond) for each in served):
            return True
    return False


def _measured(unit: Unit, number: str) -> str:
    """A number with the unit that its key ends in, as a regular expression: ``7-day`` for ``retention_in_days``."""
    words = to_snake_case(unit.lead.keys[-1]).split("_") if unit.lead.keys else []
    last = words[-1].removesuffix("s") if words else ""
    return rf"(?<![\w.]){number}[- ]?{last}s?\b" if last in _UNITS else ""


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


def met_before(units: Sequence[Unit], text: str, sources: Sequence[str]) -> bool:
    """Whether versions only rise within what a sentence asks for: 8.4.2 is ``8.4 or later`` as much as 8.4.7 is.

    Such a sentence does not ask for the change: it names no version that came, and the old ones would do.
    """
    pairs = [(to_text(each.lead.before), to_text(each.lead.after)) for each in units]
    if not all(_VERSION.fullmatch(each) for pair in pairs for each in pair):
        return False
    named = [each[0] for each in _VERSION.finditer(text)]
    return bool(pairs) and any(
        all(_meets_version(old, each, text, sources) and _meets_version(new, each, text, sources) for old, new in pairs)
        for each in named
        if all(new != each for _, new in pairs)
    )


def _meets_version(version: str, named: str, text: str, sources: Sequence[str]) -> bool:
    """Whether a version is the one that a sentence names, or a later one where it asks for that or more."""
    if version == named:
        return True
    more = any(search(rf"(?<![\w.]){re.escape(named)}(?:{source})", text) for source in sources)
    return more and _numbers(version) >= _numbers(named)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _spoken(value: object) -> str:
    """The words of a constant as a regular expression: ``Runtime.PYTHON_3_11`` is what prose calls Python 3.11.

    Of several that a call puts together, all of them: ``InstanceClass.T3`` and ``InstanceSize.LARGE`` are t3.large.
    """
    text = to_text(value)
    found, handed = _CONSTANT.search(text), _HANDED.findall(text)
    parts = found[1].split("_") if found else handed if len(handed) > 1 else []
    # prose writes Node.js with a dot
    words = [re.sub(r"(?<=\w)JS$", r"\\W?JS", each) for each in parts]
    return r"(?<!\w)" + r"\W{0,2}".join(words) + r"(?!\w)" if words else ""


def _allows_more(before: str, after: str, text: str, sources: Sequence[str]) -> bool:
    """The sentence asks for the old value or more, and the new one is more: ``1.28 or higher``."""
    old, new = to_number(before), to_number(after)
    if old is None or new is None or new < old:
        return False
    return any(search(rf"(?<![\w.]){re.escape(before)}(?:{source})", text) for source in sources)


def hides_value(units: Sequence[Unit], served: Sequence[Requirement], telling: int) -> tuple[Requirement, ...]:
    """Where the prompt names the text that was there, and now something stands there that may hold it or not."""
    pairs = ((each.lead.before, each.lead.after) for each in units)
    hidden = [to_text(old) for old, new in pairs if json_type(old) == "string" and json_type(new) == "expression"]
    return tuple(each for each in served if any(len(old) >= telling and says(old, each.text) for old in hidden))


def is_literal(units: Sequence[Unit], text: str, rubric: Rubric) -> bool:
    """Whether a sentence wants a text written out: it says so, or spells it in quotes, alone or behind its key."""
    if any(search(each, text) for each in rubric.requirements.literal):
        return True
    texts = (to_text(each.lead.before) for each in units if json_type(each.lead.before) == "string")
    return any(re.search(rf"[`'\"][\w ]*[:=]? ?{re.escape(each)}[`'\"]", text) for each in texts if each in text)


def leaves_bounds(units: Sequence[Unit], served: Sequence[Requirement], rubric: Rubric) -> bool:
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

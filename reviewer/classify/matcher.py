"""Which rules claim a change: the engine behind the rubric's ``match``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from reviewer.classify.circles import breaks_circle
from reviewer.classify.compares import compare
from reviewer.classify.conditions import is_off
from reviewer.classify.siblings import has_sibling
from reviewer.classify.surroundings import Surroundings
from reviewer.classify.units import Unit, is_kept
from reviewer.model import MISSING, Change, Element, Path
from reviewer.paths import base_name
from reviewer.references import circles_of
from reviewer.remember import remember
from reviewer.rubric.globs import match_glob
from reviewer.rubric.known_properties import knows
from reviewer.rubric.matching import count, holds, match_keys, match_type, read_text, search, squash, to_text
from reviewer.rubric.policy import Match


def fits(match: Match, unit: Unit, around: Surroundings) -> bool:
    """Tells whether a unit fits one match of a rule."""
    return (
        fits_facts(match, unit, around)
        and any(fits_keys(match, change.keys) for change in judged_changes(unit))
        and fits_values(match, unit, around)
    )


def fits_facts(match: Match, unit: Unit, around: Surroundings) -> bool:
    """Tells whether the plain facts and the type fit."""
    typed = match.type is None or match_type(match.type, unit.element.type)
    return typed and all(fact.fits(match, fact.read(unit, around)) for fact in FACTS)


def fits_keys(match: Match, keys: tuple[str, ...]) -> bool:
    """Tells whether the keys of one change fit."""
    return match.property is None or match_keys(match.property, keys)


def fits_values(match: Match, unit: Unit, around: Surroundings) -> bool:
    """Tells whether values, texts and neighbours fit: what differs from unit to unit."""
    return all(test(match, unit, around) for test in tests_of(match))


#: Kinds that a match on a property means only where it names them: in code a key is a word of a language or library.
_CODE = frozenset({"import", "function", "statement", "file", "condition", "mapping", "metadata"})


def _fits_status(match: Match, status: str) -> bool:
    wanted = match.element or (("changed",) if match.property else None)
    return wanted is None or status in wanted


def _fits_kind(match: Match, known: tuple[str, bool]) -> bool:
    kind, kept = known
    if match.kind is not None:
        return kind in match.kind
    if match.type is not None:
        return kept or kind not in _CODE
    return match.property is None or kind not in _CODE


def _exchange_of(unit: Unit, around: Surroundings) -> str | None:
    found = around.exchanges.get(id(unit.changes[0]))
    return None if found is None else found.tag


def _fits_exchange(match: Match, tag: str | None) -> bool:
    return match.exchange is None or (tag is not None and any(match_glob(each, tag) for each in match.exchange))


class Fact(NamedTuple):
    """One plain fact of a unit, which many units share, and how a match judges it; the type stands apart.

    Attributes:
        read: gives the fact, which can be hashed.
        fits: tells whether it is what a match asks for.
    """

    read: Callable[[Unit, Surroundings], Any]
    fits: Callable[[Match, Any], bool]


FACTS: tuple[Fact, ...] = (
    Fact(lambda unit, _: unit.status, _fits_status),
    Fact(lambda unit, _: (unit.element.kind, is_kept(unit.element)), _fits_kind),
    Fact(lambda unit, _: unit.changes[0].source, lambda match, source: match.source is None or source in match.source),
    Fact(lambda unit, _: unit.element.service, lambda match, of: match.service is None or of in match.service),
    Fact(lambda _, around: around.platform, lambda match, name: match.platform is None or name in match.platform),
    # another variable is no change of what it holds: only a match that asks for it takes it
    Fact(
        lambda unit, _: unit.renamed,
        lambda match, is_: is_ is not False if match.renamed is None else is_ == match.renamed,
    ),
    Fact(lambda unit, _: unit.retyped, lambda match, is_: match.retyped is None or is_ == match.retyped),
    Fact(lambda unit, _: unit.respelled, lambda match, is_: match.respelled is None or is_ == match.respelled),
    Fact(lambda unit, _: unit.regrouped, lambda match, is_: is_ == bool(match.regrouped)),
    Fact(lambda unit, _: unit.stale, lambda match, is_: match.stale is None or is_ == match.stale),
    Fact(lambda unit, _: unit.by_default, lambda match, is_: match.by_default is None or is_ == match.by_default),
    Fact(lambda unit, _: unit.changes[0].op, lambda match, op: match.op is None or op in match.op),
    Fact(
        lambda unit, around: id(unit.changes[0]) in around.tokens,
        lambda match, token: match.token is None or token == match.token,
    ),
    Fact(_exchange_of, _fits_exchange),
)


def _values(match: Match, unit: Unit, _: Surroundings) -> bool:
    return any(holds(match.before, each.before) and holds(match.after, each.after) for each in _meant(match, unit))


def _meant(match: Match, unit: Unit) -> Sequence[Change]:
    if match.property is None:
        return unit.changes
    meant = [each for each in judged_changes(unit) if match_keys(match.property, each.keys)]
    without = match.not_property
    return meant if without is None else [each for each in meant if not match_keys(without, each.keys)]


def _elsewhere(match: Match, unit: Unit, _: Surroundings) -> bool:
    return bool(_meant(match, unit))


def judged_changes(unit: Unit) -> tuple[Change, ...]:
    """A value that came or went whole is judged as that value, not by every key below it."""
    return unit.changes if unit.whole is None else (unit.whole,)


def _shift(match: Match, unit: Unit, _: Surroundings) -> bool:
    before, after = _texts_of(unit.changes)
    new = match.introduces is None or (search(match.introduces, after) and not search(match.introduces, before))
    return new and (match.drops is None or (search(match.drops, before) and not search(match.drops, after)))


@remember(64)
def _texts_of(changes: tuple[Change, ...]) -> tuple[str, str]:
    before = "\n".join([_text_of(each.before, each) for each in changes])
    return before, "\n".join([_text_of(each.after, each) for each in changes])


def _gains(match: Match, unit: Unit, _: Surroundings) -> bool:
    """What only moved inside its element, or stands around what changed, is not gained."""
    pairs = [(each.after, each.before, each) for each in unit.changes]
    first = unit.changes[0]
    return _has_more(match.gains or "", pairs, first.element_after, first.element_before)


def _loses(match: Match, unit: Unit, _: Surroundings) -> bool:
    """What stands elsewhere in its element all the same is not lost."""
    pairs = [(each.before, each.after, each) for each in unit.changes]
    first = unit.changes[0]
    return _has_more(match.loses or "", pairs, first.element_before, first.element_after)


def _has_more(
    source: str, pairs: Sequence[tuple[object, object, Change]], here: Element | None, there: Element | None
) -> bool:
    """Tells whether what is looked for stands in a change on this side, and in the element more often than there."""
    if not any(search(source, _text_of(mine, each)) for mine, _, each in pairs):
        return False
    if here is None or there is None or here is there:
        return not any(search(source, _text_of(other, each)) for _, other, each in pairs)
    return count(source, read_text(here.value)) > count(source, read_text(there.value))


def _text_of(value: object, change: Change) -> str:
    """Gives a value with the keys that lead to it: a condition of a policy is a key, not a value."""
    if value is MISSING:
        return ""
    below = change.path[len(change.element.path) :] if change.element else ()
    return f"{'/'.join(map(str, below))} {to_text(value)}"


def _compares(match: Match, unit: Unit, _: Surroundings) -> bool:
    return match.compare is not None and compare(match.compare, unit)


def _text(match: Match, unit: Unit, _: Surroundings) -> bool:
    if match.name is not None and not search(match.name, unit.element.name):
        return False
    if match.section is not None and not search(match.section, " > ".join(unit.changes[0].section)):
        return False
    if match.file is not None and not search(match.file, _file_of(unit)):
        return False
    return match.body is None or search(match.body, _body_of(unit.element))


def _file_of(unit: Unit) -> str:
    """The file that an element stands in; where one side gives its code without a name, the other one may tell it."""
    sides = unit.changes[0].element_before, unit.changes[0].element_after
    return unit.element.file or next((each.file for each in sides if each is not None and each.file), "")


@remember(64)  # many changes of one element come one after the other
def _body_of(element: Element) -> str:
    return to_text(element.value)


def _neighbours(match: Match, unit: Unit, around: Surroundings) -> bool:
    if match.refers_to is not None and match.referred_by is not None:
        return _refers_back((match.refers_to, match.referred_by), unit, around)
    return _touches(match.refers_to, unit, around, around.refers_to) and _touches(
        match.referred_by, unit, around, around.referred_by
    )


def _refers_back(types: tuple[tuple[str, ...], ...], unit: Unit, around: Surroundings) -> bool:
    """Tells whether it refers, as it didn't on the left, to something that referred to it there already."""
    here, had = unit.element.path, around.referred_to.get(unit.element.path, ())
    new = (path for path in around.refers_to.get(here, ()) if path not in had)
    back = (path for path in new if here in around.referred_to.get(path, ()))
    near = [each for each in map(around.elements.get, back) if each is not None]
    return any(all(match_type(wanted, each.type) for wanted in types) for each in near)


def _beside(match: Match, unit: Unit, around: Surroundings) -> bool:
    links = (around.refers_to, around.referred_to)
    return has_sibling(unit.element.path, around.elements, links, match.beside or (), match.refers_to)


def _circular(match: Match, unit: Unit, around: Surroundings) -> bool:
    near = (unit.element.path, *around.refers_to.get(unit.element.path, ()))
    return match.circular is any(map(circles_of(around.referred_to), near))


def _uncircled(match: Match, unit: Unit, around: Surroundings) -> bool:
    return match.uncircled is breaks_circle(unit, around.elements, around.referred_to, around.referring)


def _clashing(match: Match, unit: Unit, around: Surroundings) -> bool:
    old = unit.changes[0].element_before
    mended = old is not None and old.path in around.clashed and unit.element.path not in around.clashing
    return match.clashing is (mended and bool(unit.renamed))


def _replaced(match: Match, unit: Unit, around: Surroundings) -> bool:
    whole = unit.status in ("added", "removed")
    return match.replaced is (whole and squash(unit.element.type) in around.traded)


def _switched_off(match: Match, unit: Unit, around: Surroundings) -> bool:
    return match.switched_off is any(is_off(each.after, around.elements) for each in judged_changes(unit))


def _unknown(match: Match, unit: Unit, _: Surroundings) -> bool:
    came = [each for each in unit.changes if each.op == "add"] if unit.respelled else []
    return match.unknown is all(map(_stands_under_unknown_key, came or unit.changes))


def _stands_under_unknown_key(change: Change) -> bool:
    element = change.element
    if element is None or change.path[len(element.path) :][:1] != ("Properties",):
        return False
    return not knows(element.type, change.path[len(element.path) + 1 :])


def _whole_file(match: Match, unit: Unit, around: Surroundings) -> bool:
    whole = unit.status in ("added", "removed")
    return match.whole_file is (whole and base_name(unit.element.file) in around.lone_files)


def _touches(
    types: tuple[str, ...] | None, unit: Unit, around: Surroundings, links: Mapping[Path, tuple[Path, ...]]
) -> bool:
    if types is None:
        return True
    near = (around.elements.get(path) for path in links.get(unit.element.path, ()))
    return any(each is not None and match_type(types, each.type) for each in near)


Test = Callable[[Match, Unit, Surroundings], bool]
#: What a match has to say for a test to be worth asking; the cheapest and most selective first.
_TESTS: tuple[tuple[tuple[str, ...], Test], ...] = (
    (("not_property",), _elsewhere),
    (("before", "after"), _values),
    (("introduces", "drops"), _shift),
    (("gains",), _gains),
    (("loses",), _loses),
    (("compare",), _compares),
    (("body", "section", "file", "name"), _text),
    (("refers_to", "referred_by"), _neighbours),
    (("beside",), _beside),
    (("circular",), _circular),
    (("uncircled",), _uncircled),
    (("clashing",), _clashing),
    (("switched_off",), _switched_off),
    (("unknown",), _unknown),
    (("replaced",), _replaced),
    (("whole_file",), _whole_file),
)


@remember(16_384)
def tests_of(match: Match) -> tuple[Test, ...]:
    """Gives the tests on values, texts and neighbours that a match asks for; most ask for none."""
    return tuple(test for names, test in _TESTS if any(getattr(match, name) is not None for name in names))

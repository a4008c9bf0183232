"""What went and came in another form: routes that became resources of their own, servers that became a group.

One thing written otherwise is no loss with something new beside it. The forms of a thing are data (``forms.json``);
where all that went of it is of one form, and all that came of another, the two are one exchange.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path as FilePath
from typing import Final, NamedTuple

from reviewer.classify.units import Unit
from reviewer.model import MISSING, Change, Element, Path
from reviewer.references import name_of, names_in, names_of
from reviewer.rubric.matching import match_keys, match_type, read_text, search, squash, to_text

#: Kinds that a form can be of: a lookup makes nothing, and a value of a program is no resource.
_MADE: Final = "resource"
_WAYS: Final = {"added": "came", "removed": "went"}
#: What became of a value when its change is applied.
_OPS: Final = {"add": "came", "remove": "went"}

#: Where so many times as many came or went, something is new or lost besides.
_TIMES: Final = 3


class Exchange(NamedTuple):
    """One thing that went in one form and came in another.

    Attributes:
        role: what it is for.
        was: the form that went, and
        form: the one that came.
        kept: whether what came holds the values that went, and no others.
        before: how it was written, or what the kind that went is called.
        after: how it is written now, or what the kind that came is called.
        gone: names of what made the form that went.
        come: names of what makes the one that came.
    """

    role: str
    was: str
    form: str
    kept: bool
    before: str = ""
    after: str = ""
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()

    @property
    def tag(self) -> str:
        """What rules ask for: role, form that went, form that came, and whether the values stayed."""
        return "/".join((self.role, self.was, self.form, "kept" if self.kept else "changed"))


class _Form(NamedTuple):
    """One row of the data file below a role; its place in the file tells it from the others."""

    role: str
    owner: tuple[str, ...]
    name: str
    words: str
    types: tuple[str, ...]
    along: tuple[str, ...]
    keys: tuple[str, ...]
    others: str
    body: str
    mixed: bool


class _Member(NamedTuple):
    """A unit that belongs to a form.

    Attributes:
        way: whether it came or went.
        form: the form.
        core: whether it makes the form, and does not only go along.
    """

    unit: Unit
    way: str
    form: _Form
    core: bool


def read_exchange(tag: str) -> Exchange:
    """Reads what :attr:`Exchange.tag` wrote, for the examples of rules.

    Args:
        tag: role, form that went, form that came, and ``kept`` or ``changed``.

    Raises:
        ValueError: where the data file has no such forms.
    """
    role, was, form, kept = tag.split("/")
    words = words_of_forms(role)
    if not {was, form} <= words.keys():
        raise ValueError(f"no forms {was} and {form} of {role}")
    return Exchange(role, was, form, kept == "kept", words[was], words[form], ("Old",), ("New",))


def find_traded(
    units: Iterable[Unit],
    satellites: Sequence[str] = (),
    left: Iterable[Element] = (),
    right: Iterable[Element] = (),
) -> frozenset[str]:
    """Finds the types of which some came and as many went, or one more: whatever came there stands for what went.

    Of some types a few may stand for more where nothing of them stayed, and the reverse: a table for each of two uses.

    A resource that comes where another was looked up is no other one of its kind: it is there now. Nor does a role
    for one service stand for a role for another, so types that only serve others are left out.

    Args:
        units: all of a comparison.
        satellites: types of resources that only serve others.
        left: elements of the left side.
        right: elements of the right side.
    """
    made = (unit for unit in units if unit.element.type and unit.element.kind != "data")
    made = (unit for unit in made if not match_type(satellites, unit.element.type))
    counts = Counter((_WAYS.get(unit.status), squash(unit.element.type)) for unit in made)
    before, after = (Counter(squash(each.type) for each in side if each.kind != "data") for side in (left, right))
    found = set()
    for (way, of), came in counts.items():
        went = counts["went", of]
        if way == "came" and went:
            several = match_type(_data().several, of) and (before[of], after[of]) == (went, came)
            if came <= went <= came + 1 or (several and came <= _TIMES * went and went <= _TIMES * came):
                found.add(of)
    return frozenset(found)


def find_exchanges(
    units: Sequence[Unit],
    left: Sequence[Element],
    right: Sequence[Element],
    links: Sequence[Mapping[Path, Sequence[Path]]],
) -> dict[int, Exchange]:
    """Finds what went in one form and came in another, by the id of the first change of every unit of it.

    Args:
        units: all of a comparison.
        left: elements of the left side.
        right: elements of the right side.
        links: what each element refers to, and what refers to it.
    """
    elements = {each.path: each for each in (*left, *right)}
    renamed = _renamed(units)
    groups: dict[tuple[str, Path], list[_Member]] = defaultdict(list)
    for member in _members(units):
        for owner in _owners(member, elements, links):
            groups[member.form.role, renamed.get(owner, owner)].append(member)
    known = [
        (members, exchange)
        for (_, owner), members in groups.items()
        if (exchange := _exchange(members, elements.get(owner), left, right)) is not None
    ]
    # what was written otherwise at several owners is one intent: it says the same where it does at all of them
    altered = {(each.role, each.form) for _, each in known if not each.kept}
    return {
        id(member.unit.changes[0]): each._replace(kept=(each.role, each.form) not in altered)
        for members, each in known
        for member in members
    }


def words_of_forms(role: str) -> dict[str, str]:
    """Gives how each form of a role is called.

    Args:
        role: as the data file names it.
    """
    return {each.name: each.words for each in _data().forms if each.role == role}


class _Data(NamedTuple):
    """The data file.

    Attributes:
        forms: its rows.
        unsaid: keys that say how a thing is called, or only that it is an entry.
        several: types of which a few may stand for more.
    """

    forms: tuple[_Form, ...]
    unsaid: frozenset[str]
    several: tuple[str, ...]


@cache
def _data() -> _Data:
    data = json.loads(FilePath(__file__).with_name("forms.json").read_text("utf-8"))
    forms = tuple(
        _Form(
            role["role"],
            tuple(role.get("owner", ())),
            each["form"],
            each.get("words", ""),
            tuple(each["types"]),
            tuple(each.get("with", ())),
            tuple(each.get("property", ())),
            each.get("except", ""),
            each.get("body", ""),
            role.get("mixed", False),
        )
        for role in data["roles"]
        for each in role["forms"]
    )
    return _Data(forms, frozenset(data["unsaid"]), tuple(data["several"]))


@lru_cache(maxsize=4096)
def _forms_of(native_type: str) -> tuple[tuple[_Form, bool], ...]:
    """The forms that a type may be of, and whether it makes them; of a role the first that it makes goes first."""
    made = [(each, True) for each in _data().forms if match_type(each.types, native_type)]
    return (*made, *((each, False) for each in _data().forms if match_type(each.along, native_type)))


def _members(units: Iterable[Unit]) -> Iterator[_Member]:
    for unit in units:
        if unit.element.kind != _MADE or not unit.element.type:
            continue
        whole = _WAYS.get(unit.status)
        seen: set[str] = set()
        for form, core in _forms_of(unit.element.type):
            way = whole if whole and not form.keys else _way(unit, form)
            if way and form.role not in seen and not _is_other(unit, form):
                seen.add(form.role)
                yield _Member(unit, way, form, core)


def _is_other(unit: Unit, form: _Form) -> bool:
    """Whether its name says that it has another purpose, or its text that it is of another form."""
    if form.others and search(form.others, unit.element.name):
        return True
    return bool(form.body) and not search(form.body, _entry(unit) if form.keys else read_text(unit.element.value))


def _entry(unit: Unit) -> str:
    """The keys and values of an entry line by line."""
    return "\n".join(f"{'/'.join(map(str, each.path))} {to_text(_value(each))}" for each in unit.changes)


def _way(unit: Unit, form: _Form) -> str | None:
    """Whether entries of a property came or went, None where they only changed or are no entries of it."""
    ways = {_OPS.get(each.op) for each in unit.changes}
    if unit.status != "changed" or len(ways) != 1 or not form.keys:
        return None
    return ways.pop() if all(match_keys(form.keys, each.keys) for each in unit.changes) else None


def _renamed(units: Iterable[Unit]) -> dict[Path, Path]:
    """The addresses on the left of what has another one on the right."""
    pairs = ((each.changes[0].element_before, each.changes[0].element_after) for each in units)
    return {one.path: other.path for one, other in pairs if one and other}


def _owners(
    member: _Member, elements: Mapping[Path, Element], links: Sequence[Mapping[Path, Sequence[Path]]], depth: int = 1
) -> list[Path]:
    """What a part belongs to: itself where it is an entry, else what it refers to or what refers to it.

    A policy belongs to the role to which another resource attaches it. A kind belongs to nothing.
    """
    form, element = member.form, member.unit.element
    if not form.owner:
        return [()]
    if form.keys:
        return [(member.unit.changes[0].element_before or element).path]
    near = [path for each in links for path in each.get(element.path, ()) if path in elements]
    found = [path for path in near if match_type(form.owner, elements[path].type)]
    if found or not depth:
        return found
    between = (path for path in near if match_type(form.along, elements[path].type))
    further = (path for at in between for each in links for path in each.get(at, ()) if path in elements)
    return [path for path in dict.fromkeys(further) if match_type(form.owner, elements[path].type)]


def _exchange(
    members: Sequence[_Member], owner: Element | None, left: Sequence[Element], right: Sequence[Element]
) -> Exchange | None:
    """What the members of one role come to, None where a form is on both sides."""
    forms = {way: {each.form for each in members if each.way == way and each.core} for way in ("came", "went")}
    along = {way: {each.form for each in members if each.way == way} for way in ("came", "went")}
    if members[0].form.mixed:
        forms["came"] -= forms["went"]
    elif not along["came"].isdisjoint(along["went"]):
        return None
    if any(len(each) != 1 for each in forms.values()):
        return None
    (came,), (went,) = forms["came"], forms["went"]
    if not came.owner and _has(right, went) and _has(left, came):
        return None  # both kinds were there and are
    own = (*(each.unit.element for each in members), *([owner] if owner else []))
    names = frozenset(name for each in own for name in names_of(each))
    texts = [_texts([each for each in members if each.way == way], names) for way in ("went", "came")]
    kept = bool(texts[0]) and texts[0] == texts[1]
    gone, come = (
        tuple(dict.fromkeys(name_of(each.unit.element) for each in members if each.form is form and each.core))
        for form in (went, came)
    )
    return Exchange(came.role, went.name, came.name, kept, went.words, came.words, gone, come)


def _has(elements: Iterable[Element], form: _Form) -> bool:
    return any(each.kind == _MADE and match_type(form.types, each.type) for each in elements)


def _texts(members: Iterable[_Member], names: frozenset[str]) -> frozenset[str]:
    """The values that came or went, as texts: neither names nor what only ties the parts together."""
    changes = (change for each in members for change in each.unit.changes)
    values = (_value(change) for change in changes if _data().unsaid.isdisjoint(change.keys))
    return frozenset(to_text(each) for each in values if names.isdisjoint(names_in(each))) - {""}


def _value(change: Change) -> object:
    return change.before if change.after is MISSING else change.after

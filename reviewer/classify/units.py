"""What rules judge at once: an element that came, went or was renamed, a value that came or went, one change."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from reviewer.classify.regrouping import Regrouped, find_regrouped
from reviewer.classify.respelling import join_respelled
from reviewer.leaves import intrinsic, value_at
from reviewer.model import MISSING, Change, Element, Path
from reviewer.references import without_file

#: Kinds that a program keeps in variables; a step of a workflow moves with its job instead.
_HELD: Final = frozenset({"resource", "data", "provider", "module", "output", "parameter"})

#: Languages in which the place of what is looked up is its type, its variable and its id, where it has one.
_PROGRAMS: Final = frozenset({"ts", "tsx", "js", "py", "go", "java"})
_NAMED: Final = 3
#: Providers of Pulumi, by the name that a program gives them, and the SDK, which has no resources of theirs.
_PROVIDERS: Final = frozenset({"pulumi", "aws", "awsx", "random", "tls", "archive", "kubernetes", "docker"})


class Unit(NamedTuple):
    """Changes that mean something only together.

    Attributes:
        status: what happened to the element as a whole (``added``, ``removed``, ``renamed``, ``changed``).
        element: the element, seen from the side where it is.
        changes: one change, or the leaves of an element, a statement, a rule, a tag that came or went whole.
        whole: the value that came or went as one change; None where that is the first of the changes.
        respelled: a value that stays and stands under another key; ``whole`` has the old key before, the new one after.
        regrouped: values that stay and stand at another level of the element; ``whole`` has the old place of the first
            one before, the new one after.
    """

    status: str
    element: Element
    changes: tuple[Change, ...]
    whole: Change | None = None
    respelled: bool = False
    regrouped: bool = False

    @property
    def lead(self) -> Change:
        """The one change that stands for all of them."""
        return self.whole or self.changes[0]

    @property
    def stale(self) -> bool:
        """Whether the deployed code has all of it as the model's response had it, and only the ideal one differs."""
        judged = [each.standing for each in self.changes if each.noise is None]
        return bool(judged) and all(each == "stale" for each in judged)

    @property
    def by_default(self) -> bool:
        """Whether its values stay as long as the parameters that they are taken from hold their defaults."""
        return all(each.by_default for each in self.changes)

    @property
    def renamed(self) -> bool | None:
        """Whether a renamed element has another name, not only another variable or place; None where it stayed."""
        if self.status != "renamed" or self.element.kind not in _HELD or self.retyped:
            return None
        if (
            self.element.kind == "data"
            and self.element.language in _PROGRAMS
            and len(without_file(self.element)) < _NAMED
        ):
            # a lookup without an id of its own has no name but that of its variable
            return False
        return bool(self.changes[0].before != self.changes[0].after)

    @property
    def retyped(self) -> bool:
        """Whether the element stays and is of another type; what only an import adds to its name does not count.

        An instance of a class of the program is of another type where that class has another name: that is no other.
        """
        old, new = self.changes[0].element_before, self.changes[0].element_after
        if self.status != "renamed" or old is None or new is None or self.element.kind == "module":
            return False
        return old.type.rpartition(".")[2] != new.type.rpartition(".")[2] or _of_other_modules(old.type, new.type)


def _of_other_modules(old: str, new: str) -> bool:
    """Whether two types of Pulumi come from other providers or other modules of one: ``aws.logs`` has no log group."""
    one, other = (each.rpartition(".")[0].split(".") for each in (old, new))
    if not {one[0], other[0]} <= _PROVIDERS:
        return False
    return one[0] != other[0] or (len(one) == len(other) and one != other)


def is_kept(element: Element) -> bool:
    """Whether it is an object of a service that a program keeps in a variable: a statement of a policy, a metric.

    It is one wherever it is written, so its keys are properties and no words of the program.
    """
    return element.kind == "statement" and bool(element.type) and element.service is not None


def make_units(changes: Iterable[Change]) -> Iterator[Unit]:
    """Cuts changes into what rules judge at once, in order of first appearance."""
    known = [each for each in changes if each.element is not None]
    moved = list(find_regrouped(known))
    yield from map(_regrouped, moved)
    taken = {id(change) for each in moved for change in each.changes}
    known = [each for each in known if id(each) not in taken]
    roots = _find_roots(known)
    units: dict[tuple[str, str, Path, Path], list[Change]] = {}
    for change in known:
        status = status_of(change)
        path = roots[id(change)] if status == "changed" else change.element.path if change.element else ()
        side = change.op if status == "changed" else status
        # two replacements share a path only where a loop is written out; an addition and a removal may
        units.setdefault((status, side, path, _copied(change)), []).append(change)
    made = []
    for (status, _, path, _), inside in units.items():
        element = inside[0].element
        if element is not None:
            whole = _whole(path, inside, element) if status == "changed" and len(inside) > 1 else None
            made.append(Unit(status, element, tuple(inside), whole))
    yield from join_respelled(made)


def _regrouped(moved: Regrouped) -> Unit:
    """Makes the unit of settings that moved within their element."""
    lead = next(each for each in moved.changes if each.path == moved.new and each.op == "add")
    start = _first_key(lead, len(moved.element.path)) - 1
    before, after = map(".".join, _places(moved.old[start:], moved.new[start:]))
    whole = replace(lead, op="move", before=before, after=after)
    return Unit("changed", moved.element, moved.changes, whole, regrouped=True)


def _places(old: Path, new: Path) -> Iterator[Iterator[str]]:
    """Gives the keys of both places, without what both have from the first position in a list on."""
    listed = next((len(new) - place for place, token in enumerate(new) if isinstance(token, int)), 0)
    alike = listed if old[-listed:] == new[-listed:] else 0
    for path in (old, new):
        yield (token for token in path[: len(path) - alike] if isinstance(token, str))


def _whole(path: Path, changes: Sequence[Change], element: Element) -> Change:
    """Makes one change of the leaves below a place that came or went."""
    first = changes[0]
    value = value_at(element.value, path[len(element.path) :], _parse)
    # keys leave out list positions and wrappers, so what they have in common is counted, not cut by length
    shared = first.keys[: min(_alike(first.keys, each.keys) for each in changes)]
    before, after = (MISSING, value) if first.op == "add" else (value, MISSING)
    return replace(first, path=path, keys=shared, before=before, after=after)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def status_of(change: Change) -> str:
    """Says what happened to the element of a change as a whole."""
    if change.element_before is None:
        return "added"
    if change.element_after is None:
        return "removed"
    moved = change.op == "move" and change.element is not None and change.path == change.element.path
    return "renamed" if moved else "changed"


def _find_roots(changes: Sequence[Change]) -> dict[int, Path]:
    """Gives for every change the place that came or went whole around it, its own path where there is none."""
    roots = {id(each): each.path for each in changes}
    for op in ("add", "remove"):
        inside: dict[tuple[str, Path, Path], list[Change]] = {}
        for each in changes:
            if each.op == op and each.element is not None and status_of(each) == "changed" and len(each.keys):
                inside.setdefault((each.element.file, each.element.path, _copied(each)), []).append(each)
        for same in inside.values():
            _find_roots_within(same, roots)
    return roots


def _copied(change: Change) -> Path:
    """Where what is told from a loop stands, of several that are written out; nothing for all other changes."""
    return change.copy.path if change.copy is not None else ()


def _find_roots_within(changes: Sequence[Change], roots: dict[int, Path]) -> None:
    element = changes[0].element
    if element is None or len(changes) == 1:
        return
    start = len(element.path)
    # a line that came to a text is no part of a text that came whole: the text was there before
    changes = [each for each in changes if value_at(element.value, each.path[start:], _parse) is not MISSING]
    below = Counter(each.path[:end] for each in changes for end in range(start + 1, len(each.path)))
    sizes: dict[Path, int] = {}
    for each in changes:
        for end in range(_first_key(each, start), len(each.path)):
            prefix = each.path[:end]
            if prefix not in sizes:
                value = value_at(element.value, prefix[start:], _parse)
                sizes[prefix] = _count_leaves(value) if isinstance(value, (dict, list)) else 0
            if below[prefix] >= sizes[prefix] > 0:
                roots[id(each)] = prefix
                break


def _first_key(change: Change, start: int) -> int:
    """How long a prefix must be to hold a key that says something: ``Properties`` alone does not."""
    wrapped = change.path[start : start + 1] in (("Properties",), ("props",), ("args",))
    return start + (2 if wrapped else 1)


def _parse(text: str) -> Any:
    """Reads a document kept as text in a property, such as a policy."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _count_leaves(value: Any) -> int:
    """Counts scalars, and functions such as ``Ref`` as one, without recursion."""
    count, stack = 0, [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict) and item and intrinsic(item) is None:
            stack.extend(item.values())
        elif isinstance(item, list) and item:
            stack.extend(item)
        else:
            count += 1
    return count

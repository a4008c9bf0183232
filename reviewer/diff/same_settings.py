"""One setting of a construct, as a property or by calls of a method: ``managedPolicies``, ``addManagedPolicy``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import Any, Final, NamedTuple

from reviewer.diff.meanings import Meanings, Table
from reviewer.diff.references import NO_RENAMES, Renames
from reviewer.diff.spelling import Spelling
from reviewer.diff.values import Edit
from reviewer.keys import to_snake_case
from reviewer.leaves import walk_leaves
from reviewer.model import Element, Path

#: Stands for any place of a list and any key, and for a key that belongs to the thing.
_ANY: Final = "*"
_NAMED: Final = "="
#: The key of an object that holds the name of its class.
_CALL: Final = "call"


class _Thing(NamedTuple):
    """What an element is given in one form.

    Attributes:
        form: as the table has it.
        edits: of its leaves, all of which came or went.
    """

    form: str
    edits: list[int]


class SameSettings:
    """Tells which settings of a pair of elements went in one form and came in another.

    Args:
        renames: names of the left document in the right one.
    """

    def __init__(self, renames: Renames) -> None:
        table: Table = {}
        self._meanings = (
            Meanings(Spelling(renames, loose=False), table),
            Meanings(Spelling(NO_RENAMES, loose=False), table),
        )

    def mark(self, edits: Iterable[Edit], one: Element, other: Element) -> list[Edit]:
        """Gives the edits of an element, mere spellings where one setting is only given otherwise."""
        found = list(edits)
        came = self._things(1, found, other.value)
        gone = self._things(0, found, one.value) if came else {}
        alike: set[int] = set()
        for meaning, things in gone.items():
            for thing in things:
                partner = next((each for each in came.get(meaning, ()) if each.form != thing.form), None)
                if partner is not None:
                    came[meaning].remove(partner)
                    alike |= {*thing.edits, *partner.edits}
        alike |= {at for at, edit in enumerate(found) if _is_wrapper(edit, found, alike)}
        return [edit._replace(noise="spelling") if at in alike else edit for at, edit in enumerate(found)]

    def _things(self, side: int, edits: list[Edit], value: Any) -> Mapping[tuple[int, int], list[_Thing]]:
        """The things of a side that came or went as a whole, by row and meaning."""
        places = {
            path: at
            for at, edit in enumerate(edits)
            if edit.noise is None and edit.op == ("add" if side else "remove") and (path := edit.right or edit.left)
        }
        found: dict[tuple[int, int], list[_Thing]] = defaultdict(list)
        for key in dict.fromkeys(path[0] for path in places) if isinstance(value, dict) else ():
            for row, form in _forms().get(to_snake_case(str(key)).partition("#")[0], ()):
                steps = form.removesuffix(_NAMED).split("/")[1:]
                for path, name, thing in _walk(value[key], (key,), steps, named=form.endswith(_NAMED)):
                    leaves = [places.get(at) for at, _ in walk_leaves(thing, path)]
                    if leaves and None not in leaves:
                        number = self._meanings[side].of(thing if name is None else [name, thing])
                        found[row, number].append(_Thing(form, [at for at in leaves if at is not None]))
        return found


@cache
def _forms() -> Mapping[str, list[tuple[int, str]]]:
    """Reads the data file, once: rows and forms by the first key of each form."""
    data = json.loads(FilePath(__file__).with_name("same_settings.json").read_text("utf-8"))
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row, forms in enumerate(data["forms"]):
        for form in forms:
            found[form.partition("/")[0].removesuffix(_NAMED)].append((row, form))
    return found


def _walk(value: Any, path: Path, steps: list[str], *, named: bool) -> Iterator[tuple[Path, str | None, Any]]:
    """Gives what stands at the end of a form, with its key where that belongs to it."""
    last = named and not steps
    if not steps and not named:
        yield path, None, value
    elif isinstance(value, dict):
        for key, each in value.items():
            if last:
                yield (*path, key), str(key), each
            elif steps[0] in (_ANY, to_snake_case(str(key))):
                yield from _walk(each, (*path, key), steps[1:], named=named)
    elif isinstance(value, list) and not last:
        for at, each in enumerate(value):
            if steps[0] in (_ANY, str(at)):
                yield from _walk(each, (*path, at), steps[1:], named=named)


def _is_wrapper(edit: Edit, edits: list[Edit], alike: set[int]) -> bool:
    """Whether an edit is the class of an object that holds nothing but what is only given otherwise."""
    path = edit.right or edit.left or ()
    if edit.op not in ("add", "remove") or edit.noise is not None or path[-1:] != (_CALL,):
        return False
    inside = [
        at in alike
        for at, each in enumerate(edits)
        if each.op == edit.op and each is not edit and (each.right or each.left or ())[: len(path) - 1] == path[:-1]
    ]
    return bool(inside) and all(inside)

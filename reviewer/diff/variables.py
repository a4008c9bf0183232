"""What the variables of a program hold: a value is the same under another variable's name, or without a variable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any, Final

from reviewer.diff.applied import applied_names, as_outputs, tells_only_how
from reviewer.diff.closed import unmark
from reviewer.diff.handed import maybe_spread, same_members
from reviewer.diff.holders import Holders, renamed_holders
from reviewer.diff.instances import Instances
from reviewer.diff.json_forms import as_json, is_literal, is_writer, writes_json
from reviewer.diff.meanings import Meanings, Table
from reviewer.diff.references import NO_RENAMES, Renames
from reviewer.diff.resolving import resolve
from reviewer.diff.settings import with_defaults
from reviewer.diff.spelling import Spelling
from reviewer.diff.values import Edit
from reviewer.leaves import value_at
from reviewer.model import Element, Expression, Path

#: The key of an object that holds the name of its class: its arguments are no members of it.
_CALL: Final = "call"
#: How a program spreads one object into another.
_SPREAD: Final = ("**", "...")
#: A member of what a component is made with.
_CARRIED: Final = re.compile(
    r"(?<![\w.$])(?:(?:this|self)\.)?(?P<name>props|args|config|params|settings)\??\.(?=[A-Za-z_])"
)
#: How a language writes a text that code fills in.
_FILLED: Final = {"py": 'f"{}"', "ts": "`{}`", "tsx": "`{}`", "js": "`{}`"}
#: Kinds that are made of what variables hold.
_USERS: Final = frozenset({"resource", "data", "output", "module", "provider", "statement"})


def _name_code(element: Element) -> str:
    name = str(element.path[-1])
    text = _FILLED.get(element.language)
    return (
        Expression(text.replace("{}", name)) if text and "{" in name and '"' not in name and "`" not in name else name
    )


def _write_alike(edit: Edit, one: Element, other: Element) -> bool:
    """Whether only what writes an object as JSON is called otherwise, and no output stands in the object."""
    if not edit.left or not edit.right or edit.left[-1] != _CALL or edit.right[-1] != _CALL:
        return False
    held = value_at(one.value, edit.left[:-1]), value_at(other.value, edit.right[:-1])
    return is_writer(edit.before) and is_writer(edit.after) and all(map(is_literal, held))


class VariableFollower:
    """Tells whether two values of a pair of documents are the same once their variables are followed.

    Args:
        left: elements of the one document.
        right: elements of the other one.
        renames: names of the left document in the right one.
    """

    def __init__(self, left: Iterable[Element], right: Iterable[Element], renames: Renames) -> None:
        self._scopes = Instances(left), Instances(right)
        self._holders = Holders(left), Holders(right)
        table: Table = {}
        self._meanings = (
            Meanings(Spelling(renames, loose=False), table),
            Meanings(Spelling(NO_RENAMES, loose=False), table),
        )

    def follow(self, edits: Iterable[Edit], one: Element, other: Element) -> list[Edit]:
        """Gives the edits of an element, mere references where only a variable changed and the value stayed.

        A variable may have been renamed, put in or taken away; in a list, or where it is spread into an object, the
        old one goes and the new one comes.
        """
        found = list(edits)
        if one.kind not in _USERS:
            return found
        gone = {(self._place(edit.left), self._number(0, one, edit)): at for at, edit in self._loose("remove", found)}
        for at, edit in self._loose("add", found) if gone else ():
            partner = gone.pop((self._place(edit.right), self._number(1, other, edit)), None)
            for each in () if partner is None else (partner, at):
                found[each] = found[each]._replace(noise="reference")
        found = [self._followed(edit, one, other) for edit in found]
        held = partial(self._of_side, (one, other))
        alike = same_members(found, held, lambda before, after, key: self._is_same((before, after), key))
        alike |= maybe_spread(found, held, other.value)
        alike |= set(renamed_holders(found, self._holders, lambda *values: self._is_same(values, "")))
        alike |= {at for at, edit in enumerate(found) if tells_only_how(edit, one.value, other.value)}
        return [edit._replace(noise="reference") if at in alike else edit for at, edit in enumerate(found)]

    def is_same_name(self, one: Element, other: Element) -> bool:
        """Tells whether two names are the same once the variables that fill them in are followed."""
        if one.kind not in _USERS or one.path == other.path or "{" not in str(one.path[-1]) + str(other.path[-1]):
            return False
        codes = _name_code(one), _name_code(other)
        plain, held = (
            (
                unmark(resolve(codes[0], self._names(0, one, plain=is_plain))),
                unmark(resolve(codes[1], self._names(1, other, plain=is_plain))),
            )
            for is_plain in (True, False)
        )
        return any(self._is_same(each, "") for each in (codes, plain, held, *self._bare(held, one, other)))

    def _followed(self, edit: Edit, one: Element, other: Element) -> Edit:
        if edit.op != "replace" or edit.noise is not None or not edit.left:
            return edit
        if not any(isinstance(each, Expression) or writes_json(each) for each in (edit.before, edit.after)):
            return edit
        held = self._held(0, one, edit, plain=False), self._held(1, other, edit, plain=False)
        key = _key(edit.left)
        makes = self._scopes[0].makes, self._scopes[1].makes
        held = as_outputs(held, ((one.value, edit.left), (other.value, edit.right or ())), makes)
        same = self._number(0, one, edit) == self._number(1, other, edit) or _write_alike(edit, one, other)
        same = same or any(self._is_same(each, key) for each in (held, *self._bare(held, one, other)))
        if not same and self._is_same((with_defaults(held[0]), with_defaults(held[1])), key):
            return edit._replace(by_default=True)
        return edit._replace(noise="reference") if same else edit

    def _loose(self, op: str, edits: list[Edit]) -> list[tuple[int, Edit]]:
        """The values that came or went in a list, or with an object that is spread."""
        return [
            (at, edit)
            for at, edit in enumerate(edits)
            if edit.op == op
            and edit.noise is None
            and self._place(edit.left or edit.right) is not None
            and isinstance(edit.before if op == "remove" else edit.after, Expression)
        ]

    @staticmethod
    def _place(path: tuple[str | int, ...] | None) -> tuple[str | int, ...] | None:
        if not path:
            return None
        if any(isinstance(one, int) and not isinstance(other, int) for one, other in pairwise(path)):
            # an object in a list may be another one that came in its place
            return None
        last = path[-1]
        if isinstance(last, int):
            return path
        return (*path[:-1], "**") if last.startswith(_SPREAD) else None

    def _number(self, side: int, element: Element, edit: Edit) -> int:
        held = self._held(side, element, edit, plain=True)
        return self._meanings[side].of(held, _key(edit.right if side else edit.left))

    def _of_side(self, pair: tuple[Element, Element], side: int, edit: Edit) -> Any:
        return self._held(side, pair[side], edit, plain=False)

    def _held(self, side: int, element: Element, edit: Edit, *, plain: bool) -> Any:
        """What an edit puts on a side, where the objects of the program are followed as well if that isn't plain."""
        value, path = (edit.after, edit.right) if side else (edit.before, edit.left)
        names = {**self._names(side, element, plain=plain), **applied_names(element.value, path or ())}
        return as_json(unmark(resolve(value, names)))

    def _names(self, side: int, element: Element, *, plain: bool) -> Mapping[str, Any]:
        return self._scopes[side].plain(element) if plain else self._scopes[side].at(element)

    def _bare(self, held: tuple[Any, Any], one: Element, other: Element) -> Iterator[tuple[Any, Any]]:
        """Two values, without the objects that only hand them on: ``props.vpc`` is ``vpc``, and ``config.vpc`` too."""
        bare = self._without_carrier(0, held[0], one), self._without_carrier(1, held[1], other)
        yield bare[0], held[1]
        yield held[0], bare[1]
        if str(held[0]).replace("?.", ".") != str(held[1]).replace("?.", "."):
            yield bare

    def _without_carrier(self, side: int, value: Any, element: Element) -> Any:
        if not isinstance(value, Expression):
            return value
        carries = self._scopes[side].carries
        return Expression(_CARRIED.sub(lambda match: "" if carries(element, match["name"]) else match[0], value))

    def _is_same(self, values: tuple[Any, Any], key: str) -> bool:
        return self._meanings[0].of(values[0], key) == self._meanings[1].of(values[1], key)


def _key(path: Path | None) -> str:
    last = str(path[-1]) if path else ""
    return "" if last.startswith(_SPREAD) else last

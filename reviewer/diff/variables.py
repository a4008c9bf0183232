"""What the variables of a program hold: a value is the same under another variable's name, or without a variable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

from reviewer.diff.applied import applied_names
from reviewer.diff.json_forms import as_json, is_literal, is_writer, write, writes_json, written
from reviewer.diff.meanings import Meanings, Table
from reviewer.diff.references import NO_RENAMES, Renames
from reviewer.diff.scopes import Scopes
from reviewer.diff.spelling import Spelling
from reviewer.diff.values import Edit
from reviewer.leaves import value_at
from reviewer.model import MISSING, Element, Expression

_MEMBERS: Final = r"(?P<members>(?:\??\.[A-Za-z_]\w*|\[[\"'][\w-]+[\"']\])*)"
_NAME: Final = re.compile(rf"(?:(?:this|self)\.)?(?P<name>[A-Za-z_]\w*){_MEMBERS}\Z")
#: A word that may name a variable: no field of another object, no key, no name of a function that is called.
_WORD: Final = re.compile(
    rf"(?<![\w.$\"'])(?:(?:this|self)\.)?(?P<name>[A-Za-z_]\w*){_MEMBERS}(?![\w$(\"']|\s*[:=](?!=))"
)
#: A call of a function of the same program.
_OWN_CALL: Final = re.compile(r"(?:(?:this|self)\.)?(?P<name>[A-Za-z_]\w*)\([^()]*\)\Z")
_MEMBER: Final = re.compile(r"[\w-]+")
_SIMPLE: Final = re.compile(r"[\w.]+(?:\([^()]*\))?\Z")
#: Text that can stand in code between any quotes.
_PLAIN: Final = re.compile(r"[^\"'`\\{}$\n]*\Z")
#: The key of an object that holds the name of its class: its arguments are no members of it.
_CALL: Final = "call"
#: How a program spreads one object into another.
_SPREAD: Final = ("**", "...")
#: How a language writes a text that code fills in.
_FILLED: Final = {"py": 'f"{}"', "ts": "`{}`", "tsx": "`{}`", "js": "`{}`"}
#: Kinds that are made of what variables hold.
_USERS: Final = frozenset({"resource", "data", "output", "module", "provider"})
#: Variables that hold variables, and values in values, are followed so far.
_DEPTH: Final = 6


def resolve(value: Any, names: Mapping[str, Any], depth: int = 0) -> Any:
    """Gives a value with what the variables of a place hold in their places."""
    if depth > _DEPTH:
        return value
    if isinstance(value, Expression):
        return _resolve_code(value, names, depth)
    if isinstance(value, dict):
        return {key: resolve(inner, names, depth + 1) for key, inner in value.items()}
    return [resolve(inner, names, depth + 1) for inner in value] if isinstance(value, list) else value


def _resolve_code(code: Expression, names: Mapping[str, Any], depth: int) -> Any:
    called = _OWN_CALL.match(code)
    if called is not None and f"{called['name']}()" in names:
        return names[f"{called['name']}()"]
    text = written(code)
    if text is not None:
        found = write(text[0], resolve(text[1], names, depth + 1))
        if found is not MISSING:
            return found
    whole = _NAME.match(code)
    if whole is not None:
        held, rest = _held(whole, names)
        if held is MISSING or held == code:
            return code
        if not rest:
            return resolve(held, names, depth + 1)
    return Expression(_WORD.sub(lambda match: _text(match, names, depth), code))


def _held(match: re.Match[str], names: Mapping[str, Any]) -> tuple[Any, str]:
    """What is held under a name and those of its members that are known, and the names of the members that aren't."""
    held = names.get(match["name"], MISSING)
    rest = match["members"]
    while rest and isinstance(held, dict) and _CALL not in held:
        member = _MEMBER.search(rest)
        if member is None or member[0] not in held:
            return MISSING, rest
        held = held[member[0]]
        rest = rest[member.end() :].lstrip("\"']")
    return held, rest


def _text(match: re.Match[str], names: Mapping[str, Any], depth: int) -> str:
    held, rest = _held(match, names)
    found = resolve(held, names, depth + 1)
    if isinstance(found, Expression):
        return f"{found}{rest}" if _SIMPLE.match(found) else f"({found}){rest}"
    if isinstance(found, str) and _PLAIN.match(found):
        quote = "'" if '"' in match.string else '"'
        return f"{quote}{found}{quote}{rest}"
    return f"{found}{rest}" if isinstance(found, int) and not isinstance(found, bool) and not rest else match[0]


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
        self._scopes = Scopes(left), Scopes(right)
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
        return [self._followed(edit, one, other) for edit in found]

    def is_same_name(self, one: Element, other: Element) -> bool:
        """Tells whether two names are the same once the variables that fill them in are followed."""
        if one.kind not in _USERS or one.path == other.path or "{" not in str(one.path[-1]) + str(other.path[-1]):
            return False
        codes = _name_code(one), _name_code(other)
        held = (resolve(codes[0], self._scopes[0].at(one)), resolve(codes[1], self._scopes[1].at(other)))
        return any(self._meanings[0].of(left) == self._meanings[1].of(right) for left, right in (codes, held))

    def _followed(self, edit: Edit, one: Element, other: Element) -> Edit:
        if edit.op != "replace" or edit.noise is not None or not edit.left:
            return edit
        if not any(isinstance(each, Expression) or writes_json(each) for each in (edit.before, edit.after)):
            return edit
        same = self._number(0, one, edit) == self._number(1, other, edit) or _write_alike(edit, one, other)
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
        value, path = (edit.after, edit.right) if side else (edit.before, edit.left)
        last = str(path[-1]) if path else ""
        key = "" if last.startswith(_SPREAD) else last
        names = {**self._scopes[side].at(element), **applied_names(element.value, path or ())}
        return self._meanings[side].of(as_json(resolve(value, names)), key)

"""Keys that a program adds to an object after it wrote it down: ``settings["port"] = 5432``, also below ``if``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from reviewer.extract.programs.literals import string_content

if TYPE_CHECKING:
    from tree_sitter import Node

#: Values that are looked into: a condition would make one piece of code of them.
_LOOKED_INTO: Final = frozenset(("dictionary", "list", "call"))


class LaterKey(NamedTuple):
    """A key, and the code of its value where a condition decides on it."""

    key: str
    decided: str | None = None


def later_keys(node: Node, name: str) -> dict[int, LaterKey]:
    """Finds the keys that the statements next to an assignment add to the object of a variable, in Python.

    Those that a loop, an ``elif`` or a function adds are left out: nobody can tell which of them are there.

    Args:
        node: the dictionary that the variable holds.
        name: the variable.

    Returns:
        What each assignment adds, under the place of its first byte.
    """
    statement = node.parent.parent if node.type == "dictionary" and node.parent is not None else None
    found: dict[int, LaterKey] = {}
    if statement is None or statement.type != "expression_statement":
        return found
    written = {_name(_text(key)): _text(value) for key, value in _pairs(node)}
    while (statement := statement.next_named_sibling) is not None:
        if statement.type == "if_statement":
            found |= _below_condition(statement, name, written)
        for place, key, value in _added([statement], name):
            found[place] = LaterKey(key)
            written[key] = _text(value)
    return found


def _below_condition(statement: Node, name: str, written: dict[str, str]) -> dict[int, LaterKey]:
    """What ``if`` and its ``else`` add: ``x if condition else y``."""
    condition, block = statement.child_by_field_name("condition"), statement.child_by_field_name("consequence")
    others = statement.children_by_field_name("alternative")
    if condition is None or block is None or any(each.type != "else_clause" for each in others):
        return {}
    bodies = [block, *(each.child_by_field_name("body") for each in others)]
    sides = [list(_added(each.named_children if each is not None else [], name)) for each in (*bodies, None)[:2]]
    values = [{key: value for _, key, value in side} for side in sides]
    found = {}
    for place, key, value in (*sides[0], *sides[1]):
        alone = key not in written and (key in values[0]) != (key in values[1])
        then, otherwise = (_text(each[key]) if key in each else written.get(key, "None") for each in values)
        looked_into = alone and value.type in _LOOKED_INTO
        found[place] = LaterKey(key, None if looked_into else f"{then} if {_text(condition)} else {otherwise}")
    for place, key, _ in (*sides[0], *sides[1]):
        written[key] = found[place].decided or "None"
    return found


def _added(statements: list[Node], name: str) -> Iterator[tuple[int, str, Node]]:
    """The place, the key and the value of each ``name["key"] = value``."""
    for statement in statements:
        made = statement.named_children[0] if statement.type == "expression_statement" else None
        target, value = (made.child_by_field_name(each) if made is not None else None for each in ("left", "right"))
        if made is None or target is None or value is None or value.type == "assignment":
            continue
        if made.type != "assignment" or target.type != "subscript":
            continue
        held, key = target.child_by_field_name("value"), target.child_by_field_name("subscript")
        if held is not None and key is not None and _text(held) == name and _name(_text(key)):
            yield made.start_byte, _name(_text(key)), value


def _pairs(node: Node) -> Iterator[tuple[Node, Node]]:
    for pair in node.named_children:
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is not None and value is not None:
            yield key, value


def _name(key: str) -> str:
    """The key without its quotes; nothing where code decides on it."""
    return (string_content(key) or "") if key[:1] in "\"'" else ""


def _text(node: Node) -> str:
    return (node.text or b"").decode()

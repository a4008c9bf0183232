"""Loops over variables: ``[a, b].forEach(x => x.grantRead(role))``, ``for x in [a, b]:``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

_LISTS: Final = frozenset(("array", "list", "tuple"))
_LOOPS: Final = frozenset(("for_statement", "for_in_statement"))
_NAMES: Final = frozenset(("identifier", "member_expression", "attribute"))
_BLOCKS: Final = frozenset(("block", "statement_block"))


class EachOf(NamedTuple):
    """A loop over variables.

    Attributes:
        items: the variables, or fields of an object.
        name: what the loop calls each of them.
        calls: what it does with each, expressions only.
    """

    items: list[Node]
    name: Node
    calls: list[Node]


def loop_over(node: Node) -> EachOf | None:
    """Reads ``for (const x of [a, b]) { ... }`` and ``for x in [a, b]:``; None for every other statement."""
    if node.type not in _LOOPS or node.child_by_field_name("alternative") is not None:
        return None  # what stands under ``else`` is no call on each
    operator = node.child_by_field_name("operator")
    if operator is not None and operator.type == "in":
        return None  # of TypeScript, which gives the places in the list
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    return _each_of(right, left, node.child_by_field_name("body"))


def for_each(receiver: Node | None, function: Node) -> EachOf | None:
    """Reads the list on which ``forEach`` is called, and the function that is handed to it."""
    if function.type != "arrow_function":
        return None
    name = function.child_by_field_name("parameter")
    parameters = function.child_by_field_name("parameters")
    if parameters is not None and parameters.named_child_count == 1:
        name = parameters.named_children[0].child_by_field_name("pattern") or parameters.named_children[0]
    return _each_of(receiver, name, function.child_by_field_name("body"))


def _each_of(given: Node | None, name: Node | None, body: Node | None) -> EachOf | None:
    if given is None or given.type not in _LISTS or name is None or name.type != "identifier" or body is None:
        return None
    items = _without_comments(given)
    calls = []
    for each in _without_comments(body) if body.type in _BLOCKS else [body]:
        inner = each.named_children[0] if each.type == "expression_statement" else each
        calls.append(inner)
    return EachOf(items, name, calls) if items and calls and all(each.type in _NAMES for each in items) else None


def _without_comments(node: Node) -> list[Node]:
    return [each for each in node.named_children if each.type != "comment"]

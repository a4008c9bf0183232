"""Which lists are sets, and what identifies the objects in them. The words are data, beside this module."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from reviewer.keys import to_snake_case
from reviewer.leaves import intrinsic

#: More items than this are compared by value and similarity only: looking for their key would cost more than it tells.
_KEYED: Final = 20_000


class Words(NamedTuple):
    """The data file.

    Attributes:
        sets: properties whose lists have no order.
        identities: of those, the ones whose items are names: another item is another name, never a changed one.
        keyed_by: keys that identify an object among its neighbours, most telling first.
        ordered: lists that keep their order although their objects have names.
        characters: properties whose texts are characters, in any order and however often.
    """

    sets: frozenset[str]
    identities: frozenset[str]
    keyed_by: tuple[str, ...]
    ordered: frozenset[str]
    characters: frozenset[str]


@cache
def words() -> Words:
    """Reads the data file, once."""
    data = json.loads(Path(__file__).with_name("lists_that_are_sets.json").read_text("utf-8"))
    return Words(
        frozenset(data["sets"]),
        frozenset(data["identities"]),
        tuple(data["keyed_by"]),
        frozenset(data["ordered"]),
        frozenset(data["characters"]),
    )


def is_set(key: str, items: Sequence[Any]) -> bool:
    """Says whether the list of this property has no order.

    Condition keys of policies (``aws:SourceIp``) hold sets of values; any list whose objects have names is a set.
    """
    name = to_snake_case(key)
    if name in words().ordered:
        return False
    return name in words().sets or is_condition_key(key) or identifying_key(items) is not None


def holds_characters(key: str) -> bool:
    """Says whether the text of a property is a set of characters."""
    return to_snake_case(key) in words().characters


def takes_list(key: str) -> bool:
    """Says whether a property takes a list, so that one string stands for the list of it."""
    return to_snake_case(key) in words().sets or is_condition_key(key)


def is_condition_key(key: str) -> bool:
    """Says whether a key is a condition key of a policy (``aws:SourceIp``)."""
    return ":" in key and not key.startswith("Fn::")


def identifying_key(items: Sequence[Any]) -> str | None:
    """Finds the key that all objects of a list have, each with a value of its own."""
    if not items or len(items) > _KEYED or not isinstance(items[0], dict) or not all(map(_is_object, items)):
        return None
    named = {to_snake_case(str(key)): str(key) for key in items[0]}
    for name in words().keyed_by:
        if name in named and _distinguishes(named[name], items):
            return named[name]
    return None


def _is_object(item: Any) -> bool:
    return isinstance(item, dict) and intrinsic(item) is None


def _distinguishes(key: str, items: Sequence[Any]) -> bool:
    if not all(key in item for item in items):
        return False
    return len({_plain(item[key]) for item in items}) == len(items)


def _plain(value: Any) -> str:
    return repr(value) if _is_small(value) else ""


def _is_small(value: Any) -> bool:
    return not isinstance(value, (dict, list)) or intrinsic(value) is not None

"""Defaults that are written out, or no longer: ``allowAllOutbound: true`` says what goes without saying."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from pathlib import Path as FilePath
from typing import Any, Final, NamedTuple

from reviewer.diff.same_attributes import plain_type
from reviewer.diff.values import Edit
from reviewer.keys import name_keys, to_snake_case
from reviewer.leaves import value_at
from reviewer.model import Element

_NOISE: Final = "default"


def mark_defaults(edits: Iterable[Edit], one: Element, other: Element) -> Iterator[Edit]:
    """Gives the edits of an element, without a meaning where what came or went as a whole is what goes without it."""
    for edit in edits:
        element = other if edit.op == "add" else one
        known = _defaults_of(element.type) if edit.op in ("add", "remove") and edit.noise is None else {}
        yield edit._replace(noise=_NOISE) if known and _is_default(edit, element, known) else edit


def _is_default(edit: Edit, element: Element, known: Mapping[str, Any]) -> bool:
    path = (edit.right or edit.left or ())[: edit.depth]
    default = known.get(".".join(name_keys(path)))
    # an item of a list has the key of the list, and others beside it
    return default is not None and isinstance(path[-1], str) and _plain(value_at(element.value, path)) == default


class _Data(NamedTuple):
    """The data file.

    Attributes:
        rows: the types of each, and their defaults by property.
        unsaid: keys that are not compared.
    """

    rows: list[tuple[list[str], dict[str, Any]]]
    unsaid: frozenset[str]


@cache
def _data() -> _Data:
    data = json.loads(FilePath(__file__).with_name("stated_defaults.json").read_text("utf-8"))
    return _Data([(each["types"], each["values"]) for each in data["defaults"]], frozenset(data["unsaid"]))


@lru_cache(maxsize=4096)
def _defaults_of(native_type: str) -> Mapping[str, Any]:
    """The defaults of a type, in the form in which values are compared."""
    plain = plain_type(native_type)
    return {
        key: _plain(value)
        for types, values in _data().rows
        if any(fnmatchcase(plain, each) for each in types)
        for key, value in values.items()
    }


def _plain(value: Any) -> Any:
    """A value as it is compared: texts in lower case, a list of one as that one, of objects what they do alone."""
    if isinstance(value, list) and len(value) == 1:
        return _plain(value[0])
    if isinstance(value, dict):
        named = {to_snake_case(str(key)): each for key, each in value.items()}
        return {key: _plain(each) for key, each in named.items() if key not in _data().unsaid}
    return [_plain(each) for each in value] if isinstance(value, list) else str(value).lower()

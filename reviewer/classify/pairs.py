"""The keys of maps, and of lists of keys and values, that changes are about: ``Owner`` and ``Stage`` of some tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from reviewer.leaves import is_leaf, value_at
from reviewer.model import MISSING, Change

#: What the two members of a pair are called, by language and service.
_KEYS: Final = ("Key", "key", "Name", "name")
_VALUES: Final = frozenset({"Value", "value"})


def find_keys(changes: Iterable[Change]) -> list[str]:
    """Gives the keys, once each; none where one of the changes is not about a pair that can be told."""
    keys: dict[str, None] = {}
    for each in changes:
        # what is spread there has keys of its own, which nobody sees
        found = [key for key in _keys_of(each) if not key.startswith(("*", "..."))]
        if not found:
            return []
        keys.update(dict.fromkeys(found))
    return list(keys)


def _keys_of(change: Change) -> Iterator[str]:
    value = change.before if change.after is MISSING else change.after
    side = change.element_before if change.after is MISSING else change.element_after
    if side is None:
        return
    if not is_leaf(value):
        yield from _keys_in(value)
        return
    below = change.path[len(side.path) :]
    key = below[-1] if below else 0
    if sum(isinstance(part, str) for part in below if part != "Properties") < 2 or not isinstance(key, str):
        return
    pair = value_at(side.value, below[:-1])
    own = _own_key(pair) if isinstance(pair, dict) else None
    if own is not None:
        yield own
    elif key not in _VALUES:
        yield key


def _keys_in(value: dict[str, Any] | list[Any]) -> Iterator[str]:
    """The keys of a map; of a list those of its pairs, or of the maps that its blocks hold."""
    if isinstance(value, list):
        for each in value:
            if isinstance(each, (dict, list)):
                yield from _keys_in(each)
        return
    key = _own_key(value)
    if key is not None:
        yield key
    elif len(value) == 1 and isinstance(inner := next(iter(value.values())), dict):
        yield from inner
    else:
        yield from value


def _own_key(pair: dict[str, Any]) -> str | None:
    names: Sequence[str] = [name for name in _KEYS if name in pair] if _VALUES & pair.keys() else []
    return pair[names[0]] if names and isinstance(pair[names[0]], str) else None

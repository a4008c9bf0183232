"""The keys of maps, and of lists of keys and values, that changes are about: ``Owner`` and ``Stage`` of some tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from reviewer.leaves import is_leaf, value_at
from reviewer.model import MISSING, Change, Expression
from reviewer.rubric.words import show_names

#: What the two members of a pair are called, by language and service.
_KEYS: Final = ("Key", "key", "Name", "name")
_VALUES: Final = frozenset({"Value", "value"})
#: Keys of a call, which a program may have in the place of a map: nobody tags anything ``call``.
_CALL: Final = frozenset({"call", "of", "args"})
#: How a program spreads a map into another; what Terraform merges stands below a key of its own.
_SPREAD: Final = ("*", "...")
_MERGED: Final = "merge"
#: What the map itself is called, and how a program or Terraform names one that it keeps elsewhere.
_MAP: Final = "tags"
_NAMED: Final = re.compile(r"[\w.\[\]]+")
#: Stands for the keys that can't be told.
_OTHERS: Final = ""
_STEPS: Final = ("added", "changed", "removed")
#: A title has room for so many clauses.
_PARTS: Final = 4
#: The key beside ``Tags`` that says for which resources they are.
_WHOSE: Final = "resourcetype"


def find_keys(changes: Iterable[Change]) -> list[str]:
    """Gives the keys, once each; none where one of the changes is not about a pair that can be told."""
    keys: dict[str, None] = {}
    for each in changes:
        if _says_whose(each):
            continue
        # what is spread there has keys of its own, which nobody sees
        found = [key for key in _keys_of(each) if not _is_spread(key)]
        if not found:
            return []
        keys.update(dict.fromkeys(found))
    return list(keys)


def tell_keys(changes: Iterable[Change]) -> str:
    """Tells what became of which keys: ``Owner`` and ``Stage`` added, ``Team`` changed, those of ``shared`` removed.

    Empty where no key can be told, or where the same became of all, so that their names alone say it.
    """
    became: dict[str, set[str]] = {}
    for each in changes:
        if not _says_whose(each):
            word = _STEPS[0 if each.before is MISSING else 2 if each.after is MISSING else 1]
            for key in list(_keys_of(each)) or [_OTHERS]:
                became.setdefault(key, set()).add(word)
    words = {
        key: " or ".join(sorted(known)) if len(known) < len(_STEPS) else "changed" for key, known in became.items()
    }
    own = _join({key: word for key, word in words.items() if key and not _is_spread(key)})
    spread = _join({key.lstrip("*."): word for key, word in words.items() if _is_spread(key)})
    parts = [*own, *(f"those of {each}" for each in spread)]
    if not parts or (len(parts) == 1 and len(own) == 1 and _OTHERS not in words):
        return ""
    clauses = [*parts, *(f"others {word}" for key, word in words.items() if not key)]
    return ", ".join([*clauses[:_PARTS], *(["and more"] if len(clauses) > _PARTS else [])])


def _join(words: Mapping[str, str]) -> list[str]:
    """Names the keys, by what became of them."""
    by_word = {word: [key for key, other in words.items() if other == word] for word in (*_STEPS, *words.values())}
    return [f"{show_names(keys, 3)} {word}" for word, keys in by_word.items() if keys]


def _is_spread(key: str) -> bool:
    return key.startswith(_SPREAD)


def _says_whose(change: Change) -> bool:
    """Tells whether the change is about what tags are for, not about one of them: ``ResourceType`` beside ``Tags``."""
    key = change.path[-1] if change.path else None
    side = change.element_before if change.after is MISSING else change.element_after
    if not isinstance(key, str) or side is None or _plain(key) != _WHOSE:
        return False
    beside = value_at(side.value, change.path[len(side.path) : -1])
    return isinstance(beside, dict) and _tags_beside(beside) is not None


def _keys_of(change: Change) -> Iterator[str]:
    value = change.before if change.after is MISSING else change.after
    side = change.element_before if change.after is MISSING else change.element_after
    if side is None:
        return
    below = change.path[len(side.path) :]
    # what lies in an intrinsic function is a part of the value, and no key
    inside = next((at for at, part in enumerate(below) if str(part).startswith("Fn::")), None)
    below = below[:inside]
    if inside is None and not is_leaf(value):
        yield from _keys_in(value)
        return
    key = below[-1] if below else 0
    if len(below) > 1 and below[-2] == _MERGED and isinstance(value, str):
        yield f"...{value}"
        return
    if isinstance(key, str) and _plain(key) == _MAP:
        # a map that is given by its name; where another one stood there, the name of one says nothing
        if MISSING in (change.before, change.after) and isinstance(value, Expression) and _NAMED.fullmatch(value):
            yield f"...{value}"
        return
    # a local value is the map itself, and has no key for it
    least = 1 if side.kind == "local" else 2
    if sum(isinstance(part, str) for part in below if part != "Properties") < least or not isinstance(key, str):
        return
    pair = value_at(side.value, below[:-1])
    own = _own_key(pair) if isinstance(pair, dict) else None
    if own is not None:
        yield own
    elif key not in _VALUES | _CALL:
        yield key


def _keys_in(value: dict[str, Any] | list[Any]) -> Iterator[str]:
    """The keys of a map; of a list those of its pairs, or of the maps that its blocks hold."""
    if isinstance(value, list):
        for each in value:
            if isinstance(each, (dict, list)):
                yield from _keys_in(each)
        return
    tags = _tags_beside(value)
    if tags is not None:
        yield from () if is_leaf(tags) else _keys_in(tags)
        return
    key = _own_key(value)
    if key is not None:
        yield key
    elif len(value) == 1 and isinstance(inner := next(iter(value.values())), dict):
        yield from inner
    else:
        merged = value[_MERGED] if isinstance(value.get(_MERGED), list) else []
        yield from (f"...{each}" for each in merged)
        yield from (
            name for name in value if (name not in _CALL or "call" not in value) and (name != _MERGED or not merged)
        )


def _tags_beside(value: dict[str, Any]) -> Any:
    """The tags of a specification, which also says for what they are; None where it is no specification."""
    plain = {_plain(key): key for key in value}
    return value[plain["tags"]] if plain.keys() == {_WHOSE, "tags"} else None


def _plain(key: str) -> str:
    return key.replace("_", "").lower()


def _own_key(pair: dict[str, Any]) -> str | None:
    names: Sequence[str] = [name for name in _KEYS if name in pair] if _VALUES & pair.keys() else []
    return pair[names[0]] if names and isinstance(pair[names[0]], str) else None

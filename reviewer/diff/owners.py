"""What an element belongs to: a policy to its bucket, an alias to its key, a rule to its security group."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path as FilePath
from typing import Final

from reviewer.diff.words import core_type, type_words
from reviewer.model import Element, Path
from reviewer.references import find_references, names_of, without_file
from reviewer.remember import remember

#: A group is made of others and belongs to none of them.
_GROUP: Final = "group"

Owners = Mapping[Path, Mapping[str, Sequence[Element]]]


@cache
def _owners() -> Mapping[str, frozenset[str]]:
    """The last word of a type, and the last words of the types that it belongs to, where its own do not name them.

    A ``BucketPolicy`` is one of a ``Bucket``, and an ``Alias`` one of a ``Key``.
    """
    data = json.loads(FilePath(__file__).with_name("owners.json").read_text("utf-8"))
    return {word: frozenset(owners) for word, owners in data["belongs_to"].items()}


@remember(8)  # every round of the search for pairs asks about the same documents
def find_owners(elements: Sequence[Element]) -> Owners:
    """Maps the address of every element that belongs to others to those, by their type."""
    by_path = {each.path: each for each in elements}
    counts = Counter(name for each in elements if each.kind == "resource" for name in _names(each))
    found: dict[Path, dict[str, list[Element]]] = {}
    for path, targets in find_references(elements).items():
        words = type_words(by_path[path].type)
        owners: dict[str, list[Element]] = defaultdict(list)
        for each in map(by_path.__getitem__, targets):
            # of a variable that a program uses again and again nobody knows which one is meant
            known = all(counts[name] == 1 for name in _names(each))
            if each.kind == "resource" and known and _owns(type_words(each.type), words):
                owners[core_type(each.type)].append(each)
        if owners:
            found[path] = owners
    return found


def _names(element: Element) -> set[str]:
    """Words that name an element; what its address begins with, a section or a type, it shares with others.

    What a program keeps in a variable is named by that: two modules may give their buckets the same id.
    """
    if element.language == "hcl":
        return set(names_of(element))
    return {str(token) for token in without_file(element)[1:][:1]}


def _owns(owner: tuple[str, ...], owned: tuple[str, ...]) -> bool:
    if not owner or not owned or owned[-1] == _GROUP:
        return False
    return set(owner) < set(owned) or owner[-1] in _owners().get(owned[-1], ())

"""Resources as people call them: ``NAT gateway `main` and 2 subnets``, not the bare labels that the code gives them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from reviewer.keys import to_snake_case
from reviewer.model import Element
from reviewer.rubric.words import join_words, show_names

#: What generators put before or behind the name of a class.
_AFFIX: Final = re.compile(r"^(?:aws|cfn|add|new)_|_(?:[abc]|v\d)$")
#: The class of a stack or component; anything else is the source of a module.
_CLASS: Final = re.compile(r"(?:\w+\.)*[A-Z]\w*")
_BETWEEN: Final = re.compile(r"::|[./:]")
#: A longer name, or one that a program puts together, is no name in a sentence; what is filled in makes none longer.
_NAMED: Final = re.compile(r"(?:\$?\{[\w.]{1,40}\}|[^+(]){1,40}")
#: Of more kinds of things the names are not told.
_KINDS: Final = 3
_SHOWN: Final = 4


class _Spelling(NamedTuple):
    """The data file.

    Attributes:
        written: words of types that are not written in small letters, by those; what the service itself is called is
            known without them.
        unsaid: services whose parts are called by their own names alone: a subnet is no "VPC subnet".
        first: how the names of things end that a sentence tells first, where it cannot tell all: a database, a bucket.
        last: how the names of things end that only complete others: a route, a subnet group.
    """

    written: Mapping[str, str]
    unsaid: frozenset[str]
    first: tuple[str, ...]
    last: tuple[str, ...]


@cache
def _spelling() -> _Spelling:
    data = json.loads(Path(__file__).with_name("things.json").read_text("utf-8"))
    written = {word.lower(): word for word in data["written"]}
    return _Spelling(written, frozenset(data["unsaid"]), tuple(data["first"]), tuple(data["last"]))


def tell_things(elements: Iterable[Element], others: int = 0) -> str:
    """Tells resources by what they are, and by their names where they are few.

    Args:
        elements: the resources.
        others: how many more there are that only serve them.
    """
    groups: dict[str, list[str]] = {}
    for each in elements:
        source = each.kind == "module" and not _CLASS.fullmatch(each.type)
        noun = "module" if source else name_type(each.type, each.service or "")
        groups.setdefault(noun, []).append(each.name)
    serving = [_count("supporting resource", [""] * others, "a ")] if others else []
    if len(groups) > _KINDS:
        # sorting keeps the order of first appearance among equals
        groups = dict(sorted(groups.items(), key=lambda group: _weigh(group[0])))
        shown = [_count(noun, names) for noun, names in groups.items()]
        rest = sum(len(names) for names in list(groups.values())[_SHOWN - 1 :]) + others
        return join_words(
            [*shown, *serving] if len(groups) + len(serving) <= _SHOWN else [*shown[: _SHOWN - 1], f"{rest} more"]
        )
    return join_words([*(_name(noun, names, len(groups)) for noun, names in groups.items()), *serving])


def _weigh(noun: str) -> int:
    """Puts things that work or hold data before those that only complete others: the rest of them is not told."""
    if any(f" {noun}".endswith(f" {each}") for each in _spelling().last):
        return 2
    return 0 if any(f" {noun}".endswith(f" {each}") for each in _spelling().first) else 1


def _name(noun: str, names: Sequence[str], groups: int) -> str:
    known = list(dict.fromkeys(names))
    if not all(map(_NAMED.fullmatch, known)):
        return _count(noun, names)
    if len(known) < len(names):
        # two stacks may each have one of a name
        return f"{_count(noun, names)} ({show_names(known, 2)})" if groups == 1 else _count(noun, names)
    if len(names) == 1:
        return f"{noun} {show_names(known)}"
    if len(names) * groups <= _SHOWN:
        return f"{_plural(noun)} {show_names(known)}"
    return f"{_count(noun, names)} ({show_names(known, 2)})" if groups == 1 else _count(noun, names)


def _count(noun: str, names: Sequence[str], article: str = "") -> str:
    return f"{article}{noun}" if len(names) == 1 else f"{len(names)} {_plural(noun)}"


def _plural(noun: str) -> str:
    if noun.endswith("y") and not noun.endswith(("ay", "ey")):
        return f"{noun[:-1]}ies"
    if noun.endswith(("ss", "ch", "sh", "x")):
        return f"{noun}es"
    return noun if noun.endswith("s") else f"{noun}s"


@cache
def name_type(native: str, service: str = "") -> str:
    """Calls a type by its words: ``aws_nat_gateway`` is a "NAT gateway", ``AWS::S3::Bucket`` an "S3 bucket"."""
    parts = [each for each in _BETWEEN.split(native) if each]
    if not parts:
        return "resource"
    text = to_snake_case(parts[-1])
    while (cut := _AFFIX.sub("", text)) != text and cut:
        text = cut
    words = text.split("_")
    if parts[0] == "Custom":
        return "custom resource"
    called = {word.lower(): word for word in service.split()}
    noun = " ".join(
        called.get(word) or _spelling().written.get(word, word if word[1:] else word.upper()) for word in words
    )
    # the types of Terraform begin with the service, or with what people call it
    whole = len(parts) == 1 or service in _spelling().unsaid or any(word.removesuffix("s") in words for word in called)
    return noun if whole or not service else f"{service} {noun}"

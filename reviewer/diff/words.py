"""The words of an element's names: what it is for, as far as its author said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from reviewer.keys import WRAPPERS, to_snake_case
from reviewer.leaves import intrinsic
from reviewer.model import Element, Expression
from reviewer.references import without_file
from reviewer.remember import remember

_VERSION: Final = re.compile(r"(?<=[a-z])(?:V\d+|A)\Z")
_AGAIN: Final = re.compile(r"#\d+\Z")
_QUOTED: Final = re.compile(r"""["'`]([^"'`]*)["'`]""")
#: What is filled in: interpolations, and the verbs of a format.
_FILLED: Final = re.compile(r"\$?\{[^{}]*\}|%[sdv]")
#: Words with a number in them, which no element is counted by.
_WORDS: Final = re.compile(
    r"S3|(?<![a-z])s3|EC2|(?<![a-z])[Ee]c2|[Rr]oute53|[Ww][Aa][Ff][Vv]2|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+"
)
_PARTS: Final = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_LAYOUT: Final = re.compile(r"[\W_]+")
#: Words in names that say nothing of the purpose of what bears them.
IDLE: Final = frozenset(
    {
        "has", "is", "use", "enable", "create", "should", "name", "id", "arn", "main", "this", "default", "self",
        "args", "props", "environment", "env", "suffix", "prefix", "region", "account", "stack",
    }
)  # fmt: skip
#: Those, and the ones that sentences are made of.
_IDLE: Final = IDLE | {
    "resource", "aws", "my", "the", "for", "of", "and", "to", "with", "an", "from", "in", "on", "used", "by", "all",
    "project",
}  # fmt: skip
#: Properties that name an element or say what it is for.
_TELLING: Final = re.compile(r"(?:^|_)(?:name|identifier|description|prefix)\Z|bucket\Z")
#: Tags that do.
_TAGS: Final = frozenset({"Name", "Purpose", "Description"})
#: A word of at least this many letters may be the beginning of another: ``app`` and ``application``.
_BEGINNING: Final = 3


class Meanings(NamedTuple):
    """The data file.

    Attributes:
        short: short forms that no rule of letters gives.
        opposites: words of which an element has one or the other, never for the same purpose: each group of what means
            the same speaks against the other groups of its line.
        opposed: all of those, of which an address tells something even by ``in``.
    """

    short: Mapping[str, str]
    opposites: tuple[tuple[frozenset[str], ...], ...]
    opposed: frozenset[str]


@cache
def meanings() -> Meanings:
    """Reads the data file, once."""
    data = json.loads(Path(__file__).with_name("words.json").read_text("utf-8"))
    opposites = tuple(tuple(map(frozenset, groups)) for groups in data["opposites"])
    opposed = frozenset(word for groups in opposites for group in groups for word in group)
    return Meanings(data["short"], opposites, opposed)


class Words(NamedTuple):
    """What the names of one element say beside its type.

    Attributes:
        own: words of its address: its variable and its id.
        said: words of its name in the cloud, and of its description.
        runs: neighbouring words by their initials: ``dlq`` for a dead letter queue.
    """

    own: frozenset[str]
    said: frozenset[str]
    runs: Mapping[str, frozenset[str]]


@lru_cache(maxsize=4096)
def core_type(native_type: str) -> str:
    """Gives a type without what an import adds: ``iam.CfnRole``, ``CfnRole`` and ``Role`` are all ``Role``.

    The version that Pulumi appended to a few of its types (``BucketV2``), and the letter that CDKTF appends where a
    name is taken (``S3BucketLoggingA``), make no other resource either.
    """
    return _VERSION.sub("", native_type.rpartition(".")[2].removeprefix("Cfn"))


@lru_cache(maxsize=8192)  # every round of the search for pairs asks about the same names
def plain_name(name: str) -> str:
    """Gives what is fixed in a name: ``f"{prefix}-vpc"``, ``"Vpc" + suffix`` and ``Vpc`` are all ``vpc``."""
    name = _AGAIN.sub("", name)
    return _LAYOUT.sub("", fixed_text(name)).lower()


@lru_cache(maxsize=4096)
def type_words(native_type: str) -> tuple[str, ...]:
    """Gives the words of a type, in order, the provider's name left out."""
    return tuple(word for word in split_words(core_type(native_type)) if word != "aws")


def says_the_same(one: str, other: str) -> bool:
    """Whether the words of one type, of two at least, are among those of another."""
    words, others = ({word.lower() for word in _PARTS.findall(core_type(each))} for each in (one, other))
    return min(len(words), len(others)) > 1 and (words < others or others < words)


def split_words(text: str) -> list[str]:
    """Gives the words of an identifier, in lower case."""
    return [word.lower() for word in _WORDS.findall(text)]


@remember(4_000)  # every round of the search for pairs asks again
def words_of(element: Element) -> Words:
    """Gives the words of an element's names."""
    address = [word for token in without_file(element)[1:] for word in _fixed_words(str(token))]
    idle = _idle_of(element.type)
    said = [word for text in _telling(element.value) for word in _fixed_words(text)]
    # a name that is put together says "in" for the opposite of "out", a sentence for nothing
    return Words(
        _telling_words(address, idle | (_IDLE - meanings().opposed)), _telling_words(said, idle | _IDLE), _runs(address)
    )


@lru_cache(maxsize=8192)  # both sides have most of their names in common
def _fixed_words(text: str) -> tuple[str, ...]:
    return tuple(split_words(fixed_text(text)))


@lru_cache(maxsize=4096)
def _idle_of(native_type: str) -> frozenset[str]:
    """The words of a type, which say nothing more in the names of what is of it."""
    typed = [*split_words(native_type), *type_words(native_type)]
    return frozenset(typed) | _runs(typed).keys()


def share(left: Words, right: Words, weights: Mapping[str, float]) -> float:
    """Gives the share of what two addresses have in common, 0 to 1.

    Args:
        left: the one element's words.
        right: the other one's.
        weights: what a word weighs; 1 where it isn't known.
    """
    return _overlap((left.own | _spelled(left, right), right.own | _spelled(right, left)), weights)


def share_said(left: Words, right: Words, weights: Mapping[str, float]) -> float:
    """Gives the share of what two elements say of themselves in common, 0 to 1."""
    return _overlap((left.said, right.said), weights)


def _spelled(one: Words, other: Words) -> frozenset[str]:
    """The words of the other one that this one has as initials, and the initials of its own that the other one has."""
    spelled = {word for name, run in other.runs.items() if name in one.own for word in run & other.own}
    return frozenset(spelled | (one.runs.keys() & other.own))


def contradict(left: Words, right: Words) -> bool:
    """Says whether the addresses of two elements hold words of opposite meaning: an alarm for high load and for low."""
    gone, come = left.own - right.own, right.own - left.own
    return any(
        not group.isdisjoint(gone) and any(not other.isdisjoint(come) for other in groups if other is not group)
        for groups in meanings().opposites
        for group in groups
    )


def twins(left: Words, right: Words) -> bool:
    """Says whether two elements of one document differ in a number or letter only."""
    return {each for each in left.own if not each.isdigit()} == {each for each in right.own if not each.isdigit()}


def _overlap(words: tuple[frozenset[str], frozenset[str]], weights: Mapping[str, float]) -> float:
    shared = total = 0.0
    for one, other in (words, words[::-1]):
        for word in sorted(one):  # a sum of fractions depends on the order
            weight = weights.get(word, 1.0)
            total += weight
            if word in other or any(_are_one(word, each) for each in other):
                shared += weight
    return shared / total if all(words) else 0.0


def _are_one(word: str, other: str) -> bool:
    if word.isdigit() or other.isdigit():
        return False
    short, long = sorted((word, other), key=len)
    return (len(short) >= _BEGINNING and long.startswith(short)) or meanings().short.get(short) == long


def _telling_words(words: Iterable[str], idle: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word not in idle and (len(word) > 1 or word.isdigit()))


def _runs(words: Sequence[str]) -> dict[str, frozenset[str]]:
    runs = {}
    for start in range(len(words)):
        for end in range(start + 2, min(start + 4, len(words)) + 1):
            run = words[start:end]
            runs["".join(word[0] for word in run)] = frozenset(run)
    return runs


def fixed_text(text: str) -> str:
    """Gives what is fixed in a name that a program puts together."""
    return _FILLED.sub(" ", " ".join(_QUOTED.findall(text)) or text)


def _telling(value: Any) -> Iterator[str]:
    """The texts under keys that name an element or describe it."""
    for key, inner in value.items() if isinstance(value, dict) else ():
        if key in WRAPPERS:
            yield from _telling(inner)
        elif _TELLING.search(to_snake_case(str(key))):
            yield from _texts(inner)
        elif key in ("Tags", "tags"):
            yield from _tagged(inner)


def _tagged(value: Any) -> Iterator[str]:
    """The texts of the telling tags: an object of them, one in a call, or a list of keys and values."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack += item
        elif isinstance(item, dict):
            named = item.get("Key", item.get("key"))
            told = [inner for key, inner in item.items() if key in _TAGS]
            if isinstance(named, str) and named in _TAGS:
                told.append(item.get("Value", item.get("value")))
            yield from (text for each in told for text in _texts(each))
            stack += item.values()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Expression):
        yield from _QUOTED.findall(value)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict) and intrinsic(value) in ("Fn::Sub", "Fn::Join"):
        stack = list(value.values())
        while stack:
            item = stack.pop()
            if isinstance(item, list):
                stack += item
            elif isinstance(item, str):
                yield item

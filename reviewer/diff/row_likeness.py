"""How much speaks for it that a loop of one side makes what the other side writes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from reviewer.diff.loop_signs import Weights, signs
from reviewer.diff.rounds import Rounds
from reviewer.diff.words import IDLE, contradict, split_words, words_of
from reviewer.keys import name_keys
from reviewer.leaves import scalars_in, walk_leaves
from reviewer.model import MISSING, Element, Expression

_REFERENCE: Final = re.compile(r"(\w+)\.[\w-]+\.(\w+)\Z")
#: What stands around a text of a program.
_QUOTES: Final = re.compile(r"""\b[frbFRB]{0,2}["'`]""")
#: How a key ends that names what bears it.
_NAME: Final = "name"
#: Nothing else makes up for another name, or for having nothing in common.
_NEVER: Final = -1.0
#: What stands for a text that code fills in.
_HOLE: Final = re.compile(r"\$?\{[^{}]*\}")
#: A value that may be nothing.
_PERHAPS: Final = re.compile(r"\?\.|\?\?|\btry\(|\blookup\(|\.get\(|\bnull\b|\bNone\b|\bor\b|\|\|")


def is_optional(value: Any) -> bool:
    """Says whether code leaves open that a value is nothing."""
    return _PERHAPS.search(str(value)) is not None


def measure_likeness(loop: Element, written: Element, rounds: Rounds) -> float:
    """How much speaks for it that a loop makes what is written out, 0 where nothing does."""
    if contradict(words_of(loop), words_of(written)):
        return 0.0
    weights = signs().weights
    # without the words and initials of its type: `pab` says no more than that it blocks public access
    fixed = [word.removesuffix("s") for word in sorted(words_of(_bare(loop, rounds.fixed(loop))).own)]
    address = {word for token in written.path[1:] for word in _words(token)}
    said = address | {word for each in scalars_in(written.value) for word in _words(each)}
    called = sum(word in said for word in fixed) / len(fixed) if fixed else 1.0
    if called < weights.half:
        return 0.0
    share = _share_leaves(loop, written, rounds, weights)
    total = share + (weights.named * sum(word in address for word in fixed) / len(fixed) if fixed else 0.0)
    needed = 0 if called >= weights.said else weights.sure
    return total if share >= needed else 0.0


def _share_leaves(loop: Element, written: Element, rounds: Rounds, weights: Weights) -> float:
    """How much of the leaves of both is alike; less than nothing where no key is, or they are called otherwise."""
    ours, theirs = dict(_leaves(loop)), dict(_leaves(written))
    alike, counted = 0.0, 0
    for key, value in ours.items():
        fills = rounds.fills(loop, value)
        other = theirs[key] if key in theirs else _below(theirs, key)
        agreed = _agreement(value, other, weights, fills=fills) if other is not MISSING else 0.0
        if agreed is None and key[-1].endswith(_NAME):
            return _NEVER
        alike += weights.key + (1 - weights.key) * (agreed or 0.0) if other is not MISSING else 0.0
        counted += other is not MISSING or not (fills and is_optional(value))
    common = sum(1 for key in ours if key in theirs)
    if not common:
        return _NEVER
    own = sum(1 for key in theirs if not any(key[:end] in ours for end in range(1, len(key) + 1))) + counted
    whole = alike / max(1, own)
    if common < weights.enough:
        return whole
    return max(whole, weights.part * alike / max(weights.enough, min(counted, len(theirs))))


def _below(leaves: Mapping[tuple[str, ...], Any], key: tuple[str, ...]) -> Any:
    """The texts of what stands below a key, where the loop takes all of it from what it goes through."""
    found = [str(value) for path, value in leaves.items() if path[: len(key)] == key]
    return Expression(" ".join(found)) if found else MISSING


def _bare(loop: Element, name: str) -> Element:
    return replace(loop, path=(loop.path[0], name), name=name, value={})


def _leaves(element: Element) -> Iterator[tuple[tuple[str, ...], Any]]:
    for path, value in walk_leaves(element.value):
        keys = name_keys(path)
        if keys and keys[0] not in signs().idle_keys:
            yield keys, value


def _agreement(one: Any, other: Any, weights: Weights, *, fills: bool) -> float | None:
    """How much of a value of the loop is in what is written out; None where nothing fixed is."""
    if str(one) == str(other):
        return 1.0
    if not fills:
        return weights.same_kind if _refer_alike(one, other) else 0.0
    parts = [_QUOTES.sub("", part) for part in _HOLE.split(str(one))]
    words = (
        {word for part in parts for word in _words(part)} - IDLE - signs().anywhere if len(parts) > 1 else set[str]()
    )
    if not words or is_optional(one) or (isinstance(other, Expression) and not _QUOTES.search(other)):
        return weights.filled
    if re.search(".*".join(map(re.escape, parts)), str(other)):
        return 1.0
    return 0.0 if words & set(_words(other)) else None


def _words(text: Any) -> list[str]:
    """The words of a text, of one thing or of several."""
    return [word.removesuffix("s") for word in split_words(str(text))]


def _refer_alike(one: Any, other: Any) -> bool:
    """Whether both refer to the same of one type: ``aws_kms_key.logs.arn`` and ``aws_kms_key.main.arn``."""
    found = _REFERENCE.match(str(one)), _REFERENCE.match(str(other))
    return found[0] is not None and found[1] is not None and found[0].groups() == found[1].groups()

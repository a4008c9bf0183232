"""What tells a loop, and what is written out of it: words and weights. They are data, beside this module."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Weights(NamedTuple):
    """How much speaks for it that a loop makes what the other side writes out.

    Attributes:
        alike: so much of the leaves and of the name, at least, is alike.
        lone: where the loop makes all that its side has of a type, less is enough: the instances of the one cluster.
        said: so many of the fixed words of its name are said by each that is written out.
        half: with so many of them,
        sure: so many of the leaves have to be alike.
        named: what a word of the name weighs against the values.
        filled: what is filled in with something that is not known to be the same.
        key: what a key says that both have, whatever its values are.
        same_kind: what two references to the same of one type say.
        enough: of this many keys in common the rest may have come or gone;
        part: it speaks a little less for it.
    """

    alike: float
    lone: float
    said: float
    half: float
    sure: float
    named: float
    filled: float
    key: float
    same_kind: float
    enough: int
    part: float


class Signs(NamedTuple):
    """The data file.

    Attributes:
        counters: names that a loop counts by.
        no_names: words of a loop's header that are no names of its own.
        anywhere: words of any name in the cloud.
        counts: keys that say how many there are, and how each is called.
        idle_keys: those, and the ones that say nothing of what an element does.
        weights: of what speaks for a loop.
    """

    counters: tuple[str, ...]
    no_names: frozenset[str]
    anywhere: frozenset[str]
    counts: frozenset[str]
    idle_keys: frozenset[str]
    weights: Weights


@cache
def signs() -> Signs:
    """Reads the data file, once."""
    data = json.loads(Path(__file__).with_name("loops.json").read_text("utf-8"))
    return Signs(
        counters=tuple(data["counters"]),
        no_names=frozenset(data["no_names"]),
        anywhere=frozenset(data["anywhere"]),
        counts=frozenset(data["counts"]),
        idle_keys=frozenset((*data["idle_keys"], *data["counts"])),
        weights=Weights(**data["weights"]),
    )

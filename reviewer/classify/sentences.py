"""Sentences and names as words: what each says, and whether a sentence says a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from reviewer.keys import to_snake_case
from reviewer.rubric.matching import replace_found

_JOINT: Final = re.compile(r"[_.:/-]+")
_WORD: Final = re.compile(r"[a-z][a-z0-9]{3,}")
_PART: Final = re.compile(r"[a-z0-9]{2,}")
_STEM: Final = re.compile(r"[a-z0-9]{3,}")
_LONG_WORD: Final = re.compile(r"[a-z0-9]{5,}")
NUMBER: Final = re.compile(r"\d{1,9}")
#: A number of so many digits hardly stands in a sentence by chance.
DIGITS: Final = 2


@lru_cache(maxsize=1024)
def spoken_words(text: str) -> frozenset[str]:
    """The words of a text or of a name in the singular: ``PublicSubnets`` has ``public`` and ``subnet``.

    Short ones stand in many a sentence by chance.
    """
    return _split(text, _WORD)


@lru_cache(maxsize=4096)
def name_parts(text: str) -> frozenset[str]:
    """The parts of a text or of a name in the singular, however short: ``KmsKeyId`` has ``km``, ``key`` and ``id``."""
    return _split(text, _PART)


def _split(text: str, word: re.Pattern[str]) -> frozenset[str]:
    return frozenset(
        found.removesuffix("s")
        for part in _JOINT.sub(" ", text).split()
        for found in word.findall(to_snake_case(part).replace("_", " "))
    )


def list_stems(text: str) -> list[str]:
    """The words of a topic as they may stand within names: ``alarms`` in ``CpuAlarm``."""
    return [word.removesuffix("s") for word in _STEM.findall(text.lower())]


def long_words(text: str) -> set[str]:
    """The words of a text in the singular: ``subnets`` of a sentence names the key ``subnet``."""
    return {word.removesuffix("s") for word in _LONG_WORD.findall(text.lower())}


def text_asked_for(text: str, leaves_out: Sequence[str]) -> str:
    """Gives a sentence without what it asks to leave out: ``one file (no provider block, no modules)``.

    Args:
        text: the sentence.
        leaves_out: regular expressions of what it asks to leave out.
    """
    for source in leaves_out:
        text = replace_found(source, " ", text)
    return text


def proves(value: str, telling: int) -> bool:
    """Whether a value hardly stands in a sentence by chance."""
    return len(value) >= (min(telling, DIGITS) if NUMBER.fullmatch(value) else telling)


def says(value: str, text: str) -> bool:
    """Whether a text has a value as a word of its own: a longer number or name is another."""
    # looked for first: a value may be a whole script, which is no expression to compile
    return bool(value) and value in text and re.search(rf"(?<![\w.]){re.escape(value)}(?![\w.]*\w)", text) is not None

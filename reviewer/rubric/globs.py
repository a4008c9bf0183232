"""Globs: patterns of types and keys in which ``*`` stands for any characters, alone and many at once.

Matching is a comparison of strings: no expression has to be compiled at start-up.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

Keys = tuple[str, ...]


def match_glob(pattern: str, text: str) -> bool:
    """Tells whether a text fits a pattern in which every ``*`` stands for any characters, or none."""
    head, star, rest = pattern.partition("*")
    if not star:
        return pattern == text
    if not text.startswith(head):
        return False
    *inner, tail = rest.split("*")
    at = len(head)
    for part in inner:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(text) - at >= len(tail) and text.endswith(tail)


class GlobTable:
    """Which of many globs a text fits, sorted by their form: nearly all are exact, or have their stars at the ends.

    Args:
        globs: each with the number that stands for it; a number may have several globs.
    """

    def __init__(self, globs: Iterable[tuple[str, int]]) -> None:
        self._exact: dict[str, set[int]] = {}
        self._inside: dict[str, set[int]] = {}
        self._ends: dict[str, set[int]] = {}
        self._other: dict[str, set[int]] = {}
        for glob, number in globs:
            form, part = self._form(glob)
            form.setdefault(part, set()).add(number)

    def _form(self, glob: str) -> tuple[dict[str, set[int]], str]:
        inner = glob.strip("*")
        if "*" not in glob:
            return self._exact, glob
        if glob == f"*{inner}*" and "*" not in inner:
            return self._inside, inner
        return (self._ends if glob == f"*{inner}" and "*" not in inner else self._other), glob

    def numbers_of(self, text: str) -> frozenset[int]:
        """Gives the numbers of the globs that the text fits."""
        found = [numbers for part, numbers in self._inside.items() if part in text]
        found += [numbers for glob, numbers in self._ends.items() if text.endswith(glob[1:])]
        found += [numbers for glob, numbers in self._other.items() if match_glob(glob, text)]
        return frozenset(self._exact.get(text, ())).union(*found)


class KeyRun(NamedTuple):
    """A dotted pattern, taken apart once.

    Attributes:
        tokens: a glob for each of so many consecutive keys.
        anchored: whether it begins at the first key.
        plain: a token without a star, which has to be among the keys: most patterns fail by it at once.
        offset: how many tokens stand before it.
        others: the other tokens, each with its distance from the plain one and whether it has a star.
    """

    tokens: tuple[str, ...]
    anchored: bool
    plain: str | None
    offset: int
    others: tuple[tuple[int, str, bool], ...]

    def runs_through(self, keys: Keys) -> bool:
        """Tells whether it runs through consecutive keys; ``*`` alone also fits no key at all."""
        if self.plain is None:
            return self._runs_anywhere(keys)
        # where the plain token stands is where the run can be
        at = -1
        for _ in range(keys.count(self.plain)):
            at = keys.index(self.plain, at + 1)
            if self._fits(keys, at):
                return True
            if self.anchored:
                return False
        return False

    def _fits(self, keys: Keys, at: int) -> bool:
        start = at - self.offset
        if start < 0 or start + len(self.tokens) > len(keys) or (self.anchored and start):
            return False
        for distance, token, starred in self.others:
            key = keys[at + distance]
            if not (match_glob(token, key) if starred else token == key):
                return False
        return True

    def _runs_anywhere(self, keys: Keys) -> bool:
        if self.tokens == ("*",) and not self.anchored:
            return True
        starts = range(1 if self.anchored else len(keys) - len(self.tokens) + 1)
        lasting = (keys[at : at + len(self.tokens)] for at in starts)
        return any(len(here) == len(self.tokens) and all(map(match_glob, self.tokens, here)) for here in lasting)


@lru_cache(maxsize=8192)
def take_apart(pattern: str) -> KeyRun:
    """Takes a dotted pattern apart."""
    tokens = tuple(pattern.removeprefix("/").split("."))
    plain = next((token for token in reversed(tokens) if "*" not in token), None)
    offset = tokens.index(plain) if plain is not None else 0
    others = tuple((at - offset, token, "*" in token) for at, token in enumerate(tokens) if at != offset)
    return KeyRun(tokens, pattern.startswith("/"), plain, offset, others)

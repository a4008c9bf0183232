"""Many patterns of keys asked at once: which of them run through the keys of a value.

A rubric holds over a thousand patterns, and a batch asks for millions of values. A pattern of one token is a question
about one key, answered once for every key; nearly every longer one has a token without a star, which has to stand among
the keys, so only the patterns filed under one of them are tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reviewer.rubric.globs import GlobTable, KeyRun, Keys, take_apart

#: Answers kept before all are forgotten; a thousand tasks hold a fifth as many different keys.
_KEPT: Final = 100_000


class KeyIndex:
    """Groups of patterns, each known by its number."""

    def __init__(self, groups: Iterable[tuple[str, ...] | None]) -> None:
        numbered = [(number, take_apart(each)) for number, group in enumerate(groups) for each in group or ()]
        self._single = GlobTable(
            (run.tokens[0], number) for number, run in numbered if len(run.tokens) == 1 and not run.anchored
        )
        #: ``*`` alone fits where there is no key at all.
        self._bare = frozenset(number for number, run in numbered if run.tokens == ("*",) and not run.anchored)
        self._filed: dict[str | None, list[tuple[int, KeyRun]]] = {}
        for number, run in numbered:
            if len(run.tokens) > 1 or run.anchored:
                self._filed.setdefault(run.plain, []).append((number, run))
        self._by_key: dict[str, frozenset[int]] = {}
        self._by_keys: dict[Keys, frozenset[int]] = {}

    def groups_of(self, keys: Keys) -> frozenset[int]:
        """Gives the numbers of the groups that hold a pattern that runs through the keys."""
        found = self._by_keys.get(keys)
        if found is None:
            if len(self._by_keys) >= _KEPT:
                self._by_keys.clear()
                self._by_key.clear()
            found = self._by_keys[keys] = self._find(keys)
        return found

    def _find(self, keys: Keys) -> frozenset[int]:
        parts = [self._groups_of_key(key) for key in keys] or [self._bare]
        for plain in (None, *dict.fromkeys(keys)):
            filed = self._filed.get(plain)
            if filed is not None:
                parts.append(frozenset([number for number, run in filed if run.runs_through(keys)]))
        return frozenset().union(*parts)

    def _groups_of_key(self, key: str) -> frozenset[int]:
        found = self._by_key.get(key)
        if found is None:
            found = self._by_key[key] = self._single.numbers_of(key)
        return found

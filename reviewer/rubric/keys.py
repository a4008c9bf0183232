"""Many patterns of keys asked at once: which of them run through the keys of a value.

A rubric holds over a thousand patterns, and a batch asks for millions of values. A pattern of one token is a question
about one key, answered once for every key; nearly every longer one has a token without a star, which has to stand among
the keys, so only the patterns filed under one of them are tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reviewer.rubric.matching import KeyRun, take_apart

Keys = tuple[str, ...]
#: Answers kept before all are forgotten; a thousand tasks hold a fifth as many different keys.
_KEPT: Final = 100_000


class KeyIndex:
    """Groups of patterns, each known by its number."""

    def __init__(self, groups: Iterable[tuple[str, ...] | None]) -> None:
        self._exact: dict[str, set[int]] = {}
        self._globs: dict[KeyRun, set[int]] = {}
        self._filed: dict[str | None, list[tuple[int, KeyRun]]] = {}
        self._by_key: dict[str, frozenset[int]] = {}
        self._by_keys: dict[Keys, frozenset[int]] = {}
        for number, patterns in enumerate(groups):
            for run in map(take_apart, patterns or ()):
                self._file(number, run)

    def _file(self, number: int, run: KeyRun) -> None:
        if len(run.tokens) > 1 or run.anchored:
            self._filed.setdefault(run.plain, []).append((number, run))
        elif run.plain is not None:
            self._exact.setdefault(run.plain, set()).add(number)
        else:
            self._globs.setdefault(run, set()).add(number)

    def groups_of(self, keys: Keys) -> frozenset[int]:
        """Gives the numbers of the groups that hold a pattern that runs through the keys."""
        found = self._by_keys.get(keys)
        if found is None:
            if len(self._by_keys) >= _KEPT:
                self._by_keys.clear()
                self._by_key.clear()
            filed = [entry for key in (None, *dict.fromkeys(keys)) for entry in self._filed.get(key, ())]
            found = frozenset(number for number, run in filed if run.runs_through(keys))
            found = self._by_keys[keys] = found.union(*map(self._groups_of_key, keys or ("",)))
        return found

    def _groups_of_key(self, key: str) -> frozenset[int]:
        found = self._by_key.get(key)
        if found is None:
            numbers = [each for run, each in self._globs.items() if run.runs_through((key,) if key else ())]
            found = self._by_key[key] = frozenset(self._exact.get(key, ())).union(*numbers)
        return found

"""Many patterns of keys asked at once: which of them run through the keys of a value.

A rubric holds over a thousand patterns, and a batch asks for millions of values. Nearly every pattern has a token
without a star, which has to stand among the keys; so only the patterns filed under one of the keys are tried.
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
        self._filed: dict[str | None, list[tuple[int, KeyRun]]] = {}
        self._answers: dict[Keys, frozenset[int]] = {}
        for number, patterns in enumerate(groups):
            for run in map(take_apart, patterns or ()):
                self._filed.setdefault(run.plain, []).append((number, run))

    def groups_of(self, keys: Keys) -> frozenset[int]:
        """Gives the numbers of the groups that hold a pattern that runs through the keys."""
        found = self._answers.get(keys)
        if found is None:
            if len(self._answers) >= _KEPT:
                self._answers.clear()
            filed = [entry for key in (None, *dict.fromkeys(keys)) for entry in self._filed.get(key, ())]
            found = frozenset(number for number, run in filed if run.runs_through(keys))
            self._answers[keys] = found
        return found

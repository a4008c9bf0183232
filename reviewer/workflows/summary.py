"""What a batch comes to: a few counts that do not grow with the number of tasks."""

from __future__ import annotations

import heapq
from collections import Counter

from reviewer.workflows.records import Record

#: Tasks and rules that a summary names.
NAMED = 5


class Summary:
    """Counts the records of a batch.

    Attributes:
        total: records seen.
        statuses: records by status.
        passed: scored at or above the threshold.
        below: scored below it.
        origins: records by origin (``reviewed``, ``cached``, ``kept``).
        rules: how many tasks each rule made a fix in.
    """

    def __init__(self) -> None:
        self.total = self.passed = self.below = 0
        self.statuses: Counter[str] = Counter()
        self.origins: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self._slowest: list[tuple[float, int, str]] = []
        self._failures: list[tuple[str, str]] = []

    def add(self, record: Record) -> None:
        """Counts one record."""
        brief = record.brief
        self.total += 1
        self.statuses[brief.status] += 1
        self.origins[record.origin] += 1
        self.rules.update(dict.fromkeys(brief.rules, 1))
        if brief.status == "scored":
            self.passed += brief.passed
            self.below += not brief.passed
        elif brief.status == "failed" and len(self._failures) < NAMED:
            self._failures.append((record.path, brief.reason))
        if record.origin == "reviewed":
            heapq.heappush(self._slowest, (record.seconds, -record.place, record.path))
            if len(self._slowest) > NAMED:
                heapq.heappop(self._slowest)

    def slowest(self) -> list[tuple[float, str]]:
        """Seconds and path of the tasks that took longest, worst first."""
        return [(seconds, path) for seconds, _, path in sorted(self._slowest, reverse=True)]

    def failures(self) -> list[tuple[str, str]]:
        """Path and reason of the first tasks that failed."""
        return list(self._failures)

    def frequent(self) -> list[tuple[str, int]]:
        """The rules that made a fix in most tasks, most first, then by name."""
        return sorted(self.rules.items(), key=lambda item: (-item[1], item[0]))[:NAMED]

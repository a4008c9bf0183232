"""What the fixes of many tasks teach, and how new that is: what every task teaches is no reason to keep one more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

#: Path, final score and the rules of the fixes of one review.
Taught = tuple[str, int | None, tuple[str, ...]]


class Novelty(NamedTuple):
    """How new a task is among the others.

    Attributes:
        path: as the results name it.
        score: final score, None where there is none.
        rarest: the rule among its fixes that the fewest tasks teach.
        tasks: how many tasks teach that rule, this one included.
        share: of the other tasks, those that do not teach it: 1 where nobody else does, 0 where everybody does.
    """

    path: str
    score: int | None
    rarest: str
    tasks: int
    share: float


class Teaching(NamedTuple):
    """What the fixes of all tasks teach.

    Attributes:
        rules: rule and number of tasks that teach it, the most frequent first.
        total: tasks with any fix.
        novelties: of each task with any fix, the least new first; built as they are asked for.
    """

    rules: tuple[tuple[str, int], ...]
    total: int
    novelties: Iterator[Novelty]


def measure_novelty(read: Callable[[], Iterable[Taught]]) -> Teaching:
    """Counts what is taught.

    Args:
        read: reads the results from their beginning; they are gone through twice.
    """
    counts: Counter[str] = Counter()
    total = 0
    for _, _, rules in read():
        counts.update(set(rules))
        total += bool(rules)
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    novelties = sorted(_measure(read(), counts, total), key=lambda each: each.share)
    return Teaching(tuple(ranked), total, iter(novelties))


def _measure(taught: Iterable[Taught], counts: Counter[str], total: int) -> Iterator[Novelty]:
    for path, score, rules in taught:
        if rules:
            rarest = min(dict.fromkeys(rules), key=lambda rule: counts[rule])
            others = max(total - 1, 1)
            share = 1 - (counts[rarest] - 1) / others
            yield Novelty(path, score, rarest, counts[rarest], round(share, 4))

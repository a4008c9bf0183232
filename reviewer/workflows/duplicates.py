"""Tasks whose responses are the same or nearly so, as groups: a corpus should not teach one lesson twice.

Both responses of a task count, as their runs of words; white space and case say nothing. Candidates come from the
MinHash index of datasketch (extra ``duplicates``): the time grows with the number of tasks, not its square.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from reviewer.errors import ReviewerError, UsageError

if TYPE_CHECKING:
    from datasketch import MinHash

#: Words that stand together in one shingle: fewer make all templates of a service alike, more miss small edits.
_RUN: Final = 5
#: Hash functions of a signature: likeness is estimated within about 1 / sqrt(128), nine per cent at the worst.
_FUNCTIONS: Final = 128
#: How far below the threshold candidates are looked for, so that an index that estimates loses hardly any.
_SLACK: Final = 0.2
_WORD: Final = re.compile(r"\w+|[^\w\s]")


class Member(NamedTuple):
    """A task of a group.

    Attributes:
        path: as the results name it.
        score: final score, None where there is none.
        likeness: Jaccard index of its words and those of the group's first task, 0 to 1, as estimated.
    """

    path: str
    score: int | None
    likeness: float


class Duplicates(NamedTuple):
    """What was found.

    Attributes:
        groups: of two and more tasks each, the largest first; within a group in the order of the results.
        unread: tasks whose responses can't be read any more.
    """

    groups: tuple[tuple[Member, ...], ...]
    unread: tuple[str, ...]


#: Gives the text of both responses of a task.
Texts = Callable[[str], str]


def find_duplicates(tasks: Iterable[tuple[str, int | None]], texts: Texts, threshold: float) -> Duplicates:
    """Finds the tasks whose responses are alike.

    Args:
        tasks: path and final score of each.
        texts: reads a task; a :class:`ReviewerError` of it makes the task one that can't be read.
        threshold: least Jaccard index of two tasks of a group, above 0 and up to 1.

    Raises:
        UsageError: where datasketch is not installed.
    """
    known: list[tuple[str, int | None, MinHash]] = []
    unread: list[str] = []
    for path, score in tasks:
        try:
            known.append((path, score, sign(texts(path))))
        except UsageError:
            raise
        except ReviewerError:
            unread.append(path)
    groups = [_describe(group, known) for group in _groups([each for _, _, each in known], threshold)]
    return Duplicates(tuple(sorted(groups, key=lambda group: -len(group))), tuple(unread))


def sign(text: str) -> MinHash:
    """Makes the signature of a text; the same for the same words on every machine."""
    try:
        from datasketch import MinHash
    except ImportError:
        raise UsageError("finding duplicates needs datasketch", hint="install reviewer[duplicates]") from None
    words = _WORD.findall(text.lower())
    runs = {" ".join(words[at : at + _RUN]).encode() for at in range(max(1, len(words) - _RUN + 1))}
    signature = MinHash(num_perm=_FUNCTIONS, seed=1, hashfunc=zlib.crc32)
    signature.update_batch(sorted(runs))
    return signature


def _groups(signatures: Sequence[MinHash], threshold: float) -> Iterator[list[int]]:
    """Numbers of the tasks of each group, a chain of likeness being one group, in order of appearance."""
    leads = list(range(len(signatures)))
    for one, other in _pairs(signatures, threshold):
        first, second = sorted((_lead(leads, one), _lead(leads, other)))
        leads[second] = first
    members: dict[int, list[int]] = {}
    for at in range(len(leads)):
        members.setdefault(_lead(leads, at), []).append(at)
    yield from (group for group in members.values() if len(group) > 1)


def _pairs(signatures: Sequence[MinHash], threshold: float) -> Iterator[tuple[int, int]]:
    from datasketch import MinHashLSH

    loose = max(0.05, threshold - _SLACK)
    # a candidate too many costs one comparison, one too few is a duplicate that nobody sees
    index = MinHashLSH(threshold=loose, num_perm=_FUNCTIONS, weights=(0.2, 0.8))
    for at, signature in enumerate(signatures):
        for other in sorted(index.query(signature)):
            if signature.jaccard(signatures[other]) >= threshold:
                yield other, at
        index.insert(at, signature)


def _lead(leads: list[int], at: int) -> int:
    while leads[at] != at:
        leads[at] = leads[leads[at]]
        at = leads[at]
    return at


def _describe(group: Sequence[int], known: Sequence[tuple[str, int | None, MinHash]]) -> tuple[Member, ...]:
    first = known[group[0]][2]
    return tuple(Member(known[at][0], known[at][1], round(float(first.jaccard(known[at][2])), 2)) for at in group)

"""One token replaced all over: a name, a suffix, a region that changed in many places is one intent.

On the corpus one token explains 39 % of the changed values, so it is factored out before rules look at single values.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from reviewer.model import Change
from reviewer.rubric.matching import to_text

_WORD = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9]")
#: Longer values are documents, whose differences are no single token.
LONGEST = 2000


def find_tokens(changes: Iterable[Change], places: int) -> dict[int, tuple[str, str]]:
    """Finds the changes that do nothing but replace one token by another, as many others do.

    Args:
        changes: the changes of one comparison.
        places: in how many changes the same replacement must occur.

    Returns:
        the replacement, before and after, by the ``id`` of the change.
    """
    by_token: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        token = _replacement(change)
        if token is not None:
            by_token[token].append(change)
    return {id(change): token for token, all_ in by_token.items() if len(all_) >= places for change in all_}


def _replacement(change: Change) -> tuple[str, str] | None:
    if change.op != "replace":
        return None
    before, after = to_text(change.before), to_text(change.after)
    if max(len(before), len(after)) > LONGEST:
        return None
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    gone, come = "".join(old[start : len(old) - end]), "".join(new[start : len(new) - end])
    # A value replaced as a whole (5 by 10) is a setting, not a token inside of values.
    return (gone, come) if (start or end) and (gone.strip() or come.strip()) else None

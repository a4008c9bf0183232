"""What one side declares once for all, in a loop or by a helper, and the other one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from reviewer.classify.exchanges import Exchange, words_of_forms
from reviewer.classify.units import Unit
from reviewer.model import Element, Expression
from reviewer.references import name_of

#: The role of it in the data file, and the keys that say how many there are.
_UNROLLED: Final = "copies"
#: The path of what a variable keeps: type, variable, name.
_KEPT: Final = 3
#: How Go calls what nothing uses.
_UNUSED: Final = "_"
_COUNTS: Final = (("for_each",), ("count",))


def find_unrolled(units: Sequence[Unit]) -> dict[int, Exchange]:
    """Finds what one side makes in one declaration and the other writes one by one, by the change that says so.

    Args:
        units: all of a comparison.
    """
    leads = [change for unit in units if (change := unit.changes[0]).row]
    saying = [change for change in leads if change.op == "move" or change.keys[:1] in _COUNTS]
    told = {id(change.row[0]) for change in leads} - {id(change.row[0]) for change in saying}
    words = words_of_forms(_UNROLLED)
    found = {}
    for change in saying:
        loop = change.element_before if change.element_after is change.row[0] else change.element_after
        if loop is None or change.copy is not None:
            continue
        written = sorted(change.row, key=lambda each: (each.file, each.span.start))
        names = (_called(loop),), tuple(map(name_of, written))
        kept = id(change.row[0]) not in told
        was, form = ("one", "many") if loop is change.element_before else ("many", "one")
        gone, come = names if was == "one" else names[::-1]
        found[id(change)] = Exchange(_UNROLLED, was, form, kept, words[was], words[form], gone, come)
    return found


def _called(loop: Element) -> str:
    """The name of what a loop or a helper makes; that of its variable or type where the id is all filled in."""
    given = loop.value.get("id") if isinstance(loop.value, dict) else None
    if not isinstance(given, Expression) or not given.isidentifier():
        return name_of(loop)
    return str(loop.path[-2]) if len(loop.path) >= _KEPT and loop.path[-2] != _UNUSED else loop.type


def join_exchanges(found: Iterable[Exchange]) -> Exchange | None:
    """Gives one exchange for all of a fix: what went, and what came, of any of them.

    Args:
        found: those of the changes of the fix.
    """
    each = list(dict.fromkeys(found))
    if not each:
        return None
    gone, come = (tuple(dict.fromkeys(name for one in each for name in names(one))) for names in (_gone, _come))
    return each[0]._replace(gone=gone, come=come, kept=all(one.kept for one in each))


def _gone(exchange: Exchange) -> tuple[str, ...]:
    return exchange.gone


def _come(exchange: Exchange) -> tuple[str, ...]:
    return exchange.come

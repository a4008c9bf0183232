"""Which change breaks a circle of references, in which resources wait for one another and none can be created."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.classify.units import Unit
from reviewer.model import MISSING, Element, Path
from reviewer.references import circles_of, leads_to, names_in, names_of


def breaks_circle(
    unit: Unit,
    elements: Mapping[Path, Element],
    before: Mapping[Path, tuple[Path, ...]],
    after: Mapping[Path, tuple[Path, ...]],
) -> bool:
    """Tells whether a reference went by which an element referred to itself on the left, as it no longer does.

    Args:
        unit: what changed.
        elements: by path, of both sides.
        before: which element refers to which on the left.
        after: the same on the right.
    """
    old, new = unit.changes[0].element_before, unit.changes[0].element_after
    if old is None or new is None or not circles_of(before)(old.path) or circles_of(after)(new.path):
        return False
    went = [each.before for each in unit.changes if each.before is not MISSING]
    went += [] if unit.whole is None or unit.whole.before is MISSING else [unit.whole.before]
    words = {word for value in went for word in names_in(value)}
    # what names something that is removed had to go with it
    gone = {path for path in before.get(old.path, ()) if path in after} - set(after.get(new.path, ()))
    return any(
        path in elements and not words.isdisjoint(names_of(elements[path])) and leads_to(path, old.path, before)
        for path in gone
    )

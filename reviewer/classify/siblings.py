"""What refers to the same as another: two policies of one scaling target, two records of one zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reviewer.model import Element, Path
from reviewer.rubric.matching import match_type


def has_sibling(
    path: Path,
    elements: Mapping[Path, Element],
    links: tuple[Mapping[Path, Sequence[Path]], Mapping[Path, Sequence[Path]]],
    types: Sequence[str],
    shared: Sequence[str] | None,
) -> bool:
    """Tells whether another element referred to what an element refers to, before that one came.

    Args:
        path: of the element.
        elements: by path, of both sides.
        links: what each element refers to, and what each of the left side refers to there.
        types: of the other element.
        shared: types of what both refer to, None for any.
    """
    now, before = links
    near = {at for at in now.get(path, ()) if at in elements}
    near = {at for at in near if shared is None or match_type(shared, elements[at].type)}
    return any(
        other != path and not near.isdisjoint(targets) and match_type(types, elements[other].type)
        for other, targets in before.items()
    )

"""Three ways: where a difference between the ideal response and the deployed code stands, seen from the model's.

The ideal response may have taken back what the model had right and the deployed code kept (it is stale), the deployed
code alone may carry a correction that neither response has, or all three may differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from reviewer.model import MISSING, Change, Document, Path, Standing
from reviewer.rubric.matching import to_text
from reviewer.rubric.policy import Rubric
from reviewer.rubric.words import render_words

#: What a change is about: the element's address and its keys; positions in lists differ from side to side.
Place = tuple[Path, tuple[str, ...]]


def find_standings(
    changes: Iterable[Change], response: Sequence[Change], model: Document, ideal: Document
) -> tuple[Change, ...]:
    """Gives each change between the ideal response and the deployed code its standing.

    A change keeps None where the two responses were compared by line, so that nothing can be said about its element.

    Args:
        changes: what differs between the ideal response and the deployed code.
        response: what differs between the two responses.
        model: the model's response as it was compared.
        ideal: the ideal response as it was compared with the model's.
    """
    corrected = defaultdict(list)
    for each in response:
        if each.noise is None and each.element is not None:
            address = (each.element_after or each.element).path
            corrected[address, each.keys].append((each.before, each.after))
    known = {each.path for document in (model, ideal) for each in document.elements}
    by_line = any(each.kind == "file" for document in (model, ideal) for each in document.elements)
    return tuple(
        replace(each, standing=_judge(each, corrected.get(_place(each), ())))
        if _place(each)[0] in known or not by_line
        else each
        for each in changes
    )


def _place(change: Change) -> Place:
    element = change.element_before or change.element_after
    return (element.path if element else (), change.keys)


def _judge(change: Change, corrections: Sequence[tuple[Any, Any]]) -> Standing:
    """Holds a change against what was corrected in its place: (the model's value, the ideal one)."""
    here = [before for before, after in corrections if _same(after, change.before)]
    if any(_same(before, change.after) for before in here):
        return "stale"
    return "differs" if any(before is not MISSING for before in here) else "deployed_only"


def _same(one: Any, other: Any) -> bool:
    if one is MISSING or other is MISSING:
        return one is other
    return to_text(one) == to_text(other)


def is_stale(changes: Sequence[Change], rubric: Rubric) -> bool:
    """Whether a fix of the deployed code for the most part only has what the model's response had."""
    standings = [each.standing for each in changes if each.noise is None]
    return standings.count("stale") > rubric.regression.share * len(standings)


def label_standing(changes: Sequence[Change], rubric: Rubric) -> tuple[str, ...]:
    """Tells in the rubric's words how the changes of one fix stand, most of them first."""
    standings = [each.standing for each in changes if each.noise is None]
    counts = Counter(each for each in standings if each is not None)
    if len(set(standings)) == 1:
        return tuple(rubric.standing[each] for each in counts)
    facts = {"total": len(standings)}
    return tuple(
        render_words(rubric.standing["part"], {**facts, "label": rubric.standing[standing], "n": n}, rubric)
        for standing, n in counts.most_common()
    )

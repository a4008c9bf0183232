"""Three ways: where a difference between the ideal response and the deployed code stands, seen from the model's.

The ideal response may have taken back what the model had right and the deployed code kept (it is stale), the deployed
code alone may carry a correction that neither response has, or all three may differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from reviewer.model import MISSING, Change, Document, Path, Standing
from reviewer.rubric.matching import to_text
from reviewer.rubric.policy import Rubric
from reviewer.rubric.words import render_words

#: What a change is about: the element's address and its keys; positions in lists differ from side to side.
Place = tuple[Path, tuple[str, ...]]


def find_standings(
    changes: Sequence[Change], response: Sequence[Change], model: Document, ideal: Document
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
    refilled = {_list_of(each) for each in changes if each.op == "add" and each.noise is None}
    by_line = any(each.kind == "file" for document in (model, ideal) for each in document.elements)
    return tuple(
        replace(each, standing=_judge(each, corrected.get(_place(each), ()), refilled))
        if _place(each)[0] in known or not by_line
        else each
        for each in changes
    )


def mark_unrelated(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Gives each change the standing that it has where another stack is deployed."""
    return tuple(replace(each, standing="unrelated") for each in changes)


def cancel_unshown(
    response: Sequence[Change], deployed: Sequence[Change], ideal: Document
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Takes the meaning from what went only because an excerpt is silent of it, and came again with the deployed code.

    The model has it, the ideal response shows a part and not that, and the deployed code has it as the model had it:
    nobody took anything away, and nobody added it.

    Args:
        response: what differs between the two responses.
        deployed: what differs between the ideal response and the deployed code, with its standing.
        ideal: the ideal response.
    """
    back = {_matter(each, each.after) for each in deployed if each.op == "add" and each.standing == "stale"}
    gone = {_matter(each, each.before) for each in response if _is_left_out(each, ideal)} & back
    if not gone:
        return tuple(response), tuple(deployed)
    return (
        tuple(
            replace(each, noise="elision") if _is_left_out(each, ideal) and _matter(each, each.before) in gone else each
            for each in response
        ),
        tuple(
            replace(each, noise="elision") if each.op == "add" and _matter(each, each.after) in gone else each
            for each in deployed
        ),
    )


def _is_left_out(change: Change, ideal: Document) -> bool:
    """Whether a change takes something from an element that the ideal response shows in part."""
    if change.noise is not None or change.op != "remove" or change.element_after is None:
        return False
    return ideal.shows_part(change.element_after.file)


def _matter(change: Change, value: Any) -> tuple[Path, tuple[str, ...], str]:
    """What came or went, wherever in a list it stands."""
    element = change.element_after if change.source == "response" else change.element_before
    return (element.path if element else (), change.keys, to_text(value))


def _place(change: Change) -> Place:
    element = change.element_before or change.element_after
    return (element.path if element else (), change.keys)


def _list_of(change: Change) -> tuple[Path, Path]:
    """The list of entries that a change stands in; none where it stands in none, or in lists within one."""
    element = change.element_before or change.element_after
    path = change.path[len(element.path) :] if element is not None else ()
    places = [position for position, token in enumerate(path) if isinstance(token, int)]
    entry = len(places) == 1 and (len(path) > places[0] + 1 or dict in (type(change.before), type(change.after)))
    return (element.path if element else (), path[: places[0]] if entry else ())


def _judge(change: Change, corrections: Sequence[tuple[Any, Any]], refilled: Collection[tuple[Path, Path]]) -> Standing:
    """Holds a change against what was corrected in its place: (the model's value, the ideal one).

    An item that went from a list while others came into it leaves no list behind as the model had it.
    """
    here = [before for before, after in corrections if _same(after, change.before)]
    if any(_same(before, change.after) for before in here):
        exchanged = change.op == "remove" and _list_of(change)[1] and _list_of(change) in refilled
        return "differs" if exchanged else "stale"
    return "differs" if any(before is not MISSING for before in here) else "deployed_only"


def _same(one: Any, other: Any) -> bool:
    if one is MISSING or other is MISSING:
        return one is other
    return to_text(one) == to_text(other)


def corrects_nothing(changes: Sequence[Change], rubric: Rubric) -> bool:
    """Whether a fix of the deployed code for the most part has what the model's response had, or what is beside it."""
    standings = [each.standing for each in changes if each.noise is None]
    idle = standings.count("stale") + standings.count("unrelated")
    return idle > rubric.regression.share * len(standings)


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

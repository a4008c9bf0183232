"""The evidence of a fix, as a reader wants it: neighbouring changes together, the first ones shown, the rest counted.

An added resource is one change per leaf. Shown one by one they would bury the reader; shown as the lines they stand
in they are the resource.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reviewer.render.text import one_line, show_pointer, show_value
from reviewer.review import ChangeRecord, FixRecord, Lines

#: Lines quoted of one side of a hunk; as many as the review keeps of one change.
QUOTED_LINES = 12
#: Lines without a leaf of their own (a brace, a key of a mapping, a blank line) that may lie between two leaves of one
#: addition: ``"Export": {`` and ``"Name": {`` behind a brace and a comma are four.
STRUCTURE_LINES = 4
#: Stands for lines that are not quoted; between passages of prose there are only blank ones, which need no mark.
GAP = "…"


#: Lines on the left and on the right.
Sides = tuple[Lines | None, Lines | None]


class Hunk(NamedTuple):
    """Changes of one fix whose lines touch.

    Attributes:
        left: lines on the left side, None where there is nothing.
        right: lines on the right side.
        changes: in the order of the review, never empty.
    """

    left: Lines | None
    right: Lines | None
    changes: tuple[ChangeRecord, ...]


class Evidence(NamedTuple):
    """What is shown of a fix.

    Attributes:
        shown: the first hunks.
        hidden: number of changes that are not shown.
    """

    shown: tuple[Hunk, ...]
    hidden: int


def find_sides(change: ChangeRecord, source: str) -> Sides:
    """Gives the lines on the left and on the right: model and ideal, for the source ``deployed`` ideal and deployed."""
    if source == "deployed" or change.deployed is not None:
        return change.ideal, change.deployed
    return change.model, change.ideal


def collect_evidence(fix: FixRecord, limit: int) -> Evidence:
    """Groups a fix's changes into hunks and keeps the first ``limit`` of them."""
    hunks = _group(fix)
    shown = tuple(hunks[:limit])
    return Evidence(shown, sum(len(hunk.changes) for hunk in hunks[limit:]))


def describe(hunk: Hunk) -> str:
    """Says what changed in a hunk: the values of one change, the number of several; prose is quoted, not repeated."""
    change = hunk.changes[0]
    if len(hunk.changes) > 1:
        return f"{len(hunk.changes)} changes"
    if change.pointer is None:
        return {"add": "added", "remove": "removed", "move": "moved"}.get(change.op, "rewritten")
    before, after = show_value(change.before), show_value(change.after)
    return {"add": f"{after} added", "remove": f"{before} removed", "move": "moved"}.get(
        change.op, f"{before} -> {after}"
    )


def name_place(hunk: Hunk, title: str | None) -> str:
    """Names what a hunk's pointers, or its sections, have in common.

    The title of the document, which is the outermost heading of every section, is left out.
    """
    pointers = [change.pointer for change in hunk.changes if change.pointer is not None]
    if len(pointers) == len(hunk.changes) == 1:
        return show_pointer(hunk.changes[0])
    if len(pointers) == len(hunk.changes):
        return one_line("/".join(_common(pointer.split("/") for pointer in pointers)))
    sections = [(change.section or "").split(" > ") for change in hunk.changes]
    headings = _common([each for each in sections if len(each) > 1] or sections)
    return one_line(" > ".join(headings[1:] if len(headings) > 1 and headings[0] == title else headings))


def _group(fix: FixRecord) -> list[Hunk]:
    """Puts each change to the one above it where their lines touch."""
    groups: list[list[ChangeRecord]] = []
    ends: Sides = (None, None)
    for change in fix.changes:
        sides = find_sides(change, fix.source)
        touches = _touches_prose if change.pointer is None else _touches_code
        if groups and _share_section(groups[-1][-1], change) and touches(ends, sides):
            groups[-1].append(change)
            ends = (sides[0] or ends[0], sides[1] or ends[1])
        else:
            groups.append([change])
            ends = sides
    return [_to_hunk(group, fix.source) for group in groups]


def _share_section(above: ChangeRecord, below: ChangeRecord) -> bool:
    """Whether the heading below the title that stands above one stands above the other; code has no sections.

    A heading itself stands in the section around it: it begins a hunk, and what it heads joins it.
    """
    sections = [(change.section or "").split(" > ") for change in (above, below)]
    return len(_common(sections)) >= min(2, len(sections[0]))


def _touches_code(above: Sides, below: Sides) -> bool:
    """On both sides alike: an addition never joins a replacement, whose values a reader wants to see."""
    gap = STRUCTURE_LINES if None in below else 0
    return all(
        _follows(upper, lower, gap) if upper and lower else upper is lower for upper, lower in _pairs(above, below)
    )


def _touches_prose(above: Sides, below: Sides) -> bool:
    """On one side, and not apart on the other: a list with items reworded, dropped and added is read as one."""
    both = [_follows(upper, lower, 1) for upper, lower in _pairs(above, below) if upper and lower]
    return bool(both) and all(both)


def _pairs(above: Sides, below: Sides) -> tuple[Sides, Sides]:
    return (above[0], below[0]), (above[1], below[1])


def _follows(above: Lines, below: Lines, gap: int) -> bool:
    return above.file == below.file and above.start <= below.start <= above.end + 1 + gap


def _to_hunk(changes: list[ChangeRecord], source: str) -> Hunk:
    sides = [find_sides(change, source) for change in changes]
    gap = [] if changes[0].pointer is None else [GAP]
    return Hunk(_join([left for left, _ in sides], gap), _join([right for _, right in sides], gap), tuple(changes))


def _join(parts: list[Lines | None], gap: list[str]) -> Lines | None:
    """Joins the lines of one side, in order, with a mark for lines between them that nobody quoted."""
    known = [part for part in parts if part is not None]
    if not known:
        return None
    quote: list[str] = []
    last = known[0].start - 1
    for part in known:
        for number, line in enumerate(part.quote or (), part.start):
            if number > last:
                quote += [*gap, line] if number > last + 1 else [line]
                last = number
        if len(quote) >= QUOTED_LINES:
            break
    end = max(part.end for part in known)
    if quote and (len(quote) > QUOTED_LINES or last < end):
        quote = [*quote[:QUOTED_LINES], GAP]
    return Lines(known[0].file, known[0].start, end, tuple(quote) or None)


def _common(paths: Iterable[list[str]]) -> list[str]:
    common: list[str] | None = None
    for path in paths:
        if common is None:
            common = path
        while common != path[: len(common)]:
            common = common[:-1]
    return common or []

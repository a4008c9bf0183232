"""What the documentation fix consists of, one line each: all changes of prose and comments are one fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reviewer.model import Change, Passage
from reviewer.rubric.policy import Rubric
from reviewer.rubric.words import render_words

#: Most lines of detail; what is left is counted in the last one.
MOST = 12


def describe_documentation(
    changes: Sequence[Change], before: Sequence[Passage], after: Sequence[Passage], rubric: Rubric
) -> tuple[str, ...]:
    """Says what was added, removed, extended and reworded, in the words of the rubric, most telling first."""
    texts = rubric.documentation
    prose = [each for each in changes if each.passage != "comment"]
    lines = [
        *_sections("section_added", _headings(prose, "add"), after, rubric),
        *_sections("section_removed", _headings(prose, "remove"), before, rubric),
        *_lists(prose, before, after, rubric),
    ]
    comments = Counter(each.op for each in changes if each.passage == "comment")
    if comments:
        facts = {"added": comments["add"], "removed": comments["remove"], "changed": comments["replace"]}
        lines.append(render_words(texts["comments"], facts, rubric))
    return (*lines[:MOST], *([f"… and {len(lines) - MOST} more"] if len(lines) > MOST else []))


def _headings(changes: Iterable[Change], op: str) -> list[tuple[str, ...]]:
    """Sections whose heading came or went, without those inside another of them."""
    found = [_own_section(each) for each in changes if each.passage == "heading" and each.op == op]
    return [path for path in found if not any(other != path and path[: len(other)] == other for other in found)]


def _own_section(change: Change) -> tuple[str, ...]:
    text = str(change.after if change.op == "add" else change.before)
    return change.section if change.section[-1:] == (text,) else (*change.section, text)


def _sections(
    key: str, sections: Sequence[tuple[str, ...]], passages: Sequence[Passage], rubric: Rubric
) -> Iterator[str]:
    for section in sections:
        inside = [each for each in passages if each.section[: len(section)] == section]
        groups = sum(each.kind == "heading" for each in inside if _full(each) != section)
        items = sum(each.kind in ("item", "row") for each in inside)
        facts = {"section": section[-1], "groups": groups, "items": items, "passages": len(inside)}
        yield render_words(rubric.documentation[key], facts, rubric)


def _full(passage: Passage) -> tuple[str, ...]:
    return passage.section if passage.section[-1:] == (passage.text,) else (*passage.section, passage.text)


def _lists(
    changes: Sequence[Change], before: Sequence[Passage], after: Sequence[Passage], rubric: Rubric
) -> Iterator[str]:
    """Sections on both sides that changed: their items counted on both sides, the rest as reworded passages."""
    gone = {_name(_own_section(each)) for each in changes if each.passage == "heading" and each.op in ("add", "remove")}
    touched: dict[str, list[Change]] = {}
    for each in changes:
        if each.passage != "heading" and each.section and not any(_name((part,)) in gone for part in each.section):
            touched.setdefault(each.section[-1], []).append(each)
    old, new = _items(before), _items(after)
    for section, inside in touched.items():
        facts = {
            "section": section,
            "count": len(inside),
            "before": old[_name((section,))],
            "after": new[_name((section,))],
        }
        listed = sum(each.passage == "item" for each in inside)
        facts["reworded"] = sum(each.passage == "item" and each.op == "replace" for each in inside)
        key = "items" if listed and facts["before"] and facts["after"] else "reworded"
        yield render_words(rubric.documentation[key], facts, rubric)


def _items(passages: Iterable[Passage]) -> Counter[str]:
    return Counter(_name(each.section) for each in passages if each.kind == "item" and each.section)


def _name(section: tuple[str, ...]) -> str:
    return section[-1].strip("*# ").lower() if section else ""

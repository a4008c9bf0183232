"""What the documentation fix consists of, one line each: all changes of prose and comments are one fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from reviewer.marks import bare, plain, split_ornament
from reviewer.model import Change, Passage
from reviewer.rubric.policy import Rubric
from reviewer.rubric.words import render_words

#: Most lines of detail; what is left is counted in the last one.
MOST: Final = 12
#: Most characters of a heading; longer ones are text that slipped into one.
LONGEST: Final = 100

#: What is shown and not said: shell commands, trees, sample output.
_SAMPLE: Final = "block"

#: Headings from the outermost to the innermost, as :func:`reviewer.marks.bare` gives them.
Section = tuple[str, ...]


class _Prose(NamedTuple):
    """The prose of both documents and what changed in it, sections of the first named as the second names them."""

    changes: Sequence[Change]
    before: Mapping[Section, list[Passage]]
    after: Mapping[Section, list[Passage]]
    renamed: Mapping[str, str]

    def place(self, section: Iterable[str]) -> Section:
        names = (bare(each) for each in section)
        return tuple(self.renamed.get(each, each) for each in names)


def describe_documentation(
    changes: Sequence[Change], before: Sequence[Passage], after: Sequence[Passage], rubric: Rubric
) -> tuple[str, ...]:
    """Says what was added, removed, extended and reworded, in the words of the rubric, most telling first."""
    prose = _gather([each for each in changes if each.passage != "comment"], before, after)
    added, removed = _headings(prose, "add"), _headings(prose, "remove")
    # a heading that came and went stands elsewhere now: its section is neither new nor gone
    both = {path[-1] for path in added} & {path[-1] for path in removed}
    whole = {path: text for path, text in (added | removed).items() if path[-1] not in both}
    lines = [
        *_sections_added({path: text for path, text in added.items() if path in whole}, prose.after, rubric),
        *_touched(prose, whole, rubric),
        *_headings_listed("remove", {p: text for p, text in removed.items() if p in whole}, prose.before, rubric),
        *_renamed(prose, rubric),
        *_comments(changes, rubric),
    ]
    return (*lines[:MOST], *([f"… and {len(lines) - MOST} more"] if len(lines) > MOST else []))


def measure_documentation(
    changes: Sequence[Change], before: Sequence[Passage], after: Sequence[Passage]
) -> dict[str, Any]:
    """Counts what templates of the whole fix may speak of."""
    sides = [[each for each in passages if each.kind != "comment"] for passages in (before, after)]
    comments = [each for each in changes if each.passage == "comment"]
    ops, comment_ops = _count_ops(each for each in changes if each.passage != "comment"), _count_ops(comments)
    return {
        "ops": ops,
        "comment_ops": comment_ops,
        "done": comment_ops if len(comments) == len(changes) else ops,
        "comments": len(comments),
        "passages": {"before": len(sides[0]), "after": len(sides[1])},
        "words": {"before": _count_words(sides[0]), "after": _count_words(sides[1])},
    }


def _count_ops(changes: Iterable[Change]) -> dict[str, int]:
    counts = Counter(each.op for each in changes)
    return {"add": counts["add"], "remove": counts["remove"], "replace": counts["replace"], "move": counts["move"]}


def _count_words(passages: Iterable[Passage]) -> int:
    """Counts the words that explain something; a sample, such as a template that stands there once more, has none."""
    return sum(len(each.text.split()) for each in passages if each.kind != _SAMPLE)


def _gather(changes: Sequence[Change], before: Sequence[Passage], after: Sequence[Passage]) -> _Prose:
    headings = [each for each in changes if each.passage == "heading" and each.op == "replace"]
    renamed = {bare(str(each.before)): bare(str(each.after)) for each in headings}
    prose = _Prose(changes, {}, {}, renamed)
    sides: tuple[dict[Section, list[Passage]], dict[Section, list[Passage]]] = {}, {}
    for passage in (each for each in before if each.kind != "comment"):
        sides[0].setdefault(prose.place(passage.section), []).append(passage)
    for passage in (each for each in after if each.kind != "comment"):
        sides[1].setdefault(tuple(map(bare, passage.section)), []).append(passage)
    return prose._replace(before=sides[0], after=sides[1])


def _headings(prose: _Prose, op: str) -> dict[Section, str]:
    """Sections whose heading came or went, with the heading as written, without those inside another of them."""
    found: dict[Section, str] = {}
    for each in prose.changes:
        if each.passage == "heading" and each.op == op:
            text = str(each.after if op == "add" else each.before)
            path = (*(map(bare, each.section) if op == "add" else prose.place(each.section)), bare(text))
            # a row of dashes or equals signs is a line drawn, not a heading
            if any(map(str.isalnum, text)) and not any(path[:end] in found for end in range(1, len(path))):
                found.setdefault(path, _show(text))
    return found


def _show(heading: str) -> str:
    """Gives a heading as a sentence quotes it: code stays code, emphasis and ornament go."""
    text = split_ornament(heading.replace("*", "").strip(" #:"))[1]
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _sections_added(
    sections: Mapping[Section, str], passages: Mapping[Section, list[Passage]], rubric: Rubric
) -> Iterator[str]:
    empty: dict[Section, str] = {}
    for path, text in sections.items():
        inside = _inside(path, passages)
        facts = {
            "section": text,
            "groups": [_show(each.text) for each in passages.get(path, ()) if each.kind == "heading"],
            "items": sum(each.kind == "item" for each in inside),
            "rows": sum(each.kind == "row" for each in inside),
            "passages": sum(each.kind != "heading" for each in inside),
            "words": _count_words(inside),
        }
        if facts["passages"]:
            yield render_words(rubric.documentation["section_added"], facts, rubric)
        else:
            empty[path] = text
    yield from _headings_listed("add", empty, passages, rubric)


def _headings_listed(
    op: str, sections: Mapping[Section, str], passages: Mapping[Section, list[Passage]], rubric: Rubric
) -> Iterator[str]:
    """Sections with text in them, then bare headings, one line each: a person would not spend a line on each."""
    filled = {path: any(each.kind != "heading" for each in _inside(path, passages)) for path in sections}
    for kind in ("section", "heading"):
        names = [text for path, text in sections.items() if filled[path] is (kind == "section")]
        if names:
            yield render_words(rubric.documentation["headings"], {"op": op, "kind": kind, "names": names}, rubric)


def _inside(path: Section, passages: Mapping[Section, list[Passage]]) -> list[Passage]:
    return [each for place, here in passages.items() if place[: len(path)] == path for each in here]


def _touched(prose: _Prose, whole: Iterable[Section], rubric: Rubric) -> Iterator[str]:
    """Sections on both sides that changed: how their lists grew, and what happened to their passages."""
    gone = set(whole)
    touched: dict[Section, list[Change]] = {}
    for each in prose.changes:
        path = tuple(map(bare, each.section)) if each.op == "add" else prose.place(each.section)
        if each.passage != "heading" and not any(path[:end] in gone for end in range(1, len(path) + 1)):
            touched.setdefault(path, []).append(each)
    for path, inside in touched.items():
        before, after = prose.before.get(path, []), prose.after.get(path, [])
        shown = _show((after or before)[0].section[-1]) if path and (after or before) else ""
        facts = {"section": shown, "parts": [*_parts(inside, before, after, rubric)]}
        if facts["parts"]:
            yield render_words(rubric.documentation["section_changed"], facts, rubric)


def _parts(
    changes: Sequence[Change], before: Sequence[Passage], after: Sequence[Passage], rubric: Rubric
) -> Iterator[str]:
    items = [each for each in before if each.kind == "item"], [each for each in after if each.kind == "item"]
    ops = _count_ops(each for each in changes if each.passage == "item")
    listed = bool(items[0] and items[1] and (ops["add"] or ops["remove"]))
    if listed:
        facts = {"before": len(items[0]), "after": len(items[1]), "added": ops["add"], "removed": ops["remove"]}
        yield render_words(rubric.documentation["list_changed"], facts, rubric)
    told = [each for each in changes if not _is_marked(each) and not (listed and _is_new_item(each))]
    for kind in ("item", "row", "paragraph", "block"):
        for op in ("replace", "add", "remove"):
            same = [each for each in told if (each.passage, each.op) == (kind, op)]
            if same:
                yield _phrase(kind, op, same, rubric)
    marks = {"gained": _mark(items[1]), "lost": _mark(items[0]), "count": sum(map(_is_marked, changes))}
    if marks["count"]:
        marks = marks if marks["gained"] != marks["lost"] else {**marks, "gained": "", "lost": ""}
        yield render_words(rubric.documentation["marks"], marks, rubric)


def _is_new_item(change: Change) -> bool:
    return change.passage == "item" and change.op in ("add", "remove")


def _is_marked(change: Change) -> bool:
    """Whether a check mark, an emoji or the like in front is all the difference."""
    return change.op == "replace" and bare(str(change.before)) == bare(str(change.after))


def _mark(items: Sequence[Passage]) -> str:
    """Gives the mark that every item of a list begins with, the most frequent where they differ; else nothing."""
    marks = Counter(split_ornament(plain(each.text))[0] for each in items)
    return "" if not marks or marks[""] else marks.most_common(1)[0][0]


def _phrase(kind: str, op: str, changes: Sequence[Change], rubric: Rubric) -> str:
    facts = {
        "kind": kind,
        "op": op,
        "count": len(changes),
        "before": 0 if op == "add" else sum(len(str(each.before).split()) for each in changes),
        "after": 0 if op == "remove" else sum(len(str(each.after).split()) for each in changes),
    }
    return render_words(rubric.documentation["passages"], facts, rubric)


def _renamed(prose: _Prose, rubric: Rubric) -> Iterator[str]:
    for each in prose.changes:
        if each.passage == "heading" and each.op == "replace" and not _is_marked(each):
            facts = {"before": _show(str(each.before)), "after": _show(str(each.after))}
            yield render_words(rubric.documentation["section_renamed"], facts, rubric)


def _comments(changes: Iterable[Change], rubric: Rubric) -> Iterator[str]:
    ops = _count_ops(each for each in changes if each.passage == "comment")
    if any(ops.values()):
        facts = {"added": ops["add"], "removed": ops["remove"], "changed": ops["replace"]}
        yield render_words(rubric.documentation["comments"], facts, rubric)

"""The whole MODEL_FAILURES.md: one section per question a reviewer asks, every figure from the review.

The layout lives in ``templates/``, the words that judge come from the rubric by way of the review. Here is what a
template can't say: the order of the fixes, and how a text of strangers becomes safe to show (:mod:`.escape`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reviewer.render.escape import escape_plain, escape_prose, mark_safe, to_code, to_comment, to_fence
from reviewer.render.evidence import Evidence, Hunk, collect_evidence, describe, name_place
from reviewer.render.text import show_lines
from reviewer.review import FixRecord, Lines, NotificationRecord, RequirementRecord, Review

#: Groups of neighbouring changes that are quoted of one fix; the rest is counted. Six fill about a screen.
SHOWN_HUNKS = 6
#: Lines of the fix's own details, its requirements, and the notifications that are listed; the rest is counted.
SHOWN_ITEMS = 30

_SOURCES = ("response", "deployed", "documentation")


class Group(NamedTuple):
    """Fixes that stand under one heading.

    Attributes:
        name: category for the source ``response``, else the source.
        fixes: each with its number, which runs on through all groups.
    """

    name: str
    fixes: tuple[tuple[int, FixRecord], ...]


def render_markdown(review: Review) -> str:
    """Writes the report on one review; without a score it says why and shows what was found."""
    template = _environment().get_template("report.md.j2")
    gaps, remarks = _split_notes(review)
    text = template.render(review=review, groups=tuple(_group_fixes(review)), gaps=gaps, remarks=remarks)
    return _tidy(text)


def _group_fixes(review: Review) -> Iterator[Group]:
    """Groups what the responses show by category, then what only the deployed code shows, then the documentation."""
    fixes = sorted(review.fixes, key=_rank)
    for name, members in groupby(enumerate(fixes, 1), key=lambda numbered: _group_of(numbered[1])):
        yield Group(name, tuple(members))


def _group_of(fix: FixRecord) -> str:
    return fix.category if fix.source == "response" else fix.source


def _rank(fix: FixRecord) -> tuple[int, str]:
    known = fix.source in _SOURCES
    return (_SOURCES.index(fix.source) if known else len(_SOURCES), _group_of(fix))


def _split_notes(review: Review) -> tuple[list[NotificationRecord], list[NotificationRecord]]:
    """Tells what could not be fully looked at, errors first, from remarks on how the review was made."""
    gaps = [note for note in review.notifications if note.level != "info"]
    remarks = [note for note in review.notifications if note.level == "info"]
    return sorted(gaps, key=lambda note: note.level != "error"), remarks


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reviewer.render"),
        autoescape=True,
        finalize=escape_prose,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(_FILTERS)
    environment.globals.update(shown_items=SHOWN_ITEMS)
    return environment


def _evidence(fix: FixRecord) -> Evidence:
    return collect_evidence(fix, SHOWN_HUNKS)


def _unquoted(fix: FixRecord) -> tuple[RequirementRecord, ...]:
    """The requirements whose words the reason does not quote."""
    return tuple(each for each in fix.requirements if each.quote not in fix.reason)


def _place(hunk: Hunk, title: str | None) -> Markup:
    return to_code(name_place(hunk, title))


def _describe(hunk: Hunk) -> Markup:
    """What changed: values are code, everything else is a phrase."""
    words = describe(hunk)
    values = len(hunk.changes) == 1 and hunk.changes[0].pointer is not None
    return to_code(words) if values else escape_prose(words)


def _quote(hunk: Hunk) -> Markup:
    """The lines of both sides as a difference, the left side above the right one; empty where none were kept."""
    removed = [f"-{line}" for line in (hunk.left and hunk.left.quote) or ()]
    added = [f"+{line}" for line in (hunk.right and hunk.right.quote) or ()]
    return to_fence([*removed, *added], "diff") if removed or added else mark_safe("")


def _lines(lines: Lines) -> Markup:
    return to_code(show_lines(lines))


def _signed(number: int) -> Markup:
    return mark_safe(f"{number:+d}")


def _percent(correct: int, total: int) -> Markup:
    """A share with one decimal, rounded down: 99.97 % is not everything."""
    return mark_safe(f"{correct * 1000 // total / 10:.1f} %" if total else "0.0 %")


def _plural(number: int, noun: str) -> Markup:
    """A count with its noun; ``fix`` takes an ``es``."""
    ending = "" if number == 1 else "es" if noun.endswith("x") else "s"
    return mark_safe(f"{number} {escape_plain(noun)}{ending}")


_FILTERS = {
    "code": to_code,
    "comment": to_comment,
    "describe": _describe,
    "evidence": _evidence,
    "lines": _lines,
    "percent": _percent,
    "place": _place,
    "plain": escape_plain,
    "plural": _plural,
    "prose": escape_prose,
    "quote": _quote,
    "signed": _signed,
    "unquoted": _unquoted,
}


def _tidy(text: str) -> str:
    """Folds the blank lines that optional sections leave behind; safe, since no line of a fence is ever blank."""
    lines = [line.rstrip() for line in text.split("\n")]
    kept = [line for above, line in zip(["", *lines], lines, strict=False) if line or above]
    return "\n".join(kept).strip("\n") + "\n"

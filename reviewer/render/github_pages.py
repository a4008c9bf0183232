"""Pages for GitHub: the summary of a step and the comment on a pull request, each below GitHub's limit of size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from reviewer.render.escape import escape_prose, to_code, to_html
from reviewer.render.places import find_places, sort_fixes
from reviewer.render.text import show_calculation, show_lines, show_pointer, show_value
from reviewer.review import FixRecord, Review

#: A step summary is refused from 1 MiB, in bytes; a comment from 65,536 characters.
#: The rest is for the last line, which says what is left out.
SUMMARY_BYTES = (1 << 20) - 4096
COMMENT_CHARACTERS = 65_536 - 1024
#: Hidden mark by which a workflow finds its own comment again, to renew it.
COMMENT_MARK = "<!-- reviewer: comment -->"
#: Changes listed of one fix; the report has all.
CHANGES = 20


def render_summary(review: Review) -> str:
    """Writes a page for ``GITHUB_STEP_SUMMARY``. GitHub joins those of all steps, so each has its own heading."""
    return _fit(_head(review), (_describe(fix) for fix in sort_fixes(review)), SUMMARY_BYTES)


def render_comment(review: Review) -> str:
    """Writes the body of a comment, details folded."""
    return render_comments((review,))


def render_comments(reviews: Sequence[Review]) -> str:
    """Writes the body of one comment for several tasks; where room is short, verdicts go before details."""
    # the empty line in front ends the HTML of the details before, in which a heading is no heading
    heads = [f"\n{_head(review)}" for review in reviews]
    folds = [[_fold(fix) for fix in sort_fixes(review)] for review in reviews]
    kept = _choose([*heads, *chain.from_iterable(folds)], COMMENT_CHARACTERS - len(COMMENT_MARK))
    chosen = iter(kept[len(heads) :])
    parts = [COMMENT_MARK + "\n"]
    for head, shown, inner in zip(heads, kept, folds, strict=False):
        parts += [head] if shown else []
        parts += [fold for fold in inner if next(chosen) and shown]
    left_out = kept.count(False)
    return "".join(parts) + (_say_left_out(left_out) if left_out else "")


def _choose(parts: Sequence[str], room: int) -> list[bool]:
    """Which parts there is room for, the first of them first; behind one that is left out none is taken."""
    kept = []
    for part in parts:
        room -= len(part)
        kept.append(room >= 0)
    return kept


def _fit(head: str, parts: Iterable[str], most: int) -> str:
    """Joins whole parts while there is room, in bytes, and says how many are left out."""
    written, size, left_out = [head], len(head.encode("utf-8")), 0
    for part in parts:
        more = len(part.encode("utf-8"))
        if left_out or size + more > most:
            left_out += 1
        else:
            written.append(part)
            size += more
    if left_out:
        written.append(_say_left_out(left_out))
    return "".join(written)


def _say_left_out(count: int) -> str:
    return f"\n_{count} more fixes are left out here for want of room; the report has all of them._\n"


def _head(review: Review) -> str:
    return "\n".join(_head_lines(review)) + "\n"


def _head_lines(review: Review) -> Iterator[str]:
    score = review.score
    title = escape_prose(review.task.id)
    if score is None:
        yield f"## {title}: no score ({review.status.replace('_', ' ')})"
    else:
        sign = "✅" if score.passed else "❌"
        yield f"## {sign} {title}: {score.final}/10 ({escape_prose(score.band)})"
        yield ""
        said = f"{escape_prose(score.assessment).rstrip('.')}. " if score.assessment else ""
        yield f"{said}Calculated {show_calculation(score)}; the threshold is {score.threshold}."
        yield from (f"- blocker: {escape_prose(each.reason)}" for each in score.blockers[:CHANGES])
        yield from (f"- at most {each.at}: {escape_prose(each.reason)}" for each in score.ceilings[:CHANGES])
    troubles = [each for each in review.notifications if each.level != "info"]
    yield ""
    yield from (f"- {each.level}: {escape_prose(each.message)}" for each in troubles[:CHANGES])
    counts, changes = review.counts, review.changes
    yield ""
    yield "| A | B | C | changes | in fixes | without meaning |"
    yield "|---|---|---|---|---|---|"
    figures = (counts.A, counts.B, counts.C, changes.total, changes.in_fixes, changes.without_meaning)
    yield "| " + " | ".join(map(str, figures)) + " |"
    yield ""


def _describe(fix: FixRecord) -> str:
    return f"\n### {fix.category}: {escape_prose(fix.title)}\n\n{_body(fix)}"


def _fold(fix: FixRecord) -> str:
    # GitHub renders Markdown inside <details> only after an empty line, and none in <summary>.
    return f"\n<details><summary><b>{fix.category}</b>: {to_html(fix.title)}</summary>\n\n{_body(fix)}\n</details>\n"


def _body(fix: FixRecord) -> str:
    words = [f"- **{name}**: {escape_prose(text)}" for name, text in _words(fix) if text]
    changes = []
    for place in list(find_places(fix))[:CHANGES]:
        change = place.change
        values = f"{to_code(show_value(change.before))} to {to_code(show_value(change.after))}"
        detail = f", {to_code(show_pointer(change))}: {values}" if change.pointer else ""
        changes.append(f"- {to_code(show_lines(place.lines))}{detail}")
    rest = len(fix.changes) - len(changes)
    if rest > 0:
        changes.append(f"- and {rest} more")
    return "\n".join([*words, "", *changes]) + "\n"


def _words(fix: FixRecord) -> Iterator[tuple[str, str]]:
    yield "Issue", fix.issue
    yield "Fix", fix.fix
    yield "Reason", fix.reason
    yield "Impact", fix.impact
    yield "Rule", f"{fix.rule} ({fix.concern})"

"""The verdict for a terminal: the score, how it came about, each fix with its lines on both sides.

Plain text without a library, because this is what every run without ``--format`` shows: a library for terminals costs
more than all the rest of its start-up. Colour is the command line's decision; without it the text says the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from reviewer.render.evidence import Hunk, collect_evidence, describe, name_place
from reviewer.render.page import NARROWEST, Page
from reviewer.render.text import one_line, show_lines
from reviewer.review import FixRecord, NotificationRecord, RequirementRecord, Review, ScoreRecord

#: Hunks shown of one fix, and notifications shown; the rest is counted. A verdict should fit two screens.
SHOWN_HUNKS = 3
SHOWN_NOTES = 5
#: Lines of a fix's own list of what belongs to it: enough for the parts of a documentation fix.
SHOWN_DETAILS = 8


def render_terminal(review: Review, *, color: bool = False, width: int = 100) -> str:
    """Writes the verdict on one review.

    Args:
        review: the finished review.
        color: whether to use ANSI colours.
        width: columns of the terminal.
    """
    page = Page(max(width, NARROWEST), color)
    sections = (_head, _score, _fixes, _contradictions, _unmet, _notes)
    parts = ("\n".join(section(review, page)) for section in sections)
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(review: Review, page: Page) -> Iterator[str]:
    task = review.task
    yield from page.lay("", f"Task {task.id}" + (f": {task.title}" if task.title else ""), body="heading")
    facts = [each for each in (task.platform, task.language, task.complexity) if each]
    facts += [f"judged as {task.kind}"] if task.kind != "standard" else []
    turn = [f"turn {task.turn} of {len(task.turns)}"] if len(task.turns) > 1 else []
    yield from page.lay("", ", ".join([task.path, *facts, *turn]), body="dim")
    yield ""
    if review.score is not None:
        word = "passed" if review.score.passed else "failed"
        line = f"{review.score.final}/10, {word} (threshold {review.score.threshold}): {review.score.band}"
        yield from page.lay("", line, body=word)
    else:
        why = next((f" ({each.message})" for each in review.notifications if each.level == "error"), "")
        line = f"No score: {review.status.replace('_', ' ')}{why}. The gate does not pass."
        yield from page.lay("", line, body="failed")


def _score(review: Review, page: Page) -> Iterator[str]:
    if review.score is None:
        return
    score = review.score
    yield page.style("How the score came about", "heading")
    yield from _blockers(score, page)
    yield f"  base        {score.base:>3}"
    yield from page.lay(f"  adjustment  {score.adjustment:>+3}  ", score.assessment)
    yield f"  complexity  {score.complexity:>+3}"
    yield from _factors(score, page)
    yield f"  calculated  {score.calculated:>3}{_clamp(score)}"
    for ceiling in score.ceilings:
        yield from page.lay(f"  ceiling     {ceiling.at:>3}  ", ceiling.reason)
    yield page.style(f"  final       {score.final:>3}", "passed" if score.passed else "failed")
    for advice in score.advice:
        yield from page.lay("  - ", advice)


def _blockers(score: ScoreRecord, page: Page) -> Iterator[str]:
    for blocker in score.blockers:
        evidence = f" ({'; '.join(blocker.evidence)})" if blocker.evidence else ""
        label = f"  blocker     {blocker.score:>3}  "
        yield from page.lay(label, f"{blocker.reason}{evidence}", "failed")


def _factors(score: ScoreRecord, page: Page) -> Iterator[str]:
    for factor in score.factors:
        if factor.status == "not found":
            continue
        counted = " (already counted)" if factor.status == "already counted" else ""
        evidence = f": {'; '.join(factor.evidence)}" if factor.evidence else ""
        label = f"              {factor.points:>+3}  " if factor.points else "                0  "
        yield from page.lay(label, f"{factor.title}{counted}{evidence}", body="" if factor.points else "dim")


def _clamp(score: ScoreRecord) -> str:
    """Says why the calculated score is not the sum of what stands above it."""
    if score.blockers:
        return "  set by the blocker"
    total = score.base + score.adjustment + score.complexity
    return "" if total == score.calculated else f"  ({total}, limited to {score.calculated})"


def _fixes(review: Review, page: Page) -> Iterator[str]:
    counts = {"A": review.counts.A, "B": review.counts.B, "C": review.counts.C}
    by_category = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    changes = review.changes
    line = f"Fixes: {len(review.fixes)}" + (f" ({by_category})" if by_category else "")
    yield page.style(line, "heading")
    yield from page.lay(
        "  ",
        f"{changes.total} changes: {changes.in_fixes} in fixes, {changes.without_meaning} without meaning",
        body="dim",
    )
    for fix in sorted(review.fixes, key=lambda each: each.category):
        yield ""
        yield from _fix(fix, review.task.title, page)


def _fix(fix: FixRecord, title: str | None, page: Page) -> Iterator[str]:
    yield from page.lay(f"  {fix.category}  ", fix.title or fix.rule, fix.category, "heading")
    facts = [f"rule {fix.rule}", f"source {fix.source}", fix.concern, fix.direction, *fix.labels]
    yield from page.lay("     ", ", ".join(facts), body="failed" if fix.direction == "regresses" else "dim")
    for detail in fix.details[:SHOWN_DETAILS]:
        yield from page.lay("     + ", detail)
    if len(fix.details) > SHOWN_DETAILS:
        yield f"     + {len(fix.details) - SHOWN_DETAILS} more"
    for requirement in fix.requirements[:SHOWN_HUNKS]:
        yield from _requirement("     prompt ", requirement, page)
    evidence = collect_evidence(fix, SHOWN_HUNKS)
    for hunk in evidence.shown:
        yield from _hunk(hunk, title, page)
    if evidence.hidden:
        yield from page.lay("     ", f"and {_count(evidence.hidden, 'more change')}", body="dim")


def _hunk(hunk: Hunk, title: str | None, page: Page) -> Iterator[str]:
    sides = [show_lines(side) for side in (hunk.left, hunk.right) if side is not None]
    yield from page.lay("     ", " -> ".join(sides) or "lines not known")
    yield from page.lay("       ", ": ".join(part for part in (name_place(hunk, title), describe(hunk)) if part))


def _requirement(label: str, requirement: RequirementRecord, page: Page) -> Iterator[str]:
    yield from page.lay(f"{label}line {requirement.line}: ", f'"{requirement.quote}"')


def _contradictions(review: Review, page: Page) -> Iterator[str]:
    if not review.contradictions:
        return
    yield page.style("The prompt contradicts itself", "heading")
    for pair in review.contradictions[:SHOWN_NOTES]:
        yield from page.lay("  ", pair.topic)
        yield from _requirement("    ", pair.first, page)
        yield from _requirement("    ", pair.second, page)
    if len(review.contradictions) > SHOWN_NOTES:
        yield f"  and {len(review.contradictions) - SHOWN_NOTES} more"


def _unmet(review: Review, page: Page) -> Iterator[str]:
    if not review.unmet:
        return
    yield page.style(f"Requirements that nothing meets: {len(review.unmet)}", "heading")
    for requirement in review.unmet[:SHOWN_NOTES]:
        yield from _requirement("  ", requirement, page)
    if len(review.unmet) > SHOWN_NOTES:
        yield f"  and {len(review.unmet) - SHOWN_NOTES} more"


def _notes(review: Review, page: Page) -> Iterator[str]:
    if not review.notifications:
        return
    ranks = {"error": 0, "warning": 1}
    notes = sorted(review.notifications, key=lambda note: ranks.get(note.level, 2))
    yield page.style(f"Notifications: {len(notes)}", "heading")
    for note in notes[:SHOWN_NOTES]:
        yield from page.lay(f"  {one_line(note.level)}: ", _note(note), note.level)
    if len(notes) > SHOWN_NOTES:
        yield f"  and {len(notes) - SHOWN_NOTES} more"


def _note(note: NotificationRecord) -> str:
    if note.file is None:
        return note.message
    return f"{note.message} ({note.file}{f':{note.line}' if note.line else ''})"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

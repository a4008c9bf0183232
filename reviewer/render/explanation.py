"""The proof of a score for a terminal: each point and what earns it, what decides, what other rubrics say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reviewer.explanation import Explanation, Opinion, WhatIf
from reviewer.render.evidence import collect_evidence, describe, name_place
from reviewer.render.page import NARROWEST, Page
from reviewer.render.text import show_lines
from reviewer.review import Factor, FixRecord, Review, ScoreRecord

#: Hunks shown of one fix: a proof shows more than a verdict, and still ends.
SHOWN_HUNKS = 5


class _Case(NamedTuple):
    review: Review
    explanation: Explanation
    page: Page


def render_explanation(review: Review, explanation: Explanation, *, color: bool = False, width: int = 100) -> str:
    """Writes the proof of a score.

    Args:
        review: the finished review.
        explanation: what decides its score.
        color: whether to use ANSI colours.
        width: columns of the terminal.
    """
    case = _Case(review, explanation, Page(max(width, NARROWEST), color))
    sections = (_head, _points, _fixes, _decides, _opinions, _limits)
    parts = ("\n".join(section(case)) for section in sections)
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(case: _Case) -> Iterator[str]:
    review, page = case.review, case.page
    yield from page.lay("", f"Task {review.task.id}: the proof of its score", body="heading")
    yield from page.lay(
        "",
        f"{review.task.path}, rubric {review.rubric.name} {review.rubric.version}, {review.task.kind} task",
        body="dim",
    )
    score = review.score
    if score is None:
        yield from page.lay("", f"There is no score to prove: {review.status.replace('_', ' ')}.", body="failed")
        return
    word = "passed" if score.passed else "failed"
    yield from page.lay("", f"{score.final}/10, {word} (threshold {score.threshold}): {score.band}", body=word)


def _points(case: _Case) -> Iterator[str]:
    review, page, score = case.review, case.page, case.review.score
    if score is None:
        return
    yield page.style("Every point", "heading")
    for blocker in score.blockers:
        yield from page.lay(f"  blocker {blocker.name} sets {blocker.score}: ", blocker.reason, "failed")
        for each in blocker.evidence:
            yield from page.lay("    ", each)
    if score.blockers:
        yield from page.lay("  ", "A blocker comes first: what follows is listed, and adds nothing.", body="dim")
    yield from page.lay(f"  {score.base:>3}  ", f"base of rubric {review.rubric.name}")
    yield from page.lay(f"  {score.adjustment:>+3}  ", _adjustment(case, score))
    yield from page.lay(f"  {score.complexity:>+3}  ", "complexity, the sum of:")
    for factor in score.factors:
        yield from _factor(factor, page)
    yield from page.lay(f"  {score.calculated:>3}  ", _calculated(score))
    for ceiling in score.ceilings:
        cut = score.calculated - ceiling.at
        effect = f"cuts {cut} of {score.calculated}" if cut > 0 else "cuts nothing"
        yield from page.lay(f"  {ceiling.at:>3}  ", f"ceiling {ceiling.name}, {effect}: {ceiling.reason}")
    yield from page.lay(f"  {score.final:>3}  ", "final", "passed" if score.passed else "failed")


def _adjustment(case: _Case, score: ScoreRecord) -> str:
    row = case.explanation.row
    if row is None:
        return f"adjustment for the fixes, not asked for: {score.assessment}"
    fixes = [f"fix {at + 1}" for at in row.earned_by]
    earned = f"; from {', '.join(fixes)}" if fixes else ""
    return f"adjustment, row {row.number} of the table ({row.bounds or 'all else'}): {score.assessment}{earned}"


def _factor(factor: Factor, page: Page) -> Iterator[str]:
    style = "" if factor.points else "dim"
    points = f"{factor.points:+d}" if factor.points else "0"
    yield from page.lay(f"       {points:>3}  ", f"{factor.name}: {factor.title} ({factor.status})", body=style)
    for each in factor.evidence:
        yield from page.lay("              ", each, body=style)


def _calculated(score: ScoreRecord) -> str:
    if score.blockers:
        return "calculated: set by the blocker"
    total = score.base + score.adjustment + score.complexity
    said = f"calculated: {score.base} {score.adjustment:+d} {score.complexity:+d} = {total}"
    return said if total == score.calculated else f"{said}, limited to {score.calculated}"


def _fixes(case: _Case) -> Iterator[str]:
    review, page = case.review, case.page
    yield page.style(f"The fixes: {len(review.fixes)}", "heading")
    changes = review.changes
    yield from page.lay(
        "  ",
        f"{changes.total} changes: {changes.in_fixes} in fixes, {changes.without_meaning} without meaning",
        body="dim",
    )
    for at, fix in enumerate(review.fixes):
        yield ""
        yield from _fix(at, fix, case)


def _fix(at: int, fix: FixRecord, case: _Case) -> Iterator[str]:
    page = case.page
    yield from page.lay(f"  {at + 1:>2} {fix.category}  ", fix.title or fix.rule, fix.category, "heading")
    facts = [f"rule {fix.rule}", f"source {fix.source}", fix.concern, fix.direction, *fix.labels]
    yield from page.lay("        ", ", ".join(facts), body="dim")
    for requirement in fix.requirements:
        yield from page.lay(f"        prompt line {requirement.line}: ", f'"{requirement.quote}"')
    for lost in case.explanation.lost:
        if lost.fix == at:
            yield from page.lay(f"        also claimed by {lost.rule}: ", lost.reason)
    evidence = collect_evidence(fix, SHOWN_HUNKS)
    for hunk in evidence.shown:
        sides = [show_lines(side) for side in (hunk.left, hunk.right) if side is not None]
        yield from page.lay("        ", " -> ".join(sides) or "lines not known")
        named = (name_place(hunk, case.review.task.title), describe(hunk))
        yield from page.lay("          ", ": ".join(part for part in named if part))
    if evidence.hidden:
        more = "change" if evidence.hidden == 1 else "changes"
        yield from page.lay("        ", f"and {evidence.hidden} more {more}", body="dim")


def _decides(case: _Case) -> Iterator[str]:
    score, page = case.review.score, case.page
    if score is None:
        return
    yield page.style("What decides", "heading")
    flips = [each for each in case.explanation.what_ifs if each.flips]
    if not flips:
        yield from page.lay("  ", "No single fix, factor or ceiling decides the verdict.")
    for each in case.explanation.what_ifs:
        if each.final != score.final or each.flips or each.kind in ("blocker", "ceiling"):
            yield from page.lay("  ", _what_if(each, case.review), body="failed" if each.flips else "")
    yield from page.lay("  ", _distance(case))


def _what_if(told: WhatIf, review: Review) -> str:
    verdict = f"{told.final}, {'passed' if told.passed else 'failed'}"
    mark = " - it decides the verdict" if told.flips else ""
    if told.kind in ("removed", "category") and isinstance(told.subject, int):
        fix = review.fixes[told.subject]
        how = "Without" if told.kind == "removed" else f"As Category {told.category},"
        return f"{how} fix {told.subject + 1} ({fix.category}, {fix.rule}): {verdict}{mark}"
    subject = "any blocker" if told.kind == "blocker" else f"the {told.kind} {told.subject}"
    return f"Without {subject}: {verdict}{mark}"


def _distance(case: _Case) -> str:
    score, distance = case.review.score, case.explanation.distance
    if score is None or score.blockers:
        return "The blocker alone keeps the score where it is; it goes when its cause is mended."
    margin = f"The score is {abs(score.final - score.threshold)} {'above' if score.passed else 'below'} the threshold"
    if score.passed and score.final == score.threshold:
        margin = "The score is just at the threshold"
    if distance is None:
        return f"{margin}; no handful of fixes more or fewer turns the verdict."
    names = " and ".join(f"{number} {category}" for category, number in distance.by_category)
    word = "away" if distance.change == "fewer" else "more"
    return f"{margin}; the fewest fixes that turn the verdict: {names} {word}, which gives {distance.final}."


def _opinions(case: _Case) -> Iterator[str]:
    if not case.explanation.opinions:
        return
    yield case.page.style("What other rubrics say", "heading")
    for each in case.explanation.opinions:
        yield from _opinion(each, case)


def _opinion(opinion: Opinion, case: _Case) -> Iterator[str]:
    verdict = "no score" if opinion.final is None else f"{opinion.final}, {'passed' if opinion.passed else 'failed'}"
    alike = "" if opinion.differences else ", by the same steps" if opinion.final is not None else ""
    yield from case.page.lay("  ", f"{opinion.rubric} {opinion.version}: {verdict}{alike}")
    for each in opinion.differences:
        yield from case.page.lay("    - ", each)


def _limits(case: _Case) -> Iterator[str]:
    """What was skipped or guessed limits the proof, so it belongs to it."""
    if case.review.notifications:
        yield case.page.style("What limits the proof", "heading")
    for note in case.review.notifications:
        place = f" ({note.file}{f':{note.line}' if note.line else ''})" if note.file else ""
        yield from case.page.lay(f"  {note.level}: ", f"{note.message}{place}")

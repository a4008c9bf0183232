"""From fixes to the score and how it came about."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from reviewer.model import Document, Notification, Requirement, Task
from reviewer.review import Blocker, Factor, ScoreRecord
from reviewer.rubric.policy import Rubric
from reviewer.score.adjustments import Scored, count_fixes, find_adjustment
from reviewer.score.bands import advise, find_band, passes
from reviewer.score.blockers import find_blockers
from reviewer.score.case import Case
from reviewer.score.ceilings import find_ceilings
from reviewer.score.complexity import find_factors, sum_factors
from reviewer.score.kinds import Kind, limit_rubric


def score_fixes(
    fixes: Sequence[Scored],
    ideal: Document,
    deployed: Document | None,
    task: Task,
    required: Sequence[str],
    rubric: Rubric,
    kind: Kind | None = None,
    unmet: Sequence[Requirement] = (),
    whole: Document | None = None,
) -> tuple[ScoreRecord, tuple[Notification, ...]]:
    """Scores one task.

    Args:
        fixes: of all sources.
        ideal: the ideal response, or the deployed code where that stands in for it.
        deployed: the deployed code, where there is any.
        task: prompt, metadata and AWS_REGION file.
        required: display names of the services that the prompt (or metadata) requires.
        rubric: the whole policy.
        kind: the kind of task, which may leave blockers unjudged.
        unmet: requirements that the ideal response does not meet, for the advice.
        whole: the ideal response with what it merely does not show, for the complexity of the solution.

    Returns:
        The score, and what is odd about the task without blocking it.

    Raises:
        RubricError: where the rubric does not say what to do.
    """
    found = find_blockers(Case(ideal, deployed, task, tuple(required)), limit_rubric(rubric, kind or Kind()))
    score = settle_score(fixes, find_factors(whole or ideal, rubric), found.blockers, rubric, unmet)
    return score, found.notifications


def settle_score(
    fixes: Sequence[Scored],
    factors: tuple[Factor, ...],
    blockers: tuple[Blocker, ...],
    rubric: Rubric,
    unmet: Sequence[Requirement] = (),
) -> ScoreRecord:
    """Settles the score from what was found: the fixes, what the factors earn, the blockers.

    Raises:
        RubricError: where the rubric does not say what to do.
    """
    build = _score_blocked if blockers else _score_open
    score = build(fixes, factors, blockers, rubric)
    return replace(score, advice=advise(score, unmet, rubric))


def _score_open(
    fixes: Sequence[Scored], factors: tuple[Factor, ...], blockers: tuple[Blocker, ...], rubric: Rubric
) -> ScoreRecord:
    row = find_adjustment(count_fixes(fixes), rubric.adjustments)
    complexity = sum_factors(factors, rubric.cap)
    calculated = clamp(round_half_up(rubric.base + row.points + complexity), rubric)
    ceilings = find_ceilings(fixes, rubric.ceilings)
    final = min([calculated, *(each.at for each in ceilings)])
    return ScoreRecord(
        base=rubric.base,
        adjustment=row.points,
        complexity=complexity,
        calculated=calculated,
        final=final,
        # the final score is whole, so that it reaches 7.8 exactly where it reaches 8
        threshold=math.ceil(rubric.threshold),
        passed=passes(final, rubric.threshold),
        assessment=row.text,
        band=find_band(final, rubric.bands).word,
        factors=factors,
        blockers=blockers,
        ceilings=ceilings,
    )


def _score_blocked(
    fixes: Sequence[Scored],  # noqa: ARG001 - same signature as the other way to score
    factors: tuple[Factor, ...],
    blockers: tuple[Blocker, ...],
    rubric: Rubric,
) -> ScoreRecord:
    """The lowest blocker is the score; the factors are listed but add nothing."""
    lowest = blockers[0]
    return ScoreRecord(
        base=rubric.base,
        adjustment=0,
        complexity=sum_factors(factors, rubric.cap),
        calculated=lowest.score,
        final=lowest.score,
        threshold=math.ceil(rubric.threshold),
        passed=passes(lowest.score, rubric.threshold),
        assessment=lowest.reason,
        band=find_band(lowest.score, rubric.bands).word,
        factors=factors,
        blockers=blockers,
    )


def clamp(score: int, rubric: Rubric) -> int:
    """Keeps a score within the least and the most that the rubric allows."""
    return max(rubric.least, min(score, rubric.most))


def round_half_up(score: float) -> int:
    """Rounds 7.5 to 8; Python's own ``round`` goes to the even neighbour."""
    return math.floor(score + 0.5)

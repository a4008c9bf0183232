"""What a final score is called and whether it passes: section 6 of the scoring policy."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.errors import RubricError
from reviewer.model import Requirement
from reviewer.review import ScoreRecord
from reviewer.rubric.policy import Rubric
from reviewer.rubric.policy_score import Band
from reviewer.rubric.words import render_words


def passes(score: float, threshold: float) -> bool:
    """Tells whether a score meets the threshold. Nothing is rounded up: 7.8 is not 8."""
    return score >= threshold


def find_band(score: float, bands: Sequence[Band]) -> Band:
    """Finds the highest band that a score reaches.

    Raises:
        RubricError: where no band reaches down to it.
    """
    reached = [band for band in bands if score >= band.at]
    if not reached:
        raise RubricError(f"no entry of `bands` reaches down to {score}", hint="add one at the least score")
    return max(reached, key=lambda band: band.at)


def advise(score: ScoreRecord, unmet: Sequence[Requirement], rubric: Rubric) -> tuple[str, ...]:
    """Gives the rubric's advice for a score below the threshold: what blocks it, else what is missing.

    Args:
        score: as it was settled.
        unmet: requirements that nothing in the ideal response meets.
        rubric: what to say of them.
    """
    if score.passed:
        return ()
    room = sum(each.points for each in score.factors if each.points > 0) < rubric.cap
    bonuses = {each.name for each in rubric.factors if each.points > 0}
    facts = {
        "blockers": [each.reason for each in score.blockers],
        "gap": not any(each.name == "no_gap" for each in score.ceilings),
        "unmet": [{"line": each.span.start, "quote": each.text} for each in unmet],
        "missing": [
            each.title for each in score.factors if room and each.name in bonuses and each.status == "not found"
        ],
    }
    texts = [render_words(text, facts, rubric) for text in find_band(score.final, rubric.bands).advice]
    return tuple(text for text in texts if text)

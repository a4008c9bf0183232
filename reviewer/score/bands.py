"""What a final score is called and whether it passes: section 6 of the scoring policy."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.errors import RubricError
from reviewer.review import Factor
from reviewer.rubric.policy import Band, Rubric
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


def advise(score: float, factors: Sequence[Factor], rubric: Rubric) -> tuple[str, ...]:
    """Gives the rubric's advice for a score below the threshold, which may name what would add complexity."""
    if passes(score, rubric.threshold):
        return ()
    room = sum(each.points for each in factors if each.points > 0) < rubric.cap
    bonuses = {each.name for each in rubric.factors if each.points > 0}
    missing = [each.title for each in factors if room and each.name in bonuses and each.status == "not found"]
    texts = [render_words(text, {"missing": missing}, rubric) for text in find_band(score, rubric.bands).advice]
    return tuple(text for text in texts if text)

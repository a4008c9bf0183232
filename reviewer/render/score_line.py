"""One line for shell scripts: the last line of the text is exactly ``SCORE:N``."""

from __future__ import annotations

from reviewer.render.text import one_line
from reviewer.review import Review


def render_score_line(review: Review) -> str:
    """Writes why there is no score where there is none, then ``SCORE:N`` or ``SCORE:none``.

    ``none`` is no number, so that a script that compares it as one fails instead of letting the task pass.
    """
    if review.score is not None:
        return f"SCORE:{review.score.final}\n"
    return f"{one_line(review.task.id)}: {review.status.replace('_', ' ')}\nSCORE:none\n"

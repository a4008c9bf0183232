"""From fixes to the score: blockers, adjustment, complexity, ceilings, and what the model got right at once.

All numbers, patterns and phrases are the rubric's; this room only counts, compares and adds up.
"""

from reviewer.score.adjustments import Scored, count_fixes
from reviewer.score.bands import passes
from reviewer.score.competency import assess_competency, find_learning, find_strengths, judge_leaves
from reviewer.score.counterfactuals import compare_verdicts, find_distance, find_row, find_what_ifs
from reviewer.score.kinds import find_kind
from reviewer.score.missing import find_required, find_unmet
from reviewer.score.record import score_fixes

__all__ = [
    "Scored",
    "assess_competency",
    "compare_verdicts",
    "count_fixes",
    "find_distance",
    "find_kind",
    "find_learning",
    "find_required",
    "find_row",
    "find_strengths",
    "find_unmet",
    "find_what_ifs",
    "judge_leaves",
    "passes",
    "score_fixes",
]

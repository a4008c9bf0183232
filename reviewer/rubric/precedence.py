"""Which of several rules gets a change that all of them claim, and why the others lose.

The order is total and explicit: higher priority first, among equals the rule that stands earlier in the rubric.
"""

from __future__ import annotations

from reviewer.rubric.policy import Rubric, Rule


def find_rule(name: str, rubric: Rubric) -> Rule | None:
    """Finds a rule by its id."""
    return next((rule for rule in rubric.rules if rule.id == name), None)


def why_loses(winner: str, loser: str, rubric: Rubric) -> str:
    """Says why a rule does not get the changes that it claims as another one does.

    Args:
        winner: id of the rule that made the fix.
        loser: id of the rule that lost.
        rubric: the rubric that holds both.
    """
    first, second = find_rule(winner, rubric), find_rule(loser, rubric)
    if first is None or second is None:
        return "it is no rule of this rubric"
    if second.folds_into == first.id:
        return f"it folds into `{first.id}` where a comparison gives more than {rubric.grouping.crowded} fixes"
    if first.priority != second.priority:
        return f"its priority is {second.priority}, that of `{first.id}` is {first.priority}"
    return (
        f"same priority ({first.priority}), and `{first.id}` stands earlier ({_place(first)} before {_place(second)})"
    )


def _place(rule: Rule) -> str:
    return f"{rule.file}:{rule.line}"

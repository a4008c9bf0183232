"""Why a rule loses: by priority, by place, by folding; and that the order is the one that classification uses."""

from __future__ import annotations

import pytest

from reviewer.classify.examples import competitors
from reviewer.rubric.precedence import why_loses
from tests.rubrics import shipped

RUBRIC = shipped()


def small(**priorities: int):
    rules = [
        RUBRIC.rules[0]._replace(id=name, priority=at, line=line) for line, (name, at) in enumerate(priorities.items())
    ]
    return RUBRIC._replace(rules=(*rules, rules[0]._replace(id="folds", folds_into="high")))


@pytest.mark.parametrize(
    ("winner", "loser", "said"),
    [
        ("high", "low", "its priority is 1, that of `high` is 9"),
        ("low", "late", "same priority (1), and `low` stands earlier"),
        ("high", "folds", "it folds into `high`"),
        ("high", "gone", "no rule of this rubric"),
    ],
)
def test_the_loser_is_told_why(winner, loser, said):
    assert said in why_loses(winner, loser, small(high=9, low=1, late=1))


def test_the_order_told_is_the_order_used():
    """On the shipped examples no loser has a higher priority, and equals stand in the order of the rubric."""
    rank = {rule.id: (-rule.priority, at) for at, rule in enumerate(RUBRIC.rules)}
    pairs = [
        (winner, loser) for rule in RUBRIC.rules for winner, losers in competitors(rule, RUBRIC) for loser in losers
    ]
    assert pairs
    assert [pair for pair in pairs if rank[pair[0]] >= rank[pair[1]]] == []

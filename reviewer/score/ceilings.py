"""Upper bounds of the final score (section 5 of the scoring policy): the rubric says which, and how high."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from reviewer.review import Ceiling
from reviewer.rubric.policy_score import CeilingPolicy
from reviewer.score.adjustments import Scored


def _no_category_a(fixes: Sequence[Scored]) -> bool:
    return all(fix.category != "A" for fix in fixes)


def _no_gap(fixes: Sequence[Scored]) -> bool:
    """What only the deployed code shows is no gap between the two responses, whatever its category."""
    return all(fix.source == "deployed" for fix in fixes)


#: What ``when`` of a ceiling can name.
CONDITIONS: Final[Mapping[str, Callable[[Sequence[Scored]], bool]]] = {
    "no_category_a": _no_category_a,
    "no_gap": _no_gap,
}


def find_ceilings(fixes: Sequence[Scored], policies: Sequence[CeilingPolicy]) -> tuple[Ceiling, ...]:
    """Gives the ceilings whose condition holds, also where the score lies below them anyway."""
    return tuple(Ceiling(each.name, each.at, each.reason) for each in policies if CONDITIONS[each.when](fixes))

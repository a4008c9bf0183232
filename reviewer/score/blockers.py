"""What sets the score whatever the fixes are: section 1 of the scoring policy.

The rubric says which checks run, what they cost, and holds every pattern, list and phrase that they use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from reviewer.errors import RubricError
from reviewer.model import Notification
from reviewer.review import Blocker
from reviewer.rubric.policy import Rubric
from reviewer.rubric.policy_score import BlockerPolicy
from reviewer.score.accounts import check_account
from reviewer.score.case import Case, Finding
from reviewer.score.languages import check_platform
from reviewer.score.missing import check_services
from reviewer.score.regions import check_region

Check = Callable[[Case, BlockerPolicy, Rubric], Finding]

#: The checks that ``blockers`` of a rubric can name.
CHECKS: Final[Mapping[str, Check]] = {
    "platform_mismatch": check_platform,
    "wrong_account": check_account,
    "missing_services": check_services,
    "wrong_region": check_region,
}


class Blocked(NamedTuple):
    """What the checks found.

    Attributes:
        blockers: the lowest score first.
        notifications: what is odd but blocks nothing.
    """

    blockers: tuple[Blocker, ...]
    notifications: tuple[Notification, ...]


def find_blockers(case: Case, rubric: Rubric) -> Blocked:
    """Runs the checks that the rubric names.

    Raises:
        RubricError: where the rubric names a check that there is not.
    """
    findings = [(policy, _check(policy)(case, policy, rubric)) for policy in rubric.blockers]
    blockers = [
        Blocker(policy.name, policy.score, policy.reason, finding.evidence)
        for policy, finding in findings
        if finding.evidence
    ]
    notifications = tuple(note for _, finding in findings for note in finding.notifications)
    return Blocked(tuple(sorted(blockers, key=lambda each: each.score)), notifications)


def _check(policy: BlockerPolicy) -> Check:
    if policy.name not in CHECKS:
        raise RubricError(f"there is no blocker {policy.name!r}", hint=f"choose among {', '.join(CHECKS)}")
    return CHECKS[policy.name]

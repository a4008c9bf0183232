"""Code that says the same as other code is no change."""

from __future__ import annotations

import pytest

from reviewer.diff.references import NO_RENAMES
from reviewer.diff.spelling import Spelling
from reviewer.model import Expression


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("(this as any).barn", "this.barn", True),
        ("(props as unknown as BarnProps).size", "props.size", True),
        ("f(barn as any)", "f(barn)", True),
        ("barn as Construct", "barn", False),
        ("barn.gate!", "barn.gate", True),
        ("barn.gate!.id", "barn.gate.id", True),
        ("f(barn!, 1)", "f(barn, 1)", True),
        ("!barn", "barn", False),
        ("barn !== gate", "barn == gate", False),
        ("ec2.Peer.securityGroupId(this.gate.securityGroupId)", "gate", True),
        ("ec2.Peer.security_group_id(self.gate.security_group_id)", "self.gate", True),
        ("Peer.securityGroupId(gate.getSecurityGroupId())", "gate", True),
        ("ec2.Peer.securityGroupId(gateId)", "gate", False),
        ("farm.metricRequestCount()", "farm.metrics.requestCount()", True),
        ("farm.metric_request_count()", "farm.metrics.request_count()", True),
        ("farm.metricName", "farm.metrics.name", False),
        ('say("kept as string")', 'say("kept")', False),
        ("say('Done!, cow')", "say('Done, cow')", False),
        ("farm.metricRequestCount()", "farm.metrics.responseTime()", False),
    ],
)
def test_code_that_says_the_same_has_one_form(one: str, other: str, same: bool) -> None:
    spelling = Spelling(NO_RENAMES, loose=False)
    assert (spelling.leaf(Expression(one), "") == spelling.leaf(Expression(other), "")) is same

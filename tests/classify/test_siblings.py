"""What comes beside another of its kind is told as one more, not as the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.classify.test_exchanges import review

TARGET = """resource "aws_appautoscaling_target" "{0}" {{
  resource_id  = "service/pier/{0}"
  min_capacity = 1
  max_capacity = 4
}}
"""
POLICY = """resource "aws_appautoscaling_policy" "{1}" {{
  name        = "{1}"
  policy_type = "TargetTrackingScaling"
  resource_id = aws_appautoscaling_target.{0}.resource_id
}}
"""
BOTH = TARGET.format("boats") + TARGET.format("crews") + POLICY.format("boats", "cpu")


@pytest.mark.parametrize(
    ("model", "ideal", "rule"),
    [
        (BOTH, BOTH + POLICY.format("boats", "memory"), "scaling-policy-added"),
        (BOTH, BOTH + POLICY.format("crews", "memory"), "scaling-added"),
        (TARGET.format("boats"), TARGET.format("boats") + POLICY.format("boats", "cpu"), "scaling-added"),
    ],
)
def test_a_policy_is_one_more_only_where_its_own_target_has_one(model: str, ideal: str, rule: str, tmp_path: Path):
    assert [fix.rule for fix in review(tmp_path, model, ideal).fixes] == [rule]


WALL = """resource "aws_wafv2_web_acl" "gate" {
  scope = "REGIONAL"
}
"""
QUAY = 'variable "quay" {}\n'
TIED = """resource "aws_wafv2_ip_set" "crew" {
  addresses = ["10.2.0.0/16"]
}
resource "aws_wafv2_web_acl_association" "quay" {
  resource_arn = var.quay
  web_acl_arn  = aws_wafv2_web_acl.gate.arn
}
"""


@pytest.mark.parametrize(("model", "verb"), [(QUAY + WALL, "attached"), (QUAY, "added")])
def test_a_firewall_that_was_there_is_attached(model: str, verb: str, tmp_path: Path):
    found = [fix.title for fix in review(tmp_path, model, QUAY + WALL + TIED).fixes]
    assert [title.split(" (")[0] for title in found] == [f"Web application firewall {verb}"]

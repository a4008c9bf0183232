"""A loss keeps its own name: what goes along, or was changed beside it, does not hide it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reviewer import review_task
from reviewer.classify.citing import Subject
from reviewer.classify.direction import find_direction
from reviewer.classify.units import Unit
from reviewer.model import MISSING
from reviewer.review import Review
from tests.rubrics import shipped

from .test_direction import OFF, cite, wish
from .test_matcher import NONE, changed

RUBRIC = shipped()


def review(folder: Path, model: str, ideal: str) -> Review:
    """Reviews a task of two Terraform configurations."""
    (folder / "lib").mkdir()
    (folder / "metadata.json").write_text('{"platform": "tf", "language": "hcl"}')
    (folder / "lib/PROMPT.md").write_text("Declare the yard of a carrier.\n")
    for side, code in (("MODEL", model), ("IDEAL", ideal)):
        (folder / f"lib/{side}_RESPONSE.md").write_text(f"```hcl\n{code}```\n")
    return review_task(str(folder), RUBRIC)


ROLE = """resource "aws_iam_role" "porter" {{
  assume_role_policy = file("trust.json")
{}}}
"""
FENCE = """resource "aws_iam_policy" "fence" {
  description = "What no porter may do"
  policy      = file("fence.json")
}
"""
WATCHED = """resource "aws_lb" "gate" {{
  internal = true
  access_logs {{
    bucket  = "{}"
    enabled = true
  }}
}}
resource "aws_s3_bucket" "parcels" {{
  bucket = "parcels"
}}
"""
LOGGED = """resource "aws_s3_bucket_logging" "parcels" {
  bucket        = aws_s3_bucket.parcels.id
  target_bucket = "ledger"
  target_prefix = "parcels/"
}
"""
TOPIC = 'resource "aws_sns_topic" "yard" {\n  display_name = "Yard"\n}\n'
ALARMED = """resource "aws_sns_topic_subscription" "porter" {
  topic_arn = aws_sns_topic.yard.arn
  protocol  = "email"
  endpoint  = "porter@example.com"
}
resource "aws_cloudwatch_metric_alarm" "late" {
  metric_name   = "Late"
  alarm_actions = [aws_sns_topic.yard.arn]
}
"""
PROVIDER = """provider "aws" {{
  region = "eu-west-1"
{}}}
resource "aws_subnet" "yard" {{
  cidr_block = "10.0.1.0/24"
{}}}
"""


def test_a_boundary_is_missed_on_the_role_that_stays(tmp_path: Path):
    """The policy that bounded the role goes by itself; the role is what can do more from then on."""
    bound = ROLE.format("  permissions_boundary = aws_iam_policy.fence.arn\n")
    fixes = {fix.rule: fix for fix in review(tmp_path, bound + FENCE, ROLE.format("")).fixes}
    lost = fixes["permissions-boundary"]
    assert (lost.title, lost.direction) == ("Permissions boundary of `aws_iam_role.porter` dropped", "regresses")


def test_logs_of_a_bucket_are_missed_beside_those_that_go_elsewhere(tmp_path: Path):
    """Logs of a load balancer that go to another bucket are another fix."""
    fixes = review(tmp_path, WATCHED.format("ledger") + LOGGED, WATCHED.format("archive")).fixes
    assert {fix.rule: str(fix.direction) for fix in fixes if "log" in fix.rule} == {
        "access-logging": "beyond",
        "bucket-logging-removed": "regresses",
    }


def test_a_subscription_that_went_with_alarms_is_named(tmp_path: Path):
    """Nobody hears of the alarms that are left, either."""
    titles = [fix.title for fix in review(tmp_path, TOPIC + ALARMED, TOPIC).fixes]
    assert titles == [
        "Alarms removed (`aws_cloudwatch_metric_alarm.late`), and `aws_sns_topic_subscription.porter` with them"
    ]


def test_what_decides_is_told_on_both_sides(tmp_path: Path):
    """Two expressions may come to the same; only a reader who sees both can tell."""
    database = 'resource "aws_db_instance" "book" {{\n  multi_az = {}\n}}\n'
    model, ideal = (database.format(text) for text in ("local.sizes.twin", 'var.stage == "live" ? true : false'))
    titles = [fix.title for fix in review(tmp_path, model, ideal).fixes]
    assert titles == [
        "Multi-AZ: `multi_az` of `aws_db_instance.book` changed from `local.sizes.twin` to "
        '`var.stage == "live" ? true : false`'
    ]


def test_tags_of_the_provider_are_no_tag_of_a_resource(tmp_path: Path):
    """What all resources got is told apart from the tag of one."""
    model = PROVIDER.format("  default_tags {\n    tags = local.labels\n  }\n", '  tags = {\n    Side = "north"\n  }\n')
    titles = [fix.title for fix in review(tmp_path, model, PROVIDER.format("", "")).fixes]
    assert titles == ["Default tags of the provider and tags of single resources removed"]


def test_what_pointed_to_it_does_not_make_a_loss_smaller():
    """Four settings that named a secret are no four changes beside the secret that went."""
    rule = next(rule for rule in RUBRIC.rules if rule.id == "secret-removed")
    secret = replace(OFF.element, path=("Resources", "Seal"), name="Seal", type="AWS::SecretsManager::Secret")
    secret = replace(secret, kind="resource")
    gone = changed("name", "seal", MISSING, secret)._replace(status="removed")
    users = [changed(f"variables.s{at}", {"Ref": "Seal"}, MISSING) for at in range(4)]
    found = find_direction(rule, [gone, *users], [wish("Use Secrets Manager for it.")], NONE, RUBRIC)
    assert (found.direction, len(found.served)) == ("regresses", 1)


TRAIL = replace(OFF.element, type="aws_cloudtrail", kind="resource")


@pytest.mark.parametrize(
    ("name", "unit", "prompt", "direction"),
    [
        ("capacity-bounds", changed("min_capacity", 3, 1), "", "regresses"),
        ("capacity-bounds", changed("min_capacity", 3, 1), "At least 1 node of them", "repairs"),
        ("capacity-bounds", changed("min_size", 2, 1), "Auto scaling: min: 1, desired: 2", "repairs"),
        ("capacity-bounds", changed("min_size", 2, 1), "Auto scaling: min: 2, desired: 1", "regresses"),
        ("inline-rules-dropped", changed("ingress", "x", MISSING), "Restrict inbound traffic to one range", "beyond"),
        ("inline-rules-dropped", changed("ingress", "x", MISSING), "Only allow inbound HTTPS: ingress", "regresses"),
        ("capacity-bounds", changed("max_capacity", 3, 1), "", "beyond"),
        ("data-made-disposable", changed("force_destroy", False, True), "", "regresses"),
        ("data-made-disposable", changed("force_destroy", MISSING, True), "", "beyond"),
        ("version-limits-loosened", changed("hay.version", "~> 5.0", ">= 5.0"), "", "regresses"),
        ("version-limits-loosened", changed("hay.version", "~> 5.0", ">= 5.0"), "Any provider >= 5.0", "repairs"),
        ("tags", changed("tags.Owner", "farm", MISSING, TRAIL), "", "regresses"),
        ("tags", changed("tags.Owner", "farm", "barn", TRAIL), "", "beyond"),
        ("audit-settings", changed("insight_selector", {"type": "All"}, MISSING, TRAIL), "", "regresses"),
        ("audit-settings", changed("is_multi_region_trail", True, False, TRAIL), "", "regresses"),
        ("audit-settings", changed("s3_key_prefix", "a", "b", TRAIL), "", "beyond"),
        ("range-opened-by-default", changed("default", "10.0.0.0/8", "0.0.0.0/0"), "No SSH from outside", "regresses"),
        ("range-opened-by-default", changed("default", "10.0.0.0/8", "0.0.0.0/0"), "SSH from anywhere", "repairs"),
        ("tls-only-policy-dropped", changed("policy", "x", MISSING), "Groups admit only HTTPS traffic", "regresses"),
        (
            "backup-settings",
            changed("point_in_time_recovery", True, MISSING),
            "No copies\u2014use recovery",
            "regresses",
        ),
    ],
)
def test_what_is_looser_or_no_longer_recorded_is_a_loss(name: str, unit: Unit, prompt: str, direction: str):
    rule = next(each for each in RUBRIC.rules if each.id == name)
    served = tuple(cite([wish(prompt)]).serve((*rule.terms, *rule.excuses), Subject(())))
    assert find_direction(rule, [unit], served, NONE, RUBRIC).direction == direction


def test_what_another_stack_declares_is_a_loss():
    """What was asked for is not what is deployed."""
    unit = changed("title", MISSING, "yard")
    strange = unit._replace(changes=tuple(replace(each, standing="unrelated") for each in unit.changes))
    verdicts = [find_direction(None, [each], (), NONE, RUBRIC) for each in (unit, strange)]
    assert [(each.direction, each.labels) for each in verdicts] == [("beyond", ()), ("regresses", ("regression",))]

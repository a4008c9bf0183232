"""What the texts of fixes say of each side: what came is there on the right, and equal texts are no change."""

from __future__ import annotations

from pathlib import Path

from reviewer import review_task
from reviewer.model import MISSING, Fix
from reviewer.rubric.words import add_subject, render_words
from tests.rubrics import shipped

RUBRIC = shipped()


def fixes(folder: Path, platform: str, language: str, model: str, ideal: str) -> dict[str, Fix]:
    """Reviews a task of two programs and gives the fixes by their rules."""
    (folder / "lib").mkdir()
    (folder / "metadata.json").write_text(f'{{"platform": "{platform}", "language": "{language}"}}')
    for side, code in (("MODEL", model), ("IDEAL", ideal)):
        (folder / f"lib/{side}_RESPONSE.md").write_text(f"```{language}\n{code}```\n")
    return {fix.rule: fix for fix in review_task(str(folder), RUBRIC).fixes}


START = 'import pulumi\nimport pulumi_aws as aws\n\nbarn = aws.s3.Bucket("barn")\n'


def test_code_that_came_is_there_on_the_right() -> None:
    """Beside an import that went, say: no value stands on either side to be told."""
    (rule,) = (rule for rule in RUBRIC.rules if rule.id == "program-code")
    facts = {"left": "One", "right": "Other", "before": None, "after": None, "removed": ["x"], "changed": [], "n": 3}
    for added, told in ((["Barn"], "has it"), (["Barn", "Gate"], "has them"), ([], "does without")):
        text = render_words(rule.words.fix, facts | {"added": added}, RUBRIC)
        assert text == f"Other {told} (3 statements or values differ)"


def test_tests_that_came_are_there_on_the_right(tmp_path: Path):
    model = START + "\n\ndef test_barn():\n    pass\n"
    ideal = model + "\n\ndef test_gate():\n    assert barn\n"
    assert fixes(tmp_path, "pulumi", "py", model, ideal)["tests-changed"].fix == "IDEAL_RESPONSE has it"


def test_versions_that_read_alike_are_not_told_as_a_change_from_one_to_the_other(tmp_path: Path):
    code = """import * as cdk from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';

export class Shop extends cdk.Stack {{
  constructor(scope: any, id: string, props: any) {{
    super(scope, id);
    const usedVersion = props.usedVersion;
    new rds.DatabaseInstance(this, 'Orders', {{
      engine: rds.DatabaseInstanceEngine.postgres({{ version: {} }}),
    }});
  }}
}}
"""
    versions = "rds.PostgresEngineVersion.of(usedVersion, usedVersion)", "usedVersion"
    model, ideal = map(code.format, versions)
    assert fixes(tmp_path, "cdk", "ts", model, ideal)["engine-version"].title == "Engine version of `Orders` changed"


def test_the_variable_of_a_loop_is_no_name_of_a_tag() -> None:
    (rule,) = (rule for rule in RUBRIC.rules if rule.id == "stack-tags")
    facts = {
        "left": "One",
        "right": "Other",
        "before": None,
        "after": "value",
        "verb": "added",
        "n": 1,
        "removed": [],
        "changed": [],
    }
    for elements, told in (
        (["key"], "Tags of a map, set in a loop, added"),
        (["Owner"], "Tag `Owner` added"),
        (["key", "Owner"], "Tags `Owner`, and those of a map, added"),
    ):
        facts |= {"elements": elements, "element": elements[0], "types": [], "added": elements}
        assert render_words(rule.words.title, add_subject(rule.words, facts, RUBRIC), RUBRIC) == told
        assert "`key`" not in render_words(rule.words.fix, facts, RUBRIC)


STACK = """import * as cdk from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

export class Shop extends cdk.Stack {
  constructor(scope: any, id: string, props: any) {
    super(scope, id);
    %s
  }
}
"""


def test_names_that_mostly_told_the_environment_are_not_called_names_without_it():
    """What came beside them, such as the variable itself, tells nothing of how they were."""
    (rule,) = (rule for rule in RUBRIC.rules if rule.id == "environment-suffix")
    facts = {"elements": ["Bell"], "subject": "`Bell`", "fields": ["topic_name"], "properties": ["topicName"]}
    came = (MISSING, "props.environmentSuffix")
    for before, said in (
        ("`bell-${environment}`", "tells the environment by its suffix"),
        ("bell", "applied to names"),
    ):
        values = [came, (before, "`bell-${environmentSuffix}`")]
        assert said in render_words(rule.words.title, facts | {"values": values}, RUBRIC)


def test_an_endpoint_of_another_kind_is_one_fix_with_its_settings(tmp_path: Path):
    kinds = (
        "new ec2.InterfaceVpcEndpoint(this, 'Way', { vpc, service: ec2.InterfaceVpcEndpointAwsService.DYNAMODB, "
        "privateDnsEnabled: true });",
        "new ec2.GatewayVpcEndpoint(this, 'Way', { vpc, service: ec2.GatewayVpcEndpointAwsService.DYNAMODB });",
    )
    found = fixes(tmp_path, "cdk", "ts", *(STACK % kind for kind in kinds))
    assert set(found) == {"resource-type-changed"}
    title = "`Way` is a gateway endpoint now, no longer an interface endpoint"
    assert found["resource-type-changed"].title == title


def test_a_schedule_of_rotation_that_gets_its_function_was_there_before(tmp_path: Path):
    code = "new secretsmanager.Secret(this, 'Pin').addRotationSchedule('Turn', { %s });"
    days, function = "automaticallyAfter: cdk.Duration.days(9)", "hostedRotation: turner"
    found = fixes(tmp_path, "cdk", "ts", STACK % (code % days), STACK % (code % f"{days}, {function}"))
    assert found["secret-rotation"].title == "Rotation of `Pin` given the function that carries it out"


def terraform(folder: Path, model: str, ideal: str) -> dict[str, Fix]:
    """Reviews two files of Terraform and gives the fixes by their rules."""
    return fixes(folder, "tf", "hcl", model, ideal)


GROUP = """resource "aws_autoscaling_group" "ferry" {{
  min_size = 1
  max_size = 4{}
}}
"""
POLICY = """resource "aws_autoscaling_policy" "{}" {{
  name                   = "{}"
  scaling_adjustment     = {}
  autoscaling_group_name = aws_autoscaling_group.ferry.name
}}
"""
GROW, SHRINK = POLICY.format("grow", "ferry-grow", 1), POLICY.format("shrink", "ferry-shrink", -1)
ATTACHMENT = """resource "aws_autoscaling_attachment" "pier" {
  autoscaling_group_name = aws_autoscaling_group.ferry.id
  lb_target_group_arn    = aws_lb_target_group.pier.arn
}
"""
TARGETS = 'resource "aws_lb_target_group" "pier" {{\n  port = 80\n  health_check {{\n    {}\n  }}\n}}\n'
REPLICATED = """resource "aws_s3_bucket_replication_configuration" "logs" {{
  bucket = aws_s3_bucket.logs.id
  rule {{
    status = "Enabled"{}
  }}
}}
"""


def test_a_scaling_policy_that_went_beside_others_is_told_by_itself(tmp_path: Path):
    group = GROUP.format("")
    fix = terraform(tmp_path, group + GROW + SHRINK, group + GROW)["scaling-removed"]
    assert fix.title == "Scaling policy removed (`aws_autoscaling_policy.shrink`)"
    assert fix.issue == "MODEL_RESPONSE has it"


def test_a_group_that_went_with_its_policies_no_longer_scales(tmp_path: Path):
    targets = TARGETS.format("enabled = true")
    fix = terraform(tmp_path, GROUP.format("") + GROW + targets, targets)["scaling-removed"]
    assert fix.title.startswith("Automatic scaling removed")


def test_a_group_is_attached_by_the_attachment(tmp_path: Path):
    targets = TARGETS.format('path = "/"')
    own = GROUP.format("\n  target_group_arns = [aws_lb_target_group.pier.arn]")
    fix = terraform(tmp_path, targets + own, targets + GROUP.format("") + ATTACHMENT)["scaling-attachment"]
    assert "by `aws_autoscaling_attachment.pier` instead of by its own property" in fix.title
    assert fix.fix == "IDEAL_RESPONSE declares `aws_autoscaling_attachment.pier`"


def test_defaults_of_a_health_check_are_written_out_on_the_side_that_has_them(tmp_path: Path):
    model, ideal = TARGETS.format("enabled = true"), TARGETS.format('port = "traffic-port"')
    fix = terraform(tmp_path, model, ideal)["health-check-default-stated"]
    assert "only some of" in fix.issue
    assert "others of them" in fix.fix


def test_what_a_rule_of_replication_copies_needs_no_target(tmp_path: Path):
    rule = '\n    delete_marker_replication {\n      status = "Enabled"\n    }'
    fix = terraform(tmp_path, REPLICATED.format(""), REPLICATED.format(rule))["replication-changed"]
    assert fix.reason == "The rules say which objects are copied, whether deletions are, and how soon."


def test_finer_metrics_of_instances_and_databases_are_told_by_their_names(tmp_path: Path):
    model = """resource "aws_launch_template" "ferry" {{
  name = "ferry"{}
}}
resource "aws_db_instance" "tickets" {{
  engine = "postgres"{}
}}
"""
    ideal = model.format("\n  monitoring {\n    enabled = true\n  }", "\n  performance_insights_enabled = true")
    fix = terraform(tmp_path, model.format("", ""), ideal)["enhanced-monitoring"]
    assert fix.title.startswith("Detailed monitoring and Performance Insights of")


def test_tags_of_another_construct_are_not_left_out(tmp_path: Path):
    code = """import * as cdk from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';

export class Farm extends cdk.Stack {{
  constructor(scope: any, id: string) {{
    super(scope, id);
    const barn = new s3.Bucket(this, 'Barn', {{ versioned: true }});
    cdk.Tags.of({}).add('Owner', 'Crew');
  }}
}}
"""
    tags = fixes(tmp_path, "cdk", "ts", code.format("barn"), code.format("this"))["stack-tags"]
    assert (tags.title, tags.fix) == ("Tag `Owner` set on another construct", "IDEAL_RESPONSE sets it elsewhere")


def test_a_prefix_that_went_fixed_no_name(tmp_path: Path):
    model = 'resource "aws_security_group" "pier" {\n  name_prefix = "pier-"\n  description = "Pier"\n}\n'
    fix = terraform(tmp_path, model, model.replace('  name_prefix = "pier-"\n', ""))["explicit-name"]
    assert fix.title == "Name prefix of `aws_security_group.pier` dropped"
    assert fix.reason.startswith("Behind a prefix")


def test_a_port_that_subnets_reached_and_the_whole_network_reaches_was_opened(tmp_path: Path):
    model = """resource "aws_security_group" "pier" {
  ingress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = aws_subnet.inner[*].cidr_block
  }
}
"""
    ideal = model.replace("aws_subnet.inner[*].cidr_block", "[aws_vpc.harbour.cidr_block]")
    fix = terraform(tmp_path, model, ideal)["ingress-rules"]
    assert fix.title == "Ingress of `aws_security_group.pier` opened from subnets to the whole VPC"
    assert fix.labels == ("possible regression - no prompt says whether it was wanted",)


def template(folder: Path, model: str, ideal: str) -> dict[str, Fix]:
    """Reviews a task of two templates."""
    return fixes(folder, "cfn", "yaml", f"Resources:\n{model}", f"Resources:\n{ideal}")


def test_names_are_told_by_what_became_of_them(tmp_path: Path):
    barn = "  Barn:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: {}\n"
    herd = "  Herd:\n    Type: AWS::IAM::Role\n    Properties:\n      Path: /\n"
    named = template(tmp_path, barn.format("hay") + herd + "      RoleName: cows\n", barn.format("straw") + herd)
    assert named["explicit-name"].title == "Name of `Barn` changed; that of `Herd` dropped"


def test_one_of_several_lifecycle_rules_that_went_leaves_the_others(tmp_path: Path):
    rule = "          - {{Id: {}, Status: Enabled, ExpirationInDays: {}}}\n"
    barn = (
        "  Barn:\n    Type: AWS::S3::Bucket\n    Properties:\n      LifecycleConfiguration:\n        Rules:\n"
        + rule.format("a", 9)
    )
    fix = template(tmp_path, barn + rule.format("b", 30), barn)["storage-lifecycle"]
    assert fix.title == "Some of the lifecycle rules taken from `Barn`"
    assert "for ever" not in fix.reason


def test_the_reason_for_a_default_is_no_reason_for_a_check(tmp_path: Path):
    """What a default decides a pattern does not."""
    parameter = "Parameters:\n  Barn:\n    Type: String\n"
    rest = "Resources:\n  Key:\n    Type: AWS::KMS::Key\n    Properties:\n      Description: !Ref Barn\n"
    came = {"Default: red": "can be left out", "AllowedPattern: '[a-z]+'": "refused"}
    for line, told in came.items():
        folder = tmp_path / told.replace(" ", "")
        folder.mkdir()
        fix = fixes(folder, "cfn", "yaml", parameter + rest, f"{parameter}    {line}\n{rest}")["parameter-settings"]
        assert told in fix.reason
        assert "interface" not in fix.reason

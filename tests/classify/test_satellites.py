"""What serves others goes with what it serves, and is named behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.classify.reviews import (
    ALARM,
    BUCKET,
    FUNCTION,
    PERMISSION,
    ROLE,
    TOPIC,
    program,
    review,
    review_terraform,
    rules_of,
)

SCHEDULE = """  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:
        - Arn: !GetAtt Worker.Arn
          Id: worker
"""


@pytest.mark.parametrize(
    ("added", "rules"),
    [
        (PERMISSION, ["invoke-permission-added"]),
        (SCHEDULE + PERMISSION, ["event-source-added"]),
    ],
)
def test_a_permission_goes_with_the_trigger_that_needs_it(added: str, rules: list[str], tmp_path: Path):
    """Alone it is the fix; with a trigger it is part of it."""
    fixes = review(tmp_path, FUNCTION, FUNCTION + added).fixes
    assert [fix.rule for fix in fixes] == rules


def test_a_resource_does_not_go_with_the_function_that_it_uses(tmp_path: Path):
    """The function says how long logs are kept; the log group is a fix of its own all the same."""
    added = (
        "function keep(stage: string) {\n  return stage === 'live' ? 30 : 7;\n}\n"
        "const log = new aws.cloudwatch.LogGroup('intake', { retentionInDays: keep('live') });\n"
    )
    found = rules_of(program(tmp_path, BUCKET, BUCKET + added))
    assert found["log-group-added"] == {"aws.cloudwatch.LogGroup"}
    assert {"keep"} in found.values()


def test_a_policy_does_not_go_with_the_settings_that_it_reads(tmp_path: Path):
    """The settings of the program are nothing that a policy serves, the bucket that was there is."""
    added = (
        "const settings = new pulumi.Config('shop');\n"
        "new aws.s3.BucketPolicy('readers', { bucket: uploads.id, policy: settings.secrets });\n"
    )
    found = rules_of(program(tmp_path, BUCKET, BUCKET + added))
    assert found["resource-policy-added"] == {"aws.s3.BucketPolicy"}


SWITCH = """Parameters:
  WantsKey: {Type: String, Default: 'yes'}
Conditions:
  HasKey: !Equals [!Ref WantsKey, 'yes']
"""


SERVER = """  Server:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1
      KeyName: {key}
  Lock:
    Type: AWS::SSM::Parameter
{condition}    Properties:
      Type: String
      Value: open
"""


def test_what_asks_one_condition_is_one_fix_with_the_switch_behind_it(tmp_path: Path):
    """Parameter and condition serve what they switch, wherever it is."""
    model = SERVER.format(key="main", condition="")
    key = "!If [HasKey, main, !Ref 'AWS::NoValue']"
    ideal = SERVER.format(key=key, condition="    Condition: HasKey\n") + SWITCH
    (fix,) = review(tmp_path, model, ideal).fixes
    assert fix.rule == "conditional-creation"
    parts = "`KeyName` changed on `Server`, `Condition` set on `Lock`"
    assert fix.title == f"Made to depend on the condition `HasKey`: {parts}"


PROFILE = """  Profile:
    Type: AWS::IAM::InstanceProfile
    Properties:
      Roles: [!Ref Role]
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
"""


def test_a_satellite_of_a_satellite_goes_with_what_both_serve(tmp_path: Path):
    """The role serves the profile, the profile the instance."""
    instance = "  Server:\n    Type: AWS::EC2::Instance\n    Properties:\n      IamInstanceProfile: !Ref Profile\n"
    (fix,) = review(tmp_path, FUNCTION, FUNCTION + instance + PROFILE).fixes
    assert fix.rule == "servers-added"


GATEWAY = """  Gate:
    Type: AWS::EC2::NatGateway
    Properties:
      SubnetId: subnet-1
  WayOut:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: rtb-1
      NatGatewayId: !Ref Gate
"""


def test_a_route_goes_with_the_gateway_that_it_leads_to(tmp_path: Path):
    """Without its gateway a route leads nowhere."""
    (fix,) = review(tmp_path, FUNCTION + GATEWAY, FUNCTION).fixes
    assert fix.title == "NAT gateways removed (`Gate`)"


def test_a_title_names_what_the_others_serve(tmp_path: Path):
    """A variable stands above its users in the file, and says least: where something else came, it is not named."""
    fixes = review_terraform(tmp_path, f"```hcl\n{TOPIC}```\n", f"```hcl\n{ALARM}{TOPIC}```\n").fixes
    assert [fix.title for fix in fixes] == ["Alarms added (`aws_cloudwatch_metric_alarm.late`)"]


def test_a_value_for_a_variable_takes_nothing_along(tmp_path: Path):
    """The setting of a .tfvars file has the name of the variable; who uses the variable does not serve the setting."""
    block = f'```hcl\n# main.tf\nvariable "shelf" {{\n  type = string\n}}\n{TOPIC}'
    ideal = f'{block}{ROLE}```\n\n```hcl\n# terraform.tfvars\nshelf = "upper"\n```\n'
    fixes = review_terraform(tmp_path, f"{block}```\n", ideal).fixes
    assert [(fix.rule, len(fix.changes)) for fix in fixes[:2]] == [("iam-role", 1), ("variable-values", 1)]


@pytest.mark.parametrize(("tables", "own"), [(("Notes",), False), (("Pages", "Books", "Notes"), True)])
def test_a_policy_for_what_was_there_does_not_go_with_what_came(tables: tuple[str, ...], own: bool, tmp_path: Path):
    """What only uses the new table is part of it."""
    there = "".join(f"  {name}:\n    Type: AWS::DynamoDB::Table\n" for name in ("Pages", "Books"))
    role = "  Reader:\n    Type: AWS::IAM::Role\n    Properties:\n      Path: /\n"
    resources = "".join(f"                  - !GetAtt {name}.Arn\n" for name in tables)
    policy = (
        "      Policies:\n        - PolicyName: read\n          PolicyDocument:\n            Statement:\n"
        "              - Effect: Allow\n                Action: dynamodb:GetItem\n"
        f"                Resource:\n{resources}"
    )
    came = "  Notes:\n    Type: AWS::DynamoDB::Table\n"
    rules = {fix.rule for fix in review(tmp_path, there + role, there + role + policy + came).fixes}
    assert ("iam-permissions" in rules) is own


def test_what_a_function_does_for_the_stack_goes_with_it(tmp_path: Path):
    """A custom resource is nothing without the function behind it."""
    harvest = "  Harvest:\n    Type: Custom::Harvest\n    Properties:\n      ServiceToken: !GetAtt Worker.Arn\n"
    barn = "  Barn:\n    Type: AWS::SQS::Queue\n"
    found = review(tmp_path, barn, barn + FUNCTION + harvest)
    assert len(found.fixes) == 1


GROUP = 'resource "aws_security_group" "{0}" {{\n  vpc_id = "vpc-4"\n}}\n'
STORE = """resource "aws_db_subnet_group" "store" {
  subnet_ids = ["subnet-4", "subnet-7"]
}
resource "aws_db_instance" "store" {
  engine                 = "postgres"
  db_subnet_group_name   = aws_db_subnet_group.store.name
  vpc_security_group_ids = [aws_security_group.store.id]
}
"""
RULE = """resource "aws_security_group_rule" "{0}" {{
  type                     = "ingress"
  from_port                = 5432
  to_port                  = 5432
  protocol                 = "tcp"
  security_group_id        = aws_security_group.{0}.id
  source_security_group_id = "sg-7"
}}
"""
DOOR = 'resource "aws_lb" "door" {\n  security_groups = [aws_security_group.store.id]\n}\n'


def test_a_member_goes_with_what_alone_uses_it(tmp_path: Path) -> None:
    """The security group of a database, its rule and the subnet group are one fix with the database."""
    added = f"```hcl\n{TOPIC}{GROUP.format('store')}{RULE.format('store')}{STORE}```\n"
    fixes = review_terraform(tmp_path, f"```hcl\n{TOPIC}```\n", added).fixes
    assert [fix.rule for fix in fixes] == ["resource-added"]
    assert "aws_security_group" not in fixes[0].title


@pytest.mark.parametrize("used", ["", STORE + DOOR])
def test_a_member_that_none_or_several_use_is_a_fix_of_its_own(used: str, tmp_path: Path) -> None:
    added = f"```hcl\n{TOPIC}{GROUP.format('store')}{RULE.format('store')}{used}```\n"
    found = rules_of(review_terraform(tmp_path, f"```hcl\n{TOPIC}```\n", added))
    assert found["security-group-added"] == {"aws_security_group", "aws_security_group_rule"}


def test_a_member_of_what_was_there_is_a_fix_of_its_own(tmp_path: Path) -> None:
    """The group of a database that stays does not go with the load balancer that it admits from now on."""
    kept = STORE.replace("aws_security_group.store.id", '"sg-4"')
    model, ideal = f"```hcl\n{TOPIC}{kept}```\n", f"```hcl\n{TOPIC}{GROUP.format('store')}{STORE}{DOOR}```\n"
    assert "security-group-added" in rules_of(review_terraform(tmp_path, model, ideal))


def test_a_rule_that_admits_everyone_is_told(tmp_path: Path) -> None:
    opened = RULE.format("store").replace('source_security_group_id = "sg-7"', 'cidr_blocks = ["0.0.0.0/0"]')
    added = f"```hcl\n{TOPIC}{GROUP.format('store')}{opened}{STORE}```\n"
    found = rules_of(review_terraform(tmp_path, f"```hcl\n{TOPIC}```\n", added))
    assert found["open-rule-added"] == {"aws_security_group_rule"}

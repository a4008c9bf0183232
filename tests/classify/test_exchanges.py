"""What went in one form and came in another is one fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import review_task
from reviewer.classify.exchanges import read_exchange
from reviewer.review import Review
from tests.rubrics import shipped

RUBRIC = shipped()


def review(folder: Path, model: str, ideal: str, platform: str = "tf", language: str = "hcl") -> Review:
    """Reviews a task of two programs."""
    (folder / "lib").mkdir()
    (folder / "metadata.json").write_text(f'{{"platform": "{platform}", "language": "{language}"}}')
    for side, code in (("MODEL", model), ("IDEAL", ideal)):
        (folder / f"lib/{side}_RESPONSE.md").write_text(f"```{language}\n{code}```\n")
    return review_task(str(folder), RUBRIC)


TABLE = """resource "aws_route_table" "pier" {{
  vpc_id = var.harbour
{}}}
"""
ENTRY = '  route {\n    cidr_block = "0.0.0.0/0"\n    gateway_id = var.gateway\n  }\n'
ROUTE = """resource "aws_route" "out" {{
  route_table_id         = aws_route_table.pier.id
  destination_cidr_block = "{}"
  gateway_id             = var.gateway
}}
"""


@pytest.mark.parametrize(
    ("block", "title"),
    [
        ("0.0.0.0/0", "Routes written as resources of their own (`aws_route_table.pier`)"),
        ("10.7.0.0/16", "Routes written as resources of their own, with other values (`aws_route_table.pier`)"),
    ],
)
def test_a_route_that_became_a_resource_is_one_fix(block: str, title: str, tmp_path: Path):
    found = review(tmp_path, TABLE.format(ENTRY), TABLE.format("") + ROUTE.format(block)).fixes
    assert [fix.title for fix in found] == [title]


GROUP_ENTRY = """resource "aws_security_group" "hold" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.2.0.0/16"]
  }
}
"""
GROUP_RULE = """resource "aws_security_group" "hold" {
}
resource "aws_security_group_rule" "web" {
  security_group_id = aws_security_group.hold.id
  type              = "ingress"
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = ["10.2.0.0/16"]
}
"""


@pytest.mark.parametrize(
    ("model", "block", "rule"),
    [
        (GROUP_ENTRY, "10.2.0.0/16", "network-rules-rewritten"),
        (GROUP_ENTRY, "0.0.0.0/0", "open-rules-apart"),
        ('resource "aws_security_group" "hold" {\n}\n', "0.0.0.0/0", "open-rule-added"),
    ],
)
def test_what_a_group_admits_is_told_by_itself_where_it_is_not_the_same(
    model: str, block: str, rule: str, tmp_path: Path
):
    """A port that is open to the internet now does not hide behind another way to write it."""
    found = review(tmp_path, model, GROUP_RULE.replace("10.2.0.0/16", block)).fixes
    assert [fix.rule for fix in found] == [rule]


def test_it_is_one_fix_the_other_way_round(tmp_path: Path):
    found = review(tmp_path, TABLE.format("") + ROUTE.format("0.0.0.0/0"), TABLE.format(ENTRY)).fixes
    assert [fix.title for fix in found] == ["Routes written in the bodies of their tables (`aws_route_table.pier`)"]


def test_a_table_that_has_both_exchanges_nothing(tmp_path: Path):
    """One route went from the body, another was a resource all along and went as well."""
    model = TABLE.format(ENTRY) + ROUTE.format("10.9.0.0/16")
    ideal = TABLE.format(ENTRY.replace("gateway_id = var.gateway", "nat_gateway_id = var.nat"))
    assert "network-rules-rewritten" not in {fix.rule for fix in review(tmp_path, model, ideal).fixes}


ROLE = 'resource "aws_iam_role" "clerk" {\n  name = "clerk"\n}\n'
ALLOWS = 'policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })'
POLICY = f"""resource "aws_iam_policy" "reads" {{
  name   = "clerk-reads"
  {ALLOWS}
}}
resource "aws_iam_role_policy_attachment" "reads" {{
  role       = aws_iam_role.clerk.name
  policy_arn = aws_iam_policy.reads.arn
}}
"""
ENTRIES = f"""resource "aws_iam_role" "clerk" {{
  name = "clerk"
  inline_policy {{
    name   = "reads"
    {ALLOWS}
  }}
}}
"""


def test_a_policy_belongs_to_the_role_that_another_resource_attaches_it_to(tmp_path: Path):
    """It does not name the role itself."""
    found = review(tmp_path, ROLE + POLICY, ENTRIES).fixes
    assert [fix.rule for fix in found] == ["permissions-rewritten"]


def instance(name: str) -> str:
    """Writes a server."""
    return f"  {name}:\n    Type: AWS::EC2::Instance\n    Properties:\n      InstanceType: t3.small\n"


GROUP = """  Crew:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MaxSize: 4
      LaunchTemplate: {LaunchTemplateId: !Ref Berth, Version: "1"}
  Berth:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData: {InstanceType: t3.small}
"""


@pytest.mark.parametrize(
    ("model", "ideal", "title"),
    [
        (instance("Mate"), GROUP, "EC2 instance `Mate` replaced by Auto Scaling group `Crew`"),
        (GROUP, instance("Mate"), "Auto Scaling group `Crew` replaced by EC2 instance `Mate`"),
        (instance("Bastion"), GROUP, None),  # what others are reached through is no server of the application
    ],
)
def test_one_kind_that_stands_for_another_is_one_fix(model: str, ideal: str, title: str | None, tmp_path: Path):
    found = review(tmp_path, f"Resources:\n{model}", f"Resources:\n{ideal}", "cfn", "yaml").fixes
    exchanged = [fix.title for fix in found if fix.rule in ("servers-scaled", "scaling-given-up")]
    assert exchanged == ([title] if title else [])
    assert len(found) == 1 or title is None


def test_kinds_that_both_sides_have_are_not_exchanged(tmp_path: Path):
    """A server that went beside a group that was there before does not become that group."""
    model = f"Resources:\n{instance('Mate')}{instance('Cook')}{GROUP}"
    other = GROUP.replace("Crew", "Watch").replace("MaxSize: 4", "DesiredCapacity: 9\n      Cooldown: 60")
    ideal = f"Resources:\n{instance('Cook')}{GROUP}{other.partition('  Berth')[0]}"
    assert "servers-scaled" not in {fix.rule for fix in review(tmp_path, model, ideal, "cfn", "yaml").fixes}


def test_a_rule_that_asks_for_forms_that_there_are_not_is_refused():
    with pytest.raises(ValueError, match="no forms"):
        read_exchange("routes/entries/songs/kept")


BALANCER = 'resource "aws_lb" "quay" {\n  internal = false\n}\n'
LISTENER = """resource "aws_lb_listener" "{name}" {{
  load_balancer_arn = aws_lb.quay.arn
  port              = {port}
  protocol          = "{protocol}"
  {more}
}}
"""


def test_a_listener_that_went_goes_with_those_that_came_for_it(tmp_path: Path):
    """Of those one may be of the kind that went: it only redirects now."""
    forward = 'default_action {\n    type = "forward"\n    target_group_arn = var.group\n  }'
    redirect = forward.replace("forward", "redirect").replace("target_group_arn = var.group", "redirect {\n    }")
    secure = LISTENER.format(
        name="secure", port=443, protocol="HTTPS", more=f"certificate_arn = var.proof\n  {forward}"
    )
    plain = LISTENER.format(name="plain", port=80, protocol="HTTP", more=redirect)
    front = LISTENER.format(name="front", port=80, protocol="HTTP", more=forward)
    found = review(tmp_path, BALANCER + front, BALANCER + secure + plain).fixes
    assert [fix.rule for fix in found] == ["https-listener"]


BUCKET = """import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
export class Store extends cdk.Stack {{
  constructor(scope: cdk.App, id: string) {{
    super(scope, id);
    const crate = new s3.Bucket(this, 'Crate', {{ versioned: true{} }});
{}  }}
}}
"""
DENIAL = """    crate.addToResourcePolicy(new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      actions: ['s3:*'],
      resources: [crate.bucketArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }));
"""


def test_a_denial_that_a_property_writes_by_itself_is_the_same_denial(tmp_path: Path):
    found = review(tmp_path, BUCKET.format("", DENIAL), BUCKET.format(", enforceSSL: true", ""), "cdk", "ts").fixes
    assert [fix.rule for fix in found] == ["tls-refusal-rewritten"]


def test_a_dependency_that_is_stated_where_it_counts_is_neither_dropped_nor_new(tmp_path: Path):
    """The program takes no order of creation from an argument of the resource."""
    code = """import * as aws from "@pulumi/aws";
const crane = new aws.sns.Topic("crane", {{}});
new aws.cfg.DeliveryChannel("slip", {{ s3BucketName: "harbour"{} }}{});
"""
    model, ideal = code.format(", dependsOn: [crane]", ""), code.format("", ", { dependsOn: [crane] }")
    found = review(tmp_path, model, ideal, "pulumi", "ts").fixes
    assert [fix.rule for fix in found] == ["dependency-moved"]


def test_what_is_written_otherwise_at_several_owners_is_one_intent(tmp_path: Path):
    """Where one of them admits something else now, the others are no fix of their own."""
    second = GROUP_ENTRY.replace("hold", "deck")
    model = GROUP_ENTRY + second
    other = GROUP_RULE.replace("hold", "deck").replace('"web"', '"rail"')
    found = review(tmp_path, model, GROUP_RULE + other.replace("10.2.0.0/16", "0.0.0.0/0")).fixes
    assert "network-rules-rewritten" not in {fix.rule for fix in found}


SERVICE = """import * as cdk from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as ecs_patterns from 'aws-cdk-lib/aws-ecs-patterns';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
export class Shop extends cdk.Stack {{
  constructor(scope: cdk.App, id: string) {{
    super(scope, id);
{}  }}
}}
"""
PATTERN = (
    "    new ecs_patterns.ApplicationLoadBalancedFargateService(this, 'Counter', { cpu: 512, desiredCount: 2 });\n"
)
PARTS = """    const task = new ecs.FargateTaskDefinition(this, 'Task', { cpu: 512 });
    const service = new ecs.FargateService(this, 'Till', { taskDefinition: task, desiredCount: 2 });
    const balancer = new elbv2.ApplicationLoadBalancer(this, 'Door', { internetFacing: true });
    const listener = balancer.addListener('Bell', { port: 80 });
    listener.addTargets('Clerk', { port: 80, targets: [service] });
"""


@pytest.mark.parametrize("turned", [False, True])
def test_a_pattern_and_its_parts_are_one_service(turned: bool, tmp_path: Path):
    """No load balancer is new where the pattern made one."""
    sides = [SERVICE.format(PATTERN), SERVICE.format(PARTS)]
    found = review(tmp_path, *(reversed(sides) if turned else sides), "cdk", "ts").fixes
    assert [fix.rule for fix in found] == ["pattern-unfolded"]


STACK = """import * as cdk from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
export class Pier extends cdk.Stack {{
  constructor(scope: any, id: string) {{
    super(scope, id);
    const vpc = new ec2.Vpc(this, 'Harbour', {{ maxAzs: 2 }});
{}  }}
}}
"""
ON_VPC = "    vpc.addFlowLog('Log', { trafficType: ec2.FlowLogTrafficType.ALL });\n"
BESIDE_VPC = """    new ec2.FlowLog(this, 'Log', {
      resourceType: ec2.FlowLogResourceType.fromVpc(vpc),
      trafficType: ec2.FlowLogTrafficType.ALL,
    });
"""
CREW = """    const crew = new ecs.FargateService(this, 'Crew', { cluster: boats });
    crew.attachTo%sTargetGroup(berths);
"""
TEMPLATE = """    const plan = new ec2.LaunchTemplate(this, 'Plan', {
      machineImage: image,
      requireImdsv2: true,
    });
    new ec2.Instance(this, 'Boat', { vpc, launchTemplate: plan });
"""
INSTANCE = "    new ec2.Instance(this, 'Boat', { vpc, machineImage: image, requireImdsv2: true });\n"
UNKNOWN = "    new iam.CfnAccessAnalyzer(this, 'Watch', { type: 'ACCOUNT', analyzerName: 'pier' });\n"
GENERIC = """    new cdk.CfnResource(this, 'Watch', {
      type: 'AWS::AccessAnalyzer::Analyzer',
      properties: { Type: 'ACCOUNT', AnalyzerName: 'pier' },
    });
"""


@pytest.mark.parametrize(
    ("model", "ideal", "rule"),
    [
        (ON_VPC, BESIDE_VPC, "flow-logs-rewritten"),
        (BESIDE_VPC, ON_VPC, "flow-logs-rewritten"),
        (CREW % "Application", CREW % "Network", "attachment-rewritten"),
        (TEMPLATE, INSTANCE, "instance-settings-rewritten"),
        (UNKNOWN, GENERIC, "unknown-type-rewritten"),
    ],
)
def test_what_stands_elsewhere_in_the_stack_is_neither_lost_nor_new(model: str, ideal: str, rule: str, tmp_path: Path):
    found = review(tmp_path, STACK.format(model), STACK.format(ideal), "cdk", "ts").fixes
    assert [fix.rule for fix in found] == [rule]


def test_limits_that_a_stage_cannot_have_are_written_beside_it(tmp_path: Path):
    stage = 'resource "aws_api_gateway_stage" "quay" {\n  stage_name = "quay"\n%s}\n'
    limits = "  throttle_settings {\n    rate_limit  = 50\n    burst_limit = 90\n  }\n"
    beside = """resource "aws_api_gateway_method_settings" "all" {
  stage_name  = aws_api_gateway_stage.quay.stage_name
  method_path = "*/*"
  settings {
    throttling_rate_limit  = 50
    throttling_burst_limit = 90
  }
}
"""
    found = review(tmp_path, stage % limits, stage % "" + beside).fixes
    assert [fix.rule for fix in found] == ["method-settings-rewritten"]


STALLS = """resource "aws_sqs_queue" "stall" {
  for_each   = toset(["cow", "hen"])
  name       = "${each.value}-stall"
  fifo_queue = true
}
"""
STALL = """resource "aws_sqs_queue" "stall_%s" {
  name       = "%s-stall"
  fifo_queue = true
}
"""


def test_what_a_loop_made_and_is_written_out_is_one_fix(tmp_path: Path):
    """Neither is a queue lost nor another one new."""
    rows = STALL % ("cow", "cow") + STALL % ("hen", "hen")
    for folder, sides in (("out", (STALLS, rows)), ("in", (rows, STALLS))):
        (tmp_path / folder).mkdir()
        (fix,) = review(tmp_path / folder, *sides).fixes
        assert fix.rule == {"out": "loop-written-out", "in": "written-in-loop"}[folder]
        assert all(name in fix.title for name in ("`aws_sqs_queue.stall`", "stall_cow`", "stall_hen`"))


FLOW = "Resources:\n  Tides:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n"
ENDS = "{StartAt: Ebb, States: {Ebb: {Type: Succeed}}}"
SERVERLESS_API = "Resources:\n  Harbour:\n    Type: AWS::Serverless::Api\n    Properties:\n      StageName: quay\n"
PLANNED = "      Auth:\n        UsagePlan:\n          CreateUsagePlan: PER_API\n"
PLAN = """  Plan:
    Type: AWS::ApiGateway::UsagePlan
    Properties:
      ApiStages:
        - ApiId: !Ref Harbour
          Stage: quay
  Pass:
    Type: AWS::ApiGateway::ApiKey
    Properties:
      StageKeys:
        - RestApiId: !Ref Harbour
          StageName: quay
  PlanPass:
    Type: AWS::ApiGateway::UsagePlanKey
    Properties:
      KeyId: !Ref Pass
      KeyType: API_KEY
      UsagePlanId: !Ref Plan
"""


@pytest.mark.parametrize(
    ("model", "ideal", "title"),
    [
        (
            f"{FLOW}      Definition: {ENDS}\n",
            f'{FLOW}      DefinitionString: \'{{"StartAt": "Ebb"}}\'\n',
            "Definition of `Tides` written as a text instead of as an object",
        ),
        (
            SERVERLESS_API + PLANNED,
            SERVERLESS_API + PLAN,
            "Usage plan of the API written as resources of its own (`Plan`, `Pass` and `PlanPass`)",
        ),
    ],
)
def test_of_properties_that_stand_for_one_another_none_is_dropped(model: str, ideal: str, title: str, tmp_path: Path):
    found = review(tmp_path, model, ideal, "cfn", "yaml").fixes
    assert [fix.title for fix in found] == [title]


SHELF = """resource "aws_s3_bucket" "shells" {{
  bucket = "shells"
{}}}
"""
KEEPS = "  versioning {\n    enabled = true\n  }\n"
KEPT = """resource "aws_s3_bucket_versioning" "shells" {
  bucket = aws_s3_bucket.shells.id
  versioning_configuration {
    status = "Enabled"
  }
}
"""


@pytest.mark.parametrize("turned", [False, True])
def test_a_setting_of_a_bucket_that_is_declared_elsewhere_is_neither_dropped_nor_new(turned: bool, tmp_path: Path):
    sides = [SHELF.format(KEEPS), SHELF.format("") + KEPT]
    found = review(tmp_path, *(reversed(sides) if turned else sides)).fixes
    assert [fix.rule for fix in found] == ["bucket-settings-rewritten"]


PROVIDER = """import * as aws from '@pulumi/aws';
const {name} = new aws.Provider('{name}', {{ {args} }});
"""


def test_a_provider_under_another_name_is_neither_new_nor_lost(tmp_path: Path):
    model = PROVIDER.format(name="tide", args="region: 'eu-west-1'")
    ideal = PROVIDER.format(name="crane", args="region: zone, maxRetries: 9, profile: 'yard'")
    titles = [fix.title for fix in review(tmp_path, model, ideal, "pulumi", "ts").fixes]
    assert "Provider `tide` replaced by `crane`" in titles

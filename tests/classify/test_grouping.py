"""How claims become fixes: what joins what, and what keeps its own name."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import review_task
from reviewer.review import Review
from reviewer.rubric.words import render_words
from tests.rubrics import shipped

RUBRIC = shipped()


def review(folder: Path, model: str, ideal: str) -> Review:
    """Reviews a task of two templates."""
    (folder / "lib").mkdir()
    (folder / "metadata.json").write_text('{"platform": "cfn", "language": "yaml"}')
    for side, resources in (("MODEL", model), ("IDEAL", ideal)):
        (folder / f"lib/{side}_RESPONSE.md").write_text(f"```yaml\nResources:\n{resources}```\n")
    return review_task(str(folder), RUBRIC)


FUNCTION = "  Worker:\n    Type: AWS::Lambda::Function\n    Properties:\n      Handler: a.b\n"
PERMISSION = """  Invoke:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Worker
      Action: lambda:InvokeFunction
      Principal: events.amazonaws.com
"""
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


ROLE = """  Reader:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}]
"""
GRANT = """  Reading:
    Type: AWS::IAM::RolePolicy
    Properties:
      RoleName: !Ref Reader
      PolicyDocument:
        Statement: [{Effect: Allow, Action: "sqs:ReceiveMessage", Resource: !GetAtt Jobs.Arn}]
"""
JOBS = "  Jobs:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 7\n"


@pytest.mark.parametrize(
    ("added", "apart"),
    [
        (JOBS + ROLE + GRANT, True),
        (JOBS + GRANT, False),
        (JOBS + ROLE + GRANT + FUNCTION + "      Role: !GetAtt Reader.Arn\n", False),
    ],
)
def test_a_role_goes_with_what_acts_under_it_and_not_with_what_it_may_use(added: str, apart: bool, tmp_path: Path):
    """Nobody is seen to take the first one; the second role was there before, and the third is that of the function."""
    fixes = review(tmp_path, QUEUE, QUEUE + added).fixes
    together = {
        each.pointer.split("/")[2] for fix in fixes if "Jobs" in fix.title for each in fix.changes if each.pointer
    }
    assert ("Reading" not in together) is (apart or "Worker" in added)
    assert bool({"iam-role", "iam-permissions"} & {fix.rule for fix in fixes}) is apart


def settings(count: int, value: int) -> str:
    """Builds tables, a function and more, each with one setting of another rule."""
    properties = (
        ("AWS::Lambda::Function", "Timeout", value),
        ("AWS::Lambda::Function", "MemorySize", value * 128),
        ("AWS::RDS::DBInstance", "BackupRetentionPeriod", value),
        ("AWS::RDS::DBInstance", "AllocatedStorage", value * 10),
        ("AWS::RDS::DBInstance", "DBInstanceClass", f"db.t{value}.small"),
        ("AWS::RDS::DBInstance", "EngineVersion", f"{value}.1"),
        ("AWS::Logs::LogGroup", "RetentionInDays", value),
        ("AWS::KMS::Key", "PendingWindowInDays", value + 7),
        ("AWS::S3::Bucket", "BucketName", f"bucket-{value}"),
        ("AWS::EC2::VPC", "CidrBlock", f"10.{value}.0.0/16"),
        ("AWS::AutoScaling::AutoScalingGroup", "MaxSize", value),
        ("AWS::ElasticLoadBalancingV2::TargetGroup", "HealthCheckPath", f"/{value}"),
        ("AWS::CloudWatch::Alarm", "Threshold", value),
        ("AWS::EC2::SecurityGroup", "GroupDescription", f"for tier {value}"),
        ("AWS::EC2::Subnet", "AvailabilityZone", f"eu-west-{value}a"),
        ("AWS::Lambda::EventSourceMapping", "BatchSize", value),
        ("AWS::SQS::Queue", "VisibilityTimeout", value * 30),
    )
    return "".join(
        f"  R{at}:\n    Type: {kind}\n    Properties:\n      {key}: {said}\n"
        for at, (kind, key, said) in enumerate(properties[:count])
    )


ALARM = "  Loud:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n      MetricName: Lag\n"
QUEUE = "  Waiting:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 7\n"
TABLE = "  Rows:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      BillingMode: PROVISIONED\n"
STREAM = "  Flow:\n    Type: AWS::Kinesis::Stream\n    Properties:\n      ShardCount: 2\n"


def test_what_joined_a_fix_that_is_gone_keeps_its_own_name(tmp_path: Path):
    """The permission goes with its new function, so the order has no permission to go with."""
    deployment = "  Deployment:\n    Type: AWS::ApiGateway::Deployment\n{order}    Properties:\n      RestApiId: abc\n"
    order = "    DependsOn: [ReadMethod]\n"
    ideal = deployment.format(order=order) + FUNCTION + PERMISSION
    found = review(tmp_path, deployment.format(order=""), ideal)
    assert {fix.rule for fix in found.fixes} == {"creation-order-required", "resource-added"}


@pytest.mark.parametrize("count", [1, 5, RUBRIC.grouping.crowded])
def test_few_fixes_keep_their_own_names(count: int, tmp_path: Path):
    """As long as a person would name them one by one, so do we."""
    assert len(review(tmp_path, settings(count, 2), settings(count, 3)).fixes) == count


def program(folder: Path, model: str, ideal: str) -> Review:
    """Reviews a task of two programs for Pulumi."""
    (folder / "lib").mkdir()
    (folder / "metadata.json").write_text('{"platform": "pulumi", "language": "ts"}')
    head = "import * as pulumi from '@pulumi/pulumi';\nimport * as aws from '@pulumi/aws';\n"
    for side, text in (("MODEL", model), ("IDEAL", ideal)):
        (folder / f"lib/{side}_RESPONSE.md").write_text(f"```typescript\n{head}{text}```\n")
    return review_task(str(folder), RUBRIC)


def rules_of(found: Review) -> dict[str, set[str]]:
    """The elements that each fix is about."""
    return {fix.rule: {(each.pointer or "").split("/")[1] for each in fix.changes} for fix in found.fixes}


BUCKET = "const uploads = new aws.s3.Bucket('uploads', { forceDestroy: true });\n"


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


def test_another_variable_is_no_change_of_what_it_holds(tmp_path: Path):
    """A block of public access that only another variable holds is no setting of public access."""
    block = "new aws.s3.BucketPublicAccessBlock('closed', { bucket: uploads.id, blockPublicAcls: true });\n"
    found = rules_of(program(tmp_path, BUCKET + f"const wall = {block}", BUCKET + f"const _wall = {block}"))
    assert found == {"variable-renamed": {"aws.s3.BucketPublicAccessBlock"}}


@pytest.mark.parametrize("registered", ["", "    this.registerOutputs({ region: this.region });\n"])
def test_a_field_is_set_where_it_is_declared(registered: str, tmp_path: Path):
    """Declaration, value and registration of an output of a component are one fix."""
    component = (
        "export class Shop extends pulumi.ComponentResource {{\n  {field}\n"
        "  constructor(name: string) {{\n    super('shop', name);\n"
        "    const store = new aws.s3.Bucket('store', {{ forceDestroy: true }});\n{value}  }}\n}}\n"
    )
    value = f"    this.region = store.region;\n{registered}"
    field = "public readonly region: pulumi.Output<string>;"
    found = program(tmp_path, component.format(field="", value=""), component.format(field=field, value=value))
    assert set(rules_of(found)) == {"outputs-registered"}
    assert len(found.fixes[0].changes) == 2 + bool(registered)


def test_a_renamed_resource_goes_with_its_name(tmp_path: Path):
    model = "const uploads = new aws.s3.Bucket('uploads', { bucket: 'uploads', forceDestroy: true });\n"
    ideal = (
        "const uploads = new aws.s3.Bucket(`uploads-${environmentSuffix}`, "
        "{ bucket: `uploads-${environmentSuffix}`, forceDestroy: true });\n"
    )
    assert set(rules_of(program(tmp_path, model, ideal))) == {"environment-suffix"}


def test_all_renamed_resources_are_named(tmp_path: Path):
    """What goes along with the one that refers to it was renamed as well."""
    body = "  {0}:\n    Type: AWS::EC2::RouteTable\n    Properties:\n      VpcId: vpc-1\n"
    route = "  {0}:\n    Type: AWS::EC2::Route\n    Properties:\n      RouteTableId: !Ref {1}\n      GatewayId: igw-1\n"
    pairs = (("Inner", "Way"), ("Inner1", "Way1"))
    model, ideal = (body.format(table) + route.format(way, table) for table, way in pairs)
    (fix,) = review(tmp_path, model, ideal).fixes
    assert fix.title == "`Way1` and `Inner1` renamed in the code"


def test_a_closed_port_is_named_where_another_stays_open(tmp_path: Path):
    group = "  Front:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      SecurityGroupIngress:\n"
    rule = "        - {{IpProtocol: tcp, FromPort: {0}, ToPort: {0}, CidrIp: {1}}}\n"
    model = group + rule.format(80, "0.0.0.0/0") + rule.format(22, "0.0.0.0/0")
    ideal = group + rule.format(80, "0.0.0.0/0") + rule.format(22, "10.0.0.0/8")
    (fix,) = review(tmp_path, model, ideal).fixes
    assert fix.title == "Ingress from anywhere to port 22 closed on `Front`"


def test_a_condition_on_a_property_leaves_its_resources_there(tmp_path: Path):
    body = (
        "  {0}:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      Engine: mysql\n      MonitoringRoleArn: {1}\n"
    )
    model, ideal = (
        body.format("Left", value) + body.format("Right", value)
        for value in ("role-1", "!If [IsLive, role-1, !Ref AWS::NoValue]")
    )
    titles = [fix.title for fix in review(tmp_path, model, ideal).fixes]
    assert titles == ["`MonitoringRoleArn` of `Left` and `Right` made optional by the condition `IsLive`"]


def test_another_parent_is_a_trifle_of_its_own(tmp_path: Path):
    model = "const uploads = new aws.s3.Bucket('uploads', { forceDestroy: true }, { parent: home });\n"
    ideal = "const uploads = new aws.s3.Bucket('uploads', { forceDestroy: true }, { parent: house });\n"
    assert set(rules_of(program(tmp_path, model, ideal))) == {"component-parent"}


def test_many_fixes_fold_and_none_folds_alone(tmp_path: Path):
    """Above that special fixes go with general ones, but one that would be alone there keeps its name."""
    many = RUBRIC.grouping.crowded + 3
    found = review(tmp_path, settings(many, 2), settings(many, 3))
    rules = {fix.rule: len(fix.changes) for fix in found.fixes}
    assert sum(rules.values()) == many
    assert len(rules) < many
    general = {rule.folds_into for rule in RUBRIC.rules}
    assert all(count > 1 for rule, count in rules.items() if rule in general and rule not in _own(found))


def test_folding_stops_where_few_enough_are_left(tmp_path: Path):
    """Every fold costs a telling name, so what saves most folds, and the rest keeps its own."""
    found = review(tmp_path, settings(11, 2), settings(11, 3)).fixes
    rules = {fix.rule for fix in found}
    assert len(rules) <= RUBRIC.grouping.crowded
    assert {"cluster-settings", "backup-settings", "storage-size"} <= rules


def test_settings_of_several_services_are_no_one_thing(tmp_path: Path):
    """The memory of a function folds with its timeout, and neither with the size of a database."""
    found = {fix.rule: fix for fix in review(tmp_path, settings(16, 2), settings(16, 3)).fixes}
    assert all(f"`R{at}`" in found["cluster-settings"].title for at in (0, 1, 15))
    assert "`R4`" in found["instance-size"].title


def test_one_setting_of_several_services_keeps_its_name(tmp_path: Path):
    """It belongs to no heap of a service, and is one fix all the same."""
    found = {fix.rule: fix for fix in review(tmp_path, settings(17, 2), settings(17, 3)).fixes}
    assert all(f"`R{at}`" in found["timeout"].title for at in (0, 16))
    assert all(f"`R{at}`" in found["cluster-settings"].title for at in (1, 15))


def test_what_makes_the_answer_worse_keeps_its_own_name(tmp_path: Path):
    """Nobody finds a regression among the settings of a heap."""
    group = "    Type: AWS::Logs::LogGroup\n    Properties:\n      RetentionInDays: {0}\n"
    logs = f"  FrontLog:\n{group}  BackLog:\n{group}"
    many = RUBRIC.grouping.crowded + 7
    found = review(tmp_path, settings(many, 2) + logs.format(90), settings(many, 3) + logs.format(30))
    assert {fix.rule: fix.labels for fix in found.fixes}["log-retention"] == (RUBRIC.regression.unprompted,)


@pytest.mark.parametrize(("lines", "own"), [(40, True), (4, False)])
def test_a_program_that_was_written_anew_is_no_setting(lines: int, own: bool, tmp_path: Path):
    """Where it is large enough to be told for itself; a few lines fold like any other setting."""
    handler = "  Sower:\n    Type: AWS::Lambda::Function\n    Properties:\n      Code:\n        ZipFile: |\n"
    code = [handler + "".join(f"          seed_{at} = {step}\n" for at in range(lines)) for step in (1, 2)]
    many = RUBRIC.grouping.crowded + 7
    found = review(tmp_path, settings(many, 2) + code[0], settings(many, 3) + code[1])
    assert ("handler-code" in {fix.rule for fix in found.fixes}) is own


def test_a_part_that_came_is_no_setting(tmp_path: Path):
    """A group that is new has a fix of its own among many settings."""
    group = (
        "  {0}:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: {0}\n      VpcId: vpc-1\n"
    )
    egress = (
        "      SecurityGroupEgress:\n        - {{IpProtocol: tcp, FromPort: {0}, ToPort: {0}, CidrIp: 10.0.0.0/8}}\n"
    )
    many = RUBRIC.grouping.crowded + 7
    model = settings(many, 2) + group.format("Front") + egress.format(443)
    ideal = settings(many, 3) + group.format("Front") + egress.format(8443) + group.format("Back")
    assert "security-group-added" in {fix.rule for fix in review(tmp_path, model, ideal).fixes}


@pytest.mark.parametrize(
    ("gone", "rules"), [(ALARM, {"alarms-removed"}), (QUEUE, {"resource-removed"}), (TABLE, {"databases-removed"})]
)
def test_a_watch_that_went_is_not_lost_among_what_went(gone: str, rules: set[str], tmp_path: Path):
    many = RUBRIC.grouping.crowded + 1
    found = review(tmp_path, settings(many, 2) + gone + STREAM, settings(many, 3))
    assert {fix.rule for fix in found.fixes if "removed" in fix.rule} == rules | {"resource-removed"}


def test_a_fix_of_several_intents_names_each(tmp_path: Path):
    """What folds keeps its label in the title, and what was done under it in the details."""
    found = review(tmp_path, settings(13, 2), settings(13, 3)).fixes
    (whole,) = [fix for fix in found if fix.rule == "cluster-settings"]
    labels = {rule.label for rule in RUBRIC.rules if rule.id in whole.also and rule.folds_into == whole.rule}
    told = {detail.partition(": ")[0] for detail in whole.details}
    assert len(told) > 1
    assert told == labels
    assert any(str(label) in whole.title for label in labels)


def test_a_fix_of_several_intents_gives_their_reasons(tmp_path: Path):
    """What holds for settings of every kind says nothing; the reasons of those that weigh most do."""
    found = review(tmp_path, settings(13, 2), settings(13, 3)).fixes
    (whole,) = [fix for fix in found if fix.rule == "cluster-settings"]
    (general,) = [rule for rule in RUBRIC.rules if rule.id == whole.rule]
    alone = render_words(general.words.reason, {}, RUBRIC)
    assert alone not in whole.reason
    assert whole.reason.count(". ") == 1  # two sentences


def test_an_intent_that_the_prompt_asks_for_is_told_before_larger_ones(tmp_path: Path):
    """A title has room for few of them."""
    review(tmp_path, settings(13, 2), settings(13, 3))
    (tmp_path / "lib/PROMPT.md").write_text("Set the memory of the Lambda function.\n")
    (whole,) = [fix for fix in review_task(str(tmp_path), RUBRIC).fixes if fix.rule == "cluster-settings"]
    assert whole.details[0].startswith("memory or processor: ")
    assert whole.title.startswith("Memory or processor")


def test_whatever_went_with_others_is_named_with_them(tmp_path: Path):
    """The general fix is about it as much as about what no special rule claims."""
    subnet = "  Near:\n    Type: AWS::EC2::Subnet\n    Properties:\n      CidrBlock: 10.0.1.0/24\n"
    found = review(tmp_path, settings(17, 2) + subnet + STREAM + QUEUE, settings(17, 3)).fixes
    (removed,) = [fix for fix in found if fix.rule == "resource-removed"]
    assert "subnets-and-routes" in removed.also
    assert all(name in removed.title for name in ("`Near`", "`Flow`", "`Waiting`"))


def test_what_went_altogether_does_not_fold_into_settings(tmp_path: Path):
    """A resource that is gone is told as gone, beside however many settings."""
    gone = """  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Scheme: internal
"""
    watch = """  Watch:
    Type: AWS::CloudWatch::Alarm
    Properties:
      MetricName: RequestCount
"""
    points = """      Dimensions:
        - {Name: LoadBalancer, Value: !GetAtt Balancer.LoadBalancerFullName}
"""
    found = review(tmp_path, settings(13, 2) + gone + watch + points, settings(13, 3) + watch).fixes
    (removed,) = [fix for fix in found if any("/Balancer" in str(each.pointer) for each in fix.changes)]
    assert removed.rule == "resource-removed"
    assert any("/Dimensions" in str(each.pointer) for each in removed.changes)


def _own(found: Review) -> set[str]:
    """Rules that are general and claimed a change of their own."""
    special = {rule.id for rule in RUBRIC.rules if rule.folds_into}
    return {fix.rule for fix in found.fixes if not special & set(fix.also)}


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


def review_terraform(folder: Path, model: str, ideal: str, platform: str = "tf", language: str = "hcl") -> Review:
    """Reviews a task of two programs, or of Terraform."""
    (folder / "lib").mkdir()
    (folder / "metadata.json").write_text(f'{{"platform": "{platform}", "language": "{language}"}}')
    for side, text in (("MODEL", model), ("IDEAL", ideal)):
        (folder / f"lib/{side}_RESPONSE.md").write_text(text)
    return review_task(str(folder), RUBRIC)


TOPIC = 'resource "aws_sns_topic" "desk" {\n  display_name = "Desk"\n}\n'
ALARM = """variable "desk_email" {
  type = string
}
resource "aws_cloudwatch_metric_alarm" "late" {
  metric_name   = "Late"
  alarm_actions = [aws_sns_topic.desk.arn, var.desk_email]
}
"""
ROLE = 'resource "aws_iam_role" "clerk" {\n  name = "clerk-${var.shelf}"\n}\n'


def test_a_title_names_what_the_others_serve(tmp_path: Path):
    """A variable stands above its users in the file, and says least: where something else came, it is not named."""
    fixes = review_terraform(tmp_path, f"```hcl\n{TOPIC}```\n", f"```hcl\n{ALARM}{TOPIC}```\n").fixes
    assert [fix.title for fix in fixes] == ["Alarms added (`aws_cloudwatch_metric_alarm.late`)"]


def test_a_title_names_what_the_fix_is_about(tmp_path: Path):
    """What only goes along may stand above it in the file, and is not named."""
    fixes = review_terraform(tmp_path, f"```hcl\n{ROLE}```\n", f"```hcl\n{ROLE}{TOPIC}{ALARM}```\n").fixes
    titles = [fix.title for fix in fixes if fix.rule == "alarms-added"]
    assert titles == ["Alarms added (`aws_cloudwatch_metric_alarm.late`)"]


def test_a_resource_that_was_looked_up_before_is_added(tmp_path: Path):
    """It stands for no other one of its kind: there was none in the stack."""
    looked = '```hcl\ndata "aws_vpc" "harbour" {\n  default = true\n}\n```\n'
    made = '```hcl\nresource "aws_vpc" "harbour" {\n  cidr_block = "10.4.0.0/16"\n}\n```\n'
    rules = {fix.rule for fix in review_terraform(tmp_path, looked, made).fixes}
    assert "network-added" in rules
    assert "resource-replaced" not in rules


def test_a_value_for_a_variable_takes_nothing_along(tmp_path: Path):
    """The setting of a .tfvars file has the name of the variable; who uses the variable does not serve the setting."""
    block = f'```hcl\n# main.tf\nvariable "shelf" {{\n  type = string\n}}\n{TOPIC}'
    ideal = f'{block}{ROLE}```\n\n```hcl\n# terraform.tfvars\nshelf = "upper"\n```\n'
    fixes = review_terraform(tmp_path, f"{block}```\n", ideal).fixes
    assert [(fix.rule, len(fix.changes)) for fix in fixes[:2]] == [("iam-role", 1), ("variable-values", 1)]


def test_a_helper_is_known_by_its_variable_and_a_variable_in_its_own_file_only(tmp_path: Path):
    """The document of a policy goes with the property that takes it; a name in another file is another name."""
    stack = """import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
export class Stack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
%s    new KmsKey(this, "Key", { enableKeyRotation: true%s });
  }
}
"""
    made = '    const ruling = new DataAwsIamPolicyDocument(this, "Ruling", { statement: [{ sid: "All" }] });\n'
    model = f"### lib/stack.ts\n```ts\n{stack % ('', '')}```\n"
    ideal = f"### lib/stack.ts\n```ts\n{stack % (made, ', policy: ruling.json')}```\n"
    ideal += "### bin/tap.ts\n```ts\nconst ruling = 1;\n```\n"
    fixes = review_terraform(tmp_path, model, ideal, "cdktf", "ts").fixes
    assert {fix.rule: len(fix.changes) for fix in fixes} == {"key-policy-changed": 2, "entry-point-file": 1}


def test_what_stands_for_another_is_grouped_by_type(tmp_path: Path):
    """A topic stands for a topic and a queue for a queue: one title would cross the two; no role stands for another."""
    body = "  {}:\n    Type: AWS::{}\n    Properties:\n      {}\n      {}\n"
    model = body.format("Orders", "SQS::Queue", "DelaySeconds: 5", "MaximumMessageSize: 2048")
    model += body.format("Returns", "SNS::Topic", "DisplayName: Returns of the week", "TracingConfig: Active")
    ideal = body.format("Parcels", "SQS::Queue", "FifoQueue: true", "KmsMasterKeyId: alias/parcels")
    ideal += body.format("Claims", "SNS::Topic", "FifoTopic: true", "KmsMasterKeyId: alias/claims")
    role = "  {0}:\n    Type: AWS::IAM::Role\n    Properties:\n      Description: for the {0}\n      {1}\n"
    found = review(
        tmp_path,
        model + role.format("Scanner", "MaxSessionDuration: 7200"),
        ideal + role.format("Archive", "Path: /store/"),
    ).fixes
    fixes = [fix for fix in found if fix.rule == "resource-replaced"]
    assert sorted(fix.title for fix in fixes) == [
        "SNS topic `Returns` removed; SNS topic `Claims` added",
        "SQS queue `Orders` removed; SQS queue `Parcels` added",
    ]


NAMED_BUCKET = "  {name}:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: {name}-data\n"


@pytest.mark.parametrize(
    ("model", "ask", "cited"),
    [
        (FUNCTION, "Create an S3 bucket for uploads.", True),
        (FUNCTION + NAMED_BUCKET.format(name="Archive"), "Create an S3 bucket with versioning.", False),
        (FUNCTION + NAMED_BUCKET.format(name="Archive"), "Create an S3 bucket for the parcels of customers.", True),
    ],
)
def test_a_service_that_was_there_is_cited_where_the_sentence_names_the_thing(
    model: str, ask: str, cited: bool, tmp_path: Path
):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/PROMPT.md").write_text(f"{ask}\n")
    (tmp_path / "metadata.json").write_text('{"platform": "cfn", "language": "yaml"}')
    ideal = model + NAMED_BUCKET.format(name="Parcels")
    for side, resources in (("MODEL", model), ("IDEAL", ideal)):
        (tmp_path / f"lib/{side}_RESPONSE.md").write_text(f"```yaml\nResources:\n{resources}```\n")
    (fix,) = review_task(str(tmp_path), RUBRIC).fixes
    assert (fix.rule, bool(fix.requirements)) == ("resource-added", cited)


SHELVES = """from constructs import Construct
import aws_cdk as cdk
from aws_cdk import aws_sqs as sqs


class {name}(cdk.Stack):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.pick = sqs.Queue(self, "Pick", queue_name="pick")
        self.pack = sqs.Queue(self, "Pack", queue_name="pack"){more}
"""
HELPER = """


def shelf_of(name: str) -> str:
    left = name.partition("-")
    return left[0]
"""


def review_python(folder: Path, model: dict[str, str], ideal: dict[str, str]) -> Review:
    """Reviews a task of programs, by the names of their files."""
    (folder / "lib").mkdir()
    (folder / "metadata.json").write_text('{"platform": "cdk", "language": "py"}')
    for side, files in (("MODEL", model), ("IDEAL", ideal)):
        blocks = "".join(f"## {name}\n\n```python\n{text}```\n\n" for name, text in files.items())
        (folder / f"lib/{side}_RESPONSE.md").write_text(blocks)
    return review_task(str(folder), RUBRIC)


def test_a_file_of_another_name_with_what_was_there_is_not_added(tmp_path: Path):
    """Its class may be called otherwise too, and it may hold something more."""
    model = {"shelf_stack.py": SHELVES.format(name="ShelfStack", more="")}
    ideal = {
        "store.py": SHELVES.format(name="StoreStack", more="\n        self.termination_protection = True") + HELPER
    }
    assert "source-files-added" not in {fix.rule for fix in review_python(tmp_path, model, ideal).fixes}


def test_a_file_with_what_was_not_there_is_added(tmp_path: Path):
    """It has nothing in common with another one."""
    stack = SHELVES.format(name="ShelfStack", more="")
    fixes = review_python(tmp_path, {"stack.py": stack}, {"stack.py": stack, "helper.py": HELPER}).fixes
    assert [fix.title for fix in fixes if fix.rule == "source-files-added"] == ["Source file `helper.py` added"]


def test_what_came_for_what_went_is_told_with_it(tmp_path: Path):
    """The encryption left the bucket for a resource of its own: it is not gone."""
    bucket = 'resource "aws_s3_bucket" "shelf" {\n  bucket = "shelf"\n%s}\n'
    inside = """  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm = "AES256"
      }
    }
  }
"""
    apart = """resource "aws_s3_bucket_server_side_encryption_configuration" "shelf" {
  bucket = aws_s3_bucket.shelf.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}
"""
    model, ideal = f"```hcl\n{bucket % inside}```\n", f"```hcl\n{bucket % ''}{apart}```\n"
    titles = [fix.title for fix in review_terraform(tmp_path, model, ideal).fixes]
    assert titles[0].startswith("Encryption of `aws_s3_bucket.shelf` moved into a resource of its own")


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


def test_rules_that_went_where_others_came_are_told_with_them(tmp_path: Path):
    group = (
        "  Web:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: web\n"
        "      SecurityGroupEgress:\n"
    )
    rule = "        - IpProtocol: tcp\n          FromPort: {0}\n          ToPort: {0}\n          CidrIp: 0.0.0.0/0\n"
    ports = "".join(map(rule.format, (80, 443)))
    everything = "        - IpProtocol: '-1'\n          CidrIp: 0.0.0.0/0\n"
    fixes = review(tmp_path, group + ports, group + everything).fixes
    assert [(fix.rule, fix.title) for fix in fixes] == [("egress-rules", "Egress rules of `Web` changed")]
    assert "leaves it out" not in fixes[0].fix


def test_what_a_function_does_for_the_stack_goes_with_it(tmp_path: Path):
    """A custom resource is nothing without the function behind it."""
    harvest = "  Harvest:\n    Type: Custom::Harvest\n    Properties:\n      ServiceToken: !GetAtt Worker.Arn\n"
    barn = "  Barn:\n    Type: AWS::SQS::Queue\n"
    found = review(tmp_path, barn, barn + FUNCTION + harvest)
    assert len(found.fixes) == 1


RANDOM = 'resource "random_id" "tail" {\n  byte_length = 4\n}\n'
BERTH = 'resource "aws_s3_bucket" "berth" {\n  bucket = "%s"\n}\n'


@pytest.mark.parametrize(
    ("name", "rule"), [("berth-${random_id.tail.hex}", "random-suffix"), ("berth", "random-part-unused")]
)
def test_a_random_part_is_in_names_only_where_something_refers_to_it(name: str, rule: str, tmp_path: Path):
    """What is declared and used nowhere keeps no name apart."""
    ideal = f"```hcl\n{RANDOM}{BERTH % name}```\n"
    fixes = review_terraform(tmp_path, f"```hcl\n{BERTH % 'berth'}```\n", ideal).fixes
    assert rule in [fix.rule for fix in fixes]


QUAY = "  Quay:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: !Sub quay-${AWS::StackName}%s\n"


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("-${Environment}", "Name of `Quay` tells the environment by its suffix"),
        ("", "Environment suffix applied to names (`Quay`)"),
    ],
)
def test_a_name_that_told_the_environment_before_was_not_without_it(before: str, title: str, tmp_path: Path):
    """Another value tells it: that is no name without the environment."""
    fixes = review(tmp_path, QUAY % before, QUAY % "-${EnvironmentSuffix}").fixes
    assert [fix.title for fix in fixes] == [title]

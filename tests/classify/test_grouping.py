"""How claims become fixes: what joins what, and what keeps its own name."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import review_task
from reviewer.review import Review
from tests.classify.reviews import (
    ALARM,
    BUCKET,
    FUNCTION,
    QUEUE,
    ROLE,
    RUBRIC,
    TOPIC,
    program,
    review,
    review_terraform,
    rules_of,
)

GRANT = """  Reading:
    Type: AWS::IAM::RolePolicy
    Properties:
      RoleName: !Ref Reader
      PolicyDocument:
        Statement: [{Effect: Allow, Action: "sqs:ReceiveMessage", Resource: !GetAtt Jobs.Arn}]
"""


READER = """  Reader:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}]
"""
JOBS = "  Jobs:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 7\n"


@pytest.mark.parametrize(
    ("added", "apart"),
    [
        (JOBS + READER + GRANT, True),
        (JOBS + GRANT, False),
        (JOBS + READER + GRANT + FUNCTION + "      Role: !GetAtt Reader.Arn\n", False),
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


@pytest.mark.parametrize(
    ("setting", "title"), [("Acls", "Public ACLs blocked by `Stores`"), ("Policy", "Public access to `Stores` blocked")]
)
def test_a_block_of_access_lists_alone_is_none_of_policies(tmp_path: Path, setting: str, title: str):
    bucket = "  Stores:\n    Type: AWS::S3::Bucket\n    Properties:\n      PublicAccessBlockConfiguration:\n"
    model, ideal = (f"{bucket}        BlockPublic{setting}: {value}\n" for value in ("false", "true"))
    (fix,) = review(tmp_path, model, ideal).fixes
    assert fix.title == title


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


def test_rules_that_went_where_others_came_are_told_with_them(tmp_path: Path):
    group = (
        "  Web:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: web\n"
        "      SecurityGroupEgress:\n"
    )
    rule = "        - IpProtocol: tcp\n          FromPort: {0}\n          ToPort: {0}\n          CidrIp: 0.0.0.0/0\n"
    ports = "".join(map(rule.format, (80, 443)))
    everything = "        - IpProtocol: '-1'\n          CidrIp: 0.0.0.0/0\n"
    fixes = review(tmp_path, group + ports, group + everything).fixes
    title = "Egress of `Web` opened to every address and port"
    assert [(fix.rule, fix.title) for fix in fixes] == [("egress-rules", title)]
    assert "leaves it out" not in fixes[0].fix


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

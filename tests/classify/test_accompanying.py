"""What one rule says of another: parts of one intent that several rules claim are one fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.classify.reviews import BUCKET, program, review, review_terraform, rules_of

STAGE = 'resource "aws_apigatewayv2_stage" "{0}" {{\n  {1} = 40\n  {2} = 90\n}}\n'
CLERK = """  Clerk:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: {name}
          PolicyDocument:
            Statement:
              - {{Effect: Allow, Action: [{actions}], Resource: "arn:aws:s3:::shelf/*"}}
"""
GROUP = """  Shelf:
    Type: AWS::EC2::SecurityGroup
    Properties:
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 5432
          ToPort: 5432
          {}
"""

CLERKS_CODE = """  Clerk:
    Type: AWS::Lambda::Function
    Properties:
      Code:
        ZipFile: |
          {}
"""


def test_one_rewrite_of_a_handler_is_one_fix(tmp_path: Path) -> None:
    model = CLERKS_CODE.format("def handler(event, context):\n              return lend(event)")
    ideal = CLERKS_CODE.format(
        "def shelve(book):\n              return book\n          def handler(event, context):\n"
        "              try:\n                  return lend(shelve(event))\n"
        "              except KeyError:\n                  return None"
    )
    fixes = review(tmp_path, model, ideal).fixes
    assert [fix.rule for fix in fixes] == ["handler-error-handling"]
    assert fixes[0].title == "Code of `Clerk` changed: error handling and function `shelve` added"


LOANS = """  Loans:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: {}
Parameters:
  Mail:
    Type: String
    Description: Address of the librarian
"""
WITH_MAIL = "!If [HasMail, !Ref Mail, !Ref AWS::NoValue]"
HAS_MAIL = 'Conditions:\n  HasMail: !Not [!Equals [!Ref Mail, ""]]\n'


@pytest.mark.parametrize(
    ("default", "expected"),
    [("''", {"conditional-creation"}), ("all@library", {"conditional-creation", "parameter-settings"})],
)
def test_a_parameter_that_may_be_left_out_goes_with_its_condition(
    tmp_path: Path, default: str, expected: set[str]
) -> None:
    ideal = f"{LOANS.format(WITH_MAIL)}    Default: {default}\n{HAS_MAIL}"
    assert {fix.rule for fix in review(tmp_path, LOANS.format("!Ref Mail"), ideal).fixes} == expected


def test_neighbours_that_were_spelled_otherwise_are_one_fix(tmp_path: Path) -> None:
    wrong = STAGE.format("desk", "throttle_rate_limit", "throttle_burst_limit")
    right = STAGE.format("desk", "throttling_rate_limit", "throttling_burst_limit")
    fixes = review_terraform(tmp_path, f"```hcl\n{wrong}```\n", f"```hcl\n{right}```\n").fixes
    assert [fix.rule for fix in fixes] == ["property-respelled"]


def test_the_name_of_a_policy_goes_with_what_it_permits(tmp_path: Path) -> None:
    model, ideal = (
        CLERK.format(name=name, actions=actions)
        for name, actions in (("read", "s3:GetObject"), ("write", "s3:GetObject, s3:PutObject"))
    )
    assert [fix.rule for fix in review(tmp_path, model, ideal).fixes] == ["iam-permissions"]


def test_one_source_for_another_is_one_fix(tmp_path: Path) -> None:
    model, ideal = (GROUP.format(source) for source in ("CidrIp: 10.4.0.0/16", "SourceSecurityGroupId: sg-4"))
    assert len(review(tmp_path, model, ideal).fixes) == 1


def test_what_sets_a_component_up_goes_with_the_component(tmp_path: Path) -> None:
    """The constructor, the type of its arguments and the class are one structure."""
    code = """import {{ ResourceOptions }} from '@pulumi/pulumi';
class Shop extends pulumi.ComponentResource {{
  constructor(name: string, rows: number, opts?: ResourceOptions) {{
    super('desk:shop:Shop', name, {{}}, opts);
    this.rows = rows + 4;
    {}
  }}
}}
""".format(BUCKET.replace("true }", "true }, { parent: this }"))
    found = rules_of(program(tmp_path, BUCKET, code))
    assert set(found) == {"component-introduced"}


DESK = """  Desk:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: subnet-1
{condition}  Door:
    Type: AWS::EC2::EIP
    Properties:
      InstanceId: {used}
{rest}"""
REST = """Outputs:
  DeskId:
    Value: !Ref Desk
{condition}Parameters:
  Open:
    Type: String
    Default: "yes"
"""


def test_what_refers_to_an_element_goes_with_the_condition_that_both_ask(tmp_path: Path) -> None:
    asks = "    Condition: IsOpen\n"
    model = DESK.format(condition="", used="!Ref Desk", rest=REST.format(condition=""))
    ideal = DESK.format(
        condition=asks, used="!If [IsOpen, !Ref Desk, !Ref AWS::NoValue]", rest=REST.format(condition=asks)
    )
    conditions = 'Conditions:\n  IsOpen: !Equals [!Ref Open, "yes"]\n'
    assert {fix.rule for fix in review(tmp_path, model, ideal + conditions).fixes} == {"conditional-creation"}

"""Roles that other services assume are other roles."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from reviewer.diff.elements import pair_elements
from reviewer.model import Element, Expression


def role(name: str, service: str) -> Element:
    value = {"assume_role_policy": {"Statement": [{"Principal": {"Service": service}}]}, "path": "/"}
    return Element(("IamRole", name), "resource", "IamRole", "IAM", name, value, MappingProxyType({}), "ts", "")


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (role("gateway-role", "apigateway.amazonaws.com"), False),
        (role("gateway-role", "config.amazonaws.com"), True),
        (role("recorder-role", "apigateway.amazonaws.com"), True),
    ],
)
def test_a_role_of_another_service_is_no_renamed_role(other: Element, one: bool):
    pairs = pair_elements([role("recorder-role", "config.amazonaws.com")], [other]).pairs
    assert (len(pairs) == 1) is one


def attachment(name: str, policy: str) -> Element:
    value = {"role": Expression("aws_iam_role.app.name"), "policy_arn": policy}
    native = "aws_iam_role_policy_attachment"
    return Element((native, name), "resource", native, "IAM", name, value, MappingProxyType({}), "hcl", "")


@pytest.mark.parametrize(
    ("policy", "one"),
    [
        ("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore", False),
        ("arn:aws:iam::aws:policy/service-role/CloudWatchAgentServerPolicy", True),
        (Expression("aws_iam_policy.logs.arn"), False),
        (Expression("var.policy"), True),
    ],
)
def test_an_attachment_of_another_policy_is_no_renamed_attachment(policy: str, one: bool):
    old = attachment("agent", "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy")
    pairs = pair_elements([old], [attachment("app_agent", policy)]).pairs
    assert (len(pairs) == 1) is one


def parameter(name: str, description: str, default: str) -> Element:
    value = {"description": description, "type": Expression("string"), "default": default}
    return Element(("variable", name), "parameter", "", None, name, value, MappingProxyType({}), "hcl", "")


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (parameter("db_engine", "Engine of the database", "postgres"), False),
        (parameter("db_engine", "Engine of the database", "shop"), True),
        (parameter("db_login_user", "User of the database", "admin"), True),
    ],
)
def test_a_parameter_that_asks_for_something_else_is_no_renamed_parameter(other: Element, one: bool):
    pairs = pair_elements([parameter("db_user", "Who logs in", "shop")], [other]).pairs
    assert (len(pairs) == 1) is one


def alarm(name: str, namespace: str) -> Element:
    value = {"Properties": {"Namespace": namespace, "MetricName": "Errors", "Statistic": "Sum", "Threshold": 1}}
    native = "AWS::CloudWatch::Alarm"
    return Element(("Resources", name), "resource", native, "CloudWatch", name, value, MappingProxyType({}), "yaml", "")


@pytest.mark.parametrize(("namespace", "one"), [("AWS/DynamoDB", False), ("AWS/Lambda", True)])
def test_an_alarm_on_another_service_is_no_renamed_alarm(namespace: str, one: bool):
    pairs = pair_elements([alarm("ErrorAlarm", "AWS/Lambda")], [alarm("SystemErrorAlarm", namespace)]).pairs
    assert (len(pairs) == 1) is one


def test_an_alarm_on_a_namespace_of_another_name_may_be_renamed():
    """A namespace of one's own is a name like others."""
    assert len(pair_elements([alarm("ErrorAlarm", "Shop")], [alarm("ShopErrorAlarm", "Store")]).pairs) == 1


def resource(name: str, native: str, **properties: object) -> Element:
    value = {"Type": native, "Properties": properties}
    return Element(("Resources", name), "resource", native, "EC2", name, value, MappingProxyType({}), "yaml", "")


@pytest.mark.parametrize(
    ("user", "one"),
    [
        (resource("Gateway", "AWS::EC2::NatGateway", AllocationId={"Fn::GetAtt": ["WebIp", "AllocationId"]}), True),
        (resource("Web", "AWS::EC2::EIPAssociation", AllocationId={"Fn::GetAtt": ["WebIp", "AllocationId"]}), False),
    ],
)
def test_an_address_of_something_else_is_no_renamed_address(user: Element, one: bool):
    nat = resource("Gateway", "AWS::EC2::NatGateway", AllocationId={"Fn::GetAtt": ["NatIp", "AllocationId"]})
    old, new = (resource(name, "AWS::EC2::EIP", Domain="vpc") for name in ("NatIp", "WebIp"))
    pairs = pair_elements([old, nat], [new, user]).pairs
    assert ((old, new) in pairs) is one


def condition(name: str, parameter: str) -> Element:
    value = {"Fn::Not": [{"Fn::Equals": [{"Ref": parameter}, ""]}]}
    return Element(("Conditions", name), "condition", "", None, name, value, MappingProxyType({}), "yaml", "")


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (condition("HasSuffix", "Suffix"), False),
        (condition("HasPair", "KeyPair"), True),
    ],
)
def test_a_condition_on_something_else_is_no_renamed_condition(other: Element, one: bool):
    pairs = pair_elements([condition("UseKeyPair", "KeyPair")], [other]).pairs
    assert (len(pairs) == 1) is one


def policy(name: str, *actions: str) -> Element:
    value = {"description": f"Lets it {name}", "policy": {"Statement": [{"Action": list(actions), "Resource": "*"}]}}
    return Element(
        ("aws.iam.Policy", name), "resource", "aws.iam.Policy", "IAM", name, value, MappingProxyType({}), "ts", ""
    )


@pytest.mark.parametrize(
    ("actions", "one"),
    [(["sqs:SendMessage"], False), (["logs:PutLogEvents", "sqs:SendMessage"], True), (["logs:*"], True)],
)
def test_a_policy_on_another_service_is_no_renamed_policy(actions: list[str], one: bool):
    pairs = pair_elements([policy("ship-records", "logs:PutLogEvents")], [policy("ship-orders", *actions)]).pairs
    assert (len(pairs) == 1) is one

"""Resources as people call them."""

from __future__ import annotations

import pytest

from reviewer.classify.things import name_type, tell_things
from reviewer.model import Element


@pytest.mark.parametrize(
    ("native", "service", "called"),
    [
        ("lambda_nodejs.NodejsFunction", "Lambda", "Lambda NodeJS function"),
        ("aws_nat_gateway", "VPC", "NAT gateway"),
        ("AWS::EC2::Subnet", "VPC", "subnet"),
        ("AWS::S3::Bucket", "S3", "S3 bucket"),
        ("AWS::Logs::LogGroup", "CloudWatch Logs", "log group"),
        ("aws_cloudwatch_event_rule", "EventBridge", "CloudWatch event rule"),
        ("cloudfront.CfnOriginAccessControl", "CloudFront", "CloudFront origin access control"),
        ("ec2.Vpc.add_gateway_endpoint", "VPC", "gateway endpoint"),
        ("S3BucketVersioningA", "S3", "S3 bucket versioning"),
        ("Custom::Seeder", "", "custom resource"),
        ("aws_wafv2_web_acl", "WAF", "WAFv2 web ACL"),
        ("aws_alb", "ELB", "ALB"),
        ("aws_nlb_listener", "", "NLB listener"),
        ("", "", "resource"),
    ],
)
def test_a_type_is_called_by_its_words(native: str, service: str, called: str) -> None:
    assert name_type(native, service) == called


def _make(native: str, name: str, service: str = "VPC") -> Element:
    return Element((native, name), "resource", native, service, name, {}, {}, "hcl")


@pytest.mark.parametrize(
    ("things", "told"),
    [
        ([("aws_nat_gateway", "main")], "NAT gateway `main`"),
        ([("aws_subnet", "a"), ("aws_subnet", "b")], "subnets `a` and `b`"),
        ([("aws_subnet", each) for each in "abcdef"], "6 subnets (`a` and 5 more)"),
        ([("aws_network_acl_entry", "a + b")], "network ACL entry"),
        # what is filled in makes a name no longer, and two stacks may have one of a name each
        (
            [("aws_subnet", "PrivateSubnet-${props.environmentSuffix}")],
            "subnet `PrivateSubnet-${props.environmentSuffix}`",
        ),
        ([("aws_subnet", "a"), ("aws_subnet", "a")], "2 subnets (`a`)"),
        (
            [("aws_eip", "nat"), ("aws_subnet", "a"), ("aws_subnet", "b"), ("aws_subnet", "c")],
            "EIP `nat` and 3 subnets",
        ),
        (
            [
                ("aws_eip", "a"),
                ("aws_subnet", "a"),
                ("aws_route_policy", "a"),
                ("aws_route_policy", "b"),
                ("aws_vpc", "a"),
            ],
            "EIP, subnet, 2 route policies and VPC",
        ),
        (
            [(f"aws_{each}", "main") for each in ("vpc", "eip", "subnet", "route", "vpc_address")],
            "VPC, EIP, subnet and 2 more",
        ),
        # what works or holds data is not hidden behind what only completes it
        (
            [(f"aws_{each}", "main") for each in ("route", "route_table", "db_subnet_group", "subnet", "sqs_queue")],
            "SQS queue, subnet, route and 2 more",
        ),
        ([], ""),
    ],
)
def test_few_are_named_and_many_are_counted(things: list[tuple[str, str]], told: str) -> None:
    assert tell_things(_make(*each) for each in things) == told


@pytest.mark.parametrize(
    ("things", "others", "told"),
    [
        (["a"], 1, "subnet `a` and a supporting resource"),
        (["a"], 3, "subnet `a` and 3 supporting resources"),
        (["a", "b"], 0, "subnets `a` and `b`"),
    ],
)
def test_what_only_serves_is_counted(things: list[str], others: int, told: str) -> None:
    assert tell_things((_make("aws_subnet", each) for each in things), others) == told


def test_what_only_serves_counts_among_many_kinds() -> None:
    kinds = ("vpc", "eip", "subnet", "route")
    things = [_make(f"aws_{each}", "main") for each in kinds]
    assert tell_things(things[:3], 2) == "VPC `main`, EIP `main`, subnet `main` and 2 supporting resources"
    assert tell_things(things, 2) == "VPC, EIP, subnet and 3 more"

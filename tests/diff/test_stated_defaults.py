"""To write out what is so anyway, or to leave it unsaid, is no change."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import diff_documents
from tests.diff.builders import compare, document, element, meaningful

OPEN = {"IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "Everything"}


@pytest.mark.parametrize(
    ("native", "properties", "same"),
    [
        ("AWS::EC2::SecurityGroup", {"SecurityGroupEgress": [OPEN]}, True),
        ("AWS::EC2::SecurityGroup", {"SecurityGroupEgress": [{**OPEN, "FromPort": 0, "ToPort": 0}]}, True),
        ("AWS::EC2::SecurityGroup", {"SecurityGroupEgress": [{**OPEN, "CidrIp": "10.0.0.0/8"}]}, False),
        ("AWS::EC2::SecurityGroup", {"SecurityGroupEgress": [OPEN, {**OPEN, "IpProtocol": "tcp"}]}, False),
        ("AWS::EC2::SecurityGroup", {"SecurityGroupIngress": [OPEN]}, False),
        ("AWS::EC2::Subnet", {"MapPublicIpOnLaunch": False}, True),
        ("AWS::EC2::Subnet", {"MapPublicIpOnLaunch": True}, False),
        ("AWS::S3::Bucket", {"MapPublicIpOnLaunch": False}, False),
        ("AWS::EC2::VPCEndpoint", {"VpcEndpointType": "Gateway"}, True),
        ("AWS::EC2::VPCEndpoint", {"VpcEndpointType": "Interface"}, False),
        ("AWS::EC2::FlowLog", {"LogDestinationType": "cloud-watch-logs"}, True),
        ("AWS::EC2::FlowLog", {"LogDestinationType": "s3"}, False),
        ("AWS::CodeBuild::Project", {"Environment": {"PrivilegedMode": False, "Image": "x"}}, False),
        ("AWS::ECR::Repository", {"ImageTagMutability": "MUTABLE"}, True),
        ("AWS::ECR::Repository", {"ImageTagMutability": "IMMUTABLE"}, False),
    ],
)
def test_a_default_of_a_template(native: str, properties: dict[str, Any], same: bool) -> None:
    bare = {"VpcId": "vpc"}
    for changes in (compare(bare, {**bare, **properties}, native), compare({**bare, **properties}, bare, native)):
        assert changes
        assert (meaningful(changes) == []) is same


def test_a_rule_beside_others_is_no_default() -> None:
    web = {"IpProtocol": "tcp", "CidrIp": "0.0.0.0/0", "FromPort": 443, "ToPort": 443}
    sides = ({"SecurityGroupEgress": each} for each in ([web], [web, OPEN]))
    assert meaningful(compare(*sides, "AWS::EC2::SecurityGroup"))


@pytest.mark.parametrize(
    ("native", "language", "same"), [("ec2.SecurityGroup", "ts", True), ("aws_security_group", "hcl", False)]
)
def test_a_default_of_one_library_is_none_of_another(native: str, language: str, same: bool) -> None:
    sides = (
        document([element((native, "gate"), {"vpc": "vpc", **each}, type=native, language=language)])
        for each in ({}, {"allowAllOutbound": True})
    )
    assert (meaningful(diff_documents(*sides)) == []) is same


@pytest.mark.parametrize(("version", "same"), [("AUTO", True), ("Athena engine version 3", False)])
def test_a_block_that_holds_a_default_alone(version: str, same: bool) -> None:
    block = {"engine_version": [{"selected_engine_version": version}]}
    sides = (
        document(
            [
                element(
                    ("aws_athena_workgroup", "farm"),
                    {"configuration": [{"enforce": True, **each}]},
                    type="aws_athena_workgroup",
                    language="hcl",
                )
            ]
        )
        for each in ({}, block)
    )
    assert (meaningful(diff_documents(*sides)) == []) is same

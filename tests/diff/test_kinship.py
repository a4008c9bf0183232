"""The same resource under another name: by what it belongs to, by words of its names, by what refers to it."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff.elements import pair_elements
from reviewer.diff.words import contradict, share, split_words, twins, words_of
from reviewer.model import Document, Element
from tests.diff.builders import document, element, template


def renamed(left: Document, right: Document) -> dict[str, str]:
    return {one.name: other.name for one, other in pair_elements(left.elements, right.elements).renamed}


def bucket(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::S3::Bucket", "Properties": properties}


def policy(of: str, **statement: Any) -> dict[str, Any]:
    document = {"Statement": [{"Resource": {"Fn::GetAtt": [of, "Arn"]}, **statement}]}
    return {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": {"Ref": of}, "PolicyDocument": document}}


DENY = {"Sid": "Transport", "Effect": "Deny", "Principal": "*", "Action": "s3:*"}
TRAIL = {"Sid": "Trail", "Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:Put*"}
LEFT_BUCKETS = {
    "OrderFilesBucket": bucket(VersioningConfiguration={"Status": "Enabled"}),
    "OrderFilesBucketPolicy": policy("OrderFilesBucket", **TRAIL),
}


def test_a_bucket_follows_its_words_and_its_policy_follows_the_bucket() -> None:
    right = {
        "OrderBucket": bucket(VersioningConfiguration={"Status": "Enabled"}, BucketName="orders"),
        "TrailBucket": bucket(VersioningConfiguration={"Status": "Enabled"}, BucketName="trail"),
        "OrderBucketPolicy": policy("OrderBucket", **DENY),
        "TrailBucketPolicy": policy("TrailBucket", **TRAIL),
    }
    assert renamed(template({"Resources": LEFT_BUCKETS}), template({"Resources": right})) == {
        "OrderFilesBucket": "OrderBucket",
        "OrderFilesBucketPolicy": "OrderBucketPolicy",
    }


def test_the_policy_of_a_bucket_that_went_is_not_that_of_another() -> None:
    kept = {"Site": bucket(WebsiteConfiguration={"IndexDocument": "index.html"})}
    right = {
        "AuditTrail": bucket(LifecycleConfiguration={"Rules": [{"Status": "Enabled", "ExpirationInDays": 30}]}),
        "AuditTrailPolicy": policy("AuditTrail", **TRAIL),
    }
    assert renamed(template({"Resources": LEFT_BUCKETS | kept}), template({"Resources": right | kept})) == {}


def service(name: str, group: str) -> dict[str, Any]:
    return {
        name: {"Type": "AWS::Test::Service", "Properties": {"Group": {"Ref": group}}},
        f"{name}Port": {"Type": "AWS::Test::Port", "Properties": {"From": {"Fn::GetAtt": [group, "GroupId"]}}},
    }


def group(*ports: int) -> dict[str, Any]:
    rules = [{"FromPort": port, "ToPort": port, "IpProtocol": "tcp", "CidrIp": "10.0.0.0/16"} for port in ports]
    return {"Type": "AWS::EC2::SecurityGroup", "Properties": {"SecurityGroupIngress": rules, "GroupDescription": "x"}}


def test_who_refers_to_an_element_says_what_it_is_for() -> None:
    left = {
        "AuroraGroup": group(3306),
        **service("Db", "AuroraGroup"),
        "Web": group(80),
        **service("A", "Web"),
    }
    right = {"DataTier": group(5432), **service("Db", "DataTier"), "Balancer": group(443), **service("A", "Balancer")}
    assert renamed(template({"Resources": left}), template({"Resources": right})) == {
        "AuroraGroup": "DataTier",
        "Web": "Balancer",
    }


def test_two_of_a_type_with_nothing_in_common_but_their_kind_are_two() -> None:
    def group_of(name: str, retention: int) -> dict[str, Any]:
        return {name: {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": retention}}}

    left, right = group_of("FlowLogGroup", 30), group_of("TrailLogGroup", 90)
    keep = {"AppLogGroup": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 7}}}
    assert renamed(template({"Resources": left | keep}), template({"Resources": right | keep})) == {}


def alarm(name: str, metric: str, threshold: int) -> Element:
    value = {"metric_name": metric, "threshold": threshold, "period": 60, "namespace": "AWS/EC2"}
    return element(("aws_alarm", name), value, type="aws_alarm", language="hcl")


@pytest.mark.parametrize(
    ("other", "found"),
    [("cpu_high_web", {"web_cpu_high": "cpu_high_web"}), ("web_cpu_low", {})],
)
def test_words_of_opposite_meaning_are_two(other: str, found: dict[str, str]) -> None:
    keep = alarm("memory", "Memory", 80)
    left = document([alarm("web_cpu_high", "CPU", 80), keep])
    right = document([alarm(other, "CPUUtilization", 70), keep])
    assert renamed(left, right) == found


def test_a_loop_is_the_first_of_those_that_are_written_out() -> None:
    def subnet(*path: str) -> Element:
        value = {"cidr": f"10.0.{len(path)}.0/24", "zone": path[-1], "public": True}
        return element(("aws.Subnet", *path), value, type="aws.Subnet", language="ts")

    left = document([subnet("public-subnet-${i}"), subnet("private-subnet-${i}")])
    right = document([subnet(name, name) for name in ("publicA", "publicB", "privateA", "privateB")])
    assert renamed(left, right) == {"public-subnet-${i}": "publicA", "private-subnet-${i}": "privateA"}


def named(name: str, native: str = "AWS::SQS::Queue") -> Element:
    return element(("Resources", name), {}, type=native)


def test_initials_and_beginnings_are_the_words_that_they_stand_for() -> None:
    assert share(words_of(named("TaskDLQ")), words_of(named("TaskDeadLetterQueue")), {}) == 1.0
    assert share(words_of(named("AppJobs")), words_of(named("ApplicationJobs")), {}) == 1.0
    assert share(words_of(named("Orders")), words_of(named("Invoices")), {}) == 0.0


def test_rare_words_weigh_most() -> None:
    one, other = words_of(named("shop_orders")), words_of(named("shop_invoices"))
    assert share(one, other, {"shop": 0.1}) < share(one, other, {})


def test_words_of_names() -> None:
    assert split_words("NatGateway1EIP") == ["nat", "gateway", "1", "eip"]
    assert split_words("app_s3Bucket") == ["app", "s3", "bucket"]
    assert twins(words_of(named("PrivateA")), words_of(named("PrivateB")))
    assert not twins(words_of(named("PrivateA")), words_of(named("PublicA")))


@pytest.mark.parametrize(
    ("one", "other", "opposed"),
    [
        ("ScaleUp", "ScaleDown", True),
        ("ScaleUpPolicy", "ScaleInPolicy", True),
        ("ScaleOutAlarm", "ScaleInAlarm", True),
        ("ScaleOutAlarm", "ScaleDownAlarm", True),
        ("ScaleOutAlarm", "ScaleUpAlarm", False),
        ("ScaleUp", "UpScaling", False),
        ("ProdJobs", "DevJobs", True),
        ("ProdJobs", "DevelopmentJobs", True),
        ("ProductionJobs", "DevJobs", True),
        ("StagingJobs", "TestJobs", True),
        ("StagingJobs", "ProductionJobs", True),
        ("ProdJobs", "ProductionJobs", False),
        ("DevJobs", "DevelopmentJobs", False),
        ("ReplicaJobs", "SourceJobs", True),
        ("ReplicaJobs", "PrimaryJobs", True),
        ("JobsInVpc", "VpcJobs", False),
    ],
)
def test_words_of_opposite_meaning(one: str, other: str, opposed: bool) -> None:
    assert contradict(words_of(named(one)), words_of(named(other))) is opposed
    assert contradict(words_of(named(other)), words_of(named(one))) is opposed


def test_a_scaling_policy_is_not_the_opposite_one_under_another_name() -> None:
    def scaling(name: str, step: int) -> Element:
        return element(("Resources", name), {"Properties": {"Step": step, "Cooldown": 60}}, type="AWS::Test::Policy")

    keep = scaling("Steady", 9)
    left = document([scaling("ScaleOutPolicy", 1), keep])
    assert renamed(left, document([scaling("ScaleInPolicy", -1), keep])) == {}
    assert renamed(left, document([scaling("ScalingOut", -1), keep])) == {"ScaleOutPolicy": "ScalingOut"}


def test_in_says_nothing_in_a_sentence() -> None:
    told = element(("Resources", "Jobs"), {"Properties": {"Description": "Jobs in the barn"}}, type="AWS::SQS::Queue")
    assert words_of(told).said == {"jobs", "barn"}


def test_a_type_of_the_same_kind_under_a_name_that_says_something_is_one() -> None:
    def acl(native: str, name: str, **value: Any) -> Document:
        one = element((native, name), {"name": "shop", **value}, type=native, language="ts")
        return document([Element(one.path, one.kind, one.type, "WAF", one.name, one.value, one.spans, one.language)])

    def pairs(name: str, other: str) -> int:
        left = acl("WafWebAcl", name, rules=[{"action": "BLOCK"}], default={"type": "ALLOW"})
        right = acl(other, name, rule=[{"priority": 1}], scope="REGIONAL", visibility={"metric": "x"})
        return len(pair_elements(left.elements, right.elements).renamed)

    assert pairs("web-acl", "Wafv2WebAcl") == 1
    assert pairs("main", "Wafv2WebAcl") == 0
    assert pairs("web-acl", "WafWebRule") == 0


def server(name: str, subnet: str) -> dict[str, Any]:
    properties = {
        "SubnetId": {"Ref": subnet},
        "IamInstanceProfile": {"Ref": "Profile"},
        "SecurityGroupIds": [{"Ref": "Group"}],
    }
    return {name: {"Type": "AWS::EC2::Instance", "Properties": properties}}


def test_a_series_of_servers_is_the_one_in_the_same_places() -> None:
    def entry(number: int, of: str) -> dict[str, Any]:
        target = {"Ref": f"WebNode{1 + number % 2}"} if of == "WebNode1" else "10.0.0.1"
        return {"Type": "AWS::Test::Entry", "Properties": {"Target": target, "Port": number}}

    def servers(*names: str, **more: Any) -> Document:
        places = {f"Zone{each}": {"Type": "AWS::EC2::Subnet", "Properties": {"Number": each}} for each in "AB"}
        profile = {"Profile": {"Type": "AWS::IAM::InstanceProfile", "Properties": {"Path": "/"}}}
        profile["Group"] = {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x"}}
        found = server(names[0], "ZoneA") | server(names[1], "ZoneB")
        for each in found.values():
            each["Properties"] |= more
        entries = {f"Entry{each}": entry(each, names[0]) for each in range(4)}
        return template({"Resources": {**places, **profile, **found, **entries}})

    left = servers(
        "WebNode1",
        "WebNode2",
        KeyName="ops",
        UserData="yum update",
        ImageId="ami-1",
        Monitoring=True,
        AdditionalInfo="a",
        HostId="h",
    )
    right = servers(
        "FrontHostA",
        "FrontHostB",
        InstanceType="t3.small",
        EbsOptimized=True,
        Tenancy="default",
        Affinity="b",
        KernelId="k",
    )
    assert renamed(left, right) == {"WebNode1": "FrontHostA", "WebNode2": "FrontHostB"}


def route(to: str, **target: str) -> dict[str, Any]:
    given = {"DestinationCidrBlock": to, **{key: {"Ref": value} for key, value in target.items()}}
    return {"Type": "AWS::EC2::Route", "Properties": given}


def test_the_last_of_a_type_that_holds_half_the_same_is_one() -> None:
    """The names of what only ties others together have no word in common."""
    tables = {"Yard": {"Type": "AWS::EC2::RouteTable"}, "Gate": {"Type": "AWS::EC2::InternetGateway"}}
    kept = {**tables, "Loft": route("10.7.0.0/16", GatewayId="Gate")}
    left = {"OutRoute": route("0.0.0.0/0", GatewayId="Gate", RouteTableId="Yard")}
    right = {"DefaultPath": route("0.0.0.0/0", GatewayId="Gate", RouteTableId="Lane")}
    assert renamed(template({"Resources": left | kept}), template({"Resources": right | kept})) == {
        "OutRoute": "DefaultPath"
    }
    strange = {"DefaultPath": route("10.9.0.0/16", NatGatewayId="Well", RouteTableId="Lane")}
    assert renamed(template({"Resources": left | kept}), template({"Resources": strange | kept})) == {}


def test_of_several_that_are_left_none_is_the_last() -> None:
    left = {"OutRoute": route("0.0.0.0/0", GatewayId="Gate", RouteTableId="Yard")}
    right = {
        "DefaultPath": route("0.0.0.0/0", GatewayId="Gate", RouteTableId="Lane"),
        "SpareTrack": route("0.0.0.0/0", GatewayId="Gate", RouteTableId="Field"),
    }
    assert renamed(template({"Resources": left}), template({"Resources": right})) == {}

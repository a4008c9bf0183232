"""Lists that are sets, lists that are keyed, lists that have an order."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import diff_documents
from reviewer.model import Change, Document, Expression
from tests.diff.builders import brief, compare, document, element, meaningful


def tags(**pairs: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in pairs.items()]


def statement(actions: Any, resource: Any = "*", **rest: Any) -> dict[str, Any]:
    return {**rest, "Effect": "Allow", "Action": actions, "Resource": resource}


def place(rule: dict[str, Any]) -> int:
    """Gives a place that has nothing to do with the first one."""
    return int(rule["FromPort"]) * 7919 % 401


def policies(left: list[Any], right: list[Any]) -> tuple[Change, ...]:
    return compare({"PolicyDocument": {"Statement": left}}, {"PolicyDocument": {"Statement": right}})


def test_tags_pair_by_key() -> None:
    changes = compare({"Tags": tags(a="1", b="2")}, {"Tags": tags(c="3", b="5", a="1")})
    assert brief(meaningful(changes)) == [
        ("replace", "Tags", 1, "Value", None),
        ("add", "Tags", 0, "Key", None),
        ("add", "Tags", 0, "Value", None),
    ]
    assert {each.noise for each in changes if each.op == "move"} == {"order"}


@pytest.mark.parametrize("key", ["SubnetIds", "SecurityGroupIds", "ManagedPolicyArns", "AlarmActions", "AllowedValues"])
def test_the_order_of_a_set_is_noise(key: str) -> None:
    changes = compare({key: ["a", "b", "c"]}, {key: ["c", "a", "b"]})
    assert brief(changes) == [("move", key, 0, "order")]
    assert changes[0].origin == ("Resources", "Thing", "Properties", key, 2)


def test_the_order_of_commands_means_something() -> None:
    assert brief(compare({"Command": ["a", "b", "c"]}, {"Command": ["c", "a", "b"]})) == [("move", "Command", 0, None)]


def test_an_action_that_is_another_one_is_removed_and_added() -> None:
    left, right = ["s3:GetObject", "s3:ListBucket"], ["s3:PutObject", "s3:PutObjectAcl"]
    assert [each[0] for each in brief(compare({"Action": left}, {"Action": right}))] == [
        "remove",
        "remove",
        "add",
        "add",
    ]


def test_the_one_value_left_over_on_each_side_is_replaced() -> None:
    changes = compare({"Action": ["s3:GetObject", "s3:*"]}, {"Action": ["s3:PutObject", "s3:GetObject"]})
    assert [(each.before, each.after) for each in meaningful(changes)] == [("s3:*", "s3:PutObject")]


def test_statements_pair_by_sid() -> None:
    left = [statement("a:B", Sid="Read"), statement("c:D", Sid="Write")]
    right = [statement("c:E", Sid="Write"), statement("a:B", Sid="Read")]
    changes = meaningful(policies(left, right))
    assert brief(changes) == [("replace", "PolicyDocument", "Statement", 1, "Action", None)]


def test_statements_without_sid_pair_by_what_they_allow() -> None:
    left = [statement(["logs:Put", "logs:Create"], "arn:logs"), statement("s3:*", "arn:bucket")]
    right = [statement(["s3:GetObject"], "arn:bucket"), statement(["logs:Put", "logs:Create"], "arn:logs")]
    changes = meaningful(policies(left, right))
    assert [(each.op, each.before) for each in changes] == [("replace", "s3:*")]


def test_a_statement_that_differs_under_one_key_is_the_same_however_long_its_actions() -> None:
    left = [statement("logs:*"), statement("a:B", "arn:b")]
    right = [
        statement(["logs:Put", "logs:Create", "logs:Describe", "logs:Get", "logs:Delete"]),
        statement("a:B", "arn:b"),
    ]
    changes = meaningful(policies(left, right))
    assert [(each.op, each.before) for each in changes] == [("replace", "logs:*")]


def test_security_group_rules_have_no_order() -> None:
    rules = [{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIp": "0.0.0.0/0"} for port in (80, 443, 22)]
    closed = [*rules[:2][::-1]]
    changes = compare({"SecurityGroupIngress": rules}, {"SecurityGroupIngress": closed})
    assert {(each.op, each.path[4]) for each in meaningful(changes)} == {("remove", 2)}
    assert len(meaningful(changes)) == 4


def test_objects_that_all_have_a_name_pair_by_it() -> None:
    left = [{"Name": "A", "Value": "1"}, {"Name": "B", "Value": "2"}]
    right = [{"Name": "B", "Value": "3"}, {"Name": "A", "Value": "1"}]
    assert brief(meaningful(compare({"Whatever": left}, {"Whatever": right}))) == [
        ("replace", "Whatever", 1, "Value", None)
    ]


def test_a_changed_item_of_an_ordered_list_is_a_change_inside_it() -> None:
    left = [{"Cmd": "a", "Env": 1}, {"Cmd": "b", "Env": 2}, {"Cmd": "c", "Env": 3}]
    right = [{"Cmd": "a", "Env": 1}, {"Cmd": "b", "Env": 9}, {"Cmd": "c", "Env": 3}]
    assert brief(compare({"Steps": left}, {"Steps": right})) == [("replace", "Steps", 1, "Env", None)]


def test_an_inserted_item_shifts_nothing() -> None:
    assert brief(compare({"Layers": ["a", "c"]}, {"Layers": ["a", "b", "c"]})) == [("add", "Layers", 1, None)]


def test_four_hundred_shuffled_rules_are_only_order() -> None:
    rules = [
        {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIp": f"10.0.{port}.0/24"} for port in range(400)
    ]
    shuffled = sorted(rules, key=place)
    changes = compare({"SecurityGroupIngress": rules}, {"SecurityGroupIngress": shuffled})
    assert {each.noise for each in changes} == {"order"}


def test_four_hundred_edited_and_shuffled_rules_stay_pairs() -> None:
    rules = [
        {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIp": f"10.0.{port}.0/24"} for port in range(400)
    ]
    edited = [{**rule, "IpProtocol": "udp"} for rule in sorted(rules, key=place)]
    changes = meaningful(compare({"SecurityGroupIngress": rules}, {"SecurityGroupIngress": edited}))
    assert {(each.op, each.keys[-1]) for each in changes} == {("replace", "ip_protocol")}
    assert len(changes) == 400


def test_three_thousand_other_items_do_not_take_forever() -> None:
    left = [f"old {number * 31 % 2999} value" for number in range(3000)]
    right = [f"new {number * 17 % 2999} thing" for number in range(3000)]
    assert compare({"Lines": left}, {"Lines": right})


def test_an_item_made_optional_is_the_same_item() -> None:
    """Neither removed nor added: the one rule asks a condition now, the other one stays."""
    web = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "10.0.0.0/8"}
    tls = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}
    asked = {"Fn::If": ["HasCertificate", tls, {"Ref": "AWS::NoValue"}]}
    (change,) = meaningful(compare({"SecurityGroupIngress": [web, tls]}, {"SecurityGroupIngress": [asked, web]}))
    assert change.op == "replace"
    assert (change.before, change.after) == (tls, asked)


def test_statements_that_ask_the_same_are_one_however_they_were_rewritten() -> None:
    """The first is gone from neither side, and the second one asks less."""

    def asked(*statements: dict[str, Any]) -> Document:
        return document([element(("Guard", "visit"), {"if node": [*statements]}, kind="function", language="ts")])

    left = asked(
        {"header": Expression("if (node instanceof Bucket)"), "refuse": "plain"},
        {"header": Expression("if (node instanceof Server || node instanceof Template)"), "refuse": "old"},
    )
    right = asked(
        {"header": Expression("if (node instanceof Bucket)"), "first": 1, "second": 2, "warn": "weak"},
        {"header": Expression("if (node instanceof Server)"), "warn": "aged", "third": 3},
    )
    headers = [(each.op, each.path[3]) for each in diff_documents(left, right) if each.path[-1] == "header"]
    assert headers == [("replace", 1)]


@pytest.mark.parametrize(("service", "one"), [("sns.amazonaws.com", False), ("logs.amazonaws.com", True)])
def test_a_statement_that_admits_another_service_under_another_name_is_another_one(service: str, one: bool) -> None:
    uses = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"]
    left = statement(uses, Sid="AllowLogs", Principal={"Service": "logs.amazonaws.com"})
    right = statement(uses, Sid="AllowUse", Principal={"Service": service})
    beside = statement("kms:*", Sid="Root", Principal={"AWS": "arn:aws:iam::123456789012:root"})
    changes = meaningful(policies([beside, left], [beside, right]))
    assert ({each.op for each in changes} == {"replace"}) is one

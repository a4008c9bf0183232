"""What the words of a rubric ask of values."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.model import MISSING, Expression
from reviewer.rubric import filters


@pytest.mark.parametrize(
    ("rule", "port"),
    [
        ({"FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}, "443"),
        ({"from_port": "22", "to_port": "22"}, "22"),
        ([["ec2.Peer.anyIpv4()", "ec2.Port.tcp(443)"]], "443"),
        ([["ec2.Peer.anyIpv4()", "ec2.Port.tcp(443)"], ["ec2.Peer.anyIpv4()", "ec2.Port.tcp(8443)"]], ""),
        ({"FromPort": 0, "ToPort": 65535}, ""),
        ({"FromPort": 1024, "ToPort": 65535}, ""),
        ({"FromPort": {"Ref": "Port"}, "ToPort": {"Ref": "Port"}}, ""),
        ({"CidrIp": "10.0.0.0/8"}, ""),
        (Expression("Peer.anyIpv4(), ec2.Port.tcp(5432)"), "5432"),
        (Expression("ec2.Port.tcpRange(1, 9)"), ""),
        (MISSING, ""),
    ],
)
def test_a_rule_of_one_port_tells_it(rule: Any, port: str) -> None:
    """A range is no port, whatever it begins with."""
    assert filters.find_port(rule) == port


@pytest.mark.parametrize(
    ("statement", "actions"),
    [
        ({"Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:GetQueueUrl"]}, ["sqs:SendMessage", "sqs:GetQueueUrl"]),
        ({"Action": "sqs:SendMessage", "Resource": "*"}, ["sqs:SendMessage"]),
        ({"call": "iam.PolicyStatement", "of": {"actions": ["sqs:SendMessage"]}}, ["sqs:SendMessage"]),
        ([{"Effect": "Deny"}, {"actions": ["sqs:*"]}], ["sqs:*"]),
        ({"actions": {"Ref": "Granted"}}, []),
        ("sqs:SendMessage", []),
    ],
)
def test_a_statement_tells_its_actions(statement: Any, actions: list[str]) -> None:
    assert filters.find_actions(statement) == actions


def test_names_that_tell_most_are_picked() -> None:
    names = ["HayAlias", "HayKey", "Barn"]
    assert filters.pick_telling(names, "kms|key", "barn") == ["HayKey"]
    assert filters.pick_telling(names, "kms", "BARN") == ["Barn"]
    assert filters.pick_telling(names, "kms") == names
    assert filters.leave_out(names, "alias", "barn") == ["HayKey"]
    assert filters.leave_out(names, "a", "y") == names
    assert filters.pick_state({"Barn": "added", "Hay": "changed"}, "added") == ["Barn"]


def test_what_came_or_went_alone_is_told_from_what_was_exchanged() -> None:
    pairs = [(1, 2), (3, MISSING), (MISSING, None)]
    assert filters.pick_gone(pairs) == [3]
    assert filters.pick_new(pairs) == [None]


def test_types_are_called_in_the_order_of_the_table() -> None:
    called = {"*haystack*": "stack", "*bale": "bale", "*straw": "straw"}
    assert filters.name_types(["aws_hay_bale", "AWS::Hay::StackPolicy", "hay.Bale"], called) == ["stack", "bale"]


def test_ids_of_statements_and_names_of_policies_are_found() -> None:
    assert filters.find_statement_ids([{"Sid": "A"}, [[{"sid": "b"}], {"Effect": "Allow"}], "x"]) == ["A", "b"]
    looked_up = Expression('iam.ManagedPolicy.fromAwsManagedPolicyName("service-role/HayReader")')
    assert filters.find_policies(["arn:aws:iam::aws:policy/HayWriter", looked_up, "x"]) == ["HayWriter", "HayReader"]


@pytest.mark.parametrize(
    ("value", "version"),
    [
        (Expression("rds.PostgresEngineVersion.VER_15_3"), "VER_15_3"),
        ({"version": "rds.EngineVersion.VER_8_0"}, "VER_8_0"),
        (Expression('rds.PostgresEngineVersion.of("15.3", "15")'), "15.3"),
        ("8.0.35", "8.0.35"),
        ({"Ref": "Version"}, ""),
        (MISSING, ""),
    ],
)
def test_the_version_of_an_engine_is_found_however_it_is_asked_for(value: Any, version: str) -> None:
    assert filters.find_version(value) == version


def test_words_fit_the_number_of_what_they_name() -> None:
    assert [filters.fit_number(names, "barn") for names in (["a"], ["a", "b"])] == ["barn", "barns"]
    assert filters.fit_number(["a", "b"], "policy", "policies") == "policies"
    assert [filters.fit_pronoun(names) for names in (["a"], ["a", "b"])] == ["it", "them"]
    assert filters.begin_large("hay of the Barn") == "Hay of the Barn"


@pytest.mark.parametrize(
    ("value", "condition"),
    [({"Fn::If": ["IsBarn", 1, 2]}, "IsBarn"), ({"Fn::Sub": "x"}, ""), (True, ""), (MISSING, "")],
)
def test_the_condition_that_a_value_asks_is_found(value: Any, condition: str) -> None:
    assert filters.find_condition(value) == condition


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("hay", "hay"),
        ({"Fn::Sub": "hay-${Stage}"}, "hay-${Stage}"),
        ({"Fn::Sub": ["a", {}]}, ""),
        (5, ""),
        (MISSING, ""),
    ],
)
def test_a_text_is_found_where_a_template_fills_it_in(value: Any, text: str) -> None:
    assert filters.find_text(value) == text


def test_what_code_declares_on_one_side_goes_before_what_it_loads() -> None:
    pairs = [
        ("import uuid\nimport json as j", "from time import sleep\nimport json"),
        ("def sow(field):", "  async function reap(field) {"),
        (MISSING, "const { S3 } = require('@aws-sdk/client-s3');\nimport Barn from 'barn';\nclass Silo:"),
        ("import os\nimport sys", "Code.fromInline(code)"),
    ]
    assert filters.find_code(pairs, 0) == ["function `sow`", "module `uuid`"]
    assert filters.find_code(pairs, 1) == [
        "function `reap`",
        "class `Silo`",
        "module `time`",
        "module `@aws-sdk/client-s3`",
        "module `barn`",
    ]


def test_steps_tell_short_texts_alone() -> None:
    assert filters.find_steps([("1.2", "1.3"), ("a" * 50, "b"), (1, 2), (MISSING, "c")]) == ["`1.2` to `1.3`"]


def test_tests_of_fields_types_and_values() -> None:
    assert filters.is_within(["dbname"], ["db_name", "DatabaseName"])
    assert not filters.is_within([], ["db_name"])
    assert not filters.is_within(["dbname", "port"], ["db_name"])
    assert filters.is_of_type(["AWS::S3::BucketPolicy"], ["*bucketpolicy"])
    assert filters.is_saying({"Ref": "Barn"}, "BARN".lower())
    assert filters.is_fitting("HayBarn", "^hay(?!stack)") and not filters.is_fitting("HayStack", "^hay(?!stack)")
    assert filters.is_short("a" * 40)
    assert not any(map(filters.is_short, ("", "a" * 41, {}, MISSING)))
    assert filters.is_dotted("a.B")
    assert filters.last_part("a.B") == "B"

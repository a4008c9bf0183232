"""Complexity factors: what earns them, what hangs together, what the cap leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.model import Document, Element, Expression
from reviewer.review import Factor
from reviewer.rubric import Rubric
from reviewer.score.complexity import find_factors, sum_factors
from tests.score.builders import ALARM, BUCKET, CLUSTER, DATABASE, PLAIN_THREE, QUEUE, REPLICA, document, element


def factors(ideal: Document, rubric: Rubric) -> dict[str, Factor]:
    return {each.name: each for each in find_factors(ideal, rubric)}


def test_services_must_refer_to_one_another(default: Rubric) -> None:
    """Three services side by side earn nothing, three in a chain do, named with their resources."""
    apart = document(BUCKET, QUEUE, element("Topic", "AWS::SNS::Topic", "SNS"))
    assert factors(apart, default)["services"].status == "not found"
    joined = factors(document(*PLAIN_THREE), default)["services"]
    assert (joined.points, joined.evidence) == (1, ("S3: `Bucket`", "SQS: `Queue`", "SNS: `Topic`"))


def test_a_shared_parameter_joins_nothing(default: Rubric) -> None:
    """Services that only take the same suffix do not refer to one another."""
    suffix = element("Suffix", kind="parameter", Type="String")
    named = {"Name": {"Ref": "Suffix"}}
    parts = [element(name, name, name, Properties=named) for name in ("S3", "SQS", "SNS")]
    assert factors(document(suffix, *parts), default)["services"].status == "not found"


def test_a_field_of_a_class_is_a_reference(default: Rubric) -> None:
    """A resource kept in `this.vpc` is found again where another one names it."""
    vpc = Element(("ec2.Vpc", "this.vpc", "Vpc"), "resource", "ec2.Vpc", "VPC", "Vpc", {}, BUCKET.spans, "ts")
    parts = [element(name, name, name, vpc=Expression("this.vpc")) for name in ("RDS", "ELB")]
    assert factors(document(vpc, *parts), default)["services"].points == 1


def test_the_third_bonus_is_already_counted(default: Rubric) -> None:
    """Beyond the cap a factor is listed with its evidence and adds nothing."""
    found = factors(document(DATABASE, CLUSTER, ALARM, REPLICA), default)
    assert (found["security"].points, found["security"].status) == (0, "already counted")
    assert found["security"].evidence
    assert sum_factors(found.values(), default.cap) == 2


def test_single_service_is_a_penalty(default: Rubric) -> None:
    """One service costs a point, whatever else is earned."""
    found = factors(
        document(element("Db", "AWS::RDS::DBInstance", "RDS", MultiAZ=True, StorageEncrypted=True)), default
    )
    assert found["single_service"].points == -1
    assert sum_factors(found.values(), default.cap) == 1


def test_no_service_is_not_a_single_one(default: Rubric) -> None:
    """A script without any resource earns nothing and loses nothing."""
    assert sum_factors(find_factors(document(element("main", kind="function")), default), default.cap) == 0


SIGNS = [
    ("availability", element("Db", "aws_db_instance", "RDS", multi_az=True), True),
    ("availability", element("Db", "aws_db_instance", "RDS", multi_az=False), False),
    ("availability", element("Vpc", "ec2.Vpc", "VPC", maxAzs=2), True),
    ("availability", element("Vpc", "ec2.Vpc", "VPC", maxAzs=1), False),
    ("security", element("Db", "aws_db_instance", "RDS", storage_encrypted=True), True),
    ("security", element("Db", "aws_db_instance", "RDS", storage_encrypted=False), False),
    ("security", element("Key", "aws_kms_key", "KMS"), True),
    ("advanced", element("Fn", "lambda.Function", "Lambda"), True),
    ("advanced", element("Machine", "aws_sfn_state_machine", "Step Functions"), True),
    ("advanced", element("Bucket", "aws_s3_bucket", "S3"), False),
]


@pytest.mark.parametrize(("name", "part", "found"), SIGNS)
def test_signs(name: str, part: Element, found: bool, default: Rubric) -> None:
    """A sign counts in every platform's spelling, and a property that is switched off does not."""
    assert (factors(document(part, BUCKET, QUEUE), default)[name].status != "not found") is found


def test_a_test_earns_nothing(default: Rubric) -> None:
    """What a test makes an instance of is never deployed."""
    part = element("Db", "aws_db_instance", "RDS", multi_az=True)
    for file, found in (("lib/mill.py", True), ("tests/unit/mill.py", False), ("lib/mill.spec.ts", False)):
        ideal = document(replace(part, file=file), BUCKET)
        assert (factors(ideal, default)["availability"].status != "not found") is found

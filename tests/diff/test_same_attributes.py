"""Attributes of one resource that hold the same value."""

from __future__ import annotations

import pytest

from reviewer.diff import diff_documents
from reviewer.diff.same_attributes import same_attributes
from reviewer.model import Expression
from tests.diff.builders import compare, document, element


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("aws_iam_role.worker.id", "aws_iam_role.worker.name", True),
        ("aws_s3_bucket.logs[0].id", "aws_s3_bucket.logs[0].bucket", True),
        ('"${aws_sqs_queue.jobs.url}/"', '"${aws_sqs_queue.jobs.id}/"', True),
        ("aws_eip.gate.id", "aws_eip.gate.allocation_id", True),
        ("aws_iam_role.worker.arn", "aws_iam_role.worker.id", False),
        ("aws_kms_key.data.arn", "aws_kms_key.data.id", False),
        ("aws_db_instance.main.identifier", "aws_db_instance.main.id", False),
        ("data.aws_iam_role.worker.arn", "data.aws_iam_role.worker.name", False),
    ],
)
def test_an_attribute_that_holds_the_id_is_the_id(one: str, other: str, same: bool) -> None:
    """Whatever else a resource exports is another value."""
    assert (same_attributes(one) == same_attributes(other)) is same


def test_the_other_attribute_is_another_spelling() -> None:
    (change,) = compare({"role": Expression("aws_iam_role.a.id")}, {"role": Expression("aws_iam_role.a.name")})
    assert change.noise is not None


@pytest.mark.parametrize(
    ("value", "language", "noise"),
    [
        ({"size": 5, "key": None}, "hcl", "spelling"),
        ({"size": 5, "filter": {"Next": None}}, "hcl", None),
        ({"size": 5, "key": None}, "yaml", None),
    ],
)
def test_an_argument_that_is_null_is_one_that_nobody_set(value: object, language: str, noise: str | None) -> None:
    """So it is for arguments of Terraform alone: null inside of a document is a value."""
    sides = [document([element(("aws_disk", "a"), each, language=language)]) for each in ({"size": 5}, value)]
    assert [each.noise for each in diff_documents(*sides)] == [noise]
    assert [each.noise for each in diff_documents(*reversed(sides))] == [noise]

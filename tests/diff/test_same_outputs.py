"""Outputs that hold the same are no change, whichever of them is handed on."""

from __future__ import annotations

import pytest

from reviewer.diff import diff_documents
from reviewer.model import Expression
from tests.diff.builders import document, element, meaningful


@pytest.mark.parametrize(
    ("declared", "address", "before", "after", "same"),
    [
        ("IamRole", ("IamRole", "role", "Farmer"), "role.id", "role.name", True),
        ("IamRole", ("IamRole", "role", "Farmer"), "this.role.name", "role.id", True),
        ("IamRole", ("IamRole", "role", "Farmer"), "role.id", "role.arn", False),
        ("S3BucketA", ("S3BucketA", "barn", "Barn"), "`${barn.id}/hay`", "`${barn.bucket}/hay`", True),
        ("DataAwsRegion", ("DataAwsRegion", "here", "Here"), "here.name", "here.id", True),
        ("KmsKey", ("KmsKey", "key", "Key"), "key.keyId", "key.arn", False),
        ("SnsTopic", ("SnsTopic", "news", "News"), "news.Id()", "news.Arn()", True),
    ],
)
def test_equal_outputs(declared, address, before, after, same):
    owner = element(
        address, {}, type=declared, kind="data" if declared.startswith("Data") else "resource", language="ts"
    )
    sides = (
        document([owner, element(("Gate", "gate", "Gate"), {"way": Expression(code)}, type="Gate", language="ts")])
        for code in (before, after)
    )
    assert (not meaningful(diff_documents(*sides))) is same


def test_one_name_for_two_types_tells_nothing():
    owners = [
        element((kind, "it", name), {}, type=kind, language="ts") for kind, name in (("IamRole", "A"), ("Vpc", "B"))
    ]
    sides = (
        document([*owners, element(("Gate", "gate", "Gate"), {"way": Expression(code)}, type="Gate", language="ts")])
        for code in ("it.id", "it.name")
    )
    assert meaningful(diff_documents(*sides))


@pytest.mark.parametrize(
    ("kind", "address", "before", "after"),
    [
        ("resource", ("aws_s3_bucket", "main"), "aws_s3_bucket.main.id", "aws_s3_bucket.main.bucket"),
        ("data", ("data", "aws_region", "main"), "data.aws_region.main.name", "data.aws_region.main.id"),
    ],
)
def test_equal_outputs_of_a_configuration(kind, address, before, after):
    others = [
        element(address, {}, type=address[-2], kind=kind, language="hcl"),
        element(("aws_vpc", "main"), {}, type="aws_vpc", language="hcl"),
    ]
    sides = (
        document([*others, element(("gate", "a"), {"way": Expression(code)}, type="gate", language="hcl")])
        for code in (before, after)
    )
    assert not meaningful(diff_documents(*sides))

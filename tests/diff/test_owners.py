"""What an element belongs to."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff.owners import find_owners
from reviewer.model import Expression
from tests.diff.builders import element, template


def owners_of(name: str, **resources: dict[str, Any]) -> dict[str, list[str]]:
    found = find_owners(template({"Resources": resources}).elements)
    path = next(each for each in found) if len(found) == 1 else ("Resources", name)
    return {kind: [each.name for each in owners] for kind, owners in found.get(path, {}).items()}


def resource(native: str, **properties: Any) -> dict[str, Any]:
    return {"Type": native, "Properties": properties}


@pytest.mark.parametrize(
    ("owner", "owned", "belongs"),
    [
        pytest.param("AWS::S3::Bucket", "AWS::S3::BucketPolicy", True, id="its words name the owner"),
        pytest.param("AWS::KMS::Key", "AWS::KMS::Alias", True, id="known by its last word"),
        pytest.param("AWS::SNS::Topic", "AWS::SNS::Subscription", True, id="a topic has subscriptions"),
        pytest.param("AWS::SNS::Topic", "AWS::KMS::Alias", False, id="a topic has no alias"),
        pytest.param(
            "AWS::RDS::DBSubnet", "AWS::RDS::DBSubnetGroup", False, id="a group belongs to none of its members"
        ),
        pytest.param("AWS::S3::Bucket", "AWS::SQS::Queue", False, id="only refers to it"),
    ],
)
def test_a_reference_to_what_the_type_belongs_to(owner: str, owned: str, belongs: bool) -> None:
    found = owners_of("Part", Whole=resource(owner), Part=resource(owned, Of={"Ref": "Whole"}))
    assert [name for names in found.values() for name in names] == (["Whole"] if belongs else [])


def test_what_refers_to_nothing_belongs_to_nothing() -> None:
    assert owners_of("Part", Whole=resource("AWS::KMS::Key"), Part=resource("AWS::KMS::Alias")) == {}


def test_of_a_variable_that_is_used_again_nobody_knows_which_one_is_meant() -> None:
    def key(number: str) -> Any:
        return element(("kms.Key", "key", number), {"a": 1}, type="kms.Key", language="ts")

    alias = element(("kms.Alias", "alias"), {"targetKey": Expression("key")}, type="kms.Alias", language="ts")
    assert [list(each) for each in find_owners([key("One"), alias]).values()] == [["Key"]]
    assert not find_owners([key("One"), key("Two"), alias])


def test_a_variable_names_one_of_two_with_the_same_id() -> None:
    """Each of two modules calls its bucket by the same id; what refers to it says the variable."""
    buckets = [
        element(("S3Bucket", name, "${id}-bucket"), {}, type="S3Bucket", language="ts") for name in ("web", "log")
    ]
    value = {"bucket": Expression("this.log.id")}
    policy = element(("S3BucketPolicy", "${id}-policy"), value, type="S3BucketPolicy", language="ts")
    ((owners,),) = (list(each.values()) for each in find_owners([*buckets, policy]).values())
    assert [each.path[1] for each in owners] == ["log"]

"""A setting of a construct is the same as a property and by calls of a method."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import diff_documents
from reviewer.model import Document, Expression
from tests.diff.builders import document, element, meaningful


def barn(**settings: Any) -> Document:
    value = {"name": "barn", **settings}
    return document([element(("farm.Barn", "barn", "Barn"), value, type="farm.Barn", language="ts")])


HAY = Expression('Policy.named("Hay")')
STATEMENT = {"call": Expression("iam.PolicyStatement"), "actions": ["s3:GetObject"]}
DOCUMENT = {"call": Expression("iam.PolicyDocument"), "statements": [STATEMENT]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"managedPolicies": [HAY]}, {"addManagedPolicy": [[HAY]]}),
        ({"add_managed_policy": [[HAY]]}, {"managed_policies": [HAY]}),
        ({"inlinePolicies": {"Main": DOCUMENT}}, {"addToPolicy": [[STATEMENT]]}),
        ({"environment": {"A": "a", "B": HAY}}, {"addEnvironment": [["B", HAY], ["A", "a"]]}),
        ({"stages": [{"stageName": "Cut"}]}, {"addStage": [[{"stageName": "Cut"}]]}),
        ({"widgets": [[HAY, "x"], ["y"]]}, {"addWidgets": [[HAY, "x"], ["y"]]}),
    ],
)
def test_a_property_and_a_method_give_the_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    changes = diff_documents(barn(**one), barn(**other))
    assert changes
    assert meaningful(changes) == []


def test_what_only_one_side_is_given_stays_a_change() -> None:
    changes = diff_documents(barn(addManagedPolicy=[[HAY], ["x"]]), barn(managedPolicies=[HAY, "y"]))
    assert [(each.op, each.path[-2:]) for each in meaningful(changes)] == [
        ("remove", (1, 0)),
        ("add", ("managedPolicies", 1)),
    ]
    added = {**DOCUMENT, "statements": [STATEMENT, {"actions": ["s3:PutObject"]}]}
    changes = diff_documents(barn(addToPolicy=[[STATEMENT]]), barn(inlinePolicies={"Main": added}))
    assert [each.after for each in meaningful(changes)] == [Expression("iam.PolicyDocument"), "s3:PutObject"]


def test_of_two_calls_that_give_the_same_the_first_is_the_one_that_stays() -> None:
    """In every run: the order in which names of methods are looked at is theirs in the code."""
    twice = barn(addToPolicy=[[STATEMENT]], addToPrincipalPolicy=[[STATEMENT]])
    changes = meaningful(diff_documents(twice, barn(inlinePolicies={"Main": DOCUMENT})))
    assert {each.path[3] for each in changes} == {"addToPrincipalPolicy"}

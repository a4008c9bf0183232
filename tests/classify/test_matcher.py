"""Which rule claims a change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reviewer.classify.exchanges import find_traded
from reviewer.classify.matcher import fits
from reviewer.classify.surroundings import survey
from reviewer.classify.units import Unit
from reviewer.model import MISSING, Change, Element, Expression, Span
from reviewer.rubric.policy import Match, Value

NOWHERE = {(): Span("x", 1, 1)}
NONE = survey((), (), "cfn", {})


def element(kind: str = "resource", type_: str = "AWS::S3::Bucket", **more: Any) -> Element:
    """Builds an element."""
    return Element(("Resources", "Data"), kind, type_, "S3", "Data", {"Properties": {}}, NOWHERE, "yaml", **more)


def changed(keys: str, before: Any = MISSING, after: Any = MISSING, of: Element | None = None) -> Unit:
    """Builds the unit of one changed value."""
    of = of or element()
    op = "add" if before is MISSING else "remove" if after is MISSING else "replace"
    names = tuple(keys.split("."))
    return Unit("changed", of, (Change(op, (*of.path, *names), before, after, None, None, "response", of, of, names),))


@pytest.mark.parametrize(
    ("match", "wanted"),
    [
        (Match(property=("versioning",)), True),
        (Match(property=("status",)), True),
        (Match(property=("versioning.status",)), True),
        (Match(property=("/versioning",)), True),
        (Match(property=("/status",)), False),
        (Match(property=("ver*ing",)), True),
        (Match(property=("*",), type=("*s3bucket",)), True),
        (Match(property=("*",), type=("*s3*ket",)), True),
        (Match(property=("*",), type=("*dbinstance",)), False),
        (Match(property=("*",), before=Value(absent=True)), False),
        (Match(property=("*",), before=Value(truthy=False), after=Value(truthy=True)), True),
        (Match(property=("*",), introduces="enabled"), True),
        (Match(property=("*",), drops="enabled"), False),
        (Match(property=("*",), service=("RDS",)), False),
        (Match(element=("added",)), False),
        (Match(property=("*",), name="^dat"), True),
        (Match(property=("*",), platform=("tf",)), False),
    ],
)
def test_all_that_a_match_says_must_hold(match: Match, wanted: bool) -> None:
    """Each part of a match is a condition of its own."""
    assert fits(match, changed("versioning.status", "Suspended", "Enabled"), NONE) is wanted


def test_a_property_in_code_is_meant_only_where_the_kind_is_named() -> None:
    """An imported name that looks like a property is no setting of a resource."""
    unit = changed("encryption", after="Encryption", of=element("import", ""))
    assert not fits(Match(property=("encryption",)), unit, NONE)
    assert fits(Match(property=("encryption",), kind=("import",)), unit, NONE)


def test_a_value_that_came_whole_is_judged_as_that_value() -> None:
    """The description of a new ingress rule makes the rule no change of a description."""
    leaf = changed("ingress.description", after="web")
    whole = leaf.changes[0].__class__(
        "add", leaf.changes[0].path[:-1], MISSING, {"description": "web"}, element_before=leaf.element,
        element_after=leaf.element, keys=("ingress",),
    )  # fmt: skip
    unit = leaf._replace(whole=whole)
    assert not fits(Match(property=("description",)), unit, NONE)
    assert fits(Match(property=("ingress",)), unit, NONE)


def test_a_key_that_comes_counts_as_introduced() -> None:
    """Condition keys of policies are keys, not values."""
    unit = changed("policy.condition.aws:SecureTransport", after="false")
    assert fits(Match(property=("*",), introduces="aws:SecureTransport"), unit, NONE)


def test_the_name_of_an_element_is_not_introduced_by_its_values() -> None:
    """The address of an element stands on both sides and says nothing about a value below it."""
    assert not fits(Match(property=("*",), introduces="Data"), changed("size", after="5"), NONE)


def test_file_is_searched_in_the_name_of_the_file() -> None:
    """Rules about tests and manifests go by the file."""
    unit = changed("x", "a", "b", element(file="test/stack.test.ts"))
    assert fits(Match(property=("*",), file=r"\.test\."), unit, NONE)
    assert not fits(Match(property=("*",), file=r"\.test\."), changed("x", "a", "b"), NONE)


def test_a_type_of_the_cdk_is_the_same_with_and_without_cfn() -> None:
    """``iam.CfnRole`` and ``iam.Role`` are both a role."""
    for name in ("iam.CfnRole", "iam.Role", "AWS::IAM::Role", "aws_iam_role", "aws.iam.Role"):
        assert fits(Match(property=("*",), type=("*iamrole",)), changed("x", "a", "b", element(type_=name)), NONE)


def test_what_stands_elsewhere_in_the_element_is_not_lost() -> None:
    """A statement that went whole and came back otherwise takes its wildcard along only where no other has it."""
    old = element()
    for kept, lost in (("s3:GetObject", True), ("s3:*", False)):
        new = _holding(old, kept)
        change = Change(
            "remove", (*old.path, "Statement"), "s3:*", MISSING, None, None, "response",
            _holding(old, "s3:*"), new, ("statement",),
        )  # fmt: skip
        unit = Unit("changed", old, (change,))
        assert fits(Match(property=("statement",), loses=r"s3:\*"), unit, NONE) is lost


def _holding(of: Element, action: str) -> Element:
    return replace(of, value={"Statement": [{"Action": action}]})


@pytest.mark.parametrize(
    ("came", "went", "traded"),
    [(1, 1, True), (1, 2, True), (2, 1, False), (1, 3, False), (1, 0, False), (0, 1, False)],
)
def test_one_stands_for_another_where_as_many_came_as_went(came: int, went: int, traded: bool):
    """A few that stand for many are no replacement, nor is more than there was."""
    alarm = element(type_="AWS::CloudWatch::Alarm")
    units = [Unit("added", alarm, ())] * came + [Unit("removed", alarm, ())] * went
    assert find_traded(units) == ({"awscloudwatchalarm"} if traded else frozenset())


@pytest.mark.parametrize(
    ("native", "stays", "traded"),
    [
        ("AWS::DynamoDB::Table", 0, True),
        ("AWS::DynamoDB::Table", 1, False),  # another one of the type was there and is
        ("AWS::CloudWatch::Alarm", 0, False),  # each of them watches something of its own
    ],
)
def test_a_few_stand_for_more_where_nothing_of_the_type_stayed(native: str, stays: int, traded: bool):
    table = element(type_=native)
    units = [Unit("added", table, ())] * 2 + [Unit("removed", table, ())]
    found = find_traded(units, (), [table] * (1 + stays), [table] * (2 + stays))
    assert bool(found) is traded


@pytest.mark.parametrize(
    ("here", "there", "alone"),
    [
        ("lib/mail.py", "lib/stack.py", True),
        ("lib/mail.py", "src/mail.py", False),  # the same file in another folder
        ("lib/mail.py", "", False),  # code under no name may be that file
        ("", "lib/stack.py", False),
    ],
)
def test_a_whole_file_came_where_the_other_side_announces_none_of_its_name(here: str, there: str, alone: bool) -> None:
    new, old = element("function", "", file=here), element("function", "", file=there)
    unit = Unit("added", new, (Change("add", new.path, after=1, element_after=new),))
    match = Match(element=("added",), kind=("function",), whole_file=True)
    assert fits(match, unit, survey((old,), (new,), "cdk", {})) is alone


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("group", "group.applyValue(List::of)", True),
        ("rules.applyValue(Either::ofLeft)", "rules", True),
        ("group", "groups.applyValue(List::of)", False),
        ("image", "image.applyValue(GetAmiResult::id)", False),
    ],
)
def test_a_value_that_a_factory_puts_into_another_type_is_the_same(before: str, after: str, wanted: bool) -> None:
    """What takes a part of a value out of it gives another one."""
    assert fits(Match(compare="same"), changed("groups", Expression(before), Expression(after)), NONE) is wanted


def test_code_without_a_name_stands_in_the_file_that_the_other_side_names() -> None:
    """A handler that only one response announces by its file is a handler in the other one as well."""
    named, bare = element("function", "", file="lambda/index.js"), element("function", "")
    unit = changed("table", after="notes", of=bare)
    paired = replace(unit.changes[0], element_before=named)
    match = Match(property=("*",), kind=("function",), file="^lambda/")
    assert not fits(match, unit, NONE)
    assert fits(match, unit._replace(changes=(paired,)), NONE)

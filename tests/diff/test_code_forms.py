"""Expressions that are only written in another way are the same."""

from __future__ import annotations

import pytest

from reviewer.diff import diff_documents
from reviewer.diff.code_forms import code_form, name_form
from reviewer.diff.references import NO_RENAMES
from reviewer.diff.spelling import Spelling
from reviewer.model import Expression
from tests.diff.builders import document, element, meaningful


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("f('x', )", 'f("x")', True),
        ('read["a"]', "read['a']", True),
        ("f'{i+1}-x'", 'f"{ i + 1 }-x"', True),
        ("it('it\\'s')", 'it("its")', False),
        ("end - (60 * 60)", "end - 60*60", True),
        ("(a * b) + c", "a * b + c", True),
        ("g(a, (b + c))", "g(a, b + c)", True),
        ("(x if y else z)", "x if y else z", True),
        ("a - (b - c)", "a - b - c", False),
        ("(a + b) * c", "a + b * c", False),
        ("(a or b) and c", "a or b and c", False),
        ("-(a - b)", "-a - b", False),
        ("not (a and b)", "not a and b", False),
        ("(a,)", "a", False),
        ("x => ({})", "x => {}", False),
        ("(x) => x.id", "x => x.id", True),
        ("all.map(s => s.id)", "all.map(subnet => subnet.id)", True),
        ("[s.id for s in all]", "[subnet.id for subnet in all]", True),
        ("[x.id for x in x]", "[y.id for y in y]", False),
        ("(a, b) => a", "(a, b) => b", False),
        ("all.map(([k, v]) => ({ key: k, v: v }))", "all.map(([a, b]) => ({ key: a, v: b }))", True),
        ("all.map(([k, v]) => ({ k, v }))", "all.map(([a, b]) => ({ a, b }))", False),
        ("out.apply(lambda a: f(a, b))", "out.apply(lambda c: f(c, b))", True),
        ("out.apply(lambda a: f(a=a))", "out.apply(lambda b: f(b=b))", False),
        ("x.map(x => x.id)", "y.map(y => y.id)", False),
    ],
)
def test_an_expression_has_one_form(one: str, other: str, same: bool) -> None:
    assert (code_form(one) == code_form(other)) is same


def test_a_program_is_no_expression() -> None:
    assert code_form("a = 1\nb  = 2") == "a = 1\nb  = 2"


def test_a_name_is_the_same_however_what_fills_it_in_is_spaced() -> None:
    assert name_form("node-{i+1}") == name_form("node-{ i + 1 }") != name_form("node-{i}")
    sides = [
        document([element(("Node", name), {"size": 1, "kind": "a"}, type="Node", language="py")])
        for name in ("node-{i+1}", "node-{i + 1}")
    ]
    changes = diff_documents(*sides)
    assert [(each.op, each.noise) for each in changes] == [("move", "spelling")]


@pytest.mark.parametrize(("right", "same"), [("**self.tags", True), ("**self.more", False)])
def test_what_is_spread_into_an_object_stays(right: str, same: bool) -> None:
    sides = [
        document([element(("Node", "n"), {"tags": {key: Expression(key[2:]), "a": "b"}}, type="Node", language="py")])
        for key in ("**tags", right)
    ]
    assert (meaningful(list(diff_documents(*sides))) == []) is same


def test_texts_are_the_same_whatever_code_fills_them_in() -> None:
    sides = [
        document([element(("Node", "n"), {"name": Expression(code), "a": "b"}, type="Node", language="ts")])
        for code in ("`${url.replace('x', '')}:s`", '`${ url.replace("x","") }:s`')
    ]
    assert [each.noise for each in diff_documents(*sides)] == ["spelling"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("awscloudwatch.MetricOptions", "cloudwatch.MetricOptions", True),
        ("aws.ec2.SecurityGroupIngressArgs", "ec2.SecurityGroupIngressArgs", True),
        ("cdk.aws_events_targets.SnsTopic", "events_targets.SnsTopic", True),
        ("software.amazon.awscdk.services.s3.Bucket", "Bucket", True),
        ("pulumi.ResourceOptions(parent=self)", "ResourceOptions(parent=self)", True),
        ("json.dumps", "dumps", True),
        ("pulumi.Sprintf(form)", "Sprintf(form)", False),
        ("awscloudwatch.MetricOptions", "cloudwatch.AlarmOptions", False),
        ("aws.region", "region", False),
    ],
)
def test_a_class_is_the_same_however_its_module_was_imported(one: str, other: str, same: bool) -> None:
    spelling = Spelling(NO_RENAMES, loose=False)
    assert (spelling.leaf(Expression(one), "") == spelling.leaf(Expression(other), "")) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('True if stage == "dev" else False', 'stage == "dev"', True),
        ('False if stage == "dev" else True', 'stage != "dev"', True),
        ('(stage === "dev") ? true : false', 'stage === "dev"', True),
        ("sizes(a, b) > 3 ? false : true", "sizes(a, b) <= 3", True),
        ('False if stage == "dev" else True', 'stage == "dev"', False),
        ('True if stage == "dev" else True', 'stage == "dev"', False),
        ('True if stage == "dev" and late else False', 'stage == "dev" and late', False),
        ("same(a == b) ? false : true", "same(a != b)", False),
        ("late ? true : false", "late", False),
    ],
)
def test_a_comparison_that_chooses_between_true_and_false_is_that_itself(one: str, other: str, same: bool) -> None:
    assert (code_form(one) == code_form(other)) is same

"""What waits for the outputs of Pulumi is the same in whatever form it waits."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.diff import diff_documents
from reviewer.diff.lambdas import bind, parse_applied
from reviewer.diff.references import NO_RENAMES
from reviewer.diff.spelling import Spelling
from reviewer.model import Expression
from tests.diff.builders import document, element, meaningful


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('t.arn.apply(lambda arn: f"{arn}/*")', 'pulumi.Output.concat(t.arn, "/*")', True),
        ('Output.all(t.arn, k.id).apply(lambda a: f"{a[0]}-{a[1]}")', 'Output.concat(t.arn, "-", k.id)', True),
        ("Output.all(t=t.arn).apply(lambda a: f\"{a['t']}/*\")", 'Output.concat(t.arn, "/*")', True),
        ('Output.format("{}/{}", t.arn, k.id)', 'Output.concat(t.arn, "/", k.id)', True),
        ('Output.format("{1}/{0}", k.id, t.arn)', 'Output.concat(t.arn, "/", k.id)', True),
        ('Output.format("%s/*", t.arn)', 'Output.concat(t.arn, "/*")', True),
        ("t.arn.apply(arn => `${arn}/*`)", "pulumi.interpolate`${t.arn}/*`", True),
        ('t.arn.apply((arn) => arn + "/*")', "pulumi.interpolate`${t.arn}/*`", True),
        ("pulumi.all([t.arn, k.id]).apply(([a, b]) => `${a}${b}`)", "pulumi.interpolate`${t.arn}${k.id}`", True),
        ("pulumi.all([t.arn]).apply(a => `${a[0]}/*`)", "pulumi.interpolate`${t.arn}/*`", True),
        ("pulumi.all([t.arn, k.id]).apply(([b, a]) => `${a}${b}`)", "pulumi.interpolate`${t.arn}${k.id}`", False),
        ('t.arn.apply(lambda arn: f"{arn}/*")', 'f"{t.arn}/*"', False),  # an output in a plain text is a defect
        ('t.arn.apply(lambda arn: f"{short(arn)}/*")', 'Output.concat(short(t.arn), "/*")', False),
        ('Output.format("{}/{}", t.arn)', 'Output.concat(t.arn, "/", t.arn)', False),
    ],
)
def test_a_text_of_outputs_is_the_same_in_every_form(one: str, other: str, same: bool) -> None:
    spelling = Spelling(NO_RENAMES, loose=False)
    assert (spelling.leaf(Expression(one), "") == spelling.leaf(Expression(other), "")) is same


def policy(call: str | tuple[str, ...], who: str, path: str) -> dict[str, Any]:
    """Builds a policy with an ARN and a text of one."""
    calls = Expression(call) if isinstance(call, str) else [Expression(each) for each in call]
    return {"policy": {"call": calls, "Who": Expression(who), "Path": Expression(path)}}


USUAL = policy(("pulumi.Output.all(t.arn, k.id).apply", "lambda args:", "json.dumps"), "args[0]", 'f"{args[1]}/*"')


@pytest.mark.parametrize(
    ("other", "changed"),
    [
        (policy(("Output.all(t.arn, k.id).apply", "lambda a:", "json.dumps"), "a[0]", 'f"{a[1]}/*"'), set()),
        (policy(("Output.all(k.id, t.arn).apply", "lambda a:", "json.dumps"), "a[1]", 'f"{a[0]}/*"'), set()),
        (policy("Output.json_dumps", "t.arn", 'Output.concat(k.id, "/*")'), set()),
        (policy("Output.json_dumps", "t.arn", 'k.id.apply(lambda i: f"{i}/*")'), set()),
        (policy("pulumi.interpolate", "t.arn", "`${k.id}/*`"), set()),
        (policy(("Output.all(t.arn, k.id).apply", "lambda a:", "json.dumps"), "a[1]", 'f"{a[1]}/*"'), {"Who"}),
        (policy("Output.json_dumps", "t.arn", 'f"{k.id}/*"'), {"Path"}),  # an output in a plain text
        (policy("json.dumps", "t.arn", 'f"{k.id}/*"'), {"call", "Who", "Path"}),
    ],
)
def test_an_object_that_waits_for_outputs_is_the_same_in_every_form(other: dict[str, Any], changed: set[str]) -> None:
    sides = (
        document([element(("iam.Policy", "p", "P"), value, type="iam.Policy", language="py")])
        for value in (USUAL, other)
    )
    assert {each.path[4] for each in meaningful(diff_documents(*sides))} == changed


WAITING = ("Output.all(k.id).apply", "lambda args:", "json.dumps")


@pytest.mark.parametrize(
    ("call", "who", "changed"),
    [
        (WAITING, "t.arn", {"Who"}),  # nobody waits for it, so that it has no value yet
        (("k.id.apply", "(id) =>", "JSON.stringify"), "this.t.arn", {"Who"}),
        (WAITING, "u.arn", set()),  # no resource of the program: it may be any value
        ("Output.json_dumps", "t.arn", set()),
    ],
)
def test_an_output_that_nothing_waits_for_is_not_what_it_holds(
    call: str | tuple[str, ...], who: str, changed: set[str]
) -> None:
    held = who.removeprefix("this.").removesuffix(".arn")
    waited = (f"Output.all(k.id, {held}.arn).apply", "lambda args:", "json.dumps")
    sides = (
        document(
            [
                element(("iam.Policy", "p", "P"), value, type="iam.Policy", language="py"),
                element(("sqs.Queue", "t", "T"), {}, type="sqs.Queue", language="py"),
            ]
        )
        for value in (
            {"policy": {"call": called, "Who": Expression(each)}}
            for called, each in (
                ([Expression(part) for part in call] if isinstance(call, tuple) else Expression(call), who),
                ([Expression(part) for part in waited], "args[1]"),
            )
        )
    )
    assert {each.path[4] for each in meaningful(diff_documents(*sides))} == changed


@pytest.mark.parametrize(
    ("call", "function", "names"),
    [
        ("t.arn.apply", "lambda a:", {"a": "t.arn"}),
        ("pulumi.all([t.arn, k.id]).apply", "([a, b]: [string, string]) =>", {"a": "t.arn", "b": "k.id"}),
        ("pulumi.all([t.arn, k.id]).apply", "both =>", {"both": {"0": "t.arn", "1": "k.id"}}),
        ("pulumi.all([t.arn, k.id]).apply", "([a]) =>", None),
        ("pulumi.all({t: t.arn}).apply", "all =>", None),
        ("make(t).apply", "lambda a:", None),
        ("t.arn.apply", "shorten", None),
        ("t.arn", "lambda a:", None),
    ],
)
def test_a_function_is_bound_to_what_it_is_applied_to(call: str, function: str, names: Any) -> None:
    applied = bind(call, function)
    assert (dict(applied.names) if applied is not None else None) == names


def test_code_without_a_function_applies_none() -> None:
    assert parse_applied("t.arn.apply(shorten)") is None
    assert parse_applied('Output.concat("a", "b")') is None

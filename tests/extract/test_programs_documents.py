"""A policy in a variable is the policy of what takes it, in every language."""

from __future__ import annotations

import pytest

from reviewer.model import Expression
from tests.extract.test_programs_resources import CDK_PY, CDK_TS, PULUMI_PY, PULUMI_TS, read

ALLOW = {"Statement": [{"Effect": "Allow"}]}
PY_ALLOW = '{"Statement": [{"Effect": "Allow"}]}'
TS_ALLOW = "{ Statement: [{ Effect: 'Allow' }] }"
GO_ALLOW = 'map[string]interface{}{"Statement": []map[string]interface{}{{"Effect": "Allow"}}}'
GO = (
    'package a\nimport "github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"\n'
    'import "github.com/pulumi/pulumi/sdk/v3/go/pulumi"\nfunc build(ctx *pulumi.Context) {\n'
)


@pytest.mark.parametrize(
    ("language", "text", "call"),
    [
        ("py", f"{PULUMI_PY}rules = {PY_ALLOW}\naws.s3.BucketPolicy('p', policy=json.dumps(rules))", ["json.dumps"]),
        (
            "py",
            f"{PULUMI_PY}def f():\n    rules = {PY_ALLOW}\n    text = json.dumps(rules)\n"
            "    aws.s3.BucketPolicy('p', policy=text)",
            ["json.dumps"],
        ),
        (
            "py",
            f"{PULUMI_PY}class S:\n    def f(self):\n"
            f"        self.rules = arn.apply(lambda a: json.dumps({PY_ALLOW}))\n"
            "    def g(self):\n        aws.s3.BucketPolicy('p', policy=self.rules)",
            ["arn.apply", "lambda a:", "json.dumps"],
        ),
        (
            "ts",
            f"{PULUMI_TS}const rules = {TS_ALLOW};\nnew aws.s3.BucketPolicy('p', {{ policy: JSON.stringify(rules) }});",
            ["JSON.stringify"],
        ),
        (
            "ts",
            f"{PULUMI_TS}const policy = JSON.stringify({TS_ALLOW});\nnew aws.s3.BucketPolicy('p', {{ policy }});",
            ["JSON.stringify"],
        ),
        (
            "go",
            f"{GO} rules := {GO_ALLOW}\n"
            " text, err := json.Marshal(rules)\n"
            ' s3.NewBucketPolicy(ctx, "p", &s3.BucketPolicyArgs{Policy: pulumi.String(text)})\n}',
            ["json.Marshal"],
        ),
    ],
)
def test_a_policy_in_a_variable_is_that_of_its_construct(language: str, text: str, call: list[str]):
    found = read(language, text)
    (policy,) = (each for each in found.values() if each.type == "aws.s3.BucketPolicy")
    value = policy.value.get("policy", policy.value.get("Policy"))
    calls = [Expression(each) for each in call]
    assert value == {"call": calls if len(calls) > 1 else calls[0], **ALLOW}
    assert not [path for path, each in found.items() if each is not policy and "Statement" in str(each.value)]


@pytest.mark.parametrize(
    "text",
    [
        # a parameter, or a variable of another function, is another one
        f"def f():\n    rules = {PY_ALLOW}\ndef g(rules):\n    aws.s3.BucketPolicy('p', policy=rules)",
        f"def f():\n    rules = {PY_ALLOW}\ndef g():\n    aws.s3.BucketPolicy('p', policy=rules)",
        f"rules = {PY_ALLOW}\ndef g(rules):\n    aws.s3.BucketPolicy('p', policy=rules)",
        # what came later is held, and that is no policy
        f"rules = {PY_ALLOW}\nrules = load()\naws.s3.BucketPolicy('p', policy=rules)",
    ],
)
def test_only_the_variable_that_is_meant_gives_its_policy(text: str):
    assert read("py", PULUMI_PY + text)["/aws.s3.BucketPolicy/p"].value == {"policy": Expression("rules")}


def test_a_policy_that_no_construct_takes_stays_where_it_is():
    found = read("py", f"{PULUMI_PY}def f():\n    rules = {PY_ALLOW}\n    check(rules)\n")
    assert found["/f"].value == {"rules": ALLOW, "check": [[Expression("rules")]]}


def test_the_lines_are_those_of_the_variable():
    policy = read("py", f"{PULUMI_PY}rules = {PY_ALLOW}\naws.s3.BucketPolicy('p', policy=rules)")[
        "/aws.s3.BucketPolicy/p"
    ]
    assert policy.spans[("policy", "Statement")].start == 3
    assert policy.spans[()].start == 4


@pytest.mark.parametrize(
    ("language", "text", "taken"),
    [
        (
            "py",
            CDK_PY
            + 'code = """a = 1\nb = 2\n"""\nf = lambda_.Function(self, "F", code=lambda_.Code.from_inline(code))',
            True,
        ),
        (
            "ts",
            CDK_TS + "const code = `a;\nb;\n`;\nconst f = new s3.Job(this, 'F', { code: s3.Code.fromInline(code) });",
            True,
        ),
        # a name is no document
        (
            "py",
            CDK_PY + 'code = "index.zip"\nf = lambda_.Function(self, "F", code=lambda_.Code.from_inline(code))',
            False,
        ),
    ],
)
def test_a_source_text_in_a_variable_is_that_of_what_runs_it(language: str, text: str, taken: bool):
    found = read(language, text)
    (made,) = (each for each in found.values() if each.kind == "resource")
    assert ("args" in made.value["code"]) is taken
    assert ("/code" in found) is not taken

"""Programs of all languages: what holds whatever the language is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.extract.programs import read_program
from reviewer.extract.readers import Reading
from reviewer.model import CodeBlock, Element, Expression, Span

TS = """import * as cdk from 'aws-cdk-lib';
import { aws_s3 as s3, aws_iam as iam } from 'aws-cdk-lib';

export interface NotesProps extends cdk.StackProps { suffix?: string; }

const REGION = 'eu-west-1';

export class NotesStack extends cdk.Stack {
  public readonly notes: s3.Bucket;
  constructor(scope: Construct, id: string, props?: NotesProps) {
    super(scope, id, props);
    const suffix = props?.suffix ?? 'dev';
    this.notes = new s3.Bucket(this, `Notes-${suffix}`, {
      versioned: true,
      removalPolicy: cdk.RemovalPolicy.DESTROY,
      lifecycleRules: [{ expiration: cdk.Duration.days(30), prefix: 'tmp' }],
    });
    this.notes.grantRead(reader, 'public');
    for (const zone of zones) {
      if (zone !== 'a') { console.log(zone, 17); } else { skip(zone); }
    }
    const policy = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [this.notes.bucketArn] });
    role.addToPolicy(policy);
    cdk.Tags.of(this).add('Owner', 'notes');
    new cdk.CfnOutput(this, 'Name', { value: this.notes.bucketName });
  }
  protected size(limit: number): number { return limit * 2 - 1; }
}
const app = new cdk.App();
new NotesStack(app, 'Notes', { suffix: 'test' });
"""

PY = """import json
import pulumi
import pulumi_aws as aws
from pulumi import ResourceOptions

config = pulumi.Config()
suffix = config.get("suffix") or "dev"
LIMIT = 3


class Notes(pulumi.ComponentResource):
    def __init__(self, name: str, size: int = 2):
        super().__init__("notes:index:Notes", name)
        self.bucket = aws.s3.Bucket(f"notes-{suffix}", acl="private", tags={"Owner": "notes"}, opts=ResourceOptions(parent=self))
        self.policy = aws.iam.Policy("read", policy=self.bucket.arn.apply(lambda arn: json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": arn}]})))
        for index in range(size):
            aws.sqs.Queue(f"queue-{index}", delay_seconds=index + 1)
        try:
            self.check(name, limit=LIMIT)
        except ValueError as error:
            raise RuntimeError("no notes") from error

    @staticmethod
    def check(name: str, limit: int) -> bool:
        total = sum(len(part) for part in name)
        total += limit
        return total > 10


notes = Notes("notes", size=LIMIT)
pulumi.export("bucket", notes.bucket.id)
"""  # noqa: E501 - as a formatter would not leave it

GO = """package main

import (
	"fmt"
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/jsii-runtime-go"
)

type NotesProps struct {
	awscdk.StackProps
	Suffix *string
}

func NewNotes(scope constructs.Construct, id string, props *NotesProps) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, &props.StackProps)
	bucket := awss3.NewBucket(stack, jsii.String(fmt.Sprintf("Notes-%s", suffix)), &awss3.BucketProps{
		Versioned: jsii.Bool(true),
		LifecycleRules: &[]*awss3.LifecycleRule{{Prefix: jsii.String("tmp"), Enabled: jsii.Bool(false)}},
	})
	bucket.GrantRead(reader, nil)
	for index, zone := range zones {
		if zone != "a" {
			fmt.Println(zone, index+1)
		} else {
			skip(zone)
		}
	}
	awscdk.NewCfnOutput(stack, jsii.String("Name"), &awscdk.CfnOutputProps{Value: bucket.BucketName()})
	return stack
}
"""

JAVA = """package app.notes;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.LifecycleRule;

public class Notes extends Stack {
    private final Bucket bucket;

    public Notes(final Construct scope, final String id) {
        super(scope, id, null);
        this.bucket = Bucket.Builder.create(this, "Notes")
            .versioned(true)
            .lifecycleRules(List.of(LifecycleRule.builder().prefix("tmp").enabled(false).build()))
            .build();
        this.bucket.grantRead(reader, "public");
        Map<String, String> tags = Map.of("Owner", "notes");
        for (String zone : zones) {
            if (!zone.equals("a")) { log(zone, 17); } else { skip(zone); }
        }
        CfnOutput.Builder.create(this, "Name").value(bucket.getBucketName()).build();
    }
}
"""

PROGRAMS = {"ts": TS, "py": PY, "go": GO, "java": JAVA}


def read(language: str, text: str, start: int = 1) -> Reading:
    return read_program(CodeBlock(language, None, text, Span("lib/A.md", start, start + text.count("\n"))))


def shape(elements: tuple[Element, ...]) -> list[Any]:
    """What is compared of elements: everything but the lines."""
    return [(each.path, each.kind, each.type, repr(each.value)) for each in elements]


def by_path(reading: Reading) -> dict[str, Element]:
    return {"/".join(map(str, each.path)): each for each in reading.elements}


@pytest.mark.parametrize("language", PROGRAMS)
def test_no_token_of_a_program_can_change_unseen(language: str) -> None:
    text = PROGRAMS[language]
    whole = shape(read(language, text).elements)
    unseen = []
    for match in re.finditer(r"[A-Za-z_]\w*|\d+", text):
        changed = f"{text[: match.end()]}7{text[match.end() :]}"
        if shape(read(language, changed).elements) == whole:
            unseen.append((text.count("\n", 0, match.start()) + 1, match[0]))
    assert unseen == []


@pytest.mark.parametrize("language", PROGRAMS)
def test_operators_are_seen(language: str) -> None:
    text = PROGRAMS[language]
    whole = shape(read(language, text).elements)
    for old, new in (
        ("!==", "==="),
        ("!=", "=="),
        (" > 10", " < 10"),
        ("* 2 - 1", "* 2 + 1"),
        ("+= limit", "-= limit"),
        ("+ 1", "- 1"),
    ):
        if old in text:
            assert shape(read(language, text.replace(old, new, 1)).elements) != whole, old


@pytest.mark.parametrize("language", PROGRAMS)
def test_every_element_has_a_path_of_its_own_and_none_begins_another(language: str) -> None:
    paths = [each.path for each in read(language, PROGRAMS[language] + PROGRAMS[language]).elements]
    assert len(set(paths)) == len(paths)
    assert not [(a, b) for a in paths for b in paths if a != b and b[: len(a)] == a]


@pytest.mark.parametrize("language", PROGRAMS)
def test_every_span_lies_inside_the_block(language: str) -> None:
    text = PROGRAMS[language]
    for each in read(language, text, start=40).elements:
        for span in each.spans.values():
            assert 40 <= span.start <= span.end <= 40 + text.count("\n")


@pytest.mark.parametrize("language", ["ts", "java"])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_white_space_means_nothing(language: str, data: st.DataObject) -> None:
    text = PROGRAMS[language]
    gaps = st.sampled_from(["\n", "  ", "\n\n    ", "\t"])
    # Behind a word JavaScript could end the statement.
    pieces = re.split(r"(?<=[{};,=>+*?])[ \n]+", text)
    again = "".join(piece + data.draw(gaps) for piece in pieces)
    assert shape(read(language, again).elements) == shape(read(language, text).elements)


RESPELLED = {
    "ts": [
        (TS.replace("'", '"'), "quotes"),
        (re.sub(r";(?=\n| })", "", TS), "semicolons"),
        (TS.replace("prefix: 'tmp' }]", "prefix: 'tmp', }, ]").replace("'public')", "'public',\n)"), "trailing commas"),
        (TS.replace("    ", "\t\t"), "indentation"),
    ],
    "py": [
        (re.sub(r'"(?!")', "'", PY), "quotes"),
        (
            PY.replace('acl="private",', '\n            acl="private",\n').replace(
                "opts=ResourceOptions(parent=self))", "opts=ResourceOptions(parent=self),\n        )"
            ),
            "wrapping",
        ),
        (
            PY.replace(
                "total = sum(len(part) for part in name)",
                "total = sum(\n            len(part) for part in name\n        )",
            ),
            "wrapping",
        ),
        (PY.replace("return total > 10", "return (\n            total > 10\n        )"), "parentheses"),
    ],
    "go": [
        (GO.replace("\t", "  "), "indentation"),
        (GO.replace("{{Prefix", "{\n{Prefix").replace("(false)}}", "(false)},\n}"), "wrapping"),
    ],
    "java": [(JAVA.replace("            .", "\n      ."), "wrapping")],
}


@pytest.mark.parametrize(("language", "text"), [(key, text) for key, rows in RESPELLED.items() for text, _ in rows])
def test_what_a_formatter_changes_means_nothing(language: str, text: str) -> None:
    assert shape(read(language, text).elements) == shape(read(language, PROGRAMS[language]).elements)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('(f"notes-{suffix}:"\n "all")', 'f"notes-{suffix}:all"', True),
        ("['{a}' f'{suffix}']", 'f"{{a}}{suffix}"', False),
        ("'{a}' f'{suffix}'", 'f"{{a}}{suffix}"', True),
        ('pick(f"{a}" f"{b}", "x" "y")', 'pick(f"{a}{b}", "xy")', True),
        ('pick(f"{a}", f"{b}")', 'pick(f"{a}{b}")', False),
        ('pick(r"\\d" "x")', 'pick("\\dx")', False),
    ],
)
def test_literals_side_by_side_are_one_in_python(one: str, other: str, same: bool) -> None:
    left, right = (by_path(read("py", f"x = {text}\n"))["x"].value for text in (one, other))
    assert (left == right) is same


def test_order_of_keys_means_nothing() -> None:
    one = by_path(
        read("ts", "import * as s3 from 'aws-cdk-lib/aws-s3';\nnew s3.Bucket(this, 'A', { b: 1, c: { d: 2, e: 3 } });")
    )
    other = by_path(
        read("ts", "import * as s3 from 'aws-cdk-lib/aws-s3';\nnew s3.Bucket(this, 'A', { c: { e: 3, d: 2 }, b: 1 });")
    )
    assert one["s3.Bucket/A"].value == other["s3.Bucket/A"].value


@pytest.mark.parametrize("language", PROGRAMS)
def test_a_cut_off_program_keeps_what_can_be_read_and_says_so(language: str) -> None:
    text = PROGRAMS[language]
    reading = read(language, text[: text.index("zone") if "zone" in text else text.index("for index")])
    assert any(each.kind == "resource" for each in reading.elements)
    assert all(each.line is not None for each in reading.notifications)


def test_text_that_does_not_parse_is_kept() -> None:
    reading = read("ts", "const a = 1;\n))) what is this ;\nconst b = 2;\n")
    assert {"a", "b"} <= set(by_path(reading))
    assert "what" in repr([each.value for each in reading.elements])
    assert reading.notifications[0].line == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ts", "x = " + "[" * 5000 + "]" * 5000),
        ("ts", "if (a) {" * 3000 + "}" * 3000),
        ("ts", "x" + ".a({b: 1})" * 5000),
        ("ts", "x = 1" + "+1" * 20000),
        ("py", "x = " + "{'a': " * 5000 + "1" + "}" * 5000),
        ("go", "package m\nfunc f() { x := " + "A{B: " * 5000 + "1" + "}" * 5000 + "}"),
        ("java", "class A { void f() { X x = X.builder()" + ".a(1)" * 5000 + ".build(); } }"),
    ],
)
def test_deep_nesting_neither_crashes_nor_takes_long(language: str, text: str) -> None:
    assert read(language, text).elements


def test_comments_are_passages_and_neighbours_are_one() -> None:
    reading = read("ts", "// First line\n// second line\nconst a = 1; // trailing\n/* block\n * text */\n", start=10)
    assert [(each.text, each.span.start, each.span.end) for each in reading.comments] == [
        ("First line second line", 10, 11),
        ("trailing", 12, 12),
        ("block text", 13, 14),
    ]
    assert {each.kind for each in reading.comments} == {"comment"}


def test_a_number_is_a_number_and_code_is_an_expression() -> None:
    text = (
        "import * as s3 from 'aws-cdk-lib/aws-s3';\nnew s3.Bucket(this, 'A', { a: -1.5, b: x.y, c: null, d: 'x.y' });"
    )
    assert by_path(read("ts", text))["s3.Bucket/A"].value == {"a": -1.5, "b": Expression("x.y"), "c": None, "d": "x.y"}


@pytest.mark.parametrize(
    ("language", "text", "platform"),
    [
        ("ts", "import * as cdk from 'aws-cdk-lib';", "cdk"),
        ("ts", "import { TerraformStack } from 'cdktf';", "cdktf"),
        ("ts", "import * as aws from '@pulumi/aws';", "pulumi"),
        ("py", "import boto3", "analysis"),
        ("py", "from aws_cdk import Stack", "cdk"),
        ("py", "from cdktf_cdktf_provider_aws.s3_bucket import S3Bucket", "cdktf"),
        ("go", 'package a\nimport "github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"', "pulumi"),
        ("java", "import com.pulumi.aws.s3.Bucket;", "pulumi"),
        ("ts", "const a = 1;", None),
    ],
)
def test_imports_tell_the_platform(language: str, text: str, platform: str | None) -> None:
    assert read(language, text).platform == platform


def test_escaped_template_literals_are_repaired_said_and_kept_as_a_defect() -> None:
    text = "import * as aws from '@pulumi/aws';\nnew aws.s3.Bucket(\\`a-\\${b}\\`, { acl: 'x' });\n"
    reading = read("ts", text)
    assert by_path(reading)["aws.s3.Bucket/a-${b}"].value == {"acl": "x"}
    assert by_path(reading)["unparsed/escapes"].kind == "file"
    assert reading.notifications[0].line == 2


def test_only_backquotes_that_stand_outside_of_a_template_lose_their_backslash() -> None:
    """An answer that copied some of its code from inside a template has templates of both kinds."""
    text = (
        "const code = `return \\`${key}-\\${id}\\`;`;\n"
        "new aws.s3.Bucket(\\`a-\\${b({c})}\\`, { acl: 'it`s', note: `y` }); // don't\n"
    )
    reading = read("ts", text)
    assert by_path(reading)["aws.s3.Bucket/a-${b({c})}"].value == {"acl": "it`s", "note": "y"}
    assert by_path(reading)["code"].value == Expression("`return \\`${key}-\\${id}\\`;`")
    assert [note.line for note in reading.notifications] == [2]


def test_comments_between_what_cannot_be_parsed_are_comments_only() -> None:
    text = "package a\n\nfunc stack() {\n\t// Configure the queue\n\tx := 1\n\tsqs.NewQueue(scope, &sqs.QueueConfig{\n"
    reading = read("go", text)
    assert not [each for each in reading.elements if "Configure" in each.path]
    assert [each.text for each in reading.comments] == ["Configure the queue"]


@pytest.mark.parametrize(
    ("language", "call", "key", "value"),
    [
        ("java", "getSecret().grantRead(role)", "getSecret.grantRead", [[Expression("role")]]),
        ("java", "with(key).grantRead(role)", "with.grantRead", [[[Expression("key")], [Expression("role")]]]),
        ("ts", "secret().grantRead(role)", "secret.grantRead", [[Expression("role")]]),
    ],
)
def test_calls_without_arguments_only_lead_to_the_next(language: str, call: str, key: str, value: object) -> None:
    """What is called first counts where it is given something."""
    imported = "import software.amazon.awscdk.services.s3.*;\n"
    text = {
        "java": f'{imported}class A {{ void b() {{ Bucket a = new Bucket(this, "X"); a.{call}; }} }}',
        "ts": f'const a = new s3.Bucket(this, "X");\na.{call};',
    }[language]
    assert by_path(read(language, text))["s3.Bucket/a/X"].value[key] == value


def test_a_keyword_behind_a_dot_is_the_name_of_a_member() -> None:
    """It stands tight before its parentheses, whatever the word is elsewhere."""
    code = "const size = ec2.InstanceType . of (a, b);\nfor (const x of (list)) { use(x); }"
    texts = [str(each.value) for each in read("ts", code).elements]
    assert "ec2.InstanceType.of(a, b)" in texts[0]
    assert any("x of (list)" in each for each in texts)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("`hay-\\${barn.id}`", "hay-${barn.id}"),
        ("`hay-${barn.id}`", Expression("`hay-${barn.id}`")),
        ("`hay-\\${barn.id}-${suffix}`", Expression("`hay-\\${barn.id}-${suffix}`")),
    ],
)
def test_a_template_in_which_nothing_is_filled_in_is_a_text(raw: str, value: Any) -> None:
    code = f"import * as s3 from 'aws-cdk-lib/aws-s3';\nnew s3.Bucket(this, 'a', {{ note: {raw} }});\n"
    assert by_path(read("ts", code))["s3.Bucket/a"].value["note"] == value


@pytest.mark.parametrize(("raw", "alike"), [("`a.zip`", True), ("`a\\b`", False), ('`a"b`', False)])
def test_a_raw_string_of_go_is_the_plain_one_where_nothing_in_it_is_special(raw: str, alike: bool) -> None:
    """Inside an expression too, whose text is compared."""
    texts = [
        str(read("go", f'package a\nvar code = archive("b", open({each}))').elements)
        for each in (raw, f'"{raw[1:-1]}"')
    ]
    assert (texts[0] == texts[1]) is alike


def test_the_first_line_for_the_shell_is_no_statement() -> None:
    elements = read("ts", "#!/usr/bin/env node\nconsole.log(1);").elements
    assert [each.value for each in elements] == [read("ts", "console.log(1);").elements[0].value]


def test_what_may_be_left_out_is_spelled_as_its_type() -> None:
    """A parameter that may be left out is of its type or nothing; a branch of a condition is something else."""
    text = "interface A { size?: string; }\nfunction f(a?: A, b: number) { const c = a ? b : 0; }\n"
    found = {each.path: each.value for each in read_program(CodeBlock("ts", None, text, Span("x", 1, 2))).elements}
    assert found["A",]["size"] == Expression("size?: string")
    assert found["f",]["parameters"] == {"a": Expression("A | undefined"), "b": Expression("number")}
    assert found["f",]["c"] == Expression("a ? b : 0")


def test_a_class_of_the_language_is_of_no_service() -> None:
    """``java.util.List`` is written out where nothing imports it; the one wildcard doesn't hold it."""
    imported = "import software.amazon.awscdk.services.s3.*;\n"
    text = f'{imported}class A {{ void b() {{ new Bucket(this, "X", java.util.List.of(1)); }} }}'
    assert "s3.java" not in str([each.value for each in read("java", text).elements])
    listed = f"{imported}class A {{ void b() {{ Object a = java.util.List.of(1); }} }}"
    plain = listed.replace("java.util.", "")
    assert [each.value for each in read("java", listed).elements] == [
        each.value for each in read("java", plain).elements
    ]


@pytest.mark.parametrize(
    ("language", "code", "spelled"),
    [
        ("ts", "const a = lambda.Code.fromInline(/* the code as above */);", "lambda.Code.fromInline(...)"),
        ("py", "a = lambda_.Code.from_inline(\n    # as above\n)", "lambda_.Code.from_inline(...)"),
        ("ts", "const a = make(); // nothing more", "make()"),
    ],
)
def test_a_comment_for_all_arguments_stands_for_what_is_not_shown(language: str, code: str, spelled: str) -> None:
    assert spelled in str([each.value for each in read(language, code).elements])


def test_of_classes_of_one_name_in_a_python_program_the_last_one_counts() -> None:
    text = "class Shop:\n    size = 1\n\n    def open(self):\n        pass\n\n\nclass Shop:\n    size = 2\n"
    reading = read_program(CodeBlock("py", None, text, Span("lib/MODEL_RESPONSE.md", 1, 9)))
    assert [(each.path, each.value["size"]) for each in reading.elements] == [(("Shop", "class"), 2)]
    assert [(note.message, note.line) for note in reading.notifications] == [
        ("class Shop is declared again at line 8, which counts", 1)
    ]


def test_a_class_that_builds_on_the_one_it_replaces_leaves_both() -> None:
    text = "class Shop:\n    size = 1\n\n\nclass Shop(Shop):\n    size = 2\n"
    reading = read_program(CodeBlock("py", None, text, Span("lib/MODEL_RESPONSE.md", 1, 6)))
    assert len(reading.elements) == 2
    assert reading.notifications == ()

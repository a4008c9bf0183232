"""What becomes a resource, and what of a program becomes which element, language by language."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.extract.programs import read_program
from reviewer.model import CodeBlock, Element, Expression, Span, to_pointer

CDK_TS = (
    "import * as cdk from 'aws-cdk-lib';\nimport * as s3 from 'aws-cdk-lib/aws-s3';\n"
    "import * as iam from 'aws-cdk-lib/aws-iam';\n"
)
CDK_PY = "from aws_cdk import aws_s3 as s3, aws_ec2 as ec2, Stack\nimport aws_cdk as cdk\n"
CDK_GO = 'package a\nimport "github.com/aws/aws-cdk-go/awscdk/v2/awss3"\nimport "github.com/aws/aws-cdk-go/awscdk/v2"\n'
CDK_JAVA = "import software.amazon.awscdk.services.s3.*;\nimport software.amazon.awscdk.services.ec2.*;\n"
TF_TS = (
    "import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';\n"
    "import { TerraformOutput, S3Backend } from 'cdktf';\n"
)
TF_PY = (
    "from cdktf_cdktf_provider_aws.s3_bucket import S3Bucket\n"
    "from cdktf_cdktf_provider_aws.provider import AwsProvider\n"
)
PULUMI_TS = "import * as pulumi from '@pulumi/pulumi';\nimport * as aws from '@pulumi/aws';\n"
PULUMI_PY = "import pulumi\nimport pulumi_aws as aws\n"
PULUMI_GO = 'package a\nimport "github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"\n'
PULUMI_JAVA = "import com.pulumi.aws.s3.Bucket;\nimport com.pulumi.aws.s3.BucketArgs;\n"


def read(language: str, text: str) -> dict[str, Element]:
    block = CodeBlock(language, None, text, Span("lib/A.md", 1, text.count("\n") + 1))
    return {to_pointer(each.path): each for each in read_program(block).elements}


def in_java(statement: str) -> str:
    return f"class A {{ A(Construct scope) {{ {statement} }} }}"


@pytest.mark.parametrize(
    ("language", "text", "pointer", "value"),
    [
        (
            "ts",
            CDK_TS + "const b = new s3.Bucket(this, 'Logs', { versioned: true });",
            "/s3.Bucket/b/Logs",
            {"versioned": True},
        ),
        ("ts", CDK_TS + "new s3.Bucket(scope, `L-${x}`);", "/s3.Bucket/L-${x}", {"scope": Expression("scope")}),
        ("js", "const s3 = require('aws-cdk-lib/aws-s3');\nnew s3.Bucket(this, 'L', {});", "/s3.Bucket/L", {}),
        ("ts", "import { Bucket } from 'aws-cdk-lib/aws-s3';\nnew Bucket(this, 'L');", "/s3.Bucket/L", {}),
        ("ts", "import { aws_s3 } from 'aws-cdk-lib';\nnew aws_s3.Bucket(this, 'L');", "/s3.Bucket/L", {}),
        ("ts", CDK_TS + "new s3.Bucket(this, 'L', props);", "/s3.Bucket/L", {"props": Expression("props")}),
        ("ts", CDK_TS + "s3.Bucket.fromBucketName(this, 'Old', 'x');", "/s3.Bucket.fromBucketName/Old", {"props": "x"}),
        (
            "py",
            CDK_PY + "self.b = s3.Bucket(self, f'L-{x}', versioned=True)",
            "/s3.Bucket/b/L-{x}",
            {"versioned": True},
        ),
        (
            "py",
            CDK_PY + "s3.Bucket(self, 'L', bucket_name=f'l-{ i + 1 }')",
            "/s3.Bucket/L",
            {"bucket_name": Expression('f"l-{i+1}"')},
        ),
        ("ts", PULUMI_TS + "void new aws.s3.Bucket('l', { acl: 'x' });", "/aws.s3.Bucket/l", {"acl": "x"}),
        (
            "ts",
            CDK_TS
            + "const b = new s3.Bucket(this, 'L');\nconst plain = b.node\n  .defaultChild as s3.CfnBucket;\n"
            + "plain.versioned = true;\nplain.addPropertyOverride('BucketName', 'x');",
            "/s3.Bucket/b/L",
            {"versioned": True, "BucketName": "x"},
        ),
        (
            "py",
            CDK_PY + "b = s3.Bucket(self, 'L')\nplain = b.node.default_child\nplain.versioned = True",
            "/s3.Bucket/b/L",
            {"versioned": True},
        ),
        (
            "py",
            TF_PY + "b = S3Bucket(self, 'l')\nb.add_override('force_destroy', True)",
            "/S3Bucket/b/l",
            {"force_destroy": True},
        ),
        ("py", CDK_PY + "s3.Bucket(scope=self, id='L', versioned=True)", "/s3.Bucket/L", {"versioned": True}),
        (
            "go",
            CDK_GO + 'func f() { b := awss3.NewBucket(stack, jsii.String("L"), nil) }',
            "/s3.Bucket/b/L",
            {"props": None},
        ),
        (
            "go",
            CDK_GO
            + 'func f() { awss3.NewBucket(stack, jsii.String("L"), &awss3.BucketProps{Versioned: jsii.Bool(true)}) }',
            "/s3.Bucket/L",
            {"Versioned": True},
        ),
        (
            "go",
            CDK_GO
            + "func str(v string) *string { return &v }\nfunc ptr[T any](v T) *T { return &v }\n"
            + 'func f() { awss3.NewBucket(stack, str("L"), &awss3.BucketProps{Versioned: ptr(true)}) }',
            "/s3.Bucket/L",
            {"Versioned": True},
        ),
        (
            "go",
            CDK_GO + 'func f() { awss3.NewBucket(stack, jsii.String("L"), &awss3.BucketProps{BucketName: &name}) }',
            "/s3.Bucket/L",
            {"BucketName": Expression("name")},
        ),
        (
            "go",
            CDK_GO
            + 'func named(v string) *string { return jsii.String("app-" + v) }\n'
            + 'func f() { awss3.NewBucket(stack, jsii.String("L"), &awss3.BucketProps{BucketName: named("x")}) }',
            "/s3.Bucket/L",
            {"BucketName": Expression('named("x")')},
        ),
        (
            "java",
            CDK_JAVA + in_java('Bucket.Builder.create(this, "L").versioned(true).build();'),
            "/s3.Bucket/L",
            {"versioned": True},
        ),
        ("java", CDK_JAVA + in_java('Vpc v = new Vpc(this, "V");'), "/ec2.Vpc/v/V", {}),
        ("ts", TF_TS + "new S3Bucket(this, 'l', { bucket: 'x' });", "/S3Bucket/l", {"bucket": "x"}),
        ("ts", TF_TS + "new S3Backend(this, { key: 'x' });", "/cdktf.S3Backend", {"key": "x"}),
        # a piece of code without imports
        ("ts", "new S3Backend(this, { key: 'x' });", "/cdktf.S3Backend", {"key": "x"}),
        ("py", "S3Backend(self, key='x')", "/cdktf.S3Backend", {"key": "x"}),
        ("py", TF_PY + "S3Bucket(self, 'l', bucket='x')", "/S3Bucket/l", {"bucket": "x"}),
        (
            "ts",
            PULUMI_TS + "const b = new aws.s3.Bucket('l', { acl: 'private' }, { parent: this });",
            "/aws.s3.Bucket/b/l",
            {"acl": "private", "opts": {"parent": Expression("this")}},
        ),
        (
            "ts",
            PULUMI_TS + "const b = new aws.s3.Bucket('l', { acl: 'x' }, { parent: this }, { provider: p });",
            "/aws.s3.Bucket/b/l",
            {"acl": "x", "opts": {"parent": Expression("this")}, "surplus": [{"provider": Expression("p")}]},
        ),
        (
            "py",
            PULUMI_PY + "b = aws.s3.Bucket(f'l-{\n    i + 1}', acl='private')",
            "/aws.s3.Bucket/b/l-{i + 1}",
            {"acl": "private"},
        ),
        (
            "py",
            PULUMI_PY + "b = aws.s3.Bucket(f'l-{x}', acl='private', opts=pulumi.ResourceOptions(parent=self))",
            "/aws.s3.Bucket/b/l-{x}",
            {"acl": "private", "opts": {"call": Expression("pulumi.ResourceOptions"), "parent": Expression("self")}},
        ),
        (
            "go",
            PULUMI_GO + 'func f() { b, err := s3.NewBucket(ctx, "l", &s3.BucketArgs{Acl: pulumi.String("private")}) }',
            "/aws.s3.Bucket/b/l",
            {"Acl": "private"},
        ),
        (
            "java",
            PULUMI_JAVA + in_java('var b = new Bucket("l", BucketArgs.builder().acl("x").build());'),
            "/aws.s3.Bucket/b/l",
            {"acl": "x"},
        ),
    ],
)
def test_a_construct_is_an_element_with_its_literal_properties(
    language: str, text: str, pointer: str, value: Any
) -> None:
    assert read(language, text)[pointer].value == value


@pytest.mark.parametrize(
    ("language", "text", "pointer", "kind"),
    [
        ("ts", CDK_TS + "new cdk.CfnOutput(this, 'O', { value: x });", "/cdk.CfnOutput/O", "output"),
        ("ts", CDK_TS + "new cdk.CfnParameter(this, 'P', {});", "/cdk.CfnParameter/P", "parameter"),
        ("ts", TF_TS + "new TerraformOutput(this, 'o', { value: x });", "/cdktf.TerraformOutput/o", "output"),
        ("py", TF_PY + "AwsProvider(self, 'aws', region='x')", "/AwsProvider/aws", "provider"),
        (
            "ts",
            "import { DataAwsCallerIdentity } from '@cdktf/provider-aws/d';\nnew DataAwsCallerIdentity(this, 'i', {});",
            "/DataAwsCallerIdentity/i",
            "data",
        ),
        ("ts", CDK_TS + "import { Net } from './net';\nnew Net(this, 'N', {});", "/Net/N", "module"),
        (
            "ts",
            CDK_TS + "const p = new iam.PolicyStatement({ actions: ['a'] });",
            "/iam.PolicyStatement/p",
            "statement",
        ),
        (
            "ts",
            PULUMI_TS + "const k = new pulumi.aws.kms.Key('seal', { enableKeyRotation: true });",
            "/pulumi.aws.kms.Key/k/seal",
            "resource",
        ),
        ("ts", PULUMI_TS + "export const url = b.url;", "/export/url", "output"),
        ("ts", PULUMI_TS + "export const sizes = [1, 2];", "/sizes", "statement"),
        ("ts", PULUMI_TS + "new aws.s3.Bucket('l');\nexport const sizes = [1, 2];", "/export/sizes", "output"),
        ("ts", PULUMI_TS + "new aws.s3.Bucket('l');\nexport const f = (x) => { return x; };", "/f", "statement"),
        ("py", PULUMI_PY + "pulumi.export('url', b.url)", "/export/url", "output"),
        ("go", PULUMI_GO + 'func f() { ctx.Export("url", b.Url) }', "/export/url", "output"),
        (
            "ts",
            PULUMI_TS + "const c = new pulumi.Config();\nconst s = c.require('x');\nconst t = config.get('y') || 'z';",
            "/config/t/y",
            "parameter",
        ),
        ("ts", PULUMI_TS + "const a = aws.getCallerIdentity({});", "/aws.getCallerIdentity/a", "data"),
        ("ts", PULUMI_TS + "const p = new aws.Provider('p', { region: 'x' });", "/aws.Provider/p/p", "provider"),
    ],
)
def test_the_kind_of_an_element_follows_from_its_class(language: str, text: str, pointer: str, kind: str) -> None:
    assert read(language, text)[pointer].kind == kind


@pytest.mark.parametrize(
    ("text", "native"),
    [
        ("import { Stack } from '@aws-cdk/core';\nnew Stack(app, 'L');", "cdk.Stack"),
        ("import { Stack } from 'aws-cdk-lib/core';\nnew Stack(app, 'L');", "cdk.Stack"),
        ("import * as cdk from 'aws-cdk-lib';\nnew iam.CfnRole(this, 'L');", "iam.CfnRole"),
        ("import * as cdk from 'aws-cdk-lib';\nnew aws_iam.CfnRole(this, 'L');", "iam.CfnRole"),
        ("import { Stack } from 'aws-cdk-lib';\nnew cdk.aws_iam.CfnRole(this, 'L');", "iam.CfnRole"),
        ("import * as cdk from 'aws-cdk-lib';\nnew CfnRole(this, 'L');", "iam.CfnRole"),
        ("import * as cdk from 'aws-cdk-lib';\nnew lambda_.Function(this, 'L');", "lambda.Function"),
        ("import * as cdk from 'aws-cdk-lib';\nnew _lambda.Function(this, 'L');", "lambda.Function"),
        # an excerpt of a program of CDKTF shows none of its imports
        ("new aws.snsTopic.SnsTopic(this, 'L');", "SnsTopic"),
        ("new aws.sns.Topic('L');", "aws.sns.Topic"),
        ("import { Bucket } from '@pulumi/aws/s3/bucket';\nnew Bucket('L');", "aws.s3.Bucket"),
        ("import * as cdk from 'aws-cdk-lib';\nnew mylambda.Function(this, 'L');", "mylambda.Function"),
        ("import * as cdk from 'aws-cdk-lib';\nclass Bucket {}\nnew Bucket(this, 'L');", "Bucket"),
    ],
)
def test_a_type_is_the_same_whichever_way_it_is_imported_or_not_at_all(text: str, native: str) -> None:
    """One spelling of a type pairs two responses that import it differently; a class of the program's own stays."""
    assert f"/{native}/L" in read("ts", text)


def test_calls_on_a_construct_are_its_properties() -> None:
    found = read(
        "ts",
        CDK_TS
        + "const b = new s3.Bucket(this, 'L', {});\nb.grantRead(f);\nb.addRule({ id: 'x' });\nb.addRule({ id: 'y' });",
    )
    assert found["/s3.Bucket/b/L"].value == {
        "grantRead": [[Expression("f")]],
        "addRule": [[{"id": "x"}], [{"id": "y"}]],
    }


def test_a_property_set_later_is_a_property() -> None:
    found = read("ts", CDK_TS + "const b = new s3.CfnBucket(this, 'L', {});\nb.bucketName = 'x';")
    assert found["/s3.CfnBucket/b/L"].value == {"bucketName": "x"}


@pytest.mark.parametrize("properties", ["", "{removalPolicy: RemovalPolicy.RETAIN}"])
def test_the_method_that_says_what_becomes_of_a_construct_sets_its_property(properties: str) -> None:
    text = f"const b = new s3.Bucket(this, 'B', {properties});\nb.applyRemovalPolicy(RemovalPolicy.DESTROY);"
    assert read("ts", CDK_TS + text)["/s3.Bucket/b/B"].value == {"removalPolicy": Expression("RemovalPolicy.DESTROY")}
    text = "b = s3.Bucket(self, 'B')\nb.apply_removal_policy(cdk.RemovalPolicy.DESTROY)"
    assert list(read("py", CDK_PY + text)["/s3.Bucket/b/B"].value) == ["removal_policy"]


def test_a_policy_of_scaling_belongs_to_what_scales_whether_or_not_a_variable_keeps_it() -> None:
    group = "const g = new autoscaling.AutoScalingGroup(this, 'G', {});\n"
    for kept in ("", "const policy = "):
        found = read("ts", CDK_TS + group + f"{kept}g.scaleOnCpuUtilization('Cpu', {{targetUtilizationPercent: 60}});")
        value = found["/autoscaling.AutoScalingGroup/g/G"].value
        assert value == {"scaleOnCpuUtilization": [["Cpu", {"targetUtilizationPercent": 60}]]}


def test_a_constant_for_other_files_of_the_block_is_no_output() -> None:
    text = PULUMI_TS + "export const sizes = [1, 2];\nexport const size = 1;\nexport const MOST = 2;\n"
    found = read("ts", text + "import { sizes } from '../sizes';\nnew aws.s3.Bucket('l');")
    assert "/export/size" in found
    assert not {"/export/sizes", "/export/MOST"} & found.keys()


def test_what_a_construct_adds_under_a_name_is_an_element() -> None:
    text = (
        CDK_TS
        + "const b = new s3.Bucket(this, 'L', {});\nconst l = b.addListener('In', { port: 80 });\nl.addRule('T');"
    )
    assert read("ts", text)["/s3.Bucket.addListener/l/In"].value == {"port": 80, "addRule": [["T"]]}


def test_a_listener_is_a_resource_where_another_function_made_its_balancer() -> None:
    text = "this.gate.addListener('In', { port: 80 });\nbus.addListener('In', { call: x });"
    found = read("ts", CDK_TS + text)
    assert [each for each in found if "addListener" in each and each.startswith("/elbv2")] == [
        "/elbv2.ApplicationLoadBalancer.addListener/In"
    ]


def test_an_endpoint_is_a_resource_whether_or_not_a_variable_keeps_it() -> None:
    network = CDK_TS + "const b = new s3.Bucket(this, 'L', {});\n"
    bare = read("ts", network + "b.addGatewayEndpoint('E', { service: 'x' });")
    kept = read("ts", network + "const e = b.addInterfaceEndpoint('E', { service: 'x' });")
    assert bare["/ec2.GatewayVpcEndpoint/E"].value == kept["/ec2.InterfaceVpcEndpoint/e/E"].value == {"service": "x"}


def test_a_listener_is_a_resource_whether_or_not_a_variable_keeps_it() -> None:
    balancer = CDK_TS + "const b = new s3.Bucket(this, 'L', {});\n"
    bare = read("ts", balancer + "b.addListener('In', { port: 80 });")
    kept = read("ts", balancer + "const l = b.addListener('In', { port: 80 });")
    assert bare["/s3.Bucket.addListener/In"].value == kept["/s3.Bucket.addListener/l/In"].value == {"port": 80}
    # what only takes a text names nothing that it makes
    assert read("ts", balancer + "b.addEnvironment('In', 'x');")["/s3.Bucket/b/L"].value == {
        "addEnvironment": [["In", "x"]]
    }


def test_what_a_method_gives_back_is_no_resource_of_its_own() -> None:
    text = CDK_TS + "const b = new s3.Bucket(this, 'L', {});\nconst safe = b.addCatch(other, { at: 1 });\nsafe.next(c);"
    found = read("ts", text)
    assert [each for each in found if "addCatch" in each] == []
    assert set(found["/s3.Bucket/b/L"].value) == {"addCatch", "next"}


def test_a_stack_is_a_module_and_the_address_of_a_name_is_the_name() -> None:
    start = 'package a\nimport "github.com/hashicorp/terraform-cdk-go/cdktf"\n'
    found = [
        read("go", start + f"func f(scope constructs.Construct) {{ stack := cdktf.NewTerraformStack(scope, {name}) }}")
        for name in ("id", "&id")
    ]
    assert all(each["/cdktf.TerraformStack/stack/id"].kind == "module" for each in found)


def test_the_scaling_of_a_service_is_an_element_with_its_targets() -> None:
    text = (
        CDK_TS
        + "const b = new s3.Bucket(this, 'L', {});\nconst s = b.autoScaleTaskCount({ max: 8 });\ns.scaleOnCpu('C');"
    )
    assert read("ts", text)["/s3.Bucket.autoScaleTaskCount/s"].value == {"max": 8, "scaleOnCpu": [["C"]]}


def test_the_service_of_a_pattern_scales() -> None:
    text = (
        "from aws_cdk import aws_ecs_patterns as patterns\n"
        "class Shop:\n"
        "    def __init__(self):\n"
        "        self.web = patterns.ApplicationLoadBalancedFargateService(self, 'Web')\n"
        "        self.tasks = self.web.service.auto_scale_task_count(max_capacity=8)\n"
        "        self.tasks.scale_on_cpu_utilization('Cpu')\n"
    )
    found = read("py", text)["/ecs_patterns.ApplicationLoadBalancedFargateService.auto_scale_task_count/tasks"].value
    assert found == {"max_capacity": 8, "scale_on_cpu_utilization": [["Cpu"]]}


def test_constructs_in_loops_and_expressions_are_elements() -> None:
    text = (
        CDK_TS
        + "for (const a of b) { new s3.Bucket(this, 'A', { x: 1 }); }\n"
        + "const m = n.map(i => new s3.Bucket(this, `B${i}`));\n"
    )
    found = read("ts", text)
    assert {"/s3.Bucket/A", "/s3.Bucket/B${i}"} <= set(found)
    assert found["/m"].value == Expression("n.map(i => <s3.Bucket B${i}>)")


def test_a_construct_among_the_properties_stands_in_one_element_only() -> None:
    found = read("ts", CDK_TS + "new s3.Bucket(this, 'A', { logs: new s3.Bucket(this, 'B', {}) });")
    assert found["/s3.Bucket/A"].value == {"logs": Expression("<s3.Bucket B>")}
    assert sum(each.kind == "resource" for each in found.values()) == 2


def test_equal_addresses_are_numbered_in_order() -> None:
    found = read("ts", CDK_TS + "new s3.Bucket(this, 'A', { x: 1 });\nnew s3.Bucket(this, 'A', { x: 2 });")
    assert found["/s3.Bucket/A"].value == {"x": 1}
    assert found["/s3.Bucket/A#2"].value == {"x": 2}


def test_wrappers_of_one_object_are_named_and_keep_its_keys() -> None:
    text = (
        PULUMI_TS
        + "new aws.iam.Policy('p', { policy: pulumi.all([a]).apply(([b]) => JSON.stringify({ Statement: [b] })) });"
    )
    assert read("ts", text)["/aws.iam.Policy/p"].value == {
        "policy": {
            "call": [Expression("pulumi.all([a]).apply"), Expression("([b]) =>"), Expression("JSON.stringify")],
            "Statement": [Expression("b")],
        }
    }


def test_tags_are_elements_by_scope_and_key() -> None:
    for language, text in (
        ("ts", CDK_TS + "cdk.Tags.of(this).add('Owner', 'x');"),
        ("py", CDK_PY + "cdk.Tags.of(this).add('Owner', 'x')"),
        ("go", CDK_GO + 'func f() { awscdk.Tags_Of(this).Add(jsii.String("Owner"), jsii.String("x"), nil) }'),
    ):
        assert read(language, text)["/cdk.Tags/this/Owner"].value == {"value": "x"}


def test_services_come_with_the_type() -> None:
    assert read("ts", CDK_TS + "new s3.Bucket(this, 'A', {});")["/s3.Bucket/A"].service == "S3"


def test_every_property_knows_its_line() -> None:
    found = read("ts", CDK_TS + "new s3.Bucket(this, 'A', {\n  one: 1,\n  two: {\n    three: 3,\n  },\n});")[
        "/s3.Bucket/A"
    ]
    assert found.span_of(("two", "three")).start == 7
    assert (found.span.start, found.span.end) == (4, 9)


def test_imports_show_their_names() -> None:
    found = read("py", "import os\nfrom typing import List, Dict as D\nfrom typing import Any\n")
    assert found["/import/typing"].value == {"List": "List", "Dict": "D", "Any": "Any"}
    assert found["/import/os"].value == {"*": "os"}


def test_functions_are_statements_by_the_name_they_give() -> None:
    text = (
        "import boto3\nclass Audit:\n    def run(self, region):\n        self.when = now()\n"
        "        ec2 = boto3.client('ec2')\n"
        "        for page in ec2.pages():\n            print(page)\n"
        "        if not region:\n            return 1\n        else:\n            stop()\n"
    )
    value = read("py", text)["/Audit/run"].value
    assert value["when"] == Expression("now()")
    assert value["ec2"] == Expression('boto3.client("ec2")')
    assert value["for page"] == [{"header": Expression("for page in ec2.pages()"), "print": [[Expression("page")]]}]
    assert value["if region"] == [{"header": Expression("if not region"), "return": [1], "else": {"stop": [[]]}}]


def test_decorators_and_docstrings() -> None:
    block = CodeBlock("py", None, '@mock\n@limit(3)\ndef f():\n    """Says what."""\n', Span("a", 1, 5))
    reading = read_program(block)
    assert reading.elements[0].value == {"@mock": Expression(""), "@limit": [3]}
    assert [each.text for each in reading.comments] == ["Says what."]


def test_an_error_is_no_construct() -> None:
    assert not [
        each
        for each in read("py", PULUMI_PY + "raise ValueError('x', 1)").values()
        if each.kind in ("resource", "module")
    ]


TYPESCRIPT = """import * as aws from "@pulumi/aws";
const names = new aws.ec2.VpcDhcpOptions("names", { domainName: "x" });
"""
PYTHON = """import pulumi_aws as aws
names = aws.ec2.VpcDhcpOptions("names", aws.ec2.VpcDhcpOptionsArgs(domain_name="x"))
"""


@pytest.mark.parametrize(("language", "text"), [("ts", TYPESCRIPT), ("py", PYTHON)])
def test_a_resource_whose_type_ends_like_a_class_of_options(language: str, text: str) -> None:
    """It has a name and arguments, which options have not."""
    reading = read_program(CodeBlock(language, None, text, Span("a", 1, 2)))
    assert [each.name for each in reading.elements if each.kind == "resource"] == ["names"]


@pytest.mark.parametrize(
    ("language", "text", "path", "part"),
    [
        (
            "ts",
            PULUMI_TS
            + "const p = new aws.iam.Policy('reader', { policy: pulumi.interpolate`{\n"
            + '  "Statement": [{ "Action": "sqs:SendMessage", "Resource": "${queue.arn}",\n'
            + '    "Sid": "send-${name}" }]\n'
            + "}` });",
            "/aws.iam.Policy/p/reader",
            Expression("`send-${name}`"),
        ),
        (
            "go",
            'package a\nimport "github.com/pulumi/pulumi-aws/sdk/v6/go/aws/iam"\n'
            'import "github.com/pulumi/pulumi/sdk/v3/go/pulumi"\n'
            'func f(ctx *pulumi.Context) {\n\tp, err := iam.NewPolicy(ctx, "reader", &iam.PolicyArgs{\n'
            "\t\tPolicy: queue.Arn.ApplyT(func(arn string) (string, error) {\n\t\t\treturn fmt.Sprintf(`{\n"
            '\t\t\t\t"Statement": [{ "Action": "sqs:SendMessage", "Resource": "%s",\n\t\t\t\t"Sid": "send-%s" }]\n'
            "\t\t\t}`, queue.arn, name), nil\n\t\t}).(pulumi.StringOutput),\n\t})\n}",
            "/aws.iam.Policy/p/reader",
            Expression('"send-%s" % (name)'),
        ),
    ],
)
def test_json_that_is_filled_in_is_its_values(language: str, text: str, path: str, part: Expression) -> None:
    element = read(language, text)[path]
    policy = next(value for key, value in element.value.items() if key.lower() == "policy")
    statement = policy["Statement"][0]
    assert statement == {"Action": "sqs:SendMessage", "Resource": Expression("queue.arn"), "Sid": part}
    assert isinstance(statement["Resource"], Expression)
    key = next(key for key in element.value if key.lower() == "policy")
    line = next(number for number, row in enumerate(text.split("\n"), 1) if '"Sid"' in row)
    assert element.spans[(key, "Statement", 0, "Sid")].start == line


def test_a_template_that_is_no_json_stays_code() -> None:
    text = PULUMI_TS + "const p = new aws.iam.Policy('reader', { policy: pulumi.interpolate`{ ${all} }` });"
    assert isinstance(read("ts", text)["/aws.iam.Policy/p/reader"].value["policy"], Expression)


def test_lines_that_cannot_be_parsed_are_not_the_object_that_they_speak_of():
    text = PULUMI_PY + "self.policy = aws.iam.Policy('x', policy=json.dumps(\n    self.queue.arn\n"
    assert not [path for path in read("py", text) if path.endswith("unparsed/self")]


@pytest.mark.parametrize(
    ("options", "opts"),
    [
        ("pulumi.Provider(p)", {"Provider": Expression("p")}),
        (
            "pulumi.Provider(p), pulumi.DependsOn([]pulumi.Resource{key})",
            {"Provider": Expression("p"), "DependsOn": [Expression("key")]},
        ),
        ("merge(p)", Expression("merge(p)")),  # who knows which options it gives
    ],
)
def test_the_options_of_go_are_one_object_as_they_are_elsewhere(options: str, opts: Any):
    text = (
        'package m\nimport "github.com/pulumi/pulumi-aws/sdk/v6/go/aws/s3"\n'
        f'func f() {{ b, err := s3.NewBucket(ctx, "b", &s3.BucketArgs{{Acl: x}}, {options}) }}'
    )
    found = next(each.value for path, each in read("go", text).items() if "s3.Bucket" in path)
    assert found["opts"] == opts

"""The same id under another variable, import or module is the same resource."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.diff.elements import pair_elements
from reviewer.diff.references import NO_RENAMES, Renames
from reviewer.diff.spelling import Spelling
from reviewer.diff.words import core_type, plain_name
from reviewer.model import Element, Expression, Span

NOWHERE = {(): Span("x", 1, 1)}


def construct(native_type: str, *path: str) -> Element:
    """Builds a construct; the last of the path is its id."""
    return Element((native_type, *path), "resource", native_type, None, path[-1], {}, NOWHERE, "java")


@pytest.mark.parametrize(
    ("native_type", "core"),
    [
        ("iam.CfnRole", "Role"),
        ("CfnRole", "Role"),
        ("aws.s3.BucketV2", "Bucket"),
        ("S3BucketLoggingA", "S3BucketLogging"),
        ("aws_s3_bucket", "aws_s3_bucket"),
        ("AWS::S3::Bucket", "AWS::S3::Bucket"),
    ],
)
def test_the_core_of_a_type_is_free_of_imports_and_versions(native_type: str, core: str) -> None:
    """Only what an import or a version adds is left out."""
    assert core_type(native_type) == core


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("CfnInstanceProfile", "profile", "Profile"), ("iam.CfnInstanceProfile", "profile", "Profile")),
        (("kms.Key", "Main"), ("kms.Key", "key", "Main")),
        (("aws.s3.BucketV2", "data", "data"), ("aws.s3.Bucket", "bucket", "data")),
        (("kms.Key", "Main"), ("kms.Key", "key", "Main-${suffix}")),
        (("ec2.Vpc", "ProductionVpc"), ("ec2.Vpc", "Vpc")),
    ],
)
def test_the_only_one_of_its_id_is_paired(left: tuple[str, ...], right: tuple[str, ...]) -> None:
    """Nothing of its value has to be alike."""
    assert len(pair_elements([construct(*left)], [construct(*right)]).pairs) == 1


def test_a_value_of_the_configuration_is_one_in_any_variable() -> None:
    """It has no type, and the program may ask for it otherwise."""
    one, other = (
        Element(
            ("config", variable, "region"), "parameter", "", None, "region", {"value": Expression(code)}, NOWHERE, "py"
        )
        for variable, code in (("area", "config.require('region')"), ("where", "os.environ or config.get('region')"))
    )
    assert pair_elements([one], [other]).pairs == [(one, other)]


def test_what_is_made_where_it_is_used_is_the_same_in_a_variable() -> None:
    """A provider that stands among the properties of a bucket, and one that stands before it."""
    made, kept = construct("AwsProvider", "backup"), construct("AwsProvider", "backupProvider", "backup")
    assert Renames([(made, kept)]).code("<AwsProvider backup>.arn") == "backupProvider.arn"
    assert Renames([(kept, made)]).code("backupProvider") == "<AwsProvider backup>"


def test_as_many_of_an_id_on_both_sides_are_paired_in_their_order() -> None:
    """Two branches of a condition may make the same construct each, and both may be renamed alike."""
    left = [construct("sqs.Queue", "queue", each) for each in ('"Work-" + stage', '"Work-" + stage#2')]
    right = [construct("sqs.Queue", "queue", each) for each in ("Work", "Work#2")]
    assert pair_elements(left, right).pairs == list(zip(left, right, strict=True))


def test_one_of_several_of_an_id_is_left_to_likeness() -> None:
    """Two candidates leave it open which one is meant."""
    left = [construct("kms.Key", "a", "Main"), construct("kms.Key", "b", "Main")]
    assert len(pair_elements(left, [construct("kms.Key", "c", "Main")]).renamed) <= 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("this.vpc.vpcId", "vpc.vpcId", True),
        ("f(self.key, [self.a])", "f(key, [a])", True),
        ("cdk.Duration.seconds(30)", "Duration.seconds(30)", True),
        ("lambda_.Runtime.PYTHON_3_13", "Runtime.PYTHON_3_13", True),
        ("f(iam.Effect.ALLOW)", "f(Effect.ALLOW)", True),
        ("cdk.aws_s3.BucketEncryption.S3_MANAGED", "s3.BucketEncryption.S3_MANAGED", True),
        ("event.Records", "Records", False),
        ("s3.bucket", "bucket", False),
        ("this", "vpc", False),
        ("other.this.vpc", "other.vpc", False),
    ],
)
def test_a_member_is_what_it_holds(one: str, other: str, same: bool) -> None:
    """Whether a class or a function keeps a value is no difference of the infrastructure."""
    spelling = Spelling(NO_RENAMES, loose=False)
    assert (spelling.leaf(Expression(one), "") == spelling.leaf(Expression(other), "")) is same


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Vpc", "vpc"),
        ("vpc-${args.suffix}", "vpc"),
        ('"Vpc" + suffix', "vpc"),
        ('self.name_of(f"vpc-{region}")', "vpc"),
        ("%s-vpc", "vpc"),
        ("{name}", ""),
    ],
)
def test_a_plain_name_is_what_is_fixed(name: str, plain: str) -> None:
    """What is filled in differs from deployment to deployment and says nothing."""
    assert plain_name(name) == plain


def test_single_ones_of_other_names_and_values_are_two() -> None:
    """The one bucket policy of a trail and the one of a recorder serve different purposes."""
    left = replace(construct("s3.BucketPolicy", "TrailPolicy"), value={"bucket": "trails", "allow": "a"})
    right = replace(construct("s3.BucketPolicy", "RecorderPolicy"), value={"bucket": "records", "deny": "b"})
    assert len(pair_elements([left], [right]).pairs) == 2


def test_a_type_that_there_is_not_is_paired_with_the_one_that_there_is() -> None:
    """The same name and the same content of one service under two types: the type was corrected."""
    value = {"comparison_operator": "GreaterThanThreshold", "threshold": 1, "period": 60}
    wrong = replace(construct("aws_cloudwatch_alarm", "errors"), value=value, service="CloudWatch")
    right = replace(construct("aws_cloudwatch_metric_alarm", "errors"), value=value, service="CloudWatch")
    assert pair_elements([wrong], [right]).renamed == [(wrong, right)]
    assert pair_elements([wrong], [replace(right, value={"name": "errors"})]).renamed == []


def test_among_several_of_a_name_the_words_of_the_type_decide() -> None:
    """A bucket has many parts of one name; a wrong type says in part what the right one says."""
    value = {"bucket": Expression("aws_s3_bucket.hay.id"), "provider": Expression("aws.barn")}
    parts = {
        name: replace(construct(f"aws_s3_bucket_{name}", "hay"), value=value, service="S3")
        for name in ("encryption", "versioning", "server_side_encryption_configuration")
    }
    wrong, other, right = parts.values()
    assert pair_elements([wrong], [other, right]).renamed == [(wrong, right)]
    assert pair_elements([wrong], [other, replace(other, path=("aws_s3_bucket_acl", "hay"))]).renamed == []


def test_a_file_of_the_same_name_tells_more_than_an_address() -> None:
    def statements(file: str, *path: str) -> Element:
        return Element((*path, "statements"), "function", "", None, "top-level code", {}, NOWHERE, "ts", file)

    left = [statements("lib/stack.ts")]
    right = [statements("lib/stack.ts", "lib/stack.ts"), statements("bin/app.ts")]
    (pair, alone) = pair_elements(left, right).pairs
    assert pair[1] is right[0]
    assert alone == (None, right[1])


def test_code_without_a_file_is_that_of_the_file_that_holds_most_of_it() -> None:
    def imported(file: str, *path: str) -> Element:
        return Element((*path, "import", "lib"), "import", "", None, "lib", {"*": "lib"}, NOWHERE, "ts", file)

    def quay(file: str) -> Element:
        return Element(("Quay",), "function", "", None, "Quay", {"size": 5}, NOWHERE, "ts", file)

    left = [imported("bin/app.ts"), imported("lib/quay.ts", "lib/quay.ts"), quay("lib/quay.ts")]
    right = [imported(""), quay("")]
    assert [one for one, other in pair_elements(left, right).pairs if other is not None] == left[1:]


def test_a_variable_of_no_other_word_than_the_type_says_which_it_is_where_there_is_only_one() -> None:
    """Of two it may hold either."""
    left = element_of("kmsKey", "seal-key", 7)
    right = element_of("kmsKey", "archive-key", 30)
    assert pair_elements([left], [right]).pairs == [(left, right)]
    second = element_of("other", "letter-key", 14)
    assert len(pair_elements([left], [right, second]).pairs) == 3


def element_of(variable: str, name: str, days: int) -> Element:
    """Builds a key of which only the days are said."""
    value = {"deletionWindowInDays": days}
    return Element(("KmsKey", variable, name), "resource", "KmsKey", None, name, value, NOWHERE, "go")


def test_who_was_renamed_before_is_a_neighbour_by_its_new_name() -> None:
    """A queue tells which link it is of, although it is called otherwise by now."""
    queues = construct("sqs.Queue", "jobs", "old-jobs"), construct("sqs.Queue", "jobs", "new-jobs")
    links = [
        Element((*path,), "resource", "Link", None, path[-1], value, NOWHERE, "ts")
        for path, value in (
            (("Link", "team-link"), {"of": Expression("jobs.arn"), "mode": "slow", "size": 3, "tone": "low"}),
            (("Link", "held", "guard"), {"of": Expression("jobs.arn"), "mode": "fast", "size": 5}),
        )
    ]
    pairs = pair_elements([queues[0], links[0]], [queues[1], links[1]]).pairs
    assert pairs == [queues, tuple(links)]


def test_an_output_in_other_letters_is_the_same_one() -> None:
    """No output has a type that could tell it."""
    sides = (
        [
            Element(("Outputs", each), "output", "", None, each, {"Value": value}, NOWHERE, "yaml")
            for each, value in rows
        ]
        for rows in ((("GateUrl", "gate"), ("BarnArn", "hay")), (("GateURL", "yard"), ("PondArn", "reed")))
    )
    assert [(one.name, other.name) for one, other in pair_elements(*sides).renamed] == [("GateUrl", "GateURL")]

"""Blockers, and above all what is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.errors import RubricError
from reviewer.model import Document, Element, Expression, Requirement, Span, Task
from reviewer.rubric import Rubric
from reviewer.score import find_required
from reviewer.score.blockers import Blocked, find_blockers
from reviewer.score.case import Case
from tests.score.builders import BUCKET, QUEUE, document, element, passage, task

EAST = "Deploy all resources to the us-east-1 region."


def check(ideal: Document, asked: Task, rubric: Rubric, *required: str, deployed: Document | None = None) -> Blocked:
    return find_blockers(Case(ideal, deployed, asked, required), rubric)


def names(found: Blocked) -> list[str]:
    return [each.name for each in found.blockers]


PLATFORMS = [
    ("cfn", "json", "cfn", "json", False),
    ("cfn", "yaml", "cfn", "json", True),
    ("tf", "hcl", "cfn", "json", True),
    ("cdk", "py", "cdk", "ts", True),
    ("pulumi", "ts", "cdk", "ts", True),
    (None, "py", "cdk", "ts", False),  # a helper script, no infrastructure that was recognised
    ("cdk", None, "cdk", "ts", False),
    ("cdk", "ts", None, None, False),
    ("cdk", "ts", "cdk", "kotlin", False),  # nothing we could recognise
    ("cdk", "ts", "cicd", "yaml", False),
    ("tf", "hcl", "analysis", "py", False),
]


@pytest.mark.parametrize(("platform", "language", "wanted", "spoken", "blocked"), PLATFORMS)
def test_platform(
    platform: str | None, language: str | None, wanted: str | None, spoken: str | None, blocked: bool, default: Rubric
) -> None:
    """Only a platform or language that both sides name, and name otherwise, blocks."""
    found = check(document(platform=platform, language=language), task(platform=wanted, language=spoken), default)
    assert names(found) == (["platform_mismatch"] if blocked else [])


def test_a_part_in_the_right_language(default: Rubric) -> None:
    """A response whose template is in the right language may hold more code in another."""
    found = check(document(BUCKET, platform="cfn", language="yaml"), task(language="json"), default)
    assert names(found) == []


ZONE = element("Subnet", "AWS::EC2::Subnet", "VPC", Properties={"AvailabilityZone": "us-west-2a"})
PROVIDER = element("aws", kind="provider", region="us-west-2")
REGIONS = [
    ("the right region", EAST, element("aws", kind="provider", region="us-east-1"), None, False),
    ("a provider", EAST, PROVIDER, None, True),
    ("a zone", EAST, ZONE, None, True),
    ("the environment of a stack", EAST, element("Stack", kind="module", env={"region": "us-west-2"}), None, True),
    ("an endpoint", EAST, element("E", "aws_vpc_endpoint", service_name="com.amazonaws.us-west-2.s3"), None, True),
    ("the file", "- Deploy to **us-east-1** region", BUCKET, "us-west-2", True),
    ("the file, right", EAST, BUCKET, "us-east-1", False),
    (
        "the file, where the code is right",
        EAST,
        element("aws", kind="provider", region="us-east-1"),
        "eu-west-1",
        False,
    ),
    ("no region asked for", "Create a bucket.", PROVIDER, "us-west-2", False),
    ("two regions asked for", "Deploy to us-east-1 and us-west-2.", PROVIDER, None, False),
    ("only a default asked for", "The region is configurable (default us-east-1).", PROVIDER, None, False),
    ("only an example", "Never hard-code regions such as us-east-1.", PROVIDER, None, False),
    ("a second provider", EAST, element("aws", kind="provider", alias="dr", region="us-west-2"), None, False),
    ("a replica", EAST, element("Secret", "aws_secret", replica=[{"region": "us-west-2"}]), None, False),
    ("a variable's default", EAST, element("region", kind="parameter", default="us-west-2"), None, False),
    ("a parameter's default", EAST, element("AwsRegion", kind="parameter", Default="us-west-2"), None, False),
    (
        "a fall-back of the environment",
        EAST,
        element("Stack", kind="module", env={"region": Expression("process.env.AWS_REGION || 'us-west-2'")}),
        None,
        False,
    ),
    ("any other text", EAST, element("Note", Description="copied from us-west-2"), None, False),
]


@pytest.mark.parametrize(
    ("prompt", "part", "file", "blocked"), [each[1:] for each in REGIONS], ids=[r[0] for r in REGIONS]
)
def test_region(prompt: str, part: Element, file: str | None, blocked: bool, default: Rubric) -> None:
    """A region that the code or the file fixes blocks where the prompt requires another; a default does not."""
    assert names(check(document(part), task(prompt, region=file), default)) == (["wrong_region"] if blocked else [])


def test_an_overridable_region_is_a_warning(default: Rubric) -> None:
    """A wrong region that is only a default is reported with its line."""
    given = Expression("process.env.AWS_REGION || 'us-west-2'")
    found = check(document(element("Stack", kind="module", env={"region": given})), task(EAST), default)
    (note,) = found.notifications
    assert (note.level, note.file, note.line) == ("warning", "lib/IDEAL_RESPONSE.md", 1)
    assert "us-west-2" in note.message
    assert "us-east-1" in note.message


ACCOUNT = "Deploy everything into AWS account 210987654321."
ACCOUNTS = [
    ("another account", ACCOUNT, element("Stack", kind="module", env={"account": "345678901234"}), True),
    ("the account itself", ACCOUNT, element("Stack", kind="module", env={"account": "210987654321"}), False),
    ("a number of YAML", ACCOUNT, element("Stack", kind="module", env={"account": 345678901234}), True),
    ("a placeholder", ACCOUNT, element("Stack", kind="module", env={"account": "123456789012"}), False),
    ("no account", ACCOUNT, BUCKET, False),
    ("only foreign roles", ACCOUNT, element("Role", Principal="arn:aws:iam::345678901234:root"), True),
    (
        "a partner's role beside the own",
        ACCOUNT,
        element("Role", Principal=["arn:aws:iam::345678901234:root", "arn:aws:iam::210987654321:root"]),
        False,
    ),
    ("none named", "Create a bucket.", element("Stack", kind="module", env={"account": "345678901234"}), False),
    (
        "a trusted account",
        "Configure cross-account access for account 210987654321.",
        element("Role", Principal="arn:aws:iam::345678901234:root"),
        False,
    ),
    (
        "an example of what not to do",
        "- Account IDs: `210987654321` must not be hard-coded",
        element("Stack", kind="module", env={"account": "345678901234"}),
        False,
    ),
]


@pytest.mark.parametrize(("prompt", "part", "blocked"), [each[1:] for each in ACCOUNTS], ids=[a[0] for a in ACCOUNTS])
def test_account(prompt: str, part: Element, blocked: bool, default: Rubric) -> None:
    """Another account than the one to work in blocks; placeholders, partners and examples do not."""
    assert names(check(document(part), task(prompt), default)) == (["wrong_account"] if blocked else [])


FOUR = ("S3", "RDS", "Lambda", "DynamoDB")


def test_half_of_the_services_missing(default: Rubric) -> None:
    """Half of the required services missing blocks, and the evidence names them."""
    found = check(document(BUCKET, element("Fn", "AWS::Lambda::Function", "Lambda")), task(), default, *FOUR)
    assert names(found) == ["missing_services"]
    assert "RDS, DynamoDB" in found.blockers[0].evidence[0]


MISSING = {
    "less than half": document(BUCKET, element("Fn", service="Lambda"), element("Db", service="RDS")),
    "a name in the code": document(BUCKET, element("Fn", service="Lambda", Code="boto3.client('dynamodb')")),
    "an excerpt": document(BUCKET, fragmentary=True),
    "an entry point": document(element("App", kind="module"), platform="cdk"),
    "nothing recognised": document(BUCKET, platform=None),
}


@pytest.mark.parametrize("ideal", MISSING.values(), ids=MISSING)
def test_services_that_may_well_be_there(ideal: Document, default: Rubric) -> None:
    """What an excerpt does not show, or code names without a resource, is not missing."""
    assert "missing_services" not in names(check(ideal, task(), default, *FOUR))


def test_a_short_name_inside_a_word(default: Rubric) -> None:
    """The word "records" does not mention RDS."""
    ideal = document(BUCKET, element("Fn", service="Lambda", Code="records = table.words"))
    assert names(check(ideal, task(), default, *FOUR)) == ["missing_services"]


def test_services_elsewhere(default: Rubric) -> None:
    """The deployed code, a service of another name, an emulator's gap: each keeps a service from being missing."""
    deployed = document(element("Fn", service="Lambda"), element("Db", service="RDS"))
    assert names(check(document(BUCKET), task(), default, *FOUR, deployed=deployed)) == []
    assert names(check(document(element("V", service="VPC")), task(), default, "EC2", "Auto Scaling", "VPC")) == []
    excused = document(BUCKET, passages=(passage("RDS, Lambda and DynamoDB are not supported by LocalStack."),))
    assert names(check(excused, task(provider="localstack"), default, *FOUR)) == []
    assert names(check(excused, task(), default, *FOUR)) == ["missing_services"]


def test_what_a_task_requires(default: Rubric) -> None:
    """Required is what prompt and metadata both name; a choice or a ban requires nothing."""
    line = Span("lib/PROMPT.md", 1, 1)
    asked = [
        Requirement("Store files in S3", line, ("S3",)),
        Requirement("Use RDS or DynamoDB", line, ("RDS", "DynamoDB")),
        Requirement("Do not use Lambda", line, ("Lambda",)),
        Requirement("Send alerts with SNS", line, ("SNS",)),
    ]
    assert find_required(asked, ("S3", "Lambda"), default) == ("S3",)
    assert find_required(asked, (), default) == ("S3", "SNS")
    assert find_required((), ("S3",), default) == ("S3",)


def test_the_lowest_blocker_comes_first(default: Rubric) -> None:
    """Of several blockers the one with the lowest score leads."""
    found = check(document(ZONE, QUEUE, platform="tf", language="hcl"), task(EAST), default)
    assert names(found) == ["platform_mismatch", "wrong_region"]


def test_an_unknown_check_is_the_rubrics_fault(default: Rubric) -> None:
    """A rubric that names a check which there is not is refused."""
    strange = default._replace(blockers=(default.blockers[0]._replace(name="bad_weather"),))
    with pytest.raises(RubricError, match="bad_weather"):
        check(document(), task(), strange)


def test_no_prompt(default: Rubric) -> None:
    """Without a prompt nothing is demanded, so nothing that it demands can be missing."""
    assert names(check(document(PROVIDER), replace(task(), prompt=None), default)) == []

"""Documents, tasks and fixes in small."""

from __future__ import annotations

from typing import Any, NamedTuple

from reviewer.model import Document, Element, Metadata, Passage, Span, Task, TextFile

LINE = Span("lib/IDEAL_RESPONSE.md", 1, 1)


class Fix(NamedTuple):
    """All that the score asks of a fix."""

    category: str
    source: str = "response"


def fixes(a: int = 0, b: int = 0, c: int = 0) -> list[Fix]:
    return [Fix("A")] * a + [Fix("B")] * b + [Fix("C")] * c


def element(name: str, native: str = "", service: str | None = None, kind: str = "resource", **value: Any) -> Element:
    body = value.pop("body", value)
    return Element(("Resources", name), kind, native, service, name, body, {(): LINE}, "json")


def document(*elements: Element, platform: str | None = "cfn", language: str | None = "json", **more: Any) -> Document:
    return Document("ideal", "lib/IDEAL_RESPONSE.md", tuple(elements), platform=platform, language=language, **more)


def passage(text: str) -> Passage:
    return Passage((), "paragraph", text, LINE)


def task(prompt: str = "", region: str | None = None, **metadata: Any) -> Task:
    said = {"platform": "cfn", "language": "json", **metadata}
    file = TextFile("lib/IDEAL_RESPONSE.md", "")
    return Task(
        "1", "1", Metadata(**said), TextFile("lib/PROMPT.md", prompt), file, file,
        region=None if region is None else TextFile("lib/AWS_REGION", region),
    )  # fmt: skip


#: Four services that hang together, encrypted, in several zones: every factor but "advanced".
DATABASE = element("Key", "AWS::KMS::Key", "KMS")
CLUSTER = element("Db", "AWS::RDS::DBCluster", "RDS", Properties={"StorageEncrypted": True, "KmsKeyId": {"Ref": "Key"}})
ALARM = element("Alarm", "AWS::CloudWatch::Alarm", "CloudWatch", Properties={"Dimensions": [{"Ref": "Db"}]})
REPLICA = element("Scaling", "AWS::AutoScaling::AutoScalingGroup", "Auto Scaling", Properties={})
BUCKET = element("Bucket", "AWS::S3::Bucket", "S3", Properties={})
QUEUE = element("Queue", "AWS::SQS::Queue", "SQS", Properties={})
SECURE_BUCKET = element("Bucket", "AWS::S3::Bucket", "S3", Properties={"BucketEncryption": {"Rule": "aws:kms"}})
PLAIN_THREE = (
    BUCKET,
    element("Queue", "AWS::SQS::Queue", "SQS", Properties={"Bucket": {"Ref": "Bucket"}}),
    element("Topic", "AWS::SNS::Topic", "SNS", Properties={"Queue": {"Ref": "Queue"}}),
)

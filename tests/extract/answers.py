"""Answers in small, and how tests read them."""

from __future__ import annotations

from reviewer.extract import extract_response
from reviewer.model import Document, Metadata, TextFile

CFN = Metadata(platform="cfn", language="yaml")
BUCKET = "Resources:\n  Store:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: store\n"
PATHS = [("Resources", "Store")]
CDK = Metadata(platform="cdk", language="ts")
FENCED = f"# T\n\n```yaml\n{BUCKET}```\n"


def read(text: str, metadata: Metadata = CFN) -> Document:
    return extract_response(TextFile("lib/MODEL_RESPONSE.md", text), metadata, "model")


def paths(document: Document) -> list[tuple[str | int, ...]]:
    return [element.path for element in document.elements]

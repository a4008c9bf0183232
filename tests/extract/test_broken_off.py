"""A program that breaks off is read as far as it goes."""

from __future__ import annotations

import pytest

from reviewer.extract import extract_response
from reviewer.extract.programs.broken_off import closed
from reviewer.model import Metadata, TextFile
from tests.extract.answers import CDK, paths, read


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        ("ts", "f({a: [1", "f({a: [1]})"),
        ("ts", "f(`x-${g('y", "f(`x-${g('y')}`)"),
        ("ts", "f('it (', {a: 1 // more (", "f('it (', {a: 1 })"),
        ("ts", "/* ( */ f('a'", "/* ( */ f('a')"),
        ("py", "f('''a (''', b=[1  # more", "f('''a (''', b=[1  ])"),
        ("go", "f(`${a`, b", "f(`${a`, b)"),
        ("java", "class A { void f() {\n", "class A { void f() {}}\n"),
        ("ts", "f({a: 1})", None),
        ("ts", "f" + "(" * 100, None),
    ],
)
def test_what_is_open_at_the_end_is_closed(language: str, text: str, whole: str | None) -> None:
    assert closed(text, language) == whole


def test_a_class_that_breaks_off_is_that_class() -> None:
    text = """```typescript
import * as cdk from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
export class Farm extends cdk.Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new s3.Bucket(this, 'Hay', { bucketName: 'hay' });
    new s3.Bucket(this, 'Straw', {
      bucketName: 'straw',
      versioned: true,
```
"""
    document = read(text, CDK)
    assert {("s3.Bucket", "Hay"), ("s3.Bucket", "Straw"), ("Farm", "constructor")} <= set(paths(document))
    (straw,) = (each for each in document.elements if each.path[-1] == "Straw")
    assert straw.value == {"bucketName": "straw", "versioned": True}
    assert not any("unparsed" in each.path for each in document.elements)
    (told,) = (each.message for each in document.notifications)
    assert told == "the code breaks off here, read as if everything open were closed"


def test_code_that_is_broken_within_stays_so() -> None:
    file = TextFile("lib/MODEL_RESPONSE.md", "```python\ndef f(:\n    return 1\n```\n")
    document = extract_response(file, Metadata(platform="cdk", language="py"), "model")
    assert any("can't be parsed" in each.message for each in document.notifications)

"""What templates may speak of."""

from __future__ import annotations

from reviewer.classify.facts import collect_facts
from reviewer.model import Change, Element, Span

NOWHERE = {(): Span("x", 1, 1)}


def test_a_tag_of_a_resource_is_not_named_beside_it() -> None:
    bucket = Element(("s3.Bucket", "b", "B"), "resource", "s3.Bucket", "S3", "B", {"a": 1}, NOWHERE, "ts")
    tag = Element(("cdk.Tags", "b", "Owner"), "statement", "cdk.Tags", None, "Owner", {"value": 1}, NOWHERE, "ts")
    changes = [Change("remove", (*each.path, "a"), before=1, element_before=each) for each in (bucket, tag)]
    assert collect_facts(changes, ["removed", "removed"], "")["elements"] == ["B"]
    assert collect_facts(changes[1:], ["removed"], "")["elements"] == ["Owner"]

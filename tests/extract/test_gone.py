"""An excerpt takes nothing away by its silence, but what it says is gone, in so many words, is gone."""

from __future__ import annotations

import pytest

from reviewer.diff import diff_documents
from reviewer.extract import extract_response, find_excerpts, find_gone
from reviewer.model import Document, Metadata, Side, TextFile

PULUMI = Metadata(platform="pulumi", language="py")
TERRAFORM = Metadata(platform="tf", language="hcl")

HEAD = "import pulumi_aws as aws\n\n\nclass Meters:\n    def __init__(self):\n        self.make_queue()\n"
METHODS = "".join(
    f"\n    def make_{name}(self):\n        {name} = aws.{module}('{name}')\n"
    for name, module in (("queue", "sqs.Queue"), ("topic", "sns.Topic"), ("store", "s3.Bucket"))
)


def read(side: Side, code: str, metadata: Metadata) -> Document:
    label = metadata.language
    return extract_response(TextFile("R.md", f"# Meters\n\n```{label}\n{code}```\n"), metadata, side)


def removed(ideal: str, model: str, metadata: Metadata) -> set[str]:
    """Names of the elements that went."""
    left, right = read("model", model, metadata), read("ideal", ideal, metadata)
    right = find_gone(find_excerpts(right, left, None, metadata), left)
    assert right.fragmentary
    changes = diff_documents(left, right)
    return {each.element_before.name for each in changes if each.op == "remove" and each.element_before}


BREVITY = "\n    # Other methods omitted for brevity\n"


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("        # Removed for the quota\n        # self.make_topic()\n", {"topic"}),
        ("        # Later\n        # self.make_topic()\n", set()),
        ("        # The topic is removed\n", set()),
    ],
)
def test_a_method_whose_call_is_commented_out_as_removed_is_gone_with_what_it_makes(said: str, gone: set[str]) -> None:
    names = removed(HEAD + said + BREVITY, HEAD + METHODS, PULUMI)
    assert {"topic", "store"} & names == gone


def test_a_block_of_terraform_that_is_commented_out_as_removed_is_gone() -> None:
    model = "".join(f'data "aws_sqs_queue" "{name}" {{\n  name = "{name}"\n}}\n\n' for name in "abcdefghijklmnopqrstu")
    ideal = '# REMOVED - there is no such queue:\n# data "aws_sqs_queue" "b" { ... }\nvariable "stage" {\n}\n'
    assert removed(ideal, model, TERRAFORM) == {"b"}

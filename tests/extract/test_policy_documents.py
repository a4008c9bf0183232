"""A policy is the same whether it is written out or a data source renders it."""

from __future__ import annotations

from textwrap import dedent

import pytest

from reviewer.diff import diff_documents
from reviewer.extract.leveling import level_documents
from reviewer.extract.terraform import read_hcl
from reviewer.model import Change, CodeBlock, Document, Span

WRITTEN = """
resource "aws_iam_role" "worker" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = "111111111111" } }
    }]
  })
}
"""
RENDERED = """
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["111111111111"]
    }
  }
}

resource "aws_iam_role" "worker" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
"""


def document(text: str) -> Document:
    text = dedent(text).strip("\n")
    block = CodeBlock("hcl", "iam.tf", text, Span("IDEAL_RESPONSE.md", 1, text.count("\n") + 1))
    return Document("ideal", "IDEAL_RESPONSE.md", read_hcl(block).elements, (), (block,))


def compare(left: str, right: str) -> list[Change]:
    sides = level_documents(document(left), document(right))
    return [each for each in diff_documents(*sides) if each.noise is None]


@pytest.mark.parametrize(("left", "right"), [(WRITTEN, RENDERED), (RENDERED, WRITTEN)])
def test_a_policy_that_is_only_rendered_otherwise_is_no_change(left: str, right: str):
    assert not compare(left, right)


def test_what_differs_stands_in_the_policy_at_the_line_of_the_data_source():
    (change,) = compare(WRITTEN, RENDERED.replace("ec2.amazonaws.com", "ecs-tasks.amazonaws.com"))
    assert change.path[:3] == ("aws_iam_role", "worker", "assume_role_policy")
    assert change.right is not None
    assert change.right.start == 6


@pytest.mark.parametrize(
    "used",
    [
        'output "policy" {\n  value = "${data.aws_iam_policy_document.trust.json}!"\n}\n',
        "locals {\n  trust = data.aws_iam_policy_document.trust.json\n}\n",
    ],
)
def test_a_document_that_is_used_otherwise_too_stays_apart(used: str):
    changes = compare(WRITTEN, RENDERED + used)
    assert any(each.path[:2] == ("data", "aws_iam_policy_document") for each in changes)


def test_a_document_that_both_declare_stays_apart():
    (change,) = compare(RENDERED, RENDERED.replace("ec2.", "lambda."))
    assert change.path[:2] == ("data", "aws_iam_policy_document")


def test_a_document_that_is_put_together_of_others_stays_apart():
    other = RENDERED.replace(
        "  statement {\n    actions", "  source_policy_documents = [var.base]\n  statement {\n    actions"
    )
    assert any(each.path[:2] == ("data", "aws_iam_policy_document") for each in compare(WRITTEN, other))

"""What a task is called: the heading that its answer or its prompt opens with, and no other."""

from __future__ import annotations

import pytest

from reviewer.extract.titles import find_title
from reviewer.model import TextFile


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Order Intake\n\nWords.\n", "Order Intake"),
        ("\n\n# **Order Intake** #\n", "Order Intake"),
        ("Order Intake\n============\n", "Order Intake"),
        ("# Ideal Response: Order Intake\n", "Order Intake"),
        ("# Order Intake - IDEAL_RESPONSE\n", "Order Intake"),
        ("# Order Intake (Ideal Solution)\n", "Order Intake"),
        ("# The Ideal Response for Order Intake\n", "Order Intake"),
        ("# CI/CD Pipeline for Order Intake\n", "CI/CD Pipeline for Order Intake"),
        ("# Key Components:\n", None),
        ("# Hello,\n", None),
        ("# ideal\\_response.md\n", None),
        ("# lib/tap_stack.py\n", None),
        ("# AWS Infrastructure as Code (IaC) Requirements\n", None),
        ("# Ideal Response\n", None),
        ("## Order Intake\n", None),
        ("Here it is.\n\n# Order Intake\n", None),
        ("```hcl\na = 1\n```\n\n# State Handling\n", None),
        ("", None),
    ],
)
def test_only_a_first_heading_that_says_something_is_a_title(text: str, title: str | None) -> None:
    """What stands further down, ends in a colon, names a file or says nothing but "solution" names no task."""
    assert find_title([TextFile("lib/IDEAL_RESPONSE.md", text)]) == title


def test_the_first_document_that_has_a_title_gives_it() -> None:
    """The prompt speaks where the answer has none."""
    files = [
        TextFile(f"{number}.md", text) for number, text in enumerate(["# Summary\n", "# Order Intake\n", "# Other\n"])
    ]
    assert find_title([None, *files]) == "Order Intake"
    assert find_title([None]) is None

"""What an answer that shows parts only tells about the rest, from its text to the changes."""

from __future__ import annotations

import pytest

from reviewer.diff import diff_documents
from reviewer.extract import extract_response
from reviewer.model import Document, Metadata, Side, TextFile, to_pointer

TERRAFORM = Metadata(platform="tf", language="hcl")


def read(side: Side, *blocks: str, language: str = "hcl", closed: bool = True) -> Document:
    text = "".join(f"## A part\n\n```{language}\n{each}```\n\n" for each in blocks)
    text = text if closed else text.rstrip().removesuffix("```")
    return extract_response(TextFile(f"{side}.md", text), TERRAFORM, side)


def pointers(model: Document, ideal: Document) -> list[str]:
    """The changes of code, each as sign and pointer."""
    signs = {"add": "+", "remove": "-", "replace": "~", "move": ">"}
    return sorted(
        signs[each.op] + to_pointer(each.path)
        for each in diff_documents(model, ideal)
        if each.element is not None and each.noise is None
    )


QUEUE = 'resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n  delay_seconds = 5\n}\n\n'
TOPIC = 'resource "aws_sns_topic" "news" {\n  name = "news"\n}\n\n'


@pytest.mark.parametrize(
    ("end", "closed"),
    [
        ('resource "aws_sns_topic" "news" {\n  name = "news"\n', False),
        (TOPIC + "# ... rest unchanged\n", True),
    ],
)
def test_the_model_shows_whole_what_stands_before_a_gap(end: str, closed: bool) -> None:
    """It quotes nothing: an element in which nothing is left out is all that the answer has of it."""
    model = read("model", QUEUE.replace("  delay_seconds = 5\n", "") + end, closed=closed)
    told = pointers(model, read("ideal", QUEUE + TOPIC.replace("}", "  fifo_topic = true\n}")))
    assert told == ["+/aws_sns_topic/news/fifo_topic"] * closed + ["+/aws_sqs_queue/jobs/delay_seconds"]


def test_the_model_shows_a_part_where_the_gap_is() -> None:
    model = read("model", TOPIC + 'resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n  # ... existing settings\n}\n')
    assert pointers(model, read("ideal", TOPIC.replace("}", "  display_name = 1\n}") + QUEUE)) == [
        "+/aws_sns_topic/news/display_name"
    ]

"""What an answer that shows parts only tells about the rest, from its text to the changes."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

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


GROUP = """resource "aws_security_group" "web" {
  name = "web"

  ingress {
    from_port = 443
  }

  ingress {
    from_port = 80
  }

  egress {
    from_port = 0
  }
}
"""


def test_blocks_of_one_name_are_no_list_that_is_quoted_whole() -> None:
    """A list in brackets says where it ends; blocks, calls and statements of one name only stand in a row."""
    part = 'resource "aws_security_group" "web" {\n  # ...\n  ingress {\n    from_port = 443\n  }\n}\n'
    assert pointers(read("model", GROUP), read("ideal", part)) == []
    listed = 'resource "aws_db_instance" "d" {{\n  identifier = "d"\n  engine = "mysql"\n  logs = [{}]\n}}\n'
    model = read("model", listed.format('"error", "slowquery"'))
    ideal = read("ideal", listed.format('"error"').replace('  engine = "mysql"', "  # ..."))
    assert pointers(model, ideal) == ["-/aws_db_instance/d/logs/1"]


def test_a_call_that_an_excerpt_does_not_quote_is_not_taken_away() -> None:
    calls = "".join(f"queue.grantSendMessages({each});\n" for each in ("web", "jobs"))
    code = "const queue = new sqs.Queue(this, 'Jobs', { fifo: true, retention: 4, delay: 1 });\n"
    part = code.replace("fifo: true, retention: 4, ", "\n// ...\n") + calls.splitlines(keepends=True)[0]
    model, ideal = read("model", code + calls, language="ts"), read("ideal", part, language="ts")
    assert pointers(model, ideal) == []


STACK = """import * as sqs from 'aws-cdk-lib/aws-sqs';

export class Jobs extends Stack {
  constructor() {
    const queue = new sqs.Queue(this, 'Jobs', { fifo: true });
    queue.grantSendMessages(web);
    for (const each of names) {
      this.watch(each);
      this.count(each);
    }
  }
}
"""


@pytest.mark.parametrize(
    ("piece", "added"),
    [
        ("queue.grantSendMessages(web);", []),
        ("for (const each of names) {\n  this.watch(each);\n}", []),
        ("tags: { Stage: stage }", []),
        ("queue.grantSendMessages(jobs);", ["+/statements/queue.grantSendMessages/0/0"]),
        ("this.drain(each);", ["+/statements/this.drain/0/0"]),
    ],
)
def test_a_statement_quoted_by_itself_is_none_that_came(piece: str, added: list[str]) -> None:
    """Out of a function it looks like code of the file; one that the other side has nowhere did come."""
    model = read("model", STACK, language="ts")
    ideal = read(
        "ideal", "const queue = new sqs.Queue(this, 'Jobs', {\n  // ...\n});\n", f"// ...\n{piece}\n", language="ts"
    )
    assert [each for each in pointers(model, ideal) if each.startswith("+")] == added


STORE = """class Store(Construct):
    def __init__(self, scope, name):
        self._table = DynamodbTable(self, "orders", name="orders", billing_mode="PAY_PER_REQUEST", hash_key="id")

    def table_name(self, region, stage):
        name = self.prefix(region, stage)
        self.register(name)
        return name
"""
APP = """from lib.store import Store


class App(TerraformStack):
    def __init__(self):
        Store(self, "store")
"""


def python(side: Side, **files: str) -> Document:
    """A response with files, of which those called ``snippet`` have no name."""
    heads = {name: "Like this:" if name.startswith("snippet") else f"### lib/{name}.py" for name in files}
    text = "# T\n\n" + "".join(f"{heads[name]}\n\n```python\n{code}```\n\n" for name, code in files.items())
    return extract_response(TextFile(f"{side}.md", text), Metadata(platform="cdktf", language="py"), side)


def test_a_snippet_of_a_file_that_is_only_spoken_of_shows_a_part_of_it() -> None:
    """What its code without a name leaves out of a resource is not gone, and the resource has not lost its variable."""
    model = python("model", store=STORE, app=APP)
    snippet = 'DynamodbTable(self, "orders", name="orders-v2")\n'
    ideal = replace(python("ideal", app=APP, snippet=snippet), unshown=frozenset({"lib/store.py"}))
    assert pointers(model, ideal) == ["~/DynamodbTable/_table/orders/name"]
    whole = replace(ideal, unshown=frozenset())
    assert "-/DynamodbTable/_table/orders/hash_key" in pointers(model, whole)


def test_a_method_quoted_without_its_class_is_not_renamed() -> None:
    model = python("model", store=STORE)
    method = STORE[STORE.index("    def table_name") :].replace("return name", "return f'{name}'")
    ideal = replace(python("ideal", store=dedent(method)), fragmentary=True)
    assert pointers(model, ideal) == ["~/Store/table_name/return/0"]


def test_a_resource_that_an_excerpt_shows_without_its_file_is_kept_in_no_other_variable() -> None:
    model = python("model", store=STORE, app=APP)
    code = 'orders = DynamodbTable(self, "orders", name="orders-v2", hash_key="id")\n'
    ideal = replace(python("ideal", snippet=code), fragmentary=True)
    assert pointers(model, ideal) == ["~/DynamodbTable/_table/orders/name"]
    named = replace(python("ideal", store=code), fragmentary=True)
    assert ">/DynamodbTable/orders/orders" in pointers(model, named)
    # of another type it is another thing, wherever it stands
    retyped = replace(python("ideal", snippet=code.replace("DynamodbTable", "DynamodbTableA")), fragmentary=True)
    assert ">/DynamodbTableA/orders/orders" in pointers(model, retyped)

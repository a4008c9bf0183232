"""The name that stands above a block, with words between the two."""

from __future__ import annotations

import pytest

from reviewer.extract import extract_response
from reviewer.model import Document, Metadata, TextFile

TEST = "template.resourceCountIs('AWS::SQS::Queue', {});\n"


def read(text: str) -> Document:
    return extract_response(TextFile("lib/IDEAL_RESPONSE.md", text), Metadata("cdk", "ts"), "ideal")


@pytest.mark.parametrize(
    "label", ["**File**: `test/queue.test.ts`", "**test/queue.test.ts**", "File: test/queue.test.ts"]
)
def test_a_paragraph_that_only_names_a_file_names_the_block_below_its_description(label: str) -> None:
    document = read(f"# T\n\n## Tests\n\n{label}\n\nWritten anew:\n\n- more cases\n\n```ts\n{TEST}```\n")
    assert {each.file for each in document.elements} == {"test/queue.test.ts"}


@pytest.mark.parametrize(
    "between", ["## More\n\nWritten anew:", "It is called by lib/stack.ts:", "```ts\nconst a = 1;\n```\n\nThen:"]
)
def test_what_follows_a_heading_another_name_or_another_block_is_not_named(between: str) -> None:
    document = read(f"# T\n\n**File**: `test/queue.test.ts`\n\n{between}\n\n```ts\n{TEST}```\n")
    last = max(document.elements, key=lambda each: each.span.start)
    assert last.file != "test/queue.test.ts"


def test_excerpts_of_one_file_that_share_only_top_level_code_all_count() -> None:
    piece = "**File**: `test/queue.test.ts`\n\n**Line %d - count:**\n\n```ts\n" + TEST + "```\n\n"
    document = read("# T\n\n" + piece % 4 + piece % 8)
    assert len([each for each in document.elements if each.kind == "function"]) == 2

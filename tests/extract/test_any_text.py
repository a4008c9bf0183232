"""Whatever a response holds, it becomes a document whose lines lie within the file."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.extract import extract_response
from reviewer.model import Metadata, TextFile

PIECES = [
    "```",
    "```yaml",
    "```json",
    "```markdown",
    "~~~",
    "````",
    "yaml```",
    "Resources:",
    "  A:",
    "    Type: AWS::S3::Bucket",
    '{"Resources": {"A": {"Type": "AWS::S3::Bucket"',
    "}}}",
    "}```",
    "# T",
    "- item",
    "| a | b |",
    "|---|---|",
    "",
    "   ",
    "> quote",
    "a\r\x85b: \u2028c",
    "...",
    "<<<<<<< HEAD",
    "\tx: !Ref",
    "a: &a [*a]",
    "### File: lib/a.yml",
    "Text that says something.",
    "\x00",
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=25).map("\n".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_any_text_is_extracted_with_lines_inside_the_file(text: str) -> None:
    document = extract_response(TextFile("f.md", text), Metadata(platform="cfn", language="yaml"), "model")
    last = text.count("\n") + 1
    for element in document.elements:
        for path in element.spans:
            span = element.spans[path]
            assert 1 <= span.start <= span.end <= last
    assert all(1 <= passage.span.start <= passage.span.end <= last for passage in document.passages)
    assert all(note.level != "error" for note in document.notifications)
    assert len({element.path for element in document.elements}) == len(document.elements)

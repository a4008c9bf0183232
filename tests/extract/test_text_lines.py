"""A line of a text in a value is found in the row of the file that holds it, however the language writes such texts."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.diff import diff_documents
from reviewer.extract import extract_response
from reviewer.extract.programs.embedded import tokens_of
from reviewer.extract.text_lines import find_lines
from reviewer.model import Change, Metadata, TextFile

HANDLER = """import os

# Where the orders are kept
table = os.environ["TABLE"]

def handler(event, context):
    return {"count": len(event), "table": table}
"""


def _pieces(text: str) -> str:
    """Strings side by side, one a line."""
    return "".join(f"        {line + chr(10)!r}\n" for line in text.split("\n"))


#: For each way to write a text of several lines: the platform, the label of the fence, and a program that holds one.
WAYS: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "python, below the quotes": (
        "cdk",
        "python",
        lambda text: f'Fn(self, "F",\n    code=Code.inline("""\n{text}"""),\n)',
    ),
    "python, beside the quotes": ("cdk", "python", lambda text: f'Fn(self, "F", code=Code.inline("""{text}"""))'),
    "python, continued": ("cdk", "python", lambda text: f'Fn(self, "F", code=Code.inline("""\\\n{text}"""))'),
    "python, dedented": (
        "cdk",
        "python",
        lambda text: f'Fn(\n  self,\n  "F",\n  code=dedent("""\n{textwrap.indent(text, "      ")}  """),\n)',
    ),
    "python, side by side": ("cdk", "python", lambda text: f'Fn(self, "F", code=Code.inline(\n{_pieces(text)}))'),
    "python, constant": ("cdk", "python", lambda text: f'CODE = """\n{text}"""\n'),
    "typescript": (
        "cdk",
        "ts",
        lambda text: f'new lambda.Function(this, "F", {{\n  code: Code.fromInline(`\n{text}`),\n}});',
    ),
    "typescript, beside": ("cdk", "ts", lambda text: f'new lambda.Function(this, "F", {{\n  code: `{text}` }});'),
    "typescript, filled in": (
        "cdk",
        "ts",
        lambda text: f'new lambda.Function(this, "F", {{\n  code:\n    `\n// ${{stage}}\n{text}`,\n}});',
    ),
    "go": ("pulumi", "go", lambda text: f"package main\n\nconst code = `\n{text}`\n"),
    "java": ("cdk", "java", lambda text: f'class A {{\n  String code = """\n{text}      """;\n}}'),
    "hcl": ("tf", "hcl", lambda text: f'resource "aws_instance" "a" {{\n  user_data = <<EOF\n{text}EOF\n}}'),
    "hcl, with a margin": (
        "tf",
        "hcl",
        lambda text: f'resource "aws_instance" "a" {{\n  user_data = <<-EOF\n{textwrap.indent(text, "    ")}  EOF\n}}',
    ),
    "yaml": ("cfn", "yaml", lambda text: _template(f"|\n{textwrap.indent(text, '          ')}")),
    "yaml, trimmed": ("cfn", "yaml", lambda text: _template(f"|-\n{textwrap.indent(text, '          ')}\n\n")),
    "yaml, filled in": ("cfn", "yaml", lambda text: _template(f"!Sub |\n\n{textwrap.indent(text, '          ')}")),
    "yaml, function below": (
        "cfn",
        "yaml",
        lambda text: _template(f"\n          Fn::Sub: |\n{textwrap.indent(text, '            ')}"),
    ),
}


def _template(text: str) -> str:
    head = "Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Code:\n        ZipFile: "
    return f"{head}{text}\n      MemorySize: 128\n"


def differences(way: str, before: str, after: str) -> tuple[list[Change], list[list[str]]]:
    """What differs between two texts written one way, and the lines of both files."""
    platform, label, write = WAYS[way]
    files = [f"# A\n\nWords.\n\n```{label}\n{write(text)}\n```\n" for text in (before, after)]
    sides = [extract_response(TextFile("R.md", file), Metadata(platform=platform), "model") for file in files]
    changes = diff_documents(sides[0], sides[1], tokenize=tokens_of)
    return [each for each in changes if not each.section], [file.split("\n") for file in files]


def _plain(text: str) -> str:
    return text.replace("\\", "").replace("'", '"')


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("old", ["import os", "# Where the orders", "TABLE", "def handler", "count"])
def test_the_changed_line_is_the_one_that_is_shown(way: str, old: str) -> None:
    changes, files = differences(way, HANDLER, HANDLER.replace(old, f"{old}2"))
    found = [each for each in changes if each.passage != "comment" or each.left]
    assert found
    for change in found:
        assert change.left is not None and change.right is not None
        for span, file, word in ((change.left, files[0], old), (change.right, files[1], f"{old}2")):
            assert span.start == span.end
            assert word in file[span.start - 1]


LINES = st.lists(
    st.sampled_from(["x = 1", "y = call(x)", "if x:", "    return {}", "", "# a remark", "}", 'log("done")', "x = 11"]),
    min_size=3,
    max_size=12,
).map(lambda lines: "first = 0\n" + "\n".join(lines) + "\nlast = 9\n")


@settings(deadline=None)
@given(st.sampled_from(sorted(WAYS)), LINES, LINES)
def test_every_line_that_differs_stands_in_the_lines_that_are_shown(way: str, before: str, after: str) -> None:
    changes, files = differences(way, before, after)
    for change in changes:
        if change.noise is not None or change.passage == "comment":
            continue
        for span, file, value in ((change.left, files[0], change.before), (change.right, files[1], change.after)):
            if isinstance(value, str) and "\n" not in value and value.strip() and span is not None:
                shown = _plain("\n".join(file[span.start - 1 : span.end]))
                assert _plain(value.strip()) in shown, (change.path, span)


def test_a_text_that_is_longer_than_its_rows_has_no_lines_of_its_own() -> None:
    assert find_lines(["alpha = 1", "beta = 2"], ['x = "alpha = 1\\nbeta = 2"']) == [(0, 0), (0, 0)]
    assert find_lines(["alpha", "beta"], ["nothing", "of it"]) == [None, None]


def test_a_line_that_escapes_hide_lies_between_its_neighbours() -> None:
    rows = ["before = [", '"alpha = one\\n"', '"\\u0062eta = two\\n"', '"gamma = six\\n"', "]"]
    assert find_lines(["alpha = one", "beta = two", "gamma = six"], rows) == [(1, 1), (2, 2), (3, 3)]

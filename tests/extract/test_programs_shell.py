"""Shell scripts by logical lines."""

from __future__ import annotations

from reviewer.extract.programs import read_script
from reviewer.extract.readers import Reading
from reviewer.model import CodeBlock, Expression, Span

SCRIPT = """#!/bin/bash
# Deletes what is left over.
REGION="eu-west-1"
export WHO=$(aws sts get-caller-identity --query 'Account')

sweep() {
  local id="$1"  # the volume
  aws ec2 delete-volume \\
    --volume-id "$id"
  if [[ -z "$id" ]]; then
    echo "two
lines"
  fi
}
cat <<EOF > out.json
{ "a":   1 }
EOF
sweep vol-1
"""


def read(text: str) -> Reading:
    return read_script(CodeBlock("sh", "clean.sh", text, Span("lib/A.md", 1, text.count("\n") + 1)))


def test_functions_assignments_and_commands_are_elements() -> None:
    found = {each.path: each.value for each in read(SCRIPT).elements}
    assert found[("REGION",)] == "eu-west-1"
    assert found[("sweep",)]["aws ec2 delete-volume"] == [Expression('aws ec2 delete-volume --volume-id "$id"')]
    assert found[("statements",)]["cat"] == [Expression('cat <<EOF > out.json\n{ "a":   1 }\nEOF')]
    assert found[("statements",)]["sweep"] == [Expression("sweep vol-1")]


def test_continuation_and_indentation_mean_nothing() -> None:
    again = SCRIPT.replace(" \\\n    --volume-id", " --volume-id").replace("\n  ", "\n      ")
    assert [(each.path, each.value) for each in read(again).elements] == [
        (each.path, each.value) for each in read(SCRIPT).elements
    ]


def test_comments_are_passages() -> None:
    assert [each.text for each in read(SCRIPT).comments] == ["Deletes what is left over.", "the volume"]


def test_a_stray_quote_neither_hangs_nor_loses_lines() -> None:
    values = repr([each.value for each in read("it's\n" + "echo a\n" * 3000).elements])
    assert values.count("echo a") == 3000

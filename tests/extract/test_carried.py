"""Calls of what a class was handed belong to the construct that they configure."""

from __future__ import annotations

from typing import Any

from reviewer.extract import extract_response
from reviewer.model import Document, Element, Metadata, TextFile

KEEP = """// lib/keep.ts
import * as sm from 'aws-cdk-lib/aws-secretsmanager';
export class Keep extends Construct {
  constructor(scope: Construct, id: string) {
    this.barnSecret = new sm.Secret(this, 'Barn', { description: 'key of the barn' });
  }
}
"""
USE = """// lib/use.ts
export class Use extends Construct {
  constructor(scope: Construct, id: string, props: UseProps) {
    props.barnSecret.addRotationSchedule('Weekly', {
      hours: 7,
    });
    props.barnSecret.grantRead(props.farmer);
  }
}
"""


def read(*files: str) -> Document:
    """Reads a response of several files."""
    text = "".join(f"```ts\n{each}```\n" for each in files)
    return extract_response(TextFile("MODEL_RESPONSE.md", text), Metadata(platform="cdk", language="ts"), "model")


def named(document: Document, name: str) -> list[Element]:
    """Gives the elements of a name."""
    return [each for each in document.elements if name in map(str, each.path)]


def test_a_call_of_what_was_handed_on_belongs_to_its_construct() -> None:
    """Wherever the construct is made; the lines are those of the call."""
    document = read(KEEP, USE)
    (secret,) = (each for each in named(document, "Barn") if each.kind == "resource")
    held: dict[str, Any] = secret.value
    assert held["addRotationSchedule"] == [["Weekly", {"hours": 7}]]
    assert "grantRead" in held
    lines = document.elements and secret.span_of(("addRotationSchedule", 0, 1, "hours"))
    assert lines and lines.start > secret.span.end
    (maker,) = (each for each in named(document, "Use") if each.path[-1] == "constructor")
    assert not [key for key in maker.value if "addRotation" in key]


def test_a_name_that_two_constructs_have_tells_neither() -> None:
    """The call stays where it is written."""
    document = read(
        KEEP, KEEP.replace("'Barn'", "'Other'").replace("Keep", "Store").replace("keep.ts", "store.ts"), USE
    )
    assert not [each for each in document.elements if each.kind == "resource" and "addRotationSchedule" in each.value]


def test_a_call_in_a_later_piece_belongs_to_the_construct_of_an_earlier_one() -> None:
    """An answer without file names shows its code piece by piece; a variable that two keep is left alone."""
    made = "const barn = new sqs.Queue(this, 'Barn', { fifo: true });\n"
    document = read(made, "barn.grantPurge(farmer);\nshed.grantPurge(farmer);\n", "barn.grantPurge(farmer);\n")
    (queue,) = (each for each in named(document, "Barn") if each.kind == "resource")
    assert len(queue.value["grantPurge"]) == 1
    (rest,) = named(document, "statements")
    assert list(rest.value) == ["shed.grantPurge"]

    twice = read(made, made.replace("'Barn'", "'Shed'"), "barn.grantPurge(farmer);\n")
    assert all("grantPurge" not in each.value for each in twice.elements if each.kind == "resource")

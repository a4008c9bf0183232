"""What a program imports or calls of its own, and an answer does not show."""

from __future__ import annotations

import pytest

from reviewer.extract import extract_response, find_excerpts, lend_methods
from reviewer.model import Document, Metadata, Side, TextFile

PULUMI = Metadata(platform="pulumi", language="ts")
PARTS = ("Fields", "Barns", "Mills")
HEAD = 'import * as aws from "@pulumi/aws";\n'
IMPORTS = "".join(f'import {{ {part} }} from "./farm/{part.lower()}";\n' for part in PARTS)
MADE = "".join(f'const {part.lower()} = new {part}("{part.lower()}", {{}});\n' for part in PARTS)
BODY = "{\n  grow() {\n    return 1;\n  }\n}\n"
CLASSES = {f"farm/{part.lower()}.ts": f"export class {part} {BODY}" for part in PARTS}
TESTS = IMPORTS.replace("./", "../lib/") + 'test("farm", () => {\n  expect(new Mills("test", {})).toBeDefined();\n});\n'
MODEL = HEAD + "".join(f'const queue{at} = new aws.sqs.Queue("queue-{at}", {{}});\n' for at in range(8))
QUEUES = "".join(f'const own{at} = new aws.sqs.Queue("own-{at}", {{}});\n' for at in range(3))


def read(side: Side, files: dict[str, str]) -> Document:
    text = "".join(f"## {name}\n\n```ts\n{code}```\n\n" for name, code in files.items())
    return extract_response(TextFile("R.md", text), PULUMI, side)


@pytest.mark.parametrize(
    ("files", "excerpt"),
    [
        ({"lib/farm.ts": HEAD + IMPORTS + MADE}, True),
        ({"lib/farm.ts": HEAD + IMPORTS + MADE, "test/farm.unit.test.ts": TESTS}, True),
        ({"lib/farm.ts": HEAD + IMPORTS + MADE, **CLASSES}, False),
        ({"lib/farm.ts": HEAD + IMPORTS + MADE, "lib/all.ts": "".join(CLASSES.values())}, False),
        ({"lib/farm.ts": HEAD + IMPORTS + MADE + QUEUES}, False),
        ({"lib/farm.ts": HEAD + QUEUES, "test/farm.unit.test.ts": TESTS}, False),
    ],
)
def test_a_program_whose_modules_are_not_shown_is_an_excerpt(files: dict[str, str], excerpt: bool) -> None:
    """What the model's response declares may stand in them; a test shows none, and imports its own."""
    ideal = find_excerpts(read("ideal", files), read("model", {"lib/farm.ts": MODEL}), None, PULUMI)
    assert ideal.fragmentary is excerpt
    if excerpt:
        assert "modules that it calls (./farm/fields, ./farm/barns, ./farm/mills)" in ideal.notifications[-1].message


@pytest.mark.parametrize(("call", "lent"), [("    this.makeMill();\n", ["mill", "hay"]), ("", ["hay"])])
def test_a_method_that_is_called_and_not_shown_is_there(call: str, lent: list[str]) -> None:
    """It declares what it does in the model's response; a method that nothing calls any more is gone."""
    mill = '  makeMill() {\n    new aws.sqs.Queue("mill", {});\n  }\n'
    begin = "export class Farm extends pulumi.ComponentResource {\n  constructor() {\n"
    rest = '  makeHay() {\n    new aws.sqs.Queue("hay", {});\n  }\n}\n'
    model = read("model", {"lib/farm.ts": f"{HEAD}{begin}    this.makeMill();\n  }}\n{mill}{rest}"})
    ideal = lend_methods(read("ideal", {"lib/farm.ts": f"{HEAD}{begin}{call}  }}\n{rest}"}), model)
    assert {element.name for element in ideal.elements if element.kind == "resource"} == set(lent)
    assert any("makeMill" in note.message for note in ideal.notifications) is bool(call)

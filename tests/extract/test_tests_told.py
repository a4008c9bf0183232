"""Blocks without a name that only test."""

from __future__ import annotations

import pytest

from reviewer.extract import extract_response
from reviewer.model import Document, Metadata, TextFile

STACK = 'const stack = new MeterStack(app, "Probe");\n'
CASE = 'it("has one", () => { expect(stack).toBeDefined(); });\n'
TS = f'import {{ MeterStack }} from "../lib/meters";\n\ndescribe("meters", () => {{\n{STACK}{CASE}}});\n'
PY = "import meters\n\n\ndef test_meters():\n    assert meters.COUNT == 1\n"
GO = 'package meters\n\nimport "testing"\n\nfunc TestMeters(t *testing.T) {\n\tt.Log(1)\n}\n'
PROGRAM = 'import { Stack } from "aws-cdk-lib";\n\nexport class MeterStack extends Stack {}\n'


def read(code: str, language: str, before: str = "Check it:") -> Document:
    metadata = Metadata(platform="cdk", language=language)
    return extract_response(TextFile("R.md", f"# T\n\n{before}\n\n```{language}\n{code}```\n"), metadata, "ideal")


@pytest.mark.parametrize(("code", "language"), [(TS, "ts"), (PY, "py"), (GO, "go")])
def test_they_lie_where_tests_lie(code: str, language: str) -> None:
    assert {each.file for each in read(code, language).elements} == {f"tests/tests.{language}"}


@pytest.mark.parametrize(
    ("code", "language", "before"),
    [
        pytest.param(PROGRAM + TS, "ts", "Check it:", id="the program stands beside them"),
        pytest.param(TS.replace("it(", "run(").replace("describe(", "run("), "ts", "Check it:", id="no case"),
        pytest.param(TS, "ts", "### checks/meters.ts", id="they have a name"),
    ],
)
def test_other_code_stays_where_it_is(code: str, language: str, before: str) -> None:
    assert not any(each.file.startswith("tests/") for each in read(code, language, before).elements)

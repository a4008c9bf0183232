"""What the texts of fixes say of each side: what came is there on the right, and equal texts are no change."""

from __future__ import annotations

from pathlib import Path

from reviewer import review_task
from reviewer.model import Fix
from reviewer.rubric.words import add_subject, render_words
from tests.rubrics import shipped

RUBRIC = shipped()


def fixes(folder: Path, platform: str, language: str, model: str, ideal: str) -> dict[str, Fix]:
    """Reviews a task of two programs and gives the fixes by their rules."""
    (folder / "lib").mkdir()
    (folder / "metadata.json").write_text(f'{{"platform": "{platform}", "language": "{language}"}}')
    for side, code in (("MODEL", model), ("IDEAL", ideal)):
        (folder / f"lib/{side}_RESPONSE.md").write_text(f"```{language}\n{code}```\n")
    return {fix.rule: fix for fix in review_task(str(folder), RUBRIC).fixes}


START = 'import pulumi\nimport pulumi_aws as aws\n\nbarn = aws.s3.Bucket("barn")\n'


def test_code_that_came_is_there_on_the_right() -> None:
    """Beside an import that went, say: no value stands on either side to be told."""
    (rule,) = (rule for rule in RUBRIC.rules if rule.id == "program-code")
    facts = {"left": "One", "right": "Other", "before": None, "after": None, "removed": ["x"], "changed": [], "n": 3}
    for added, told in ((["Barn"], "has it"), (["Barn", "Gate"], "has them"), ([], "does without")):
        text = render_words(rule.words.fix, facts | {"added": added}, RUBRIC)
        assert text == f"Other {told} (3 statements or values differ)"


def test_tests_that_came_are_there_on_the_right(tmp_path: Path):
    model = START + "\n\ndef test_barn():\n    pass\n"
    ideal = model + "\n\ndef test_gate():\n    assert barn\n"
    assert fixes(tmp_path, "pulumi", "py", model, ideal)["tests-changed"].fix == "IDEAL_RESPONSE has it"


def test_versions_that_read_alike_are_not_told_as_a_change_from_one_to_the_other(tmp_path: Path):
    code = """import * as cdk from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';

export class Shop extends cdk.Stack {{
  constructor(scope: any, id: string, props: any) {{
    super(scope, id);
    const usedVersion = props.usedVersion;
    new rds.DatabaseInstance(this, 'Orders', {{
      engine: rds.DatabaseInstanceEngine.postgres({{ version: {} }}),
    }});
  }}
}}
"""
    versions = "rds.PostgresEngineVersion.of(usedVersion, usedVersion)", "usedVersion"
    model, ideal = map(code.format, versions)
    assert fixes(tmp_path, "cdk", "ts", model, ideal)["engine-version"].title == "Engine version of `Orders` changed"


def test_the_variable_of_a_loop_is_no_name_of_a_tag() -> None:
    (rule,) = (rule for rule in RUBRIC.rules if rule.id == "stack-tags")
    facts = {"left": "One", "right": "Other", "before": None, "after": "value", "verb": "added", "n": 1}
    for elements, told in (
        (["key"], "Tags of a map, set in a loop, added"),
        (["Owner"], "Tag `Owner` added"),
        (["key", "Owner"], "Tags `Owner`, and those of a map, added"),
    ):
        facts |= {"elements": elements, "element": elements[0], "types": []}
        assert render_words(rule.words.title, add_subject(rule.words, facts, RUBRIC), RUBRIC) == told
        assert "`key`" not in render_words(rule.words.fix, facts, RUBRIC)

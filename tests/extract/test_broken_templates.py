"""Templates whose fences or whose heads are broken."""

from __future__ import annotations

from reviewer.model import Metadata
from tests.extract.test_responses import PATHS, paths, read

HEADLESS = """# Template

- **Region**:
  - Default: eu-west-1
    "Size": {
      "Type": "Number"
    },
    "Owner": {
      "Type": "String",
      "Default": "ops"
    }
  },

  "Resources": {
    "Store": {
      "Type": "AWS::S3::Bucket"
    }
  },
  "Outputs": {
    "Name": { "Value": { "Ref": "Store" } }
  }
}
"""


def test_a_json_template_whose_head_became_prose_is_read_from_its_first_whole_part_on() -> None:
    document = read(HEADLESS, Metadata(platform="cfn", language="json"))
    assert paths(document) == [
        ("Parameters", "Size"),
        ("Parameters", "Owner"),
        ("Resources", "Store"),
        ("Outputs", "Name"),
    ]
    assert [element.span.start for element in document.elements] == [5, 8, 15, 20]
    assert "}" not in [passage.text.strip() for passage in document.passages]


def test_of_a_broken_head_only_whole_entries_count() -> None:
    """Without an entry in full in front of it the first section is where the template begins."""
    text = HEADLESS.replace('    "Size": {\n', "").replace('    "Owner": {\n', "")
    assert paths(read(text, Metadata(platform="cfn", language="json"))) == [("Resources", "Store"), ("Outputs", "Name")]


def test_a_json_block_that_nothing_closes_ends_where_the_answer_goes_on_with_a_heading() -> None:
    block = '```json\n"Outputs": {\n  "Name": {"Value": {"Ref": "Store"}},\n  "Arn": {"Value": {"Ref": "Sto\n'
    document = read(f"{block}### Answer\n---\n\n```\n", Metadata(platform="cfn", language="json"))
    assert paths(document) == [("Outputs", "Name"), ("Outputs", "Arn")]
    assert "Answer" in [passage.text for passage in document.passages]


def test_a_comment_in_a_json_block_ends_nothing() -> None:
    block = '```json\n{"Resources": {\n## the store\n"Store": {"Type": "AWS::S3::Bucket"}}}\n```\n'
    assert paths(read(block, Metadata(platform="cfn", language="json"))) == PATHS


def test_a_copy_that_lacks_an_entry_is_a_copy_still() -> None:
    """Values are held against those at the same place, so that one entry more shifts none of the others."""
    table = "  Table{0}:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      TableName: t{0}\n"
    tables = "".join(map(table.format, range(9)))
    extra = "Parameters:\n  Name:\n    Type: String\n"
    text = f"## TapStack.yml\n\n```yaml\nResources:\n{tables}```\n"
    text += f"\n## copy.yml\n\n```yaml\n{extra}Resources:\n{tables}```\n"
    assert paths(read(text)) == [("Resources", f"Table{n}") for n in range(9)]

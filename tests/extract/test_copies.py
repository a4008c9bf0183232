"""Copies of other documents in an answer: what stands in them is not the answer's code."""

from __future__ import annotations

import pytest

from reviewer.extract import extract_response
from reviewer.model import Metadata, Side, TextFile
from tests.extract.answers import BUCKET, CFN, FENCED, PATHS, paths, read


def test_an_example_of_a_file_is_another_file() -> None:
    values = 'zone = "{}"\n'
    text = "".join(
        f"### File: {name}\n\n```hcl\n# Values for terraform.tfvars\n{values.format(name)}```\n\n"
        for name in ("terraform.tfvars", "terraform.tfvars.example", "lib/backend.tf.sample")
    )
    document = read(text, Metadata(platform="tf", language="hcl"))
    assert [block.name for block in document.blocks] == [
        "terraform.tfvars",
        "terraform.tfvars.example",
        "lib/backend.tf.sample",
    ]
    assert {block.language for block in document.blocks} == {"hcl"}


def test_the_end_of_a_sentence_is_no_end_of_a_name() -> None:
    document = read(f"The queue stands in lib/a.yaml. Example:\n\n```yaml\n{BUCKET}```\n")
    assert document.blocks[0].name == "lib/a.yaml"


def copied(name: str, code: str = FENCED.replace("Store", "Old"), mark: str = "```") -> str:
    """A copy of another document in a response, its code in fences of its own."""
    inside = f"# Its title\n\n## File: lib/TapStack.yml\n\n{code}\nMore of it.\n"
    return f"### `lib/{name}`\n\n{mark}markdown\n{inside}{mark}\n\n"


OWN = f"# T\n\n### `lib/TapStack.yml`\n\n```yaml\n{BUCKET}```\n\n"


@pytest.mark.parametrize("mark", ["```", "````"])
@pytest.mark.parametrize("name", ["PROMPT.md", "MODEL_RESPONSE.md", "MODEL_FAILURES.md"])
def test_code_in_a_copy_of_another_document_is_not_the_ideals(name: str, mark: str) -> None:
    document = extract_response(TextFile("IDEAL_RESPONSE.md", OWN + copied(name, mark=mark)), CFN, "ideal")
    assert paths(document) == PATHS
    message = f"{name} is copied here, its code doesn't count (blocks: 1)"
    assert [note.line for note in document.notifications if note.message == message] == [15]


OLD = FENCED.replace("Store", "Old")


@pytest.mark.parametrize("name", ["PROMPT.md", "MODEL_RESPONSE.md", "MODEL_FAILURES.md"])
def test_code_in_a_section_that_is_another_document_is_not_the_ideals(name: str) -> None:
    text = (
        f"# {name}\n\n# Its title\n\n## File: lib/TapStack.yml\n\n{OLD}\n# lib/TapStack.yml\n\n```yaml\n{BUCKET}```\n"
    )
    document = extract_response(TextFile("IDEAL_RESPONSE.md", text), CFN, "ideal")
    assert paths(document) == PATHS
    assert [note.line for note in document.notifications if "is copied here" in note.message] == [1]


@pytest.mark.parametrize("heading", ["# MODEL_RESPONSE.md", "# What MODEL_RESPONSE.md has", "# IDEAL_RESPONSE.md"])
def test_a_heading_makes_no_copy_of_all_that_an_answer_has(heading: str) -> None:
    document = extract_response(TextFile("R.md", f"{heading}\n\n{FENCED}"), CFN, "ideal")
    assert paths(document) == PATHS


@pytest.mark.parametrize("side", ["model", "ideal"])
def test_samples_in_a_readme_are_not_the_answers_code(side: Side) -> None:
    """A README shows how to use the code beside it: its samples neither stand beside the files nor replace them."""
    sample = BUCKET.replace("store", "my-own-name")
    readme = f"# Store\n\n## Usage\n\nIn `lib/TapStack.yml`:\n\n```yaml\n{sample}```\n\nDeploy it.\n"
    text = f"{OWN}## File: lib/README.md\n\n```markdown\n{readme}```\n"
    document = extract_response(TextFile("R.md", text), CFN, side)
    assert [each.value["Properties"]["BucketName"] for each in document.elements] == ["store"]


def test_a_copy_ends_where_the_next_one_begins_and_where_its_fence_closes() -> None:
    text = f"{copied('PROMPT.md')}{copied('MODEL_FAILURES.md')}{OWN}"
    document = extract_response(TextFile("IDEAL_RESPONSE.md", text), CFN, "ideal")
    assert paths(document) == PATHS


def test_a_copy_that_nothing_closes_ends_with_the_next_one() -> None:
    text = OWN + copied("MODEL_RESPONSE.md").removesuffix("```\n\n") + copied("MODEL_FAILURES.md")
    document = extract_response(TextFile("IDEAL_RESPONSE.md", text), CFN, "ideal")
    assert paths(document) == PATHS
    assert sum("is copied here" in note.message for note in document.notifications) == 2


@pytest.mark.parametrize("name", ["IDEAL_RESPONSE.md", "README.md", "lib/TapStack.md"])
def test_a_markdown_block_of_another_name_is_the_answer(name: str) -> None:
    document = extract_response(TextFile("IDEAL_RESPONSE.md", f"# T\n\n{copied(name, FENCED)}"), CFN, "ideal")
    assert paths(document) == PATHS


def test_a_sentence_that_names_a_document_makes_no_copy() -> None:
    text = f"{OWN}The corrected MODEL_RESPONSE.md:\n\n````markdown\n{FENCED.replace('Store', 'Extra')}````\n"
    document = extract_response(TextFile("IDEAL_RESPONSE.md", text), CFN, "ideal")
    assert {path[-1] for path in paths(document)} == {"Store", "Extra"}


def test_where_nothing_stands_beside_a_copy_it_is_the_answer() -> None:
    text = f"# T\n\n{copied('MODEL_RESPONSE.md')}### Usage\n\n```js\nconst a = run();\nconst b = run(a);\n```\n"
    document = extract_response(TextFile("IDEAL_RESPONSE.md", text), CFN, "ideal")
    assert ("Resources", "Old") in paths(document)


def test_a_models_answer_may_name_itself() -> None:
    assert paths(read(f"# T\n\n{copied('MODEL_RESPONSE.md', FENCED)}")) == PATHS

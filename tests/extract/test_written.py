"""What is written for people is no code, whatever its fence says; code is none of it, however many words it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.extract import extract_response
from reviewer.extract.passages import extract_passages
from reviewer.extract.written import is_written
from reviewer.model import Metadata, TextFile

LIST = "# What it can do:\n- Reading of meters (hourly)\n- Alarms with three levels\n- Retries after errors\n"
NAMES = "# Unit tests\n- test_meter_is_read\n- test_alarm_is_raised  # both levels\n- test_retry\n"
SENTENCES = "The meter is read every hour by a function.\nAlarms go to a topic, and people hear of them.\n"
TREE = "project/\n├── app.py\n├── lib/\n│   └── meter_stack.py   # the stack\n└── cdk.json\n"
README = (
    "# Meters\n\nA stack that reads meters for a town.\n\n## Setup\n\n1. Install what it needs\n"
    "pip install -r requirements.txt\nexport STAGE=dev\n- Deploy it with the command line\n"
)
PYTHON = "import os\n\n\ndef handler(event, context):\n    total = (\n        event['a']\n        - event['b']\n    )\n"
DOCSTRING = '"""\nThis package reads the meters of a town.\n\nIt holds the stacks and their constructs.\n"""\n'
HELP = 'pulumi.export("help", """\nWhat to do next:\n1. Build the new image\n2. Run the deployment\n""")\n'
KEYS = "secrets: {\n  USER_NAME: Secret.from(database, 'user'),\n  PASS_WORD: Secret.from(database, 'pass')\n}\n"
METADATA = Metadata(platform="cdk", language="py")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(LIST, "py", id="list of sentences"),
        pytest.param(NAMES, "py", id="list of names, which Python takes for negative numbers"),
        pytest.param(LIST.replace("# ", "// "), "ts", id="list under a comment of TypeScript"),
        pytest.param(LIST, "hcl", id="list labelled HCL"),
        pytest.param(SENTENCES, "go", id="sentences"),
        pytest.param(TREE, "ts", id="tree of files"),
    ],
)
def test_prose_under_a_label_of_code_is_prose(text: str, language: str) -> None:
    assert is_written(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(PYTHON, "py", id="a line that begins with a minus"),
        pytest.param(DOCSTRING, "py", id="a module that is nothing but its docstring"),
        pytest.param(HELP, "py", id="a text in quotes"),
        pytest.param(KEYS, "ts", id="an excerpt that does not parse"),
        pytest.param("# only\n# comments\n", "py", id="comments alone"),
        pytest.param("", "py", id="nothing"),
        pytest.param("- a: 1\n- b: 2\n", "yaml", id="a list of YAML"),
        pytest.param(README, "py", id="half commands, and no name that says what it is"),
    ],
)
def test_code_is_code(text: str, language: str) -> None:
    assert not is_written(text, language)


def test_a_file_that_is_prose_by_its_name_holds_commands_as_well() -> None:
    assert is_written(README, "py", "lib/README.md")
    assert not is_written(PYTHON, "py", "lib/README.md")


def test_prose_is_documentation_with_a_notification_and_no_code_to_compare() -> None:
    document = extract_response(TextFile("R.md", f"# A\n\n```python\n{LIST}```\n"), METADATA, "ideal")
    assert not document.comparable
    assert [passage.kind for passage in document.passages] == ["heading", "block"]
    assert [(note.message, note.line) for note in document.notifications] == [
        ("the block is labelled python and read as prose, which it looks like", 4)
    ]


def test_a_readme_is_documentation_whatever_its_fence_says() -> None:
    text = f"## File: lib/README.md\n\n```python\n{README}```\n\n## File: lib/a.py\n\n```python\n{PYTHON}```\n"
    document = extract_response(TextFile("R.md", text), METADATA, "model")
    assert {element.file for element in document.elements} == {"lib/a.py"}


def test_code_below_the_name_of_a_markdown_file_is_still_code() -> None:
    document = extract_response(TextFile("R.md", f"**IDEAL.md**\n\n```python\n{PYTHON}```\n"), METADATA, "ideal")
    assert [element.path for element in document.elements] == [("import", "os"), ("handler",)]


@given(st.text(max_size=200), st.sampled_from(["py", "ts", "go", "java", "hcl", "yaml", ""]))
def test_any_text_is_told(text: str, language: str) -> None:
    assert is_written(text, language) in (True, False)


ASKED = ["Read every meter once an hour.", "Keep what was read for a year.", "Raise an alarm where a meter is silent."]


@pytest.mark.parametrize(
    "text",
    [
        "```text\nBuild a stack that reads meters.\n\n" + "".join(f"* {line}\n" for line in ASKED) + "```\n",
        "```yaml\nBuild a stack that reads meters.\n\n" + "".join(f"- {line}\n" for line in ASKED) + "```\n",
        "Build a stack that reads meters.\n\n" + "".join(f"    {at}.\t{line}\n" for at, line in enumerate(ASKED, 1)),
        "Build a stack that reads meters.\n\n" + "".join(f"    •\t{line}\n" for line in ASKED),
        "Build a stack that reads meters.\n\n" + "".join(f"    {line}\n\n" for line in ASKED),
    ],
)
def test_a_prompt_is_read_whatever_stands_around_it(text: str) -> None:
    """People paste prompts with an indentation, or in one fence; each line keeps its number."""
    passages = extract_passages(TextFile("PROMPT.md", text))
    assert [passage.text for passage in passages] == ["Build a stack that reads meters.", *ASKED]
    lines = text.split("\n")
    assert all(passage.text in lines[passage.span.start - 1] for passage in passages)


def test_code_in_a_prompt_is_no_requirement() -> None:
    template = "Resources:\n  Meters:\n    Type: AWS::SQS::Queue\n    Properties:\n      FifoQueue: true\n"
    passages = extract_passages(TextFile("PROMPT.md", f"Mend this template.\n\n```yaml\n{template}```\n"))
    assert [passage.text for passage in passages] == ["Mend this template."]

"""Code that an answer leaves out: dots, comments that point elsewhere, files that it only speaks of."""

from __future__ import annotations

import pytest

from reviewer.model import Metadata
from tests.extract.answers import BUCKET, read


def test_an_answer_that_leaves_code_out_is_fragmentary() -> None:
    document = read(f"```yaml\n{BUCKET}  # ... rest of the resources remain the same\n```\n")
    assert document.fragmentary
    assert not document.blocks[0].complete


def test_a_file_that_is_only_spoken_of_loses_nothing() -> None:
    """An answer that says "see lib/x" shows nothing of that file, and takes nothing away from it."""
    text = f"# T\n\n## lib/main.yaml\n\n### The bucket\n\n```yaml\n# lib/main.yaml\n{BUCKET}```\n\n"
    document = read(f"{text}## lib/alarms.yaml\n\nAs before.\n\n## lib/none.yaml\n")
    assert document.excerpts == {"lib/alarms.yaml"}
    assert [(note.level, note.line) for note in document.notifications] == [("warning", 16)]
    assert document.shows_part("alarms.yaml")
    assert not document.shows_part("lib/main.yaml")


def test_a_heading_that_sends_the_reader_elsewhere_shows_nothing_of_its_file() -> None:
    fixes = f"### Fix 1\n\n```yaml\n{BUCKET}```\n"
    document = read(f"# T\n\n## File: lib/main.yaml\n\nSee current implementation in lib/main.yaml, and:\n\n{fixes}")
    assert document.excerpts == {"lib/main.yaml"}


def test_a_block_that_shows_key_sections_is_an_excerpt_of_its_file() -> None:
    document = read(f"# T\n\n## lib/main.yaml\n\nKey sections:\n\n```yaml\n# lib/main.yaml\n{BUCKET}```\n")
    assert document.excerpts == {"lib/main.yaml"}


PROGRAM = "import pulumi\n\n\ndef store(name: str) -> Bucket:\n    return Bucket(name, acl='private')\n"


PULUMI = Metadata(platform="pulumi", language="py")


@pytest.mark.parametrize(
    ("label", "code"),
    [
        pytest.param("python", "Bucket('logs', acl='private', ...)\n", id="the rest of the arguments"),
        pytest.param("python", "self.logs = Bucket(...)\n", id="all arguments"),
        pytest.param("python", "def store(name: str) -> Bucket: ...\n", id="a body"),
        pytest.param(
            "python", "def store(name: str,\n          acl: str = None):  # new\n", id="a head without a body"
        ),
        pytest.param("python", "Bucket(\n    'logs',\n),\n", id="an item of a list"),
        pytest.param("ts", "new aws.s3.Bucket('logs', { tags: { ... } });\n", id="the members of an object"),
        pytest.param("ts", "new aws.s3.Bucket('logs');\n// Additional buckets omitted for brevity...\n", id="brevity"),
        pytest.param("ts", "export class Logs extends pulumi.ComponentResource { ... }\n", id="a class"),
        pytest.param("go", "bucket := s3.NewBucket(ctx, …)\n", id="one character"),
    ],
)
def test_dots_in_place_of_code_make_an_excerpt(label: str, code: str) -> None:
    document = read(f"# T\n\n```{label}\n{code}```\n", PULUMI)
    assert document.fragmentary


@pytest.mark.parametrize(
    ("label", "code"),
    [
        pytest.param("python", PROGRAM, id="a program"),
        pytest.param("python", f"{PROGRAM}name = 'logs, ('\n", id="a text at the end"),
        pytest.param("python", f"{PROGRAM}# =====\n", id="a comment at the end"),
        pytest.param("python", f"{PROGRAM}print('Waiting (...)')\n", id="a text"),
        pytest.param("python", f"{PROGRAM}items: tuple[int, ...] = ()  # and so on (...)\n", id="a type"),
        pytest.param("python", "class Store(Protocol):\n    def name(self) -> str: ...\n", id="an interface"),
        pytest.param(
            "python", "from pydantic import Field\n\nname = Field(..., max_length=3)\n", id="a required field"
        ),
        pytest.param("ts", "const all = join(a, ...rest);\nconst one = { ...base, b };\n", id="a spread"),
    ],
)
def test_dots_of_the_language_make_none(label: str, code: str) -> None:
    assert not read(f"# T\n\n```{label}\n{code}```\n", PULUMI).fragmentary


def test_a_manifest_beside_pieces_of_code_makes_no_whole_answer() -> None:
    manifest = 'pulumi = "~=3.0"\nboto3 = "*"\npytest = "*"\n'
    document = read(f"```python\nBucket('logs', ...)\n```\n\n```python\n# Pipfile\n{manifest}```\n", PULUMI)
    assert document.fragmentary
    assert [element.kind for element in document.elements if element.file == "Pipfile"] == ["setting"] * 3


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("# [The queues stay the same as in MODEL_RESPONSE]", True),
        ("# [The second queue follows same pattern]", True),
        ("# The other checks would follow the same pattern", False),
    ],
)
def test_a_comment_that_points_elsewhere_stands_for_code(line: str, part: bool) -> None:
    document = read(f"# T\n\n```yaml\n{BUCKET}{line}\n```\n")
    assert document.fragmentary is part


def test_code_without_a_fence_tells_where_it_leaves_code_out() -> None:
    document = read(BUCKET + "\n  # Queues and topics omitted for brevity\n")
    assert [block.gaps for block in document.blocks] == [(7,)]


def test_code_that_is_left_out_is_told() -> None:
    """Nobody would know otherwise that a file was not compared as a whole."""
    document = read(f"# T\n\n```yaml\n{BUCKET}  # [The rest of the queues remains the same]\n```\n")
    assert [(each.line, each.message) for each in document.notifications] == [
        (document.blocks[0].gaps[0], "code is left out or cut off here, so what it would hold can't be compared")
    ]
    assert not read(f"# T\n\n```yaml\n{BUCKET}```\n").notifications

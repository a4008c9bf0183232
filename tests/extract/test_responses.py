"""What of a response is its code, which of two versions counts, and what is prose; shapes are in test_shapes."""

from __future__ import annotations

from textwrap import dedent

import pytest

from reviewer.extract import extract_deployed, extract_response
from reviewer.model import Document, Metadata, Side, TextFile

CFN = Metadata(platform="cfn", language="yaml")
BUCKET = "Resources:\n  Store:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: store\n"
PATHS = [("Resources", "Store")]
CDK = Metadata(platform="cdk", language="ts")


def read(text: str, metadata: Metadata = CFN) -> Document:
    return extract_response(TextFile("lib/MODEL_RESPONSE.md", text), metadata, "model")


def paths(document: Document) -> list[tuple[str | int, ...]]:
    return [element.path for element in document.elements]


FENCED = f"# T\n\n```yaml\n{BUCKET}```\n"


def test_a_template_that_cannot_be_parsed_is_compared_by_line() -> None:
    document = read("### a.json\n\n```json\n{nothing here, AWS::S3::Bucket}}\n```\n\nMore prose.\n")
    assert [element.kind for element in document.elements] == ["file"]
    assert [note.line for note in document.notifications] == [4]
    assert [passage.text for passage in document.passages] == ["a.json", "More prose."]


def test_one_unreadable_resource_costs_only_itself() -> None:
    text = f"```yaml\n{BUCKET}  Bad:\n    Type: AWS::SNS::Topic\n   X: [\n  Good:\n    Type: AWS::SQS::Queue\n```\n"
    document = read(text)
    assert [(element.path[-1], element.kind) for element in document.elements] == [
        ("Store", "resource"),
        ("Bad", "file"),
        ("Good", "resource"),
    ]
    bad = document.elements[1]
    assert (bad.span.start, bad.span.end) == (7, 9)
    assert any(note.line in range(7, 11) for note in document.notifications)


def test_commands_trees_and_sample_output_are_passages() -> None:
    text = f'```yaml\n{BUCKET}```\n\n```bash\naws s3 ls\n```\n\n```\nlib/\n  a\n```\n\n```json\n{{"ok": true}}\n```\n'
    document = read(text)
    assert paths(document) == PATHS
    assert [passage.kind for passage in document.passages] == ["block", "block", "block"]


def test_the_last_complete_version_of_a_file_counts() -> None:
    first, last = BUCKET.replace("store", "old"), BUCKET
    document = read(f"### a.yml\n\n```yaml\n{first}```\n\n### a.yml\n\n```yaml\n{last}```\n")
    assert [element.value["Properties"]["BucketName"] for element in document.elements] == ["store"]
    assert [note.level for note in document.notifications] == ["info"]


def test_two_files_with_one_address_are_told_apart_by_their_names() -> None:
    other = BUCKET.replace("store", "else")
    document = read(f"### a.yml\n\n```yaml\n{BUCKET}```\n\n### b.yml\n\n```yaml\n{other}```\n")
    assert paths(document) == [("a.yml", "Resources", "Store"), ("b.yml", "Resources", "Store")]


def test_of_one_template_in_two_formats_that_in_metadatas_language_counts() -> None:
    two = "Resources:\n  Store:\n    Type: AWS::S3::Bucket\n  Log:\n    Type: AWS::S3::Bucket\n"
    json = '{"Resources": {"Store": {"Type": "AWS::S3::Bucket"}, "Log": {"Type": "AWS::S3::Bucket"}}}\n'
    document = read(f"```json\n{json}```\n\n```yaml\n{two}```\n")
    assert [block.language for block in document.blocks] == ["yaml"]
    assert len(document.notifications) == 1


def test_what_declares_resources_is_the_platform_however_much_code_stands_beside_it() -> None:
    stack = """from aws_cdk import Stack, aws_sqs as sqs

class App(Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        sqs.Queue(self, "Work")
"""
    handler = "import boto3\n\n" + "".join(f"def step_{n}():\n    boto3.client('sqs')\n\n" for n in range(9))
    text = f"### app.py\n\n```python\n{stack}```\n\n### handler.py\n\n```python\n{handler}```\n"
    assert read(text, Metadata(platform="cdk", language="py")).platform == "cdk"


def test_pieces_without_imports_leave_the_platform_open() -> None:
    """The code of a function beside them only calls a library."""
    text = (
        '```python\nqueue = sqs.Queue(\n    self, "Queue",\n    fifo=True,\n)\n```\n\n```python\nimport boto3\n\n\n'
        'def handler(event, context):\n    return boto3.client("sqs").list_queues()\n```\n'
    )
    document = read(text, Metadata(platform="cdk", language="py"))
    assert "resource" in {element.kind for element in document.elements}
    assert document.platform is None


def test_prose_alone_is_not_comparable() -> None:
    document = read("# Answer\n\nI would create a bucket.\n\n- private\n- encrypted\n")
    assert not document.comparable
    assert [passage.kind for passage in document.passages] == ["heading", "paragraph", "item", "item"]


def test_several_blocks_of_resources_without_their_template_are_an_excerpt() -> None:
    bare = "```yaml\nStore:\n  Type: AWS::S3::Bucket\n```\n"
    other = bare.replace("Store", "Archive")
    assert read(f"# T\n\n## First\n\n{bare}\n## Second\n\n{other}").fragmentary
    assert not read(f"# T\n\n{bare}").fragmentary
    assert not read(
        f"{FENCED}\n## Second\n\n```yaml\nResources:\n  Archive:\n    Type: AWS::S3::Bucket\n```\n"
    ).fragmentary


def test_an_answer_that_leaves_code_out_is_fragmentary() -> None:
    document = read(f"```yaml\n{BUCKET}  # ... rest of the resources remain the same\n```\n")
    assert document.fragmentary
    assert not document.blocks[0].complete


def test_passages_know_their_headings_and_lines() -> None:
    document = read("# A\n\ntext\n\n## B\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n# C\n\nend\n")
    rows = [(passage.kind, passage.section, passage.text, passage.span.start) for passage in document.passages]
    assert rows == [
        ("heading", (), "A", 1),
        ("paragraph", ("A",), "text", 3),
        ("heading", ("A",), "B", 5),
        ("row", ("A", "B"), "x | y", 7),
        ("row", ("A", "B"), "1 | 2", 9),
        ("heading", (), "C", 11),
        ("paragraph", ("C",), "end", 13),
    ]


def test_comments_of_the_code_are_passages() -> None:
    document = read(f"```yaml\n# The store\n# of things\n{BUCKET.rstrip()} # name\n```\n")
    comments = [(passage.text, passage.span.start, passage.span.end) for passage in document.passages]
    assert comments == [("The store of things", 2, 3), ("name", 8, 8)]


def test_the_lead_template_is_the_deployed_one_however_unlike() -> None:
    file = TextFile("lib/TapStack.yml", "Resources:\n  Else:\n    Type: AWS::SNS::Topic\n")
    deployed = extract_deployed((file,), CFN, read(FENCED))
    assert deployed is not None
    assert paths(deployed) == [("Resources", "Else")]
    assert deployed.elements[0].span.file == "lib/TapStack.yml"


def test_a_template_of_another_name_is_deployed_where_it_holds_the_responses_elements() -> None:
    files = (TextFile("lib/x.yml", BUCKET), TextFile("lib/y.yml", "Resources:\n  E:\n    Type: AWS::SNS::Topic\n"))
    deployed = extract_deployed(files, CFN, read(FENCED))
    assert deployed is not None
    assert deployed.file == "lib/x.yml"
    assert [note.file for note in deployed.notifications] == ["lib/y.yml"]


def test_what_another_file_of_the_answer_holds_is_not_gone_from_the_deployed_one() -> None:
    other = BUCKET.replace("Store", "Archive")
    ideal = read(f"# T\n\n## lib/second.yml\n\n```yaml\n{BUCKET}```\n")
    files = (TextFile("lib/TapStack.yml", other), TextFile("lib/second.yml", BUCKET), TextFile("lib/z.yml", BUCKET))
    deployed = extract_deployed(files, CFN, ideal, ideal)
    assert deployed is not None
    assert deployed.shows_part("lib/second.yml")
    assert not deployed.shows_part("lib/z.yml")
    assert ["another template" in note.message for note in deployed.notifications] == [True, False]


def test_without_a_likely_template_nothing_is_deployed() -> None:
    assert extract_deployed((TextFile("lib/y.yml", BUCKET),), CFN, read("# Only prose\n")) is None


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


def test_a_block_that_nothing_closes_ends_where_its_brackets_stay_open() -> None:
    code = "import pulumi\nstore = pulumi.all(\n    [a,\n     b"
    document = read(f"# T\n\n```python\n{code}\n", Metadata(platform="pulumi", language="py"))
    assert not document.blocks[0].complete


def test_of_two_whole_templates_without_a_name_the_later_one_counts() -> None:
    """Who thinks aloud writes a template, and then the answer, with much of what was there already."""
    rows = "".join(f"  Row{at}:\n    Type: AWS::SQS::Queue\n" for at in range(4))
    head, topic = "```yaml\nAWSTemplateFormatVersion: '2010-09-09'\nResources:\n", "    Type: AWS::SNS::Topic\n```\n\n"
    first, last, other = (f"{head}{rows}  {name}:\n{topic}" for name in ("Rye", "Oats", "Barley"))
    apart = f"{head}  Mill:\n{topic}"
    document = read(first + last + other + apart)
    names = {element.name for element in document.elements if element.kind == "resource"}
    assert {"Barley", "Mill", "Row0"} <= names
    assert not {"Rye", "Oats"} & names


def test_a_draft_without_a_name_gives_way_to_the_file_that_has_one() -> None:
    """Answers that think aloud write a file several times, and name the last one only."""
    rows = "".join(f"  {name}:\n    Type: AWS::SQS::Queue\n" for name in ("Hay", "Oats", "Barley"))
    draft = rows.replace("Barley", "Rye")
    other = rows.replace("Hay", "Coal").replace("Oats", "Wood")
    text = f"```yaml\nResources:\n{draft}```\n\n```yaml\nResources:\n{other}```\n\n"
    document = read(f"# T\n\n{text}## lib/TapStack.yml\n\n```yaml\nResources:\n{rows}```\n")
    assert [block.span.start for block in document.blocks] == [14, 26]
    assert document.notifications[0].message.startswith("yaml block is a draft of")


@pytest.mark.parametrize(("other", "lines"), [("Barley", [12]), ("Rye", [3, 12])])
def test_a_program_that_is_given_again_gives_way_to_the_later_one(other: str, lines: list[int]) -> None:
    names = ("Hay", "Oats", "Wheat", "Maize")
    first, again = (
        "import pulumi_aws as aws\n" + "".join(f"{each.lower()} = aws.sqs.Queue('{each}')\n" for each in (*names, last))
        for last in ("Barley", other)
    )
    # with two queues of five another, they are two programs that have something in common
    again = again.replace("'Hay'", "'Hay'" if other == "Barley" else "'Straw'")
    document = read(
        f"# T\n\n```python\n{first}```\n\n```python\n{again}```\n", Metadata(platform="pulumi", language="py")
    )
    assert [block.span.start - 1 for block in document.blocks] == lines


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


@pytest.mark.parametrize("said", ["**lib/main.yaml** (lines 3-9):", "Line 12 of lib/main.yaml, as it should be:"])
def test_a_block_with_its_place_in_the_file_is_an_excerpt(said: str) -> None:
    document = read(f"# T\n\n{said}\n\n```yaml\n{BUCKET}```\n")
    assert document.excerpts == {"lib/main.yaml"}


def test_a_files_length_makes_no_excerpt() -> None:
    assert not read(f"# T\n\n**lib/main.yaml** (237 lines):\n\n```yaml\n{BUCKET}```\n").excerpts


def test_pieces_of_a_file_that_is_nowhere_whole_all_count() -> None:
    """Two pieces that show the same part are two versions of it, of which the first counts."""
    piece = "**lib/main.yaml** (lines 1-9):\n\n```yaml\n{}```\n\n"
    other = BUCKET.replace("Store", "Archive")
    document = read("# T\n\n" + "".join(map(piece.format, (BUCKET, other, BUCKET.replace("store", "old")))))
    assert {path[-1] for path in paths(document)} == {"Store", "Archive"}
    assert document.elements[0].value["Properties"]["BucketName"] == "store"


def test_pieces_beside_the_whole_file_do_not_count() -> None:
    piece = f"**lib/main.yaml** (lines 1-9):\n\n```yaml\n{BUCKET.replace('Store', 'Archive')}```\n\n"
    assert paths(read(f"# T\n\n{piece}## lib/main.yaml\n\n```yaml\n{BUCKET}```\n")) == PATHS


def under(**blocks: str) -> Document:
    """Blocks of one name, each below a heading of its own."""
    parts = (f"## {heading}\n\n### a.yml\n\n```yaml\n{code}```\n\n" for heading, code in blocks.items())
    return read("# T\n\n" + "".join(parts))


def test_blocks_of_one_name_that_share_nothing_are_two_files() -> None:
    archive = BUCKET.replace("Store", "Archive")
    document = under(Store=BUCKET, Archive=archive)
    assert {path[-1] for path in paths(document)} == {"Store", "Archive"}
    assert not document.notifications


def test_of_the_parts_of_a_file_the_last_version_counts() -> None:
    archive = BUCKET.replace("Store", "Archive")
    document = under(Draft=BUCKET.replace("store", "old"), Store=BUCKET, Archive=archive)
    assert {element.name: element.value["Properties"]["BucketName"] for element in document.elements} == {
        "Store": "store",
        "Archive": "store",
    }


@pytest.mark.parametrize("usage_first", [False, True])
def test_an_example_of_usage_gives_way_to_the_file_of_its_name(usage_first: bool) -> None:
    archive = BUCKET.replace("Store", "Archive")
    document = under(Usage=archive, Store=BUCKET) if usage_first else under(Store=BUCKET, Usage=archive)
    assert paths(document) == PATHS
    assert ["is an example beside" in note.message for note in document.notifications] == [True]


@pytest.mark.parametrize(
    ("heading", "counts"),
    [
        pytest.param("Naming convention", False, id="an example in the prose"),
        pytest.param("Critical patterns\n\n### 5. Destroyability", False, id="one of several examples"),
        pytest.param("Known problems\n\n### 2. A name that is taken", False, id="what is wrong with the answer"),
        pytest.param("The archive", True, id="a part of the answer"),
    ],
)
def test_an_example_beside_the_named_file_is_no_code_of_its_own(heading: str, counts: bool) -> None:
    queues = "".join(f"  Queue{at}:\n    Type: AWS::SQS::Queue\n" for at in range(6))
    text = f"# T\n\n## lib/TapStack.yml\n\n```yaml\nResources:\n{queues}```\n\n## {heading}\n\n```yaml\n{BUCKET}```\n"
    document = read(text)
    assert (("Resources", "Store") in paths(document)) is counts
    assert any("is an example beside" in note.message for note in document.notifications) is not counts


@pytest.mark.parametrize(
    ("heading", "counts"),
    [
        pytest.param("Additional hardening\n\n### 1. An archive", False, id="advice"),
        pytest.param("The archive", True, id="a part of the answer"),
    ],
)
def test_bare_resources_that_a_response_advises_are_not_in_its_whole_template(heading: str, counts: bool) -> None:
    queues = "".join(f"  Queue{at}:\n    Type: AWS::SQS::Queue\n" for at in range(6))
    whole = f"AWSTemplateFormatVersion: '2010-09-09'\nResources:\n{queues}"
    advice = dedent(BUCKET.split("\n", 1)[1])
    document = read(f"# T\n\n```yaml\n{whole}```\n\n## {heading}\n\n```yaml\n{advice}```\n")
    assert (("Resources", "Store") in paths(document)) is counts
    assert any("is advice beside" in note.message for note in document.notifications) is not counts


def test_a_template_of_one_resource_in_two_formats_counts_once() -> None:
    other = '{"Resources": {"Store": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "store"}}}}\n'
    document = read(f"# T\n\n## a.json\n\n```json\n{other}```\n\n## a.yml\n\n```yaml\n{BUCKET}```\n")
    assert paths(document) == PATHS
    document = read(f"# T\n\n## b.json\n\n```json\n{other}```\n\n## a.yml\n\n```yaml\n{BUCKET}```\n")
    assert len(document.elements) == 2


def test_a_template_that_is_begun_again_does_not_stand_beside_its_pieces() -> None:
    pieces = [
        "Parameters:\n  Stage:\n    Type: String\n\nResources:\n",
        BUCKET + "  Jobs:\n    Type: AWS::SQS::Queue\n",
    ]
    again = "Parameters:\n  Stage:\n    Type: String\n\n" + BUCKET
    document = read("# T\n\n" + "\n".join(f"Next:\n\n```yaml\n{each}```\n" for each in (*pieces, again)))
    # the empty heading of the first piece is no setting of its own
    assert paths(document) == [("Parameters", "Stage"), ("Resources", "Store"), ("Resources", "Jobs")]
    assert ["begins again" in note.message for note in document.notifications] == [True]


QUEUES = "const a = new sqs.Queue(this, 'A', { fifo: true });\n"


@pytest.mark.parametrize(("wrong", "right"), [("INCORRECT (deprecated):", "CORRECT:"), ("BEFORE", "AFTER")])
def test_what_is_shown_to_be_wrong_is_none_of_the_answers_code(wrong: str, right: str) -> None:
    """Of a pair of snippets the one that was, or would be, wrong doesn't count; every line keeps its number."""
    other = QUEUES.replace("true", "false")
    for code in (f"// {wrong}\n{other}\n// {right}\n{QUEUES}", f"// {right}\n{QUEUES}\n// {wrong}\n{other}"):
        document = read(f"# T\n\n```ts\n{code}```\n", CDK)
        assert [each.value for each in document.elements if each.kind == "resource"] == [{"fifo": True}]
        assert not document.blocks[0].complete
        assert code.split("\n")[document.elements[0].span.start - 4].startswith("const")


def test_one_such_word_alone_heads_something_else() -> None:
    code = f"// Before\n{QUEUES}"
    assert read(f"# T\n\n```ts\n{code}```\n", CDK).blocks[0].text == code.removesuffix("\n")


@pytest.mark.parametrize(
    ("before", "after", "pair"),
    [
        ("**Changed from**:", "**To**:", True),
        ("### Before", "### After", True),
        ("**Original Code** (from MODEL_RESPONSE):", "**Fixed Code**:", True),
        ("**MODEL_RESPONSE Issue**:", "**IDEAL_RESPONSE Fix**:", True),
        ("Was:", "Now:", True),
        ("### Before the migration", "### After the migration", False),
        ("### Before", "### Tests", False),
    ],
)
def test_of_a_pair_of_blocks_only_what_replaces_the_other_is_code(before: str, after: str, pair: bool) -> None:
    other = QUEUES.replace("'A'", "'B'")
    document = read(f"# T\n\n{before}\n\n```ts\n{other}```\n\n{after}\n\n```ts\n{QUEUES}```\n", CDK)
    shown = [each.name for each in document.elements if each.kind == "resource"]
    assert shown == (["A"] if pair else ["B", "A"])
    assert [block.complete for block in document.blocks] == ([False] if pair else [True, True])


@pytest.mark.parametrize(
    ("name", "label", "code", "languages"),
    [
        (
            "app/handler.py",
            "javascript",
            "import json\n\ndef handler(event, context):\n    return json.dumps(event)",
            ["py"],
        ),
        ("layer/requirements.txt", "python", "boto3\nrequests", []),
        ("app/handler.py", "javascript", "exports.handler = () => 1;", ["js"]),
    ],
)
def test_a_files_name_tells_its_language_where_the_label_is_wrong(
    name: str, label: str, code: str, languages: list[str]
) -> None:
    document = read(f"**{name}**\n```{label}\n{code}\n```")
    assert [block.language for block in document.blocks] == languages


def test_commands_are_no_code_whatever_their_label_says() -> None:
    terraform = Metadata(platform="tf", language="hcl")
    commands = '# Deploy\nterraform apply \\\n  -var="stage=dev"\nterraform output -json\n'
    queue = 'terraform {\n}\n\nresource "aws_sqs_queue" "work" {\n}\n'
    document = read(f"# T\n\n```hcl\n{queue}```\n\n```hcl\n{commands}```\n", terraform)
    assert [block.language for block in document.blocks] == ["hcl"]
    assert [passage.kind for passage in document.passages][-1] == "block"


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


def test_lines_that_stand_in_the_whole_file_are_quoted_before_it() -> None:
    """Also where they declare nothing, and whatever a remark behind them says."""
    lines = "'a': os.name,\n'b': os.sep,\n"
    whole = f"import os\n\nNAMES = {{\n{lines.replace(',', ',  # right', 1)}}}\n"
    text = f"# T\n\n**Right**:\n\n```python\n{lines}```\n\n## All\n\n```python\n{whole}```\n"
    metadata = Metadata(platform="cdk", language="py")
    assert paths(read(text, metadata)) == paths(read(f"# T\n\n```python\n{whole}```\n", metadata))
    other = text.replace("'b': os.sep,\n```", "'c': os.sep,\n```")
    assert paths(read(other, metadata)) != paths(read(text, metadata))


def test_what_stands_only_within_a_resource_declares_nothing_by_itself() -> None:
    whole = '```hcl\nresource "aws_s3_bucket" "store" {\n  force_destroy = true\n}\n```\n'
    inner = '\nKeep it:\n\n```hcl\nlifecycle {\n  prevent_destroy = true\n}\n```\n\n```hcl\nregion = "eu-west-1"\n```\n'
    document = read(whole + inner, Metadata(platform="tf", language="hcl"))
    assert paths(document) == [("aws_s3_bucket", "store")]


def test_a_section_that_only_lists_what_there_is_declares_nothing() -> None:
    document = read(f"# T\n\n```yaml\nResources:\n  - Store: a bucket\n```\n\n```yaml\n{BUCKET}```\n")
    assert paths(document) == PATHS


def test_a_runtime_that_reads_like_a_file_names_no_block() -> None:
    document = read("- **Runtime**: Node.js 22.x\n\n```js\nexports.handler = async () => 1;\n```\n", CDK)
    assert {block.name for block in document.blocks} <= {None}


def test_an_instance_of_a_class_in_another_file_is_a_component() -> None:
    """Classes of one package need no import in Java, so that a class of a library might be meant."""
    text = """### lib/Main.java
```java
package harbour;
import com.hashicorp.cdktf.*;
public class Main extends TerraformStack {
  public Main(Construct scope, String id) { super(scope, id); Quay quay = new Quay(this, "quay", 3); }
}
```
### lib/Quay.java
```java
package harbour;
public class Quay extends Construct {
  public Quay(Construct scope, String id, int berths) { super(scope, id); }
}
```
"""
    document = read(text, Metadata(platform="cdktf", language="java"))
    (quay,) = (each for each in document.elements if each.name == "quay")
    assert (quay.kind, quay.type, quay.path) == ("module", "Quay", ("Quay", "quay", "quay"))

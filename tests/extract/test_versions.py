"""Several blocks of one file: drafts, pieces and examples, of which the last whole version counts."""

from __future__ import annotations

from textwrap import dedent

import pytest

from reviewer.model import Document, Metadata
from tests.extract.answers import BUCKET, CDK, PATHS, paths, read


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


@pytest.mark.parametrize(
    ("headings", "kept"),
    [
        (("### Reasoning Trace", "### Answer"), {"Barley"}),
        (("### Notes", "### Answer"), {"Hay", "Oats", "Barley"}),
        (("### Reasoning Trace", "### Costs"), {"Hay", "Oats", "Barley"}),
    ],
)
def test_what_was_only_thought_of_is_no_part_of_the_answer(headings: tuple[str, str], kept: set[str]) -> None:
    """The pieces share no name with the answer: only the headings tell that they are its drafts."""
    pieces = [
        f"```yaml\nResources:\n  {name}:\n    Type: AWS::SQS::Queue\n```\n\n" for name in ("Hay", "Oats", "Barley")
    ]
    text = f"{headings[0]}\n\n{pieces[0]}Then:\n\n{pieces[1]}{headings[1]}\n\n# Mill\n\n{pieces[2]}"
    assert {element.name for element in read(text).elements if element.kind == "resource"} == kept


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


def test_lines_that_stand_in_the_whole_file_are_quoted_before_it() -> None:
    """Also where they declare nothing, and whatever a remark behind them says."""
    lines = "'a': os.name,\n'b': os.sep,\n"
    whole = f"import os\n\nNAMES = {{\n{lines.replace(',', ',  # right', 1)}}}\n"
    text = f"# T\n\n**Right**:\n\n```python\n{lines}```\n\n## All\n\n```python\n{whole}```\n"
    metadata = Metadata(platform="cdk", language="py")
    assert paths(read(text, metadata)) == paths(read(f"# T\n\n```python\n{whole}```\n", metadata))
    other = text.replace("'b': os.sep,\n```", "'c': os.sep,\n```")
    assert paths(read(other, metadata)) != paths(read(text, metadata))


@pytest.mark.parametrize(("broken", "counts"), [(True, 3), (False, 6)])
def test_a_file_that_is_begun_again_and_breaks_off_gives_way_to_the_whole_one(broken: bool, counts: int) -> None:
    """Nothing of the whole one is missing because the second attempt at it was not finished."""
    rows = "".join(f'resource "aws_sqs_queue" "{name}" {{\n  name = "{name}"\n}}\n' for name in ("hay", "oats", "rye"))
    other = rows.replace('"hay"', '"coal"').replace('"oats"', '"wood"')
    again = rows[: rows.rindex("  name")] if broken else f"{other}{rows.replace('rye', 'bran')}"
    end = "" if broken else "```\n"
    document = read(
        f"# T\n\n```hcl\n{rows}```\n\n## mill.tf\n\n```hcl\n{again}{end}", Metadata(platform="tf", language="hcl")
    )
    assert len(document.elements) == counts
    assert any("breaks off, and is a version of" in note.message for note in document.notifications) is broken


BARNS = "".join(f'    aws.s3.Bucket("barn{at}", bucket=f"barn-{{stage}}")\n' for at in range(12))
FARM = f"""\
import pulumi_aws as aws


def make_barn(stage):
{BARNS}    return stage


def make_mill(stage):
    # the first attempt,
    # which is too quick
    mill = aws.sqs.Queue("mill", delay_seconds=5)
    return mill.id
"""
FIXED = """\
def make_mill(stage):
    mill = aws.sqs.Queue("mill", delay_seconds=9)
    return mill.id
"""


@pytest.mark.parametrize(
    ("later", "delay"),
    [
        (FIXED, 9),
        (FIXED.replace("9", "5"), 5),
        ("def make_mill(stage):\n    return 9\n", 5),
        (FIXED + 'late = aws.sqs.Queue("late", delay_seconds=9)\n', 5),
        (FIXED.replace("make_mill", "make_yard"), 5),
        (FIXED.replace("    return", "    # ... the rest as above\n    return"), 5),
    ],
)
def test_a_function_that_is_given_anew_takes_the_place_of_the_former_one(later: str, delay: int) -> None:
    """What only quotes, outlines or uses the file, or shows a part of a function, takes no place."""
    text = f"# T\n\n## lib/farm.py\n\n```python\n{FARM}```\n\n## The mill\n\n**File**: `lib/farm.py`\n\n"
    text += f"```python\n{later}```\n"
    document = read(text, Metadata(platform="pulumi", language="py"))
    resources = [element for element in document.elements if element.kind == "resource"]
    assert [element.name for element in resources[12:]] == ["mill"]
    assert resources[-1].value["delay_seconds"] == delay
    assert [element.name for element in document.elements if element.kind == "function"] == ["make_barn", "make_mill"]


@pytest.mark.parametrize(
    ("files", "kept"),
    [
        (("barns.py", "mills.py"), ["west", "oats", "bran", "stone"]),
        ((None, "mills.py"), ["hay", "rye", "coal", "wood", "west", "oats", "bran", "stone"]),
        (("barns.py",), ["hay", "rye", "coal", "wood", "west", "oats"]),
    ],
)
def test_a_program_in_pieces_is_a_draft_of_the_one_in_files_behind_it(
    files: tuple[str | None, ...], kept: list[str]
) -> None:
    """Only kinds of resources tell, as each program calls them otherwise; another kind is no draft of what follows."""
    pieces = (
        'import pulumi_aws as aws\n\nhay = aws.s3.Bucket("hay")\nrye = aws.sqs.Queue("rye")\n',
        'coal = aws.sns.Topic("coal")\nwood = aws.kms.Key("wood")\n',
    )
    parts = (
        'import pulumi_aws as aws\n\nwest = aws.s3.Bucket("west")\noats = aws.sqs.Queue("oats")\n',
        'import pulumi_aws as aws\n\nbran = aws.sns.Topic("bran")\nstone = aws.kms.Key("stone")\n',
    )
    text = "".join(f"Then:\n\n```python\n{piece}```\n\n" for piece in pieces)
    for name, part in zip(files, parts, strict=False):
        text += f"## {name or 'Barns'}\n\n```python\n{part}```\n\n"
    document = read(text, Metadata(platform="pulumi", language="py"))
    assert [element.name for element in document.elements if element.kind == "resource"] == kept

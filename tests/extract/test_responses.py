"""What of a response is its code, which of two versions counts, and what is prose; shapes are in test_shapes."""

from __future__ import annotations

import pytest

from reviewer.extract import extract_deployed
from reviewer.model import Metadata, TextFile
from tests.extract.answers import BUCKET, CDK, CFN, FENCED, PATHS, paths, read


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


def test_a_block_that_nothing_closes_ends_where_its_brackets_stay_open() -> None:
    code = "import pulumi\nstore = pulumi.all(\n    [a,\n     b"
    document = read(f"# T\n\n```python\n{code}\n", Metadata(platform="pulumi", language="py"))
    assert not document.blocks[0].complete


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

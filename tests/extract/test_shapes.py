"""One row per shape in which real responses arrive: what is read of it, at which lines, and what is said about it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from reviewer.diff import diff_documents
from reviewer.extract import extract_response
from reviewer.extract.leveling import level_documents
from reviewer.model import Document, Metadata, TextFile
from reviewer.read.text import decode

PATH = "lib/MODEL_RESPONSE.md"
CFN = Metadata(platform="cfn", language="yaml")
YAML = "Resources:\n  Buoys:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: buoys\n"
JSON = """{
  "Resources": {
    "Buoys": {
      "Type": "AWS::SQS::Queue",
      "Properties": {
        "QueueName": "buoys"
      }
    }
  }
}
"""
LONG_JSON = JSON.replace('"buoys"', '"buoys",\n        "DelaySeconds": 5,\n        "VisibilityTimeout": 60')
INDENTED = "".join(f"    {line}\n" for line in YAML.splitlines())
FENCED = f"```yaml\n{YAML}```\n"


class Shape(NamedTuple):
    """A response that holds one queue.

    Attributes:
        text: the response, or its bytes.
        says: what must be notified: a part of the message and the line it speaks of, None for the whole file.
        fragmentary: whether it shows parts of its files only.
    """

    text: str | bytes
    says: tuple[tuple[str, int | None], ...] = ()
    fragmentary: bool = False


SHAPES = {
    # fences
    "nested in a markdown block": Shape(f"````markdown\n# Buoys\n\n{FENCED}````\n"),
    "nested in a markdown block of equal fences": Shape(f"```markdown\n# Buoys\n\n{FENCED}\nDone.\n```\n"),
    "never closed": Shape(f"# Buoys\n\n```yaml\n{YAML}"),
    "labelled fence inside an open block": Shape(
        f"```yaml\n{YAML}\n```bash\naws sqs list-queues\n```\n", (("never closed, it ends before the next one", 1),)
    ),
    "closing fence glued to code": Shape(
        f"```yaml\n{YAML.rstrip()}```\n\nThen:\n\n```bash\nls\n```\n", (("closing fence stands behind", 6),)
    ),
    "fence indented in a list": Shape(f"1. The queue:\n\n    ```yaml\n{INDENTED}    ```\n"),
    "long fence": Shape(f"``````yaml\n{YAML}``````\n"),
    "tildes": Shape(f"~~~yaml\n{YAML}~~~\n"),
    "label before its fence": Shape(f"yaml```\n{YAML}```\n", (("fence stands behind its label", 1),)),
    "no fence, the whole file is code": Shape(YAML, (("code without a fence", 1),)),
    "no fence, the whole file is JSON": Shape(JSON, (("code without a fence", 1),)),
    "no fence, code between prose": Shape(
        f"The queue that you asked for is in this template:\n\n{YAML}\nThat is all there is to it.\n",
        (("code without a fence", 3),),
    ),
    "no fence around one of several files": Shape(
        f"```bash\nls\n```\n\n## File: lib/TapStack.json\n\nAs asked for:\n\n{LONG_JSON}\n## Notes\n\nThat is all.\n",
        (("code without a fence", 9),),
    ),
    "mangled code beside a file in a fence": Shape(
        f"{FENCED}\n## As it was\n\n{LONG_JSON.replace(':', '::')}\n## Notes\n\nThat is all.\n",
    ),
    # labels
    "no label": Shape(f"```\n{YAML}```\n"),
    "wrong label": Shape(f"```hcl\n{YAML}```\n", (("labelled hcl and read as yaml", 2),)),
    "label glued to code": Shape(f"```yam// queue.yml\n{YAML}```\n"),
    "place in an editor for a label": Shape(f"```1:5:/srv/project/lib/TapStack.yml\n{YAML}```\n"),
    "label of prose": Shape(f"```text\n{YAML}```\n"),
    "JSON labelled YAML": Shape(f"```yaml\n{JSON}```\n", (("labelled yaml and read as json", 2),)),
    "YAML labelled JSON": Shape(f"```json\n{YAML}```\n", (("labelled json and read as yaml", 2),)),
    "JSON without its braces": Shape(
        "```json\n" + JSON.strip()[1:-1].strip() + ",\n```\n", (("without braces around them", 2),)
    ),
    "prose labelled as code beside it": Shape(
        f"{FENCED}\n```python\n- reads the meters\n- raises alarms\n```\n", (("labelled python and read as prose", 10),)
    ),
    # bytes
    "CRLF": Shape(FENCED.replace("\n", "\r\n").encode()),
    "byte order mark": Shape(b"\xef\xbb\xbf" + FENCED.encode()),
    "UTF-16": Shape(FENCED.encode("utf-16"), (("UTF-16", None),)),
    "Windows-1252": Shape(f"# Schlüssel\n\n{FENCED}".encode("cp1252"), (("Windows-1252", None),)),
    "NUL bytes": Shape(FENCED.replace("QueueName: ", "QueueName:\0 ").encode(), (("NUL bytes left out", 6),)),
    # code that isn't whole
    "conflict markers": Shape(
        f"```yaml\n<<<<<<< HEAD\n{YAML}=======\n>>>>>>> main\n```\n",
        (("left out", 2), ("left out", 8), ("left out", 9)),
    ),
    "cut off in JSON": Shape(
        "```json\n" + JSON[: JSON.rindex('"buoys"') + 7], (("the JSON ends before", 7),), fragmentary=True
    ),
    "elided with dots": Shape(f"```yaml\n{YAML}  ...\n```\n", (("elision", 7),), fragmentary=True),
    "elided in words": Shape(
        f"```yaml\n{YAML}  # the rest of the resources is unchanged\n```\n", (("left out", 7),), fragmentary=True
    ),
    "elided after dots": Shape(
        f"```yaml\n{YAML}  # ... [additional queues, etc.]\n```\n", (("left out", 7),), fragmentary=True
    ),
    "the same file twice": Shape(
        f"### File: lib/TapStack.yml\n\n{FENCED.replace('buoys', 'old')}\n### File: lib/TapStack.yml\n\n{FENCED}",
        (("is the same file as the one at line 14, which counts", 4),),
    ),
    "the same file twice, the last one cut off": Shape(
        f"### File: lib/TapStack.yml\n\n{FENCED}\n### File: lib/TapStack.yml\n\n```yaml\n{YAML[: YAML.index(' AWS')]}",
        (("is the same file as the one at line 4, which counts", 14),),
    ),
}


def read(shape: Shape) -> tuple[Document, str, list[tuple[str, int | None]]]:
    """Decodes and extracts a response; gives the document, its text and everything said about it."""
    text, notes = decode(shape.text, PATH) if isinstance(shape.text, bytes) else (shape.text, ())
    document = extract_response(TextFile(PATH, text), CFN, "model")
    said = dict.fromkeys((each.message, each.line) for each in (*notes, *document.notifications))
    return document, text, list(said)


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_gives_its_queue_at_its_lines(name: str):
    """Whatever is around it, the queue is read, and its lines are those of the file."""
    document, text, _ = read(SHAPES[name])
    (queue,) = document.elements
    assert (queue.path, queue.value["Properties"]["QueueName"]) == (("Resources", "Buoys"), "buoys")
    lines = text.split("\n")
    assert "Buoys" in lines[queue.span.start - 1]
    place = queue.span_of(("Properties", "QueueName"))
    assert "buoys" in lines[place.start - 1]
    assert document.comparable
    assert document.fragmentary is SHAPES[name].fragmentary


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_that_was_put_right_says_so_with_its_line(name: str):
    """One notification for each thing put right, in order, true to its line; none where nothing was guessed."""
    _, _, found = read(SHAPES[name])
    expected = SHAPES[name].says
    assert len(found) == len(expected), found
    for (message, line), (part, place) in zip(found, expected, strict=True):
        assert part in message
        assert line == place


#: The eight ways to announce a file, some of them in two spellings; ``{}`` is the code.
WAYS = {
    "heading with a word": "### File: lib/queues.yml\n\n```yaml\n{}```\n",
    "heading with a path": "## `lib/queues.yml`\n\n```yaml\n{}```\n",
    "first-line comment": "```yaml\n# lib/queues.yml\n{}```\n",
    "bold": "**lib/queues.yml**\n\n```yaml\n{}```\n",
    "sentence": "Save this as lib/queues.yml:\n\n```yaml\n{}```\n",
    "list item": "1. `lib/queues.yml`\n\n```yaml\n{}```\n",
    "info string": "```yaml:lib/queues.yml\n{}```\n",
    "info string with a title": '```yaml title="lib/queues.yml"\n{}```\n',
    "first-line comment with a word": "```yaml\n# File: lib/queues.yml\n{}```\n",
    "heading above prose": "### lib/queues.yml\n\nIt holds one of them.\n\n```yaml\n{}```\n",
    "nothing": "```yaml\n{}```\n",
}
TOPICS = YAML.replace("Buoys", "Pilots").replace("SQS::Queue", "SNS::Topic").replace("QueueName: buoys", "TopicName: x")


@pytest.mark.parametrize("way", WAYS)
def test_several_files_are_told_apart_in_every_way_of_announcing_them(way: str):
    """Two files, two names, in each way; without any name the elements are read all the same."""
    first, second = WAYS[way].format(YAML), WAYS[way].replace("queues", "topics").format(TOPICS)
    document, _, found = read(Shape(f"{first}\n{second}"))
    names = [None, None] if way == "nothing" else ["lib/queues.yml", "lib/topics.yml"]
    assert [block.name for block in document.blocks] == names
    assert [each.path[-1] for each in document.elements] == ["Buoys", "Pilots"]
    assert found == []


@pytest.mark.parametrize("label", ["hcl", "terraform", "tf"])
def test_code_behind_the_label_of_its_fence_is_read_at_its_line(label: str):
    """The line break between the two is lost: the fence takes the blank line before it, and no line of code moves."""
    code = 'resource "aws_sqs_queue" "buoys" {\n  name = "buoys"\n}\n'
    text = f"The queue:\n\n```{label}{code}```\n"
    metadata = Metadata(platform="tf", language="hcl")
    document = extract_response(TextFile(PATH, text), metadata, "model")
    (queue,) = document.elements
    assert (queue.name, queue.span.start, queue.span_of(("name",)).start) == ("buoys", 3, 4)
    assert [(each.line, "behind the label" in each.message) for each in document.notifications] == [(3, True)]


def test_what_a_fragment_does_not_quote_is_not_removed():
    """A patch-like ideal response changes what it quotes and leaves alone what it does not."""
    whole, _, _ = read(
        Shape(FENCED.replace("      QueueName", "      DelaySeconds: 5\n      QueueName") + f"\n{TOPICS}")
    )
    patch, _, _ = read(
        Shape(f"```yaml\n{YAML.replace('buoys', 'beacons')}  # ... the other resources are unchanged\n```\n")
    )
    assert patch.fragmentary
    found = [(each.op, each.path) for each in diff_documents(whole, patch) if each.element]
    assert found == [("replace", ("Resources", "Buoys", "Properties", "QueueName"))]


#: Texts that need one more tier of repairs each, mildest first, and what is said of them by line.
TIERS = {
    "none": (YAML, []),
    "a tab": (YAML.replace("      QueueName", "\t  QueueName"), [5]),
    "one unreadable resource": (f"{YAML}  Broken:\n   Type: [\n    X: }}\n", [8]),
}


@pytest.mark.parametrize("tier", TIERS)
def test_repairs_come_in_tiers(tier: str):
    """The mildest repair that makes the text readable is made, and the queue survives each of them."""
    code, lines = TIERS[tier]
    document, _, found = read(Shape(f"```yaml\n{code}```\n"))
    assert ("Resources", "Buoys") in [each.path for each in document.elements]
    assert [line and line - 1 for _, line in found] == lines


def test_what_stays_unreadable_is_compared_as_text():
    """The last tier: no resource is made up, the lines are compared."""
    document, _, found = read(Shape("### a.json\n\n```json\n{nothing: here, AWS::SQS::Queue}}\n```\n"))
    assert [each.kind for each in document.elements] == ["file"]
    assert [line for _, line in found] == [4]


@pytest.mark.parametrize("text", ["", "# Buoys\n\nOne queue would do.\n", "```bash\naws sqs create-queue\n```\n"])
def test_without_code_nothing_is_comparable(text: str):
    """Prose and commands alone are no answer to compare."""
    assert not read(Shape(text))[0].comparable


def test_lines_that_announce_files_part_code_without_fences():
    """Each file has its name, prose behind a block is none of its code, and what no fence labels goes by its name."""
    queue = 'resource "aws_sqs_queue" "{}" {{\n  name = "{}"\n  delay_seconds = 5\n  fifo_queue = false\n}}\n'
    text = (
        f"Two files:\n\nFILE: main.tf\n{queue.format('buoys', 'buoys')}Now, these are all of the queues:\n\n"
        f"File: more.tf (the rest)\n{queue.format('pilots', 'pilots')}\n{queue.format('tugs', 'tugs')}\n"
        "FILE: rules.rego\npackage rules\n\ndeny[msg] {\n  input.delay > 5\n  msg := input.name\n}\n"
    )
    document = extract_response(TextFile(PATH, text), Metadata(platform="tf", language="hcl"), "model")
    assert [(block.name, block.span.start) for block in document.blocks] == [
        ("main.tf", 4),
        ("more.tf", 12),
        ("rules.rego", 25),
    ]
    assert [each.name for each in document.elements if each.kind == "resource"] == ["buoys", "pilots", "tugs"]
    assert not any("syntax error" in each.message for each in document.notifications)


def test_a_template_that_lost_its_indentation_is_one_text_with_the_program_in_it():
    """The keys behind the program are no Python; both sides are compared by line, and what the text holds stays."""
    program = "import json\ndef handler(event, context):\nreturn json.dumps(event)\n"
    tail = "".join(
        f"Pilot{number}:\nType: AWS::SQS::Queue\nProperties:\nDelaySeconds: {number}\n" for number in range(6)
    )
    flat = "".join(f"{line.strip()}\n" for line in YAML.splitlines())
    text = f"{flat}Steps: - one\nNotify:\nType: AWS::Lambda::Function\nZipFile: |\n{program}\n{tail}"
    model = extract_response(TextFile(PATH, text), CFN, "model")
    assert [(each.kind, each.span.start, each.span.end) for each in model.elements] == [("file", 1, text.count("\n"))]
    ideal = extract_response(TextFile(PATH, f"### stack.yml\n\n{FENCED}"), CFN, "ideal")
    changes = diff_documents(*level_documents(model, ideal))
    assert not [each for each in changes if each.element_before is None and each.source != "documentation"]


def test_a_piece_of_a_torn_template_is_no_configuration_file():
    """What ends in a comma stood in something larger, and the answer has no code that anybody could read."""
    piece = '{\n  "Sid": "Buoys",\n  "Effect": "Allow",\n  "Action": "sqs:*",\n  "Resource": "AWS::SQS::Queue"\n}'
    responses = [f"Buoys:\n\n{piece}{end}\n\nThat is all of it.\n" for end in ("", ",")]
    found = [extract_response(TextFile(PATH, text), CFN, "model") for text in responses]
    assert [bool(each.elements) for each in found] == [True, False]

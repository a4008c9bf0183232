"""Code that is no code any more: files woven into one another line by line."""

from __future__ import annotations

from itertools import chain, zip_longest

import pytest

from reviewer.model import Metadata
from tests.extract.answers import read

STORES = "\n".join(
    f"""        var store{n} = new Bucket("store-{n}", BucketArgs.builder()
            .acl("private")
            .tags(Map.of("Name", "store-{n}"))
            .build());"""
    for n in range(30)
)
JAVA = f"""import com.pulumi.aws.s3.Bucket;

public class App {{
    static void stack(Context ctx) {{
{STORES}
    }}
}}
"""
HCL = "\n".join(
    f"""resource "aws_s3_bucket" "store{n}" {{
  bucket = "store-{n}"
  tags = {{
    Name = "store"
  }}
}}
"""
    for n in range(30)
)


def _woven(text: str) -> str:
    """A file and another draft of it, which begins some lines later."""
    lines = text.split("\n")
    pairs = zip_longest(lines, ["", "", "", *lines], fillvalue="")
    return "\n".join(chain.from_iterable((first + second, "") for first, second in pairs))


@pytest.mark.parametrize(
    ("label", "platform", "text"),
    [pytest.param("java", "pulumi", JAVA, id="program"), pytest.param("hcl", "tf", HCL, id="configuration")],
)
def test_of_files_woven_into_one_another_no_code_counts(label: str, platform: str, text: str) -> None:
    """What a grammar finds in such a text are splinters, and what it misses was not taken out."""
    metadata = Metadata(platform=platform, language=label)
    assert read(f"# T\n\n```{label}\n{text}```\n", metadata).comparable

    document = read(f"# T\n\n```{label}\n{_woven(text)}\n```\n", metadata)
    assert not document.comparable
    assert not document.elements
    assert "none of it counts" in document.notifications[-1].message


def test_a_broken_block_among_whole_ones_costs_only_itself() -> None:
    broken = 'resource "aws_s3_bucket" "broken" {\n  bucket = = "x"\n}\n'
    document = read(f"# T\n\n```hcl\n{HCL}\n{broken}```\n", Metadata(platform="tf", language="hcl"))
    assert document.comparable


def test_a_program_under_the_label_of_another_language_is_read_as_what_it_is() -> None:
    """It keeps the name that it was given, under which it is deployed."""
    handler = (
        "import json\nimport boto3\n\n\ndef handler(event, context):\n    '''Answers.'''\n    return {'ok': True}\n"
    )
    text = f"# T\n\n## lib/count.ts\n\n```typescript\n{handler}```\n"
    document = read(text, Metadata(platform="cdk", language="ts"))
    assert [(each.language, each.name) for each in document.blocks] == [("py", "lib/count.ts")]
    assert {each.name for each in document.elements if each.kind == "function"} == {"handler"}
    assert any("read as py" in note.message for note in document.notifications)

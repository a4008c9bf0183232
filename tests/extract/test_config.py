"""Configuration files: one setting a key at the top, under the name of the file."""

from __future__ import annotations

from textwrap import dedent

import pytest

from reviewer.extract.config import read_config, read_toml
from reviewer.extract.readers import Reading, Unreadable
from reviewer.model import CodeBlock, Span

FIRST = 3


def block(text: str, language: str, name: str | None) -> CodeBlock:
    text = dedent(text).strip("\n")
    return CodeBlock(language, name, text, Span("f.md", FIRST, FIRST + text.count("\n")))


def rows(reading: Reading) -> list[tuple[tuple[str | int, ...], object, int, int]]:
    return [(each.path, each.value, each.span.start, each.span.end) for each in reading.elements]


def test_every_key_at_the_top_is_a_setting_with_its_lines() -> None:
    reading = read_config(block('{\n  "app": "x",\n  "context": {\n    "a": true\n  }\n}', "json", "cdk.json"))
    assert rows(reading) == [
        (("cdk.json", "app"), "x", FIRST + 1, FIRST + 1),
        (("cdk.json", "context"), {"a": True}, FIRST + 2, FIRST + 4),
    ]
    assert {each.kind for each in reading.elements} == {"setting"}


def test_a_file_without_a_name_is_called_by_its_language() -> None:
    assert read_config(block("runtime: nodejs", "yaml", None)).elements[0].path == ("yaml", "runtime")


def test_a_list_is_one_setting() -> None:
    assert rows(read_config(block('["a"]', "json", "x.json"))) == [(("x.json",), ["a"], FIRST, FIRST)]


def test_the_documents_of_one_file_are_told_apart() -> None:
    text = "kind: Service\nmetadata:\n  name: web\n---\nkind: Pod\n"
    paths = [each.path for each in read_config(block(text, "yaml", "k8s.yaml")).elements]
    assert paths == [
        ("k8s.yaml", "Service/web", "kind"),
        ("k8s.yaml", "Service/web", "metadata"),
        ("k8s.yaml", "1", "kind"),
    ]


def test_jobs_alone_make_it_a_workflow() -> None:
    reading = read_config(block("lint:\n  script: x", "yaml", None))
    assert (reading.elements[0].path, reading.platform) == (("jobs", "lint"), "cicd")


def test_a_plain_value_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_config(block("just words", "yaml", None))


def test_toml_has_one_setting_a_table() -> None:
    text = """
        title = "x"
        [tool.ruff]
        line-length = 120
        released = 2024-01-02
        [[source]]
        url = "y"
    """
    assert rows(read_toml(block(text, "toml", "pyproject.toml"))) == [
        (("pyproject.toml", "title"), "x", FIRST, FIRST),
        (("pyproject.toml", "tool"), {"ruff": {"line-length": 120, "released": "2024-01-02"}}, FIRST + 1, FIRST + 3),
        (("pyproject.toml", "source"), [{"url": "y"}], FIRST + 4, FIRST + 5),
    ]


@pytest.mark.parametrize("text", ["a = = 1", "a = " + "[" * 100_000])
def test_what_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_toml(block(text, "toml", None))

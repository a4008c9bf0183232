"""Workflows of every CI system become settings, jobs and steps, keyed by what people call them."""

from __future__ import annotations

from textwrap import dedent

import pytest

from reviewer.extract.readers import READERS, Reading
from reviewer.extract.workflows import is_workflow
from reviewer.model import CodeBlock, Span

FIRST = 5


def read(text: str, name: str | None = None, language: str = "yaml") -> Reading:
    text = dedent(text).strip("\n")
    return READERS[language](CodeBlock(language, name, text, Span("f.md", FIRST, FIRST + text.count("\n"))))


def paths(reading: Reading) -> list[tuple[str, str]]:
    return [("/".join(map(str, each.path)), each.kind) for each in reading.elements]


GITHUB = """
name: build
on: [push]
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Unit tests
        run: npm test
      - id: scan
        name: Scan
        run: npm audit
      - run: |
          npm ci
          npm run build
      - uses: actions/checkout@v3
"""


def test_a_github_workflow_has_settings_jobs_and_steps() -> None:
    reading = read(GITHUB)
    assert paths(reading) == [
        ("name", "setting"),
        ("on", "setting"),
        ("permissions", "setting"),
        ("jobs/test", "job"),
        ("jobs/test/steps/actions/checkout", "step"),
        ("jobs/test/steps/Unit tests", "step"),
        ("jobs/test/steps/scan", "step"),
        ("jobs/test/steps/npm ci", "step"),
        ("jobs/test/steps/actions/checkout#2", "step"),
    ]
    assert reading.platform == "cicd"


def test_a_job_holds_everything_but_its_steps() -> None:
    job = next(each for each in read(GITHUB).elements if each.kind == "job")
    assert job.value == {"runs-on": "ubuntu-latest"}


def test_a_step_knows_its_lines_and_its_action_without_the_version() -> None:
    step = next(each for each in read(GITHUB).elements if each.kind == "step")
    assert (step.type, step.value) == ("actions/checkout", {"uses": "actions/checkout@v4"})
    assert (step.span.start, step.spans["uses",].end) == (FIRST + 8, FIRST + 8)


def test_gitlab_jobs_are_every_key_that_is_no_keyword() -> None:
    reading = read("""
        stages: [build]
        variables:
          REGION: eu-west-1
        .base:
          image: node
        compile:
          stage: build
          script: [npm ci]
    """)
    assert paths(reading) == [
        ("stages", "setting"),
        ("variables", "setting"),
        ("jobs/.base", "job"),
        ("jobs/compile", "job"),
    ]


def test_circleci_sections_have_one_element_an_entry() -> None:
    reading = read("""
        version: 2.1
        orbs:
          node: circleci/node@5
        jobs:
          build:
            docker: [{image: node}]
            steps:
              - checkout
              - run:
                  name: Build
                  command: make
        workflows:
          main:
            jobs: [build]
    """)
    assert paths(reading) == [
        ("version", "setting"),
        ("orbs/node", "setting"),
        ("jobs/build", "job"),
        ("jobs/build/steps/checkout", "step"),
        ("jobs/build/steps/Build", "step"),
        ("workflows/main", "setting"),
    ]


def test_a_build_specification_has_its_phases_as_jobs() -> None:
    reading = read("""
        version: 0.2
        phases:
          install:
            commands: [npm ci]
        artifacts:
          files: ['**/*']
    """)
    assert paths(reading) == [("version", "setting"), ("phases/install", "job"), ("artifacts", "setting")]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("- name: Lint\n  run: npm run lint", "steps/Lint"),
        ("lint:\n  script: npm run lint", "jobs/lint"),
        ("lint:\n  runs-on: x\n  steps:\n    - run: y", "jobs/lint"),
        ("steps:\n  - id: lint\n    name: golang", "steps/lint"),
    ],
)
def test_a_piece_of_a_workflow_is_known_by_its_jobs_and_steps(text: str, path: str) -> None:
    assert path in [path for path, _ in paths(read(text))]


@pytest.mark.parametrize("value", [{}, [], None, "x", {"a": {"b": 1}}, [{"name": "x"}], {"R": {"Type": "A::B::C"}}])
def test_other_values_are_no_workflow(value: object) -> None:
    assert not is_workflow(value)


def test_comments_and_embedded_scripts_are_kept() -> None:
    reading = read("# why\njobs:\n  a:\n    steps:\n      - run: |\n          one\n          two\n")
    assert [each.text for each in reading.comments] == ["why"]
    assert reading.elements[-1].value == {"run": "one\ntwo\n"} or reading.elements[-1].value == {"run": "one\ntwo"}

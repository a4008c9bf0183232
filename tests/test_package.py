"""The package as others see it: names, commands, documents, formats, and what must not be in it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer

import reviewer
from reviewer import from_json, json_schema, list_rubrics, review_task, to_json
from reviewer.cli.main import build_app, run
from reviewer.rubric.tables import tabulate_rules
from tests.conftest import Golden
from tests.rubrics import shipped
from tests.tasks import SAMPLES

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = str(SAMPLES / "101000894")


def test_the_public_surface():
    """What others may import, no more and no less, and each name is there."""
    assert reviewer.__all__ == [
        "Review",
        "ReviewerError",
        "Rubric",
        "RubricError",
        "TaskError",
        "UsageError",
        "__version__",
        "from_json",
        "json_schema",
        "list_rubrics",
        "load_rubric",
        "review_task",
        "to_json",
    ]
    assert all(getattr(reviewer, name) is not None for name in reviewer.__all__)
    with pytest.raises(AttributeError):
        reviewer.nosuch  # noqa: B018 - the access is the test


def commands(group: Any, name: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command below a group by the words that call it, groups included."""
    for word, inner in getattr(group, "commands", {}).items():
        yield (*name, word), inner
        yield from commands(inner, (*name, word))


COMMANDS = dict(commands(typer.main.get_command(build_app())))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_and_option_has_help(words: tuple[str, ...]):
    """A command without help, or an option without, is not finished."""
    command = COMMANDS[words]
    assert (command.help or "").strip()
    assert [each.name for each in command.params if not getattr(each, "help", None)] == []
    assert not command.get_short_help_str(limit=62).endswith("..."), "the list of commands would cut its first sentence"


@pytest.mark.parametrize("asked", ["--help", "-h"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_shows_its_help(words: tuple[str, ...], asked: str, capsys: pytest.CaptureFixture[str]):
    """``--help`` and ``-h`` work for every command and name each of its options."""
    assert run([*words, asked]) == 0
    shown = capsys.readouterr().out
    options = [each for param in COMMANDS[words].params for each in param.opts if each.startswith("--")]
    assert [each for each in options if each not in shown] == []


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_documented(words: tuple[str, ...]):
    """README or the documents name every command; of a group, its first line and the words after it."""
    documents = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    lines = [line for path in documents for line in path.read_text(encoding="utf-8").splitlines()]
    first, *rest = words
    told = [line for line in lines if f"reviewer {first}" in line]
    assert told
    assert not rest or any(re.search(rf"\b{rest[0]}\b", line) for line in told)


def test_every_option_is_documented():
    """Every option of every command stands in the README or in a document beside it."""
    documents = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    told = "\n".join(path.read_text(encoding="utf-8") for path in documents)
    options = {name for command in COMMANDS.values() for param in command.params for name in _switches(param)}
    assert sorted(each for each in options if not re.search(rf"{each}(?![\w-])", told)) == []


def _switches(param: Any) -> list[str]:
    """The words that switch an option; of one that is on by default only the word that turns it off."""
    return [each for each in (param.secondary_opts or param.opts) if each.startswith("--") and each != "--help"]


def test_the_json_of_a_review_is_valid_by_the_published_schema(capsysbinary: pytest.CaptureFixture[bytes]):
    """What ``score --format json`` prints is what ``schema`` promises."""
    assert run(["schema"]) == 0
    schema = json.loads(capsysbinary.readouterr().out)
    assert schema == json.loads(json.dumps(json_schema()))
    assert run(["score", SAMPLE, "--format", "json", "--no-cache"]) == 0
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(capsysbinary.readouterr().out))


@pytest.mark.parametrize("rubric", list_rubrics())
def test_a_review_survives_being_stored(rubric: str):
    """From review to JSON and back nothing is lost."""
    review = review_task(SAMPLE, shipped(rubric))
    assert from_json(json.dumps(to_json(review))) == review


@pytest.mark.parametrize("rubric", list_rubrics())
def test_the_rubrics_that_ship_are_valid_and_hold_their_examples(rubric: str, capsys: pytest.CaptureFixture[str]):
    """``rubric check`` and ``rubric test`` pass."""
    assert run(["rubric", "check", rubric]) == 0
    assert run(["rubric", "test", rubric]) == 0, capsys.readouterr().out


def test_every_rule_file_is_included():
    """No file of rules lies in the folder without being read."""
    used = {rule.file for name in list_rubrics() for rule in shipped(name).rules}
    assert {path.name for path in (ROOT / "rubrics" / "rules").glob("*.yaml")} <= used


def test_no_rule_is_named_in_python():
    """The policy is data: no module knows a rule by its id. Ids of one plain word are words of other things too."""
    ids = [re.escape(rule.id) for name in list_rubrics() for rule in shipped(name).rules if "-" in rule.id]
    quoted = re.compile(rf"""["']({"|".join(sorted(set(ids)))})["']""")
    named = {
        str(path.relative_to(ROOT)): found
        for path in sorted((ROOT / "reviewer").rglob("*.py"))
        if (found := quoted.findall(path.read_text(encoding="utf-8")))
    }
    assert named == {}


#: Folders of one machine: home and work directories, drives, temporary files with a name.
_MACHINE = re.compile(rb"(?<![\w.$~>{/-])(/(home|root|Users|work|mnt|media)/[\w.-]+|/tmp/[\w.-]{3,}|[A-Z]:\\Users\\)")


def test_no_tracked_file_names_a_machine():
    """Nothing that is kept says on which machine it was made."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)  # noqa: S607
    if listed.returncode:
        pytest.skip("no git repository: the sources were unpacked")
    paths = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    found = {
        str(path.relative_to(ROOT)): sorted({each[0] for each in _MACHINE.findall(path.read_bytes())})
        for path in paths
        if path.is_file() and not path.is_relative_to(SAMPLES)
    }
    assert {path: each for path, each in found.items() if each} == {}


def test_the_table_of_rules_is_current(golden: Golden):
    """``docs/rules.md`` is what ``reviewer rubric list --markdown`` prints."""
    golden(ROOT / "docs" / "rules.md", tabulate_rules(shipped()))


def test_the_table_names_every_rule_once(capsysbinary: pytest.CaptureFixture[bytes]):
    """The command prints one row for each rule, with as many cells as the head."""
    assert run(["rubric", "list", "--markdown"]) == 0
    rows = [line for line in capsysbinary.readouterr().out.decode("utf-8").splitlines() if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == [rule.id for rule in shipped().rules]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}

"""Groups of tasks that are nearly the same, and how new the fixes of a task are."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from reviewer.cli.main import run
from reviewer.errors import TaskError, UsageError
from reviewer.workflows.duplicates import find_duplicates
from reviewer.workflows.novelty import measure_novelty
from tests.tasks import response, template, write_task

LONG = " ".join(f"word{number} says" for number in range(300))
OTHER = " ".join(f"thing{number} does" for number in range(300))
TEXTS = {
    "one": LONG,
    "two": LONG.replace("word7 ", "seven "),
    "spaced": "\n".join(LONG.upper().split()),
    "half": " ".join(LONG.split()[:300] + OTHER.split()[:300]),
    "other": OTHER,
}


def read(path: str) -> str:
    if path not in TEXTS:
        raise TaskError("there is no such directory", file=path)
    return TEXTS[path]


def groups(names: list[str], threshold: float) -> list[list[str]]:
    found = find_duplicates([(name, 9) for name in names], read, threshold)
    return [[member.path for member in group] for group in found.groups]


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        (0.95, [["one", "two", "spaced"]]),
        (1.0, [["one", "spaced"]]),
        (0.2, [["one", "two", "spaced", "half", "other"]]),
    ],
)
def test_groups_are_chains_of_likeness(threshold: float, expected: list[list[str]]):
    """White space and case say nothing; one changed word is nearly the same; a low threshold joins halves."""
    assert groups(["one", "half", "two", "other", "spaced"], threshold) == [
        [name for name in ("one", "half", "two", "other", "spaced") if name in group] for group in expected
    ]


def test_a_task_that_is_gone_is_named():
    """Nothing is dropped in silence."""
    found = find_duplicates([("one", 9), ("gone", None), ("spaced", 8)], read, 0.9)
    assert found.unread == ("gone",)
    assert [(member.score, member.likeness) for member in found.groups[0]] == [(9, 1.0), (8, 1.0)]


def test_without_datasketch_the_extra_is_named(monkeypatch: pytest.MonkeyPatch):
    """One line says what to install."""
    monkeypatch.setitem(sys.modules, "datasketch", None)
    with pytest.raises(UsageError, match="datasketch") as caught:
        find_duplicates([("one", 9)], read, 0.9)
    assert caught.value.hint == "install reviewer[duplicates]"


def test_novelty_is_the_share_of_tasks_that_do_not_teach_the_rarest_fix():
    """What all teach is not new, what one task alone teaches is; a task without a fix teaches nothing."""
    results = [
        ("common", 8, ("tags",)),
        ("rare", 10, ("tags", "key-rotation")),
        ("twice", 9, ("tags", "tags", "timeout")),
        ("again", 9, ("timeout", "tags")),
        ("empty", 3, ()),
    ]
    teaching = measure_novelty(lambda: results)
    assert teaching.rules == (("tags", 4), ("timeout", 2), ("key-rotation", 1))
    assert teaching.total == 4
    assert [(each.path, each.rarest, each.share) for each in teaching.novelties] == [
        ("common", "tags", 0.0),
        ("twice", "timeout", 0.6667),
        ("again", "timeout", 0.6667),
        ("rare", "key-rotation", 1.0),
    ]


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A batch over three tasks, two of which are the same."""
    for name in ("first", "second"):
        changed = template(Resources__IntakeFunction__Properties__Timeout=60)
        write_task(tmp_path / "tasks" / name, response(template()), response(changed))
    other = template(Resources__OrderTable__DeletionPolicy="Retain", Description="Something else altogether")
    write_task(tmp_path / "tasks" / "third", response({"Resources": {}}), response(other, prose="Rewritten."))
    path = tmp_path / "reviews.jsonl"
    assert run(["batch", str(tmp_path / "tasks"), "--no-cache", "--jobs", "1", "--format", f"jsonl:{path}"]) == 0
    return path


def test_the_command_tells_groups_and_novelty(results: Path, capsys: pytest.CaptureFixture[str]):
    """The two copies are a group with their scores; the JSON form holds every task that has a fix."""
    capsys.readouterr()
    assert run(["duplicates", str(results)]) == 0
    text = capsys.readouterr().out
    assert "group 1: 2 tasks alike" in text
    assert run(["duplicates", str(results), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [[Path(each["path"]).name for each in group] for group in found["duplicates"]] == [["first", "second"]]
    assert {Path(each["path"]).name for each in found["novelty"]} == {"first", "second", "third"}


@pytest.mark.parametrize("arguments", [["nothing.jsonl"], ["nothing.jsonl", "--format", "html"]])
def test_bad_input_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    """A missing file or an unknown format is the user's error."""
    assert run(["duplicates", *arguments]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1

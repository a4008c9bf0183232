"""Bad input gets one clear line and the right exit code; oddities of the material get a notification."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import reviewer
from reviewer.cli.main import run
from tests.tasks import SAMPLES, response, template, write_task

pytestmark = pytest.mark.usefixtures("own_cache")


def review(task: Path, capsysbinary: pytest.CaptureFixture[bytes], *options: str) -> dict[str, object]:
    assert run(["score", str(task), "--format", "json", *options]) == 0
    found: dict[str, object] = json.loads(capsysbinary.readouterr().out)
    return found


def messages(found: dict[str, object]) -> str:
    notes = found["notifications"]
    assert isinstance(notes, list)
    return "\n".join(f"{note['level']} {note.get('file')}:{note.get('line')} {note['message']}" for note in notes)


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("reviewer: ")
    return captured.err


def test_no_such_directory(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A task that is not there is named."""
    assert str(tmp_path / "nowhere") in refused(["score", str(tmp_path / "nowhere")], capsys)


@pytest.mark.parametrize("name", ["MODEL_RESPONSE.md", "IDEAL_RESPONSE.md"])
def test_a_missing_response(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A task without one of its responses is the user's error, and the line says which."""
    task = write_task(tmp_path / "t", response(template()), response(template()))
    (task / "lib" / name).unlink()
    assert name in refused(["score", str(task)], capsys)


def test_deployed_code_does_not_stand_in_for_an_empty_answer(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
):
    """An outline may stand for what was deployed; a file without a word is no answer."""
    task = write_task(tmp_path / "t", model=response(template()), ideal="\n", deployed=template())
    assert review(task, capsysbinary)["status"] == "not_comparable"


@pytest.mark.parametrize("side", ["model", "ideal"])
def test_an_empty_response_is_not_comparable(side: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]):
    """An empty response gives a review without a score, never a review with no fixes."""
    texts = {"model": response(template()), "ideal": response(template()), side: ""}
    found = review(write_task(tmp_path / "t", **texts), capsysbinary)
    assert found["status"] == "not_comparable"
    assert found["score"] is None
    assert f"lib/{side.upper()}_RESPONSE.md" in messages(found)


def test_invalid_metadata_is_a_notification(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]):
    """A metadata.json that is no JSON is named with its line, and the review goes on."""
    changed = template(Resources__IntakeFunction__Properties__Timeout=60)
    task = write_task(tmp_path / "t", response(template()), response(changed), metadata='{\n  "platform": cfn\n}')
    found = review(task, capsysbinary)
    assert found["status"] == "scored"
    assert "metadata.json:2" in messages(found)


def test_a_template_that_does_not_parse_is_named_and_the_rest_goes_on(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
):
    """The place of the trouble is in the notifications; the comparison goes on by line."""
    broken = json.dumps(template(), indent=2).replace('"Outputs": {', '"Outputs": {{{')
    found = review(write_task(tmp_path / "t", response(broken), response(template())), capsysbinary)
    assert "lib/MODEL_RESPONSE.md" in messages(found)
    assert found["changes"]["total"] > 0  # type: ignore[index,call-overload]


def test_another_encoding_is_read_with_a_notification(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]):
    """A file that is not UTF-8 is read, and the review says so."""
    task = write_task(tmp_path / "t", response(template()), response(template()))
    path = task / "lib" / "MODEL_RESPONSE.md"
    path.write_bytes(response(template(), prose="Caf\u00e9 orders").encode("cp1252"))
    assert "lib/MODEL_RESPONSE.md" in messages(review(task, capsysbinary))


def test_a_rubric_with_an_unknown_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """File, line and key of what no rubric can say."""
    rubric = tmp_path / "mine.yaml"
    rubric.write_text('name: mine\nversion: "1"\nextends: default\nthreshhold: 9\n', encoding="utf-8")
    line = refused(["score", str(SAMPLES / "101000894"), "--rubric", str(rubric)], capsys)
    assert f"{rubric}:4" in line
    assert "threshhold" in line


def test_a_rubric_that_extends_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """What is missing is named with the file that wants it."""
    rubric = tmp_path / "mine.yaml"
    rubric.write_text('name: mine\nversion: "1"\nextends: nosuch\n', encoding="utf-8")
    line = refused(["rubric", "check", str(rubric)], capsys)
    assert f"{rubric}: extends 'nosuch': there is no rubric 'nosuch'; choose one of" in line


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["score", ".", "--rubric", "nosuch"], "nosuch"),
        (["score", ".", "--format", "pdf"], "pdf"),
        (["score", ".", "--format", "md", "--format", "json"], "standard output"),
        (["score"], "TASK"),
        (["score", ".", "--nosuch"], "--nosuch"),
        (["nosuch"], "nosuch"),
        (["score", ".", "--rubric", __file__ + ".txt/x"], "give the path of a YAML file"),
        (["score", ".", "--rubric", "mine.txt"], "or give the path of a .yaml file"),
        (["score", ""], "reviewer: .: no MODEL_RESPONSE.md"),
        (["batch", ".", "--format", "pdf"], "there is no format 'pdf'; choose one of csv"),
        (["duplicates", "x.jsonl", "--format", "pdf"], "there is no format 'pdf'; choose one of text"),
        (["rubric", "explain", "nosuch"], "nosuch"),
        (["rubric", "explain", "timout"], "did you mean timeout"),
        (["diff", "nowhere.md", "nowhere.md"], "nowhere.md"),
        (["diff", "nowhere.md"], "see reviewer diff --help"),
        (["score", str(SAMPLES / "101000894"), "--turn", "9"], "no turn 9, only 1; choose one that it has"),
        (["check", str(SAMPLES / "101000894"), "--turn", "9"], "no turn 9, only 1; choose one that it has"),
        (["score", str(SAMPLES)], "`reviewer batch` reviews all tasks below"),
        (["gate", "nowhere"], "give a directory with tasks at or below it"),
        (["batch", "nowhere"], "give a directory with tasks at or below it"),
        (["batch", str(SAMPLES / "101000894"), "-f", "csv:nowhere/x.csv"], "give a file in a folder that exists"),
    ],
)
def test_wrong_arguments(arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]):
    """Whatever is wrong with the call is said in one line that names it."""
    assert word in refused(arguments, capsys)


@pytest.mark.parametrize("arguments", [["compare", "FILE", "FILE"], ["duplicates", "FILE"], ["batch", "--only-failed"]])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, ("cannot be read", "`reviewer batch --format jsonl:PATH` wrote")),
        (b"# Orders\n", (":1: this line is no review", "`reviewer batch --format jsonl:PATH` wrote")),
        (b'{"a": 1}\n', (":1: this line is no review", "`reviewer batch --format jsonl:PATH` wrote")),
        (b'GOOD\n{"schema": ', (":2: this line is no review", "--resume")),
    ],
)
def test_a_file_without_results_is_told_with_what_has_them(
    arguments: list[str],
    content: bytes | None,
    words: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    """Where a result file is asked for, what is missing, what is none and what was cut off say what to give instead."""
    file = tmp_path / "results.jsonl"
    good = b'{"schema": "reviewer/1", "task": {"path": "t"}, "status": "failed", "rubric": {"name": "default", '
    good += b'"version": "1", "sha256": "abc"}}'
    if content is not None:
        file.write_bytes(content.replace(b"GOOD", good))
    named = [str(file) if word == "FILE" else word for word in arguments]
    line = refused([*named, "--format", f"jsonl:{file}"] if named[0] == "batch" else named, capsys)
    assert [each for each in (str(file), *words) if each not in line] == []


def test_every_error_says_what_to_do():
    """An error without a hint leaves its reader alone; every place that raises one gives it."""
    bare = []
    for file in sorted(Path(reviewer.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "UsageError",
                "TaskError",
                "RubricError",
            ):
                bare += [] if any(each.arg == "hint" for each in node.keywords) else [f"{file.name}:{node.lineno}"]
    assert bare == []


def test_a_bug_of_ours_is_said_as_such(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """An internal error exits 3 and says where the traceback lies."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("reviewer.cli.commands.score.review_once", fail)
    assert run(["score", "."]) == 3
    err = capsys.readouterr().err
    log = Path(err.strip().rpartition(" ")[2])
    assert "RuntimeError: boom" in log.read_text(encoding="utf-8")
    log.unlink()


def test_an_interrupt_exits_130(monkeypatch: pytest.MonkeyPatch):
    """Ctrl-C is neither success nor a bug."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reviewer.cli.commands.score.review_once", stop)
    assert run(["score", "."]) == 130


def test_nothing_is_written_without_being_asked(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]):
    """A review leaves the task directory as it was."""
    task = write_task(tmp_path / "t", response(template()), response(template()))
    before = {path: path.read_bytes() for path in task.rglob("*") if path.is_file()}
    review(task, capsysbinary)
    assert {path: path.read_bytes() for path in task.rglob("*") if path.is_file()} == before


def test_a_reader_that_goes_away_is_no_failed_gate():
    """``reviewer rubric list | head -1``: the pipe closes before all is said."""
    child = subprocess.Popen(
        [sys.executable, "-m", "reviewer", "rubric", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdout is not None
    child.stdout.close()
    _, said = child.communicate()
    assert (child.returncode, said) == (0, b"")


@pytest.mark.parametrize("arguments", [[], ["rubric"]])
def test_without_a_command_the_help_is_shown_as_it_is(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    assert run(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("Usage: reviewer")
    assert "see reviewer" not in said


def test_code_beside_no_code_is_neither_added_nor_removed(capsysbinary: pytest.CaptureFixture[bytes]):
    """An ideal response of prose alone takes nothing away: nobody can tell what its code would have had."""
    found = review(SAMPLES / "102500002", capsysbinary)
    assert found["status"] == "not_comparable"
    fixes = found["fixes"]
    assert isinstance(fixes, list)
    assert {fix["source"] for fix in fixes} == {"documentation"}

"""Bad input gets one clear line and the right exit code; oddities of the material get a notification."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reviewer.cli.main import run
from tests.tasks import SAMPLES, response, template, write_task


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWER_CACHE", "off")


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


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["score", ".", "--rubric", "nosuch"], "nosuch"),
        (["score", ".", "--format", "pdf"], "pdf"),
        (["score", ".", "--format", "md", "--format", "json"], "standard output"),
        (["score"], "TASK"),
        (["score", ".", "--nosuch"], "--nosuch"),
        (["nosuch"], "nosuch"),
        (["rubric", "explain", "nosuch"], "nosuch"),
        (["diff", "nowhere.md", "nowhere.md"], "nowhere.md"),
    ],
)
def test_wrong_arguments(arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]):
    """Whatever is wrong with the call is said in one line that names it."""
    assert word in refused(arguments, capsys)


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

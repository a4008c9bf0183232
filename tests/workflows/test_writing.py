"""``score --write``: what is put in place, what stays as it was, and that nothing of a person's is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.cli.main import run
from reviewer.errors import TaskError
from reviewer.render import RENDERERS
from reviewer.review import Blocker, NotificationRecord, Review
from reviewer.workflows.check import check_report
from reviewer.workflows.writing import write_review
from tests.conftest import Cache
from tests.tasks import response, template, write_task

from .fakes import make_review

MARK = f"<!-- reviewer: fingerprint={'ab' * 32} -->"
PAIR = "<!-- reviewer:keep notes -->{}<!-- reviewer:end notes -->"


@pytest.fixture(scope="module")
def cache(make_cache: Cache, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cache(tmp_path_factory.mktemp("cache"))


@pytest.fixture(autouse=True)
def _shared_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One for all tests here: what is written must not be served stale from it."""
    monkeypatch.setenv("REVIEWER_CACHE", str(cache))


@pytest.fixture
def task(tmp_path: Path) -> Path:
    changed = template(Resources__IntakeFunction__Properties__Timeout=60)
    return write_task(tmp_path / "t", response(template()), response(changed))


def reviewed(task: Path, services: tuple[str, ...] = ("DynamoDB", "Lambda")) -> Review:
    review = make_review(str(task))
    files = {"model": "lib/MODEL_RESPONSE.md", "ideal": "lib/IDEAL_RESPONSE.md"}
    return replace(review, task=replace(review.task, services=services, files=files), fingerprint="ab" * 32)


def render(_: Review) -> str:
    return f"# Report\n\n{PAIR.format(chr(10))}\n\n{MARK}\n"


def snapshot(task: Path) -> dict[str, tuple[bytes, int, int]]:
    files = ((path, path.stat()) for path in task.rglob("*") if path.is_file())
    return {str(path): (path.read_bytes(), state.st_mtime_ns, state.st_mode) for path, state in files}


def report_of(task: Path) -> Path:
    return task / "lib" / "MODEL_FAILURES.md"


@pytest.mark.parametrize("odd", [None, '"poor"', "[1]"])
def test_what_is_written_is_up_to_date_and_writing_again_changes_nothing(
    task: Path, odd: str | None, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Also where the value that stood there was worth a notification."""
    metadata = task / "metadata.json"
    if odd is not None:
        metadata.write_text(metadata.read_text()[:-1] + f', "training_quality": {odd}}}')
    assert run(["score", str(task), "--write", "--format", "json"]) == 0
    review = json.loads(capsysbinary.readouterr().out)
    written = json.loads(metadata.read_text())
    assert written["training_quality"] == review["score"]["final"]
    assert written["aws_services"] == review["task"]["services"]
    assert run(["check", str(task)]) == 0
    before = snapshot(task)
    assert run(["score", str(task), "--write"]) == 0
    assert snapshot(task) == before


def test_without_the_option_nothing_is_written(task: Path) -> None:
    before = snapshot(task)
    assert run(["score", str(task), "--format", "json:" + str(task.parent / "out.json")]) == 0
    assert snapshot(task) == before


def test_a_review_without_a_score_writes_the_report_and_no_score(tmp_path: Path) -> None:
    task = write_task(tmp_path / "t", response(template()), "")
    before = (task / "metadata.json").read_bytes()
    assert run(["score", str(task), "--write"]) == 0
    assert (task / "metadata.json").read_bytes() == before
    assert run(["check", str(task)]) == 0


@pytest.mark.parametrize(
    "broken",
    ['{\n  "platform": cfn\n}', "[]", "", pytest.param("[" * 100_000, id="deep"), b"\xff\xfe{}".decode("latin-1")],
)
def test_invalid_metadata_is_one_line_and_nothing_is_written(
    task: Path, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (task / "metadata.json").write_bytes(broken.encode("latin-1"))
    report_of(task).write_text("by hand")
    before = snapshot(task)
    assert run(["score", str(task), "--write", "--format", "json:" + str(task.parent / "out.json")]) == 2
    assert snapshot(task) == before
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "metadata.json" in error


def test_a_task_without_metadata_gets_its_report_and_a_word(task: Path) -> None:
    (task / "metadata.json").unlink()
    assert "no metadata.json" in write_review(str(task), reviewed(task), render)[0]
    assert not (task / "metadata.json").exists()
    assert check_report(str(task), reviewed(task), render).current


def test_services_that_lack_what_is_required_do_not_take_its_place(task: Path) -> None:
    """Else the next review would find nothing missing."""
    review = reviewed(task, ("S3",))
    assert review.score is not None
    blocked = replace(review, score=replace(review.score, final=4, blockers=(Blocker("missing_services", 4, "lacks"),)))
    notes = write_review(str(task), blocked, render)
    written = json.loads((task / "metadata.json").read_text())
    assert written["aws_services"] == ["DynamoDB"]
    assert written["training_quality"] == 4
    assert "aws_services" in notes[0]


def test_a_remark_on_a_value_that_is_put_right_is_not_in_the_report(task: Path) -> None:
    told = NotificationRecord("warning", "aws_services left out: no list", "metadata.json")
    other = NotificationRecord("warning", "complexity left out: no text", "metadata.json")
    said: list[Review] = []
    write_review(
        str(task), replace(reviewed(task), notifications=(told, other)), lambda each: said.append(each) or render(each)
    )
    assert said[0].notifications == (other,)


def test_what_a_person_wrote_between_the_marks_stays(task: Path) -> None:
    write_review(str(task), reviewed(task), render)
    words = "\n\nI disagree with `Timeout`.\r\n\n## My heading\n\U0001f642\n"
    file = report_of(task)
    file.write_bytes(file.read_bytes().replace(PAIR.format("\n").encode(), PAIR.format(words).encode()))
    (said,) = write_review(str(task), reviewed(task), lambda each: "New. " + render(each))
    assert said == f"{report_of(task)}: written"
    assert "nothing is written" in write_review(str(task), reviewed(task), lambda each: "New. " + render(each))[0]
    assert PAIR.format(words.replace("\r\n", "\n")).encode() in file.read_bytes()
    assert file.read_bytes().startswith(b"New. ")
    assert check_report(str(task), reviewed(task), lambda each: "New. " + render(each)).current
    assert not list(task.rglob("*.orig*"))


def test_a_pair_of_ones_own_comes_at_the_end(task: Path) -> None:
    own = "<!-- reviewer:keep mine -->\nlook here\n<!-- reviewer:end mine -->"
    report_of(task).write_text(f"# Old\n\n{own}\n{MARK}\n")
    write_review(str(task), reviewed(task), render)
    text = report_of(task).read_text()
    assert text == f"{render(reviewed(task))}\n{own}\n"
    write_review(str(task), reviewed(task), render)
    assert report_of(task).read_text() == text


def test_a_report_written_by_hand_is_kept_as_a_copy(task: Path) -> None:
    file = report_of(task)
    for number, name in enumerate(("MODEL_FAILURES.md.orig", "MODEL_FAILURES.md.orig.1", "MODEL_FAILURES.md.orig.2")):
        by_hand = f"by hand {number} \udcff".encode("utf-8", "surrogateescape")
        file.write_bytes(by_hand)
        assert name in write_review(str(task), reviewed(task), render)[0]
        assert file.with_name(name).read_bytes() == by_hand
    assert file.with_name("MODEL_FAILURES.md.orig").read_bytes().startswith(b"by hand 0")


def test_a_mark_without_its_end_stops_the_writing(task: Path) -> None:
    report_of(task).write_text(f"# Old\n<!-- reviewer:keep notes -->\nwords\n{MARK}\n")
    before = snapshot(task)
    with pytest.raises(TaskError, match="has no end") as caught:
        write_review(str(task), reviewed(task), render)
    assert (caught.value.line, snapshot(task)) == (2, before)


def test_the_mode_of_a_file_stays(task: Path) -> None:
    (task / "metadata.json").chmod(0o640)
    write_review(str(task), reviewed(task), render)
    assert (task / "metadata.json").stat().st_mode & 0o777 == 0o640
    assert not list(task.rglob("*.tmp"))


def test_a_link_within_the_task_stays_one_and_a_link_out_of_it_is_refused(task: Path) -> None:
    kept = task / "kept.json"
    (task / "metadata.json").rename(kept)
    (task / "metadata.json").symlink_to("kept.json")
    write_review(str(task), reviewed(task), render)
    assert (task / "metadata.json").is_symlink()
    assert json.loads(kept.read_text())["training_quality"] == 9
    kept.rename(task.parent / "outside.json")
    (task / "metadata.json").unlink()
    (task / "metadata.json").symlink_to(task.parent / "outside.json")
    with pytest.raises(TaskError, match="out of the task"):
        write_review(str(task), reviewed(task), render)


def test_the_report_lies_beside_the_response(task: Path) -> None:
    review = reviewed(task)
    at_root = replace(review, task=replace(review.task, files={"model": "MODEL_RESPONSE.md"}))
    write_review(str(task), at_root, render)
    assert (task / "MODEL_FAILURES.md").exists()
    write_review(str(task), review, render)
    assert report_of(task).exists()


def test_the_shipped_report_has_a_place_for_words() -> None:
    text = RENDERERS["md"](make_review("t"))
    assert PAIR.format("\n") in text

"""The gate: decimals are numbers, what can't be told does not pass, and each failure says what to do first."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from reviewer.cli.main import run
from reviewer.errors import TaskError, UsageError
from reviewer.review import Blocker, NotificationRecord, Review
from reviewer.workflows.check import Report, check_report
from reviewer.workflows.gate import hold_to, judge_review, judge_tasks, parse_threshold
from reviewer.workflows.touched import find_touched

from .fakes import make_review, review_fake
from .test_batch import find_fakes, make_tasks


@pytest.mark.parametrize(
    ("score", "threshold", "passed"),
    [(8, "8", True), (8, "8.0", True), (8, "7.8", True), (7, "7.8", False), (10, "9.99", True), (9, "10", False)],
)
def test_thresholds_compare_as_numbers(score: int, threshold: str, passed: bool) -> None:
    assert judge_review("t", make_review("t", score), parse_threshold(threshold)).passed is passed


@pytest.mark.parametrize("text", ["eight", "", "11", "-1", "NaN", "sNaN", "Infinity", "8,5"])
def test_what_is_no_score_is_the_users_error(text: str) -> None:
    with pytest.raises(UsageError):
        parse_threshold(text)


def test_what_ci_shows_speaks_of_the_threshold_of_the_gate() -> None:
    """A comment that says passed beside a gate that failed helps nobody."""
    held = hold_to(make_review("t", 9), parse_threshold("9.5"))
    assert held.score is not None
    assert (held.score.threshold, held.score.passed) == (10, False)


def test_without_a_threshold_the_rubrics_own_counts() -> None:
    assert not judge_review("t", make_review("t", 7)).passed
    assert judge_review("t", make_review("t", 8)).passed


@pytest.mark.parametrize("status", ["not_comparable", "failed"])
def test_a_review_without_a_score_does_not_pass_even_under_zero(status: str) -> None:
    note = NotificationRecord("error", "no code could be read in lib/IDEAL_RESPONSE.md")
    review = replace(make_review("t"), status=status, score=None, notifications=(note,))
    verdict = judge_review("t", review, Decimal(0))
    assert not verdict.passed
    assert note.message in verdict.reason
    assert verdict.advice


def test_a_review_that_could_not_fully_look_does_not_pass() -> None:
    """An error among the notifications is ours to mend, and until then nobody knows the score."""
    note = NotificationRecord("error", "hcl block compared by line: its reader failed with KeyError")
    verdict = judge_review("t", replace(make_review("t", 10), notifications=(note,)), Decimal(8))
    assert not verdict.passed
    assert note.message in verdict.reason
    assert judge_review("t", replace(make_review("t", 10), notifications=(replace(note, level="warning"),))).passed


def test_a_task_that_can_not_be_reviewed_does_not_pass_and_does_not_stop_the_others() -> None:
    verdicts = list(judge_tasks(["refuse-1", "9-ok"], review_fake, Decimal(8)))
    assert [(verdict.path, verdict.passed) for verdict in verdicts] == [("refuse-1", False), ("9-ok", True)]


def test_the_first_thing_to_do_is_the_worst_blocker_then_the_advice() -> None:
    review = make_review("t", 3)
    assert review.score is not None
    blockers = (Blocker("region", 5, "the region is wrong"), Blocker("platform", 3, "the platform is wrong"))
    blocked = replace(review, score=replace(review.score, blockers=blockers, advice=("Add monitoring",)))
    assert judge_review("t", blocked).advice == "remove the blocker: the platform is wrong"
    advised = replace(review, score=replace(review.score, advice=("Add monitoring", "Add encryption")))
    assert judge_review("t", advised).advice == "Add monitoring"


def fingerprinted(path: str) -> Review:
    return replace(make_review(path), fingerprint="ab" * 32)


@pytest.mark.parametrize(
    ("report", "current"),
    [
        (f"# Report\n<!-- reviewer: fingerprint={'ab' * 32} -->\n", True),
        (f"<!-- reviewer:fingerprint {'AB' * 32} -->", True),
        (f"<!-- reviewer: fingerprint={'cd' * 32} -->", False),
        (f"<!-- reviewer: fingerprint={'ab' * 32} --><!-- reviewer: fingerprint={'cd' * 32} -->", False),
        ("# written by hand", False),
        (None, False),
    ],
)
def test_a_report_is_current_where_its_mark_is_that_of_the_review(
    tmp_path: Path, report: str | None, current: bool
) -> None:
    task = make_tasks(tmp_path, "t/lib") / "t"
    if report is not None:
        (task / "lib" / "MODEL_FAILURES.md").write_text(report)
    found = check_report(str(task), fingerprinted(str(task)), lambda _: report or "")
    assert found.current is current
    assert current or (found.reason and found.advice)


WRITTEN = f"""# Report

Deletion protection is off.

<!-- reviewer:keep notes -->
<!-- reviewer:end notes -->

<!-- reviewer: fingerprint={"ab" * 32} -->
"""


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("notes -->\n<", "notes -->\nMine.\n<", ""),
        ("\n", "  \r\n", ""),
        ("-->\n", "-->\n\n\n", "edited by hand"),
        ("off", "on", "edited by hand"),
        ("<!-- reviewer:end notes -->", "", "edited by hand"),
    ],
)
def test_a_report_that_was_edited_outside_its_keep_marks_is_told_apart(
    tmp_path: Path, before: str, after: str, reason: str
) -> None:
    task = make_tasks(tmp_path, "t") / "t"
    (task / "MODEL_FAILURES.md").write_bytes(WRITTEN.replace(before, after).encode())
    found = check_report(str(task), fingerprinted(str(task)), lambda _: WRITTEN)
    assert reason in found.reason
    assert found.current is (not reason)


def test_the_advice_can_be_typed_as_it_stands(tmp_path: Path) -> None:
    task = str(make_tasks(tmp_path, "a task") / "a task")
    found = check_report(task, fingerprinted(task), lambda _: "", " --rubric guide-2.1")
    assert found.advice.endswith(f"reviewer score '{task}' --write --rubric guide-2.1")


@pytest.mark.parametrize("report", [Report(False, None, "there is no report", "write it"), Report(True, "x.md")])
def test_the_gate_can_require_the_report(report: Report) -> None:
    (verdict,) = judge_tasks(["9-ok"], review_fake, None, lambda *_: report)
    assert (verdict.passed, verdict.reason, verdict.advice) == (report.current, report.reason, report.advice)


@pytest.mark.parametrize(("file", "named"), [("t/raises", False), ("t/raises/lib/x.md", True), (None, False)])
def test_a_task_that_fails_is_named_once(file: str | None, named: bool) -> None:
    def refuse(_: str) -> Review:
        raise TaskError("can't be read", file=file)

    (verdict,) = judge_tasks(["t/raises"], refuse, None)
    assert (str(file) in verdict.reason) is named


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", *identity, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 - the tests' own words


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    make_tasks(tmp_path / "repo", *(f"tasks/{name}" for name in ("a", "b", "c", "d", "ä f")), "other/e")
    git(tmp_path / "repo", "init", "-q", "-b", "main")
    git(tmp_path / "repo", "add", ".")
    git(tmp_path / "repo", "commit", "-q", "-m", "start")
    git(tmp_path / "repo", "checkout", "-q", "-b", "work")
    return tmp_path / "repo"


def touched(root: Path, revision: str = "main") -> list[str]:
    return [Path(task).relative_to(root).as_posix() for task in find_touched(revision, str(root), find_fakes)]


def test_committed_staged_unstaged_new_and_deleted_files_touch_their_task(repository: Path) -> None:
    tasks = repository / "tasks"
    (tasks / "a" / "MODEL_RESPONSE.md").write_text("committed")
    git(repository, "commit", "-q", "-a", "-m", "change")
    (tasks / "b" / "MODEL_RESPONSE.md").write_text("not staged")
    (tasks / "ä f" / "lib").mkdir()
    (tasks / "ä f" / "lib" / "new.json").write_text("{}")
    (repository / "other" / "e" / "MODEL_RESPONSE.md").unlink()
    (repository / "README.md").write_text("no task")
    assert touched(repository) == ["tasks/a", "tasks/b", "tasks/ä f"]
    assert touched(tasks) == ["a", "b", "ä f"]
    assert touched(tasks / "a") == ["."]


def test_what_others_merged_in_the_meantime_is_not_touched(repository: Path) -> None:
    git(repository, "checkout", "-q", "main")
    (repository / "tasks" / "c" / "MODEL_RESPONSE.md").write_text("by somebody else")
    git(repository, "commit", "-q", "-a", "-m", "theirs")
    git(repository, "checkout", "-q", "work")
    assert touched(repository) == []


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", ""])
def test_a_revision_that_there_is_not_is_the_users_error(repository: Path, revision: str) -> None:
    with pytest.raises(UsageError, match="knows no revision") as caught:
        touched(repository, revision)
    assert "git branch --all" in caught.value.hint


def test_a_directory_outside_any_repository_is_the_users_error(tmp_path: Path) -> None:
    """Fetching more history would be wrong advice there."""
    with pytest.raises(UsageError, match="no git repository") as caught:
        touched(tmp_path)
    assert "without --changed-since" in caught.value.hint
    assert "fetch" not in caught.value.hint
    with pytest.raises(UsageError, match="no such directory"):
        touched(tmp_path / "nowhere")


def test_a_repository_without_a_commit_and_one_without_common_history_are_told_apart(
    tmp_path: Path, repository: Path
) -> None:
    """Each has a remedy of its own."""
    (tmp_path / "new").mkdir()
    git(tmp_path / "new", "init", "-q")
    with pytest.raises(UsageError, match="no commit yet"):
        touched(tmp_path / "new")
    git(repository, "checkout", "-q", "--orphan", "other")
    git(repository, "commit", "-q", "-m", "another start")
    with pytest.raises(UsageError, match="no commit in common") as caught:
        touched(repository)
    assert "fetch the whole history" in caught.value.hint


@pytest.mark.parametrize("arguments", [["--changed-since", "nowhere"], ["nowhere", "--changed-since", "main"]])
def test_a_wrong_revision_or_place_exits_2_as_the_documents_say(
    arguments: list[str], repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repository)
    assert run(["gate", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1

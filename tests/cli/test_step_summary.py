"""The page of a step in CI: filled where GitHub asks for it, never beyond its limit, never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.cli.main import run
from reviewer.cli.step_summary import append_summary
from reviewer.render.github_pages import SUMMARY_BYTES, render_summary
from tests.tasks import response, template, write_task
from tests.workflows.fakes import make_review


@pytest.fixture
def page(tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    return tmp_path / "summary.md"


@pytest.mark.parametrize("command", ["score", "gate"])
def test_score_and_gate_append_their_reviews(command: str, tmp_path: Path, page: Path) -> None:
    page.write_text("from an earlier command\n")
    task = write_task(tmp_path / "t", response(template()), response(template()))
    run([command, str(task)])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("from an earlier command\n## ")
    assert text.count("/10 (") == 1


def test_reviews_beyond_the_limit_are_left_out_and_that_is_said_once(page: Path) -> None:
    page.write_bytes(b"x" * (SUMMARY_BYTES - 10))
    for _ in range(3):
        append_summary(make_review("t"), page)
    assert page.read_bytes().count(b"left out here") == 1
    assert page.stat().st_size < 1 << 20


def test_a_page_that_can_not_be_written_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    append_summary(make_review("t"), tmp_path)
    assert capsys.readouterr().err.count("\n") == 1


def test_without_a_page_nothing_happens() -> None:
    append_summary(make_review("t"), None)
    assert render_summary(make_review("t"))

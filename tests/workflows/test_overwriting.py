"""Outputs never take the place of a file that no run of ours wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import UsageError
from reviewer.workflows.earlier import measure_standing
from reviewer.workflows.outputs.sqlite import open_sqlite


def test_a_database_does_not_replace_a_text(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Mine\n")
    with pytest.raises(OSError, match="no database"):
        open_sqlite(str(notes))
    assert notes.read_text() == "# Mine\n"


def test_a_database_replaces_an_earlier_one_and_an_empty_file(tmp_path: Path) -> None:
    for _ in range(2):
        open_sqlite(str(tmp_path / "reviews.sqlite")).close()
    (tmp_path / "empty").touch()
    open_sqlite(str(tmp_path / "empty")).close()


def test_a_run_does_not_go_on_from_what_holds_no_review(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Mine\n")
    with pytest.raises(UsageError, match="no review"):
        measure_standing(str(notes), ["t"], "sha", None)

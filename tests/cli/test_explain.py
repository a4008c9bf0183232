"""``reviewer score --explain``: the proof on standard output, at the width that the terminal has."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.cli.main import run
from tests.tasks import SAMPLES

SAMPLE = str(SAMPLES / "101000894")


pytestmark = pytest.mark.usefixtures("own_cache")


@pytest.mark.parametrize("columns", [60, 80, 160])
def test_the_proof_keeps_to_the_columns(columns: int, monkeypatch, capsysbinary):
    """Nothing is wider than $COLUMNS, and no colour goes into a pipe."""
    monkeypatch.setenv("COLUMNS", str(columns))
    assert run(["score", SAMPLE, "--explain"]) == 0
    lines = capsysbinary.readouterr().out.decode().split("\n")
    assert max(map(len, lines)) <= columns
    assert not any("\x1b" in line for line in lines)
    assert any("guide-2.1" in line for line in lines)


def test_the_other_rubric_is_always_the_other(capsysbinary):
    """Judged by the strict formula, the default one is asked for its opinion."""
    assert run(["score", SAMPLE, "--explain", "--rubric", "guide-2.1"]) == 0
    text = capsysbinary.readouterr().out.decode()
    assert text.index("rubric guide-2.1") < text.index("default 1: 9, passed")


def test_a_format_may_go_to_a_file_beside_the_proof(tmp_path: Path, capsysbinary):
    """The proof takes standard output; a format beside it needs a file."""
    assert run(["score", SAMPLE, "--explain", "--format", f"score-line:{tmp_path / 'line'}"]) == 0
    assert b"Every point" in capsysbinary.readouterr().out
    assert (tmp_path / "line").read_text().strip()


def test_two_texts_on_standard_output_are_refused(capsys):
    """The line says what to do."""
    assert run(["score", SAMPLE, "--explain", "--format", "json"]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert "give the format a file" in captured.err


def test_a_losing_rule_is_told_why(capsys):
    """``rubric explain`` shows the losers on the rule's own examples, each with its reason."""
    assert run(["rubric", "explain", "deletion-protection-off"]) == 0
    assert "resource-setting loses: its priority is" in capsys.readouterr().out

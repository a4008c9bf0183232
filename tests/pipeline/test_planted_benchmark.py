"""The benchmark of planted changes runs on a template of ours, and finds in it what it plants."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def test_it_plants_into_a_template_and_finds_it_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """One line a family, their sums, and every planted change came out as planted."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    planted = importlib.import_module("planted")
    templates = str(ROOT / "tests" / "pipeline" / "planted")
    monkeypatch.setattr("sys.argv", ["planted.py", templates, "--per-template", "6", "--show"])
    planted.main()
    printed = capsys.readouterr().out
    assert "1 templates, 6 tasks" in printed
    found = re.fullmatch(r"\d+ families, exactly as planted: (\d+) of (\d+) \(100\.0 %\)", printed.splitlines()[-1])
    assert found is not None, printed

"""The benchmark of planted changes runs on a template of ours, and finds in it what it plants."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_it_plants_into_a_template_and_finds_it_again():
    """One line a family, their sums, and every planted change came out as planted."""
    command = [sys.executable, "benchmarks/planted.py", "tests/pipeline/planted", "--per-template", "6", "--show"]
    environment = {**os.environ, "REVIEWER_CACHE": "off"}
    run = subprocess.run(  # noqa: S603 - our own file
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert "1 templates, 6 tasks" in run.stdout
    last = run.stdout.splitlines()[-1]
    found = re.fullmatch(r"\d+ families, exactly as planted: (\d+) of (\d+) \(100\.0 %\)", last)
    assert found is not None, run.stdout
    assert found[1] == found[2]

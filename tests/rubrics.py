"""The rubrics that ship, each validated once for all tests of a process."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from reviewer import Rubric, load_rubric
from reviewer.rubric.load import rubric_directory


@cache
def shipped(name: str = "default") -> Rubric:
    """Gives a rubric that ships; it is immutable, so that no test can spoil it for another."""
    return load_rubric(name)


def write_base(folder: Path) -> None:
    """Writes the default rubric without its many rules into a folder; a rubric there extends that one first."""
    text = (rubric_directory() / "default.yaml").read_text(encoding="utf-8")
    short = re.sub(r"^include:\n(?:  - .*\n)+", "", text, flags=re.MULTILINE)
    assert len(short) < len(text)
    (folder / "default.yaml").write_text(short, encoding="utf-8")

"""The rubrics that ship, each validated once for all tests of a process."""

from __future__ import annotations

from functools import cache

from reviewer import Rubric, load_rubric


@cache
def shipped(name: str = "default") -> Rubric:
    """Gives a rubric that ships; it is immutable, so that no test can spoil it for another."""
    return load_rubric(name)

"""The table of renderers, and what every renderer owes whoever reads it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reviewer.render import RENDERERS

from .builder import many, not_comparable, scored


@pytest.mark.parametrize("name", list(RENDERERS))
@pytest.mark.parametrize("review", [scored(), not_comparable(), many(3)], ids=["scored", "not comparable", "many"])
def test_a_text_ends_with_one_line_end_and_comes_out_the_same_twice(name, review):
    text = RENDERERS[name](review)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert RENDERERS[name](review) == text


@pytest.mark.parametrize("name", list(RENDERERS))
def test_lone_surrogates_never_reach_the_output(name, hostile_review):
    RENDERERS[name](hostile_review("\ud800 and \udfff")).encode("utf-8")


@pytest.mark.parametrize("name", ["terminal", "score-line"])
def test_the_verdict_needs_no_heavy_import(name):
    code = (
        "import sys; from tests.render.builder import scored; from reviewer.render import RENDERERS\n"
        f"RENDERERS[{name!r}](scored())\n"
        "print([name for name in ('jinja2', 'markupsafe', 'pydantic', 'rich', 'markdown_it') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"

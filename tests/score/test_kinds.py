"""Kinds of task: what makes a task one, and what of it is not judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer.model import CodeBlock, Document, Metadata
from reviewer.score import find_kind
from reviewer.score.kinds import limit_rubric
from tests.rubrics import shipped
from tests.score.builders import BUCKET, LINE, document

RUBRIC = shipped()


def script(name: str) -> Document:
    return document(platform=None, language="py", blocks=(CodeBlock("py", name, "print()", LINE),))


@pytest.mark.parametrize(
    ("metadata", "ideal", "kind", "level"),
    [
        pytest.param({"platform": "cfn"}, document(BUCKET), "standard", None, id="resources"),
        pytest.param({"platform": "cicd"}, document(), "pipeline", "info", id="a fact"),
        pytest.param({"platform": "analysis"}, document(BUCKET), "analysis", "info", id="whatever the code holds"),
        pytest.param({"provider": "localstack"}, document(BUCKET), "emulator", "info", id="the provider"),
        pytest.param({"platform": "cicd", "provider": "localstack"}, document(), "pipeline", "info", id="first wins"),
        pytest.param({"platform": "pulumi"}, script("lib/optimize.py"), "optimisation", "warning", id="a guess"),
        pytest.param({"platform": "pulumi"}, script("lib/analyse.py"), "analysis", "warning", id="another"),
        pytest.param({"platform": "pulumi"}, script("lib/optimizer_test.py"), "standard", None, id="another name"),
        pytest.param(
            {"platform": "pulumi"}, replace(script("lib/optimize.py"), elements=(BUCKET,)), "standard", None,
            id="a script beside resources",
        ),
    ],
)  # fmt: skip
def test_the_kind_comes_from_facts_before_guesses(metadata, ideal, kind, level):
    found = find_kind(Metadata(**metadata), ideal, RUBRIC)
    assert found.name == kind
    assert [note.level for note in found.notifications] == ([level] if level else [])


def test_a_guess_says_what_it_was_guessed_from():
    (note,) = find_kind(Metadata(platform="pulumi"), script("lib/optimize.py"), RUBRIC).notifications
    assert "guessed from the name of lib/optimize.py" in note.message


@pytest.mark.parametrize(
    ("platform", "left"),
    [
        ("cfn", {"platform_mismatch", "wrong_account", "missing_services", "wrong_region"}),
        ("cicd", {"wrong_account", "wrong_region"}),
        ("analysis", {"wrong_account", "wrong_region"}),
    ],
)
def test_only_what_cannot_be_judged_is_left_out(platform, left):
    """A pipeline's region is judged like any other."""
    limited = limit_rubric(RUBRIC, find_kind(Metadata(platform=platform), document(), RUBRIC))
    assert {each.name for each in limited.blockers} == left
    assert limited._replace(blockers=RUBRIC.blockers) == RUBRIC


@pytest.mark.parametrize("kind", [kind for kind in RUBRIC.kinds if kind.unjudged])
def test_a_kind_that_switches_something_off_says_so(kind):
    assert kind.says and "not judged" in kind.says

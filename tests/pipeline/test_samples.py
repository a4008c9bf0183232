"""Every sample has its golden report: what a reader of that language gets to see, in full."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewer import Review
from reviewer.render import RENDERERS
from tests.conftest import Golden
from tests.samples import NAMES, review_sample
from tests.tasks import STOPPED

GOLDEN = Path(__file__).parent / "golden"
MARK = re.compile("fingerprint=[0-9a-f]{64}")


def without_mark(report: str) -> str:
    """The fingerprint changes with every byte of the rubric, whether a reader of the report sees a change or not."""
    assert MARK.search(report)
    return MARK.sub("fingerprint=*", report)


def what_becomes_of(review: Review) -> str:
    """``passed``, ``failed``, the name of the blocker, or the status of a review without a score."""
    if review.score is None:
        return review.status
    return next((each.name for each in review.score.blockers), "passed" if review.score.passed else "failed")


@pytest.mark.parametrize("name", NAMES)
def test_each_sample_gives_its_golden_report(name: str, golden: Golden):
    """The whole report, with categories, evidence, score and notifications; read the difference before an update."""
    review = review_sample(name)
    assert what_becomes_of(review) == STOPPED.get(name, "passed")
    golden(GOLDEN / f"{name}.md", without_mark(RENDERERS["md"](review)))


def test_every_golden_report_has_its_sample():
    """A sample that goes takes its golden report along."""
    assert sorted(path.stem for path in GOLDEN.glob("*.md")) == NAMES

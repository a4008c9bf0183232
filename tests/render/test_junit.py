"""JUnit: the score fails, the fixes are listed, the XML is well-formed whatever the task holds."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from reviewer.render.junit import render_junit
from reviewer.review import Review

from .builder import not_comparable, protection, score, scored


def read(review: Review) -> ET.Element:
    suite = ET.fromstring(render_junit(review)).find("testsuite")  # noqa: S314 - our own text
    assert suite is not None
    return suite


def test_a_passed_review_has_a_case_for_the_score_and_one_for_each_fix() -> None:
    suite = read(scored())
    names = [case.get("name") for case in suite.findall("testcase")]
    assert names[0] == "score"
    assert names[1] == "1. B deletion-protection: Deletion protection switched off"
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "0", "0")


def test_a_score_below_the_threshold_is_a_failure_with_its_advice() -> None:
    suite = read(scored(score=score(final=6, passed=False, advice=("Add monitoring",))))
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert "6 is below 8" in failure.get("message", "")
    assert "Add monitoring" in (failure.text or "")
    assert suite.get("failures") == "1"


def test_a_review_without_a_score_is_an_error() -> None:
    suite = read(not_comparable())
    error = suite.find("testcase/error")
    assert error is not None
    assert error.get("message") == "the corrected answer holds no code at all"
    assert suite.get("errors") == "1"


def test_what_xml_cannot_hold_does_not_get_into_it() -> None:
    bad = "\x00\x0b\x1b]]>&<\ud800\ufffe"
    fix = replace(protection(), title=bad, issue=bad)
    task = replace(scored().task, path=bad, id=bad)
    assert len(read(scored(fixes=(fix,), task=task)).findall("testcase")) == 2
    render_junit(scored(fixes=(fix,), task=task)).encode("utf-8")

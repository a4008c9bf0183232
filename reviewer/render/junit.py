"""JUnit XML, which nearly every CI shows: the score is the test that fails, the fixes are what was looked at."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from reviewer.render.places import find_places, join_path, sort_fixes
from reviewer.render.text import encodable, one_line, show_calculation, show_lines
from reviewer.review import FixRecord, Review

#: Places listed of one fix.
PLACES = 20
#: The characters that XML 1.0 can't hold and that may be shown elsewhere; controls were replaced before.
_NO_XML = re.compile("[\ufffe\uffff]")


def render_junit(review: Review) -> str:
    """Writes one suite a task: the case ``score``, and one for each fix, which says what it was and passes."""
    score = review.score
    failed, broken = int(score is not None and not score.passed), int(score is None)
    figures = {"tests": str(len(review.fixes) + 1), "failures": str(failed), "errors": str(broken)}
    root = ET.Element("testsuites", {"name": "reviewer", **figures})
    suite = ET.SubElement(root, "testsuite", {"name": one_line(review.task.path), **figures, "skipped": "0"})
    _add_score(suite, review)
    for number, fix in enumerate(sort_fixes(review), start=1):
        _add_fix(suite, review, fix, number)
    ET.indent(root)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + encodable(_NO_XML.sub("?", ET.tostring(root, encoding="unicode")))
        + "\n"
    )


def _add_score(suite: ET.Element, review: Review) -> None:
    case = ET.SubElement(suite, "testcase", classname=_class_name(review), name="score")
    score = review.score
    if score is None:
        why = next((each.message for each in review.notifications if each.level == "error"), review.status)
        ET.SubElement(case, "error", type=review.status, message=one_line(why))
        return
    if not score.passed:
        message = f"{score.final} is below {score.threshold}: {one_line(score.assessment)}"
        failure = ET.SubElement(case, "failure", type="below-threshold", message=message)
        reasons = [*(each.reason for each in score.blockers), *(each.reason for each in score.ceilings)]
        failure.text = "\n".join(map(one_line, [*reasons, *score.advice]))
    ET.SubElement(case, "system-out").text = f"{show_calculation(score)}, final {score.final}"


def _add_fix(suite: ET.Element, review: Review, fix: FixRecord, number: int) -> None:
    # The number keeps the names apart: a CI merges cases of one name.
    name = f"{number}. {fix.category} {fix.rule}: {one_line(fix.title)}"
    case = ET.SubElement(suite, "testcase", classname=_class_name(review), name=name)
    places = [place.lines for place in find_places(fix)]
    if places:
        case.set("file", one_line(join_path(review, places[0].file)))
        case.set("line", str(places[0].start))
    lines = [fix.issue, fix.fix, fix.reason, *(show_lines(each) for each in places[:PLACES])]
    ET.SubElement(case, "system-out").text = "\n".join(one_line(line) for line in lines if line)


def _class_name(review: Review) -> str:
    """A dot would be taken for a package."""
    return "reviewer." + one_line(review.task.id).replace(".", "_")

"""SARIF 2.1.0, for code scanning: a rule a result, ids that stay, fingerprints that survive moved lines."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from reviewer import __version__
from reviewer.render.levels import PASSED, find_level
from reviewer.render.places import Place, find_places, join_path, sort_fixes
from reviewer.render.text import clean, encodable, one_line, show_pointer
from reviewer.review import FixRecord, Lines, Review

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
NOTIFICATION_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
#: Related places of one result; code scanning shows no more than a few, and refuses files above 10 MB.
RELATED = 50
#: Name of our fingerprint; the number changes only with what it is made of.
FINGERPRINT = "reviewerFix/v1"


def render_sarif(review: Review) -> str:
    """Writes one run with a result for each fix."""
    return _write([review], f"reviewer/{review.task.id}/", _properties(review))


def render_sarifs(reviews: Sequence[Review]) -> str:
    """Writes one run for several tasks: code scanning refuses a file of more than twenty."""
    return _write(reviews, "reviewer/", {"reviews": [{"task": each.task.id, **_properties(each)} for each in reviews]})


def _write(reviews: Sequence[Review], category: str, properties: dict[str, Any]) -> str:
    found = [(review, fix) for review in reviews for fix in sort_fixes(review)]
    first = {fix.rule: fix for _, fix in reversed(found)}
    rules = list(dict.fromkeys(fix.rule for _, fix in found))
    run = {
        "tool": {"driver": {**_driver(), "rules": [_rule(first[rule]) for rule in rules]}},
        "automationDetails": {"id": category},
        "invocations": [_invocation(review) for review in reviews],
        "results": _results(found, rules),
        "properties": properties,
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return encodable(json.dumps(whole, indent=2, ensure_ascii=False)) + "\n"


def _driver() -> dict[str, Any]:
    return {"name": "reviewer", "version": __version__, "semanticVersion": __version__}


def _rule(fix: FixRecord) -> dict[str, Any]:
    """Describes a rule in words that do not depend on one change, so far as the review has them."""
    return {
        "id": fix.rule,
        "name": "".join(word.capitalize() for word in fix.rule.split("-")),
        "shortDescription": {"text": fix.rule.replace("-", " ").capitalize()},
        "fullDescription": {"text": one_line(fix.impact) or fix.rule},
        "help": {"text": one_line(fix.training_value) or one_line(fix.impact) or fix.rule},
        "defaultConfiguration": {"level": PASSED[fix.category]},
        "properties": {"tags": [fix.concern, f"category-{fix.category}"]},
    }


def _invocation(review: Review) -> dict[str, Any]:
    notes = [
        {
            "level": NOTIFICATION_LEVELS.get(each.level, "warning"),
            "message": {"text": one_line(each.message) or "(no message)"},
            **({"locations": [{"physicalLocation": _place(review, each.file, each.line)}]} if each.file else {}),
        }
        for each in review.notifications
    ]
    return {"executionSuccessful": review.status == "scored", "toolExecutionNotifications": notes}


def _properties(review: Review) -> dict[str, Any]:
    score = review.score
    return {
        "status": review.status,
        "score": score.final if score else None,
        "threshold": score.threshold if score else None,
        "rubric": {"name": review.rubric.name, "version": review.rubric.version, "sha256": review.rubric.sha256},
    }


def _results(found: Sequence[tuple[Review, FixRecord]], rules: Sequence[str]) -> list[dict[str, Any]]:
    numbers = {rule: number for number, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    results = []
    for review, fix in found:
        mark = _fingerprint(review, fix)
        seen[mark] += 1
        places = list(find_places(fix))
        result = {
            "ruleId": fix.rule,
            "ruleIndex": numbers[fix.rule],
            "level": find_level(review, fix),
            "message": {"text": f"{one_line(fix.title)}: {one_line(f'{fix.issue} {fix.fix}')}"},
            "locations": [_location(review, place) for place in places[:1]],
            "partialFingerprints": {FINGERPRINT: f"{mark}:{seen[mark]}"},
            "properties": {"category": fix.category, "concern": fix.concern, "source": fix.source},
        }
        if places[1:]:
            result["relatedLocations"] = [
                {"id": number, **_location(review, place)} for number, place in enumerate(places[1 : RELATED + 1])
            ]
        results.append(result)
    return results


def _fingerprint(review: Review, fix: FixRecord) -> str:
    """Made of rule, source and pointers, so that neither moved lines nor other words make it another result."""
    places = sorted({f"{each.op} {each.pointer or each.section or ''}" for each in fix.changes})
    text = "\0".join([review.task.id, fix.rule, fix.source, *places])
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _location(review: Review, place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(review, place.lines)}
    if name := show_pointer(place.change):
        location["logicalLocations"] = [{"fullyQualifiedName": name}]
        location["message"] = {"text": f"{place.change.op} {name}"}
    return location


def _physical(review: Review, lines: Lines) -> dict[str, Any]:
    physical = _place(review, lines.file, lines.start, lines.end)
    if lines.quote:
        physical["region"]["snippet"] = {"text": "\n".join(map(clean, lines.quote))}
    return physical


def _quote_path(path: str) -> str:
    """Quotes a path for a URI; bytes that are no UTF-8 come back as they are on disk, other strays as marks."""
    try:
        return quote(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return quote(path.encode("utf-8", "replace"))


def _place(review: Review, file: str, start: int | None, end: int | None = None) -> dict[str, Any]:
    path = join_path(review, file)
    if PurePath(path).is_absolute():
        artifact = {"uri": "file://" + _quote_path(path)}
    else:
        artifact = {"uri": _quote_path(path), "uriBaseId": "%SRCROOT%"}
    region = {"region": {"startLine": start, "endLine": end or start}} if start else {}
    return {"artifactLocation": artifact, **region}

"""SARIF: its shape, ids that stay, fingerprints that survive moved lines."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as OfficialSchema

from reviewer.render.sarif import render_sarif, render_sarifs
from reviewer.review import FixRecord, Lines, Review

from .builder import many, not_comparable, protection, scored

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
LOCATION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "message": TEXT,
        "logicalLocations": {"type": "array"},
        "physicalLocation": {
            "type": "object",
            "additionalProperties": False,
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "additionalProperties": False,
                    "properties": {
                        "uri": {"type": "string", "pattern": r"^[A-Za-z0-9_.~/%:-]+$"},
                        "uriBaseId": {"const": "%SRCROOT%"},
                    },
                },
                "region": {
                    "additionalProperties": False,
                    "properties": {
                        "startLine": {"type": "integer", "minimum": 1},
                        "endLine": {"type": "integer", "minimum": 1},
                        "snippet": {"type": "object"},
                    },
                },
            },
        },
    },
}
#: Stricter than the official schema where code scanning is: what a result must have, and where a path begins.
EXCERPT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tool", "results"],
                "properties": {
                    "automationDetails": {"required": ["id"]},
                    "properties": {"type": "object"},
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "rules"],
                                "properties": {
                                    "rules": {
                                        "uniqueItems": True,
                                        "items": {
                                            "required": ["id", "shortDescription", "help"],
                                            "properties": {"shortDescription": TEXT, "help": TEXT},
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "invocations": {
                        "items": {
                            "required": ["executionSuccessful"],
                            "properties": {
                                "toolExecutionNotifications": {
                                    "items": {
                                        "required": ["message"],
                                        "properties": {
                                            "message": TEXT,
                                            "level": LEVEL,
                                            "locations": {"items": LOCATION},
                                        },
                                    }
                                }
                            },
                        }
                    },
                    "results": {
                        "items": {
                            "additionalProperties": False,
                            "required": ["message", "ruleId"],
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": LEVEL,
                                "message": TEXT,
                                "locations": {"items": LOCATION, "maxItems": 1},
                                "relatedLocations": {"items": LOCATION, "uniqueItems": True},
                                "partialFingerprints": {"additionalProperties": {"type": "string"}},
                                "properties": {"type": "object"},
                            },
                        }
                    },
                },
            },
        },
    },
}


def render(review: Review) -> dict[str, Any]:
    run: dict[str, Any] = check(render_sarif(review))["runs"][0]
    return run


def check(text: str) -> dict[str, Any]:
    """A log that is valid by the schema of SARIF 2.1.0, of which the models were generated."""
    OfficialSchema.model_validate_json(text)
    log: dict[str, Any] = json.loads(text)
    jsonschema.validate(log, EXCERPT)
    return log


def test_what_the_schema_does_not_know_is_refused() -> None:
    log = json.loads(render_sarif(scored()))
    log["runs"][0]["results"][0]["fingerprint"] = "1"
    with pytest.raises(ValidationError, match="fingerprint"):
        check(json.dumps(log))


def move(fix: FixRecord, by: int) -> FixRecord:
    """The same fix, further down in its files."""

    def down(lines: Lines | None) -> Lines | None:
        return replace(lines, start=lines.start + by, end=lines.end + by) if lines else None

    changes = (replace(each, model=down(each.model), ideal=down(each.ideal)) for each in fix.changes)
    return replace(fix, changes=tuple(changes))


def fingerprints(review: Review) -> list[str]:
    return [result["partialFingerprints"]["reviewerFix/v1"] for result in render(review)["results"]]


def test_every_fix_is_a_result_of_its_rule_at_its_lines() -> None:
    run = render(scored())
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [result["ruleId"] for result in run["results"]] == rules
    assert [rules[result["ruleIndex"]] for result in run["results"]] == rules
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "samples/101000894/lib/IDEAL_RESPONSE.md"
    assert place["region"]["startLine"] == 316


def test_a_fingerprint_survives_moved_lines_and_other_words_but_no_other_place() -> None:
    fix = protection()
    base = fingerprints(scored(fixes=(fix,)))
    assert fingerprints(scored(fixes=(replace(move(fix, 40), title="Other words"),))) == base
    elsewhere = replace(fix, changes=(replace(fix.changes[0], pointer="/Resources/Other"),))
    assert fingerprints(scored(fixes=(elsewhere,))) != base


def test_two_results_never_share_a_fingerprint() -> None:
    marks = fingerprints(scored(fixes=(protection(), protection())))
    assert len(set(marks)) == 2


def test_several_tasks_are_one_run_whose_results_name_their_rules() -> None:
    other = replace(scored(), task=replace(scored().task, id="other", path="samples/other"))
    (run,) = check(render_sarifs([scored(), not_comparable(), other]))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert [rules[each["ruleIndex"]] for each in run["results"]] == [each["ruleId"] for each in run["results"]]
    marks = [each["partialFingerprints"]["reviewerFix/v1"] for each in run["results"]]
    assert marks == [*fingerprints(scored()), *fingerprints(other)]
    assert [each["executionSuccessful"] for each in run["invocations"]] == [True, False, True]
    assert [each["score"] for each in run["properties"]["reviews"]] == [9, None, 9]


def test_many_places_of_one_fix_are_bounded() -> None:
    result = render(many(200))["results"][0]
    assert len(result["relatedLocations"]) == 50


def test_a_review_without_a_score_was_no_success_and_says_why() -> None:
    invocation = render(not_comparable())["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "the corrected answer holds no code at all"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (".", "lib/IDEAL_RESPONSE.md"),
        ("./a b/ä", "a%20b/%C3%A4/lib/IDEAL_RESPONSE.md"),
        ("/tasks/1", "file:///tasks/1/lib/IDEAL_RESPONSE.md"),
    ],
)
def test_paths_are_written_as_uris(path: str, uri: str) -> None:
    review = scored(fixes=(protection(),))
    run = render(replace(review, task=replace(review.task, path=path)))
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri

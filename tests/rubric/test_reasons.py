"""What rules of several cases say of each: a title or a reason has to be true of the very change."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.model import MISSING
from reviewer.rubric.words import add_subject, render_words
from tests.rubrics import shipped

RUBRIC = shipped()
FACTS: dict[str, Any] = {
    "before": MISSING,
    "after": MISSING,
    "n": 1,
    "verb": "changed",
    "step": "changed",
    "became": "changed",
    "steps": {"changed": [], "removed": [], "added": []},
    "values": [],
    "fields": [],
    "properties": [],
    "types": [],
    "elements": ["Bell"],
    "added": [],
    "removed": [],
    "changed": [],
}


def say(rule_id: str, text: str, facts: dict[str, Any]) -> str:
    """Renders a text of a shipped rule over a few facts."""
    (rule,) = (rule for rule in RUBRIC.rules if rule.id == rule_id)
    steps = FACTS["steps"] | facts.get("steps", {})
    known = add_subject(rule.words, FACTS | facts | {"steps": steps}, RUBRIC)
    return render_words(getattr(rule.words, text), known, RUBRIC)


@pytest.mark.parametrize(
    ("rule_id", "facts", "said"),
    [
        ("provider-declared", {"elements": ["tls", "random"]}, "a password, a key or an archive"),
        ("provider-declared", {"elements": ["kubernetes"]}, "inside a cluster"),
        ("provider-declared", {"elements": ["random", "aws"]}, "in which region"),
        ("condition-declared", {"verb": "removed"}, "decides nothing"),
        ("condition-declared", {"verb": "added"}, "states once"),
        ("servers-removed", {"types": ["LbTargetGroupAttachment"]}, "registered with it"),
        ("servers-removed", {"types": ["LbTargetGroupAttachment", "Instance"]}, "ran on a machine"),
        ("image-repository-settings", {"fields": ["encryptionconfiguration"]}, "encrypts its images in any case"),
        ("image-repository-settings", {"fields": ["imagetagmutability"]}, "take the place of one"),
        ("image-repository-settings", {"fields": ["scanonpush"]}, "known weaknesses"),
        ("image-repository-settings", {"fields": ["scanonpush", "imagetagmutability"]}, "whether a tag can be moved"),
        ("engine-changed", {"fields": ["applymethod"]}, "only at a restart"),
        ("engine-changed", {"types": ["aws_db_parameter_group"], "verb": "added"}, "databases that name it"),
        (
            "engine-changed",
            {"types": ["aws_db_parameter_group"], "fields": ["maxconnections"]},
            "how the engine behaves",
        ),
        ("engine-changed", {"types": ["aws_db_instance"], "fields": ["enginemode"]}, "have to agree"),
        ("access-logging", {"fields": ["awslogsgroup"]}, "What a container prints"),
        ("access-logging", {"fields": ["accesslogs"]}, "what an investigation begins with"),
        (
            "explicit-name",
            {"steps": {"changed": ["Bell"]}, "values": [("bell", "bell-${uuid}")]},
            "A random part keeps",
        ),
        ("explicit-name", {"steps": {"changed": ["Bell"]}, "values": [("bell-${uuid}", "bell")]}, "can be foretold"),
        ("explicit-name", {"steps": {"changed": ["Bell"]}, "values": [("bell", "gong")]}, "limits of its service"),
        ("nat-gateway-changed", {"fields": ["opts"]}, "what it waits for"),
        ("nat-gateway-changed", {"fields": ["count"]}, "how many NAT gateways"),
        (
            "alarm-settings",
            {"fields": ["defaultvalue"], "types": ["aws_cloudwatch_log_metric_filter"]},
            "while no line",
        ),
        ("dns-record-name", {"fields": ["setidentifier"]}, "an identifier of its own."),
        ("dns-record-name", {"fields": ["recordname"]}, "clients find the service."),
        ("api-methods", {"fields": ["integrationresponses"]}, "what the caller gets back"),
        ("api-methods", {"fields": ["orders.addmethod"]}, "which requests reach the backend"),
        ("package-manifest", {"files": ["lib/Pulumi.yaml"]}, "the configuration with which stacks begin"),
        ("package-manifest", {"files": ["Pulumi.yaml", "package.json"]}, "with which libraries"),
        ("deployment-stage", {"fields": ["throttlingratelimit"]}, "in the description that it gives"),
        ("deployment-stage", {"fields": ["stagename", "throttlingratelimit"]}, "in the way of a stage resource"),
    ],
)
def test_the_reason_fits_what_was_changed(rule_id: str, facts: dict[str, Any], said: str) -> None:
    assert said in say(rule_id, "reason", facts)


@pytest.mark.parametrize(
    ("rule_id", "facts", "said"),
    [
        (
            "dashboard",
            {"removed": ["Old", "Spare"], "added": ["New"]},
            "Dashboards `Old` and `Spare` removed, `New` added",
        ),
        ("dashboard", {"changed": ["Bell"]}, "Dashboard `Bell` changed"),
        (
            "deployment-stage",
            {"fields": ["throttlingratelimit"], "properties": ["ThrottlingRateLimit"], "became": "set"},
            "Stage settings of the deployment `Bell` set (`ThrottlingRateLimit`)",
        ),
        (
            "multi-az-changed",
            {"fields": ["multiaz"], "before": {"Fn::If": ["IsLive", True, False]}, "after": True, "switched": ""},
            "Multi-AZ of `Bell` always on, no longer by choice",
        ),
        (
            "package-manifest",
            {"files": ["Pulumi.yaml"], "elements": ["config"], "verb": "added", "deed": "`config` added"},
            "Project file `Pulumi.yaml`: `config` added",
        ),
        (
            "package-manifest",
            {"files": ["Pulumi.yaml"], "elements": ["name", "runtime"], "verb": "removed"},
            "Project file `Pulumi.yaml` removed",
        ),
        ("deployment-stage", {"fields": ["stagename"], "step": "removed"}, "Stage taken out of the deployment `Bell`"),
        (
            "explicit-name",
            {"steps": {"changed": ["Bell", "Rope"], "added": ["Loft"]}, "values": [("bell", "bell-${randomId}")]},
            "Random part put into the names of `Bell` and `Rope`; `Loft` given such a name",
        ),
        (
            "explicit-name",
            {"steps": {"changed": ["Bell"]}, "values": [("bell-${randomId}", "bell")]},
            "Random part taken out of the name of `Bell`",
        ),
        (
            "explicit-name",
            {
                "fields": ["bucketname"],
                "step": "added",
                "after": {"Fn::Sub": "bell-${Stage}"},
                "values": [(MISSING, "a")],
            },
            "`Bell` given a name of its own",
        ),
    ],
)
def test_the_title_tells_what_was_done(rule_id: str, facts: dict[str, Any], said: str) -> None:
    assert say(rule_id, "title", facts) == said

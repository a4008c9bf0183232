"""The model's response, the ideal one and the deployed code: each difference of the last two says who stands alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reviewer import review_task
from reviewer.review import Review
from reviewer.review_json import to_json
from tests.rubrics import shipped
from tests.tasks import response, template, write_task

RUBRIC = shipped()
STALE, ONLY, DIFFERS = (RUBRIC.standing[each] for each in ("stale", "deployed_only", "differs"))

TIMEOUT = "Resources__IntakeFunction__Properties__Timeout"
MEMORY = "Resources__IntakeFunction__Properties__MemorySize"
QUEUE = "Resources__Failed"
A_QUEUE = {"Type": "AWS::SQS::Queue", "Properties": {"MessageRetentionPeriod": 1209600}}
TAGS = "Resources__OrderTable__Properties__Tags"
TEAM, TIER, OWNER = ({"Key": key, "Value": "orders"} for key in ("team", "tier", "owner"))

#: What the model's, the ideal response and the deployed code hold, and the standing of the difference of the last two.
TABLE: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any], str]] = {
    "value kept by the deployed code": ({TIMEOUT: 30}, {TIMEOUT: 60}, {TIMEOUT: 30}, "stale"),
    "value in the deployed code only": ({TIMEOUT: 30}, {TIMEOUT: 30}, {TIMEOUT: 60}, "deployed_only"),
    "three values": ({TIMEOUT: 30}, {TIMEOUT: 60}, {TIMEOUT: 90}, "differs"),
    "equal spelling is the model's": ({TIMEOUT: 30}, {TIMEOUT: 60}, {TIMEOUT: "30"}, "stale"),
    "property that the ideal left out": ({MEMORY: 512}, {}, {MEMORY: 512}, "stale"),
    "property that the ideal added": ({}, {MEMORY: 512}, {}, "stale"),
    "property in the deployed code only": ({}, {}, {MEMORY: 512}, "deployed_only"),
    "property that neither response left out": ({MEMORY: 512}, {MEMORY: 512}, {}, "deployed_only"),
    "property with three fates": ({MEMORY: 512}, {}, {MEMORY: 1024}, "differs"),
    "resource that the ideal left out": ({QUEUE: A_QUEUE}, {}, {QUEUE: A_QUEUE}, "stale"),
    "resource that the ideal added": ({}, {QUEUE: A_QUEUE}, {}, "stale"),
    "resource in the deployed code only": ({}, {}, {QUEUE: A_QUEUE}, "deployed_only"),
    "resource that neither response left out": ({QUEUE: A_QUEUE}, {QUEUE: A_QUEUE}, {}, "deployed_only"),
    "entry of a list at another place": ({TAGS: [TEAM, TIER]}, {TAGS: [TEAM]}, {TAGS: [TIER, TEAM]}, "stale"),
    "entry in the deployed code only": ({TAGS: [TEAM]}, {TAGS: [TEAM]}, {TAGS: [OWNER, TEAM]}, "deployed_only"),
}


def review(folder: Path, model: Any, ideal: Any, deployed: Any) -> Review:
    """Reviews a task whose three sides are the template with these places replaced."""
    sides = (template(**each) for each in (model, ideal, deployed))
    one, other, third = sides
    return review_task(str(write_task(folder, response(one), response(other), deployed=third)), RUBRIC)


def deployed_fixes(found: Review) -> list[Any]:
    return [fix for fix in found.fixes if fix.source == "deployed"]


@pytest.mark.parametrize("name", TABLE)
def test_a_difference_of_the_deployed_code_says_who_stands_alone(name: str, tmp_path: Path):
    """One difference, one standing: in its changes and, in the rubric's words, among the labels of its fix."""
    model, ideal, deployed, standing = TABLE[name]
    fixes = deployed_fixes(review(tmp_path / "t", model, ideal, deployed))
    assert {change.standing for fix in fixes for change in fix.changes} == {standing}
    assert all(RUBRIC.standing[standing] in fix.labels for fix in fixes)
    assert f'"standing": "{standing}"' in json.dumps(to_json(fixes))


def test_a_list_with_other_entries_is_not_as_the_model_had_it(tmp_path: Path):
    """The entry that only the ideal response has went for those that only the deployed code has."""
    rules = [{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIp": "10.0.0.0/8"} for port in (443, 53)]
    sides = ({}, {"SecurityGroupEgress": [{"IpProtocol": -1, "CidrIp": "10.9.0.0/16"}]}, {"SecurityGroupEgress": rules})
    groups = [{"Resources__Gate": {"Type": "AWS::EC2::SecurityGroup", "Properties": each}} for each in sides]
    fixes = deployed_fixes(review(tmp_path / "t", *groups))
    assert {change.standing for fix in fixes for change in fix.changes} == {"deployed_only", "differs"}


def test_a_fix_of_both_kinds_counts_them(tmp_path: Path):
    """Changes of one fix that stand differently are counted by standing, most of them first."""
    more = {**A_QUEUE, "Properties": {"DelaySeconds": 5, "VisibilityTimeout": 60, "MaximumMessageSize": 1024}}
    (fix,) = deployed_fixes(review(tmp_path / "t", {QUEUE: A_QUEUE}, {}, {QUEUE: more}))
    total = len(fix.changes)
    few = sum(change.standing == "stale" for change in fix.changes)
    assert 0 < few < total
    assert [label for label in fix.labels if "of" in label] == [
        f"{ONLY} ({total - few} of {total} changes)",
        f"{STALE} ({few} of {total} changes)",
    ]


@pytest.mark.parametrize(
    ("model", "rule", "category"),
    [({QUEUE: A_QUEUE}, "correction-not-deployed", "C"), ({}, "resource-added", "A")],
)
def test_what_the_deployed_code_only_has_again_is_not_significant(model: Any, rule: str, category: str, tmp_path: Path):
    """The ideal response took it out and the deployed code has it as the model had it: that corrects nothing."""
    (fix,) = deployed_fixes(review(tmp_path / "t", model, {}, {QUEUE: A_QUEUE}))
    assert (fix.rule, fix.category) == (rule, category)


def test_all_that_is_deployed_as_the_model_had_it_is_one_fix(tmp_path: Path):
    """Beside it, what only the deployed code has keeps a fix of its own."""
    model = {"Resources__A": A_QUEUE, "Resources__T": {"Type": "AWS::SNS::Topic"}}
    both = {**model, "Resources__C": A_QUEUE}
    fixes = {fix.rule: fix for fix in deployed_fixes(review(tmp_path / "t", model, {}, both))}
    assert {change.standing for change in fixes.pop("correction-not-deployed").changes} == {"stale"}
    (other,) = fixes.values()
    assert {change.standing for change in other.changes} == {"deployed_only"}


@pytest.mark.parametrize("broken", ["", "\n```json\n{nothing here, AWS::S3::Bucket}}\n```\n"])
def test_what_another_stack_has_corrects_nothing(broken: str, tmp_path: Path):
    """Next to nothing is deployed, and nothing of either response: the template that the project began with."""
    topics = {f"Resources__Topic{at}": {"Type": "AWS::SNS::Topic"} for at in range(20)}
    answer = response(template(**topics)) + broken
    stub = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Starter": A_QUEUE}}
    task = write_task(tmp_path / "t", answer, answer, deployed=stub)
    fixes = deployed_fixes(review_task(str(task), RUBRIC))
    assert {change.standing for fix in fixes for change in fix.changes} == {"unrelated"}
    assert "A" not in {fix.category for fix in fixes}


def test_a_difference_of_the_two_responses_has_no_standing(tmp_path: Path):
    """Two sides alone can't say who stands alone."""
    found = review(tmp_path / "t", {TIMEOUT: 30}, {TIMEOUT: 60}, {TIMEOUT: 60})
    assert [(change.standing, fix.source) for fix in found.fixes for change in fix.changes] == [(None, "response")]


def test_a_response_that_cannot_be_read_says_nothing(tmp_path: Path):
    """Where the responses were compared by line, the deployed code has no standing against their resources."""
    broken = response('{"Resources": {"Store" {"Type": AWS::S3::Bucket}}} }')
    task = write_task(tmp_path / "t", broken, response(template()), deployed=template(**{TIMEOUT: 60}))
    (fix,) = deployed_fixes(review_task(str(task), RUBRIC))
    assert [change.standing for change in fix.changes] == [None]


def test_a_file_of_a_language_that_is_not_deployed_is_not_removed(tmp_path: Path):
    """The template is deployed and the script beside it in the answer is not: nothing says that it was taken away."""
    script = (
        "\n### File: lib/cleanup.py\n\n```python\nimport boto3\n\n\ndef clean():\n    return boto3.client('s3')\n```\n"
    )
    answer = response(template()) + script
    task = write_task(tmp_path / "t", answer, answer, deployed=template(**{TIMEOUT: 60}))
    found = [change for fix in review_task(str(task), RUBRIC).fixes for change in fix.changes]
    assert [(change.op, change.pointer) for change in found] == [
        ("replace", "/Resources/IntakeFunction/Properties/Timeout")
    ]


def test_what_an_addendum_does_not_show_is_not_added_by_the_deployed_code(tmp_path: Path):
    """The model has it, so that the deployed code is held against that; of what neither has it adds the whole."""
    addendum = "# Later\n" + "".join(
        f'\n```json\n{{"{name}": {{"Type": "AWS::SNS::Topic", "Properties": {{"KmsMasterKeyId": "alias/x"}}}}}}\n```\n'
        for name in ("Late", "Later")
    )
    deployed = template(**{TIMEOUT: 60, QUEUE: A_QUEUE})
    task = write_task(tmp_path / "t", response(template(**{TIMEOUT: 30})), addendum, deployed=deployed)
    found = [change for fix in deployed_fixes(review_task(str(task), RUBRIC)) for change in fix.changes]
    assert {(change.op, change.pointer, change.standing) for change in found} == {
        ("replace", "/Resources/IntakeFunction/Properties/Timeout", "deployed_only"),
        ("remove", "/Resources/Late/Type", "stale"),
        ("remove", "/Resources/Late/Properties/KmsMasterKeyId", "stale"),
        ("remove", "/Resources/Later/Type", "stale"),
        ("remove", "/Resources/Later/Properties/KmsMasterKeyId", "stale"),
        ("add", "/Resources/Failed/Type", "deployed_only"),
        ("add", "/Resources/Failed/Properties/MessageRetentionPeriod", "deployed_only"),
    }


def test_what_an_excerpt_is_silent_of_and_the_deployed_code_has_is_neither_gone_nor_added(tmp_path: Path):
    """The model's template and the deployed one have both tags; the excerpt shows the table with one of them."""

    def table(*tags: dict[str, str]) -> dict[str, Any]:
        return {"Type": "AWS::DynamoDB::Table", "Properties": {"BillingMode": "PAY_PER_REQUEST", "Tags": list(tags)}}

    excerpt = "# Key parts\n" + "".join(
        f'\n```json\n{{"{name}": {json.dumps(body)}}}\n```\n'
        for name, body in (("Ledger", table(TEAM)), ("New", A_QUEUE), ("Newer", A_QUEUE))
    )
    whole = template(Resources__Ledger=table(TEAM, TIER))
    task = write_task(tmp_path / "t", response(whole), excerpt, deployed=whole)
    found = review_task(str(task), RUBRIC)
    assert not [change for fix in found.fixes for change in fix.changes if "Ledger" in (change.pointer or "")]
    assert found.changes.without_meaning >= 2 * len(TIER)


@pytest.mark.parametrize(
    "outline",
    [
        '# Order intake\n\nThe function runs for a minute.\n\n```json\n{"Timeout": 60}\n```\n',
        response({"Outputs": {"Table": {"Value": {"Ref": "OrderTable"}}}}),
        response("Resources:\nOrderTable:\nType: AWS::DynamoDB::Table\n  - [\n", "yaml"),
    ],
    ids=["a value in prose", "its outputs", "a template that has lost its indentation"],
)
def test_what_is_deployed_stands_in_for_an_answer_that_shows_next_to_nothing(outline: str, tmp_path: Path):
    """Nobody can hold an outline against a template: what it leaves out is neither removed nor added when deployed."""
    script = "\n### File: lib/cleanup.py\n\n```python\nimport boto3\n\nboto3.client('s3').list_buckets()\n```\n"
    model = response(template(**{QUEUE: A_QUEUE, TIMEOUT: 30})) + script
    task = write_task(tmp_path / "t", model, outline, deployed=template(**{QUEUE: A_QUEUE, TIMEOUT: 60}))
    found = review_task(str(task), RUBRIC)
    changes = [change for fix in found.fixes if fix.source != "documentation" for change in fix.changes]
    assert [(change.op, change.pointer) for change in changes] == [
        ("replace", "/Resources/IntakeFunction/Properties/Timeout")
    ]
    assert found.score is not None
    assert sum("the deployed code stands in for it" in note.message for note in found.notifications) == 1
    left_out = [(note.level, note.message) for note in found.notifications if "it isn't compared" in note.message]
    assert left_out == [("info", "lib/cleanup.py is not of what was deployed, it isn't compared")]


def test_an_answer_in_another_language_than_what_is_deployed_in_place_of_prose_is_compared_as_a_whole(tmp_path: Path):
    """A file of the deployed language that declares nothing does not hide that all of the answer's resources differ."""
    code = 'resource "aws_sqs_queue" "a" {\n  name = "a"\n}\n\nresource "aws_sqs_queue" "b" {\n  name = "b"\n}\n'
    settings = '\n### File: package.json\n\n```json\n{"name": "intake", "version": "1.0.0"}\n```\n'
    for name, beside in (("alone", ""), ("settings", settings)):
        model = f"# Order intake\n\n### File: main.tf\n\n```hcl\n{code}```\n{beside}"
        task = write_task(tmp_path / name, model, "# Order intake\n\nThe queue is encrypted.\n", deployed=template())
        found = review_task(str(task), RUBRIC)
        changes = [change for fix in found.fixes if fix.source == "response" for change in fix.changes]
        assert {change.pointer for change in changes if change.op == "remove"} >= {
            "/aws_sqs_queue/a/name",
            "/aws_sqs_queue/b/name",
        }
        assert not any("it isn't compared" in note.message for note in found.notifications)


def test_resources_beside_a_workflow_are_left_out_where_the_workflow_alone_is_deployed(tmp_path: Path):
    """Nothing of the stack is deployed, so nobody can tell whether it was taken away."""
    job = "  ship:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    steps:\n      - run: make ship\n"
    workflow = f"name: ship\non: push\njobs:\n{job}"
    stack = 'import * as s3 from "aws-cdk-lib/aws-s3";\n\nnew s3.Bucket(this, "Store", { versioned: true });\n'
    model = (
        f"# Ship\n\n### File: lib/ci-cd.yml\n\n```yaml\n{workflow}```\n\n"
        f"### File: lib/stack.ts\n\n```typescript\n{stack}```\n"
    )
    about = '{"platform": "cicd", "language": "yml", "po_id": "t"}'
    task = write_task(tmp_path / "t", model, "# Ship\n\nThe job ships.\n", metadata=about)
    (task / "lib" / "ci-cd.yml").write_text(workflow.replace("minutes: 5", "minutes: 9"), encoding="utf-8")
    found = review_task(str(task), RUBRIC)
    changes = [change for fix in found.fixes if fix.source == "response" for change in fix.changes]
    assert [(change.op, change.before, change.after) for change in changes] == [("replace", 5, 9)]
    messages = {note.message for note in found.notifications}
    assert "lib/stack.ts is not of what was deployed, it isn't compared" in messages

"""Which sentences a fix cites by its rule."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reviewer import review_task
from reviewer.classify.citing import Subject
from reviewer.classify.rule_citing import serve_rule
from reviewer.classify.surroundings import survey
from reviewer.classify.units import Unit
from reviewer.model import Change, Element, Requirement, Span
from tests.citations import cite
from tests.rubrics import shipped

RUBRIC = shipped()
RULE = next(each for each in RUBRIC.rules if each.id == "alarms-removed")


def make(name: str, native: str = "aws_cloudwatch_metric_alarm") -> Element:
    return Element((native, name), "resource", native, "CloudWatch", name, {}, {(): Span("x", 1, 1)}, "hcl")


def cited(gone: Element, *kept: Element, texts: tuple[str, ...]) -> list[str]:
    wishes = [Requirement(text, Span("PROMPT.md", at, at)) for at, text in enumerate((*texts, "Be quick."), 1)]
    unit = Unit("removed", gone, (Change("remove", gone.path, before={}, element_before=gone),))
    around = survey((gone, *kept), kept, "tf", {})
    found = serve_rule(RULE, [unit], Subject((gone.name,)), RUBRIC, around, cite(wishes))
    return [each.text for each in found]


@pytest.mark.parametrize(
    ("text", "kept", "found"),
    [
        pytest.param("Add alarms.", (), True, id="the only one"),
        pytest.param("Add alarms.", (make("errors"),), False, id="one that stayed may be meant"),
        pytest.param("Add alarms.", (make("errors", "aws_sqs_queue"),), True, id="something else stayed"),
        pytest.param("Add an alarm on latency.", (make("errors"),), True, id="called by its name"),
    ],
)
def test_what_stays_may_be_what_a_sentence_asks_for(text: str, kept: tuple[Element, ...], found: bool):
    assert bool(cited(make("latency"), *kept, texts=(text,))) is found


def test_what_excuses_a_fix_goes_before_what_it_departs_from():
    texts = ("Add alarms.", "Alarm on latency.", "No alarms please.")
    assert cited(make("latency"), texts=texts) == ["No alarms please.", "Alarm on latency."]


def test_the_keys_of_a_parameter_name_no_field():
    rule = next(each for each in RUBRIC.rules if each.id == "conditional-creation")
    counted = make("lawn", "aws_subnet")
    choice = Element(("variable", "net"), "parameter", "", None, "net", {}, {(): Span("x", 1, 1)}, "hcl")
    question = "var.net == null ? 1 : 0"
    gone = Change("remove", (*counted.path, "count"), before=question, element_before=counted, keys=("count",))
    units = [
        Unit("changed", counted, (gone,)),
        Unit("removed", choice, (Change("remove", choice.path, before={}, element_before=choice, keys=("default",)),)),
    ]
    around = survey((counted, choice), (counted,), "tf", {})
    wishes = [Requirement("Add an optional switch, off by default.", Span("PROMPT.md", 1, 1))]
    assert not serve_rule(rule, units, Subject((counted.name,)), RUBRIC, around, cite(wishes))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Provide outputs: address of the balancer.", False, id="another output"),
        pytest.param("Provide outputs: name of the barn bucket.", True, id="this output"),
        pytest.param("All parameters and outputs in one template.", False, id="some output"),
        pytest.param("Avoid an output of the barn bucket.", False, id="speaks against it"),
    ],
)
def test_who_asks_for_one_output_does_not_ask_for_another(text: str, found: bool):
    rule = next(each for each in RUBRIC.rules if each.id == "output-added")
    output = Element(("Outputs", "BarnBucketName"), "output", "", None, "BarnBucketName", {}, {(): Span("x", 1, 1)}, "")
    unit = Unit("added", output, (Change("add", output.path, after={}, element_after=output),))
    around = survey((), (output,), "cfn", {})
    wishes = [Requirement(each, Span("PROMPT.md", at, at)) for at, each in enumerate((text, "Be quick."), 1)]
    assert bool(serve_rule(rule, [unit], Subject(("BarnBucketName",)), RUBRIC, around, cite(wishes))) is found


@pytest.mark.parametrize(
    ("keys", "text", "found"),
    [
        pytest.param(("tags", "Owner"), "Tag everything with Owner.", True, id="this tag"),
        pytest.param(("tags", "Owner"), "Tag everything with Season.", False, id="another tag"),
        pytest.param(("tags",), "Tag everything with Season.", True, id="all tags"),
    ],
)
def test_who_asks_for_one_tag_does_not_ask_for_another(keys: tuple[str, ...], text: str, found: bool):
    rule = next(each for each in RUBRIC.rules if each.id == "tags")
    barn = make("barn", "aws_s3_bucket")
    unit = Unit("changed", barn, (Change("add", (*barn.path, *keys), after="x", element_after=barn, keys=keys),))
    wishes = [Requirement(each, Span("PROMPT.md", at, at)) for at, each in enumerate((text, "Be quick."), 1)]
    around = survey((barn,), (barn,), "tf", {})
    assert bool(serve_rule(rule, [unit], Subject(("barn",)), RUBRIC, around, cite(wishes))) is found


@pytest.mark.parametrize(
    ("before", "path", "keys", "found"),
    [
        pytest.param({}, ("tags", "Owner"), ("tags", "owner"), True, id="all tags"),
        pytest.param({"tags": {"Name": "b"}}, ("tags", "Owner"), ("tags", "owner"), False, id="one more of a map"),
        pytest.param({"tags": [{"k": 1}]}, ("tags", 1, "Key"), ("tags", "key"), False, id="one more of a list"),
    ],
)
def test_who_asks_for_tags_names_none(before: dict[str, object], path: tuple[str | int, ...], keys, found: bool):
    rule = next(each for each in RUBRIC.rules if each.id == "tags")
    barn = replace(make("barn", "aws_s3_bucket"), value=before)
    change = Change("add", (*barn.path, *path), after="x", element_before=barn, element_after=barn, keys=keys)
    wishes = [Requirement(each, Span("PROMPT.md", at, at)) for at, each in enumerate(("Have tags.", "Be quick."), 1)]
    around = survey((barn,), (barn,), "tf", {})
    served = serve_rule(rule, [Unit("changed", barn, (change,))], Subject(("coop",)), RUBRIC, around, cite(wishes))
    assert bool(served) is found


@pytest.mark.parametrize(("text", "found"), [("Tag everything.", False), ("Tag it with barn-a.", True)])
def test_who_asks_for_tags_does_not_ask_for_another_value(text: str, found: bool):
    rule = next(each for each in RUBRIC.rules if each.id == "tags")
    barn = make("barn", "aws_s3_bucket")
    change = Change("replace", (*barn.path, "tags", "Name"), "barn-b", "barn-a", barn, barn, keys=("tags", "Name"))
    wishes = [Requirement(each, Span("PROMPT.md", at, at)) for at, each in enumerate((text, "Be quick."), 1)]
    around = survey((barn,), (barn,), "tf", {})
    served = serve_rule(rule, [Unit("changed", barn, (change,))], Subject(("coop",)), RUBRIC, around, cite(wishes))
    assert bool(served) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Scaling keeps a minimum of 6 instances.", True, id="names what was there"),
        pytest.param("Scaling keeps at least two instances.", True, id="names what came, as a word"),
        pytest.param("Auto scaling of the instances.", False, id="names neither"),
        pytest.param("Scaling keeps at most nine instances.", False, id="names another"),
    ],
)
def test_a_value_is_asked_for_where_a_sentence_names_it(text: str, found: bool):
    rule = next(each for each in RUBRIC.rules if each.id == "capacity-bounds")
    herd = make("herd", "aws_autoscaling_group")
    change = Change("replace", (*herd.path, "min_size"), 6, 2, herd, herd, keys=("min_size",))
    wishes = [Requirement(each, Span("PROMPT.md", at, at)) for at, each in enumerate((text, "Be quick."), 1)]
    around = survey((herd,), (herd,), "tf", {})
    served = serve_rule(rule, [Unit("changed", herd, (change,))], Subject(("herd",)), RUBRIC, around, cite(wishes))
    assert bool(served) is found


@pytest.mark.parametrize(("text", "found"), [("Add an optional gate.", True), ("Add an optional fence.", False)])
def test_what_is_called_optional_is_the_thing_that_is_left_out(text: str, found: bool):
    rule = next(each for each in RUBRIC.rules if each.id == "conditional-off")
    gate = make("gate", "aws_subnet")
    asked = Change("add", (*gate.path, "count"), after="var.gate ? 1 : 0", element_after=gate, keys=("count",))
    wishes = [Requirement(each, Span("PROMPT.md", at, at)) for at, each in enumerate((text, "Be quick."), 1)]
    units = [Unit("changed", gate, (asked,))]
    around = survey((gate,), (gate,), "tf", {})
    assert bool(serve_rule(rule, units, Subject((gate.name,)), RUBRIC, around, cite(wishes))) is found


@pytest.mark.parametrize(("wish", "found"), [("arrival address", False), ("count of the barns", True)])
def test_an_output_that_was_there_is_not_what_a_sentence_asks_of_the_new_one(tmp_path: Path, wish: str, found: bool):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/PROMPT.md").write_text(f"- Outputs for the {wish}\n- Be quick\n")
    (tmp_path / "metadata.json").write_text('{"platform": "cfn", "language": "yaml"}')
    there = "Outputs:\n  ArrivalAddress:\n    Value: {}\n"
    come = "  BarnCount:\n    Value: 4\n"
    (tmp_path / "lib/MODEL_RESPONSE.md").write_text(f"```yaml\n{there.format('gate')}```\n")
    (tmp_path / "lib/IDEAL_RESPONSE.md").write_text(f"```yaml\n{there.format('yard')}{come}```\n")
    (fix,) = [each for each in review_task(str(tmp_path), RUBRIC).fixes if each.rule == "output-added"]
    assert bool(fix.requirements) is found


def test_the_type_of_an_output_is_no_name_of_it(tmp_path: Path):
    """A program calls every output ``CfnOutput``."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/PROMPT.md").write_text("- The stack should output the address of the gate\n- Be quick\n")
    (tmp_path / "metadata.json").write_text('{"platform": "cdk", "language": "ts"}')
    head = "import * as cdk from 'aws-cdk-lib';\nconst app = new cdk.App();\n"
    come = "new cdk.CfnOutput(app, 'BarnCount', { value: '4' });\n"
    for side, code in (("MODEL", head), ("IDEAL", head + come)):
        (tmp_path / f"lib/{side}_RESPONSE.md").write_text(f"```typescript\n{code}```\n")
    (fix,) = [each for each in review_task(str(tmp_path), RUBRIC).fixes if each.rule == "output-added"]
    assert not fix.requirements

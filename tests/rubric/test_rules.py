"""The rules that ship: each carries its own tests, and all of them hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reviewer.classify.examples import fill_examples, run_examples
from reviewer.errors import RubricError
from reviewer.rubric import load_rubric
from reviewer.rubric.matching import squash
from reviewer.rubric.policy import Rubric, Rule
from tests.rubrics import shipped, write_base

RUBRIC: Rubric = shipped()
RULES = {rule.id: rule for rule in RUBRIC.rules}


def test_every_example_holds() -> None:
    """What a rule must claim it wins, what it must leave it leaves."""
    assert [(each.rule, each.example, each.winner) for each in run_examples(RUBRIC)] == []


def test_there_are_rules_enough() -> None:
    """The families of real tasks need at least 80 rules."""
    assert len(RUBRIC.rules) >= 80


def test_ids_are_unique_kebab_case() -> None:
    """An id is permanent, so it must be one and be readable."""
    assert len(RULES) == len(RUBRIC.rules)
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) for name in RULES)


def test_words_can_be_filled() -> None:
    """Every template of a rule renders to some text on each of its own examples, alone and repeated."""
    assert all(rule.examples["match"] and rule.examples["no_match"] for rule in RUBRIC.rules)
    fill_examples(RUBRIC)


def test_words_of_a_fact_that_there_is_not_are_refused_with_their_place() -> None:
    first, *rest = RUBRIC.rules
    wrong = first._replace(words=first.words._replace(title="{{ befor | value }} changed"))
    with pytest.raises(RubricError, match="befor") as caught:
        fill_examples(RUBRIC._replace(rules=(wrong, *rest)))
    assert (caught.value.file, caught.value.line) == (first.file, first.line)


def test_an_include_on_one_line_is_refused(tmp_path: Path) -> None:
    """Included files are found without a YAML parser; what that does not see must not be left out in silence."""
    (tmp_path / "mine.yaml").write_text("name: mine\nversion: '1'\nextends: default\ninclude: [more.yaml]\n")
    with pytest.raises(RubricError, match="on one line") as caught:
        load_rubric(str(tmp_path / "mine.yaml"))
    assert caught.value.line == 4


@pytest.mark.parametrize("rule", RUBRIC.rules, ids=lambda rule: rule.id)
def test_rules_name_only_rules_that_exist(rule: Rule) -> None:
    """A rule that goes with another names one that exists, and folds into one that is no graver than its own kind."""
    named = [*rule.joins, *rule.accompanies, RUBRIC.grouping.gone, *([rule.folds_into] if rule.folds_into else [])]
    assert all(name in RULES for name in named)
    if rule.folds_into:
        assert rule.category != "A" or RULES[rule.folds_into].category == "A"


@pytest.mark.parametrize(
    "rule",
    [each for each in RUBRIC.rules if each.folds_into and "deed" in RULES[each.folds_into].words.title],
    ids=lambda rule: rule.id,
)
def test_what_folds_has_a_label(rule: Rule) -> None:
    """The title of a fix that holds several intents is made of their labels, unless it names what came or went."""
    assert rule.label
    assert RULES[rule.folds_into or ""].label


@pytest.mark.parametrize("rule", RUBRIC.rules, ids=lambda rule: rule.id)
def test_patterns_are_written_as_they_are_compared(rule: Rule) -> None:
    """Types are squashed and properties are snake case, otherwise a pattern can never fit."""
    for match in (*rule.match, *rule.worse):
        assert all(re.fullmatch(r"[a-z0-9*]+", each) for each in match.type or ())
        assert all(re.fullmatch(r"/?[a-z0-9_*.#@-]+", each) for each in match.property or ())


@pytest.mark.parametrize("spelled", ["AWS::SQS::Queue", "aws_sqs_queue", "aws.sqs.Queue", "*sqsQueue", "sqs.CfnQueue"])
def test_a_type_may_be_spelled_as_any_language_does(tmp_path: Path, spelled: str) -> None:
    """Whoever copies a type out of a template must not end up with a rule that matches nothing."""
    write_base(tmp_path)
    words = "".join(f"    {name}: x\n" for name in ("title", "issue", "fix", "reason", "impact", "training_value"))
    native = "sqs.CfnQueue" if spelled.startswith("sqs") else "AWS::SQS::Queue"
    (tmp_path / "mine.yaml").write_text(
        "name: mine\nversion: '1'\nextends: default\nrules:\n  - id: fifo-limit\n    category: C\n    concern: data\n"
        f"    priority: 99\n    match:\n      - {{type: '{spelled}', property: fifo_throughput_limit}}\n{words}"
        "    examples:\n"
        f"      match: [{{type: '{native}', property: FifoThroughputLimit, before: a, after: b}}]\n"
        f"      no_match: [{{type: 'AWS::SNS::Topic', property: FifoThroughputLimit, before: a, after: b}}]\n"
    )
    rubric = load_rubric(str(tmp_path / "mine.yaml"))
    assert [each for each in run_examples(rubric) if each.rule == "fifo-limit"] == []


@pytest.mark.parametrize(
    ("native", "plain"),
    [
        ("S3BucketVersioningA", "s3bucketversioning"),
        ("iam.CfnRole", "iamrole"),
        ("CfnWebACL", "webacl"),
        ("aws_db_instance", "awsdbinstance"),
    ],
)
def test_what_a_generator_adds_to_a_type_says_nothing(native: str, plain: str) -> None:
    """A letter where the name was taken, and the mark of a plain resource; the last letter of an acronym stays."""
    assert squash(native) == plain

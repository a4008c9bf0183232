"""The rules that ship: each carries its own tests, and all of them hold."""

from __future__ import annotations

import re

import pytest

from reviewer.classify.documentation import measure_documentation
from reviewer.classify.examples import build_unit, run_examples
from reviewer.classify.facts import collect_facts
from reviewer.rubric import load_rubric
from reviewer.rubric.policy import Rubric, Rule
from reviewer.rubric.words import render_words

RUBRIC: Rubric = load_rubric("default")
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


@pytest.mark.parametrize("rule", RUBRIC.rules, ids=lambda rule: rule.id)
def test_words_can_be_filled(rule: Rule) -> None:
    """Every template of a rule renders to some text on each of its own examples, alone and repeated."""
    assert rule.examples["match"]
    assert rule.examples["no_match"]
    for example in rule.examples["match"]:
        unit, _ = build_unit(example)
        for times in (1, 3):
            facts = collect_facts(unit.changes * times, [unit.status] * times, "")
            facts |= {"concern": "x", "category": "B", "rubric": "x", "impact_word": "x", "requirement": None}
            facts |= {**measure_documentation(unit.changes * times, (), ()), "details": []}
            assert all(render_words(source, facts, RUBRIC).strip() for source in rule.words)


@pytest.mark.parametrize("rule", RUBRIC.rules, ids=lambda rule: rule.id)
def test_rules_name_only_rules_that_exist(rule: Rule) -> None:
    """A rule that goes with another names one that exists, and folds into one that is no graver than its own kind."""
    named = [*rule.joins, *([rule.folds_into] if rule.folds_into else [])]
    assert all(name in RULES for name in named)
    if rule.folds_into:
        assert rule.category != "A" or RULES[rule.folds_into].category == "A"


@pytest.mark.parametrize("rule", RUBRIC.rules, ids=lambda rule: rule.id)
def test_patterns_are_written_as_they_are_compared(rule: Rule) -> None:
    """Types are squashed and properties are snake case, otherwise a pattern can never fit."""
    for match in (*rule.match, *rule.worse):
        assert all(re.fullmatch(r"[a-z0-9*]+", each) for each in match.type or ())
        assert all(re.fullmatch(r"/?[a-z0-9_*.#@-]+", each) for each in match.property or ())

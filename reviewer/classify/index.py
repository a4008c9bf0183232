"""Which rules claim a unit, without asking every rule.

A batch asks millions of units about hundreds of rules. What a match says of the kind of element, its type and service,
the operation and the keys has few different answers, so they are worked out once and kept; only the values, the texts
and the neighbourhood are judged unit by unit.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final, NamedTuple

from reviewer.classify.matcher import FACTS, Surroundings, Test, judged_changes, tests_of
from reviewer.classify.units import Unit
from reviewer.remember import remember
from reviewer.rubric.keys import KeyIndex, Keys
from reviewer.rubric.policy import Match, Rubric, Rule

#: What :data:`FACTS` read of a unit.
Facts = tuple[Hashable, ...]
#: Answers kept before they are forgotten; a thousand tasks need a tenth of that.
_KEPT: Final = 100_000


class _Entry(NamedTuple):
    """A match with the rank of its rule in the order of precedence, and the tests that it asks for."""

    rank: int
    match: Match
    tests: tuple[Test, ...]


class RuleIndex:
    """The matches of a rubric's rules, narrowed down by plain facts and keys."""

    def __init__(self, rubric: Rubric) -> None:
        # sorted() is stable: among equals the earlier rule of the rubric stays in front
        self.rules: tuple[Rule, ...] = tuple(sorted(rubric.rules, key=lambda rule: -rule.priority))
        self._matches = [
            _Entry(rank, match, tests_of(match)) for rank, rule in enumerate(self.rules) for match in rule.match
        ]
        self._keys = KeyIndex(match.property for _, match, _ in self._matches)
        self._by_fact: dict[tuple[int, Hashable], frozenset[int]] = {}
        self._by_facts: dict[Facts, list[int]] = {}
        self._by_keys: dict[tuple[Facts, Keys], list[int]] = {}

    def claims(self, unit: Unit, around: Surroundings) -> tuple[Rule, ...]:
        """Gives the rules that claim a unit, the one that wins first.

        A unit of many changes (an element that came or went) is claimed by rules about the element as a whole.
        """
        found: dict[int, None] = {}
        for at in self._candidates(unit, around):
            rank, match, tests = self._matches[at]
            if rank not in found and all(test(match, unit, around) for test in tests):
                found[rank] = None
        return tuple(self.rules[rank] for rank in found)

    def _candidates(self, unit: Unit, around: Surroundings) -> list[int]:
        """Numbers of the matches whose facts and keys fit, in order of precedence."""
        facts = tuple(fact.read(unit, around) for fact in FACTS)
        keys = dict.fromkeys(change.keys for change in judged_changes(unit))
        lists = [self._with_keys(facts, each) for each in keys]
        return lists[0] if len(lists) == 1 else sorted({at for each in lists for at in each})

    def _with_keys(self, facts: Facts, keys: Keys) -> list[int]:
        found = self._by_keys.get((facts, keys))
        if found is None:
            if len(self._by_keys) >= _KEPT:
                for answers in (self._by_keys, self._by_facts, self._by_fact):
                    answers.clear()
            fitting = self._keys.groups_of(keys)
            found = [at for at in self._with_facts(facts) if at in fitting or self._matches[at].match.property is None]
            self._by_keys[facts, keys] = found
        return found

    def _with_facts(self, facts: Facts) -> list[int]:
        found = self._by_facts.get(facts)
        if found is None:
            fitting = [self._with_fact(number, fact) for number, fact in enumerate(facts)]
            found = self._by_facts[facts] = sorted(fitting[0].intersection(*fitting))
        return found

    def _with_fact(self, number: int, value: Hashable) -> frozenset[int]:
        found = self._by_fact.get((number, value))
        if found is None:
            fits = FACTS[number].fits
            found = frozenset(at for at, entry in enumerate(self._matches) if fits(entry.match, value))
            self._by_fact[number, value] = found
        return found


#: The index of a rubric: a run judges by one, a comparison of rubrics by a few.
index_of = remember(4)(RuleIndex)


def claims(unit: Unit, rubric: Rubric, around: Surroundings) -> tuple[Rule, ...]:
    """Gives the rules of a rubric that claim a unit, the one that wins first."""
    return index_of(rubric).claims(unit, around)

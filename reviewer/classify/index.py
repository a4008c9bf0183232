"""Which rules claim a unit, without asking every rule.

A batch asks millions of units about hundreds of rules. What a match says of the kind of element, its type and service,
the operation and the keys has few different answers, so they are worked out once and kept; only the values, the texts
and the neighbourhood are judged unit by unit.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Final, NamedTuple

from reviewer.classify.matcher import FACTS, Test, judged_changes, tests_of
from reviewer.classify.surroundings import Surroundings
from reviewer.classify.units import Unit
from reviewer.remember import remember
from reviewer.rubric.globs import GlobTable, Keys
from reviewer.rubric.keys import KeyIndex
from reviewer.rubric.matching import squash
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


class _Fitting(NamedTuple):
    """Numbers of the matches that some facts and a type fit: whatever the keys are, and where the keys fit as well."""

    anywhere: tuple[int, ...]
    keyed: frozenset[int]


class RuleIndex:
    """The matches of a rubric's rules, narrowed down by plain facts, types and keys."""

    def __init__(self, rubric: Rubric) -> None:
        # sorted() is stable: among equals the earlier rule of the rubric stays in front
        self.rules: tuple[Rule, ...] = tuple(sorted(rubric.rules, key=lambda rule: -rule.priority))
        self._matches = [
            _Entry(rank, match, tests_of(match)) for rank, rule in enumerate(self.rules) for match in rule.match
        ]
        matches = [entry.match for entry in self._matches]
        self._keys = KeyIndex(match.property for match in matches)
        self._typed = GlobTable((glob, at) for at, match in enumerate(matches) for glob in match.type or ())
        self._untyped = frozenset(at for at, match in enumerate(matches) if match.type is None)
        self._by_type: dict[str, frozenset[int]] = {}
        self._by_fact: dict[tuple[int, Hashable], frozenset[int]] = {}
        self._by_facts: dict[tuple[Facts, str], _Fitting] = {}
        self._by_keys: dict[tuple[Facts, str, Keys], tuple[int, ...]] = {}

    def claims(self, unit: Unit, around: Surroundings) -> tuple[Rule, ...]:
        """Gives the rules that claim a unit, the one that wins first.

        A unit of many changes (an element that came or went) is claimed by rules about the element as a whole.
        """
        found: dict[int, None] = {}
        for at in self._candidates(unit, around):
            rank, match, tests = self._matches[at]
            if rank not in found and _passes(tests, match, unit, around):
                found[rank] = None
        return tuple([self.rules[rank] for rank in found])

    def _candidates(self, unit: Unit, around: Surroundings) -> Iterable[int]:
        """Numbers of the matches whose facts, type and keys fit, in order of precedence."""
        facts = tuple([fact.read(unit, around) for fact in FACTS])
        native = unit.element.type
        fitting = self._by_facts.get((facts, native)) or self._with_facts(facts, native)
        if not fitting.keyed:
            return fitting.anywhere
        keys = {change.keys for change in judged_changes(unit)}
        lists = [self._with_keys(facts, native, each, fitting) for each in keys]
        return lists[0] if len(lists) == 1 else sorted(set().union(*lists))

    def _with_keys(self, facts: Facts, native: str, keys: Keys, fitting: _Fitting) -> tuple[int, ...]:
        found = self._by_keys.get((facts, native, keys))
        if found is None:
            if len(self._by_keys) >= _KEPT:
                self._by_keys.clear()
            keyed = self._keys.groups_of(keys) & fitting.keyed
            found = self._by_keys[facts, native, keys] = tuple(sorted((*fitting.anywhere, *keyed)))
        return found

    def _with_facts(self, facts: Facts, native: str) -> _Fitting:
        if len(self._by_facts) >= _KEPT:
            for answers in (self._by_facts, self._by_fact, self._by_type):
                answers.clear()
        fitting = self._with_type(native).intersection(*map(self._with_fact, range(len(facts)), facts))
        anywhere = [at for at in fitting if self._matches[at].match.property is None]
        found = _Fitting(tuple(sorted(anywhere)), fitting.difference(anywhere))
        self._by_facts[facts, native] = found
        return found

    def _with_type(self, native: str) -> frozenset[int]:
        found = self._by_type.get(native)
        if found is None:
            found = self._by_type[native] = self._untyped | self._typed.numbers_of(squash(native))
        return found

    def _with_fact(self, number: int, value: Hashable) -> frozenset[int]:
        found = self._by_fact.get((number, value))
        if found is None:
            fits = FACTS[number].fits
            found = frozenset([at for at, entry in enumerate(self._matches) if fits(entry.match, value)])
            self._by_fact[number, value] = found
        return found


def _passes(tests: Iterable[Test], match: Match, unit: Unit, around: Surroundings) -> bool:
    for test in tests:  # noqa: SIM110 - the busiest loop of a review; a generator for all() doubles its cost
        if not test(match, unit, around):
            return False
    return True


#: The index of a rubric: a run judges by one, a comparison of rubrics by a few.
index_of = remember(4)(RuleIndex)


def claims(unit: Unit, rubric: Rubric, around: Surroundings) -> tuple[Rule, ...]:
    """Gives the rules of a rubric that claim a unit, the one that wins first."""
    return index_of(rubric).claims(unit, around)

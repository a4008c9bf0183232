"""Which rules claim a unit, without asking every rule.

A batch asks millions of units about hundreds of rules. What a match says of the kind of element, its type and service,
the operation and the keys has few different answers, so they are worked out once and kept; only the values, the texts
and the neighbourhood are judged unit by unit.
"""

from __future__ import annotations

from typing import Final

from reviewer.classify.matcher import Surroundings, fits_facts, fits_keys, fits_values, judged_changes
from reviewer.classify.units import Unit
from reviewer.rubric.policy import Match, Rubric, Rule

Keys = tuple[str, ...]
#: All that :func:`fits_facts` reads: status, source, kind, type, service, operation, token or not, platform.
Facts = tuple[str, str, str, str, str | None, str, bool, str | None]
#: Answers kept before they are forgotten; a thousand tasks need a tenth of that.
_KEPT: Final = 100_000
#: Rubrics whose index is kept: a run judges by one, a comparison of rubrics by a few.
_RUBRICS: Final = 4


class RuleIndex:
    """The matches of a rubric's rules, narrowed down by plain facts and keys."""

    def __init__(self, rubric: Rubric) -> None:
        # sorted() is stable: among equals the earlier rule of the rubric stays in front
        self.rules: tuple[Rule, ...] = tuple(sorted(rubric.rules, key=lambda rule: -rule.priority))
        self._matches: list[tuple[int, Match]] = [
            (rank, match) for rank, rule in enumerate(self.rules) for match in rule.match
        ]
        self._by_facts: dict[Facts, list[int]] = {}
        self._by_keys: dict[tuple[Facts, Keys], list[int]] = {}

    def claims(self, unit: Unit, around: Surroundings) -> tuple[Rule, ...]:
        """Gives the rules that claim a unit, the one that wins first.

        A unit of many changes (an element that came or went) is claimed by rules about the element as a whole.
        """
        found: dict[int, None] = {}
        for at in self._candidates(unit, around):
            rank, match = self._matches[at]
            if rank not in found and fits_values(match, unit, around):
                found[rank] = None
        return tuple(self.rules[rank] for rank in found)

    def _candidates(self, unit: Unit, around: Surroundings) -> list[int]:
        """Numbers of the matches whose facts and keys fit, in order of precedence."""
        first, element = unit.changes[0], unit.element
        token = id(first) in around.tokens
        facts = (unit.status, first.source, element.kind, element.type, element.service, first.op, token)
        key = (*facts, around.platform)
        lists = [
            self._with_keys(key, each, unit, around)
            for each in dict.fromkeys(change.keys for change in judged_changes(unit))
        ]
        return lists[0] if len(lists) == 1 else sorted({at for each in lists for at in each})

    def _with_keys(self, facts: Facts, keys: Keys, unit: Unit, around: Surroundings) -> list[int]:
        found = self._by_keys.get((facts, keys))
        if found is None:
            if len(self._by_keys) >= _KEPT:
                self._by_keys.clear()
                self._by_facts.clear()
            known = self._with_facts(facts, unit, around)
            found = [at for at in known if fits_keys(self._matches[at][1], keys)]
            self._by_keys[facts, keys] = found
        return found

    def _with_facts(self, facts: Facts, unit: Unit, around: Surroundings) -> list[int]:
        found = self._by_facts.get(facts)
        if found is None:
            found = [at for at, (_, match) in enumerate(self._matches) if fits_facts(match, unit, around)]
            self._by_facts[facts] = found
        return found


#: Rubrics and their indexes; each rubric is kept with its index, so that its identity can't be another's.
_indexes: dict[int, tuple[Rubric, RuleIndex]] = {}


def index_of(rubric: Rubric) -> RuleIndex:
    """Gives the index of a rubric, made when it is first asked for."""
    known = _indexes.get(id(rubric))
    if known is None:
        if len(_indexes) >= _RUBRICS:
            _indexes.clear()
        known = _indexes[id(rubric)] = (rubric, RuleIndex(rubric))
    return known[1]


def claims(unit: Unit, rubric: Rubric, around: Surroundings) -> tuple[Rule, ...]:
    """Gives the rules of a rubric that claim a unit, the one that wins first."""
    return index_of(rubric).claims(unit, around)

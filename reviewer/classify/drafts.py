"""Fixes in the making, and the claims that come together in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from reviewer.classify.units import Unit
from reviewer.rubric.policy import ConcernPolicy, Rule

#: What tells one draft from another: the rule, and what it groups by.
Key = tuple[str, ...]


class Part(NamedTuple):
    """One intent of a fix: what a rule claimed."""

    rule: Rule
    units: list[Unit]


@dataclass(slots=True)
class Draft:
    """A fix in the making: units that one rule, or the default of one concern, brought together.

    Attributes:
        led: ids of the units that its rule claimed itself; the others only go along.
        joined: ids of those of a rule that joins or accompanies it.
        parts: what its rule claimed, and what each rule that folds into it did, by id, where they have labels.
    """

    rule: Rule | None
    concern: ConcernPolicy
    status: str
    units: list[Unit] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    led: set[int] = field(default_factory=set)
    joined: set[int] = field(default_factory=set)
    parts: dict[str, Part] = field(default_factory=dict)

    @property
    def told(self) -> list[Unit]:
        """The units that a person names: what the fix is about, not what only goes along with it.

        Where several intents meet all are named. What came for what went is the other half of the same fix: code in
        other files, an encryption in a resource of its own.
        """
        own = [unit for unit in self.units if id(unit) in self.led]
        if len(self.parts) > 1 or not own:
            return self.units
        ways = {_way(unit) for unit in own}
        if len(ways) == 1:
            half = {"came": "went", "went": "came"}.get(ways.pop())
            return [unit for unit in self.units if id(unit) in self.led or self._is_half(unit, half)]
        return own

    def _is_half(self, unit: Unit, way: str | None) -> bool:
        return id(unit) in self.joined and _way(unit) == way

    def take(self, unit: Unit, rule: Rule | None) -> None:
        """Takes a unit that a rule claimed: its own, one that folds into it, or one that goes along with it."""
        self.units.append(unit)
        if rule is self.rule:
            self.led.add(id(unit))
        elif rule is not None and self.rule is not None and self.rule.id in (*rule.joins, *rule.accompanies):
            self.joined.add(id(unit))
        if rule is not None and rule.label and self.rule is not None and self.rule.id in (rule.id, rule.folds_into):
            self.parts.setdefault(rule.id, Part(rule, [])).units.append(unit)


def _way(unit: Unit) -> str:
    """Says whether all that a unit holds came or went."""
    ops = {change.op for change in unit.changes}
    return {"add": "came", "remove": "went"}.get(ops.pop(), "") if len(ops) == 1 else ""


@dataclass(slots=True)
class Claim:
    """A unit with the draft that it is going to."""

    unit: Unit
    key: Key
    rule: Rule | None
    wired: bool
    home: Key = field(init=False)

    def __post_init__(self) -> None:
        """Notes where the unit goes if nothing takes it along."""
        self.home = self.key

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
        parts: what its rule claimed, and what each rule that folds into it did, by id, where they have labels.
        own: how many of the units, the first of them, its rule claimed itself.
    """

    rule: Rule | None
    concern: ConcernPolicy
    status: str
    units: list[Unit] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)
    own: int = 0

    def take(self, unit: Unit, rule: Rule | None) -> None:
        """Takes a unit that a rule claimed: its own, one that folds into it, or one that goes along with it.

        What a fix is about stands before what goes along, and is named first. Where several intents can meet in it
        none is named first.
        """
        if rule is not None and rule is self.rule and not rule.label:
            self.units.insert(self.own, unit)
            self.own += 1
        else:
            self.units.append(unit)
        if rule is not None and rule.label and self.rule is not None and self.rule.id in (rule.id, rule.folds_into):
            self.parts.setdefault(rule.id, Part(rule, [])).units.append(unit)


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

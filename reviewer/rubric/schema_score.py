"""What a rubric says of the score: adjustments, complexity, blockers, ceilings, and the words for a result."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from reviewer.rubric.schema_basics import Category, Pattern, Regex, Strict, Text, TypePattern, as_list
from reviewer.rubric.schema_rules import Value


class Adjustment(Strict):
    """One row of the table of adjustments; the first row whose bounds all hold applies."""

    a: tuple[int, int | None] = (0, None)
    b: tuple[int, int | None] = (0, None)
    c: tuple[int, int | None] = (0, None)
    points: int
    text: Text


class Evidence(Strict):
    """One sign of a complexity factor in the ideal response.

    Attributes:
        label: what a report calls it.
        type: native types, as in a match.
        service: display names of services.
        property: dotted normal names with a value that satisfies ``value``.
        value: what the property must look like; default: present and not false.
        body: a regular expression in the JSON text of the element.
        least: how many elements must show it.
    """

    label: Text
    type: list[TypePattern] | None = None
    service: list[str] | None = None
    property: list[str] | None = None
    value: Value | None = None
    body: Pattern | None = None
    least: int = 1

    _lists = field_validator("type", "service", "property", mode="before")(as_list)


class FactorPolicy(Strict):
    """One complexity factor, read from the ideal response.

    Attributes:
        title: display name.
        points: bonus, or penalty where negative.
        needs: how many distinct pieces of evidence (groups of ``evidence``) earn it.
        evidence: groups of matches on elements; a group with one hit counts once. Empty for the built-in counts.
        services: for the factors that count services: at least, at most.
        connected: only services whose elements refer to one another count.
        ignore: services that do not count.
    """

    title: Text
    points: int
    needs: int = 1
    evidence: list[Evidence] = Field(default_factory=list)
    services: tuple[int, int | None] | None = None
    connected: bool = False
    ignore: list[str] = Field(default_factory=list)


class Complexity(Strict):
    """The complexity bonus: factors in the order in which they are taken."""

    order: list[str]
    cap: int
    factors: dict[str, FactorPolicy]


class BlockerPolicy(Strict):
    """One blocker: its name is one of the checks that the score room knows; a check reads the settings that it needs.

    Attributes:
        score: what it sets the score to.
        reason: why.
        found: template of one piece of evidence.
        warning: template of a notification where something is odd but blocks nothing.
        requires: regular expressions of which a sentence of the prompt holds one, to demand something. They see
            ``<region>`` or ``<account>`` in place of every region or account.
        ignores: regular expressions of sentences that do not count at all (examples of what not to do).
        defaults: regular expressions of sentences that name only a default: allowed, but not demanded.
        keys: normal names whose values decide where things are deployed, globs as in a match.
        elsewhere: normal names of keys and elements that speak of another place than the one deployed to.
        texts: regular expressions of other values that decide it.
        by_name: kinds of element that are judged by their own name instead of a key.
        overridable: kinds of element whose values are only defaults.
        platforms: platforms that are held against one another.
        languages: languages that are held against one another.
        exempt: platforms that are not judged.
        ignore: services or accounts that do not count.
        alike: groups of services of which one stands for the other.
        share: share of the required services that may be missing before it blocks.
        least: how many services must be required before it can block.
        emulators: providers that lack services.
        excuses: regular expressions of passages in which the response says that the emulator lacks a service.
    """

    score: int
    reason: Text
    found: Text
    warning: Text | None = None
    requires: list[Regex] = Field(default_factory=list)
    ignores: list[Regex] = Field(default_factory=list)
    defaults: list[Regex] = Field(default_factory=list)
    keys: list[str] = Field(default_factory=list)
    elsewhere: list[str] = Field(default_factory=list)
    texts: list[Regex] = Field(default_factory=list)
    by_name: list[str] = Field(default_factory=list)
    overridable: list[str] = Field(default_factory=list)
    platforms: list[str] = Field(default_factory=list)
    languages: list[str] = Field(default_factory=list)
    exempt: list[str] = Field(default_factory=list)
    ignore: list[str] = Field(default_factory=list)
    alike: list[list[str]] = Field(default_factory=list)
    share: float = 1
    least: int = 1
    emulators: list[str] = Field(default_factory=list)
    excuses: list[Regex] = Field(default_factory=list)


class CeilingPolicy(Strict):
    """An upper bound of the final score; ``when`` names a condition on the fixes."""

    at: int
    when: Literal["no_category_a", "no_gap"]
    reason: Text


class Band(Strict):
    """A word for a final score of at least ``at``."""

    at: int
    word: Text
    verdict: Text
    advice: list[Text] = Field(default_factory=list)


class CompetencyBand(Strict):
    """A word for a share, in percent, of leaves that were right at once."""

    at: float
    word: Text


class PersonalAdjustment(Strict):
    """Whether and by how much a person may adjust the final score."""

    allowed: bool
    by: int = 1


class Learning(Strict):
    """What a report says on learning opportunities.

    Attributes:
        strong: categories whose fixes are strong opportunities; all others are limited ones.
        limited_above: share in percent above which a concern counts as mastered.
        limited: template for a mastered concern (``concern``, ``correct``, ``total``).
    """

    strong: list[Category]
    limited_above: float
    limited: Text

"""A rubric as it runs: the validated file with nothing left to check, light enough to load in a few milliseconds.

The fields are those of :mod:`reviewer.rubric.schema` and its siblings, which document them; lists are tuples here. What
the score reads stands in :mod:`reviewer.rubric.policy_score`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from reviewer.rubric.policy_score import (
    Adjustment,
    Band,
    BlockerPolicy,
    CeilingPolicy,
    FactorPolicy,
    KindPolicy,
    Learning,
)


class Value(NamedTuple):
    """A predicate on one side of a change."""

    absent: bool | None = None
    truthy: bool | None = None
    const: Any = None
    enum: tuple[Any, ...] | None = None
    not_enum: tuple[Any, ...] | None = None
    member: tuple[str, ...] | None = None
    not_member: tuple[str, ...] | None = None
    pattern: str | None = None
    not_pattern: str | None = None
    type: str | None = None
    minimum: float | None = None
    maximum: float | None = None


class Match(NamedTuple):
    """One way in which a change belongs to a rule."""

    platform: tuple[str, ...] | None = None
    source: tuple[str, ...] | None = None
    service: tuple[str, ...] | None = None
    type: tuple[str, ...] | None = None
    kind: tuple[str, ...] | None = None
    element: tuple[str, ...] | None = None
    property: tuple[str, ...] | None = None
    not_property: tuple[str, ...] | None = None
    op: tuple[str, ...] | None = None
    before: Value | None = None
    after: Value | None = None
    introduces: str | None = None
    drops: str | None = None
    gains: str | None = None
    loses: str | None = None
    compare: str | None = None
    body: str | None = None
    name: str | None = None
    file: str | None = None
    refers_to: tuple[str, ...] | None = None
    referred_by: tuple[str, ...] | None = None
    beside: tuple[str, ...] | None = None
    section: str | None = None
    token: bool | None = None
    respelled: bool | None = None
    regrouped: bool | None = None
    by_default: bool | None = None
    stale: bool | None = None
    renamed: bool | None = None
    retyped: bool | None = None
    circular: bool | None = None
    uncircled: bool | None = None
    clashing: bool | None = None
    switched_off: bool | None = None
    unknown: bool | None = None
    replaced: bool | None = None
    exchange: tuple[str, ...] | None = None
    whole_file: bool | None = None


class Words(NamedTuple):
    """Sources of the Jinja templates of a fix.

    Attributes:
        subject: what the fix is about, a fact for the others; None where they need none.
        calls: what types, and other names, are called, by patterns.
    """

    title: str
    issue: str
    fix: str
    reason: str
    impact: str
    training_value: str
    subject: str | None = None
    calls: dict[str, str] = {}  # noqa: RUF012 - a NamedTuple default, never mutated

    @property
    def texts(self) -> dict[str, str]:
        """The templates by their keys, the subject first, which the others have as a fact."""
        found = {"subject": self.subject} | self._asdict()
        return {key: text for key, text in found.items() if key != "calls" and text is not None}


class Rule(NamedTuple):
    """One entry of a rubric."""

    id: str
    category: str
    concern: str
    match: tuple[Match, ...]
    words: Words
    priority: int = 0
    label: str | None = None
    group: str = "rule"
    terms: tuple[str, ...] = ()
    excuses: tuple[str, ...] = ()
    cites: str = "terms"
    worse: tuple[Match, ...] = ()
    needed: bool = False
    closes: bool = False
    mends: bool = False
    wiring: bool = True
    joins: tuple[str, ...] = ()
    accompanies: tuple[str, ...] = ()
    folds_into: str | None = None
    keeps: int | None = None
    spared: bool = False
    examples: dict[str, list[dict[str, Any]]] = {}  # noqa: RUF012 - a NamedTuple default, never mutated
    file: str = ""
    line: int = 0


class CategoryPolicy(NamedTuple):
    """One category of fixes."""

    title: str
    text: str
    impact: str


class ConcernPolicy(NamedTuple):
    """How a concern is recognised, and its default fix."""

    name: str
    title: str
    service: tuple[str, ...]
    property: tuple[str, ...]
    not_property: tuple[str, ...]
    kind: tuple[str, ...]
    claims: tuple[str, ...]
    category: str
    added: str
    removed: str
    words: Words


class ContradictionPolicy(NamedTuple):
    """Two kinds of sentences that can't both be met."""

    topic: str
    first: str
    second: str
    concerns: tuple[str, ...]


class RequirementPolicy(NamedTuple):
    """How the prompt is read."""

    asks: tuple[str, ...]
    ignore: tuple[str, ...]
    excuses: tuple[str, ...]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    topics: tuple[str, ...]
    limits: tuple[str, ...]
    literal: tuple[str, ...]
    or_more: tuple[str, ...]
    everywhere: tuple[str, ...]
    means: tuple[str, ...]
    cites: str
    departs: str
    contradicts: str
    contradictions: tuple[ContradictionPolicy, ...]


class CitationPolicy(NamedTuple):
    """How a sentence is weighed that a fix may cite."""

    most: int
    spelled: float
    bonus: float
    share: float
    proof: float
    length: int
    leaves_out: tuple[str, ...]
    clauses: tuple[str, ...]
    counts: tuple[str, ...]
    common: tuple[str, ...]
    handles: tuple[str, ...]
    makes: tuple[str, ...]


class Grouping(NamedTuple):
    """How changes come together in fixes."""

    satellites: tuple[str, ...]
    identities: tuple[str, ...]
    grants: tuple[str, ...]
    members: tuple[str, ...]
    beside: tuple[str, ...]
    attach: tuple[str, ...]
    code: tuple[str, ...]
    token_places: int
    crowded: int
    full: int
    parts: int
    gone: str


class Regression(NamedTuple):
    """What becomes of a change that makes the answer worse."""

    most: str
    label: str
    departs: str
    unprompted: str
    share: float
    telling: int


class Rubric(NamedTuple):
    """The whole policy, rules last.

    Attributes:
        sha256: over the bytes of every file it was made of.
        categories: what belongs to A, B and C.
        factors: complexity factors in the order in which they are taken.
        cap: most that positive factors can add.
        competency: words for a share in percent, best first.
        standing: labels of what the deployed code shows, by standing; ``part`` where one holds for some changes only,
            ``most`` the category that a fix which is stale has at most.
        personal_adjustment: by how much a person may adjust the final score; 0 where a person may not.
        code: compiled templates by their source, for :mod:`reviewer.rubric.words`.
    """

    name: str
    version: str
    sha256: str
    base: int
    least: int
    most: int
    threshold: float
    categories: dict[str, CategoryPolicy]
    concerns: tuple[ConcernPolicy, ...]
    adjustments: tuple[Adjustment, ...]
    factors: tuple[FactorPolicy, ...]
    cap: int
    blockers: tuple[BlockerPolicy, ...]
    ceilings: tuple[CeilingPolicy, ...]
    bands: tuple[Band, ...]
    competency: tuple[tuple[float, str], ...]
    learning: Learning
    requirements: RequirementPolicy
    citations: CitationPolicy
    documentation: dict[str, str]
    grouping: Grouping
    standing: dict[str, str]
    regression: Regression
    kinds: tuple[KindPolicy, ...]
    personal_adjustment: int
    rules: tuple[Rule, ...]
    code: dict[str, Any]

"""The finished review: the only thing that renderers and workflows see, and what is written as JSON.

Frozen dataclasses without any import of weight, so that a review can be made and shown without pydantic. How they are
written and read is told in :mod:`reviewer.review_json`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from reviewer.model import MISSING, Expression, Standing

SCHEMA = "reviewer/1"

Category = Literal["A", "B", "C"]
Status = Literal["scored", "not_comparable", "failed"]
Direction = Literal["repairs", "beyond", "regresses"]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a file below the task directory, counted from 1, both ends included.

    Attributes:
        quote: the lines themselves as they stand on disk, at most 12 of them.
    """

    file: str
    start: int
    end: int
    quote: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One atomic difference.

    Attributes:
        op: RFC 6902 operation (``add``, ``remove``, ``replace``, ``move``).
        pointer: RFC 6901; None for prose. Coordinates of the left side for replace and remove, else of the right.
        origin: for ``move``, the pointer on the left side.
        before: value on the left; left out where there is none.
        after: value on the right; left out where there is none.
        model: lines in the model's response. For the source ``deployed`` it is None: there ``ideal`` is the left side.
        ideal: lines in the ideal response.
        deployed: lines in the deployed code, for the source ``deployed`` only.
        section: headings joined by `` > ``, for prose.
        standing: for the source ``deployed`` only, who is alone: ``stale`` (the deployed code is as the model had it),
            ``deployed_only`` (both responses lack it), ``differs`` (all three differ),
            ``unrelated`` (another stack is deployed).
        code: which of the values are code and no text (``before``, ``after``, ``both``); None where neither is. JSON
            has no other way to tell ``desks.id`` from ``"desks.id"``, and a stored review must read like a fresh one.
    """

    op: str
    pointer: str | None = None
    origin: str | None = None
    before: Any = MISSING
    after: Any = MISSING
    model: Lines | None = None
    ideal: Lines | None = None
    deployed: Lines | None = None
    section: str | None = None
    standing: Standing | None = None
    code: Literal["before", "after", "both"] | None = None

    def __post_init__(self) -> None:
        """Keeps the values and what is said of them in step, whether they come from a comparison or from JSON."""
        if self.code is not None:
            for side in ("before", "after"):
                value = getattr(self, side)
                if self.code in (side, "both") and type(value) is str:
                    object.__setattr__(self, side, Expression(value))
        elif type(self.before) is Expression:
            object.__setattr__(self, "code", "both" if type(self.after) is Expression else "before")
        elif type(self.after) is Expression:
            object.__setattr__(self, "code", "after")


@dataclass(frozen=True, slots=True)
class RequirementRecord:
    """One sentence or bullet of the prompt that asks for something."""

    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class FixRecord:
    """The changes that a person would name once.

    Attributes:
        rule: id of the rule that made it; ``default-<concern>`` where no rule named it.
        source: ``response`` (model against ideal), ``deployed`` (ideal against deployed code) or ``documentation``.
        requirements: the sentences of the prompt that ask for it.
        details: what belongs to it, one line each, for a fix of many parts (documentation lists what was added).
        changes: its evidence.
        labels: further facts a reader should see, e.g. ``regression``, ``by default``, ``ideal is stale``.
        also: ids of other rules that claimed some of its changes and lost.
    """

    rule: str
    category: Category
    concern: str
    title: str
    issue: str
    fix: str
    reason: str
    impact: str
    training_value: str
    source: str
    direction: Direction
    requirements: tuple[RequirementRecord, ...] = ()
    details: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    changes: tuple[ChangeRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Fixes by category."""

    A: int = 0
    B: int = 0
    C: int = 0


@dataclass(frozen=True, slots=True)
class ChangeCounts:
    """Conservation: ``total == in_fixes + without_meaning``, always."""

    total: int = 0
    in_fixes: int = 0
    without_meaning: int = 0


@dataclass(frozen=True, slots=True)
class Strength:
    """What the model got right at once in one concern.

    Attributes:
        correct: leaves of the ideal response that stood alike in the model's.
        total: leaves of the ideal response in this concern.
        evidence: elements or properties that were right, at most eight, as a person would name them.
    """

    concern: str
    correct: int
    total: int
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Factor:
    """One complexity factor.

    Attributes:
        points: what it adds to the score; 0 where it is already counted.
        status: ``earned``, ``already counted``, ``not found``.
        evidence: the resources that earn it.
    """

    name: str
    title: str
    points: int
    status: Literal["earned", "already counted", "not found"]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocker:
    """A reason that sets the score whatever the fixes are."""

    name: str
    score: int
    reason: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ceiling:
    """An upper bound of the final score."""

    name: str
    at: int
    reason: str


@dataclass(frozen=True, slots=True)
class ScoreRecord:
    """How the score came about.

    Attributes:
        assessment: why the fixes give this adjustment, in the rubric's words.
        calculated: base + adjustment + complexity, clamped to 0..10; with a blocker the blocker's score.
        final: the lowest of calculated and the ceilings.
        band: the rubric's word for the final score (``excellent``, ``good``, ...).
        advice: what to do below the threshold; empty above it.
    """

    base: int
    adjustment: int
    complexity: int
    calculated: int
    final: int
    threshold: int
    passed: bool
    assessment: str
    band: str
    advice: tuple[str, ...] = ()
    factors: tuple[Factor, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sentences of the prompt that can't both be met."""

    topic: str
    first: RequirementRecord
    second: RequirementRecord


@dataclass(frozen=True, slots=True)
class Competency:
    """Share of the ideal response's leaves that were right in the model's at once."""

    correct: int
    total: int
    percent: float
    word: str


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """Which task was reviewed.

    Attributes:
        services: the services that the ideal response uses, by display name.
        files: names of the files compared, by side (``model``, ``ideal``, ``deployed``).
        title: what the ideal response, or else the prompt, opens with as its title; None where neither has one.
        kind: what kind of task it is (``standard``, or a name of the rubric's ``kinds``).
    """

    id: str
    path: str
    platform: str | None = None
    language: str | None = None
    complexity: str | None = None
    turn: int = 1
    turns: tuple[int, ...] = (1,)
    title: str | None = None
    kind: str = "standard"
    services: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotificationRecord:
    """What was skipped, degraded, repaired or guessed, and why."""

    level: str
    message: str
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class RubricRecord:
    """Which rubric judged.

    Attributes:
        categories: display names of A, B and C.
    """

    name: str
    version: str
    sha256: str
    categories: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything about one task.

    Attributes:
        score: None where the status is not ``scored``.
        learning: ``strong`` and ``limited`` learning opportunities, in words.
        unmet: requirements that nothing in the ideal response meets.
        fingerprint: sha256 over inputs, rubric and version: the same for the same review.
    """

    schema: str = SCHEMA
    task: TaskRecord
    status: Status
    fixes: tuple[FixRecord, ...] = ()
    changes: ChangeCounts = ChangeCounts()
    counts: Counts = Counts()
    strengths: tuple[Strength, ...] = ()
    competency: Competency | None = None
    learning: dict[str, tuple[str, ...]] = field(default_factory=dict)
    contradictions: tuple[Contradiction, ...] = ()
    unmet: tuple[RequirementRecord, ...] = ()
    score: ScoreRecord | None = None
    notifications: tuple[NotificationRecord, ...] = ()
    rubric: RubricRecord
    fingerprint: str = ""

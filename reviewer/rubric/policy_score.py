"""The part of a rubric as it runs that the score reads: adjustments, factors, blockers, ceilings, bands and kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reviewer.rubric.policy import Value


class Adjustment(NamedTuple):
    """One row of the table of adjustments."""

    a: tuple[int, int | None]
    b: tuple[int, int | None]
    c: tuple[int, int | None]
    points: int
    text: str


class Evidence(NamedTuple):
    """One sign of a complexity factor."""

    label: str
    type: tuple[str, ...] | None = None
    service: tuple[str, ...] | None = None
    property: tuple[str, ...] | None = None
    value: Value | None = None
    body: str | None = None
    least: int = 1


class FactorPolicy(NamedTuple):
    """One complexity factor."""

    name: str
    title: str
    points: int
    needs: int
    evidence: tuple[Evidence, ...]
    services: tuple[int, int | None] | None
    connected: bool
    ignore: tuple[str, ...]


class BlockerPolicy(NamedTuple):
    """One blocker and what its check reads."""

    name: str
    score: int
    reason: str
    found: str
    warning: str | None = None
    requires: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    by_name: tuple[str, ...] = ()
    overridable: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    alike: tuple[list[str], ...] = ()
    share: float = 1
    least: int = 1
    emulators: tuple[str, ...] = ()
    excuses: tuple[str, ...] = ()


class CeilingPolicy(NamedTuple):
    """An upper bound of the final score."""

    name: str
    at: int
    when: str
    reason: str


class Band(NamedTuple):
    """A word for a final score of at least ``at``."""

    at: int
    word: str
    verdict: str
    advice: tuple[str, ...]


class KindPolicy(NamedTuple):
    """A kind of task, and what of it can't be judged."""

    name: str
    title: str
    platform: tuple[str, ...]
    provider: tuple[str, ...]
    file: tuple[str, ...]
    unjudged: tuple[str, ...]
    says: str | None


class Learning(NamedTuple):
    """Texts on learning opportunities."""

    strong: tuple[str, ...]
    limited_above: float
    limited: str

"""What differs between two documents, what the prompt asks for, and the fixes that both come together in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from reviewer.model.document import Element
from reviewer.model.task import Span
from reviewer.model.values import MISSING, Path

Source = Literal["response", "deployed", "documentation"]
Op = Literal["add", "remove", "replace", "move"]
Standing = Literal["stale", "deployed_only", "differs", "unrelated"]


@dataclass(frozen=True, slots=True)
class Change:
    """One atomic difference between two documents.

    Attributes:
        op: RFC 6902 operation; ``move`` is a renamed element or a re-ordered list item.
        path: tokens of the pointer, in the coordinates of the left side for replace and remove and of the right side
            for add and move; empty for prose.
        origin: for ``move`` the path in the coordinates of the left side, else None.
        before: value on the left side, MISSING where there is none.
        after: value on the right side, MISSING where there is none.
        left: lines on the left side (the model; for the source ``deployed`` the ideal), None where there is nothing.
        right: lines on the right side (the ideal; for the source ``deployed`` the deployed code).
        source: which comparison found it.
        element_before: the element it lies in on the left side.
        element_after: the element it lies in on the right side.
        keys: normal names of the keys below the element, in snake case, list positions left out, wrappers such as
            ``Properties`` dropped: what rules match on.
        section: headings above it, for prose.
        passage: kind of the passage, for prose; ``comment`` for a line of code in a string that is only a comment.
        noise: None for a change that has meaning, else why it has none (``order``, ``spelling``, ``formatting``,
            ``reference`` to a renamed element, ``comment`` in the deployed code, ``elision`` where a side has dots for
            what it doesn't show, is silent of what the deployed code has, or quotes by itself what the other side has
            in a function, ``loop`` for what a loop of the other side makes as well, ``place`` for a value that a
            function of the other side holds by the same name, ``default`` for what the other side leaves unsaid since
            it is so anyway).
        standing: for the source ``deployed``, ``stale`` where the deployed code has what the model had (the ideal is
            stale), ``deployed_only`` where both responses agree, ``differs`` where all three differ, ``unrelated``
            where another stack is deployed; else None.
        by_default: whether the value stays as long as the parameters that it is taken from hold their defaults.
        row: where one side has a loop, what the other writes out in its place: the element that is paired with the
            loop, and its copies. What tells several copies from the loop has the same path on the side of the loop.
    """

    op: Op
    path: Path
    before: Any = MISSING
    after: Any = MISSING
    left: Span | None = None
    right: Span | None = None
    source: Source = "response"
    element_before: Element | None = None
    element_after: Element | None = None
    keys: tuple[str, ...] = ()
    origin: Path | None = None
    section: tuple[str, ...] = ()
    passage: str | None = None
    noise: str | None = None
    standing: Standing | None = None
    by_default: bool = False
    row: tuple[Element, ...] = ()

    @property
    def copy(self) -> Element | None:
        """What is written out beside the element that a loop of the other side is paired with, and lies in."""
        sides = (self.element_before, self.element_after)
        return next((each for each in sides if any(each is copy for copy in self.row[1:])), None)

    @property
    def element(self) -> Element | None:
        """The element that the change lies in, seen from the side that its path speaks of."""
        if self.op in ("add", "move"):
            return self.element_after or self.element_before
        return self.element_before or self.element_after


@dataclass(frozen=True, slots=True)
class Requirement:
    """One sentence or bullet of the prompt that asks for something.

    Attributes:
        text: as it stands in the prompt, white space folded, list marker left out.
        span: its lines in the prompt.
        services: display names of the services that it speaks of.
        heading: whether it is a few words in bold that ask for nothing by themselves, and stand above what does.
        under: the heading or introduction that it stands below, empty where there is none.
        section: the heading of its section.
        about: display names of the services that what it stands below speaks of.
    """

    text: str
    span: Span
    services: tuple[str, ...] = ()
    heading: bool = False
    under: str = ""
    section: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """The changes that a person would name once.

    Attributes:
        rule: id of the rule, ``default-<concern>`` where none named it.
        words: title, issue, fix, reason, impact, training value, by these names.
        also: ids of rules that claimed some of the changes and lost.
    """

    rule: str
    category: str
    concern: str
    source: Source
    direction: Literal["repairs", "beyond", "regresses"]
    words: Mapping[str, str]
    changes: tuple[Change, ...]
    requirements: tuple[Requirement, ...] = ()
    details: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


#: Categories by gravity and sources by closeness to the answer: the order in which fixes are shown.
RANK: Final = {"A": 0, "B": 1, "C": 2}
_SOURCES: Final = {"response": 0, "deployed": 1, "documentation": 2}


def rank_fix(fix: Fix) -> tuple[int, int]:
    """Sorts fixes: the gravest first, those of the two responses before those of the deployed code."""
    return RANK[fix.category], _SOURCES[fix.source]

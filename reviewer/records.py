"""Turns what the rooms found into the records of a review: pointers written, lines quoted, places named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from reviewer import __version__
from reviewer.model import Change, Fix, Notification, Requirement, Span, Task, to_pointer
from reviewer.review import Category, ChangeRecord, FixRecord, Lines, NotificationRecord, RequirementRecord
from reviewer.rubric import Rubric

#: Most lines of one side that a review quotes; the span tells where the rest is.
QUOTED_LINES = 12
#: A longer line is cut in a quote: generated or minified code says nothing to a reader.
QUOTED_WIDTH = 300


class Quotes:
    """The lines of every file of a task; many changes stand in the same ones.

    Args:
        files: the lines of each file by its path.
    """

    def __init__(self, files: Mapping[str, Sequence[str]]) -> None:
        self._files = files
        self._known: dict[Span, Lines] = {}

    def lines(self, span: Span | None) -> Lines | None:
        """Quotes the lines of a span, as far as the file is known."""
        if span is None:
            return None
        found = self._known.get(span)
        if found is None:
            found = self._known[span] = self._quote(span)
        return found

    def _quote(self, span: Span) -> Lines:
        lines = self._files.get(span.file, ())[span.start - 1 : min(span.end, span.start - 1 + QUOTED_LINES)]
        return Lines(span.file, span.start, span.end, tuple([line[:QUOTED_WIDTH] for line in lines]))


def record_fix(fix: Fix, quotes: Quotes) -> FixRecord:
    """Records a fix."""
    category: Category = fix.category  # type: ignore[assignment]
    return FixRecord(
        rule=fix.rule,
        category=category,
        concern=fix.concern,
        source=fix.source,
        direction=fix.direction,
        requirements=tuple(map(record_requirement, fix.requirements)),
        details=fix.details,
        labels=fix.labels,
        also=fix.also,
        changes=tuple(record_change(each, quotes) for each in fix.changes),
        **fix.words,
    )


def record_change(change: Change, quotes: Quotes) -> ChangeRecord:
    """Records a change with its places."""
    left, right = quotes.lines(change.left), quotes.lines(change.right)
    deployed = change.source == "deployed"
    return ChangeRecord(
        op=change.op,
        pointer=to_pointer(change.path) if change.source != "documentation" else None,
        origin=to_pointer(change.origin) if change.origin is not None else None,
        before=change.before,
        after=change.after,
        model=None if deployed else left,
        ideal=left if deployed else right,
        deployed=right if deployed else None,
        section=" > ".join(change.section) if change.source == "documentation" else None,
        standing=change.standing,
    )


def record_requirement(requirement: Requirement) -> RequirementRecord:
    """Records a requirement by its first line."""
    return RequirementRecord(requirement.span.start, requirement.text)


def record_notes(notes: Iterable[Notification]) -> tuple[NotificationRecord, ...]:
    """Records notifications in order, each once."""
    unique = dict.fromkeys(notes)
    return tuple(NotificationRecord(each.level, each.message, each.file, each.line) for each in unique)


def fingerprint(task: Task, rubric: Rubric) -> str:
    """The same for the same inputs, rubric and version; a changed byte of any of them changes it."""
    digest = hashlib.sha256(f"{__version__}\0{rubric.sha256}\0{task.turn}\0{task.id}".encode())
    files = [task.prompt, task.model, task.ideal, *task.deployed, task.region]
    for file in files:
        if file is not None:
            digest.update(f"\0{file.path}\0".encode() + file.text.encode("utf-8", "surrogatepass"))
    # What `--write` itself puts into metadata.json (training_quality, aws_services) must not make a report stale.
    meta = task.metadata
    digest.update(repr((meta.platform, meta.language, meta.complexity, meta.provider)).encode("utf-8", "replace"))
    return digest.hexdigest()

"""Whether the ideal response is written in the platform and language that metadata.json names."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.rubric.policy import Rubric
from reviewer.rubric.policy_score import BlockerPolicy
from reviewer.rubric.words import render_words
from reviewer.score.case import Case, Finding
from reviewer.score.complexity import BUILT


def check_platform(case: Case, policy: BlockerPolicy, rubric: Rubric) -> Finding:
    """Holds the code itself against metadata; what one side does not tell or the rubric does not list never blocks."""
    metadata = case.task.metadata
    if case.ideal.platform not in policy.platforms or metadata.platform not in policy.platforms:
        return Finding()
    evidence: list[tuple[str, str | None, str | None]] = []
    if _differs(case.ideal.platform, metadata.platform, policy.platforms):
        evidence.append(("platform", case.ideal.platform, metadata.platform))
    if _differs(case.ideal.language, metadata.language, policy.languages) and not _speaks(case, metadata.language):
        evidence.append(("language", case.ideal.language, metadata.language))
    facts = [{"what": what, "found": found, "wanted": wanted} for what, found, wanted in evidence]
    return Finding(tuple(render_words(policy.found, each, rubric) for each in facts))


def _differs(found: str | None, wanted: str | None, known: Sequence[str]) -> bool:
    return found in known and wanted in known and found != wanted


def _speaks(case: Case, language: str | None) -> bool:
    """Tells whether any infrastructure of the ideal response is in this language, though most of it is not."""
    return any(each.language == language for each in case.ideal.elements if each.kind in BUILT)

"""The prompt as requirements: which sentences ask, which contradict one another."""

from __future__ import annotations

import pytest

from reviewer.classify.requirements import LONGEST, find_contradictions, find_requirements
from reviewer.model import Passage, Requirement, Span
from reviewer.rubric import load_rubric

POLICY = load_rubric().requirements


def passage(text: str, kind: str = "paragraph") -> Passage:
    return Passage((), kind, text, Span("PROMPT.md", 3, 3))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind", "asked"),
    [
        ("The queue must be encrypted.", "paragraph", ["The queue must be encrypted."]),
        ("We run a ferry. Ensure backups.", "paragraph", ["Ensure backups."]),
        ("We run a ferry.", "paragraph", []),
        ("Ferry bookings", "item", ["Ferry bookings"]),
        ("size | large", "row", ["size | large"]),
        ("Ensure backups.", "heading", []),
        ("Ensure backups.", "block", []),
        ("Hello, you should see this.", "item", []),
        ("It must " + "x" * LONGEST, "item", []),
        ("Use it; Keep both.", "item", ["Use it;", "Keep both."]),
        ("Must do: \u2022 Encrypt it. \u2022 Must be quick", "item", ["Must do:", "Encrypt it.", "Must be quick"]),
    ],
)
def test_what_asks_for_something(text, kind, asked):
    found = find_requirements([passage(text, kind)], POLICY)
    assert [each.text for each in found] == asked
    assert all(each.span == Span("PROMPT.md", 3, 3) for each in found)


def wishes(*texts: str) -> tuple[Requirement, ...]:
    return tuple(Requirement(text, Span("PROMPT.md", line, line)) for line, text in enumerate(texts, 1))


@pytest.mark.parametrize(
    ("texts", "topics"),
    [
        (
            ("Enable deletion protection.", "All resources must be destroyable."),
            ["protection against deletion and disposability"],
        ),
        (("Enable deletion protection.", "Tag all resources."), []),
        (("Enable deletion protection, but everything must be destroyable.",), []),
        (("The site must be publicly accessible and public.", "No public access."), ["public access"]),
    ],
)  # fmt: skip
def test_what_cannot_both_be_met(texts, topics):
    assert [each.topic for each in find_contradictions(wishes(*texts), POLICY)] == topics

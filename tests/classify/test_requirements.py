"""The prompt as requirements: which sentences ask, which contradict one another, which one a fix serves."""

from __future__ import annotations

import pytest

from reviewer.classify.requirements import (
    LONGEST,
    choose_naming,
    find_contradictions,
    find_requirements,
    serve,
    text_asked_for,
)
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


@pytest.mark.parametrize(
    ("terms", "names", "lines"),
    [
        pytest.param(("encrypt",), (), [1, 2], id="in order, two at most"),
        pytest.param(("key", "encrypt"), (), [2, 1], id="the earlier term counts more"),
        pytest.param(("encrypt",), ("OrderQueue",), [3, 1], id="a name counts too"),
        pytest.param(("backup",), ("OrderQueue",), [], id="a name alone is nothing"),
    ],
)
def test_the_requirement_that_a_fix_serves(terms, names, lines):
    asked = wishes("Encrypt everything.", "Encrypt with a key.", "Encrypt the OrderQueue.", "Be quick.")
    assert [each.span.start for each in serve(terms, names, asked)] == lines


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        pytest.param(("memory_size",), [2], id="the sentence names the key"),
        pytest.param(("function_name",), [], id="a word of the terms proves nothing"),
        pytest.param(("ttl",), [], id="nor does a short one"),
        pytest.param((), [], id="no key, no sentence"),
    ],
)
def test_a_wide_rule_needs_a_sentence_that_names_what_changed(keys, lines):
    """A citation that only shares the field of the fix is worse than none."""
    asked = wishes("Each function reads the ttl.", "Functions have 256 MB of memory.", "The function is quick.")
    assert [each.span.start for each in choose_naming((r"lambda|function",), keys, asked)] == lines


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("One file (no provider block, no modules).", "provider"),
        ("Build it without a NAT gateway, but with endpoints.", "NAT"),
        ("Do not use public subnets: private ones only.", "public"),
    ],
)
def test_what_is_to_be_left_out_is_not_asked_for(text: str, left: str) -> None:
    """A rule that adds such a thing serves no such sentence; one that closes or takes it away does."""
    requirements = [Requirement(text, Span("lib/PROMPT.md", 1, 1))]
    assert left not in text_asked_for(text)
    assert serve([left], [], requirements, asked=True) == ()
    assert serve([left], [], requirements) == tuple(requirements)


def test_a_bound_is_asked_for() -> None:
    """``no less than`` leaves nothing out."""
    assert text_asked_for("Keep backups for no less than 7 days") == "Keep backups for no less than 7 days"

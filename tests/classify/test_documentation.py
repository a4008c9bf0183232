"""How much an answer explains."""

from __future__ import annotations

from reviewer.classify.documentation import measure_documentation
from reviewer.model import Passage, Span


def test_a_sample_has_no_words() -> None:
    """A template that stands there a second time, as JSON, explains nothing."""
    said = Passage((), "paragraph", "The quay has two cranes.", Span("answer.md", 1, 1))
    shown = Passage((), "block", '{ "Resources": { "Crane": {} } }', Span("answer.md", 3, 9))
    measured = measure_documentation((), (said,), (said, shown))
    assert measured["words"] == {"before": 5, "after": 5}
    assert measured["passages"] == {"before": 1, "after": 2}

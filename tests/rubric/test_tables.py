"""Rules as tables for readers."""

from __future__ import annotations

from reviewer.rubric.tables import tabulate_rules
from tests.rubrics import shipped


def test_texts_are_told_without_their_conditions_and_filters() -> None:
    """What a review fills in is named, and of words that fit a number the one for one thing stands there."""
    (rule,) = (each for each in shipped().rules if each.id == "variable-renamed")
    words = rule.words._replace(
        title="{% if added %}{{ added | word('Barn') }} {{ added | names }}{% else %}Hay{% endif %}"
    )
    table = tabulate_rules(shipped()._replace(rules=(rule._replace(words=words),)))
    assert f"| Barn `<added>` / Hay | {rule.words.reason} |" in table

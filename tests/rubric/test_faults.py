"""What is wrong with a rubric file is said in plain words: the place, the fault, and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import RubricError
from reviewer.rubric import check_rubric
from tests.rubrics import write_base

HEAD = 'name: mine\nversion: "1"\nextends: default\n'
EXAMPLES = "[{type: AWS::KMS::Key, property: EnableKeyRotation, after: true}]"
RULE = f"""{HEAD}rules:
  - id: key-rotated
    category: B
    concern: security
    match:
      - type: AWS::KMS::Key
        property: enable_key_rotation
    title: Rotation
    issue: The key keeps its material
    fix: Rotation is on
    reason: Old material is a risk
    impact: Less is lost with a key
    training_value: Teaches rotation
    examples:
      match: {EXAMPLES}
      no_match: {EXAMPLES}
"""
#: File (or what a rule has instead of something), line, and what the message has to say of place, fault and remedy.
CASES: dict[str, tuple[str, int | None, tuple[str, ...]]] = {
    "misspelled key": (HEAD + "threshhold: 9\n", 4, ("'threshhold'", "did you mean 'threshold'?", "allowed: name, ")),
    "key of a match": (
        RULE.replace("property:", "propertie:"),
        10,
        ("rule key-rotated > match 1:", "'propertie'", "did you mean 'property'?", "not_property"),
    ),
    "misspelled key that is needed": (
        HEAD + "concerns:\n  data: {titel: Data}\n",
        5,
        ("concerns > data:", "'titel'", "did you mean 'title'?"),
    ),
    "missing key": (RULE.replace("    title: Rotation\n", ""), 5, ("rule key-rotated:", "'title' is missing", "add")),
    "unknown concern": (
        RULE.replace("concern: security", "concern: securty"),
        7,
        ("rule key-rotated > concern:", "'securty'", "did you mean 'security'?", "availability"),
    ),
    "unknown category": (RULE.replace("category: B", "category: D"), 6, ("'D'", "allowed: A, B, C")),
    "value of a list": (
        RULE.replace("property: enable_key_rotation", "op: [add, change]"),
        10,
        ("match 1 > op 2:", "'change'", "allowed: add, remove, replace, move"),
    ),
    "key that is none": (HEAD + "categories:\n  D: {title: x, text: y, impact: z}\n", 5, ("'D'", "allowed: A, B, C")),
    "number for a text": ("name: mine\nversion: 2\n", 2, ("version:", "2", 'in quotes: "2"')),
    "no value": (RULE.replace("title: Rotation", "title:"), 11, ("rule key-rotated > title:", "nothing in it")),
    "key of a case": (
        RULE.replace("title: Rotation", "title: [{wen: n, says: a}, {says: b}]"),
        11,
        ("rule key-rotated > title 1:", "'wen'", "did you mean 'when'?", "fields"),
    ),
    "last case that asks": (
        RULE.replace("title: Rotation", "title: [{when: n, says: a}]"),
        11,
        ("rule key-rotated > title:", "the last case asks for something"),
    ),
    "key of the citations": (
        HEAD + "citations: {mostly: 2}\n",
        4,
        ("citations:", "'mostly'", "did you mean 'most'?", "leaves_out"),
    ),
    "empty list": (
        RULE.replace(
            "    match:\n      - type: AWS::KMS::Key\n        property: enable_key_rotation\n", "    match: []\n"
        ),
        8,
        ("rule key-rotated > match:", "nothing in it"),
    ),
    "text for a number": (HEAD + "threshold: high\n", 4, ("threshold:", "a number, not the text 'high'", "as in 7.5")),
    "text for a whole number": (RULE + "    priority: top\n", 20, ("priority:", "a whole number, not the text 'top'")),
    "text for a switch": (RULE + "    wiring: maybe\n", 20, ("wiring:", "true or false, not the text 'maybe'")),
    "out of bounds": (HEAD + "threshold: 99\n", 4, ("threshold:", "99", "at most 10")),
    "keys for a list": (HEAD + "rules: {a: 1}\n", 4, ("rules:", "has to be a list", "`- entry`")),
    "text for keys": (
        RULE.partition("    examples")[0] + "    examples: none\n",
        17,
        ("examples:", "keys of its own", "match, no_match"),
    ),
    "value for the keys of a match": (
        RULE.replace("property: enable_key_rotation", "before: true"),
        10,
        ("match 1 > before:", "not true", "absent, truthy"),
    ),
    "one number for a pair": (
        HEAD + "adjustments:\n  - {a: 2, points: 1, text: x}\n",
        5,
        ("adjustments 1 > a:", "pair", "[2, null]"),
    ),
    "half a pair": (HEAD + "adjustments:\n  - {a: [2], points: 1, text: x}\n", 5, ("adjustments 1 > a:", "[2, null]")),
    "name of another kind": (RULE.replace("key-rotated", "Key Rotated"), 5, ("'Key Rotated'", "joined by hyphens")),
    "key that YAML reads as true": (HEAD + "on: x\n", None, ("key has to be a text", "in quotes")),
    "no keys at all": ("- a\n", 1, ("the file:", "keys of its own, not a list", "name, version, extends")),
    "match that says nothing": (
        RULE.replace("property: enable_key_rotation", "op: add"),
        9,
        ("a match names at least",),
    ),
    "open bracket": (HEAD + "base: [1\n", 5, ("not valid YAML", "brackets")),
    "tab": (HEAD + "rules:\n\t- id: x\n", 5, ("not valid YAML", "no tabs")),
    "key twice": (HEAD + "base: 8\nbase: 8\n", 5, ("'base' stands twice", "keep one")),
    "date that there is not": (HEAD + "base: 2026-13-45\n", None, ("not valid YAML", "in quotes")),
    "control character": (HEAD + "base: \x01\n", None, ("not valid YAML", "in quotes")),
    "alias within itself": (HEAD + "rules: &a [*a]\n", None, ("not valid YAML",)),
    "list as a key": (HEAD + "? [a]\n: 1\n", None, ("not valid YAML",)),
}
#: Words of the library that checks, which say nothing to people who keep rubrics.
JARGON = ("input", "permitted", "dictionary", "instance of", "tuple", "validation", "field required", "parse")


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_said_in_plain_words_with_its_place_and_a_remedy(name: str, tmp_path: Path) -> None:
    text, line, words = CASES[name]
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    write_base(tmp_path)
    with pytest.raises(RubricError) as caught:
        check_rubric(str(file))
    said = f"{caught.value.message}; {caught.value.hint}"
    assert [each for each in words if each not in said] == []
    assert [each for each in JARGON if each in said.lower()] == []
    assert caught.value.hint
    assert caught.value.file == str(file)
    assert line in (None, caught.value.line)


@pytest.mark.parametrize(
    ("words", "told"),
    [("{{ 'x' if after is fitting('-\\d') }}", "invalid escape"), ("{{ after | value", "unexpected end")],
)
def test_words_that_are_no_template_are_refused(tmp_path: Path, words: str, told: str) -> None:
    """An escape that Python does not know would be a warning now, and an error some day."""
    file = tmp_path / "mine.yaml"
    file.write_text(RULE.replace("title: Rotation", f"title: 'Rotation {words.replace(chr(39), chr(39) * 2)}'"))
    with pytest.raises(RubricError, match=told) as caught:
        check_rubric(str(file))
    assert (caught.value.line, "key-rotated" in str(caught.value)) == (5, True)

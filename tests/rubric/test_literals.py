"""What a text has to hold for an expression to be found in it."""

from __future__ import annotations

import re

import pytest

from reviewer.rubric.literals import literals_of
from reviewer.rubric.matching import search


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        (r"\bpaint(?:ed|ing)?\b|hay", ("hay", "paint")),
        (r"(?:Barn|Silo)-?doors", ("doors",)),
        (r"barns?\.cows", (".cows",)),
        (r"(?i)bar[nt]yards{2,}", ("yards",)),
        (r"\x41barn", ("barn",)),
        (r"(?-i:Hay)\d+", ("hay",)),
        (r"(?P<tool>rake) and hoe", (" and hoe",)),
        # what may be missing, what must not come, and what only one alternative has are not needed
        (r"(?:barn)?", ()),
        (r"(?:barn){0,2}", ()),
        (r"(?!barn)\w+", ()),
        (r"(?<=barn)\w+", ()),
        (r"barn|\d+", ()),
        # too short, or written in a way that is not read
        (r"a|barn", ()),
        (r"(?x) barn", ()),
        (r"(?#hay)barn", ()),
        (r"(barn)?(?(1)hay|straw)", ()),
        # signs that are no ASCII may be another case of one that is
        ("\u017ftraw", ("traw",)),
    ],
)
def test_literals(source: str, needed: tuple[str, ...]) -> None:
    assert literals_of(source) == needed


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\bhay\b", "Old HAY"),
        (r"kelp", "\u212aELP"),  # the sign for kelvin is a k in another case
        (r"(?:barn)?yard", "a YARD"),
        (r"(?:hay|straw)s{0}$", "STRAW"),
        (r"a{}bc", "A{}BC"),
        (r"ba[r()|]n|x{,2}yard", "yard"),
    ],
)
def test_search_finds_what_the_expression_finds(source: str, text: str) -> None:
    assert search(source, text)
    assert re.search(source, text, re.IGNORECASE)


def test_search_agrees_with_the_expression() -> None:
    pieces = ["hay", "ba?rn", "(?:cow|(?:calf|s{2}))", "x*", "[ab]c", r"\.", "pig+", "(?:ox)?", r"\d", "|", "()"]
    sources = [one + other + last for one in pieces for other in pieces for last in pieces]
    texts = ["Hay barn", "BRNCOW", "cowox.", "calfbc7", "piggox", "ssac", ""]
    for source in sources:
        for text in texts:
            assert search(source, text) == (re.search(source, text, re.IGNORECASE) is not None), (source, text)

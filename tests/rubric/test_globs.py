"""Many globs asked at once say what each of them says alone; so does the index of the rules."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.classify.examples import build_unit
from reviewer.classify.index import claims
from reviewer.classify.matcher import fits
from reviewer.classify.surroundings import survey
from reviewer.rubric.globs import GlobTable, match_glob, take_apart
from reviewer.rubric.keys import KeyIndex
from reviewer.rubric.matching import match_keys
from tests.rubrics import shipped

RUBRIC = shipped()
GLOBS = st.text("ab*", max_size=6)
TOKENS = st.lists(st.text("ab*", min_size=1, max_size=3), min_size=1, max_size=3)


@given(st.lists(GLOBS, max_size=8), st.text("ab", max_size=8))
def test_a_table_says_what_each_glob_says(globs: list[str], text: str) -> None:
    table = GlobTable((glob, number) for number, glob in enumerate(globs))
    assert table.numbers_of(text) == {number for number, glob in enumerate(globs) if match_glob(glob, text)}


@given(st.lists(TOKENS, max_size=6), st.booleans(), st.lists(st.text("ab", min_size=1, max_size=3), max_size=4))
def test_an_index_of_keys_says_what_each_pattern_says(
    patterns: list[list[str]], anchored: bool, keys: list[str]
) -> None:
    groups = [(("/" if anchored else "") + ".".join(tokens),) for tokens in patterns]
    wanted = {number for number, group in enumerate(groups) if match_keys(group, tuple(keys))}
    assert KeyIndex(groups).groups_of(tuple(keys)) == wanted


@given(TOKENS, st.lists(st.text("ab", min_size=1, max_size=3), max_size=4))
def test_a_run_is_found_wherever_it_stands(tokens: list[str], keys: list[str]) -> None:
    run = take_apart(".".join(tokens))
    places = range(len(keys) - len(tokens) + 1)
    wanted = any(all(map(match_glob, tokens, keys[at : at + len(tokens)])) for at in places)
    assert run.runs_through(tuple(keys)) is (wanted or tokens == ["*"])


def test_the_index_claims_what_the_matches_fit() -> None:
    """On every example of every rule."""
    for rule in RUBRIC.rules:
        for example in (*rule.examples["match"], *rule.examples["no_match"]):
            unit, neighbours = build_unit(example)
            tokens = {id(unit.changes[0]): ("old", "new")} if example.get("token") else {}
            around = survey((unit.element, *neighbours), (unit.element, *neighbours), example.get("platform"), tokens)
            wanted = {each.id for each in RUBRIC.rules if any(fits(match, unit, around) for match in each.match)}
            assert {each.id for each in claims(unit, RUBRIC, around)} == wanted

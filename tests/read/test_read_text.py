"""Bytes become text whatever they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.read.text import decode


@pytest.mark.parametrize(
    ("data", "text", "message"),
    [
        ("é\n".encode(), "é\n", None),
        (b"\xef\xbb\xbfa", "a", None),
        ("aé".encode("utf-16"), "aé", "UTF-16"),
        (b"caf\xe9", "café", "Windows-1252"),
        (b"\x81\xe9", "\x81é", "Latin-1"),
        (b"a\r\nb\rc", "a\nb\nc", None),
    ],
)
def test_every_encoding_is_read_and_a_strange_one_is_named(data: bytes, text: str, message: str | None) -> None:
    read, notes = decode(data, "f")
    assert read == text
    assert [message in note.message for note in notes if message] == ([True] if message else [])
    assert bool(notes) == bool(message)


def test_nul_bytes_are_left_out_and_named_with_their_line() -> None:
    text, notes = decode(b"a\nb\0c", "f")
    assert text == "a\nbc"
    assert notes[0].line == 2


@given(st.binary())
def test_no_bytes_make_decoding_fail(data: bytes) -> None:
    text, _ = decode(data, "f")
    assert "\0" not in text
    assert "\r" not in text


def test_text_that_stands_twice_on_its_lines_is_read_once() -> None:
    lines = [f"    setting_{at} = {at}" for at in range(12)]
    text, notes = decode("\n".join([*(line * 2 for line in lines), "", "}}", "a last line"]).encode(), "a.md")
    assert text == "\n".join([*lines, "", "}", "a last line"])
    assert [note.message for note in notes] == ["lines hold their text twice, it is read once"]


def test_a_few_rules_and_repeated_words_make_no_doubled_text() -> None:
    text = "\n".join(["-" * 40, "a line of its own"] * 12 + ["haha haha "] * 3)
    assert decode(text.encode(), "a.md") == (text, ())

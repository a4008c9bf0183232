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

"""Text of strangers stays text: parsed back by another Markdown parser it is what went in, and nothing else."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reviewer.render.escape import PROSE_LENGTH, escape_plain, escape_prose, to_code, to_comment, to_fence, to_html
from reviewer.render.text import clean, one_line, shorten

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

FRAGMENTS = [
    *("`", "``", "```", "~~~", "*", "**", "_", "__", "#", "## x", "- ", "+ ", "1. ", "1) ", "> ", "|", "---", "==="),
    *("<script>", "</script>", "<!--", "-->", "<b>", "&lt;", "&#35;", "[a](b)", "![a](b)", "[a]: b", "<http://a.b>"),
    *("\\", "\n", "\n\n", "\r", "\t", "    ", "\x1b[2J", "\x00", "\u2028", "\u202e", "\ud800", "~~", "$", "***"),
    *("a", "b_c", "Ü", "✅", "{{ 1 }}", "{% x %}", "[ ] ", ":---", "<!-- keep -->", ". ", "e\u0301"),
]
HOSTILE = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4)), min_size=1, max_size=12).map("".join)


def inline(markdown: str) -> tuple[list[str], str]:
    """Kinds of the block tokens, and the text inside, of a page with one paragraph."""
    tokens = PARSER.parse(markdown)
    children = tokens[1].children or [] if len(tokens) > 1 else []
    kinds = sorted({child.type for child in children})
    return [token.type for token in tokens] + kinds, "".join(child.content for child in children)


@given(HOSTILE)
def test_html_holds_no_element_but_code(text):
    assert re.findall("<[^>]*", to_html(text).replace("<code>", "").replace("</code>", "")) == []


@given(HOSTILE)
def test_prose_is_one_paragraph_of_text_and_code(text):
    assume(one_line(text))
    kinds, _ = inline(escape_prose(text))
    assert set(kinds) <= {"paragraph_open", "inline", "paragraph_close", "text", "code_inline"}


@given(HOSTILE)
def test_plain_text_comes_back_as_it_went_in(text):
    assume(one_line(text))
    assert inline(escape_plain(text))[1] == one_line(text)


@given(HOSTILE)
def test_a_code_span_holds_the_whole_text(text):
    assume(one_line(text))
    kinds, content = inline("x " + to_code(text))
    assert kinds[3:] == ["code_inline", "text"]
    assert content == "x " + one_line(text)


@given(st.lists(HOSTILE, min_size=1, max_size=5))
def test_a_fence_ends_where_it_was_meant_to(lines):
    shown = [clean(line.rstrip()) for line in lines]
    assume(all(len(line) <= 200 for line in shown))
    tokens = PARSER.parse(to_fence(lines, "diff") + "\n\nafter\n")
    assert [token.type for token in tokens] == ["fence", "paragraph_open", "inline", "paragraph_close"]
    assert tokens[0].content == "\n".join(shown) + "\n"


@given(HOSTILE)
def test_a_comment_cannot_be_ended_from_inside(text):
    comment = to_comment(text)
    assert comment.count("-->") == 1
    assert comment.endswith(" -->")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sets `a` to `b_c`", "sets `a` to `b_c`"),
        ("log_statement and _x_", r"log_statement and \_x\_"),
        ("a * b | c", r"a \* b \| c"),
        ("- an item", r"\- an item"),
        ("-4 degrees", "-4 degrees"),
        ("1. an item", r"1\. an item"),
        ("1.5 times", "1.5 times"),
        ("an open ` stays", r"an open \` stays"),
        ("``` a", r"\`\`\` a"),
        ("<script>", r"\<script>"),
    ],
)
def test_only_what_could_be_markup_is_escaped(text, expected):
    assert escape_prose(text) == expected


def test_a_long_text_is_cut_and_the_cut_shows():
    text = escape_prose("word " * 10_000)
    assert len(text) <= PROSE_LENGTH
    assert text.endswith("…")


def test_escaping_takes_linear_time():
    start = time.process_time()
    for hostile in ("`" * 400_000, "` `` " * 80_000, "[" * 400_000, "_ " * 200_000, "\\" * 400_000):
        escape_prose(hostile)
        to_code(hostile)
        to_fence([hostile], "")
    # A fifth of a second here; quadratic code would take hours. The bound only tells the two apart.
    assert time.process_time() - start < 20


def test_shorten_keeps_short_texts():
    assert shorten("abc", 3) == "abc"
    assert shorten("abcd", 3) == "ab…"

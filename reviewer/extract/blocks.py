"""From fences to code blocks: language, announced name, completeness, and whether a block is code of the answer at all."""

from __future__ import annotations

import re
from typing import Final

from reviewer.extract.languages import VAGUE, canonical_language, language_of_name, recognise
from reviewer.extract.markdown import Fence, Outline
from reviewer.extract.naming import name_before, name_in_code, name_in_info
from reviewer.extract.structured import looks_like_json
from reviewer.model import CodeBlock, Span

#: Comments and lines by which an answer says that it leaves code out.
ELISION: Final = re.compile(
    r"^[ \t]*(?:#|//|/\*|--|<!--)?[ \t]*(?:\.{3}|…|\[\.{3}\]|<\.{3}>)[ \t]*(?:\*/|-->)?[ \t]*$"
    r"|^[ \t]*(?:#|//|/\*|--|<!--|\.{3}|…)[ \t(\[]*(?:\.{3}|…)?[^\n]{0,60}\b(?:rest|remaining|existing|other|previous|same)\b"
    r"[^\n]{0,60}\b(?:unchanged|omitted|as (?:before|above)|same|remains?|continues?|stays?|here)\b",
    re.MULTILINE | re.IGNORECASE,
)


def blocks_of(outline: Outline, file: str) -> list[CodeBlock]:
    """Makes a code block of every fence, in order; an empty fence gives a block without text."""
    blocks = []
    behind = 0
    for fence in outline.fences:
        blocks.append(_block(fence, name_before(outline.passages[behind : fence.before]), file))
        behind = fence.before
    return blocks


def _block(fence: Fence, announced: str | None, file: str) -> CodeBlock:
    info = fence.info or ""
    tag, _, _ = re.sub(r"[:{,(]", " ", info).partition(" ")
    language = canonical_language(tag)
    name = name_in_info(info) or name_in_code(fence.text) or announced
    language = language_of(language, name, fence.text)
    return CodeBlock(
        language=language,
        name=_clean(name) if name and fits(name, language) else None,
        text=fence.text,
        span=Span(file, fence.start, max(fence.end, fence.start)),
        complete=not ELISION.search(fence.text),
        section=fence.section,
    )


def language_of(tag: str, name: str | None, code: str) -> str:
    """The language of a block: what the code shows for JSON and YAML, else the tag, the name, or what it looks like."""
    language = tag
    if language in VAGUE:
        language = (language_of_name(name) if name else None) or recognise(code) or tag
        if language in VAGUE or language == "md":
            language = recognise(code) or language
    if language in ("json", "yaml"):
        return "json" if looks_like_json(code) else "yaml" if recognise(code) in (None, "yaml") else language
    return language


def fits(name: str, language: str) -> bool:
    """Whether a file of this name can hold code of this language: a command that mentions a file isn't the file."""
    expected = language_of_name(name)
    if expected == language or {expected, language} <= {"json", "yaml"} or {expected, language} <= {"ts", "js"}:
        return True
    return expected is None and language != "sh"


def _clean(name: str) -> str:
    return name.removeprefix("./").removeprefix("/")

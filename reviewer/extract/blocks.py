"""From fences to code blocks: their language, the name announced for them, whether they are complete."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from reviewer.extract.before_after import without_before
from reviewer.extract.counterexamples import without_wrong
from reviewer.extract.languages import NAMES, PROGRAMS, VAGUE, canonical_language, language_of_name, recognise
from reviewer.extract.markdown import Fence, Outline
from reviewer.extract.naming import name_before, name_in_code, name_in_info
from reviewer.extract.structured import looks_like_json, looks_like_members
from reviewer.extract.written import is_written
from reviewer.model import CodeBlock, Passage, Span
from reviewer.paths import base_name

#: Lines that say that code is left out, in so many words.
_OMITTED: Final = re.compile(
    r"^[ \t]*(?:#|//|/\*|--|<!--|\.{3}|…)[ \t(\[]*(?:\.{3}|…)?[^\n]{0,60}"
    r"\b(?:rest|remaining|existing|other|previous|same)\b[^\n]{0,60}"
    r"\b(?:unchanged|omitted|as (?:before|above)|"
    r"(?:is|are|remains?|stays?|continues?) (?:the )?(?:same|here|below|as))\b",
    re.IGNORECASE,
)
#: Comments that begin with dots and name what stands for them (``// ... [Additional methods: createVpc(), etc.]``), or
#: say that it was left out to be short.
_INSTEAD: Final = re.compile(
    r"^[ \t]*(?:#|//|/\*|--)[ \t(\[]*(?:\.{3}|…)[ \t(\[]*[^\n]{0,80}"
    r"\b(?:rest|other|remaining|additional|more|existing|omitted|as before|etc|properties|resources|methods)\b"
    r"|^[ \t]*(?:#|//)[^\n]{0,80}\bomitted for (?:brevity|clarity|space)\b"
    r"|^[ \t]*(?:#|//)[ \t(\[]*see (?:the )?(?:current |full |complete )?(?:implementation|code|file)\b",
    re.IGNORECASE,
)
#: Comments that point to the other response, or to code shown above, for what is the same.
_ALIKE: Final = re.compile(
    r"^[ \t]*(?:#|//|/\*|--|<!--)[^\n]{0,80}(?:\b(?:unchanged|identical|same)\b[^\n]{0,20}\bMODEL_RESPONSE\b"
    r"|(?<!would )\bfollows? (?:the )?same pattern\b)",
    re.IGNORECASE,
)
#: Dots in place of code; one in a large file is a remark.
_DOTS: Final = re.compile(r"^[ \t]*(?:#|//|/\*|--|<!--)?[ \t]*[\[<(]?(?:\.{3}|…)[\])>]?[ \t]*(?:\*/|-->)?[ \t]*$")
#: Dots alone in the arguments of a call or in a body; a spread (``...rest``) names what it spreads.
_INSIDE: Final = re.compile(r"[({,]\s*(?:\.{3}|…)\s*[),}]|\)[^\n:]{0,60}:\s*(?:\.{3}|…)\s*$")
#: Texts in quotes and comments, in which dots are words.
_SAID: Final = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`|(?:#|//)[^\n]*")
#: Signs that dots are the language's own: the bodies of an interface, and the mark of a required field.
_OWN: Final = re.compile(
    r"\(\s*(?:typing\.)?Protocol\b|\bimport\b[^\n]*\bProtocol\b|@(?:\w+\.)?(?:overload|abstractmethod)\b|\b(?:pydantic|fastapi)\b"
)
#: What a line begins with that says that code is left out.
_OPENERS: Final = ("#", "//", "/*", "--", "<!--", "...", "…")
#: What a sentence before a block says where the block is only a part of its file: ``lib/a.ts (lines 36-48)``.
_EXCERPT: Final = re.compile(
    r"\b(?:key|relevant|changed|modified|updated|critical) (?:sections?|parts?|excerpts?|portions?|snippets?)\b"
    r"|\b(?:excerpt|snippet)s? (?:from|of|showing)\b|\blines?:? \d+(?:\s*(?:[-–]|to)\s*\d+)?\b",
    re.IGNORECASE,
)
#: What no file ends with.
_OPEN_ENDS: Final = ("{", "[", "(", ",", "=", "\\", ":", "- ")
#: What no whole program ends with, whether or not a fence closes it.
_OPEN_PROGRAM: Final = (",", "(", "[", "=", "\\")
#: A resource of a CloudFormation template, which stands in JSON and YAML whatever a label says; code quotes its names.
_TEMPLATE: Final = re.compile(r"^[ \t]*[\"']?Type[\"']?[ \t]*:[ \t]*[\"']?AWS::\w+::\w+[\"']?,?[ \t]*$", re.MULTILINE)
#: What commands begin with that are labelled as Terraform's language, in which they are written nowhere.
_COMMAND: Final = re.compile(
    r"[ \t]*(?:\$ )?(?:"
    r"(?:terraform|tofu) (?:-chdir|init|plan|apply|destroy|validate|output|fmt|import|state|show|workspace)\b"
    r"|(?:aws|cd|export|cp|mkdir|git|make|npm|docker|kubectl) +[\w./-])"
)
#: A word that can be the name of a language.
_WORD: Final = re.compile(r"[A-Za-z][\w+#.-]{0,30}")
#: Of an absolute path on the author's machine, what stands in the project.
_PROJECT: Final = re.compile(r"/.*/((?:lib|bin|src|tests?|templates|modules)/.*)")
#: Lines for each of which one may be no code of the language that the label names.
_LINES_PER_ERROR: Final = 10
#: Lines for each of which dots may stand once before the block counts as elided.
_LINES_PER_DOTS: Final = 100


def gaps_in(code: str) -> list[int]:
    """The lines of code, from 0, that stand for what isn't there; one remark with dots in a large file is none."""
    lines = list(enumerate(code.split("\n")))
    signs = (_OMITTED, _INSTEAD, _ALIKE)
    remarks = ((at, line) for at, line in lines if line.lstrip(" \t").startswith(_OPENERS))
    said = {at for at, line in remarks if any(sign.match(line) for sign in signs)}
    dotted = [(at, line) for at, line in lines if "..." in line or "…" in line]
    own = bool(dotted) and _OWN.search(code) is not None
    dots = {at for at, line in dotted if _DOTS.match(line) or (not own and _has_dots(line))}
    return sorted(said | dots) if said or len(dots) * _LINES_PER_DOTS > code.count("\n") else []


def _has_dots(line: str) -> bool:
    """Whether dots stand for arguments or for a body: ``Bucket(self, "logs", ...)``, ``tags: { ... }``."""
    return _INSIDE.search(_without_texts(line)) is not None


def _without_texts(line: str) -> str:
    """A line of code with nothing in its quotes, and without its comment."""
    return _SAID.sub(lambda found: "" if found[0][0] in "#/" else '""', line)


def is_cut_off(code: str) -> bool:
    """Whether a block that nothing closes ends in the middle of something."""
    end = code.rstrip()
    opened = sum(map(end.count, "([{")) - sum(map(end.count, ")]}"))
    return opened > 0 or end.endswith(_OPEN_ENDS) or (looks_like_json(code) and not end.endswith(("}", "]")))


def ends_inside(code: str, language: str) -> bool:
    """Whether a program ends in the middle of something: an argument, or the head of a function."""
    last = _without_texts(code.rstrip().rpartition("\n")[2]).strip()
    if language not in PROGRAMS or last.startswith("*"):
        return False
    return last.endswith(_OPEN_PROGRAM) or (language == "py" and last.endswith(":"))


def blocks_of(outline: Outline, file: str) -> list[CodeBlock]:
    """Makes a code block of every fence, in order; an empty fence gives a block without text."""
    blocks: list[CodeBlock] = []
    labels: list[Passage | None] = []
    behind = 0
    for fence in outline.fences:
        before = outline.passages[behind : fence.before]
        block = _block(fence, name_before(before), file)
        shown = before[-1].text if before and before[-1].kind != "heading" else ""
        blocks.append(replace(block, complete=False) if _EXCERPT.search(shown) else block)
        labels.append(before[-1] if before else None)
        behind = fence.before
    return without_before(blocks, labels)


def _block(fence: Fence, announced: str | None, file: str) -> CodeBlock:
    info = fence.info or ""
    label = _label(info)
    name = name_in_info(info) or name_in_code(fence.text) or announced
    language = language_of(canonical_language(label), name, fence.text)
    if is_written(fence.text, language, name):
        language = "md"
    fitting = name is not None and fits(name, language)
    language = _read_instead(language, fence.text) or language
    right = without_wrong(fence.text)
    gaps = gaps_in(fence.text)
    if _is_cut(fence, language):
        gaps.append(fence.text.rstrip().count("\n"))
    return CodeBlock(
        language=language,
        name=_clean(name) if name and fitting else None,
        text=fence.text if right is None else right,
        span=Span(file, fence.start, max(fence.end, fence.start)),
        complete=right is None and not gaps,
        gaps=tuple(fence.start + at for at in gaps),
        section=fence.section,
        label=label,
    )


def _is_cut(fence: Fence, language: str) -> bool:
    return ends_inside(fence.text, language) or (not fence.closed and is_cut_off(fence.text))


def _label(info: str) -> str:
    """What a fence calls its block: nothing where its first word is a place (``1:558:lib/x.ts``) or glued to code."""
    word = re.split(r"[\s:{,(]", info, maxsplit=1)[0]
    return word if _WORD.fullmatch(word) else ""


def relabelled(block: CodeBlock) -> str | None:
    """Says that a block is read as another language than its fence says, None where it isn't."""
    said = canonical_language(block.label)
    if said in VAGUE or said == block.language:
        return None
    seen = "prose" if block.language == "md" else block.language
    return f"the block is labelled {block.label} and read as {seen}, which it looks like"


def language_of(tag: str, name: str | None, code: str) -> str:
    """The language of a block: what the code shows for JSON and YAML, else the tag, the name, or what it looks like."""
    if name and base_name(name).lower() in NAMES:
        return NAMES[base_name(name).lower()]
    if tag == "hcl" and _is_commands(code):
        return "sh"
    language = (recognise(code) or tag) if _TEMPLATE.search(code) else tag
    if name and language in PROGRAMS and not fits(name, language):
        language = _named(name, code) or language
    if language in VAGUE:
        language = (language_of_name(name) if name else None) or recognise(code) or tag
        if language in VAGUE or language == "md":
            language = recognise(code) or language
    if language in ("json", "yaml"):
        if tag == "json" and looks_like_members(code):
            return "json"
        return "json" if looks_like_json(code) else "yaml" if recognise(code) in (None, "yaml") else language
    return language


def _read_instead(language: str, code: str) -> str | None:
    """The language that a program can be read in, where it can't in that of its label and the name of its file."""
    seen = recognise(code) if language in PROGRAMS else None
    if seen is None or seen == language:
        return None
    from reviewer.extract.programs import LANGUAGES, count_unreadable

    if not {seen, language} <= LANGUAGES.keys() or count_unreadable(seen, code):
        return None
    return seen if count_unreadable(language, code) * _LINES_PER_ERROR > code.count("\n") else None


def _named(name: str, code: str) -> str | None:
    """The language of a file's name where the label says another one and the code bears the name out.

    A list in a text file, such as the packages of a program, looks like no language.
    """
    shown, seen = language_of_name(name), recognise(code)
    return shown if seen == shown or (shown in VAGUE and seen is None) else None


def _is_commands(code: str) -> bool:
    """Whether all lines that are no comments are commands of a shell, or go on with one."""
    said = [line for line in code.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    return bool(said) and all(
        _COMMAND.match(line) or (at and said[at - 1].rstrip().endswith("\\")) for at, line in enumerate(said)
    )


def fits(name: str, language: str) -> bool:
    """Whether a file of this name can hold code of this language: a command that mentions a file isn't the file."""
    expected = language_of_name(name)
    if expected == language or {expected, language} <= {"json", "yaml"} or {expected, language} <= {"ts", "js"}:
        return True
    return expected is None and language != "sh"


def _clean(name: str) -> str:
    inside = _PROJECT.fullmatch(name)
    return inside[1] if inside else name.removeprefix("./").removeprefix("/")

"""The file name that a response announces for a block: in the fence, in the code's first line, or before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from reviewer.marks import bare
from reviewer.model import Passage

_SUFFIX: Final = (
    r"(?:template\.)?(?:json|ya?ml|tf|tfvars|hcl|tsx?|[mc]?jsx?|[mc]ts|pyi?|go|java|sh|bash|md|txt|toml|xml|gradle|kts|"
    r"properties|cfg|ini|conf|mod|sum|sql|html|css|csv|env|lock|template|tpl|tmpl|j2|rego|ps1)"
)
#: What makes another file of a name: ``terraform.tfvars.example`` is none that Terraform reads.
_TAIL: Final = r"(?:\.(?:example|sample|dist|tpl|tmpl|template|j2|bak|orig|default|gz|zip))"
_BARE: Final = r"(?:Dockerfile|Jenkinsfile|Makefile|Pipfile|Procfile|\.gitignore|\.dockerignore|\.gitlab-ci\.yml)"
#: Runtimes and frameworks whose names read like those of files.
_PRODUCT: Final = r"(?:Node|Next|Nuxt|Nest|Vue|React|Express|Angular)\.js\b"
#: A path or file name; the repetition is over disjoint characters, so it takes linear time.
FILE_NAME: Final = re.compile(
    rf"(?<![\w@:/.<-])(?!{_PRODUCT})"
    r"((?:\.{0,2}/)?(?:[\w@.{}-]{1,80}/){0,12}"
    rf"(?:[\w@{{}}-][\w.{{}}-]{{0,80}}?\.{_SUFFIX}{_TAIL}{{0,2}}|{_BARE}))(?![\w/-]|:\w)"
)
_COMMENT_LINE: Final = re.compile(r"^\s*(?:#|//|/\*+|<!--|--|;)\s*(.*?)\s*(?:\*/|-->)?\s*$")
_ANNOUNCING: Final = re.compile(
    r"^(?:[=\-*\s]*)(?:file(?:\s*name|\s*path)?|path|create|filename)?\s*[:=]?\s*[`'\"*]*$", re.IGNORECASE
)
#: A sentence that stands for a file: "See current implementation in lib/main.tf with the following fixes".
_ELSEWHERE: Final = re.compile(
    r"see (?:the )?(?:current |existing |full |complete |actual )?(?:implementation|code|file|source)\b", re.IGNORECASE
)
#: Lines before the code in which a comment may announce it: a shebang or a blank line may come first.
_FIRST_LINES: Final = 3
#: A sentence longer than this mentions files, it doesn't announce one.
_SENTENCE: Final = 200


def name_in_info(info: str) -> str | None:
    """The name in a fence's info string (``hcl - main.tf``, ``ts title="lib/x.ts"``, ``ts:lib/x.ts``)."""
    found = FILE_NAME.search(info.replace(":", " ").replace("=", " ").replace('"', " "))
    return found[1] if found else None


def name_in_code(code: str) -> str | None:
    """The name in a comment that opens the code (``# lib/main.tf``, ``// File: lib/x.ts``)."""
    for line in code.split("\n", _FIRST_LINES)[:_FIRST_LINES]:
        if not line.strip():
            continue
        comment = _COMMENT_LINE.match(line)
        if not comment:
            return None
        found = FILE_NAME.search(comment[1])
        if found and _ANNOUNCING.match(comment[1][: found.start()]):
            return found[1]
    return None


def name_before(passages: Sequence[Passage]) -> str | None:
    """The name that the prose since the last block announces: nearest first, a heading last.

    Between a paragraph that only names the file and its block there may be words on what was done to it.

    Args:
        passages: what stands between the block before and this one.
    """
    if passages and (name := _single(passages[-1])):
        return name
    for passage in reversed(passages):
        if passage.kind == "heading" or (passage.kind == "paragraph" and announces_only(passage.text)):
            return _single(passage)
    return None


def find_described(passages: Sequence[Passage], fences: Iterable[int]) -> dict[str, int]:
    """Finds the files that a heading announces and that no code follows, or for which it sends the reader elsewhere.

    Args:
        passages: of the whole response, in order.
        fences: for each block how many passages stand before it.

    Returns:
        the line of the heading by the name of the file.
    """
    followed = set(fences)
    found: dict[str, int] = {}
    for at, passage in enumerate(passages):
        name = FILE_NAME.search(passage.text) if passage.kind == "heading" and announces_only(passage.text) else None
        if name is None:
            continue
        under = (*passage.section, passage.text)
        end = next(
            (i for i in range(at + 1, len(passages)) if passages[i].section[: len(under)] != under), len(passages)
        )
        spoken = end > at + 1 and _ELSEWHERE.match(passages[at + 1].text) is not None
        if end > at + 1 and (spoken or not any(at < before <= end for before in followed)):
            found.setdefault(name[1], passage.span.start)
    return found


def announces_only(text: str) -> bool:
    """Whether a passage says nothing beyond the name of a file: it belongs to the block below, not to the prose."""
    said = bare(text)
    found = FILE_NAME.search(said)
    return found is not None and found.end() == len(said) and _ANNOUNCING.match(said[: found.start()]) is not None


def _single(passage: Passage) -> str | None:
    """The one file that a short passage names; two names announce neither."""
    if len(passage.text) > _SENTENCE or passage.kind not in ("heading", "paragraph", "item"):
        return None
    names = {found[1] for found in FILE_NAME.finditer(passage.text)}
    return names.pop() if len(names) == 1 else None

"""Languages: what a fence's tag, a file's name and the code itself say about it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

_SPELLINGS: Final = {
    "json": "json json5 jsonc cfn-json cloudformation-json",
    "yaml": "yaml yml cfn cloudformation cfn-yaml sam",
    "hcl": "hcl terraform tf tfvars hcl2 opentofu",
    "ts": "ts typescript tsx mts cts typescrip",
    "js": "js javascript jsx mjs cjs node",
    "py": "py python python3 py3",
    "go": "go golang",
    "java": "java",
    "sh": "sh bash shell zsh console shell-session powershell cmd terminal",
    "md": "md markdown mdx",
    "text": "text txt plaintext plain none output log tree ascii diagram mermaid",
    "dockerfile": "dockerfile docker",
    "make": "make makefile",
    "groovy": "groovy jenkinsfile gradle",
}

#: What people call a language, to our name of it.
CANONICAL: Final = {spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings.split()}

#: Languages that say nothing about what a block holds.
VAGUE: Final = frozenset({"", "text"})

_SUFFIXES: Final = {
    ".json": "json", ".template": "json", ".yaml": "yaml", ".yml": "yaml", ".toml": "toml", ".tf": "hcl",
    ".tfvars": "hcl",
    ".hcl": "hcl", ".ts": "ts", ".tsx": "ts", ".mts": "ts", ".js": "js", ".mjs": "js", ".cjs": "js", ".py": "py",
    ".go": "go", ".java": "java", ".sh": "sh", ".bash": "sh", ".md": "md", ".txt": "text",
}  # fmt: skip

#: Languages of programs, and of Terraform, which is written like one.
PROGRAMS: Final = frozenset({"py", "ts", "js", "go", "java", "hcl"})

#: Files of one language that have no suffix, in lower case.
NAMES: Final = {"pipfile": "toml"}

#: Endings behind the suffix that shows the language.
_TAILS: Final = (".example", ".sample", ".dist", ".tpl", ".tmpl", ".j2", ".bak", ".orig", ".default")

#: First lines, in order of how sure they make one, of code without a tag.
_SIGNS: Final = tuple(
    (language, re.compile(pattern, re.MULTILINE))
    for language, pattern in (
        ("sh", r"\A#!.*\b(?:ba|z)?sh\b"),
        ("py", r"\A#!.*\bpython"),
        ("yaml", r"^(?:AWSTemplateFormatVersion|Resources|Parameters):"),
        ("hcl", r'^(?:resource|data|variable|output|provider|module)\s+"[\w-]+"|^(?:terraform|locals)\s*\{'),
        ("go", r"^package \w+\s*$"),
        (
            "java",
            r"^(?:package [\w.]+;|import (?:static )?[\w.]+\*?;|public (?:final |abstract )?(?:class|interface) )",
        ),
        ("ts", r"^(?:import .* from ['\"].*['\"];?|import \* as |export (?:class|interface|const|default|function) )"),
        ("js", r"^(?:const|let|var) [\w{}, ]+ = require\("),
        ("py", r"^(?:from [\w.]+ import |import [\w.]+(?: as \w+)?\s*$|def \w+\(|class \w+(?:\(.*\))?:)"),
        ("yaml", r"^(?:name|on|jobs|stages|services):(?:\s|$)"),
    )
)


def canonical_language(tag: str) -> str:
    """Gives a tag our name of the language; one that we don't know stays, in lower case."""
    tag = tag.lower()
    return CANONICAL.get(tag, tag)


def language_of_name(name: str) -> str | None:
    """The language that a file's name shows, None where it shows none."""
    path = PurePosixPath(name.lower())
    while path.suffix in _TAILS:
        path = path.with_suffix("")
    return NAMES.get(path.name) or _SUFFIXES.get(path.suffix)


def recognise(code: str) -> str | None:
    """The language that code looks like, None where it looks like none."""
    start = code.lstrip("\ufeff \t\n")
    if start[:1] == "{" and re.match(r"\{\s*(?:\"|\})", start):
        return "json"
    if start[:1] == "[" and re.match(r"\[\s*[{\"\[]", start):
        return "json"
    return next((language for language, sign in _SIGNS if sign.search(code)), None)

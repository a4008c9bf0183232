"""The rules of a rubric as tables for readers: what ``docs/rules.md`` holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from reviewer.rubric.policy import Rubric, Rule

_HEAD = "| id | category | concern | title | reason |\n|---|---|---|---|---|\n"
_STATEMENT = re.compile(r"{%-?\s*(\w+).*?%}", re.DOTALL)
_EXPRESSION = re.compile(r"{{(.*?)}}", re.DOTALL)
#: The texts that an expression chooses from: each stands before its condition or at the very end.
_CHOICE = re.compile(r"'([^']*)'(?=\s*\)?\s+if\s|\s*\)?\s*$)")
#: A word that fits the number of names.
_FITTED = re.compile(r"\|\s*word\('([^']*)'")
_NAME = re.compile(r"\w+")


def tabulate_rules(rubric: Rubric) -> str:
    """Writes the rules as markdown, one table for each file of rules, in the rubric's order."""
    head = (
        f"# Rules of the rubric `{rubric.name}`\n\n"
        f"Made by `reviewer rubric list --rubric {rubric.name} --markdown`, never by hand. `<name>` stands for what a\n"
        f"review fills in, `/` for other words where the change is another one; `reviewer rubric explain ID` shows\n"
        f"all of a rule.\n"
    )
    tables = (_tabulate(file, rules) for file, rules in groupby(rubric.rules, key=attrgetter("file")))
    return head + "".join(tables)


def _tabulate(file: str, rules: Iterable[Rule]) -> str:
    rows = (
        f"| `{each.id}` | {each.category} | {each.concern} | {_cell(each.words.title)} | {_cell(each.words.reason)} |\n"
        for each in rules
    )
    return f"\n## {file}\n\n{_HEAD}{''.join(rows)}"


def _cell(template: str) -> str:
    """A template as one cell, told without its conditions."""
    plain = _STATEMENT.sub(lambda found: " / " if found[1] in ("else", "elif") else "", template)
    return " ".join(_EXPRESSION.sub(lambda found: _filled(found[1].strip()), plain).split()).replace("|", "\\|")


def _filled(expression: str) -> str:
    """What an expression puts into a text: one of some words, or the fact that it names first."""
    choices = _CHOICE.findall(expression) if expression.startswith(("'", "('")) else _FITTED.findall(expression)
    name = _NAME.search(expression)
    return "/".join(choices) if choices else f"`<{name[0] if name else expression}>`"

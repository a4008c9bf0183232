"""Whether the code belongs to the AWS account that the prompt names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from reviewer.model import Expression
from reviewer.rubric.matching import match_keys
from reviewer.rubric.policy import Rubric
from reviewer.rubric.policy_score import BlockerPolicy
from reviewer.rubric.words import render_words
from reviewer.score.case import Case, Finding, any_found, read_demands, show_place, unique, walk_document
from reviewer.score.leaves import Leaf, show_path

_ACCOUNT = re.compile(r"(?<![\w.-])\d{12}(?![\w.-]*\w)")
_ARN = re.compile(r"\barn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(\d{12})\b")


def check_account(case: Case, policy: BlockerPolicy, rubric: Rubric) -> Finding:
    """Holds the account ids of the code against those that the prompt asks to work in.

    A field that names the account is held against the prompt by itself. Ids inside ARNs block only where none of them
    is the prompt's: a role of a partner or of AWS itself is no place of deployment.
    """
    wanted = _named_accounts(case, policy)
    if not wanted:
        return Finding()
    fields, others = _accounts_in_code(case, policy)
    wrong = [(found, leaf) for found, leaf in fields if found not in wanted]
    if not wrong and not any(found in wanted for found, _ in (*fields, *others)):
        wrong = others
    facts = (
        {"found": found, "wanted": sorted(wanted), "place": show_place(leaf), "name": _name(leaf)}
        for found, leaf in wrong
    )
    return Finding(unique(render_words(policy.found, each, rubric) for each in facts))


def _name(leaf: Leaf) -> str:
    return f"{leaf.element.name}.{show_path(leaf)}".rstrip(".")


def _named_accounts(case: Case, policy: BlockerPolicy) -> frozenset[str]:
    demands = read_demands(case.task, _ACCOUNT, "<account>")
    kept = [each for each in demands if any_found(policy.requires, each.masked)]
    return frozenset(found for each in kept for found in each.found)


def _accounts_in_code(case: Case, policy: BlockerPolicy) -> tuple[list[tuple[str, Leaf]], list[tuple[str, Leaf]]]:
    """Gives the ids in fields that name the account, and those inside ARNs; placeholders are neither."""
    keys, ignore = policy.keys, frozenset(policy.ignore)
    fields: list[tuple[str, Leaf]] = []
    others: list[tuple[str, Leaf]] = []
    for leaf in walk_document(case.ideal):
        if match_keys(keys, leaf.keys[-1:]) and not isinstance(leaf.value, Expression):
            fields += ((each, leaf) for each in _ids(_ACCOUNT.findall(str(leaf.value)), ignore))
        elif isinstance(leaf.value, str):
            others += ((each, leaf) for each in _ids(_ARN.findall(leaf.value), ignore))
    return fields, others


def _ids(found: list[str], ignore: Collection[str]) -> Iterator[str]:
    return (each for each in found if each not in ignore)

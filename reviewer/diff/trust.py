"""What two elements of one type are for, where their values alone would make them one under a new name.

A role that one service assumes is no role of another service, an attachment of one policy none of another policy, an
alarm on the metrics of one service none on those of another, a policy about logs none about events, an address of a NAT
gateway none of an instance, a parameter that asks for a user no parameter that asks for an engine, and a condition on
one parameter none on another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from reviewer.diff.similarity import Bag, dice
from reviewer.diff.words import core_type, plain_name
from reviewer.keys import to_snake_case
from reviewer.leaves import walk_leaves
from reviewer.model import Element, Expression
from reviewer.references import find_references, names_in, reverse

_SERVICE: Final = re.compile(r"(?<![\w.-])([a-z][\w.-]*)\.amazonaws\.com\b")
_ROLE: Final = re.compile(r"(?i)(?<!policy)role\Z")
_ALARM: Final = re.compile(r"(?i)alarm\Z")
_NAMESPACE: Final = re.compile(r"(?i)namespace")
#: How the namespaces of services begin; any other one is a name that the answer gives.
_OF_SERVICE: Final = "AWS/"
_ADDRESS: Final = re.compile(r"(?i)(?<![a-z])(?:eip|elastic_?ip)\Z")
_ATTACHMENT: Final = re.compile(r"(?i)policy_?attachment\Z")
#: A policy of the cloud itself, by its name.
_MANAGED: Final = re.compile(r"\barn:[\w${}.-]+:iam::aws:policy/([\w/-]+)")
_POLICY: Final = re.compile(r"(?i)policy\Z")
_ACTION: Final = re.compile(r"([a-z][a-z0-9-]+):(?:\*|[A-Z][A-Za-z*]+)\Z")
_QUOTED_ACTION: Final = re.compile(r"""["']([a-z][a-z0-9-]+):(?:\*|[A-Z][A-Za-z*]+)["']""")
#: Share of their words that the names of two parameters have in common where one is the other under a new name.
_ASKED: Final = 0.6


def serve_others(one: Element, other: Element) -> bool:
    """Tells whether two elements of other names serve what has nothing to do with one another."""
    if plain_name(str(one.path[-1])) == plain_name(str(other.path[-1])):
        return False
    return any(tells(one, other) for tells in _TELLS)


def are_lent_to_others(one: Element, other: Element, left: Sequence[Element], right: Sequence[Element]) -> bool:
    """Tells whether two addresses of other names are used by nothing of one type."""
    if not (_ADDRESS.search(one.type) and _ADDRESS.search(other.type)):
        return False
    if plain_name(str(one.path[-1])) == plain_name(str(other.path[-1])):
        return False
    users = _users(one, left), _users(other, right)
    return all(users) and users[0].isdisjoint(users[1])


def _users(address: Element, elements: Sequence[Element]) -> set[str]:
    """The types of resources that refer to an element."""
    sources = reverse(find_references(elements)).get(address.path, ())
    return {core_type(each.type) for each in elements if each.path in sources and each.kind == "resource"}


def _watch_others(one: Element, other: Element) -> bool:
    """Whether two alarms are about metrics of services none of which is the same."""
    if not (_ALARM.search(one.type) and _ALARM.search(other.type)):
        return False
    namespaces = _namespaces(one), _namespaces(other)
    return all(namespaces) and namespaces[0].isdisjoint(namespaces[1])


def _namespaces(alarm: Element) -> set[str]:
    return {
        leaf
        for path, leaf in walk_leaves(alarm.value)
        if isinstance(leaf, str) and leaf.startswith(_OF_SERVICE) and path and _NAMESPACE.fullmatch(str(path[-1]))
    }


def _are_assumed_by_others(one: Element, other: Element) -> bool:
    """Whether two roles are assumed by services none of which is the same."""
    if not (_ROLE.search(one.type) and _ROLE.search(other.type)):
        return False
    principals = _principals(one), _principals(other)
    return all(principals) and principals[0].isdisjoint(principals[1])


def _principals(role: Element) -> set[str]:
    return {name for _, leaf in walk_leaves(role.value) for name in _SERVICE.findall(str(leaf))}


def _attach_others(one: Element, other: Element) -> bool:
    """Whether two attachments attach policies of the cloud itself that are not the same, or only one of them does."""
    if not (_ATTACHMENT.search(one.type) and _ATTACHMENT.search(other.type)):
        return False
    policies = _policy(one), _policy(other)
    return None not in policies and policies[0] != policies[1] and any(policies)


def _policy(attachment: Element) -> str | None:
    """The name of the attached policy of the cloud, empty for another policy; None where nobody can tell."""
    value = attachment.value.get("policy_arn") if isinstance(attachment.value, dict) else None
    if not isinstance(value, str):
        return None
    found = _MANAGED.search(value)
    return found[1].rpartition("/")[2] if found else "" if _is_reference(value) else None


def _is_reference(value: str) -> bool:
    return isinstance(value, Expression) and value.startswith("aws_iam_policy.")


def _ask_for_others(one: Element, other: Element) -> bool:
    """Whether two parameters or conditions have nothing in common that they say, and hardly a word of their names."""
    if one.kind != other.kind or one.kind not in ("parameter", "condition"):
        return False
    said = _said(one), _said(other)
    if not all(said) or said[0] & said[1]:
        return False
    names: list[Bag] = [Counter(to_snake_case(each.name).split("_")) for each in (one, other)]
    return dice(*names) < _ASKED


def _said(parameter: Element) -> set[str]:
    """What a parameter says of itself, its description and its default; what a condition asks."""
    if parameter.kind == "condition":
        return set(names_in(parameter.value))
    value: Any = parameter.value
    found = {to_snake_case(str(key)): item for key, item in value.items()} if isinstance(value, dict) else {}
    return {f"{key}={found[key]}" for key in ("description", "default") if found.get(key) not in (None, "")}


def _allow_others(one: Element, other: Element) -> bool:
    """Whether two policies are about the actions of one service each, and not of the same one.

    A policy about several may have been split into some about one.
    """
    if not (_POLICY.search(one.type) and _POLICY.search(other.type)):
        return False
    services = _acted_on(one), _acted_on(other)
    return len(services[0]) == len(services[1]) == 1 and services[0] != services[1]


def _acted_on(policy: Element) -> set[str]:
    """The services whose actions a policy names, in what it says or in the code that says it."""
    found = set()
    for _, leaf in walk_leaves(policy.value):
        if isinstance(leaf, str):
            found |= {each[1] for each in [_ACTION.match(leaf)] if each} | set(_QUOTED_ACTION.findall(leaf))
    return found


#: What tells that two elements of a kind serve others.
_TELLS: Final = (_are_assumed_by_others, _attach_others, _watch_others, _allow_others, _ask_for_others)

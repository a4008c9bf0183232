"""A member that came or went goes with the one thing that it belongs to: a security group with its database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reviewer.classify.drafts import Claim
from reviewer.classify.surroundings import Surroundings
from reviewer.model import Path
from reviewer.rubric.matching import match_type
from reviewer.rubric.policy import Grouping


def wire_members(own: Sequence[Claim], grouping: Grouping, around: Surroundings) -> None:
    """Lets a member go with what alone uses it, and what stands beside a member go with the member.

    What several fixes use belongs to none of them, nor does what something uses that was there before, or stays.

    Args:
        own: what came, or what went, apart from what goes with the changes that use it.
        grouping: knows the types of members, and of what stands beside them.
        around: knows what refers to what.
    """
    by_path = {each.unit.element.path: each for each in own}
    members = [each for each in own if match_type(grouping.members, each.unit.element.type) and each.wired]
    beside = [each for each in own if match_type(grouping.beside, each.unit.element.type) and each.wired]
    # a security group goes with the launch template that a scaling group takes along
    for _ in members:
        moved = [_follow(each, _users(each, grouping, around), by_path) for each in members]
        if not any(moved):
            break
    paths = {each.unit.element.path for each in members}
    for each in beside:
        named = around.refers_to.get(each.unit.element.path, ())
        _follow(each, [path for path in named if path in paths], by_path)


def _users(member: Claim, grouping: Grouping, around: Surroundings) -> list[Path]:
    """What a member may belong to: the resources that refer to it, apart from its like and what stands beside it."""
    kind = member.unit.element.type
    found = ((path, around.elements.get(path)) for path in around.referred_by.get(member.unit.element.path, ()))
    return [
        path
        for path, each in found
        if each is not None
        and each.kind in ("resource", "module")
        and each.type != kind
        and not match_type(grouping.beside, each.type)
    ]


def _follow(entry: Claim, owners: Iterable[Path], by_path: Mapping[Path, Claim]) -> bool:
    """Moves a claim to the fix of its owners where all of them came or went with it, and have one."""
    found = [by_path.get(path) for path in owners]
    keys = {each.key if each is not None else None for each in found}
    if len(keys) != 1 or None in keys or entry.key in keys:
        return False
    entry.key = next(key for key in keys if key is not None)
    return True

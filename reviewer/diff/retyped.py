"""Which resources are one under another type of their service: a type was corrected, or is one of a later version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Final

from reviewer.diff.portraits import paint
from reviewer.diff.similarity import assign, dice
from reviewer.diff.words import plain_name, says_the_same, type_words
from reviewer.model import Element

#: Resources of other types have to hold half the same: on the development corpus such pairs are a type that there is
#: not, or is no longer, and the one that there is.
_RETYPED: Final = 0.5
#: Where even the kind of the type stayed (a web ACL, an endpoint) and the name says what it is for, this much.
_REPLACED: Final = 0.1
#: Names that say nothing.
_NO_NAMES: Final = frozenset({"main", "this", "default", "self", "example", "primary"})


def pair_retyped(left: Sequence[Element], right: Sequence[Element], known: Mapping[int, int]) -> dict[int, int]:
    """Pairs resources of one service and name that hold the same under another type: a type was corrected.

    Where several of a service have the name, the words of one type have to be among those of the other:
    ``aws_s3_bucket_encryption`` is ``aws_s3_bucket_server_side_encryption_configuration``, and no versioning.

    Args:
        left: elements of the one document.
        right: elements of the other one.
        known: what is paired already, as positions.
    """
    taken = set(known.values())
    sides = (
        _by_service(left, [i for i in range(len(left)) if i not in known]),
        _by_service(right, [j for j in range(len(right)) if j not in taken]),
    )
    common = [key for key in sides[0] if key in sides[1]]
    if not common:
        return {}
    painters = paint(left, right, known)
    scores: dict[tuple[int, int], float] = {}
    for key in common:
        alone = len(sides[0][key]) == len(sides[1][key]) == 1
        for i, j in ((i, j) for i in sides[0][key] for j in sides[1][key]):
            if alone or says_the_same(left[i].type, right[j].type):
                score = dice(painters[0].portrait(left[i]).values, painters[1].portrait(right[j]).values)
                if score >= (_REPLACED if alone and _is_named_alike(left[i], right[j]) else _RETYPED):
                    scores[i, j] = score
    return dict(assign(scores))


def _is_named_alike(one: Element, other: Element) -> bool:
    """Whether a name that says something stands under types of a kind: a ``WafWebAcl``, now a ``Wafv2WebAcl``."""
    types = type_words(one.type), type_words(other.type)
    if not all(types) or types[0][-1] != types[1][-1] or plain_name(str(one.path[-1])) in _NO_NAMES:
        return False
    return 2 * len(set(types[0]) & set(types[1])) >= max(len(set(each)) for each in types)


def _by_service(elements: Sequence[Element], among: Iterable[int]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index in among:
        element = elements[index]
        name = plain_name(str(element.path[-1]))
        if element.kind == "resource" and element.service and name:
            groups[element.service, name].append(index)
    return groups

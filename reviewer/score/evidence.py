"""Which of the things that were right a report names."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.model import Expression
from reviewer.rubric.matching import json_type, match_keys
from reviewer.rubric.policy import ConcernPolicy
from reviewer.rubric.words import show_value
from reviewer.score.leaves import Leaf, show_path

#: The record's own limit: more than eight items nobody reads.
MOST = 8
#: How telling a value is by its JSON type: a switch says more than a number, a number more than a name.
_TELLING = {"boolean": 0, "number": 1, "string": 2, "expression": 3}


def choose_evidence(right: Sequence[Leaf], policy: ConcernPolicy) -> tuple[str, ...]:
    """Picks the most telling leaves.

    Those whose property is the concern's own come first, then plain values; no property twice while there are others.
    """
    told = ((at, leaf) for at, leaf in enumerate(right) if leaf.value != "")  # a parameter without a type says nothing
    ranked = [leaf for _, leaf in sorted(told, key=lambda each: (*_rank(each[1], policy), each[0]))]
    first: dict[tuple[str, ...], Leaf] = {}
    rest = [leaf for leaf in ranked if first.setdefault(leaf.keys[-1:], leaf) is not leaf]
    return tuple(dict.fromkeys(map(show_leaf, [*first.values(), *rest][: 2 * MOST])))[:MOST]


def _rank(leaf: Leaf, policy: ConcernPolicy) -> tuple[int, int]:
    own = (
        bool(policy.property)
        and match_keys(policy.property, leaf.keys)
        and not match_keys(policy.not_property, leaf.keys)
    )
    return (0 if own else 1, _TELLING.get(json_type(leaf.value), len(_TELLING)))


def show_leaf(leaf: Leaf) -> str:
    """Writes a leaf as a person would: ``DbCluster.StorageEncrypted: true``."""
    place = ".".join(filter(None, (leaf.element.name, show_path(leaf))))
    value = str(leaf.value) if isinstance(leaf.value, Expression) else leaf.value
    return f"{place}: {show_value(value).strip('`')}"

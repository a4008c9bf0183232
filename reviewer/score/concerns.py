"""Which concern a leaf belongs to."""

from __future__ import annotations

from reviewer.rubric.matching import match_keys
from reviewer.rubric.policy import ConcernPolicy, Rubric
from reviewer.score.leaves import Leaf


class Concerns:
    """Decides by kind of element, then by property, then by service, else takes the last; remembers its answers."""

    def __init__(self, rubric: Rubric) -> None:
        self._policies = rubric.concerns
        self._known: dict[tuple[str, tuple[str, ...], str | None], ConcernPolicy] = {}

    def of(self, leaf: Leaf) -> ConcernPolicy:
        """Gives the concern of a leaf."""
        asked = (leaf.element.kind, leaf.keys, leaf.element.service)
        if asked not in self._known:
            self._known[asked] = self._decide(*asked)
        return self._known[asked]

    def _decide(self, kind: str, keys: tuple[str, ...], service: str | None) -> ConcernPolicy:
        for policy in self._policies:
            if kind in policy.kind:
                return policy
        for policy in self._policies:
            if policy.property and match_keys(policy.property, keys):
                return policy
        for policy in self._policies:
            if service is not None and service in policy.service:
                return policy
        return self._policies[-1]

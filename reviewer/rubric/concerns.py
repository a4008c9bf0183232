"""Which concern a value belongs to, that of a document or that of a change which no rule names."""

from __future__ import annotations

from typing import Final

from reviewer.model import Element
from reviewer.remember import remember
from reviewer.rubric.globs import Keys
from reviewer.rubric.keys import KeyIndex
from reviewer.rubric.policy import ConcernPolicy, Rubric

#: Answers kept before they are forgotten.
_KEPT: Final = 100_000


class Concerns:
    """Decides by kind of element, then by property, then by service, else takes the last; remembers its answers."""

    def __init__(self, rubric: Rubric) -> None:
        self._policies = rubric.concerns
        self._keys = KeyIndex(policy.property for policy in rubric.concerns)
        self._excluded = KeyIndex(policy.not_property for policy in rubric.concerns)
        self._known: dict[tuple[str, Keys, str | None], ConcernPolicy] = {}

    def of(self, element: Element, keys: Keys) -> ConcernPolicy:
        """Gives the concern of a value below an element."""
        asked = (element.kind, keys, element.service)
        known = self._known.get(asked)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[asked] = self._decide(*asked)
        return known

    def _decide(self, kind: str, keys: Keys, service: str | None) -> ConcernPolicy:
        for policy in self._policies:
            if kind in policy.kind:
                return policy
        fitting = self._keys.groups_of(keys)
        fitting = fitting - self._excluded.groups_of(keys)
        if fitting:
            return self._policies[min(fitting)]
        for policy in self._policies:
            if service is not None and service in policy.service:
                return policy
        return self._policies[-1]


#: The concerns of a rubric with the answers that they gave.
concerns_of = remember(4)(Concerns)

"""Which kind of task it is, and what of it can't be judged: the rubric's ``kinds``."""

from __future__ import annotations

from typing import Final, NamedTuple

from reviewer.model import Document, Metadata, Notification
from reviewer.rubric.matching import search
from reviewer.rubric.policy import Rubric
from reviewer.rubric.policy_score import KindPolicy
from reviewer.rubric.words import render_words
from reviewer.score.complexity import BUILT

#: The name of the kind of which the rubric says nothing: everything is judged.
STANDARD: Final = "standard"


class Kind(NamedTuple):
    """The kind of a task.

    Attributes:
        unjudged: names of blockers, or ``unmet``, that can't be judged.
    """

    name: str = STANDARD
    unjudged: frozenset[str] = frozenset()
    notifications: tuple[Notification, ...] = ()


def find_kind(metadata: Metadata, ideal: Document, rubric: Rubric) -> Kind:
    """Finds the kind of a task: by facts of metadata, else by the names of the files where nothing is declared."""
    for policy in rubric.kinds:
        if metadata.platform in policy.platform or metadata.provider in policy.provider:
            return _kind(policy, rubric)
    if any(each.kind in BUILT for each in ideal.elements):
        return Kind()
    for policy in rubric.kinds:
        name = next((each.name for each in ideal.blocks if each.name and _is_file(each.name, policy)), None)
        if name is not None:
            return _kind(policy, rubric, name)
    return Kind()


def limit_rubric(rubric: Rubric, kind: Kind) -> Rubric:
    """Leaves out the blockers that can't be judged of a kind."""
    if not kind.unjudged:
        return rubric
    return rubric._replace(blockers=tuple(each for each in rubric.blockers if each.name not in kind.unjudged))


def _is_file(name: str, policy: KindPolicy) -> bool:
    return any(search(pattern, name) for pattern in policy.file)


def _kind(policy: KindPolicy, rubric: Rubric, file: str | None = None) -> Kind:
    notes = []
    if policy.says is not None:
        text = render_words(policy.says, {"title": policy.title}, rubric)
        guess = f" (guessed from the name of {file}, since the code declares no resources)" if file else ""
        notes.append(Notification("warning" if file else "info", text + guess))
    return Kind(policy.name, frozenset(policy.unjudged), tuple(notes))

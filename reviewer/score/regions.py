"""Whether the code goes to the region that the prompt requires.

A region that the code fixes blocks where it is another one. A region that is only a default, which whoever deploys can
override, is a warning: nothing is deployed in the wrong place by the code itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reviewer.keys import to_snake_case
from reviewer.model import Expression, Notification, Span
from reviewer.rubric.matching import match_keys
from reviewer.rubric.policy import Rubric
from reviewer.rubric.policy_score import BlockerPolicy
from reviewer.rubric.words import render_words
from reviewer.score.case import Case, Finding, any_found, read_demands, walk_document
from reviewer.score.leaves import Leaf, show_path

#: The code of a region; a letter of a zone behind it is left to whoever asks.
REGION = re.compile(
    r"(?<![A-Za-z0-9])(?:us|eu|ap|ca|sa|af|me|il|mx)-(?:gov-)?(?:north|south|east|west|central)(?:east|west)?-\d(?![0-9])"
)
_WHOLE = re.compile(rf"{REGION.pattern}[a-f]?")


class Mention(NamedTuple):
    """One place of the code that names a region."""

    region: str
    name: str
    span: Span


class Regions(NamedTuple):
    """The regions of the code: those it is fixed to, and those it starts from unless told otherwise."""

    fixed: tuple[Mention, ...]
    defaults: tuple[Mention, ...]


def check_region(case: Case, policy: BlockerPolicy, rubric: Rubric) -> Finding:
    """Holds the regions of the code and of the AWS_REGION file against those that the prompt requires."""
    wanted = required_regions(case, policy)
    if not wanted:
        return Finding()
    code = find_regions(case, policy)
    met = any(each.region in wanted for each in code.fixed)
    wrong = () if met else code.fixed
    file = _file_mention(case, wanted)
    blocking = (*wrong, *(() if met else file))
    hints = [*(file if met else ()), *_wrong_defaults(code, wanted)]
    say = _Speaker(wanted, policy, rubric)
    return Finding(say.evidence(blocking), () if blocking else say.warnings(hints))


def required_regions(case: Case, policy: BlockerPolicy) -> frozenset[str]:
    """Reads the regions that are allowed; empty where the prompt requires none.

    Where one sentence requires a region, every other region that the prompt asks for is allowed too: the second region
    of a replication, the one where certificates have to live.
    """
    demands = [
        each for each in read_demands(case.task, REGION, "<region>") if not any_found(policy.ignores, each.masked)
    ]
    firm = [each for each in demands if not any_found(policy.defaults, each.masked)]
    if not any(any_found(policy.requires, each.masked) for each in firm):
        return frozenset()
    return frozenset(found for each in demands for found in each.found)


def find_regions(case: Case, policy: BlockerPolicy) -> Regions:
    """Collects where the ideal response names the region it goes to."""
    fixed: list[Mention] = []
    defaults: list[Mention] = []
    for leaf in walk_document(case.ideal):
        if not isinstance(leaf.value, str) or "-" not in leaf.value:
            continue
        found = REGION.search(leaf.value)
        if found is None or not _decides(leaf, policy):
            continue
        mention = Mention(found[0], _name(leaf), leaf.element.span_of(leaf.path))
        (defaults if _is_overridable(leaf, policy) else fixed).append(mention)
    return Regions(tuple(fixed), tuple(defaults))


def _decides(leaf: Leaf, policy: BlockerPolicy) -> bool:
    """Tells whether a value says where things are deployed; a second provider, reached by its alias, does not."""
    if isinstance(leaf.element.value, dict) and "alias" in leaf.element.value:
        return False
    own = to_snake_case(leaf.element.name)
    if match_keys(policy.elsewhere, (own, *leaf.keys)):
        return False
    names = [own]
    if leaf.element.kind not in policy.by_name:
        names = [*leaf.keys[-1:]] or names
    if match_keys(policy.keys, tuple(names[-1:])):
        return isinstance(leaf.value, Expression) or _WHOLE.fullmatch(leaf.value.strip()) is not None
    return any_found(policy.texts, REGION.sub("<region>", leaf.value))


def _is_overridable(leaf: Leaf, policy: BlockerPolicy) -> bool:
    return isinstance(leaf.value, Expression) or leaf.element.kind in policy.overridable


def _name(leaf: Leaf) -> str:
    return f"{leaf.element.name}.{show_path(leaf)}".rstrip(".")


def _file_mention(case: Case, wanted: frozenset[str]) -> tuple[Mention, ...]:
    file = case.task.region
    found = REGION.search(file.text) if file else None
    if file is None or found is None or found[0] in wanted:
        return ()
    return (Mention(found[0], file.path, Span(file.path, 1, 1)),)


def _wrong_defaults(code: Regions, wanted: frozenset[str]) -> tuple[Mention, ...]:
    """Gives the defaults, where neither they nor anything fixed is a required region."""
    if any(each.region in wanted for each in (*code.fixed, *code.defaults)):
        return ()
    return code.defaults


class _Speaker(NamedTuple):
    """Puts mentions into the rubric's words."""

    wanted: frozenset[str]
    policy: BlockerPolicy
    rubric: Rubric

    def _say(self, source: str, mention: Mention) -> str:
        place = f"{mention.span.file}:{mention.span.start}"
        facts = {"found": mention.region, "name": mention.name, "place": place, "wanted": sorted(self.wanted)}
        return render_words(source, facts, self.rubric)

    def evidence(self, mentions: Iterable[Mention]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._say(self.policy.found, each) for each in mentions))

    def warnings(self, mentions: Iterable[Mention]) -> tuple[Notification, ...]:
        return tuple(self._warn(mentions))

    def _warn(self, mentions: Iterable[Mention]) -> Iterator[Notification]:
        for each in mentions:
            yield Notification(
                "warning", self._say(self.policy.warning or self.policy.found, each), each.span.file, each.span.start
            )

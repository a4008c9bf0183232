"""Which sentences of the prompt a fix serves, and so may cite."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from reviewer.classify.sentences import list_stems, long_words, name_parts, says, spoken_words, text_asked_for
from reviewer.model import Expression, Requirement
from reviewer.rubric.matching import find_groups, search_sentence
from reviewer.rubric.policy import CitationPolicy

#: A name of several parts, or an address; a name in camel case may as well be a word of the program.
_SPELLED: Final = re.compile(r"(?=.{6,80}$)[\w./:-]*[A-Za-z0-9][-_/.:](?=[A-Za-z0-9])[\w./:-]*")


class Subject(NamedTuple):
    """What a fix is about, in the words that a sentence on it would use.

    Attributes:
        names: of its elements, properties and services, as they stand in the code.
        types: native types of its elements, and of those that they are wired to: prose calls things by their words.
        services: display names of the services of those.
        concern: its concern.
        values: names and addresses that came or went: a sentence that spells one out speaks of it in any case.
        own: services of its elements themselves, whatever they are wired to.
        common: words in the names of most of the stack, which prove nothing.
        keys: of what came or went: resources of other services have the same.
    """

    names: tuple[str, ...]
    types: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    concern: str = ""
    values: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    keys: tuple[str, ...] = ()


class Demand(NamedTuple):
    """What a sentence has to do beside saying what the terms look for.

    Attributes:
        asked: it asks for the thing, not to leave it out.
        proven: it shares a word of its own with the fix, where the terms name what every stack has.
        leading: it names no other service first, where the terms only name services.
        naming: keys of which it names one, where the terms only tell the field that a rule works in.
        setting: keys and values of which it names one, where the terms find what has them: a part of a key, a value,
            or what the element itself is called.
        exchanged: one value came for another in all of the fix, so that nothing that the terms find came or went.
    """

    asked: bool = False
    proven: bool = False
    leading: bool = False
    naming: AbstractSet[str] | None = None
    setting: tuple[AbstractSet[str], AbstractSet[str]] | None = None
    exchanged: bool = False


_PLAIN: Final = Demand()


class _Sought(NamedTuple):
    """What is held against each sentence for one fix.

    Attributes:
        names: of the subject, in small letters, the short ones left out.
        words: of those names.
        proving: words of names and types that neither the terms find nor a service has for its name, nor the stack.
        given: words of names that neither the types nor the keys have: what the author called the thing.
        keys: words of keys, which alone prove nothing in a sentence on other services.
        telling: words of which a sentence must have one; None where it need not.
        setting: parts of keys, and values, of which it must have one.
    """

    terms: Sequence[str]
    subject: Subject
    demand: Demand
    names: Sequence[str]
    words: frozenset[str]
    proving: frozenset[str]
    given: frozenset[str]
    keys: frozenset[str]
    telling: AbstractSet[str] | None
    setting: tuple[AbstractSet[str], AbstractSet[str]] | None


def pick_values(pairs: Sequence[tuple[object, object]], share: float) -> tuple[str, ...]:
    """Keeps literals that a prompt hardly spells by chance: ``app-logs-prod``, not ``production`` or ``10``.

    Args:
        pairs: what stood there and stands there now, for every change of a fix. What only few of many changes hold is
            not what the fix is about: a program that came as a whole names some region.
        share: of the changes, in which it has to stand.
    """
    literals = [{each for each in pair if isinstance(each, str) and not isinstance(each, Expression)} for pair in pairs]
    counts = Counter(each for pair in literals for each in sorted(pair) if _SPELLED.fullmatch(each))
    return tuple(each for each, count in counts.items() if count >= share * len(pairs))


class Citations:
    """The requirements of one prompt, ready to be searched for many fixes."""

    def __init__(
        self,
        requirements: Sequence[Requirement],
        policy: CitationPolicy,
        everywhere: Iterable[str] = (),
        claims: Mapping[str, Sequence[str]] = MappingProxyType({}),
        topics: Sequence[str] = (),
    ) -> None:
        """Takes the requirements.

        Args:
            requirements: of the prompt.
            policy: how sentences are weighed.
            everywhere: services that a sentence on any other may name as well.
            claims: by concern, regular expressions of sentences, or of what stands above them, that only its fixes
                serve.
            topics: regular expressions whose group is all that a sentence, or what stands above it, is about.
        """
        self.requirements = tuple(requirements)
        self.policy = policy
        self._everywhere = frozenset(everywhere)
        self._claims = claims
        self._topic_patterns = tuple(topics)
        self._texts = [each.text for each in requirements]
        #: By terms, and whether they are to be asked for: the sentences that have one of them, and how early it comes.
        self._found: dict[tuple[tuple[str, ...], bool], dict[int, int]] = {}

    @cached_property
    def _asked_for(self) -> list[str]:
        """What the requirements ask for, without what they ask to leave out."""
        return [text_asked_for(each, self.policy.leaves_out) for each in self._texts]

    @cached_property
    def _claimed(self) -> dict[int, frozenset[str]]:
        """The concerns that claim a requirement."""
        return {
            id(each): frozenset(
                concern
                for concern, patterns in self._claims.items()
                if any(search_sentence(pattern, text) for pattern in patterns for text in (each.text, each.under))
            )
            for each in self.requirements
        }

    @cached_property
    def _words(self) -> dict[int, frozenset[str]]:
        return {id(each): spoken_words(each.text) for each in self.requirements}

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much a word tells: one that a single sentence has tells all, one that every sentence has nothing."""
        counts = Counter(word for words in self._words.values() for word in words)
        whole = math.log(max(len(self.requirements), 2))
        return {word: max(0.0, 1 - math.log(count) / whole) for word, count in counts.items()}

    def serve(
        self, terms: Sequence[str], subject: Subject, most: int | None = None, demand: Demand = _PLAIN
    ) -> tuple[Requirement, ...]:
        """Finds the requirements that a fix serves: those that its rule's terms find, the best first.

        A value that is spelled out counts most, an earlier term more than a later one; a sentence that also names an
        element or value of the fix, or shares words with them that other sentences do not have, still more. A sentence
        that speaks of other services alone is about something else.

        Args:
            terms: regular expressions of the rule.
            subject: what the fix is about.
            most: so many at most, as many as the policy allows where None.
            demand: what else a sentence has to do.
        """
        hits = self._hits(tuple(terms), subject.values, demand.asked)
        if not hits:
            return ()
        sought = _seek(terms, subject, demand, self.policy.common)
        weighed = ((self._weigh(self.requirements[index], hit, sought), index) for index, hit in hits.items())
        scored = [(-weight, index, self.requirements[index]) for weight, index in weighed if weight is not None]
        # a heading names the thing and asks nothing: it stands for what is below it only where no sentence speaks
        spoken = [row for row in scored if not row[2].heading] or scored
        return tuple(each for _, _, each in sorted(spoken, key=lambda row: row[:2])[: most or self.policy.most])

    def _hits(self, terms: tuple[str, ...], values: Sequence[str], asked: bool) -> dict[int, float]:
        """What speaks for each sentence first of all, by its place: a value that it spells out, else its first term."""
        texts = self._asked_for if asked else self._texts
        found = self._found.get((terms, asked))
        if found is None:
            firsts = [
                next((at for at, term in enumerate(terms) if search_sentence(term, each)), None) for each in texts
            ]
            found = {index: len(terms) - at for index, at in enumerate(firsts) if at is not None}
            self._found[terms, asked] = found
        spelled = (index for index, each in enumerate(texts) if values and any(value in each for value in values))
        return found | dict.fromkeys(spelled, len(terms) + self.policy.spelled)

    def _weigh(self, requirement: Requirement, hit: float, sought: _Sought) -> float | None:
        """How much speaks for a sentence with a hit, None where it is about something else."""
        terms, subject, demand = sought.terms, sought.subject, sought.demand
        if sought.telling is not None and sought.telling.isdisjoint(long_words(requirement.text)):
            return None
        claimed = self._claimed[id(requirement)]
        if (subject.concern not in claimed) if claimed else self._is_off_topic(requirement, terms, subject):
            return None
        said = self._words[id(requirement)]
        elsewhere = self._is_elsewhere(requirement, terms, subject)
        doubtful = elsewhere or demand.proven or (demand.leading and not _is_first(requirement, terms))
        if (
            sought.setting is not None
            and not _sets(requirement.text, sought.setting)
            and self._share(sought.given if demand.exchanged else sought.proving, said) < self.policy.proof
        ):
            return None
        if doubtful and self._share(sought.proving, said) < self.policy.proof:
            return None
        if elsewhere and not self._share(sought.proving - sought.keys, said):
            return None
        text = requirement.text.lower()
        named, most = sum(name in text for name in sought.names), self.policy.bonus
        return hit + min(named, most) + min(self._share(sought.words, said), most)

    def _is_off_topic(self, requirement: Requirement, terms: Sequence[str], subject: Subject) -> bool:
        """Whether a sentence is about one thing that neither the rule looks for nor the fix is called by."""
        topics = _topics_of(self._topic_patterns, requirement.text, requirement.under)
        if not topics or any(search_sentence(term, topic) for term in terms for topic in topics):
            return False
        called = " ".join((*subject.names, *subject.types)).lower()
        return not any(all(stem in called for stem in list_stems(topic)) for topic in topics)

    def _share(self, words: AbstractSet[str], said: AbstractSet[str]) -> float:
        """How much a sentence shares with the words of a fix; a long one has some of every fix."""
        return math.fsum(self._weights[word] for word in words & said) / max(
            1.0, math.sqrt(len(said) / self.policy.length)
        )

    def _is_elsewhere(self, requirement: Requirement, terms: Sequence[str], subject: Subject) -> bool:
        """Whether a sentence names services, apart from what the rule looks for, and none of the fix.

        One that names none, or only what any other may name (``with keys of KMS``), speaks of those that the heading or
        introduction above it does. A database in a network is not what a sentence on load balancers is about because
        that speaks of the network as well. What is called by a service belongs to it: ``LambdaLogGroup``.
        """
        special = [each for each in requirement.services if each not in self._everywhere]
        named = requirement.services if special else (*requirement.services, *requirement.about)
        others = [each for each in named if each not in self._everywhere]
        if any(_is_called(subject, each, self.policy.common) for each in others):
            return False
        shared = others if others and not subject.own <= self._everywhere else named
        if not subject.services or not subject.own.isdisjoint(named) or not subject.services.isdisjoint(shared):
            return False
        return any(not any(search_sentence(term, each) for term in terms) for each in others)


def _is_called(subject: Subject, service: str, common: Iterable[str]) -> bool:
    """Whether a service stands in most names of elements: in that of a property, such as ``batch``, it is a word."""
    parts = name_parts(service) - {*common}
    names = {*subject.names} - {*subject.keys} - subject.services - subject.own
    return bool(parts) and 2 * sum(parts <= name_parts(name) for name in names) > len(names)


@lru_cache(maxsize=4096)  # both comparisons of a task ask
def _topics_of(patterns: Sequence[str], *texts: str) -> frozenset[str]:
    """All that a requirement is about, where its words or what it stands below say so."""
    return frozenset(found for pattern in patterns for text in texts for found in find_groups(pattern, text)[:1])


def _seek(terms: Sequence[str], subject: Subject, demand: Demand, common: Iterable[str]) -> _Sought:
    names = [name.lower() for name in subject.names if len(name) > 3]
    words = frozenset(word for name in subject.names for word in spoken_words(name))
    called = words | frozenset(word for name in subject.types for word in spoken_words(name))
    # neither what the terms find themselves nor the name of a service proves any more
    proving = frozenset(word for word in called if not any(search_sentence(term, word) for term in terms))
    proving -= {word for name in subject.services for word in spoken_words(name)} | subject.common | {*common}
    telling = None if demand.naming is None else _telling(terms, demand.naming)
    setting = None
    if demand.setting is not None:
        parts = {part for key in demand.setting[0] for part in name_parts(key)} - {*common}
        told = {part for part in parts if not any(search_sentence(term, part) for term in terms)}
        # where the terms find all that the keys say, it is what they look for that came or went as a whole
        setting = (told, demand.setting[1]) if told or not parts or demand.exchanged else None
    keys = frozenset(word for key in subject.keys for word in spoken_words(key))
    given = (proving & words) - {word for name in subject.types for word in spoken_words(name)} - keys
    return _Sought(terms, subject, demand, names, words, proving, given, keys, telling, setting)


def _sets(text: str, setting: tuple[AbstractSet[str], AbstractSet[str]]) -> bool:
    """Whether a sentence speaks of a setting: it has a part of its key, or its value."""
    parts, values = setting
    return not parts.isdisjoint(name_parts(text)) or any(says(value, text) for value in values)


def _is_first(requirement: Requirement, terms: Sequence[str]) -> bool:
    """Whether the service that a sentence names first is one that the terms look for."""
    return not requirement.services or any(search_sentence(term, requirement.services[0]) for term in terms)


def _telling(terms: Sequence[str], keys: Iterable[str]) -> set[str]:
    """The words of keys that prove that a sentence speaks of them.

    A word that the terms find themselves proves nothing: ``function`` of ``function_name`` stands in every sentence
    about functions.
    """
    words = {word for key in keys for word in long_words(key)}
    return {word for word in words if not any(search_sentence(term, word) for term in terms)}

"""What a rubric file may say, as pydantic models: the format that people who write no Python work in.

Every model refuses unknown keys. The models only validate; what runs is the light :class:`reviewer.rubric.Rubric` that
:mod:`reviewer.rubric.load` builds from their dump, so that a run with a warm cache never imports pydantic.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from reviewer.rubric.schema_basics import Bound, Category, Concern, Id, Regex, Strict, Text, TypePattern
from reviewer.rubric.schema_rules import Rule, Words
from reviewer.rubric.schema_score import (
    Adjustment,
    Band,
    BlockerPolicy,
    CeilingPolicy,
    CompetencyBand,
    Complexity,
    Learning,
    PersonalAdjustment,
)


class CategoryPolicy(Strict):
    """One category of fixes.

    Attributes:
        title: display name (``Significant``).
        text: what belongs there.
        impact: the word with which the impact of its fixes begins.
    """

    title: Text
    text: Text
    impact: Text


class ConcernPolicy(Strict):
    """How a concern is recognised and what stands in where no rule names a change.

    Attributes:
        title: display name.
        service: services whose elements belong here.
        property: dotted normal names whose changes belong here, before the service is asked.
        not_property: dotted normal names that read like one of these and belong elsewhere.
        kind: kinds of element that belong here.
        claims: regular expressions of sentences of the prompt that ask for nothing else, so that only fixes of this
            concern cite them.
        category: category of a default fix for a changed property.
        added: category where a whole element was added.
        removed: category where a whole element was removed.
        words: texts of the default fix.
    """

    title: Text
    service: list[str] = Field(default_factory=list)
    property: list[str] = Field(default_factory=list)
    not_property: list[str] = Field(default_factory=list)
    kind: list[str] = Field(default_factory=list)
    claims: list[Regex] = Field(default_factory=list)
    category: Category
    added: Category
    removed: Category
    words: Words


class ContradictionPolicy(Strict):
    """Two kinds of sentences that can't both be met.

    Attributes:
        concerns: whose fixes are told so, where they cite one of the two first; all, where none is named.
    """

    topic: Text
    first: Regex
    second: Regex
    concerns: list[str] = Field(default_factory=list)


class Requirements(Strict):
    """How the prompt is read.

    Attributes:
        asks: regular expressions of which a sentence holds one, to be a requirement (bullets always are).
        ignore: regular expressions of sentences that ask for nothing.
        excuses: regular expressions of sentences that ask to leave, remove or limit something.
        at_least: regular expressions that find the least that a sentence asks for; their group is the number.
        at_most: likewise the most.
        topics: regular expressions whose group is all that a sentence, or what it stands below, is about: only rules
            whose terms find that, and fixes of what is called so, cite it.
        limits: regular expressions of sentences that ask for as little as possible: who takes something away does not
            depart from them.
        literal: regular expressions of sentences that want a value written out, so that a lookup departs from them.
        or_more: regular expressions that follow a value in a sentence that asks for it or more.
        everywhere: services that nearly every stack has, so that their name alone makes no sentence speak of a fix.
        means: services by which others are served: a sentence that names one speaks of those.
        cites: template that puts the requirement before the reason of a fix (``quote``, ``line``, ``reason``).
        departs: likewise, for a fix that does not do what the requirement asks.
        contradicts: template for two sentences that exclude one another (``topic``, ``first``, ``second``, ``reason``).
        contradictions: pairs of demands that exclude one another.
    """

    asks: list[Regex]
    ignore: list[Regex] = Field(default_factory=list)
    excuses: list[Regex] = Field(default_factory=list)
    at_least: list[Bound] = Field(default_factory=list)
    at_most: list[Bound] = Field(default_factory=list)
    topics: list[Bound] = Field(default_factory=list)
    limits: list[Regex] = Field(default_factory=list)
    literal: list[Regex] = Field(default_factory=list)
    or_more: list[Regex] = Field(default_factory=list)
    everywhere: list[Text] = Field(default_factory=list)
    means: list[Text] = Field(default_factory=list)
    cites: Text
    departs: Text
    contradicts: Text
    contradictions: list[ContradictionPolicy] = Field(default_factory=list)


class Citations(Strict):
    """How a sentence of the prompt is weighed that a fix may cite, and when it speaks for or against what was done.

    Attributes:
        most: a fix cites so many sentences at most.
        spelled: so many steps a value that a sentence spells out counts more than the first term.
        bonus: so many steps shared names, and shared words, add at most.
        share: a value in fewer of the changes of a fix than this share is not what the fix is about.
        proof: so much of one word that no other sentence has lets a sentence on another service count all the same.
        length: words of a plain sentence; what a longer one says stands for less.
        leaves_out: regular expressions of what a sentence asks to leave out, from the word that forbids on.
        clauses: regular expressions of what stands between parts of a sentence that ask for things of their own.
        counts: numbers as words, from zero on.
        common: parts of keys that stand in many a sentence about something else.
        handles: parts of a name that say how a thing is given, not which.
        makes: regular expressions, with ``<service>`` in them, of sentences that ask to make a thing of a service.
    """

    most: Annotated[int, Field(ge=1)]
    spelled: Annotated[float, Field(ge=0)]
    bonus: Annotated[float, Field(ge=0)]
    share: Annotated[float, Field(ge=0, le=1)]
    proof: Annotated[float, Field(ge=0, le=1)]
    length: Annotated[int, Field(ge=1)]
    leaves_out: list[Regex]
    clauses: list[Regex]
    counts: list[Text]
    common: list[Text]
    handles: list[Text]
    makes: list[Regex] = Field(default_factory=list)


class Grouping(Strict):
    """How changes come together in fixes, beyond what a rule says.

    Attributes:
        satellites: types of resources that go with the resource they serve, where both were added or removed.
        identities: types of those among them that others act under; what they may use is nothing that they serve.
        grants: types of those among them that say what an identity may do: they go with it, where it came or went too.
        members: types of resources that go with the one fix in which they are used, where both were added or removed.
        beside: types of resources that say something of a member, such as the rules of a security group.
        attach: kinds of element (parameters, conditions, imports, ...) that go with the changes that use them.
        code: kinds of element (functions, statements) that resources never go with: a name in code says what they use.
        token_places: in how many places one token must be replaced to be one fix of its own.
        crowded: above how many fixes of one comparison special rules fold into general ones, service by service.
        full: above how many that are left services come together in one heap, and rules that are spared fold too.
        parts: where more intents than this would fold into one general rule, those above the least category are parted
            by the sentences of the prompt that they repair.
        gone: the rule that resources which went altogether fold into then, whatever their own rule folds into: a
            general rule about settings would hide that they are gone.
    """

    satellites: list[TypePattern]
    identities: list[TypePattern] = Field(default_factory=list)
    grants: list[TypePattern] = Field(default_factory=list)
    members: list[TypePattern] = Field(default_factory=list)
    beside: list[TypePattern] = Field(default_factory=list)
    attach: list[str]
    code: list[str] = Field(default_factory=list)
    token_places: int = 3
    crowded: int = 10
    full: int = 20
    parts: int = 2
    gone: str = ""


class Regression(Strict):
    """What becomes of a change that makes the answer worse.

    Attributes:
        most: its category at most.
        label: the flag of a fix that makes the answer worse though no requirement asks for it.
        departs: the flag of a fix that takes away or replaces what the prompt asks for.
        unprompted: the flag where the prompt asks for nothing at all, so that nobody can tell whether it was wanted.
        share: a fix makes the answer worse where more than this share of its parts do.
        telling: values of fewer characters stand in a sentence of the prompt by chance, and prove nothing.
    """

    most: Category
    label: Text
    departs: Text
    unprompted: Text
    share: Annotated[float, Field(ge=0, lt=1)] = 0.5
    telling: Annotated[int, Field(ge=1)] = 3


class KindPolicy(Strict):
    """A kind of task; the first kind of which a fact holds is the task's, else the first whose file is there.

    Attributes:
        title: display name.
        platform: metadata's platforms that make a task this kind: a fact.
        provider: metadata's providers that do: a fact.
        file: regular expressions of which one is found in the name of a file of the ideal response's code: a guess,
            which the review says.
        unjudged: what can't be judged of such a task: names of blockers, or ``unmet`` for unmet requirements.
        says: the notification about it.
    """

    title: Text
    platform: list[str] = Field(default_factory=list)
    provider: list[str] = Field(default_factory=list)
    file: list[Regex] = Field(default_factory=list)
    unjudged: list[Literal["platform_mismatch", "wrong_account", "missing_services", "wrong_region", "unmet"]] = Field(
        default_factory=list
    )
    says: Text | None = None


class StandingPolicy(Strict):
    """Words for a difference between the ideal response and the deployed code, seen from the model's response.

    Attributes:
        most: category at most of a fix of which more than ``regression.share`` is stale or unrelated.
        stale: the deployed code is as the model had it.
        deployed_only: both responses lack it.
        differs: all three differ.
        unrelated: the deployed code shares nothing with either response.
        part: template where this holds for some changes of a fix (``label``, ``n``, ``total``).
    """

    most: Category
    stale: Text
    deployed_only: Text
    differs: Text
    unrelated: Text
    part: Text


class DocumentationPolicy(Strict):
    """Templates for the parts of the documentation fix, one line each.

    Attributes:
        section_added: ``section``, ``groups`` (headings right below it), ``items``, ``rows``, ``passages``, ``words``.
        headings: more that came or went: ``names``, ``kind`` (``section``, ``heading``), ``op`` (``add``, ``remove``).
        section_renamed: ``before``, ``after``.
        section_changed: ``section``, empty for text above the first heading, and its ``parts``, made of the next three.
        list_changed: a list with items that came or went: ``before``, ``after``, ``added``, ``removed``.
        passages: passages of one kind and their fate: ``kind``, ``op``, ``count``, words in them ``before``, ``after``.
        marks: items that differ in the symbol in front only: ``count``, the symbol that all ``gained`` or ``lost``.
        comments: comments in code: ``added``, ``removed``, ``changed``.
    """

    section_added: Text
    headings: Text
    section_renamed: Text
    section_changed: Text
    list_changed: Text
    passages: Text
    marks: Text
    comments: Text


class RubricFile(Strict):
    """A whole rubric file, or one that extends another.

    Attributes:
        extends: name of the rubric whose entries hold where this one says nothing; rules are overridden by id.
        include: files of rules beside this one.
    """

    name: Id | Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    version: str
    extends: str | None = None
    include: list[str] = Field(default_factory=list)
    base: int | None = None
    least: int | None = None
    most: int | None = None
    threshold: Annotated[float, Field(ge=0, le=10)] | None = None
    categories: dict[Category, CategoryPolicy] | None = None
    concerns: dict[Concern, ConcernPolicy] | None = None
    adjustments: list[Adjustment] | None = None
    complexity: Complexity | None = None
    complexity_order: list[str] | None = None
    blockers: dict[str, BlockerPolicy] | None = None
    ceilings: dict[str, CeilingPolicy] | None = None
    bands: list[Band] | None = None
    competency: list[CompetencyBand] | None = None
    learning: Learning | None = None
    requirements: Requirements | None = None
    citations: Citations | None = None
    documentation: DocumentationPolicy | None = None
    grouping: Grouping | None = None
    regression: Regression | None = None
    standing: StandingPolicy | None = None
    kinds: dict[Id, KindPolicy] | None = None
    personal_adjustment: PersonalAdjustment | None = None
    rules: list[Rule] = Field(default_factory=list)


class RuleFile(Strict):
    """A file of rules, named by ``include``."""

    rules: list[Rule]

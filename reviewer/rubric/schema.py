"""What a rubric file may say, as pydantic models: the format that people who write no Python work in.

Every model refuses unknown keys. The models only validate; what runs is the light :class:`reviewer.rubric.Rubric` that
:mod:`reviewer.rubric.load` builds from their dump, so that a run with a warm cache never imports pydantic.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from reviewer.rubric.matching import squash

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Pattern = Annotated[str, StringConstraints(min_length=1)]


def _compiles(source: str) -> str:
    try:
        re.compile(source, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"{source!r} is no regular expression: {error}") from error
    return source


Regex = Annotated[str, StringConstraints(min_length=1), AfterValidator(_compiles)]


def _captures(source: str) -> str:
    if re.compile(source).groups != 1:
        raise ValueError(f"{source!r} must have one group, which is the number that it finds")
    return source


Bound = Annotated[Regex, AfterValidator(_captures)]
TypePattern = Annotated[str, StringConstraints(min_length=1), AfterValidator(squash)]
Category = Literal["A", "B", "C"]
CONCERNS = (
    "security",
    "availability",
    "monitoring",
    "networking",
    "data",
    "compute",
    "lifecycle",
    "naming",
    "tagging",
    "parameters",
    "outputs",
    "documentation",
)
Concern = Literal[
    "security",
    "availability",
    "monitoring",
    "networking",
    "data",
    "compute",
    "lifecycle",
    "naming",
    "tagging",
    "parameters",
    "outputs",
    "documentation",
]


class Strict(BaseModel):
    """A model that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, (str, dict)) else value


class Value(Strict):
    """What ``before`` or ``after`` must look like; all that is said must hold.

    Attributes:
        absent: there is no value on this side (true) or there is one (false).
        truthy: the value means yes (``true``, ``"true"``, ``Enabled``, ``on``) or no, whatever its spelling.
        const: equals this value, scalars compared by their text.
        enum: equals one of these.
        not_enum: equals none of these.
        member: the last part of a dotted expression (``lambda.Runtime.PYTHON_3_9``) is one of these.
        not_member: it is none of these.
        pattern: a regular expression found in the value's text (JSON text for objects and lists), case ignored.
        not_pattern: a regular expression that must not be found.
        type: JSON type of the value; ``expression`` is code or an intrinsic function.
        minimum: a number, or a text that starts with one, of at least this.
        maximum: likewise of at most this.
    """

    absent: bool | None = None
    truthy: bool | None = None
    const: Any = None
    enum: list[Any] | None = None
    not_enum: list[Any] | None = None
    member: list[str] | None = None
    not_member: list[str] | None = None
    pattern: Pattern | None = None
    not_pattern: Pattern | None = None
    type: Literal["string", "number", "boolean", "object", "array", "null", "expression"] | None = None
    minimum: float | None = None
    maximum: float | None = None


class Match(Strict):
    """One way in which a change belongs to a rule; all that is said must hold.

    Attributes:
        platform: platforms of the ideal response.
        source: which comparison found the change.
        service: display names of services.
        type: native types, punctuation and case ignored (``AWS::KMS::Key``, ``aws_kms_key`` and ``aws.kms.Key`` are all
            ``awskmskey``; a CDK ``Cfn`` is left out), ``*`` for any characters.
        kind: kinds of element (``resource``, ``parameter``, ``output``, ...). Where ``property`` is given the default
            is every kind that is no code (``import``, ``function``, ``statement``, ``file``, ``condition``,
            ``mapping``, ``metadata``).
        element: what happened to the element as a whole. Where ``property`` is given the default is ``changed``.
        property: dotted normal names (snake case), matched as a run of keys anywhere below the element; ``*`` at either
            end of a key, ``/`` in front where the run must begin at the element itself. A value that came or went whole
            (a statement, a rule, a tag) is matched by the keys down to it.
        not_property: as ``property``; a value below one of these is left to other rules.
        op: operations of RFC 6902.
        before: the value on the left.
        after: the value on the right.
        introduces: a regular expression found in ``after`` and not in ``before``.
        drops: a regular expression found in ``before`` and not in ``after``.
        gains: a regular expression found in ``after``, and in the element more often than before: what only moved
            inside its element is not gained.
        loses: a regular expression found in ``before``, and in the element less often than before.
        compare: the numbers on both sides, or the lengths of the lists, grow or shrink; or both sides read the same
            and differ in type only.
        body: a regular expression found in the JSON text of the element.
        name: a regular expression found in the element's name.
        file: a regular expression found in the name of the file that the element stands in.
        refers_to: the element refers to an element of one of these types.
        referred_by: an element of one of these types refers to it.
        section: a regular expression found in the headings, for documentation.
        token: the change is one of many that replace the same token (a name, a suffix, a region) by another.
        respelled: the value stays and stands under another key that is spelled alike.
        renamed: the element has another name; false where only the variable or the place around it is another, which
            a match that does not say so never takes.
        retyped: the element stays and is of another type.
        circular: the element, or one that it refers to, was in a circle of references on the left.
        replaced: the element came or went whole, and as many of its type went as came, or one more: one stands for
            another.
    """

    platform: list[str] | None = None
    source: list[Literal["response", "deployed", "documentation"]] | None = None
    service: list[str] | None = None
    type: list[TypePattern] | None = None
    kind: list[str] | None = None
    element: list[Literal["added", "removed", "renamed", "changed"]] | None = None
    property: list[str] | None = None
    not_property: list[str] | None = None
    op: list[Literal["add", "remove", "replace", "move"]] | None = None
    before: Value | None = None
    after: Value | None = None
    introduces: Pattern | None = None
    drops: Pattern | None = None
    gains: Pattern | None = None
    loses: Pattern | None = None
    compare: Literal["grows", "shrinks", "same"] | None = None
    body: Pattern | None = None
    name: Pattern | None = None
    file: Pattern | None = None
    refers_to: list[TypePattern] | None = None
    referred_by: list[TypePattern] | None = None
    section: Pattern | None = None
    token: bool | None = None
    respelled: bool | None = None
    renamed: bool | None = None
    retyped: bool | None = None
    circular: bool | None = None
    replaced: bool | None = None

    _lists = field_validator(
        "platform",
        "source",
        "service",
        "type",
        "kind",
        "element",
        "property",
        "not_property",
        "op",
        "refers_to",
        "referred_by",
        mode="before",
    )(_as_list)

    @model_validator(mode="after")
    def _says_something(self) -> Match:
        said = (self.property, self.element, self.kind, self.source, self.token, self.respelled, self.retyped)
        if all(each is None for each in said):
            raise ValueError(
                "a match names at least a property, element, kind, source or token, or is respelled or retyped"
            )
        return self


class Neighbour(Strict):
    """An element beside the one of an example."""

    name: str = ""
    type: str
    body: dict[str, Any] = Field(default_factory=dict)


class Example(Strict):
    """One change in small, for the tests of a rule.

    Attributes:
        type: native type of the element.
        kind: its kind.
        element: what happened to it as a whole.
        property: path of the change below the element in native spelling, dotted.
        before: value on the left; left out where there is none.
        after: value on the right; left out where there is none.
        body: further properties of the element.
        name: its name.
        file: name of the file that it stands in.
        source: which comparison found it.
        section: headings, for documentation.
        service: display name of its service.
        platform: of the ideal response.
        token: the change is one of many that replace the same token.
        respelled: ``before`` and ``after`` are the keys under which the same value stands.
        replaced: as many of its type went as came.
        old_type: native type of the element on the left, where that is another one.
        neighbours: further elements of the document; one refers to another by ``Ref`` in its body.
    """

    type: str = ""
    kind: str = "resource"
    element: Literal["added", "removed", "renamed", "changed"] = "changed"
    property: str = ""
    before: Any = None
    after: Any = None
    body: dict[str, Any] = Field(default_factory=dict)
    name: str = "Example"
    file: str = ""
    source: Literal["response", "deployed", "documentation"] = "response"
    section: str = ""
    service: str | None = None
    platform: str | None = None
    token: bool = False
    respelled: bool = False
    replaced: bool = False
    old_type: str = ""
    neighbours: list[Neighbour] = Field(default_factory=list)


class Examples(Strict):
    """Changes that a rule must claim, and changes that it must leave."""

    match: Annotated[list[Example], Field(min_length=1)]
    no_match: Annotated[list[Example], Field(min_length=1)]


class Words(Strict):
    """The texts of a fix: Jinja templates over its changes."""

    title: Text
    issue: Text
    fix: Text
    reason: Text
    impact: Text
    training_value: Text


class Rule(Words):
    """One entry of a rubric.

    Attributes:
        id: permanent; never used again for something else.
        category: A, B or C.
        concern: which concern it serves.
        match: the ways in which a change belongs to it.
        label: a few words for what it is about (``health checks``), by which a fix into which it is folded names it.
        priority: of two rules that claim a change the higher one wins; among equals the earlier one.
        group: which of its changes make one fix: all (``rule``), those of one element, of one property, of one
            pair of values, of one condition that they ask (``Fn::If``), or of one service.
        terms: regular expressions that find the requirement it serves in the prompt, best first.
        cites: ``named`` where its terms only tell a field, so that a requirement must also name a key that was changed;
            ``asked`` where it adds what a sentence may as well forbid (``no NAT gateways``); ``service`` where it has
            no terms of its own and a requirement has to name a service of what came or went.
        worse: the ways in which a change of it makes the answer worse unless a requirement asks for it.
        needed: true where ``worse`` holds only if a requirement asks for what went: what nobody asked for may go.
        closes: true where what it takes away is what was wrong (an open port, a password), so that taking it away is no
            departure from a requirement that speaks of it.
        mends: true where what it finds could not have worked or is refused (a property that does not exist, a missing
            permission), so that the fix repairs the answer whatever the prompt asks.
        wiring: true where a change that only refers to an added or removed element goes with that element instead.
        joins: ids of rules; where one of them makes a fix in the same comparison, the changes of this rule go with it.
        accompanies: ids of rules; where one of them makes a fix with a change of the same element, the changes of this
            rule in that element go with it: what else had to change there for the same purpose.
        folds_into: id of a more general rule; where a comparison gives more fixes than a person would name
            (``grouping.crowded``), the changes of this rule go with that one, whose words are true of them too.
        examples: its own tests.
    """

    id: Id
    category: Category
    concern: Concern
    match: Annotated[list[Match], Field(min_length=1)]
    priority: int = 0
    label: Text | None = None
    group: Literal["rule", "element", "property", "value", "condition", "service"] = "rule"
    terms: list[Pattern] = Field(default_factory=list)
    cites: Literal["terms", "named", "asked", "service"] = "terms"
    worse: list[Match] = Field(default_factory=list)
    needed: bool = False
    closes: bool = False
    mends: bool = False
    wiring: bool = True
    joins: list[Id] = Field(default_factory=list)
    accompanies: list[Id] = Field(default_factory=list)
    folds_into: Id | None = None
    examples: Examples

    _lists = field_validator("match", "worse", "terms", "joins", "accompanies", mode="before")(_as_list)


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


class Adjustment(Strict):
    """One row of the table of adjustments; the first row whose bounds all hold applies."""

    a: tuple[int, int | None] = (0, None)
    b: tuple[int, int | None] = (0, None)
    c: tuple[int, int | None] = (0, None)
    points: int
    text: Text


class FactorPolicy(Strict):
    """One complexity factor, read from the ideal response.

    Attributes:
        title: display name.
        points: bonus, or penalty where negative.
        needs: how many distinct pieces of evidence (groups of ``evidence``) earn it.
        evidence: groups of matches on elements; a group with one hit counts once. Empty for the built-in counts.
        services: for the factors that count services: at least, at most.
        connected: only services whose elements refer to one another count.
        ignore: services that do not count.
    """

    title: Text
    points: int
    needs: int = 1
    evidence: list[Evidence] = Field(default_factory=list)
    services: tuple[int, int | None] | None = None
    connected: bool = False
    ignore: list[str] = Field(default_factory=list)


class Evidence(Strict):
    """One sign of a complexity factor in the ideal response.

    Attributes:
        label: what a report calls it.
        type: native types, as in a match.
        service: display names of services.
        property: dotted normal names with a value that satisfies ``value``.
        value: what the property must look like; default: present and not false.
        body: a regular expression in the JSON text of the element.
        least: how many elements must show it.
    """

    label: Text
    type: list[TypePattern] | None = None
    service: list[str] | None = None
    property: list[str] | None = None
    value: Value | None = None
    body: Pattern | None = None
    least: int = 1

    _lists = field_validator("type", "service", "property", mode="before")(_as_list)


class Complexity(Strict):
    """The complexity bonus: factors in the order in which they are taken."""

    order: list[str]
    cap: int
    factors: dict[str, FactorPolicy]


class BlockerPolicy(Strict):
    """One blocker: its name is one of the checks that the score room knows; a check reads the settings that it needs.

    Attributes:
        score: what it sets the score to.
        reason: why.
        found: template of one piece of evidence.
        warning: template of a notification where something is odd but blocks nothing.
        requires: regular expressions of which a sentence of the prompt holds one, to demand something. They see
            ``<region>`` or ``<account>`` in place of every region or account.
        ignores: regular expressions of sentences that do not count at all (examples of what not to do).
        defaults: regular expressions of sentences that name only a default: allowed, but not demanded.
        keys: normal names whose values decide where things are deployed, globs as in a match.
        elsewhere: normal names of keys and elements that speak of another place than the one deployed to.
        texts: regular expressions of other values that decide it.
        by_name: kinds of element that are judged by their own name instead of a key.
        overridable: kinds of element whose values are only defaults.
        platforms: platforms that are held against one another.
        languages: languages that are held against one another.
        exempt: platforms that are not judged.
        ignore: services or accounts that do not count.
        alike: groups of services of which one stands for the other.
        share: share of the required services that may be missing before it blocks.
        least: how many services must be required before it can block.
        emulators: providers that lack services.
        excuses: regular expressions of passages in which the response says that the emulator lacks a service.
    """

    score: int
    reason: Text
    found: Text
    warning: Text | None = None
    requires: list[Regex] = Field(default_factory=list)
    ignores: list[Regex] = Field(default_factory=list)
    defaults: list[Regex] = Field(default_factory=list)
    keys: list[str] = Field(default_factory=list)
    elsewhere: list[str] = Field(default_factory=list)
    texts: list[Regex] = Field(default_factory=list)
    by_name: list[str] = Field(default_factory=list)
    overridable: list[str] = Field(default_factory=list)
    platforms: list[str] = Field(default_factory=list)
    languages: list[str] = Field(default_factory=list)
    exempt: list[str] = Field(default_factory=list)
    ignore: list[str] = Field(default_factory=list)
    alike: list[list[str]] = Field(default_factory=list)
    share: float = 1
    least: int = 1
    emulators: list[str] = Field(default_factory=list)
    excuses: list[Regex] = Field(default_factory=list)


class CeilingPolicy(Strict):
    """An upper bound of the final score; ``when`` names a condition on the fixes."""

    at: int
    when: Literal["no_category_a", "no_gap"]
    reason: Text


class Band(Strict):
    """A word for a final score of at least ``at``."""

    at: int
    word: Text
    verdict: Text
    advice: list[Text] = Field(default_factory=list)


class ContradictionPolicy(Strict):
    """Two kinds of sentences that can't both be met."""

    topic: Text
    first: Regex
    second: Regex


class Requirements(Strict):
    """How the prompt is read.

    Attributes:
        asks: regular expressions of which a sentence holds one, to be a requirement (bullets always are).
        ignore: regular expressions of sentences that ask for nothing.
        excuses: regular expressions of sentences that ask to leave, remove or limit something.
        at_least: regular expressions that find the least that a sentence asks for; their group is the number.
        at_most: likewise the most.
        everywhere: services that nearly every stack has, so that their name alone makes no sentence speak of a fix.
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
    everywhere: list[Text] = Field(default_factory=list)
    cites: Text
    departs: Text
    contradicts: Text
    contradictions: list[ContradictionPolicy] = Field(default_factory=list)


class Grouping(Strict):
    """How changes come together in fixes, beyond what a rule says.

    Attributes:
        satellites: types of resources that go with the resource they serve, where both were added or removed.
        attach: kinds of element (parameters, conditions, imports, ...) that go with the changes that use them.
        code: kinds of element (functions, statements) that resources never go with: a name in code says what they use.
        token_places: in how many places one token must be replaced to be one fix of its own.
        crowded: above how many fixes of one comparison special rules fold into general ones.
        gone: the rule that resources which went altogether fold into then, whatever their own rule folds into: a
            general rule about settings would hide that they are gone.
    """

    satellites: list[TypePattern]
    attach: list[str]
    code: list[str] = []
    token_places: int = 3
    crowded: int = 10
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
        stale: the deployed code is as the model had it.
        deployed_only: both responses lack it.
        differs: all three differ.
        part: template where this holds for some changes of a fix (``label``, ``n``, ``total``).
    """

    stale: Text
    deployed_only: Text
    differs: Text
    part: Text


class CompetencyBand(Strict):
    """A word for a share, in percent, of leaves that were right at once."""

    at: float
    word: Text


class PersonalAdjustment(Strict):
    """Whether and by how much a person may adjust the final score."""

    allowed: bool
    by: int = 1


class Learning(Strict):
    """What a report says on learning opportunities.

    Attributes:
        strong: categories whose fixes are strong opportunities; all others are limited ones.
        limited_above: share in percent above which a concern counts as mastered.
        limited: template for a mastered concern (``concern``, ``correct``, ``total``).
    """

    strong: list[Category]
    limited_above: float
    limited: Text


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


FactorPolicy.model_rebuild()

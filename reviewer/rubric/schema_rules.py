"""What a rule may say: its matches, its words, its examples."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from reviewer.rubric.schema_basics import Category, Concern, Id, Pattern, Strict, Text, TypePattern, as_list
from reviewer.rubric.schema_texts import Said


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
            and differ in type only, into which a factory may put the one (``id``, ``id.applyValue(List::of)``); or both
            refer to the same element of a template (``target``); or an ``Fn::If`` that came gives one way what was
            there (``branch``); or the range of addresses, or the ARN with wildcards, of one side holds that of the
            other and more.
        body: a regular expression found in the JSON text of the element.
        name: a regular expression found in the element's name.
        file: a regular expression found in the name of the file that the element stands in.
        refers_to: the element refers to an element of one of these types.
        referred_by: an element of one of these types refers to it.
        beside: another element of one of these types referred to what it refers to on the left already; with
            ``refers_to``, to something of those types.
        section: a regular expression found in the headings, for documentation.
        token: the change is one of many that replace the same token (a name, a suffix, a region) by another.
        respelled: the value stays and stands under another key that is spelled alike.
        regrouped: the values stay and stand at another level of the element; only a match that asks for it takes them.
        by_default: the value stays as long as the parameters that it is taken from hold their defaults.
        stale: the deployed code has it as the model's response had it, and only the ideal response has it otherwise.
        renamed: the element has another name; false where only the variable or the place around it is another, which
            a match that does not say so never takes.
        retyped: the element stays and is of another type.
        circular: the element, or one that it refers to, was in a circle of references on the left.
        uncircled: a reference went by which the element was in a circle on the left, and it is in none any more.
        clashing: a renamed construct had an id on the left that another one of its scope has there.
        switched_off: what came asks a condition that does not hold as long as parameters have their defaults.
        unknown: a resource of CloudFormation has it under a key that its type does not know; of a value that stays, the
            key that came.
        replaced: the element came or went whole, and as many of its type went as came, or one more: one stands for
            another.
        exchange: what it is went in one form and came in another: role, form that went, form that came, and ``kept`` or
            ``changed`` for its values, with ``/`` between them and ``*`` for any characters.
        whole_file: the element came or went with the whole file that it stands in, which the other side does not have.
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
    compare: Literal["grows", "shrinks", "same", "target", "branch", "widens", "narrows"] | None = None
    body: Pattern | None = None
    name: Pattern | None = None
    file: Pattern | None = None
    refers_to: list[TypePattern] | None = None
    referred_by: list[TypePattern] | None = None
    beside: list[TypePattern] | None = None
    section: Pattern | None = None
    token: bool | None = None
    respelled: bool | None = None
    regrouped: bool | None = None
    by_default: bool | None = None
    stale: bool | None = None
    renamed: bool | None = None
    retyped: bool | None = None
    circular: bool | None = None
    uncircled: bool | None = None
    clashing: bool | None = None
    switched_off: bool | None = None
    unknown: bool | None = None
    replaced: bool | None = None
    exchange: list[str] | None = None
    whole_file: bool | None = None

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
        "exchange",
        "refers_to",
        "referred_by",
        "beside",
        mode="before",
    )(as_list)

    @model_validator(mode="after")
    def _says_something(self) -> Match:
        said: list[object] = [self.property, self.element, self.kind, self.source, self.token]
        said += [self.respelled, self.retyped, self.exchange, self.stale]
        if all(each is None for each in said):
            raise ValueError(
                "a match names at least a property, element, kind, source or token, "
                "or is respelled, retyped, exchanged or stale"
            )
        return self


class Neighbour(Strict):
    """An element beside the one of an example, in a section of its template."""

    name: str = ""
    section: Literal["Resources", "Parameters", "Conditions"] = "Resources"
    type: str = ""
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
        regrouped: ``before`` and ``after`` are the places at which the same value stands.
        by_default: the parameters that the value is taken from hold it by default.
        stale: the deployed code has it as the model's response had it.
        clashing: another construct of its scope had its old id.
        replaced: as many of its type went as came.
        exchange: role, form that went, form that came, and whether the values stayed, with ``/`` between them.
        whole_file: the other side does not have the file.
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
    regrouped: bool = False
    by_default: bool = False
    stale: bool = False
    clashing: bool = False
    replaced: bool = False
    exchange: str = ""
    whole_file: bool = False
    old_type: str = ""
    neighbours: list[Neighbour] = Field(default_factory=list)


class Examples(Strict):
    """Changes that a rule must claim, and changes that it must leave."""

    match: Annotated[list[Example], Field(min_length=1)]
    no_match: Annotated[list[Example], Field(min_length=1)]


class Words(Strict):
    """The texts of a fix: Jinja templates over its changes, or cases of them.

    Attributes:
        subject: what the fix is about in a few words, which the others have as a fact.
        calls: what its types are called, by patterns: the fact ``called`` is what the table has for them, in its order.
    """

    title: Said
    issue: Said
    fix: Said
    reason: Said
    impact: Said
    training_value: Said
    subject: Said | None = None
    calls: dict[TypePattern, Text] = Field(default_factory=dict)


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
            pair of values, of one condition that they ask (``Fn::If``), of one service, of one type, or what
            was exchanged for one form.
        terms: regular expressions that find the requirement it serves in the prompt, best first.
        cites: ``named`` where its terms only tell a field, so that a requirement must also name a key that was changed;
            ``setting`` where its terms find the thing whose settings it changes, so that a requirement must also have a
            part of a key or a value of them, or call the element by its name;
            ``asked`` where it adds what a sentence may as well forbid (``no NAT gateways``); ``called`` where, besides,
            one that asks for some such thing need not ask for this one (``outputs: ...``), so that it also has to share
            a word of its own with it; ``value`` where it has to name a value that came or went, in digits or as a word;
            ``service`` where it has no terms of its own and a requirement has to name a service of what came or went,
            and that itself where the service was there all along.
        worse: the ways in which a change of it makes the answer worse unless a requirement asks for it.
        excuses: regular expressions that find the requirement that asks for what would be worse (``internet-facing`` of
            what is opened to the internet); its terms then find the one that asks for what went.
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
        keeps: from how many changes on it does not fold: what is large is lost among the settings of a heap.
        spared: true where it folds only into a comparison that stays too long to be read (``grouping.full``).
        examples: its own tests.
    """

    id: Id
    category: Category
    concern: Concern
    match: Annotated[list[Match], Field(min_length=1)]
    priority: int = 0
    label: Text | None = None
    group: Literal["rule", "element", "property", "value", "condition", "service", "type", "exchange"] = "rule"
    terms: list[Pattern] = Field(default_factory=list)
    cites: Literal["terms", "named", "setting", "asked", "called", "value", "service"] = "terms"
    worse: list[Match] = Field(default_factory=list)
    excuses: list[Pattern] = Field(default_factory=list)
    needed: bool = False
    closes: bool = False
    mends: bool = False
    wiring: bool = True
    joins: list[Id] = Field(default_factory=list)
    accompanies: list[Id] = Field(default_factory=list)
    folds_into: Id | None = None
    keeps: Annotated[int, Field(ge=2)] | None = None
    spared: bool = False
    examples: Examples

    _lists = field_validator("match", "worse", "terms", "excuses", "joins", "accompanies", mode="before")(as_list)

"""From the dump of a validated rubric file to the rubric that runs."""

from __future__ import annotations

from typing import Any

from reviewer.rubric.policy import (
    CategoryPolicy,
    CitationPolicy,
    ConcernPolicy,
    ContradictionPolicy,
    Grouping,
    Match,
    Regression,
    RequirementPolicy,
    Rubric,
    Rule,
    Value,
    Words,
)
from reviewer.rubric.policy_score import (
    Adjustment,
    Band,
    BlockerPolicy,
    CeilingPolicy,
    Evidence,
    FactorPolicy,
    KindPolicy,
    Learning,
)


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _record(kind: Any, data: dict[str, Any], **more: Any) -> Any:
    known = {key: _tuples(value) for key, value in data.items() if key in kind._fields}
    return kind(**{**known, **more})


def _value(data: dict[str, Any] | None) -> Value | None:
    return None if data is None else _record(Value, data)


def _match(data: dict[str, Any]) -> Match:
    match: Match = _record(Match, data, before=_value(data.get("before")), after=_value(data.get("after")))
    return match


def _rule(data: dict[str, Any]) -> Rule:
    rule: Rule = _record(
        Rule,
        data,
        match=tuple(_match(each) for each in data["match"]),
        worse=tuple(_match(each) for each in data["worse"]),
        words=_record(Words, data),
    )
    return rule


def _factor(name: str, data: dict[str, Any]) -> FactorPolicy:
    evidence = tuple(_record(Evidence, each, value=_value(each.get("value"))) for each in data["evidence"])
    factor: FactorPolicy = _record(FactorPolicy, data, name=name, evidence=evidence)
    return factor


def _named(kind: Any, entries: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(_record(kind, data, name=name) for name, data in entries.items())


def build_rubric(data: dict[str, Any], sha256: str, code: dict[str, Any]) -> Rubric:
    """Builds the rubric that runs from the dump of a validated, fully extended file."""
    complexity, wishes = data["complexity"], data["requirements"]
    order = data["complexity_order"] or complexity["order"]
    personal = data["personal_adjustment"]
    return Rubric(
        name=data["name"],
        version=data["version"],
        sha256=sha256,
        base=data["base"],
        least=data["least"],
        most=data["most"],
        threshold=data["threshold"],
        categories={name: _record(CategoryPolicy, each) for name, each in data["categories"].items()},
        concerns=tuple(
            _record(ConcernPolicy, each, name=name, words=_record(Words, each["words"]))
            for name, each in data["concerns"].items()
        ),
        adjustments=tuple(_record(Adjustment, each) for each in data["adjustments"]),
        factors=tuple(_factor(name, complexity["factors"][name]) for name in order),
        cap=complexity["cap"],
        blockers=_named(BlockerPolicy, data["blockers"]),
        ceilings=_named(CeilingPolicy, data["ceilings"]),
        bands=tuple(_record(Band, each) for each in data["bands"]),
        competency=tuple((each["at"], each["word"]) for each in data["competency"]),
        learning=_record(Learning, data["learning"]),
        requirements=_record(
            RequirementPolicy,
            wishes,
            contradictions=tuple(_record(ContradictionPolicy, each) for each in wishes["contradictions"]),
        ),
        citations=_record(CitationPolicy, data["citations"]),
        documentation=data["documentation"],
        grouping=_record(Grouping, data["grouping"]),
        standing=data["standing"],
        regression=_record(Regression, data["regression"]),
        kinds=_named(KindPolicy, data["kinds"]),
        personal_adjustment=personal["by"] if personal["allowed"] else 0,
        rules=tuple(_rule(each) for each in data["rules"]),
        code=code,
    )

"""Variations of one template and its prose, told by numbers, so that hypothesis and a seed can both make them."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.tasks import TEMPLATE, write_task

#: What to do, where (counted through the template), and with which value.
Step = tuple[int, int, int]
Place = tuple[Any, Any]

WORDS: tuple[Any, ...] = (
    "blue", "5", 5, 6, "true", True, False, "", "a: b # c", "caf\u00e9 \u2028 x", "first\nsecond\n", "15.10", 1.5,
    {"Ref": "OrderTable"}, {"Fn::Sub": "x-${EnvironmentSuffix}"}, {"Fn::GetAtt": ["IntakeRole", "Arn"]},
    ["one", "two"], [], {}, {"Key": "stage", "Value": "dev"}, {"Nested": {"Deep": ["x", 1]}}, "*", None,
)  # fmt: skip
RESOURCES: tuple[dict[str, Any], ...] = (
    {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 60}},
    {"Type": "AWS::Logs::LogGroup", "DependsOn": "IntakeFunction", "Properties": {"RetentionInDays": 14}},
    {"Type": "AWS::KMS::Key", "Properties": {"EnableKeyRotation": True}},
    {"Type": "Custom::Thing"},
)
SENTENCES = (
    "Orders are kept.",
    "- one\n- two",
    "## Deployment\n\nRun the stack.",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "",
)


def places(template: dict[str, Any]) -> list[Place]:
    """Every key and index below the sections, with what holds it; the sections themselves stay."""
    found: list[Place] = []

    def walk(holder: Any) -> None:
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
            found.append((holder, key))
            if isinstance(holder[key], (dict, list)):
                walk(holder[key])

    for section in ("Parameters", "Resources", "Outputs"):
        walk(template.get(section, {}))
    return found


def _pick(made: dict[str, Any], where: int) -> Place:
    found = places(made)
    return found[where % len(found)] if found else (made, "Description")


def _change(made: dict[str, Any], where: int, what: int) -> None:
    holder, key = _pick(made, where)
    holder[key] = copy.deepcopy(WORDS[what % len(WORDS)])


def _remove(made: dict[str, Any], where: int, _: int) -> None:
    holder, key = _pick(made, where)
    holder.pop(key, None) if isinstance(holder, dict) else holder.pop(key)


def _add(made: dict[str, Any], where: int, what: int) -> None:
    holder, key = _pick(made, where)
    value = copy.deepcopy(WORDS[what % len(WORDS)])
    if isinstance(holder, dict):
        holder[f"Added{what % 3}"] = value
    else:
        holder.insert(key, value)


def _rename(made: dict[str, Any], where: int, what: int) -> None:
    holder, key = _pick(made, where)
    if isinstance(holder, dict):
        holder[f"Renamed{what % 3}"] = holder.pop(key, None)
    else:
        holder.append(holder.pop(key))


def _add_resource(made: dict[str, Any], where: int, what: int) -> None:
    made["Resources"][f"Extra{where % 5}"] = copy.deepcopy(RESOURCES[what % len(RESOURCES)])


def _rename_resource(made: dict[str, Any], where: int, what: int) -> None:
    names = list(made["Resources"])
    if names:
        made["Resources"][f"Moved{what % 3}"] = made["Resources"].pop(names[where % len(names)])


STEPS: tuple[Callable[[dict[str, Any], int, int], None], ...] = (
    _change,
    _remove,
    _add,
    _rename,
    _add_resource,
    _rename_resource,
)


def vary(steps: Iterable[Step]) -> dict[str, Any]:
    """The template after some steps."""
    made = copy.deepcopy(TEMPLATE)
    for kind, where, what in steps:
        STEPS[kind % len(STEPS)](made, where, what)
    return made


class _Short(yaml.SafeDumper):
    """Writes intrinsic functions with their short tags, and no anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


def _short(dumper: yaml.SafeDumper, data: dict[str, Any]) -> yaml.Node:
    name, value = next(iter(data.items())) if len(data) == 1 else ("", None)
    if name == "Ref" and isinstance(value, str):
        return dumper.represent_scalar("!Ref", value)
    if name == "Fn::Sub" and isinstance(value, str):
        return dumper.represent_scalar("!Sub", value)
    if name == "Fn::GetAtt" and isinstance(value, list) and [type(each) for each in value] == [str, str]:
        # the short form ends the name at the first dot, so it can't say a name that holds one
        return (
            dumper.represent_scalar("!GetAtt", ".".join(value)) if "." not in value[0] else dumper.represent_dict(data)
        )
    return dumper.represent_dict(data)


_Short.add_representer(dict, _short)


def as_json(made: Any, indent: int | None = 2) -> str:
    return json.dumps(made, indent=indent, ensure_ascii=False)


def as_yaml(made: Any) -> str:
    return yaml.safe_dump(made, sort_keys=False, width=10_000, allow_unicode=True).rstrip("\n")


def as_short_yaml(made: Any) -> str:
    return yaml.dump(made, Dumper=_Short, sort_keys=False, width=10_000, allow_unicode=True).rstrip("\n")


WRITERS: dict[str, Callable[[Any], str]] = {"json": as_json, "yaml": as_yaml, "short": as_short_yaml}


def answer(code: str, language: str = "json", prose: str = "") -> str:
    """A response whose prose does not name the language of its code."""
    return f"# Order intake\n\n{prose}\n\n```{language.replace('short', 'yaml')}\n{code}\n```\n"


class Side(NamedTuple):
    """One response: the steps from the template, how it is written, and its prose."""

    steps: tuple[Step, ...]
    writer: str
    prose: tuple[int, ...]

    def text(self) -> str:
        """The response."""
        prose = "\n\n".join(SENTENCES[each % len(SENTENCES)] for each in self.prose)
        return answer(WRITERS[self.writer](vary(self.steps)), self.writer, prose)


class Variation(NamedTuple):
    """One task; ``deployed`` is None where nothing is deployed."""

    model: Side
    ideal: Side
    deployed: tuple[Step, ...] | None

    def write(self, folder: Path) -> Path:
        """Writes the task directory."""
        deployed = None if self.deployed is None else vary(self.deployed)
        return write_task(folder, self.model.text(), self.ideal.text(), deployed=deployed)


def by_seed(seed: int) -> Variation:
    """A variation for tests that cannot draw one, the same for the same seed."""
    source = random.Random(seed)  # noqa: S311 - no secret

    def steps(most: int) -> tuple[Step, ...]:
        return tuple(
            (source.randrange(9), source.randrange(99), source.randrange(99)) for _ in range(source.randint(0, most))
        )

    def side(most: int) -> Side:
        return Side(steps(most), source.choice(list(WRITERS)), tuple(source.randrange(9) for _ in range(3)))

    return Variation(side(2), side(8), steps(4) if seed % 2 else None)

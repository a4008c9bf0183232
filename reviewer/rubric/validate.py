"""Validation of rubric files: YAML with the line of every key, held against the pydantic models.

Only reached when a rubric is not in the cache.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from reviewer.errors import RubricError
from reviewer.rubric.faults import find_fault
from reviewer.rubric.schema import RubricFile, RuleFile

Lines = dict[tuple[str | int, ...], int]


#: PyYAML's safe loader on the C parser where the wheel brings it: a whole rubric in 0.1 s instead of 0.6 s.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def validate_files(contents: dict[Path, bytes]) -> list[dict[str, Any]]:
    """Validates every file of a rubric and gives the dumps in the same order.

    Raises:
        RubricError: with file, line and key of the first thing that no rubric can say.
    """
    dumps: list[dict[str, Any]] = []
    owner: dict[str, tuple[Path, int]] = {}
    included: set[Path] = set()
    for path, content in contents.items():
        data, lines = _parse(path, content)
        model: type[BaseModel] = RuleFile if path in included else RubricFile
        dump = _validate(model, data, lines, path)
        named = {path.parent / name for name in dump.get("include", ())}
        if not named <= contents.keys():
            raise RubricError(
                "the included files are not read where they stand on one line",
                file=str(path), line=lines.get(("include",), 1), hint="write each below `include:` as `  - NAME.yaml`",
            )  # fmt: skip
        included |= named
        for index, rule in enumerate(dump["rules"]):
            line = lines.get(("rules", index), 1)
            if rule["id"] in owner and (owner[rule["id"]][0] == path or path in included):
                raise RubricError(
                    f"the id {rule['id']!r} is taken by line {owner[rule['id']][1]} of {owner[rule['id']][0].name}",
                    file=str(path), line=line, hint="give the rule an id of its own",
                )  # fmt: skip
            owner[rule["id"]] = (path, line)
            rule["file"], rule["line"] = path.name, line
            for kind, examples in rule["examples"].items():
                for at, example in enumerate(examples):
                    example["line"] = lines.get(("rules", index, "examples", kind, at), line)
            _check_patterns(rule, path, line)
        dumps.append(dump)
    return dumps


def _parse(path: Path, content: bytes) -> tuple[Any, Lines]:
    try:
        loader = _Loader(content.decode("utf-8"))
        node = loader.get_single_node()
        lines: Lines = {}
        _walk(node, (), lines, path)
        return loader.construct_document(node), lines
    except UnicodeDecodeError as error:
        raise RubricError("is not UTF-8", file=str(path), hint="save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise RubricError(
            f"is not valid YAML: {error.problem}", file=str(path), line=line,
            hint="look at indentation (spaces, no tabs), open quotes and brackets here and in the line above",
        ) from error  # fmt: skip
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        # control characters, a date that there is not, an alias within itself, a key that is a list
        raise RubricError(
            f"is not valid YAML: {str(error).splitlines()[0]}", file=str(path), hint="put unusual values in quotes"
        ) from error


def _walk(node: yaml.Node | None, where: tuple[str | int, ...], lines: Lines, path: Path) -> None:
    if node is None:
        raise RubricError("is empty", file=str(path), hint="a rubric names at least `name`, `version` and `extends`")
    lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(item, (*where, index), lines, path)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.value in seen:
                raise RubricError(f"the key {key.value!r} stands twice", file=str(path), line=line, hint="keep one")
            seen.add(key.value)
            _walk(value, (*where, key.value), lines, path)
            lines[(*where, key.value)] = line


def _validate(model: type[BaseModel], data: Any, lines: Lines, path: Path) -> dict[str, Any]:
    try:
        return model.model_validate(data).model_dump(mode="json")
    except ValidationError as error:
        fault = find_fault(error.errors(include_url=False), model, data)
        known = fault.path
        while known and known not in lines:
            known = known[:-1]
        raise RubricError(fault.message, file=str(path), line=lines.get(known), hint=fault.hint) from error


def _check_patterns(rule: dict[str, Any], path: Path, line: int) -> None:
    keys = ("introduces", "drops", "gains", "loses", "body", "name", "file", "section")
    matches = [*rule["match"], *rule["worse"]]
    sources = [each[key] for each in matches for key in keys if each[key]]
    sides = [each[side] for each in matches for side in ("before", "after") if each[side]]
    sources += [side[key] for side in sides for key in ("pattern", "not_pattern") if side[key]]
    for source in [*sources, *rule["terms"], *rule["excuses"]]:
        try:
            re.compile(source, re.IGNORECASE)
        except re.error as error:
            message = f"rule {rule['id']}: {source!r} is no regular expression: {error}"
            hint = "escape what is meant as it stands: \\( for a bracket, \\. for a full stop"
            raise RubricError(message, file=str(path), line=line, hint=hint) from error

"""Reads CI workflows: GitHub Actions, GitLab CI, CircleCI, Cloud Build, CodeBuild.

Jobs and steps are elements of their own, so that a step that moves or is renamed is that and not a changed list. A step
without id and name is known by the action that it uses, version left out, or by the first line that it runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from reviewer.extract.positions import Node, Parsed, element_at
from reviewer.extract.readers import Reading, Unreadable
from reviewer.model import CodeBlock, Element, Path

#: Sections whose entries are elements, and the kind of those.
SECTIONS: Final[Mapping[str, str]] = {
    "jobs": "job", "phases": "job", "workflows": "setting", "commands": "setting", "executors": "setting",
    "orbs": "setting",
}  # fmt: skip
#: GitLab's keywords at the top; every other key there is a job.
_GITLAB_KEYWORDS: Final = frozenset(
    {
        "stages", "variables", "default", "include", "workflow", "image", "services", "cache", "before_script",
        "after_script", "spec", "types",
    }
)  # fmt: skip
#: What only a job of GitLab, or only one of GitHub and CircleCI, has.
_GITLAB_JOB: Final = frozenset({"script", "extends", "trigger", "stage"})
#: What names a step, the surest first.
_STEP_NAMES: Final = ("id", "name", "displayName", "task")
_STEP_ACTIONS: Final = ("uses", "run", "script", "bash")
_LONGEST_NAME: Final = 60


def read_workflow(block: CodeBlock) -> Reading:
    """Reads a workflow, or a piece of one.

    Raises:
        Unreadable: it is neither JSON nor YAML, or holds nothing.
    """
    from reviewer.extract.config import settings_of
    from reviewer.extract.structured import parse_block

    structure = parse_block(block)
    elements: list[Element] = []
    for document in structure.documents:
        found = _elements(document, block) if is_workflow(document.value) else settings_of(document, block)
        elements.extend(found)
    if not elements:
        raise Unreadable("nothing in it", block.span.start)
    return Reading(tuple(elements), structure.comments, structure.notifications, "cicd")


def is_workflow(value: Any) -> bool:
    """Whether a value is a workflow or a piece of one: some jobs of it, or the steps of a job."""
    if isinstance(value, list):
        return bool(value) and all(_is_step(item) for item in value)
    if not isinstance(value, dict):
        return False
    if _holds_jobs(value):
        return True
    return any(_is_gitlab_job(body) or _is_job(body) for body in value.values())


def _holds_jobs(value: Mapping[str, Any]) -> bool:
    if isinstance(value.get("jobs"), (dict, list)) or isinstance(value.get("phases"), dict):
        return True
    steps, stages = value.get("steps"), value.get("stages")
    if isinstance(steps, list) and any(isinstance(step, dict) for step in steps):
        return True
    return isinstance(stages, list) or "pipelines" in value or "pipeline" in value


def _is_step(item: Any) -> bool:
    return isinstance(item, dict) and ("uses" in item or "run" in item) and "Type" not in item


def _is_gitlab_job(body: Any) -> bool:
    return isinstance(body, dict) and not _GITLAB_JOB.isdisjoint(body) and "Type" not in body


def _is_job(body: Any) -> bool:
    return isinstance(body, dict) and isinstance(body.get("steps"), list) and "Type" not in body


def _elements(document: Parsed, block: CodeBlock) -> Iterator[Element]:
    value, node = document.value, document.node
    if isinstance(value, list):
        yield from _steps((), value, node, block)
        return
    nodes = node.children or {}
    for key, body in value.items():
        yield from _entry(key, body, nodes[key], block, gitlab=_is_gitlab(value))


def _is_gitlab(value: Mapping[str, Any]) -> bool:
    return "jobs" not in value and any(_is_gitlab_job(body) for body in value.values())


def _entry(key: str, body: Any, node: Node, block: CodeBlock, *, gitlab: bool) -> Iterator[Element]:
    """The elements below one key at the top."""
    if key in SECTIONS and isinstance(body, dict):
        for name, job in body.items():
            yield from _job((key, name), SECTIONS[key], job, (node.children or {})[name], block)
    elif key == "jobs" and isinstance(body, list):
        for position, job in enumerate(body):
            yield from _job((key, _name_of_job(job, position)), "job", job, (node.children or {})[position], block)
    elif key == "steps" and isinstance(body, list):
        yield from _steps((), body, node, block)
    elif (gitlab and key not in _GITLAB_KEYWORDS and isinstance(body, dict)) or _is_job(body):
        yield from _job(("jobs", key), "job", body, node, block)
    else:
        yield element_at((key,), "setting", body, node, block)


def _name_of_job(job: Any, position: int) -> str:
    """How Azure's lists of jobs name one."""
    names = (job.get(key) for key in ("job", "deployment", "name")) if isinstance(job, dict) else ()
    return next((str(name) for name in names if name), str(position))


def _job(path: Path, kind: str, job: Any, node: Node, block: CodeBlock) -> Iterator[Element]:
    """A job without its steps, and its steps."""
    steps = job.get("steps") if isinstance(job, dict) and kind == "job" else None
    if not isinstance(steps, list):
        yield element_at(path, kind, job, node, block)
        return
    nodes = node.children or {}
    rest = {key: body for key, body in job.items() if key != "steps"}
    children = {key: child for key, child in nodes.items() if key != "steps"}
    yield element_at(path, kind, rest, node._replace(children=children), block)
    yield from _steps(path, steps, nodes["steps"], block)


def _steps(path: Path, steps: list[Any], node: Node, block: CodeBlock) -> Iterator[Element]:
    taken: dict[str, int] = {}
    for position, step in enumerate(steps):
        name, action = _name_of_step(step), _action_of(step)
        taken[name] = taken.get(name, 0) + 1
        unique = name if taken[name] == 1 else f"{name}#{taken[name]}"
        yield element_at((*path, "steps", unique), "step", step, (node.children or {})[position], block, native=action)


def _name_of_step(step: Any) -> str:
    """What a person calls a step."""
    if not isinstance(step, dict):
        return _short(str(step))
    named = next((step[key] for key in _STEP_NAMES if isinstance(step.get(key), str)), None)
    if named:
        return str(named)
    action = next((step[key] for key in _STEP_ACTIONS if isinstance(step.get(key), str)), None)
    if action is not None:
        return _short(action.partition("@")[0] if "uses" in step else action)
    return _name_of_call(step)


def _name_of_call(step: Mapping[str, Any]) -> str:
    """CircleCI's steps: one key, the command, with its arguments."""
    command, arguments = next(iter(step.items()), ("step", None))
    if isinstance(arguments, dict):
        return _short(str(arguments.get("name") or arguments.get("command") or command))
    return _short(command)


def _action_of(step: Any) -> str:
    """What a step does, as far as it can be told from its keys: pairs a step that got another name."""
    if not isinstance(step, dict):
        return str(step)
    if isinstance(step.get("uses"), str):
        return str(step["uses"]).partition("@")[0]
    return next((key for key in _STEP_ACTIONS if key in step), next(iter(step), "") if len(step) == 1 else "")


def _short(text: str) -> str:
    first = text.strip().partition("\n")[0].strip()
    return first[:_LONGEST_NAME] or "step"

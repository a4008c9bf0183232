"""The action, the hooks and the documented workflow: valid by their schemas, and run as their hosts run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import check_jsonschema
import pytest
import yaml
from click.testing import CliRunner

from tests.tasks import response, template, write_task

ROOT = Path(__file__).resolve().parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
WORKFLOW, HOOKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("bash") or not shutil.which("git"), reason="needs bash and git"
)


def execute(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    everything = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(  # noqa: S603 - the tests' own words
        command, cwd=folder, env=everything, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )


def validate(file: Path, schema: str) -> str:
    done = CliRunner().invoke(check_jsonschema.main, ["--builtin-schema", schema, str(file)])
    return "" if done.exit_code == 0 else done.output


@pytest.fixture
def program(tmp_path: Path) -> str:
    """A folder for PATH in which ``reviewer`` is the program under test."""
    shim = tmp_path / "bin" / "reviewer"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reviewer "$@"\n')
    shim.chmod(0o755)
    return f"{shim.parent}{os.pathsep}{os.environ['PATH']}"


def git(folder: Path, *words: str) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = execute(["git", *identity, *words], folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose branch touches a task that passes and one that can't be scored, and not a third one."""
    root = tmp_path / "repo"
    better = template(Resources__OrderTable__DeletionPolicy="Retain")
    for name in ("good", "bad", "old bad"):
        write_task(root / "tasks" / name, response(template()), response(better))
    (root / "tasks" / "old bad" / "lib" / "IDEAL_RESPONSE.md").write_text("Words only.\n")
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "start")
    git(root, "checkout", "-q", "-b", "work")
    with (root / "tasks" / "good" / "lib" / "PROMPT.md").open("a") as prompt:
        prompt.write("\n- Keep the data.\n")
    (root / "tasks" / "bad" / "lib" / "IDEAL_RESPONSE.md").write_text("Words only.\n")
    return root


def test_action_and_workflow_are_valid_by_githubs_schemas(tmp_path: Path) -> None:
    (tmp_path / "workflow.yml").write_text(WORKFLOW)
    assert validate(ROOT / "action.yml", "vendor.github-actions") == ""
    assert validate(tmp_path / "workflow.yml", "vendor.github-workflows") == ""
    (tmp_path / "workflow.yml").write_text(WORKFLOW.replace("runs-on", "runs-at"))
    assert "runs-at" in validate(tmp_path / "workflow.yml", "vendor.github-workflows")


def test_the_workflow_uses_only_inputs_that_there_are() -> None:
    steps = yaml.safe_load(WORKFLOW)["jobs"]["gate"]["steps"]
    (step,) = (each for each in steps if "/reviewer@" in each.get("uses", ""))
    assert set(step["with"]) <= set(ACTION["inputs"])


def run_step(name: str, folder: Path, path: str, **inputs: str) -> tuple[int, str, dict[str, str]]:
    """Runs a step of the action as the runner would: inputs filled in, the files of the step, its shell."""
    (step,) = (each for each in ACTION["runs"]["steps"] if each["name"] == name)
    wanted = {key: each["default"] for key, each in ACTION["inputs"].items()} | inputs
    environment = {
        key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: wanted[match[1]], value)
        for key, value in step["env"].items()
    }
    assert "${{" not in step["run"]
    outputs, summary, script = (folder.parent / each for each in ("outputs", "summary.md", "step.sh"))
    script.write_text(step["run"])
    done = execute(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        folder,
        **environment,
        PATH=path,
        GITHUB_OUTPUT=str(outputs),
        GITHUB_STEP_SUMMARY=str(summary),
    )
    said = outputs.read_text() if outputs.exists() else ""
    return done.returncode, done.stdout + done.stderr, dict(line.split("=", 1) for line in said.splitlines())


def test_the_action_fails_where_a_changed_task_fails_and_shows_why(repository: Path, program: str) -> None:
    code, said, outputs = run_step(
        "Review", repository, program, **{"paths": "tasks\n", "changed-since": "main", "fail-under": "5.5"}
    )
    assert code == 1, said
    assert outputs == {"passed": "false", "sarif": "reviewer.sarif", "comment": "reviewer-comment.md"}
    assert "1 of 2 passed" in said
    assert re.search(r"^::error title=tasks/bad%3A not comparable", said, re.MULTILINE)
    assert "old bad" not in said
    (run,) = json.loads((repository / "reviewer.sarif").read_text())["runs"]
    assert [each["executionSuccessful"] for each in run["invocations"]] == [False, True]
    comment = (repository / "reviewer-comment.md").read_text()
    assert comment.index("bad: no score") < comment.index("good: ")
    assert (repository.parent / "summary.md").read_text().count("\n## ") == 1


def test_the_action_passes_where_nothing_failed(repository: Path, program: str) -> None:
    code, said, outputs = run_step("Review", repository, program, paths="tasks/good", **{"fail-under": "5"})
    assert (code, outputs["passed"]) == (0, "true"), said
    assert "::error" not in said


@pytest.mark.parametrize(
    "inputs",
    [{"fail-under": "$(touch owned)"}, {"paths": "`touch owned`"}, {"changed-since": '"; touch owned; "'}],
)
def test_no_input_becomes_part_of_the_script(repository: Path, program: str, inputs: dict[str, str]) -> None:
    code, _, outputs = run_step("Review", repository, program, **inputs)
    assert (code, outputs) == (2, {"passed": "false"})
    assert not (repository / "owned").exists()


@pytest.fixture
def hooked(repository: Path, program: str) -> Iterator[tuple[Path, dict[str, str]]]:
    """The repository with the documented configuration; the hooks come from a repository of their own, through git."""
    hooks = repository.parent / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    git(hooks, "init", "-q")
    git(hooks, "add", ".")
    git(hooks, "commit", "-q", "-m", "hooks")
    config = yaml.safe_load(HOOKS)
    (source,) = config["repos"]
    source.update(repo=str(hooks), rev=git(hooks, "rev-parse", "HEAD"))
    for hook in source["hooks"]:
        hook["language"] = "system"  # the documented way without an environment, which would need the network
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    git(repository, "add", ".")
    yield repository, {"PATH": program, "PRE_COMMIT_HOME": str(repository.parent / "home")}


def test_the_hooks_hold_up_a_commit_until_tasks_pass_and_reports_are_there(
    hooked: tuple[Path, dict[str, str]],
) -> None:
    repository, environment = hooked
    command = [sys.executable, "-m", "pre_commit", "run", "--color", "never"]
    done = execute(command, repository, **environment)
    assert done.returncode == 1, done.stderr
    assert done.stdout.count("FAILED  ./tasks/bad: not comparable") == 2
    assert "there is no MODEL_FAILURES.md" in done.stdout
    git(repository, "checkout", "main", "--", "tasks/bad")
    reviewer = shutil.which("reviewer", path=environment["PATH"])
    assert reviewer
    assert execute([reviewer, "score", "tasks/good", "--write"], repository).returncode == 0
    git(repository, "add", ".")
    done = execute([*command, "reviewer-check"], repository, **environment)
    assert done.returncode == 0, done.stdout


def test_the_hooks_do_not_run_where_no_task_is_touched(hooked: tuple[Path, dict[str, str]]) -> None:
    repository, environment = hooked
    git(repository, "commit", "-q", "-m", "work")
    (repository / "notes.txt").write_text("no task")
    git(repository, "add", ".")
    done = execute([sys.executable, "-m", "pre_commit", "run"], repository, **environment)
    assert done.returncode == 0
    assert done.stdout.count("no files to check") == 2

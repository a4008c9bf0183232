"""A task directory becomes a task, and what is wrong with it is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reviewer.errors import TaskError, UsageError
from reviewer.read import find_tasks, read_task

METADATA = {
    "platform": "CloudFormation",
    "language": "yml",
    "po_id": "42",
    "complexity": "hard",
    "aws_services": ["S3"],
}


def make_task(root: Path, folder: str = "lib", **files: str | bytes) -> Path:
    """Writes a small task; a file given as None stays away."""
    content: dict[str, str | bytes] = {
        f"{folder}/PROMPT.md": "Build a bucket.",
        f"{folder}/MODEL_RESPONSE.md": "model",
        f"{folder}/IDEAL_RESPONSE.md": "ideal",
        "metadata.json": json.dumps(METADATA),
    }
    content.update({name.replace("__", "/"): text for name, text in files.items()})
    for name, text in content.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


@pytest.mark.parametrize("folder", ["lib", "."])
def test_files_lie_at_the_root_or_in_lib(tmp_path: Path, folder: str) -> None:
    task = read_task(str(make_task(tmp_path, folder)))
    assert (task.id, task.model.text, task.ideal.text) == ("42", "model", "ideal")
    assert task.model.path == ("lib/MODEL_RESPONSE.md" if folder == "lib" else "MODEL_RESPONSE.md")
    assert (task.metadata.platform, task.metadata.language) == ("cfn", "yaml")
    assert task.notifications == ()


@pytest.mark.parametrize("name", ["MODEL_RESPONSE", "IDEAL_RESPONSE"])
def test_a_missing_response_is_the_users_error(tmp_path: Path, name: str) -> None:
    make_task(tmp_path)
    (tmp_path / "lib" / f"{name}.md").unlink()
    with pytest.raises(TaskError, match=name) as caught:
        read_task(str(tmp_path))
    assert caught.value.file == str(tmp_path)
    assert caught.value.hint


def test_a_missing_directory_is_the_users_error(tmp_path: Path) -> None:
    with pytest.raises(TaskError, match="no such directory"):
        read_task(str(tmp_path / "nowhere"))


def test_a_missing_prompt_is_a_notification(tmp_path: Path) -> None:
    make_task(tmp_path)
    (tmp_path / "lib/PROMPT.md").unlink()
    task = read_task(str(tmp_path))
    assert task.prompt is None
    assert "PROMPT.md" in task.notifications[0].message


def test_the_first_turn_is_the_default_and_the_task_says_so(tmp_path: Path) -> None:
    make_task(tmp_path, **{"lib__MODEL_RESPONSE2.md": "second", "lib__PROMPT2.md": "more"})
    task = read_task(str(tmp_path))
    assert (task.turn, task.turns, task.model.text) == (1, (1, 2), "model")
    assert "turn 1 is reviewed" in task.notifications[-1].message


@pytest.mark.parametrize("name", ["MODEL_RESPONSE2.md", "MODEL_RESPONSE 2.md", "MODEL_RESPONSE_2.md"])
def test_a_later_turn_can_be_chosen(tmp_path: Path, name: str) -> None:
    make_task(tmp_path, **{f"lib__{name}": "second", "lib__PROMPT2.md": "more"})
    task = read_task(str(tmp_path), turn=2)
    assert (task.model.text, task.ideal.text, task.turn) == ("second", "ideal", 2)
    assert task.prompt is not None
    assert task.prompt.text == "more"


def test_a_turn_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no turn 7"):
        read_task(str(make_task(tmp_path)), turn=7)


def test_the_lead_template_comes_first_and_its_twin_is_named(tmp_path: Path) -> None:
    make_task(tmp_path, **{"lib__TapStack.json": "{}", "lib__TapStack.yml": "a: 1", "lib__other.yml": "b: 1"})
    task = read_task(str(tmp_path))
    assert [file.path for file in task.deployed] == ["lib/TapStack.yml", "lib/other.yml"]
    assert [note.file for note in task.notifications] == ["lib/TapStack.json"]


def test_a_link_out_of_the_task_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("a: 1")
    make_task(tmp_path / "task")
    (tmp_path / "task/lib/TapStack.yml").symlink_to(secret)
    assert read_task(str(tmp_path / "task")).deployed == ()


#: What a repository has beside the responses of a task at its root, and no task deploys.
BESIDE = {
    "README.md": "# Readme",
    "package.json": "{}",
    "config.json": "{}",
    ".eslintrc.json": "{}",
    "docker-compose.yml": "services: {}",
    "conftest.py": "x = 1",
    "test_tap_stack.py": "x = 1",
    "src__events.json": "{}",
    "src__helper.py": "x = 1",
    "scripts__deploy.yml": "x: 1",
    "test__TapStack.json": "{}",
}
NO_METADATA = "{}"
IN_PYTHON = json.dumps(METADATA | {"platform": "cdk", "language": "python"})
IN_HCL = json.dumps(METADATA | {"platform": "tf", "language": "hcl"})


@pytest.mark.parametrize(
    ("metadata", "ideal", "files", "deployed"),
    [
        (json.dumps(METADATA), "ideal", (), ()),
        (NO_METADATA, "ideal", (), ()),
        (IN_PYTHON, "ideal", (), ()),
        (NO_METADATA, "ideal", ("TapStack.yml",), ("TapStack.yml",)),
        (json.dumps(METADATA), "ideal", ("template.yaml", "bin/x.yml"), ("bin/x.yml", "template.yaml")),
        (IN_PYTHON, "ideal", ("tap_stack.py", "lib/queue.py"), ("lib/queue.py", "tap_stack.py")),
        (
            IN_HCL,
            "ideal",
            ("main.tf", "network.tf", "modules/a/main.tf", "prod.tfvars"),
            ("main.tf", "modules/a/main.tf", "network.tf"),
        ),
        (json.dumps(METADATA), "### File: lib/stack.yml", ("stack.yml",), ("stack.yml",)),
        (IN_PYTHON, "`src/handler.py` and `app.py`", ("src/handler.py", "app.py"), ("app.py", "src/handler.py")),
        (json.dumps(METADATA), "my-stack.yml, stack.yml.j2, old/stack.yml", ("stack.yml",), ()),
    ],
)
def test_of_what_lies_beside_the_responses_only_a_stack_or_what_the_ideal_names_is_deployed(
    metadata: str, ideal: str, files: tuple[str, ...], deployed: tuple[str, ...], tmp_path: Path
) -> None:
    """A package.json or a script beside the responses gave fixes that nobody made."""
    wanted = dict.fromkeys((name.replace("/", "__") for name in files), "x = 1")
    written = {**BESIDE, **wanted, "./IDEAL_RESPONSE.md": ideal, "metadata.json": metadata}
    task = read_task(str(make_task(tmp_path, ".", **written)))
    assert tuple(file.path for file in task.deployed) == deployed


def test_a_tool_beside_lib_is_not_deployed_and_a_stack_is(tmp_path: Path) -> None:
    make_task(tmp_path, **{**BESIDE, "TapStack.yml": "a: 1", "lib__other.yml": "b: 1"})
    found = [file.path for file in read_task(str(tmp_path)).deployed]
    assert found == ["TapStack.yml", "lib/other.yml", "src/events.json"]


def test_code_of_other_platforms_is_found_by_language(tmp_path: Path) -> None:
    raw = json.dumps(METADATA | {"platform": "cdk", "language": "python"})
    files = {"metadata.json": raw, "lib__a__stack.py": "x = 1", "lib__main.tf": "", "tests__t.py": "y = 1"}
    task = read_task(str(make_task(tmp_path, **files)))
    assert [file.path for file in task.deployed] == ["lib/a/stack.py"]


def test_the_region_file_is_stripped(tmp_path: Path) -> None:
    task = read_task(str(make_task(tmp_path, lib__AWS_REGION="eu-west-1\n")))
    assert task.region is not None
    assert task.region.text == "eu-west-1"


def test_tasks_are_found_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b", "a/x", "c"):
        make_task(tmp_path / name)
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty/metadata.json").write_text("{}")
    assert list(find_tasks(str(tmp_path))) == [str(tmp_path / name) for name in ("a/x", "b", "c")]


def test_a_task_is_found_as_itself(tmp_path: Path) -> None:
    assert list(find_tasks(str(make_task(tmp_path)))) == [str(tmp_path)]

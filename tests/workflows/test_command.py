"""``reviewer batch``: as a process, clean output, an interruption, going on; in this process, all that needs none."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.cli.engines import Wanted, open_engine
from reviewer.cli.main import run
from reviewer.errors import UsageError
from reviewer.rubric import read_rubric
from reviewer.workflows.engine import Limits

TEMPLATE = {
    "Resources": {
        "Table": {
            "Type": "AWS::DynamoDB::Table",
            "Properties": {"BillingMode": "PAY_PER_REQUEST", "DeletionProtectionEnabled": True},
        }
    }
}


#: Tasks of a run that is to be stopped: so many that it can't be through before the first record is seen.
MANY = 250


def make_task(folder: Path, protected: bool) -> None:
    template = json.loads(json.dumps(TEMPLATE))
    ideal = json.loads(json.dumps(TEMPLATE))
    ideal["Resources"]["Table"]["Properties"]["DeletionProtectionEnabled"] = protected
    folder.mkdir(parents=True)
    (folder / "PROMPT.md").write_text("Create a table.\n")
    for name, value in (("MODEL", template), ("IDEAL", ideal)):
        (folder / f"{name}_RESPONSE.md").write_text(f"# Table\n\n```json\n{json.dumps(value, indent=2)}\n```\n")
    (folder / "metadata.json").write_text(json.dumps({"platform": "cfn", "language": "json", "po_id": folder.name}))


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many tasks, which no test changes."""
    folder = tmp_path_factory.mktemp("many") / "tasks"
    for number in range(MANY):
        make_task(folder / f"t{number:03}", bool(number % 2))
    return folder


@pytest.fixture
def _signals() -> Iterator[None]:
    """Leaves the signals of this process as they were: the command takes SIGTERM for itself."""
    kept = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, kept)


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "reviewer", "batch", *arguments]
    return subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def execute(*arguments: str) -> tuple[int, str, str]:
    with start(*arguments) as process:
        out, err = process.communicate(timeout=60)
    return process.returncode, out, err


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("interruption", "engine"), [(signal.SIGINT, "local"), (signal.SIGTERM, "local"), (signal.SIGINT, "dask")]
)
def test_an_interruption_leaves_valid_output_and_says_how_to_go_on(
    tmp_path: Path, own_cache: Path, tasks: Path, interruption: signal.Signals, engine: str
) -> None:
    out = tmp_path / "out.jsonl"
    with start(str(tasks), "--jobs", "1", "--engine", engine, "--format", f"jsonl:{out}") as process:
        while process.poll() is None and (not out.exists() or not out.stat().st_size):
            time.sleep(0.005)
        process.send_signal(interruption)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "--resume" in err
    assert "Traceback" not in err
    done = [json.loads(line)["task"]["id"] for line in out.read_text().splitlines()]
    assert 0 < len(done) < MANY
    assert done == [f"t{number:03}" for number in range(len(done))]
    code, _, err = execute(str(tasks), "--resume", "--format", f"jsonl:{out}")
    assert code == 0, err
    assert "kept" in err
    assert [json.loads(line)["task"]["id"] for line in out.read_text().splitlines()] == [
        f"t{n:03}" for n in range(MANY)
    ]


@pytest.mark.usefixtures("_signals", "own_cache")
@pytest.mark.parametrize(("failed", "kept"), [(5, True), (7, True), (7, False)])
def test_of_many_failures_the_first_are_named_and_the_rest_is_counted(
    tmp_path: Path, failed: int, kept: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is not named is no secret: the summary says how many there are and how to see and review them."""
    names = tmp_path / "names.txt"
    names.write_text("".join(f"{tmp_path}/gone-{number}\n" for number in range(failed)))
    out = tmp_path / "my out.jsonl"
    assert run(["batch", str(names), "--jobs", "1", "--format", f"jsonl:{out}" if kept else "csv"]) == 0
    err = capsys.readouterr().err
    assert err.count("\nfailed: ") == 5
    told = next((line for line in err.splitlines() if line.startswith("and 2 more failed; ")), None)
    assert (told is None) is (failed == 5)
    if told and kept:
        listed = subprocess.run(  # noqa: S602 - our own words, as they are to be typed
            told.partition("; ")[2].partition(" shows")[0], shell=True, check=True, capture_output=True, text=True
        )
        assert [json.loads(line)["status"] for line in listed.stdout.splitlines()] == ["failed"] * failed
        assert f"--only-failed --format 'jsonl:{out}'" in told
    elif told:
        assert "jsonl:PATH" in told
        assert "--only-failed" in told


@pytest.mark.usefixtures("own_cache")
def test_standard_output_holds_nothing_but_records_and_the_cache_gives_the_same_bytes(tasks: Path) -> None:
    wanted = (str(tasks), "--sample", "10", "--format", "jsonl")
    code, first, err = execute(*wanted)
    assert code == 0, err
    assert {json.loads(line)["status"] for line in first.splitlines()} == {"scored"}
    assert len(first.splitlines()) == 10
    _, second, err = execute(*wanted)
    assert second == first
    assert "10 cached" in err


def test_a_cluster_of_this_machine_gives_the_bytes_of_the_processes_of_this_machine(
    tasks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rubric travels there, and a relative path is the same task."""
    monkeypatch.chdir(tasks.parent)
    wanted = (tasks.name, "--sample", "10", "--no-cache", "--format", "jsonl")
    _, first, _ = execute(*wanted)
    code, second, err = execute(*wanted, "--engine", "dask", "--jobs", "1")
    assert code == 0, err
    assert len(second.splitlines()) == 10
    assert second == first
    assert "Warning" not in err


def test_without_the_extra_the_user_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.cli.engines.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'reviewer\[dask\]'"):
        open_engine("dask", Wanted(read_rubric(), None, Limits(), None, None, 1))


@pytest.mark.usefixtures("_signals", "own_cache")
@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere",),
        (".", "--resume"),
        (".", "--format", "xml:x"),
        (),
        ("{tasks}", "--engine", "moon"),
        ("{tasks}", "--scheduler", "tcp://127.0.0.1:1"),
        ("{tasks}", "--engine", "dask", "--scheduler", "gopher://x"),
        ("{tasks}", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "--jobs", "2"),
    ],
)
def test_what_the_user_got_wrong_is_one_line_and_exit_2(
    tmp_path: Path,
    arguments: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("reviewer.workflows.cluster.PATIENCE", 0.3)
    make_task(tmp_path / "tasks" / "t", protected=True)
    assert run(["batch", *(each.format(tasks=tmp_path / "tasks") for each in arguments)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1

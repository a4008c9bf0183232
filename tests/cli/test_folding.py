"""Reports of lines fold at a terminal's width, and stay whole in a pipe, where they are searched line by line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reviewer.cli.main import run
from reviewer.render.wrap import fold, measure
from tests.tasks import SAMPLES, response, template, write_task

RESPONSES = [str(SAMPLES / "101000894" / "lib" / f"{side}_RESPONSE.md") for side in ("MODEL", "IDEAL")]


@pytest.fixture
def arguments(request: pytest.FixtureRequest, tmp_path: Path, own_cache: Path) -> list[str]:
    """The arguments of a command, over a task whose path alone is wider than a terminal."""
    changed = template(Resources__OrderTable__Properties__BillingMode="PROVISIONED")
    task = str(write_task(tmp_path / ("orders-" * 5) / ("intake-" * 5), response(template()), response(changed)))
    results = [str(tmp_path / f"{name}.jsonl") for name in ("old", "new")]
    words: list[str] = request.param
    if "OLD" in words:
        Path(results[0]).write_text("", encoding="utf-8")
    if {"NEW", "RESULTS"} & set(words):
        assert run(["batch", task, "--jobs", "1", "--format", f"jsonl:{results[1]}"]) == 0
    filled = {"TASK": task, "OLD": results[0], "NEW": results[1], "RESULTS": results[1]}
    return [filled.get(word, word) for word in words]


COMMANDS = [
    ["diff", *RESPONSES],
    ["gate", "TASK", "--fail-under", "10"],
    ["check", "TASK"],
    ["compare", "OLD", "NEW"],
    ["duplicates", "RESULTS"],
    ["rubric", "list"],
    ["rubric", "explain", "deletion-protection-off"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda words: words[0] + words[-1][:9], indirect=True)
def test_lines_fold_on_a_terminal_and_stay_whole_in_a_pipe(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """No line is wider than the terminal, no word is lost, and the pipe has each line as one."""
    capsys.readouterr()
    run(arguments)
    piped = capsys.readouterr().out
    shown = {}
    for width in (80, 160):
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        run(arguments)
        shown[width] = capsys.readouterr().out
        assert max(map(measure, shown[width].splitlines())) <= width
        assert "".join(shown[width].split()) == "".join(piped.split())
    if arguments[:2] != ["rubric", "list"]:  # its lines are short
        assert max(map(measure, piped.splitlines())) > 80
        assert len(shown[80].splitlines()) > len(piped.splitlines())


@pytest.mark.parametrize("arguments", [["batch", "TASK", "--jobs", "1"]], ids=["batch"], indirect=True)
def test_the_summary_of_a_batch_folds_where_standard_error_is_a_terminal(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Each stream by itself: the list of tasks may go into a file while the summary is read."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    run(arguments)
    out, err = capsys.readouterr()
    told = err.replace("\r\x1b[K", "\n").splitlines()
    assert max(map(measure, told)) <= 80
    assert "".join(arguments[1].split()) in "".join("".join(told).split())
    assert max(map(measure, out.splitlines())) > 80


@pytest.mark.parametrize(
    ("line", "width", "folded"),
    [
        ("short", 5, ["short"]),
        ("a  line  that fits", 20, ["a  line  that fits"]),
        ("FAILED  tasks/one: 7 is below 8", 20, ["FAILED  tasks/one: 7", "        is below 8"]),
        ("        first: add monitoring", 22, ["        first: add", "          monitoring"]),
        ("~ /Resources/Table  [a | b]  1 -> 2", 22, ["~ /Resources/Table [a", "  | b] 1 -> 2"]),
        ("  + B rule: its title", 14, ["  + B rule:", "    its title"]),
        ("  10   78%  tasks/one: rare", 22, ["  10   78%  tasks/one:", "            rare"]),
        ("scores: 1 up, 0 down", 14, ["scores: 1", "  up, 0 down"]),
    ],
)
def test_further_lines_hang_behind_the_label(line: str, width: int, folded: list[str]):
    """What stands before the text of a line stays alone in its columns."""
    assert fold(line, width) == folded

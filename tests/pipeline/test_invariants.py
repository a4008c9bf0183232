"""The invariants of the design over the whole line, from files on disk to the review."""

from __future__ import annotations

import copy
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import jsonpatch
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reviewer import Review, review_task
from reviewer.cli.main import run
from reviewer.render import RENDERERS
from reviewer.review import ChangeRecord, Lines
from tests.pipeline.variations import (
    WRITERS,
    Side,
    Step,
    Variation,
    answer,
    as_json,
    as_short_yaml,
    as_yaml,
    by_seed,
    vary,
)
from tests.rubrics import shipped
from tests.tasks import write_task

RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
RUBRIC = shipped()

STEP: st.SearchStrategy[Step] = st.tuples(st.integers(0, 5), st.integers(0, 80), st.integers(0, 30))


def steps(most: int) -> st.SearchStrategy[tuple[Step, ...]]:
    return st.lists(STEP, max_size=most).map(tuple)


def sides(most: int) -> st.SearchStrategy[Side]:
    prose = st.lists(st.integers(0, 4), max_size=4).map(tuple)
    return st.builds(Side, steps(most), st.sampled_from(list(WRITERS)), prose)


VARIATIONS = st.builds(Variation, sides(3), sides(6), st.none() | steps(3))


@contextmanager
def folder() -> Iterator[Path]:
    """A directory per example: hypothesis runs many within one test."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def review_texts(model: str, ideal: str) -> Review:
    with folder() as base:
        return review_task(str(write_task(base / "t", model, ideal)), RUBRIC)


@RELAXED
@given(VARIATIONS)
def test_every_change_is_in_one_fix_or_without_meaning(variation: Variation):
    """Conservation: N changes are M in fixes and K without meaning, whatever the task."""
    with folder() as base:
        review = review_task(str(variation.write(base / "t")), RUBRIC)
    assert review.changes.total == review.changes.in_fixes + review.changes.without_meaning
    assert review.changes.in_fixes == sum(len(fix.changes) for fix in review.fixes)
    assert all(fix.changes for fix in review.fixes)
    counted = (review.counts.A, review.counts.B, review.counts.C)
    assert counted == tuple(sum(fix.category == name for fix in review.fixes) for name in "ABC")


@RELAXED
@given(sides(5))
def test_a_response_against_itself_has_no_change(side: Side):
    """Identity: the same text on both sides gives nothing at all."""
    review = review_texts(side.text(), side.text())
    assert review.changes.total == 0
    assert review.fixes == ()


def _reordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _reordered(value[key]) for key in reversed(value)}
    return [_reordered(each) for each in value] if isinstance(value, list) else value


def _as_text(value: Any) -> Any:
    """Numbers and booleans as CloudFormation takes them too; what functions are given keeps its type."""
    if isinstance(value, dict) and any(key.startswith(("Fn::", "Ref")) for key in value):
        return value
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else value


#: Keys of the template under which one text and the list of that text mean the same.
LISTED = ("Action", "Service", "DependsOn", "ManagedPolicyArns")


def _listed(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _listed(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_listed(each) for each in value]
    return [value] if key in LISTED and isinstance(value, str) else value


REWRITINGS: dict[str, Callable[[Any], str]] = {
    "keys in another order": lambda made: as_json(_reordered(made)),
    "other indentation": lambda made: as_json(made, 4),
    "on one line": lambda made: as_json(made, None),
    "escaped": lambda made: json.dumps(made, indent=1, ensure_ascii=True),
    "numbers and booleans as text": lambda made: as_json(_as_text(made)),
    "lists of one": lambda made: as_json(_listed(made)),
    "yaml": as_yaml,
    "yaml with short tags": as_short_yaml,
    "yaml in another order": lambda made: as_short_yaml(_reordered(made)),
}


@pytest.mark.parametrize("name", REWRITINGS)
@settings(RELAXED, max_examples=20)
@given(steps(5))
def test_another_spelling_of_the_same_is_no_fix(name: str, made: tuple[Step, ...]):
    """Identity: the same template spelled otherwise has changes without meaning at most."""
    template = vary(made)
    language = "yaml" if name.startswith("yaml") else "json"
    review = review_texts(answer(as_json(template)), answer(REWRITINGS[name](template), language))
    assert [(fix.rule, fix.changes) for fix in review.fixes] == []
    assert review.changes.total == review.changes.without_meaning


@RELAXED
@given(VARIATIONS)
def test_every_place_is_true_to_the_file(variation: Variation):
    """Locality: lines lie in the file, quotes are its lines, a replaced value stands in them."""
    with folder() as base:
        task = variation.write(base / "t")
        review = review_task(str(task), RUBRIC)
        files = {path: (task / path).read_text(encoding="utf-8").split("\n") for path in review.task.files.values()}
    for change in (change for fix in review.fixes for change in fix.changes):
        _check_sides(change)
        for place in (change.model, change.ideal, change.deployed):
            if place is not None:
                _check_lines(place, files)
        if change.op == "replace" and change.pointer is not None:
            left, right = [each for each in (change.model, change.ideal, change.deployed) if each is not None]
            assert _stands_in(change.before, left, files), change
            assert _stands_in(change.after, right, files), change


def _check_sides(change: ChangeRecord) -> None:
    """An added value has no left side, a removed one no right side, every other both."""
    left, right = (change.ideal, change.deployed) if change.deployed else (change.model, change.ideal)
    if change.deployed is None and change.model is None:
        left, right = (None, change.ideal) if change.op == "add" else (change.ideal, None)
    assert (left is not None) == (change.op != "add"), change
    assert (right is not None) == (change.op != "remove"), change


def _check_lines(place: Lines, files: dict[str, list[str]]) -> None:
    lines = files[place.file]
    assert 1 <= place.start <= place.end <= len(lines)
    assert place.quote
    cut = lines[place.start - 1 : place.end][: len(place.quote)]
    assert [line[: len(quote)] for line, quote in zip(cut, place.quote, strict=True)] == list(place.quote)


def _stands_in(value: Any, place: Lines, files: dict[str, list[str]]) -> bool:
    """Whether the text of a scalar on one line is to be read there, in any of its spellings."""
    if isinstance(value, (dict, list)) or value is None or (isinstance(value, str) and not value.isprintable()):
        return True
    text = "\n".join(files[place.file][place.start - 1 : place.end])
    spelled = str(value)
    return any(each in text for each in (spelled, json.dumps(value), spelled.lower(), spelled.replace("'", "''")))


def captured(arguments: list[str]) -> str:
    """What a command prints, for tests that hypothesis runs many times."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        assert run(arguments) == 0
    return out.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


def _exact(value: Any) -> Any:
    """Tells apart what ``==`` does not, and leaves the order of keys aside."""
    if isinstance(value, dict):
        return {key: _exact(value[key]) for key in sorted(value)}
    return [_exact(each) for each in value] if isinstance(value, list) else (type(value).__name__, value)


@settings(RELAXED, max_examples=60)
@given(steps(4), steps(6), st.sampled_from(list(WRITERS)))
@example((), ((0, 1, 15), (5, 0, 0), (0, 41, 11)), "json")  # a text with a dot as the argument of Fn::GetAtt
@example((), ((0, 1, 15), (5, 0, 0), (0, 41, 11)), "yaml")
@example((), ((0, 1, 15), (5, 0, 0), (0, 41, 11)), "short")
def test_the_patch_turns_one_template_into_the_other(left: tuple[Step, ...], right: tuple[Step, ...], writer: str):
    """Round trip: what ``reviewer diff --format patch`` prints, applied to the first file, gives the second."""
    made = vary(left), vary(right)
    with folder() as base:
        names = base / "left.json", base / ("right.json" if writer == "json" else "right.yaml")
        names[0].write_text(as_json(made[0]), encoding="utf-8")
        names[1].write_text(WRITERS[writer](made[1]), encoding="utf-8")
        patch = json.loads(captured(["diff", *map(str, names), "--format", "patch"]))
    assert _filled(jsonpatch.apply_patch(copy.deepcopy(made[0]), patch)) == _filled(made[1])


def _filled(template: dict[str, Any]) -> Any:
    """Leaves out sections that hold nothing: they declare nothing, and no element stands for them."""
    return _exact({key: value for key, value in template.items() if value != {}})


@settings(RELAXED, max_examples=25)
@given(VARIATIONS)
def test_two_runs_give_the_same_bytes(variation: Variation):
    """Determinism within a process: nothing is kept from one review to the next."""
    with folder() as base:
        task = str(variation.write(base / "t"))
        first, second = (review_task(task, RUBRIC) for _ in range(2))
    assert [render(first) for render in RENDERERS.values()] == [render(second) for render in RENDERERS.values()]


#: Reviews the tasks named on the command line in one process and prints every report; the rubric is loaded once.
_PRINT_ALL = """
import sys
from reviewer import load_rubric, review_task
from reviewer.render import RENDERERS
rubric = load_rubric()
for task in sys.argv[1:]:
    review = review_task(task, rubric)
    for name in ("json", "md"):
        sys.stdout.buffer.write(RENDERERS[name](review).encode("utf-8"))
"""


def _hashed(seed: str, tasks: list[str]) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", _PRINT_ALL, *tasks]
    return subprocess.run(command, env=environment, check=True, capture_output=True).stdout  # noqa: S603


def test_two_processes_give_the_same_bytes(tmp_path: Path):
    """Determinism across processes: the order of sets and the seed of hashes reach no output."""
    tasks = [str(by_seed(seed).write(tmp_path / f"t{seed}")) for seed in range(24)]
    first = _hashed("1", tasks)
    assert first.count(b'"schema"') == len(tasks)
    assert _hashed("2", tasks) == first

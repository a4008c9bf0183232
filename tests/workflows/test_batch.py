"""A batch from sources to outputs: resume, cache, retries, filters, what an interruption leaves."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.errors import UsageError
from reviewer.workflows.batch import Batch, Work, select_records, write_records
from reviewer.workflows.cache import Cache
from reviewer.workflows.engine import Limits
from reviewer.workflows.outputs import open_output, parse_target, parse_targets
from reviewer.workflows.outputs.rows import REVIEW_COLUMNS, TABLES
from reviewer.workflows.plan import Request, open_outputs, plan_batch
from reviewer.workflows.pool import Pool
from reviewer.workflows.records import Record
from reviewer.workflows.summary import Summary

from .fakes import RUBRIC, set_up


def find_fakes(root: str) -> Iterator[str]:
    yield from sorted(str(each.parent) for each in Path(root).rglob("MODEL_RESPONSE.md"))


def make_tasks(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).mkdir(parents=True)
        (root / name / "MODEL_RESPONSE.md").write_text(f"answer of {name}")
    return root


def open_cache(folder: Path, rubric: str = RUBRIC.sha256, program: str = "1") -> Cache:
    return Cache(folder / "cache" / "reviews.sqlite", rubric=rubric, program=program)


def run(
    tasks: Path,
    *targets: str,
    cache: Cache | None = None,
    stop_after: int | None = None,
    sample: int | None = None,
    resume: bool = False,
    only_failed: bool = False,
) -> Summary:
    """The whole of ``reviewer batch`` but what it prints."""
    request = Request(
        sources=(str(tasks),),
        targets=parse_targets(targets),
        resume=resume,
        only_failed=only_failed,
        sample=sample,
    )
    plan, summary = plan_batch(request, find_fakes, RUBRIC.sha256, cache), Summary()
    with Pool(set_up, 2, Limits(20.0, 0)) as pool:
        records = Batch(pool, RUBRIC, cache=cache).run(plan.tasks)
        outputs = open_outputs(request, plan, None)
        try:
            write_records(stop(records, stop_after), outputs, summary)
        except KeyboardInterrupt:
            assert stop_after is not None
    if cache:
        cache.close()
    return summary


def stop(records: Iterator[Record], after: int | None) -> Iterator[Record]:
    for record in records:
        if record.place == after:
            raise KeyboardInterrupt
        yield record


def read_paths(file: Path) -> list[str]:
    return [Path(json.loads(line)["task"]["path"]).name for line in file.read_text("utf-8").splitlines()]


NAMES = [f"{place}-task" for place in range(10)]


def test_an_interrupted_run_leaves_whole_lines_and_resume_completes_them(tmp_path: Path) -> None:
    tasks, out = make_tasks(tmp_path / "tasks", *NAMES), tmp_path / "out.jsonl"
    run(tasks, f"jsonl:{tmp_path / 'whole.jsonl'}")
    run(tasks, f"jsonl:{out}", stop_after=4)
    assert read_paths(out) == NAMES[:4]
    summary = run(tasks, f"jsonl:{out}", f"csv:{tmp_path / 'out.csv'}", resume=True)
    assert summary.origins == {"kept": 4, "reviewed": 6}
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 11


def test_resume_drops_half_a_line_and_what_another_rubric_judged(tmp_path: Path) -> None:
    tasks, out = make_tasks(tmp_path / "tasks", *NAMES), tmp_path / "out.jsonl"
    run(tasks, f"jsonl:{out}")
    whole = out.read_bytes()
    out.write_bytes(whole[:-40])
    assert run(tasks, f"jsonl:{out}", resume=True).origins == {"kept": 9, "reviewed": 1}
    assert out.read_bytes() == whole
    out.write_bytes(whole.replace(RUBRIC.sha256.encode(), b"e" * 64))
    assert run(tasks, f"jsonl:{out}", resume=True).origins == {"reviewed": 10}


def test_resume_of_a_finished_run_does_nothing_and_of_none_starts_one(tmp_path: Path) -> None:
    tasks, out = make_tasks(tmp_path / "tasks", *NAMES), tmp_path / "out.jsonl"
    assert run(tasks, f"jsonl:{out}", resume=True).origins == {"reviewed": 10}
    assert run(tasks, f"jsonl:{out}", resume=True).origins == {"kept": 10}


def test_a_task_that_came_in_between_is_in_its_place_after_resume(tmp_path: Path) -> None:
    tasks, out = make_tasks(tmp_path / "tasks", *NAMES), tmp_path / "out.jsonl"
    run(tasks, f"jsonl:{out}")
    make_tasks(tasks, "4-zzz")
    run(tasks, f"jsonl:{out}", resume=True)
    assert read_paths(out) == sorted([*NAMES, "4-zzz"])


def test_only_failed_keeps_the_other_records_and_an_interruption_keeps_all(tmp_path: Path) -> None:
    tasks, out = make_tasks(tmp_path / "tasks", *NAMES, "raise-1"), tmp_path / "out.jsonl"
    run(tasks, f"jsonl:{out}")
    before = out.read_bytes()
    run(tasks, f"jsonl:{out}", only_failed=True, stop_after=3)
    assert out.read_bytes() == before
    assert run(tasks, f"jsonl:{out}", only_failed=True).origins == {"kept": 10, "reviewed": 1}
    assert out.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["out.jsonl", "tasks"]


def test_unchanged_tasks_come_from_the_cache_and_one_changed_byte_is_seen(tmp_path: Path) -> None:
    tasks, out = make_tasks(tmp_path / "tasks", *NAMES, "raise-1"), tmp_path / "out.jsonl"
    assert run(tasks, f"jsonl:{out}", cache=open_cache(tmp_path)).origins == {"reviewed": 11}
    first = out.read_bytes()
    again = run(tasks, f"jsonl:{out}", cache=open_cache(tmp_path))
    assert again.origins == {"cached": 10, "reviewed": 1}
    assert out.read_bytes() == first
    (tasks / "3-task" / "MODEL_RESPONSE.md").write_text("answer of 3-tasK")
    (tasks / "4-task" / "MODEL_FAILURES.md").write_text("a report")
    assert run(tasks, cache=open_cache(tmp_path)).origins == {"cached": 9, "reviewed": 2}


def test_resume_reviews_a_task_whose_files_changed_since(tmp_path: Path) -> None:
    tasks, out = make_tasks(tmp_path / "tasks", *NAMES), tmp_path / "out.jsonl"
    run(tasks, f"jsonl:{out}", cache=open_cache(tmp_path), stop_after=6)
    (tasks / "3-task" / "MODEL_RESPONSE.md").write_text("another answer")
    summary = run(tasks, f"jsonl:{out}", cache=open_cache(tmp_path), resume=True)
    assert summary.origins["kept"] == 3
    assert read_paths(out) == NAMES


def test_a_review_under_a_rubric_that_changed_during_the_run_is_not_kept(tmp_path: Path) -> None:
    tasks = make_tasks(tmp_path / "tasks", *NAMES)
    for _ in range(2):  # the fake workers judge by RUBRIC, whatever the parent has read
        assert run(tasks, cache=open_cache(tmp_path, rubric="0" * 64)).origins == {"reviewed": 10}


@pytest.mark.parametrize("change", [{"rubric": "0" * 64}, {"program": "2"}])
def test_another_rubric_or_program_is_never_served_what_was_kept(tmp_path: Path, change: dict[str, str]) -> None:
    tasks = make_tasks(tmp_path / "tasks", *NAMES)
    run(tasks, cache=open_cache(tmp_path))
    assert run(tasks, cache=open_cache(tmp_path, **change)).origins == {"reviewed": 10}


def test_a_cached_review_bears_the_name_that_the_task_has_now(tmp_path: Path) -> None:
    tasks, out = make_tasks(tmp_path / "tasks", *NAMES), tmp_path / "out.jsonl"
    run(tasks, cache=open_cache(tmp_path))
    moved = tasks.rename(tmp_path / "moved")
    assert run(moved, f"jsonl:{out}", cache=open_cache(tmp_path)).origins == {"cached": 10}
    assert json.loads(out.read_text().splitlines()[0])["task"]["path"] == str(moved / "0-task")


def test_a_cache_file_that_is_garbage_is_made_anew(tmp_path: Path) -> None:
    tasks = make_tasks(tmp_path / "tasks", *NAMES)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "reviews.sqlite").write_bytes(b"this is no database, and long enough to be seen as none" * 99)
    run(tasks, cache=open_cache(tmp_path))
    assert run(tasks, cache=open_cache(tmp_path)).origins == {"cached": 10}


def test_a_damaged_entry_is_reviewed_anew(tmp_path: Path) -> None:
    tasks = make_tasks(tmp_path / "tasks", *NAMES)
    run(tasks, cache=open_cache(tmp_path))
    with sqlite3.connect(tmp_path / "cache" / "reviews.sqlite") as database:
        database.execute("UPDATE reviews SET line = 'no zlib' WHERE path LIKE '%3-task'")
        database.execute("UPDATE reviews SET brief = '[]' WHERE path LIKE '%4-task'")
    database.close()
    assert run(tasks, cache=open_cache(tmp_path)).origins == {"cached": 8, "reviewed": 2}


def test_a_cache_that_cannot_be_opened_only_makes_the_run_slower(tmp_path: Path) -> None:
    tasks = make_tasks(tmp_path / "tasks", *NAMES)
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert run(tasks, cache=open_cache(tmp_path)).origins == {"reviewed": 10}


def test_every_output_has_every_record(tmp_path: Path) -> None:
    tasks = make_tasks(tmp_path / "tasks", *NAMES, "raise-1")
    run(tasks, f"sqlite:{tmp_path / 'out.db'}", f"csv:{tmp_path / 'out.csv'}", f"jsonl:{tmp_path / 'out.jsonl'}")
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text().splitlines()))
    assert tuple(rows[0]) == REVIEW_COLUMNS
    assert [row["status"] for row in rows] == ["scored"] * 10 + ["failed"]
    database = sqlite3.connect(tmp_path / "out.db")
    sizes = {table: len(database.execute(f"SELECT * FROM {table}").fetchall()) for table in TABLES}  # noqa: S608
    assert sizes == {"reviews": 11, "fixes": 10, "changes": 10, "notifications": 1}
    assert database.execute("SELECT before, after FROM changes WHERE seq = 0").fetchall() == [("true", "false")]
    database.close()


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path) -> None:
    output = open_output(parse_target(f"csv:{tmp_path / 'out.csv'}"))
    with Pool(set_up, 1, Limits()) as pool:
        write_records(Batch(pool, RUBRIC).run([Work("=cmd()")]), [output], Summary())
    assert "'=cmd()" in (tmp_path / "out.csv").read_text()


def test_filters_number_what_is_left_anew(tmp_path: Path) -> None:
    with Pool(set_up, 1, Limits()) as pool:
        records = list(Batch(pool, RUBRIC).run(Work(name) for name in [*NAMES, "raise-1"]))
    low = list(select_records(records, below=3.5))
    assert [(record.place, record.path) for record in low] == list(enumerate(NAMES[:4]))
    assert not list(select_records(records, platform="tf"))


def test_a_summary_counts_and_names(tmp_path: Path) -> None:
    summary = run(make_tasks(tmp_path / "tasks", *NAMES, "raise-1"))
    assert (summary.total, summary.passed, summary.below) == (11, 2, 8)
    assert summary.statuses == {"scored": 10, "failed": 1}
    assert summary.frequent() == [("deletion-protection", 10)]
    assert [Path(path).name for path, _ in summary.failures()] == ["raise-1"]


@pytest.mark.parametrize(
    ("options", "targets"),
    [
        ({"resume": True}, ()),
        ({"only_failed": True}, ("csv:x.csv",)),
        ({"resume": True, "only_failed": True}, ("jsonl:x",)),
        ({"only_failed": True}, ("jsonl:/nowhere/x",)),
        ({}, ("jsonl:/nowhere/x",)),
        ({}, ("jsonl:x", "csv:x")),
    ],
)
def test_options_that_make_no_sense_are_the_users_error(
    tmp_path: Path, options: dict[str, bool], targets: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError):
        run(make_tasks(tmp_path / "tasks", "1-task"), *targets, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("target", ["xml:out", "sqlite", "sqlite:-"])
def test_a_format_that_there_is_not_is_the_users_error(target: str) -> None:
    with pytest.raises(UsageError):
        parse_target(target)

"""Which tasks a batch finds, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.errors import UsageError
from reviewer.workflows.sources import TaskList, find_sources, sample_names

from .test_batch import find_fakes, make_tasks


def find(*sources: object, lines: tuple[str, ...] = ()) -> list[str]:
    return list(find_sources([str(each) for each in sources], find_fakes, lines))


def test_directories_lists_globs_and_lines_name_the_same_tasks(tmp_path: Path) -> None:
    tasks = make_tasks(tmp_path / "tasks", "a/1", "a/2", "b/3")
    listed = tmp_path / "list.txt"
    listed.write_text(f"{tasks / 'a'}\n\n{tasks / 'b' / '3'}\n")
    expected = [str(tasks / name) for name in ("a/1", "a/2", "b/3")]
    assert find(tasks) == expected
    assert find(listed) == expected
    assert find(tasks / "*") == expected
    assert find("-", lines=(f"{tasks}\n",)) == expected


def test_a_listed_name_that_is_no_task_is_kept_to_fail_by_itself(tmp_path: Path) -> None:
    assert find("-", lines=("nowhere\n", f"{tmp_path}\r\n")) == ["nowhere", str(tmp_path)]


def test_a_document_with_a_link_in_it_is_no_list(tmp_path: Path) -> None:
    """One line says where, rather than that the first half of a sentence is an unknown protocol."""
    page = tmp_path / "README.md"
    page.write_text("# Tasks\n\nSee https://example.org/tasks for more.\n")
    with pytest.raises(UsageError, match="no list of tasks") as caught:
        find(page)
    assert (caught.value.file, caught.value.line) == (str(page), 3)
    assert len(str(caught.value)) < len(str(page)) + 100


@pytest.mark.parametrize("source", ["nowhere", "nothing-*", "."])
def test_a_source_without_any_task_is_the_users_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError):
        find(source)


def test_a_list_of_tasks_can_be_gone_through_twice_whatever_the_names() -> None:
    names = ["plain", "with\nline end", "\udcff not UTF-8", "x" * 100_000, "last"]
    tasks = TaskList(names)
    assert len(tasks) == 5
    assert list(tasks) == list(tasks) == names


def test_a_sample_is_the_same_every_time_and_keeps_the_order() -> None:
    names = [f"task-{place}" for place in range(100)]
    chosen = sample_names(names, 10, seed=1)
    assert chosen == sample_names(names, 10, seed=1) == [name for name in names if name in chosen]
    assert chosen != sample_names(names, 10, seed=2)
    more = sample_names([*names, "one more"], 10, seed=1)
    assert len(set(more) - set(chosen)) <= 1
    assert sample_names(names, 500, seed=1) == names

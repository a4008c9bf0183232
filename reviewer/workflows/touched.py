"""The tasks that a pull request touches, by git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from reviewer.errors import UsageError
from reviewer.workflows.sources import Finder

#: Seconds that git may take; a difference of names takes milliseconds.
PATIENCE = 60


def find_touched(revision: str, root: str, find_tasks: Finder) -> Iterator[str]:
    """Finds the tasks below a directory that have changed since a revision.

    Committed, staged, unstaged and untracked files count; the comparison starts where the branch left ``revision``, so
    that what others merged in the meantime is no change of this one. A task that is gone is no task.

    Args:
        revision: as git takes it (``origin/main``, a tag, a hash).
        root: where to look, as the user typed it.
        find_tasks: finds the tasks below a directory.

    Yields:
        The tasks that ``find_tasks`` yields, as far as they are touched.

    Raises:
        UsageError: where git is missing, or knows no such revision or no such repository.
    """
    if not Path(root).is_dir():
        raise UsageError("no such directory", file=root, hint="give a directory in a git repository")
    touched = {str(folder) for name in _list_changed(revision, root) for folder in PurePosixPath(name).parents}
    for task in find_tasks(root):
        if Path(task).relative_to(root).as_posix() in touched:
            yield task


def _list_changed(revision: str, root: str) -> list[str]:
    """Names below the root, relative to it."""
    base = _run_git(root, "merge-base", "--end-of-options", revision, "HEAD", refused=revision).strip()
    changed = _run_git(
        root, "diff", "--no-ext-diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", "."
    )
    new = _run_git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return [name for name in (changed + new).split("\0") if name]


def _run_git(root: str, *arguments: str, refused: str | None = None) -> str:
    # A file that git takes from the repository's own configuration must not run a program of the pull request's.
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the revision can't be taken for an option
            command, cwd=root, capture_output=True, check=False, timeout=PATIENCE
        )
    except FileNotFoundError:
        raise UsageError(
            "--changed-since needs git, which is not installed", hint="install it, or name the tasks"
        ) from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git took more than {PATIENCE} s", file=root, hint="name the tasks instead") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        hint = "fetch the whole history, e.g. fetch-depth: 0 in actions/checkout" if refused is not None else ""
        what = f"git knows no revision {refused!r} here" if refused is not None else "git failed"
        raise UsageError(f"{what} ({said[-1] if said else 'no common history'})", file=root, hint=hint)
    return done.stdout.decode("utf-8", "surrogateescape")

"""The tasks that a pull request touches, by git."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from reviewer.errors import UsageError
from reviewer.workflows.sources import Finder

#: Seconds that git may take; a difference of names takes milliseconds.
PATIENCE = 60
#: Exit code of ``git merge-base`` where there is no common commit.
_NONE: Final = 1
_FETCH: Final = "`git fetch --unshallow`, or fetch-depth: 0 in actions/checkout"


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
        UsageError: where git is missing, there is no repository, or the revision is not known in it.
    """
    if not Path(root).is_dir():
        raise UsageError("no such directory", file=root, hint="give a directory in a git repository")
    touched = {str(folder) for name in _list_changed(revision, root) for folder in PurePosixPath(name).parents}
    for task in find_tasks(root):
        if Path(task).relative_to(root).as_posix() in touched:
            yield task


def _list_changed(revision: str, root: str) -> list[str]:
    """Names below the root, relative to it."""
    base = _find_base(revision, root)
    changed = _read_git(
        root, "diff", "--no-ext-diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", "."
    )
    new = _read_git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return [name for name in (changed + new).split("\0") if name]


def _find_base(revision: str, root: str) -> str:
    """The commit in which the branch left a revision.

    Raises:
        UsageError: where there is none; what git says of it is told apart, because each has another remedy.
    """
    found = _run_git(root, "merge-base", "--end-of-options", revision, "HEAD")
    if not found.code:
        return found.out.strip()
    repository = _run_git(root, "rev-parse", "--git-dir")
    if repository.code and "safe.directory" in repository.error:
        hint = f"git config --global --add safe.directory {shlex.quote(str(Path(root).resolve()))}"
        raise UsageError("git does not trust this repository, that another user owns", file=root, hint=hint)
    if repository.code:
        hint = "name the tasks without --changed-since, or give a directory in a clone"
        raise UsageError("--changed-since asks git, and this is no git repository", file=root, hint=hint)
    if _run_git(root, "rev-parse", "--verify", "--quiet", "HEAD").code:
        raise UsageError("this git repository has no commit yet", file=root, hint="commit, or name the tasks")
    if found.code == _NONE:
        message = f"the branch and {revision!r} have no commit in common"
        raise UsageError(message, file=root, hint=f"fetch the whole history: {_FETCH}")
    hint = f"`git branch --all` and `git tag` list what there is; in CI fetch the whole history: {_FETCH}"
    raise UsageError(f"git knows no revision {revision!r} here", file=root, hint=hint)


def _read_git(root: str, *arguments: str) -> str:
    done = _run_git(root, *arguments)
    if done.code:
        said = done.error.strip().splitlines() or [f"exit code {done.code}"]
        hint = "fix what git reports, or name the tasks without --changed-since"
        raise UsageError(f"git {arguments[0]} failed: {said[-1]}", file=root, hint=hint)
    return done.out


class _Done(NamedTuple):
    """A run of git: exit code, standard output, standard error."""

    code: int
    out: str
    error: str


def _run_git(root: str, *arguments: str) -> _Done:
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
    out, error = done.stdout.decode("utf-8", "surrogateescape"), done.stderr.decode("utf-8", "replace")
    return _Done(done.returncode, out, error)

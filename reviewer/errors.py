"""Everything that can go wrong, in one tree.

    ReviewerError               exit 2: the user's input or configuration is wrong
    ├── TaskError               a task directory or a file of it
    ├── RubricError             a rubric file or a rule of it
    └── UsageError              an option or an argument

Anything else that is raised is a bug of ours: exit 3. What is wrong with the *reviewed material* is no error but a
notification or a fix.
"""

from __future__ import annotations


class ReviewerError(Exception):
    """The user's input or configuration is wrong.

    Attributes:
        message: what is wrong, in one sentence without a full stop.
        file: where, as the user knows the file.
        line: line in ``file``, counted from 1.
        hint: what to do about it.
    """

    def __init__(self, message: str, *, file: str | None = None, line: int | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " if self.file and self.line else f"{self.file}: " if self.file else ""
        return " ".join(f"{where}{self.message}{'; ' + self.hint if self.hint else ''}".split())

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message, self.file, self.line, self.hint)


class TaskError(ReviewerError):
    """A task directory or one of its files cannot be reviewed."""


class RubricError(ReviewerError):
    """A rubric cannot be read, or says something that no rubric can say."""


class UsageError(ReviewerError):
    """An option or an argument makes no sense."""


def _rebuild(kind: type[ReviewerError], message: str, file: str | None, line: int | None, hint: str) -> ReviewerError:
    return kind(message, file=file, line=line, hint=hint)

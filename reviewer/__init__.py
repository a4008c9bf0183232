"""Reviews and scores training tasks for code models.

The public surface is what ``__all__`` names; each name is imported when it is first used, since a run of the command
line needs few of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reviewer.errors import ReviewerError, RubricError, TaskError, UsageError
    from reviewer.pipeline import review_task
    from reviewer.review import Review
    from reviewer.review_json import from_json, json_schema, to_json
    from reviewer.rubric import Rubric, list_rubrics, load_rubric

__version__ = "0.1.0"

_HOMES = {
    "ReviewerError": "errors",
    "RubricError": "errors",
    "TaskError": "errors",
    "UsageError": "errors",
    "review_task": "pipeline",
    "Review": "review",
    "from_json": "review_json",
    "json_schema": "review_json",
    "to_json": "review_json",
    "Rubric": "rubric",
    "list_rubrics": "rubric",
    "load_rubric": "rubric",
}

__all__ = [
    "Review",
    "ReviewerError",
    "Rubric",
    "RubricError",
    "TaskError",
    "UsageError",
    "__version__",
    "from_json",
    "json_schema",
    "list_rubrics",
    "load_rubric",
    "review_task",
    "to_json",
]


def __getattr__(name: str) -> Any:
    """Imports a public name from its home when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

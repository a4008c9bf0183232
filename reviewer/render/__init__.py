"""Renderers: each turns a finished review into one text, and reads nothing else.

The table below is the whole public surface. A renderer's module is imported when it is first called, because most
runs need one of them and Jinja2 alone costs more than the rest of a run's start-up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from reviewer.review import Review

Renderer = Callable[[Review], str]


def _lazy(module: str, name: str) -> Renderer:
    """A renderer that imports its module when it is first called."""

    def render(review: Review) -> str:
        return cast("Renderer", getattr(import_module(f"reviewer.render.{module}"), name))(review)

    return render


def _lazy_many(module: str, name: str) -> Callable[[Sequence[Review]], str]:
    def render(reviews: Sequence[Review]) -> str:
        return str(getattr(import_module(f"reviewer.render.{module}"), name)(reviews))

    return render


#: Format name, as ``--format`` takes it, to what writes it. The text ends with a line end.
RENDERERS: dict[str, Renderer] = {
    "terminal": _lazy("terminal", "render_terminal"),
    "md": _lazy("markdown", "render_markdown"),
    "json": _lazy("json", "render_json"),
    "github": _lazy("github", "render_github"),
    "junit": _lazy("junit", "render_junit"),
    "sarif": _lazy("sarif", "render_sarif"),
    "score-line": _lazy("score_line", "render_score_line"),
}

#: Formats that bring several reviews together in one text.
TOGETHER: dict[str, Callable[[Sequence[Review]], str]] = {
    "sarif": _lazy_many("sarif", "render_sarifs"),
    "comment": _lazy_many("github_pages", "render_comments"),
}

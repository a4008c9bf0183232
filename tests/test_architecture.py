"""The rooms stay rooms: which of them know one another, and which third-party package each of them opens."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "reviewer"

#: What each room may know beside itself. Stages know the nouns and the rubric, never one another; reports
#: know the finished review. Modules beside the rooms are nouns and small languages that all of them share.
NOUNS = {
    "model",
    "review",
    "review_json",
    "explanation",
    "errors",
    "keys",
    "paths",
    "leaves",
    "marks",
    "references",
    "remember",
    "storage",
    "__version__",
}
MAY_KNOW = {
    "read": NOUNS,
    "extract": NOUNS,
    "diff": NOUNS,
    "rubric": NOUNS,
    "classify": NOUNS | {"rubric"},
    "score": NOUNS | {"rubric"},
    "render": {"model", "review", "review_json", "explanation", "__version__"},
    "workflows": NOUNS | {"pipeline", "rubric"},
}

#: Packages of weight, and the one room that opens each. PyYAML has two: extraction builds values with lines from
#: its events, the rubric composes a policy file whose mistakes it has to place.
OPENS = {
    "yaml": {"extract", "rubric"},
    "tree_sitter": {"extract"},
    "tree_sitter_hcl": {"extract"},
    "markdown_it": {"extract"},
    "rapidfuzz": {"diff"},
    "lap": {"diff"},
    "numpy": {"diff"},
    "typer": {"cli"},
    "fsspec": {"storage"},
    "jinja2": {"render", "rubric"},
}

MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))


def room_of(module: Path) -> str:
    return module.parts[0] if len(module.parts) > 1 else module.stem


def imports(module: Path) -> Iterator[tuple[str, int]]:
    """Dotted names that a module imports anywhere in it, with the number of leading dots."""
    for node in ast.walk(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((name.name, 0) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module or ''}.{name.name}", node.level) for name in node.names)


@pytest.mark.parametrize("room", MAY_KNOW)
def test_a_room_knows_only_what_it_may(room: str):
    """No stage imports another; renderers and workflows see the finished review."""
    known = {
        (str(module), name.split(".")[1])
        for module in MODULES
        if room_of(module) == room
        for name, level in imports(module)
        if level == 0 and name.startswith("reviewer.")
    }
    assert {(module, other) for module, other in known if other not in MAY_KNOW[room] | {room}} == set()


def test_each_package_of_weight_is_opened_where_it_belongs():
    """A parser or differ that a second room wants is a sign that the first one's work is asked for again."""
    opened: dict[str, set[str]] = {}
    for module in MODULES:
        for name, level in imports(module):
            top = name.split(".")[0]
            if level == 0 and top not in sys.stdlib_module_names:
                opened.setdefault(top, set()).add(room_of(module))
    assert {name: rooms for name, rooms in opened.items() if name in OPENS} == OPENS


def test_only_the_command_line_prints_and_exits():
    """Every other room returns what it found."""
    loud = {
        str(module)
        for module in MODULES
        if room_of(module) not in ("cli", "__main__")
        for node in ast.walk(ast.parse((PACKAGE / module).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "sys.exit", "exit", "os.getenv")
    }
    assert loud == set()

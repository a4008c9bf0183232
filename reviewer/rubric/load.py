"""Finding, reading, extending and caching rubric files."""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from reviewer import __version__
from reviewer.errors import RubricError
from reviewer.rubric.build import build_rubric
from reviewer.rubric.policy import Rubric

#: Mappings that a rubric extends entry by entry; every other section is replaced as a whole.
_MERGED = ("concerns", "blockers", "categories", "kinds")
_REQUIRED = (
    "base", "least", "most", "threshold", "categories", "concerns", "adjustments", "complexity", "blockers", "ceilings",
    "bands", "competency", "learning", "requirements", "citations", "documentation", "grouping", "regression", "kinds",
    "standing",
    "personal_adjustment",
)  # fmt: skip


def rubric_directory() -> Path:
    """The folder of the rubrics that ship: inside the installed package, or beside it in a source tree."""
    inside = Path(__file__).resolve().parent.parent / "rubrics"
    return inside if inside.is_dir() else inside.parent.parent / "rubrics"


def list_rubrics() -> tuple[str, ...]:
    """Names of the rubrics that ship."""
    return tuple(sorted(path.stem for path in rubric_directory().glob("*.yaml")))


class RubricFiles(NamedTuple):
    """A rubric as it was read and not yet understood: what travels to another process or machine.

    Attributes:
        contents: every file it consists of, the extended ones first.
        sha256: over names and contents.
    """

    contents: dict[Path, bytes]
    sha256: str


def read_rubric(name: str = "default") -> RubricFiles:
    """Reads every file of a rubric, found by its name among those that ship, or by the path of a file.

    Args:
        name: ``default``, ``guide-2.1`` or a path ending in ``.yaml`` or ``.yml``.

    Raises:
        RubricError: where there is no such rubric.
    """
    contents = _read_all(_locate(name))
    return RubricFiles(contents, _digest(contents))


def load_rubric(name: str = "default", cache: Path | None = None) -> Rubric:
    """Loads a rubric: :func:`read_rubric`, then :func:`build_files`."""
    return build_files(read_rubric(name), cache)


def build_files(files: RubricFiles, cache: Path | None = None) -> Rubric:
    """Makes a rubric of its files.

    Args:
        files: what :func:`read_rubric` gave, here or elsewhere.
        cache: folder for validated rubrics with their templates compiled; None keeps no cache, and compiles a template
            when it is first filled, since all of them take half a second. :func:`check_rubric` compiles them all.

    Raises:
        RubricError: where a file says what no rubric can say, or the files are not those that were read.
    """
    contents, sha256 = files
    if _digest(contents) != sha256:
        raise RubricError("the files of the rubric are not those that were read", hint="start again")
    stored = None if cache is None else cache / f"rubric-{sha256[:32]}-{_stamp()}.bin"
    ready = _from_cache(stored)
    if ready is None:
        from reviewer.rubric.validate import validate_files
        from reviewer.rubric.words import compile_words

        data = _extend(validate_files(contents))
        ready = data, {} if stored is None else compile_words(data)
        _to_cache(stored, ready)
    return build_rubric(ready[0], sha256, ready[1])


def _digest(contents: dict[Path, bytes]) -> str:
    digest = hashlib.sha256()
    for path, content in contents.items():
        digest.update(path.name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def check_rubric(name: str) -> Rubric:
    """Validates a rubric in full, every template compiled.

    Raises:
        RubricError: for the first thing that no rubric can say.
    """
    from reviewer.rubric.validate import validate_files
    from reviewer.rubric.words import compile_words

    compile_words(_extend(validate_files(_read_all(_locate(name)))))
    return load_rubric(name)


def _stamp() -> str:
    """Tells states of this package apart: who works on what validates is not served what it made before."""
    states = (each.stat() for each in sorted(Path(__file__).parent.glob("*.py")))
    text = " ".join(f"{each.st_size} {each.st_mtime_ns}" for each in states)
    return f"{__version__}-{sys.implementation.cache_tag}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _locate(name: str) -> Path:
    if name.endswith((".yaml", ".yml")) or "/" in name:
        path = Path(name)
        if not path.is_file():
            raise RubricError("there is no such rubric file", file=name, hint="give the path of a YAML file")
        return path
    path = rubric_directory() / f"{name}.yaml"
    if not path.is_file():
        known = ", ".join(list_rubrics())
        raise RubricError(
            f"there is no rubric {name!r}", hint=f"choose one of {known}, or give the path of a .yaml file"
        )
    return path


def _locate_extended(name: str, path: Path) -> Path:
    """Finds what a rubric extends: a file beside it, or a rubric that ships."""
    beside = path.parent / f"{name}.yaml"
    if beside.is_file():
        return beside
    try:
        return _locate(name)
    except RubricError as error:
        raise RubricError(f"extends {name!r}: {error.message}", file=str(path), hint=error.hint) from None


def _read_all(path: Path, seen: tuple[Path, ...] = ()) -> dict[Path, bytes]:
    """Reads a rubric file, the ones it extends before it and the ones it includes behind it, as bytes."""
    if path in seen:
        raise RubricError("rubrics extend one another in a circle", file=str(path), hint="remove one `extends`")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RubricError(
            f"cannot read the rubric: {error.strerror}", file=str(path), hint="check its permissions"
        ) from error
    found: dict[Path, bytes] = {}
    extends, includes = _links(content)
    if extends:
        found.update(_read_all(_locate_extended(extends, path), (*seen, path)))
    found[path] = content
    for each in includes:
        target = path.parent / each
        if not target.is_file():
            raise RubricError(f"includes {each!r}, which does not exist", file=str(path), hint="name a file beside it")
        found[target] = target.read_bytes()
    return found


def _links(content: bytes) -> tuple[str | None, list[str]]:
    """Reads `extends` and `include` without a YAML parser, so that a warm start needs none.

    Both are plain top-level keys; whatever is written in another way is refused by the full validation, which reads the
    same keys and compares.
    """
    extends, includes, inside = None, [], False
    for line in content.decode("utf-8", "replace").splitlines():
        if line.startswith("extends:"):
            extends = line.partition(":")[2].partition("#")[0].strip().strip("'\"") or None
        if inside and line.startswith("  - "):
            includes.append(line[4:].partition("#")[0].strip().strip("'\""))
        elif line.strip() and not line.lstrip().startswith("#"):
            inside = line.startswith("include:")
    return extends, includes


def _from_cache(stored: Path | None) -> tuple[dict[str, Any], dict[str, Any]] | None:
    if stored is None:
        return None
    try:
        data, code = marshal.loads(stored.read_bytes())  # noqa: S302 - our own file in the user's own cache folder
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return data, code


def _to_cache(stored: Path | None, ready: tuple[dict[str, Any], dict[str, Any]]) -> None:
    if stored is None:
        return
    import os
    import tempfile

    try:
        stored.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=stored.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(marshal.dumps(ready))
        Path(name).replace(stored)
    except OSError:
        return  # a cache that cannot be written costs time, not the review


def _extend(files: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Lays the validated files over one another, the extended first; rules of a later file override by id."""
    whole: dict[str, Any] = {}
    rules: dict[str, dict[str, Any]] = {}
    for data in files:
        for rule in data.pop("rules", ()):
            rules[rule["id"]] = rule
        for key, value in data.items():
            if value is None:
                whole.setdefault(key, None)
            elif key in _MERGED and isinstance(whole.get(key), dict):
                whole[key] = {**whole[key], **value}
            else:
                whole[key] = value
    missing = [key for key in _REQUIRED if whole.get(key) is None]
    if missing:
        raise RubricError(
            f"says nothing of {', '.join(missing)}", file=whole.get("name"), hint="add it, or extend a rubric"
        )
    whole["rules"] = list(rules.values())
    return whole

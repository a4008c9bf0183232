"""Outputs in an object store: written here, put there when the run ends, also where it ends early."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reviewer.storage import fetch_file, is_remote, put_file
from reviewer.workflows.outputs import Target


@contextmanager
def staged(targets: Sequence[Target], *, again: bool) -> Iterator[tuple[Target, ...]]:
    """Gives the targets with local files in the place of remote ones, and puts those into their store at the end.

    A store takes a file only whole, so it can't be followed there while the run goes on.

    Args:
        targets: as the user named them.
        again: whether the run goes on from what an earlier one wrote there.
    """
    if not any(is_remote(each.path) for each in targets):
        yield tuple(targets)
        return
    with tempfile.TemporaryDirectory(prefix="reviewer-") as home:
        places = {each: Path(home, f"{number}.{each.format}") for number, each in enumerate(targets)}
        remote = {each: place for each, place in places.items() if is_remote(each.path)}
        for each, place in remote.items():
            if again:
                fetch_file(each.path, place)
        try:
            yield tuple(Target(each.format, str(remote.get(each, each.path))) for each in targets)
        finally:
            for each, place in remote.items():
                if place.exists():
                    put_file(place, each.path)

"""Names of files as answers and tasks write them, with forward slashes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath


@lru_cache(maxsize=4096)  # every element knows its file, and there are few files
def base_name(path: str) -> str:
    """Gives the name of a file without its folders: ``app.ts`` of ``lib/app.ts``."""
    return PurePosixPath(path).name

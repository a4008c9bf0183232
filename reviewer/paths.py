"""Names of files as answers and tasks write them, with forward slashes."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final

#: What stands in the path of a file that tests, between the marks that part its words.
_TEST: Final = re.compile(r"(?i)(?:^|[/._])(?:tests?|spec)(?:[/._]|\Z)")


@lru_cache(maxsize=4096)  # every element knows its file, and there are few files
def base_name(path: str) -> str:
    """Gives the name of a file without its folders: ``app.ts`` of ``lib/app.ts``."""
    return PurePosixPath(path).name


def name_in_folder(path: str) -> str:
    """Gives the name of a file with the folder that it lies in: ``orders/index.js`` of ``lambda/orders/index.js``."""
    return "/".join(PurePosixPath(path).parts[-2:])


@lru_cache(maxsize=4096)
def is_test_path(path: str) -> bool:
    """Whether a file lies among tests or is called like one: ``tests/app.ts``, ``app.test.ts``, ``test_app.py``."""
    return _TEST.search(path) is not None

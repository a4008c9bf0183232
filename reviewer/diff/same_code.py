"""Code that says the same as other code: casts, an object for one of its properties that the library reads itself."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Final

#: A metric of the CDK under its former name and the present one: ``metricCount``, now ``metrics.count``.
_METRIC: Final = re.compile(r"\.metric(?:s\.(?=[a-z])|(?=[A-Z]))(\w)(?=\w*\()")
#: What stands in quotes is said, whatever it looks like; a text in backquotes may hold code.
_QUOTED: Final = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")


@cache
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Reads the data file, once."""
    data = json.loads(Path(__file__).with_name("same_code.json").read_text("utf-8"))
    return tuple((re.compile(row["code"]), row["is"]) for row in data["same"])


def same_code(code: str) -> str:
    """Gives source text in the one form that stands for all that say the same."""
    parts = _QUOTED.split(code)
    return "".join([part if at % 2 else _without_quotes(part) for at, part in enumerate(parts)])


def _without_quotes(code: str) -> str:
    for pattern, form in _table():
        code = pattern.sub(form, code)
    return _METRIC.sub(lambda found: f".metric_{found[1].lower()}", code)

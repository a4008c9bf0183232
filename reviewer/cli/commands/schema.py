"""``reviewer schema``: the JSON Schema of a review."""

from __future__ import annotations

import json

from reviewer.cli.outputs import print_text
from reviewer.review_json import json_schema


def schema() -> None:
    """Print the JSON Schema of a review as JSON."""
    print_text(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")

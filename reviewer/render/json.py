"""The review as JSON: the shape of design.md, pretty-printed, keys in the order of the fields."""

from __future__ import annotations

import json
import re

from reviewer.review import Review
from reviewer.review_json import to_json

_SURROGATE = re.compile("[\ud800-\udfff]")


def render_json(review: Review) -> str:
    """Writes a review as indented JSON in one order of keys, readable characters left as they are."""
    text = json.dumps(to_json(review), indent=2, ensure_ascii=False)
    return _escape_surrogates(text) + "\n"


def _escape_surrogates(text: str) -> str:
    """Writes lone surrogates as JSON escapes: JSON can hold half a character, no encoding of a file can."""
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

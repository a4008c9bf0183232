"""From text to meaning: responses and deployed code become elements and passages, each with its lines.

``markdown`` and ``fences`` split a response, ``blocks`` and ``selection`` say what its code is, ``readers`` reads it by
language, ``documents`` puts it together; ``excerpts`` and ``unshown`` hold the sides together and say what isn't shown,
``stand_in`` puts the deployed code in its place.
"""

from __future__ import annotations

from reviewer.extract.deployed import extract_deployed
from reviewer.extract.documents import extract_response
from reviewer.extract.excerpts import find_excerpts, is_unrelated
from reviewer.extract.gone import find_gone
from reviewer.extract.stand_in import choose_sides, of_deployed
from reviewer.extract.unshown import fill_unshown, find_unshown, lend_methods, lend_unshown

__all__ = [
    "choose_sides",
    "extract_deployed",
    "extract_response",
    "fill_unshown",
    "find_excerpts",
    "find_gone",
    "find_unshown",
    "is_unrelated",
    "lend_methods",
    "lend_unshown",
    "of_deployed",
]

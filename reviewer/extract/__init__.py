"""From text to meaning: responses and deployed code become elements and passages, each with its lines.

``markdown`` and ``fences`` split a response, ``blocks`` and ``selection`` say what its code is, ``readers`` reads it by
language, ``documents`` puts it together; ``excerpts`` and ``unshown`` hold the sides together and say what isn't shown.
"""

from __future__ import annotations

from reviewer.extract.deployed import extract_deployed
from reviewer.extract.documents import extract_response
from reviewer.extract.excerpts import find_excerpts, needs_stand_in
from reviewer.extract.unshown import fill_unshown, find_unshown

__all__ = ["extract_deployed", "extract_response", "fill_unshown", "find_excerpts", "find_unshown", "needs_stand_in"]

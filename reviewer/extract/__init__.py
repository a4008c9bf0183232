"""From text to meaning: responses and deployed code become elements and passages, each with its lines.

``markdown`` and ``fences`` split a response, ``blocks`` and ``selection`` say what its code is, ``readers`` reads it by
language, ``documents`` puts it together.
"""

from __future__ import annotations

from reviewer.extract.deployed import extract_deployed
from reviewer.extract.documents import extract_response

__all__ = ["extract_deployed", "extract_response"]

"""Requirements ready to be cited, weighed as the shipped rubric weighs them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviewer.classify.citing import Citations
from reviewer.model import Requirement
from tests.rubrics import shipped


def cite(requirements: Sequence[Requirement], *more: Any, **named: Any) -> Citations:
    return Citations(requirements, shipped().citations, *more, **named)

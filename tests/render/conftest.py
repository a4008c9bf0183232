"""Hostile reviews: every text of a review replaced by one that somebody chose to do harm."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from reviewer.review import Review

from .builder import scored

#: Fields whose words are ours, not the task's or the rubric's.
_FIXED = frozenset({"schema", "status", "category", "direction", "source", "op", "level"})


def plant(record: Any, text: str) -> Any:
    """Puts a text in the place of every text of a record; names of fields and keys stay."""
    if isinstance(record, str):
        return text
    if isinstance(record, tuple):
        return tuple(plant(item, text) for item in record)
    if isinstance(record, dict):
        return {key: plant(value, text) for key, value in record.items()}
    if not dataclasses.is_dataclass(record) or isinstance(record, type):
        return record
    planted = {
        each.name: getattr(record, each.name)
        if each.name in _FIXED or (each.name == "status")
        else plant(getattr(record, each.name), text)
        for each in dataclasses.fields(record)
    }
    return type(record)(**planted)


@pytest.fixture(scope="session")
def hostile_review() -> Callable[[str], Review]:
    """Makes a scored review that says one text everywhere."""
    review = scored()
    return lambda text: plant(review, text)

"""A review as JSON: written, read again, and described by a schema.

A field that is None or MISSING and has a default is left out unless it is listed in ``_NULLS``. The published JSON
Schema and the reading of files that come from elsewhere are pydantic's, made from the classes of a review themselves;
what this program stored is read without it, since a run with a warm cache is not to wait for pydantic.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from reviewer import review
from reviewer.model import MISSING
from reviewer.review import Review

#: The classes of records by name, as the annotations of their fields have them.
_RECORDS = {name: each for name, each in vars(review).items() if is_dataclass(each)}
#: Fields that are written as ``null`` instead of being left out.
_NULLS = frozenset(
    {
        ("Review", "score"),
        ("TaskRecord", "platform"),
        ("TaskRecord", "language"),
        ("ChangeRecord", "before"),
        ("ChangeRecord", "after"),
    }
)
#: What JSON holds as it is.
_PLAIN = frozenset({str, int, float, bool, type(None)})
#: What may be the name of a record in an annotation.
_NAME = re.compile(r"\b[A-Z][A-Za-z]+\b")


def to_json(record: Any) -> Any:
    """Turns a review, or any record of one, into plain JSON values, keys in the order of the fields."""
    kind: type = type(record)
    if kind in _PLAIN:
        return record
    if kind in (tuple, list):
        # most items are plain, and a call for each is what this would cost
        return [item if type(item) in _PLAIN else to_json(item) for item in record]
    if kind is dict:
        return {str(key): to_json(value) for key, value in record.items()}
    if isinstance(record, str):
        return str(record)
    if not hasattr(kind, "__dataclass_fields__"):
        raise TypeError(f"{kind.__name__} is no JSON value")
    out = {}
    for name, nullable in _fields_of(kind):
        value = getattr(record, name)
        if type(value) not in _PLAIN:
            if value is not MISSING:
                out[name] = to_json(value)
        elif value is not None or nullable:
            out[name] = value
    return out


@cache
def _fields_of(kind: type) -> tuple[tuple[str, bool], ...]:
    """Names of a record's fields, and whether each is written as ``null`` where it has no value."""
    return tuple((each.name, (kind.__name__, each.name) in _NULLS) for each in fields(kind))


def from_plain(data: dict[str, Any]) -> Review:
    """Builds a review from JSON values that :func:`to_json` made, without validation and without pydantic.

    For what this program stored itself; :func:`from_json` is for files that come from elsewhere.
    """
    built: Review = _build(Review, data)
    return built


def _build(kind: Any, data: Any) -> Any:
    return kind(**{each.name: _typed(str(each.type), data[each.name]) for each in fields(kind) if each.name in data})


def _typed(annotation: str, value: Any) -> Any:
    """Gives a JSON value the type that a field's annotation names: records, tuples of them, tuples of texts."""
    found = next((_RECORDS[word] for word in _NAME.findall(annotation) if word in _RECORDS), None)
    if found is not None and isinstance(value, dict):
        return _build(found, value)
    if found is not None and isinstance(value, list):
        return tuple(_build(found, each) for each in value)
    if isinstance(value, list) and annotation != "Any":
        return tuple(value)
    if annotation.startswith("dict") and "tuple" in annotation:
        return {key: tuple(inner) for key, inner in value.items()}
    return value


def from_json(text: str | bytes) -> Review:
    """Reads one stored review.

    Raises:
        pydantic.ValidationError: where the text is no review of this schema.
    """
    from pydantic import TypeAdapter

    return TypeAdapter(Review).validate_json(text)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a review, made from its classes."""
    from pydantic import TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema

    class Generator(GenerateJsonSchema):
        # MISSING is no JSON value: it stands for a key that is left out, so the schema rightly has no default there.
        ignored_warning_kinds = {"skipped-choice", "non-serializable-default"}  # noqa: RUF012 - pydantic's attribute

    return TypeAdapter(Review).json_schema(mode="validation", schema_generator=Generator)

"""The odd metadata.json: pydantic coerces what it can and explains the rest. Imported only where it is needed."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

#: How often a file is validated without the keys that were refused before; it has only so many keys.
_ROUNDS = 2


def _listed(value: Any) -> Any:
    """``"RDS, S3"`` is the list of the two."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class MetadataFile(BaseModel):
    """The keys that are read; every other key is kept aside."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    platform: str | None = None
    language: str | None = None
    complexity: str | None = None
    provider: str | None = None
    po_id: str | None = None
    aws_services: Annotated[list[str] | None, BeforeValidator(_listed)] = None


def validate(raw: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Gives the known keys in their types, without those that have no sensible value, and why they were left out."""
    problems: list[str] = []
    rest = dict(raw)
    for _ in range(_ROUNDS):
        try:
            return MetadataFile.model_validate(rest).model_dump(), tuple(problems)
        except ValidationError as error:
            for each in error.errors():
                key = str(each["loc"][0])
                problems.append(f"{key} left out: {each['msg']}")
                rest.pop(key, None)
    return {}, tuple(problems)

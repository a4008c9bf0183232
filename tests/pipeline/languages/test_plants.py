"""Known changes in a sample of every language: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import pytest

from tests.tasks import SAMPLES, STOPPED

from .planting import Plant, check_found, plant

#: One module a language: ``SAMPLE``, its ``PLANTS``, and what is said of planting them all at once.
LANGUAGES = [
    import_module(f"{__package__}.{each.name}")
    for each in iter_modules([str(Path(__file__).parent)])
    if each.name.startswith("plants_")
]


def _plants() -> Iterator[object]:
    for language in LANGUAGES:
        name = language.__name__.rpartition("plants_")[2]
        yield from (pytest.param(language.SAMPLE, each, id=f"{name}-{each.name}") for each in language.PLANTS)


@pytest.mark.parametrize(("sample", "each"), list(_plants()))
def test_each_plant_is_found_alone(sample: str, each: Plant, tmp_path: Path):
    """One plant gives its own changes and nothing beside them."""
    check_found(plant(sample, [each], tmp_path / "task"), [each])


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.SAMPLE)
def test_all_plants_are_found_together(language: ModuleType, tmp_path: Path):
    """All of them at once give the same changes; where they are many, special fixes may fold into general ones."""
    apart = getattr(language, "APART", ())
    together = [each for each in language.PLANTS if each.name not in apart]
    folded = getattr(language, "FOLDED", True)
    check_found(plant(language.SAMPLE, together, tmp_path / "task"), together, folded=folded)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.SAMPLE)
def test_there_are_a_dozen_in_every_language(language: ModuleType):
    """A change of every kind that must be found, and of every kind that must not."""
    assert len(language.PLANTS) >= 12
    assert any(not each.finds for each in language.PLANTS)
    assert len({each.name for each in language.PLANTS}) == len(language.PLANTS)


def test_every_sample_has_its_plants():
    """A language that comes with a sample comes with its known changes."""
    samples = {path.name for path in SAMPLES.iterdir()} - STOPPED.keys()
    assert sorted(each.SAMPLE for each in LANGUAGES) == sorted(samples)

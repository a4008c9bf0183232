"""Known changes in CloudFormation JSON: exactly those are found, and those without meaning are no fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from .planting import Plant, check_found, plant

SAMPLE = "101000894"
PLANTS = (
    Plant(
        "property changed",
        '"BackupRetentionPeriod": 7',
        '"BackupRetentionPeriod": 14',
        (("replace", "/Resources/LedgerCluster/Properties/BackupRetentionPeriod"),),
    ),
)


@pytest.mark.parametrize("each", PLANTS, ids=lambda each: each.name)
def test_each_plant_is_found_alone(each: Plant, tmp_path: Path):
    """One plant gives its own changes and nothing beside them."""
    check_found(plant(SAMPLE, [each], tmp_path / "task"), [each])


def test_all_plants_are_found_together(tmp_path: Path):
    """All of them at once give the same changes, each in its own fix."""
    check_found(plant(SAMPLE, PLANTS, tmp_path / "task"), PLANTS)

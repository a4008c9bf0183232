"""Settings that only moved to another level of their element are one unit; everything else stays what it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from reviewer.classify.units import Unit, make_units
from reviewer.model import Change, Element, Path, Span

NOWHERE = {(): Span("x", 1, 1)}
HOME = ("Resources", "Shed")


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Gives every scalar with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from leaves(inner, (*path, position))
    else:
        yield path, value


def units(before: dict[str, Any], after: dict[str, Any], kind: str = "resource") -> list[Unit]:
    """Cuts what differs between two bodies of a resource into units."""
    old, new = (Element(HOME, kind, "farm.Shed", None, "Shed", value, NOWHERE, "py") for value in (before, after))
    gone, came = dict(leaves(before)), dict(leaves(after))

    def change(op: Any, path: Path, **value: Any) -> Change:
        keys = tuple(str(each) for each in path)
        return Change(op, (*HOME, *path), **value, element_before=old, element_after=new, keys=keys)

    changes = [change("remove", path, before=value) for path, value in gone.items() if path not in came]
    changes += [change("add", path, after=value) for path, value in came.items() if path not in gone]
    found = list(make_units(changes))
    assert sorted(map(id, changes)) == sorted(id(each) for unit in found for each in unit.changes)
    return found


FLAT = {"height": 3, "colour": "red"}


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        pytest.param(FLAT, {"walls": FLAT}, ("height", "walls.height"), id="into an object"),
        pytest.param({"walls": FLAT}, FLAT, ("walls.height", "height"), id="out of an object"),
        pytest.param(FLAT, {"walls": {"call": "farm.Walls", **FLAT}}, ("height", "walls.height"), id="into a class"),
        pytest.param(
            {"walls": {"paint": FLAT, "wet": True}}, {"walls": {"wet": True, **FLAT}},
            ("walls.paint.height", "walls.height"), id="within an object",
        ),
        pytest.param(
            {"roof_setting": FLAT}, {"roof_height": 3, "roof_colour": "red"},
            ("roof_setting.height", "roof_height"), id="into keys that begin as the object did",
        ),
        pytest.param(
            {"roofHeight": 3, "roofColour": "red"}, {"roofSetting": FLAT},
            ("roofHeight", "roofSetting.height"), id="out of such keys",
        ),
        pytest.param(
            {"roof_setting": [FLAT]}, {"roof_height": 3, "roof_colour": "red"},
            ("roof_setting.height", "roof_height"), id="out of a block, into keys that begin as it did",
        ),
        pytest.param(
            {"roof_setting": [{"roof_paint": [FLAT]}]}, {"roof_paint": [FLAT]},
            ("roof_setting.roof_paint", "roof_paint"), id="out of a block, in a block that begins as it did",
        ),
    ],
)  # fmt: skip
def test_settings_at_another_level_are_one_unit(
    before: dict[str, Any], after: dict[str, Any], places: tuple[str, str]
) -> None:
    (unit,) = units(before, after)
    assert unit.regrouped
    assert (unit.lead.before, unit.lead.after) == places


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        pytest.param({"locked": True}, {"door": {"locked": True}}, "resource", id="a value that many settings have"),
        pytest.param({"height": 3}, {"walls": {"height": 4}}, "resource", id="another value"),
        pytest.param({"height": 3}, {"walls": {"depth": 3}}, "resource", id="another key"),
        pytest.param({"roof_height": 3}, {"walls": {"height": 3}}, "resource", id="a key that begins otherwise"),
        pytest.param({"walls": [FLAT]}, FLAT, "resource", id="an entry of a list that is no block"),
        pytest.param(FLAT, {"walls": FLAT}, "function", id="a block of a program"),
        pytest.param(FLAT, {"opts": FLAT}, "resource", id="options, which are no settings"),
    ],
)
def test_what_is_no_move_is_none(before: dict[str, Any], after: dict[str, Any], kind: str) -> None:
    assert not any(unit.regrouped for unit in units(before, after, kind))


def test_what_came_beside_the_settings_stays_a_change_of_its_own() -> None:
    """The object into which they moved may hold more than they."""
    moved, beside = units(FLAT, {"walls": {**FLAT, "depth": 9}})
    assert moved.regrouped
    assert not beside.regrouped
    assert beside.lead.path[-1] == "depth"

"""Which files are one although an answer puts folders around its program."""

from __future__ import annotations

import pytest

from reviewer.diff.elements import pair_elements
from reviewer.diff.same_files import name_files
from reviewer.model import Element
from tests.diff.builders import element


def parts(*files: str) -> list[Element]:
    """Builds one parameter in each file."""
    return [element(("variable", "zone"), {}, kind="parameter", language="hcl", file=each) for each in files]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("dns/main.tf",), ("lib/dns/main.tf",), {"dns/main.tf": "lib/dns/main.tf"}),
        (
            ("main.tf", "modules/dns/main.tf"),
            ("lib/main.tf", "lib/modules/dns/main.tf", "lib/modules/web/main.tf"),
            {"main.tf": "lib/main.tf", "modules/dns/main.tf": "lib/modules/dns/main.tf"},
        ),
        (("shop/handlers/get.py",), ("lib/handlers/get.py",), {"shop/handlers/get.py": "lib/handlers/get.py"}),
        (("modules/dns/main.tf",), ("modules/web/main.tf",), {}),
        (("dns/main.tf",), ("lib/dns/main.tf", "old/dns/main.tf"), {}),
        (("main.tf",), ("main.tf", "lib/main.tf"), {}),
    ],
    ids=["folder", "modules", "other folder", "other module", "two of them", "the same file"],
)
def test_files_are_one_by_their_ends(left: tuple[str, ...], right: tuple[str, ...], expected: dict[str, str]) -> None:
    assert name_files(parts(*left), parts(*right)) == expected


def test_what_has_one_name_in_several_files_pairs_by_its_file() -> None:
    pairs = pair_elements(parts("main.tf", "modules/dns/main.tf"), parts("lib/modules/dns/main.tf")).pairs
    assert [(one.file if one else "", other.file if other else "") for one, other in pairs] == [
        ("main.tf", ""),
        ("modules/dns/main.tf", "lib/modules/dns/main.tf"),
    ]

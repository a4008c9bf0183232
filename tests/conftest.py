"""What all tests share: golden texts, and the one deliberate way to change them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from reviewer import list_rubrics, load_rubric

# no test is held to the clock: a busy machine is no fault of the code
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")

Golden = Callable[[Path, str], None]
Cache = Callable[[Path], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the golden files anew; read the difference")


@pytest.fixture(scope="session")
def _compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rubrics that ship, validated and compiled once for all processes of a test run: three seconds each."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "compiled"
    folder.mkdir(exist_ok=True)
    for name in list_rubrics():
        load_rubric(name, folder)
    return folder


@pytest.fixture(scope="session")
def make_cache(_compiled: Path) -> Cache:
    """Makes a cache in a folder that holds the compiled rubrics and no review."""

    def make(folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for each in _compiled.glob("*.bin"):
            shutil.copy(each, folder)
        return folder

    return make


@pytest.fixture(scope="session", autouse=True)
def _no_cache_of_the_user(make_cache: Cache, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or fills the cache of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEWER_CACHE", str(make_cache(tmp_path_factory.mktemp("cache"))))
        yield


@pytest.fixture
def own_cache(make_cache: Cache, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test alone, so that every review is made here and now."""
    folder = make_cache(tmp_path_factory.mktemp("own-cache"))
    monkeypatch.setenv("REVIEWER_CACHE", str(folder))
    return folder


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with a golden file; with ``--update-goldens`` it writes the file instead."""
    update = request.config.getoption("--update-goldens")

    def check(path: Path, text: str) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        assert path.exists(), f"{path.name} is missing; write it with pytest --update-goldens"
        assert text == path.read_bytes().decode("utf-8"), f"{path.name} differs; pytest --update-goldens writes it anew"

    return check

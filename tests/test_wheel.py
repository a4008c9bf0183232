"""The wheel holds all that the program needs: installed alone, it says what the source tree says."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from reviewer.cli.main import run
from tests.tasks import SAMPLES

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = str(SAMPLES / "101000894")


def call(*arguments: str, cwd: Path, **environment: str) -> str:
    """Runs Python and gives what it prints; no user site, no cache, no path but the one given."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    told = {**kept, "PYTHONNOUSERSITE": "1", "REVIEWER_CACHE": "off", **environment}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments], cwd=cwd, env=told, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as pip builds it from a checkout."""
    target = tmp_path_factory.mktemp("wheel")
    call("-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(target), str(ROOT), cwd=target)
    (built,) = target.glob("reviewer-*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing else."""
    target = tmp_path_factory.mktemp("installed")
    call("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel), cwd=target)
    return target


def run_installed(installed: Path, *arguments: str) -> str:
    """Runs the installed program: ``-S`` leaves out editable installs, the libraries come by PYTHONPATH."""
    libraries = dict.fromkeys(sysconfig.get_paths()[name] for name in ("purelib", "platlib"))
    path = os.pathsep.join([str(installed), *libraries])
    return call("-S", *arguments, cwd=installed, PYTHONPATH=path)


def test_the_wheel_holds_every_file_of_the_package_and_the_rubrics(wheel: Path):
    """Python, templates, data, the mark of typing, and the rubrics with their rules."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "reviewer").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    rubrics = {f"reviewer/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "rubrics").rglob("*.yaml")}
    assert sorted((package | rubrics) - names) == []
    assert {Path(name).suffix for name in package} >= {".py", ".j2", ".json", ".typed"}
    assert "reviewer/rubrics/default.yaml" in names
    assert not [name for name in names if name.startswith(("tests/", "samples/"))]


def test_the_installed_program_is_the_one_that_runs(installed: Path):
    """The source tree is out of reach, so that the next test means something."""
    where = run_installed(installed, "-c", "import reviewer; print(reviewer.__file__)").strip()
    assert Path(where).is_relative_to(installed)


@pytest.mark.parametrize("options", [("--format", "md"), ("--format", "json", "--rubric", "guide-2.1")])
def test_the_installed_program_says_the_same(
    installed: Path, options: tuple[str, ...], capsysbinary: pytest.CaptureFixture[bytes]
):
    """A review of the sample, byte for byte."""
    command = ("score", SAMPLE, *options)
    assert run([*command, "--no-cache"]) == 0
    assert run_installed(installed, "-m", "reviewer", *command) == capsysbinary.readouterr().out.decode("utf-8")

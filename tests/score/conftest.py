"""The two rubrics that ship."""

import pytest

from reviewer.rubric import Rubric, load_rubric


@pytest.fixture(scope="session")
def default() -> Rubric:
    return load_rubric("default")


@pytest.fixture(scope="session")
def guide() -> Rubric:
    return load_rubric("guide-2.1")

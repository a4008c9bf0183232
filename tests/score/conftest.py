"""The two rubrics that ship."""

import pytest

from reviewer.rubric import Rubric
from tests.rubrics import shipped


@pytest.fixture(scope="session")
def default() -> Rubric:
    return shipped()


@pytest.fixture(scope="session")
def guide() -> Rubric:
    return shipped("guide-2.1")

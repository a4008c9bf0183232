"""Known changes planted into the samples, a module per language family."""

import pytest

pytest.register_assert_rewrite("tests.pipeline.languages.planting")

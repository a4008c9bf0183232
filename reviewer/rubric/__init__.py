"""Rubrics: the whole policy as data. :mod:`schema` says what a file may say, :mod:`policy` is what runs."""

from reviewer.rubric.load import (
    RubricFiles,
    build_files,
    check_rubric,
    list_rubrics,
    load_rubric,
    read_rubric,
    rubric_directory,
)
from reviewer.rubric.policy import Rubric, Rule

__all__ = [
    "Rubric",
    "RubricFiles",
    "Rule",
    "build_files",
    "check_rubric",
    "list_rubrics",
    "load_rubric",
    "read_rubric",
    "rubric_directory",
]

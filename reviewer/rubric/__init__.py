"""Rubrics: the whole policy as data. :mod:`schema` says what a file may say, :mod:`policy` is what runs."""

from reviewer.rubric.load import check_rubric, list_rubrics, load_rubric, rubric_directory
from reviewer.rubric.policy import Rubric, Rule

__all__ = ["Rubric", "Rule", "check_rubric", "list_rubrics", "load_rubric", "rubric_directory"]

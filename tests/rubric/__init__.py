"""Tests of the rubrics."""

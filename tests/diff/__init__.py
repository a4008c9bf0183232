"""Tests of the differences."""

"""Tests of the room that makes fixes of changes."""

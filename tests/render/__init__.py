"""Tests of the render room; a package, so that they share one builder of reviews."""

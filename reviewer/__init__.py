"""Reviews and scores training tasks for code models."""

__version__ = "0.1.0"

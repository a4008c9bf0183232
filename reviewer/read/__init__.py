"""From a directory to a task: files found and decoded, metadata read, nothing understood yet."""

from __future__ import annotations

from reviewer.read.task import find_tasks, read_task

__all__ = ["find_tasks", "read_task"]

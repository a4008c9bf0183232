"""What grows with the number of tasks, and what does not.

usage: python benchmarks/scale.py [--counts 5000 20000] [--engines local dask] [--jobs N]

Makes so many small tasks in a temporary folder (two responses with one template each, eight resources, one of them
changed), runs ``reviewer batch`` over them as a program of its own, a second time with the warm cache, and tells rate,
the peak memory of that program (not of its workers, which end themselves past 250 MB), and bytes of results and cache.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import NamedTuple


class Run(NamedTuple):
    """What one run took, in seconds and megabytes."""

    seconds: float
    memory: float


def make_task(folder: Path, number: int) -> None:
    """Writes one task; a number among its names makes it another one than its neighbours."""
    table = {"Type": "AWS::DynamoDB::Table", "Properties": {"BillingMode": "PAY_PER_REQUEST"}}
    model = {"Resources": {f"Table{number}{place}": table for place in range(8)}}
    changed = {**table, "Properties": {**table["Properties"], "DeletionProtectionEnabled": True}}
    ideal = {"Resources": {**model["Resources"], f"Table{number}0": changed}}
    folder.mkdir(parents=True)
    (folder / "PROMPT.md").write_text("Create eight tables. They must not be deleted by accident.\n")
    for name, template in (("MODEL", model), ("IDEAL", ideal)):
        text = f"# Tables\n\n```json\n{json.dumps(template, indent=2)}\n```\n"
        (folder / f"{name}_RESPONSE.md").write_text(text)
    (folder / "metadata.json").write_text(json.dumps({"platform": "cfn", "language": "json", "po_id": folder.name}))


def run_batch(tasks: Path, out: Path, engine: str, jobs: int) -> Run:
    """Runs the program, and sees what the system says of it."""
    command = [sys.executable, "-m", "reviewer", "batch", str(tasks), "--engine", engine, "--jobs", str(jobs)]
    environment = {**os.environ, "REVIEWER_CACHE": str(out.parent / "cache")}
    begun = perf_counter()
    process = subprocess.Popen([*command, "--format", f"jsonl:{out}"], env=environment, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"reviewer ended with exit code {process.returncode}")
    return Run(perf_counter() - begun, usage.ru_maxrss / 1024)


def measure(count: int, engine: str, jobs: int, folder: Path) -> str:
    """One line of the table."""
    for number in range(count):
        make_task(folder / "tasks" / f"{number // 1000:04}" / f"t{number:07}", number)
    out = folder / "out.jsonl"
    cold, warm = (run_batch(folder / "tasks", out, engine, jobs) for _ in range(2))
    cache = sum(file.stat().st_size for file in (folder / "cache").glob("reviews.sqlite*"))
    return (
        f"{engine:6} {count:8,} tasks: {count / cold.seconds:6.0f} a second, {cold.memory:5.0f} MB; "
        f"cached {count / warm.seconds:6.0f} a second, {warm.memory:5.0f} MB; "
        f"{out.stat().st_size / count:6.0f} bytes of results and {cache / count:6.0f} of cache a task"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--counts", type=int, nargs="+", default=[5000, 20_000])
    parser.add_argument("--engines", nargs="+", default=["local", "dask"])
    parser.add_argument("--jobs", type=int, default=2)
    wanted = parser.parse_args()
    for engine in wanted.engines:
        for count in wanted.counts:
            with tempfile.TemporaryDirectory(prefix="reviewer-scale-") as folder:
                print(measure(count, engine, wanted.jobs, Path(folder)), flush=True)


if __name__ == "__main__":
    main()

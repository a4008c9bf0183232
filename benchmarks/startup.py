"""What one review costs as a whole process, in multiples of ``python -c pass`` measured in the same run.

usage: python benchmarks/startup.py [RUNS]

Prints medians; nothing is asserted, since a machine under load says anything. ``warm`` finds the review of the
unchanged task in the cache, ``cold`` reviews anew with the validated rubric in the cache, ``first`` has no cache.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCORE = [sys.executable, "-m", "reviewer", "score", "samples/101000894"]


def median_ms(command: list[str], runs: int, **environment: str) -> float:
    """Median time of a process in milliseconds, after one run that is not counted."""
    seconds = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, check=True)
        seconds.append(time.perf_counter() - start)
    return 1000 * statistics.median(seconds[1:])


def main() -> None:
    """Measures and prints."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as cache:
        base = median_ms([sys.executable, "-c", "pass"], runs)
        figures = {
            "warm": median_ms(SCORE, runs, REVIEWER_CACHE=cache),
            "cold": median_ms([*SCORE, "--no-cache"], runs, REVIEWER_CACHE=cache),
            "first": median_ms(SCORE, 3, REVIEWER_CACHE="off"),
        }
    print(f"python -c pass  {base:6.1f} ms")
    for name, value in figures.items():
        print(f"score, {name:7} {value:7.1f} ms  {value / base:5.1f} times")


if __name__ == "__main__":
    main()

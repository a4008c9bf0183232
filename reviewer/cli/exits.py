"""Exit codes, and what becomes of everything that goes wrong.

0    done, or passed
1    the gate did not pass
2    the user's input or configuration is wrong: one line on stderr
3    an internal error: a short message and where the traceback lies
130  interrupted
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from reviewer.errors import ReviewerError

DONE = 0
FAILED = 1
WRONG_INPUT = 2
INTERNAL = 3
INTERRUPTED = 130


def run_guarded(action: Callable[[], int | None]) -> int:
    """Runs an action and turns whatever it raises into one line on stderr and an exit code."""
    try:
        return action() or DONE
    except ReviewerError as error:
        print(f"reviewer: {error}", file=sys.stderr)
        return WRONG_INPUT
    except KeyboardInterrupt:
        print("reviewer: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`| head`): not an error, but stdout must not be flushed into it again.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        return _report_bug(error)


def _report_bug(error: Exception) -> int:
    import tempfile
    import traceback
    from pathlib import Path

    with tempfile.NamedTemporaryFile("w", prefix="reviewer-", suffix=".log", delete=False, encoding="utf-8") as log:
        traceback.print_exception(error, file=log)
    summary = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    print(f"reviewer: internal error, this is a bug: {summary}; the traceback is in {Path(log.name)}", file=sys.stderr)
    return INTERNAL

"""How far a batch is: one line that renews itself on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import shutil
import sys
from time import monotonic
from typing import TextIO

#: Seconds between two states of the line on a terminal.
RENEW = 0.2
#: Seconds between two lines where there is no terminal: a log of an hour's run stays readable.
QUIET = 15.0
#: Cells of the bar where the terminal is wide enough; below the lesser number there is none.
BAR, LEAST_BAR = 24, 8


class Progress:
    """Called with the number of finished tasks, as often as one likes."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        """Shows nothing yet.

        Args:
            total: tasks of the run.
            stream: standard error by default.
        """
        self._total, self._stream = total, stream or sys.stderr
        self._live = self._stream.isatty()
        self._started = self._shown = monotonic()
        self.finished = 0

    def __call__(self, finished: int) -> None:
        """Shows the state if it is time to."""
        self.finished = finished
        now = monotonic()
        if now - self._shown >= (RENEW if self._live else QUIET):
            self._shown = now
            self._show(now)

    def close(self) -> None:
        """Takes the line away; what follows is the summary."""
        if self._live:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _show(self, now: float) -> None:
        text = describe_progress(self.finished, self._total, now - self._started)
        if self._live:
            line = draw_line(text, self.finished, self._total, shutil.get_terminal_size().columns)
            self._stream.write(f"\r\x1b[K{line}")
        else:
            self._stream.write(text + "\n")
        self._stream.flush()


def draw_line(text: str, finished: int, total: int, width: int) -> str:
    """Puts a bar before the text, as long as fits: a line that wraps could not be renewed."""
    room = width - 1  # some terminals wrap once the last cell is filled
    cells = min(BAR, room - len(text) - len("[] "))
    if cells < LEAST_BAR:
        return text[:room]
    done = cells * finished // max(total, 1)
    return f"[{'#' * done}{'-' * (cells - done)}] {text}"


def describe_progress(finished: int, total: int, seconds: float) -> str:
    """Says how far a run is, how fast, and how long it will take."""
    rate = finished / seconds if seconds > 0 else 0.0
    text = f"{finished:,} of {total:,} tasks"
    if not rate:
        return text
    pace = f"{rate:,.0f} a second" if rate >= 1 else f"{rate * 60:,.0f} a minute"
    return f"{text}, {pace}, {_describe_time((total - finished) / rate)} left"


def _describe_time(seconds: float) -> str:
    whole = round(seconds)
    if whole < 100:
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02} min"

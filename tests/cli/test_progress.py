"""The line of a batch: what it says, and that it fits the terminal that it renews itself on."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
from pathlib import Path

import pytest

from reviewer.cli.progress import Progress, describe_progress, draw_line

RENEWED = "\r\x1b[K"
LONGEST = describe_progress(999_999, 1_000_000, 3_600_000.0)


@pytest.mark.parametrize(
    ("finished", "seconds", "said"),
    [
        (0, 5.0, "0 of 1,026 tasks"),
        (1, 4.0, "1 of 1,026 tasks, 15 a minute, 68 min left"),
        (26, 2.0, "26 of 1,026 tasks, 13 a second, 77 s left"),
        (1_026, 60.0, "1,026 of 1,026 tasks, 17 a second, 0 s left"),
    ],
)
def test_a_line_says_how_far_how_fast_and_how_long(finished: int, seconds: float, said: str) -> None:
    """Slow runs have a rate too."""
    assert describe_progress(finished, 1_026, seconds) == said


@pytest.mark.parametrize("width", [1, 20, 40, 60, 80, 160])
@pytest.mark.parametrize("text", ["26 of 1,026 tasks, 13 a second, 77 s left", LONGEST])
def test_a_line_never_wraps(text: str, width: int) -> None:
    """A line that wraps could not be renewed; what does not fit is the bar first."""
    line = draw_line(text, 26, 1_026, width)
    assert len(line) < max(width, 2)
    assert ("[" in line) == (width > len(text) + len("[########] "))


@pytest.mark.parametrize("width", [80, 160])
def test_a_terminal_sees_one_line_renewed_and_taken_away(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a real terminal of that width receives it."""
    keeper, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr("reviewer.cli.progress.RENEW", 0.0)
    with os.fdopen(terminal, "w") as stream:
        progress = Progress(1_026, stream)
        progress(13)
        progress(513)
        progress.close()
        seen = ""
        while not seen.endswith(RENEWED) or seen.count(RENEWED) < 3:  # a terminal hands on what it has, in pieces
            seen += os.read(keeper, 4096).decode()
    os.close(keeper)
    first, second, last = seen.split(RENEWED)[1:]
    assert first.startswith("[------------------------] 13 of 1,026 tasks, ")
    assert second.startswith("[############------------] 513 of 1,026 tasks, ")
    assert "left" in second
    assert (last, "\n" in seen, max(len(first), len(second)) < width) == ("", False, True)


def test_a_log_gets_whole_lines_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal there are no control characters, and not a line for each task."""
    with (tmp_path / "log").open("w") as stream:
        progress = Progress(1_026, stream)
        progress(13)
        monkeypatch.setattr("reviewer.cli.progress.QUIET", 0.0)
        progress(513)
        progress.close()
    (line,) = (tmp_path / "log").read_text().splitlines()
    assert line.startswith("513 of 1,026 tasks, ")

"""Ctrl-C is answered at the next look at the progress, never lost, and at once when it is pressed again."""

from __future__ import annotations

import signal

import pytest

from reviewer.cli.interruption import deferred


def test_it_is_raised_where_progress_is_told() -> None:
    told: list[int] = []
    with pytest.raises(KeyboardInterrupt), deferred(told.append) as tell:
        tell(1)
        signal.raise_signal(signal.SIGINT)
        told.append(2)  # the signal alone stops nothing
        tell(3)
    assert told == [1, 2]


def test_after_the_last_look_it_is_not_forgotten() -> None:
    with pytest.raises(KeyboardInterrupt), deferred(lambda _: None):
        signal.raise_signal(signal.SIGTERM)


def test_a_second_one_is_raised_at_once() -> None:
    reached = []
    with pytest.raises(KeyboardInterrupt), deferred(lambda _: None):
        signal.raise_signal(signal.SIGINT)
        reached.append("first")
        signal.raise_signal(signal.SIGINT)
        reached.append("second")
    assert reached == ["first"]


def test_the_handlers_that_were_there_come_back() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with deferred(lambda _: None):
        assert signal.getsignal(signal.SIGINT) is not before[0]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before

"""Ctrl-C where it does no harm: asked for at any time, answered at the next look.

Raised wherever the program happens to be, an interruption may fall into a destructor, where Python prints and forgets
it; seen with Dask, whose objects have many.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def deferred(tell: Callable[[int], None]) -> Iterator[Callable[[int], None]]:
    """Puts off SIGINT and SIGTERM to the next time that progress is told; a second one is raised at once.

    Args:
        tell: told of the progress several times a second.

    Yields:
        what to tell instead; it raises KeyboardInterrupt where one was asked for.
    """
    asked = False

    def note(*_: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True

    def tell_or_stop(finished: int) -> None:
        if asked:
            raise KeyboardInterrupt
        tell(finished)

    before = {each: signal.signal(each, note) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield tell_or_stop
        if asked:  # after the last look: what was asked for is not forgotten
            raise KeyboardInterrupt
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)

"""References to what a loop makes, and to the same written out: ``aws_vpc.farm[0].id`` is ``aws_vpc.farm_a.id``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from reviewer.diff.loops import Row
from reviewer.diff.values import Edit
from reviewer.model import Path
from reviewer.references import name_of

_KEY: Final = r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
#: How all of a loop are named at once, as a list of what each has.
_ALL: Final = r"(?:values\({0}\)\[\*\]|{0}\[\*\]|{0}\.\*)\.(?P<of>\w+)"


class _Names(NamedTuple):
    """How a row is named on both sides.

    Attributes:
        side: where it is written out.
        loop: finds one of what the loop makes.
        all: finds all of it.
        written: finds one of what is written out.
        members: names of what is written out.
        stands: what stands for any of them.
    """

    side: int
    loop: re.Pattern[str]
    all: re.Pattern[str]
    written: re.Pattern[str]
    members: tuple[str, ...]
    stands: str


class RowReferences:
    """Tells which references differ only because a loop is written out; Terraform has an index or a key for each.

    Args:
        rows: of both documents.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._names = [_names(row) for row in rows if row.loop.language == "hcl"]

    def mark(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Gives the edits of a pair, references where both name one of the same row, or all of it.

        Args:
            edits: of one element.
        """
        found = list(edits)
        if self._names:
            gone: dict[tuple[Path, str], list[int]] = defaultdict(list)
            for at, edit in enumerate(found):
                if edit.noise is None and edit.op == "remove" and edit.left and (text := self._plain(0, edit.before)):
                    gone[edit.left[:-1], text].append(at)
            for at, edit in enumerate(found):
                if edit.noise is None and edit.op == "replace" and self._is_same(edit.before, edit.after):
                    found[at] = edit._replace(noise="reference")
                elif edit.noise is None and edit.op == "add" and edit.right and isinstance(edit.right[-1], int):
                    partners = gone.get((edit.right[:-1], self._plain(1, edit.after) or ""), [])
                    for each in (at, partners.pop(0)) if partners else ():
                        found[each] = found[each]._replace(noise="reference")
        yield from found

    def _is_same(self, before: Any, after: Any) -> bool:
        if isinstance(before, str) and isinstance(after, str):
            one = self._plain(0, before)
            return one is not None and one == self._plain(1, after)
        for each in self._names:
            whole, listed = (before, after) if each.side else (after, before)
            found = each.all.fullmatch(str(whole)) if isinstance(whole, str) else None
            if found is not None and isinstance(listed, list):
                return sorted(map(str, listed)) == sorted(f"{name}.{found['of']}" for name in each.members)
        return False

    def _plain(self, side: int, value: Any) -> str | None:
        """The text of a value without what tells one of a row from the others; None where it names none."""
        if not isinstance(value, str):
            return None
        text = str(value)
        for each in self._names:
            text = (each.written if each.side == side else each.loop).sub(each.stands, text)
        return text if text != str(value) else None


def _names(row: Row) -> _Names:
    loop, members = name_of(row.loop), tuple(map(name_of, row.written))
    longest = sorted(members, key=lambda name: (-len(name), name))
    return _Names(
        row.side,
        re.compile(rf"(?<![\w.-]){re.escape(loop)}{_KEY}"),
        re.compile(_ALL.format(re.escape(loop))),
        re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])"),
        members,
        f"<{loop}>",
    )

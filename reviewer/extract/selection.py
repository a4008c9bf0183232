"""Which blocks are the answer's code, and which of two blocks with one name counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from reviewer.extract.readers import READERS, Reading
from reviewer.model import CodeBlock, Metadata, Notification

if TYPE_CHECKING:
    from reviewer.extract.documents import ReadBlock

#: Kinds of tasks whose answer may be a shell script or a workflow without a name.
_SCRIPT_PLATFORMS: Final = frozenset({"analysis", "cicd"})


def may_be_answer(block: CodeBlock, metadata: Metadata) -> bool:
    """Whether a block is worth reading: commands, trees and documentation aren't, whatever they hold."""
    if block.language == "md":
        return False
    if block.name is not None:
        return not block.name.endswith((".md", ".txt"))
    if block.language == "sh":
        return metadata.platform in _SCRIPT_PLATFORMS and block.text.startswith("#!")
    return block.language in READERS


def is_answer(block: CodeBlock, reading: Reading, metadata: Metadata) -> bool:
    """Whether a block that was read belongs to the answer's code: sample data and sample output don't."""
    if not reading.elements:
        return False
    if block.name is not None or block.language not in ("json", "yaml"):
        return True
    if reading.platform == "cicd" or reading.platform is None:
        return metadata.platform == "cicd" or (reading.platform is None and "AWS::" in block.text)
    return True


def without_repeats(read: Sequence[ReadBlock]) -> tuple[list[ReadBlock], list[Notification]]:
    """Of several blocks with one file name keeps the last complete one, and says so."""
    last: dict[str, int] = {}
    for index, each in enumerate(read):
        name = each.block.name
        if name and (each.block.complete or name not in last):
            last[name] = index
    kept, notes = [], []
    for index, each in enumerate(read):
        name = each.block.name
        if name is None or last[name] == index:
            kept.append(each)
            continue
        line = read[last[name]].block.span.start
        notes.append(
            Notification(
                "info",
                f"{name} stands more than once, the one at line {line} counts",
                each.block.span.file,
                each.block.span.start,
            )
        )
    return kept, notes

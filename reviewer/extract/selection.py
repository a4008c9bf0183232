"""Which blocks are the answer's code; of several that hold one file, :mod:`reviewer.extract.repeats` picks one."""

from __future__ import annotations

from typing import Final

from reviewer.extract.readers import READERS, Reading
from reviewer.model import CodeBlock, Metadata

#: Name of the template that is always the lead, and deployed.
LEAD: Final = "tapstack"
#: Lines below which text that can't be parsed is a quotation in the prose rather than a broken program.
_QUOTED: Final = 4
#: Blocks that stand only within another one, and where attributes without a name stand.
_INNER: Final = frozenset(
    {"hcl", "lifecycle", "statement", "validation", "ingress", "egress", "dynamic", "condition", "tags"}
)
#: Kinds of tasks whose answer may be a shell script or a workflow without a name.
SCRIPT_PLATFORMS: Final = frozenset({"analysis", "cicd"})


def may_be_answer(block: CodeBlock, metadata: Metadata) -> bool:
    """Whether a block is worth reading: commands, trees and documentation aren't, whatever they hold."""
    if block.language == "md":
        return False
    if block.name is not None:
        return not block.name.endswith((".md", ".txt"))
    if block.language == "sh":
        return metadata.platform in SCRIPT_PLATFORMS and block.text.startswith("#!")
    return block.language in READERS


def is_answer(block: CodeBlock, reading: Reading, metadata: Metadata) -> bool:
    """Whether a block that was read belongs to the answer's code: sample data and sample output don't."""
    if not reading.elements or _is_quotation(block, reading) or _is_inside(block, reading):
        return False
    if block.name is not None or block.language not in ("json", "yaml"):
        return True
    if reading.platform == "cicd" or reading.platform is None:
        return metadata.platform == "cicd" or (reading.platform is None and "AWS::" in block.text)
    return True


def _is_quotation(block: CodeBlock, reading: Reading) -> bool:
    """Whether a block only quotes a line or two that are no program by themselves: "changed from ... to ..."."""
    short = block.name is None and block.text.strip().count("\n") < _QUOTED
    return short and all(each.kind == "file" and "unparsed" in each.path for each in reading.elements)


def _is_inside(block: CodeBlock, reading: Reading) -> bool:
    """Whether HCL without a name shows only what stands within another block, or values beside the code.

    A ``lifecycle`` alone declares nothing, and attributes alone are a line of something or an example of how the
    variables may be set.
    """
    return (
        block.language == "hcl"
        and block.name is None
        and all(each.kind == "setting" and each.path[0] in _INNER for each in reading.elements)
    )

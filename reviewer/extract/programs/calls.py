"""The nouns of a walk: calls, their arguments, and bodies of statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reviewer.extract.programs.located import Located

if TYPE_CHECKING:
    from tree_sitter import Node

#: What stands in the value of a function, or of a block in one: statements by what they name.
Body = dict[str, Located]


class Argument(NamedTuple):
    """One argument of a call; ``name`` is None for a positional one."""

    name: str | None
    node: Node


class Call(NamedTuple):
    """A call or the making of an object.

    Attributes:
        callee: what is called, as written, white space apart (``ec2.Vpc``, ``bucket.grantRead``).
        arguments: in order.
        node: the whole call.
        function: the node of what is called.
        receiver: the node on which a method is called, None for a plain name.
        method: last part of the callee.
    """

    callee: str
    arguments: list[Argument]
    node: Node
    function: Node
    receiver: Node | None
    method: str

    def positional(self) -> list[Node]:
        """The arguments without a name."""
        return [each.node for each in self.arguments if each.name is None]


class Step(NamedTuple):
    """One call of a chain ``root.a(..).b(..)``."""

    method: str
    call: Call

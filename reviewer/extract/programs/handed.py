"""Objects that a program writes into a variable only to hand them on: they are the arguments of what takes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from reviewer.extract.programs.calls import Body
from reviewer.extract.programs.documents import function_around, is_parameter
from reviewer.extract.programs.later_keys import LaterKey, later_keys
from reviewer.extract.programs.located import Code, Located, put
from reviewer.keys import to_snake_case

if TYPE_CHECKING:
    from tree_sitter import Node

#: A variable of a function; the fields of an object may be read anywhere.
_VARIABLE: Final = re.compile(r"[A-Za-z_$][\w$]*\Z")
#: What other files may read.
_EXPORTED: Final = "export_statement"
#: How the name of an argument that hands on a whole dictionary begins.
SPREAD: Final = "**"
#: The key of an object that holds the name of its class.
_CALL: Final = "call"
#: What Pulumi calls the options of a resource.
OPTIONS: Final = re.compile(r"(?:\w*Resource|Invoke)Options\Z")
_OPTION: Final = frozenset(
    to_snake_case(each)
    for each in (
        "parent", "provider", "providers", "dependsOn", "protect", "ignoreChanges", "aliases", "retainOnDelete",
        "deleteBeforeReplace", "customTimeouts", "additionalSecretOutputs", "replaceOnChanges", "deletedWith",
    )
)  # fmt: skip


class _Kept(NamedTuple):
    """An object, the bytes of the function after it, what takes it out of that function, and how often it is used.

    What several constructs share is theirs only where they take it as their own arguments (``shared``).
    """

    value: Located
    start: int
    end: int
    drop: Callable[[], None]
    uses: int
    shared: bool


class Handed:
    """The objects that variables hold at a point of the walk and that one expression uses.

    ``const config = {...}; new Database(this, 'db', config)`` says what ``new Database(this, 'db', {...})`` does. An
    object that is used more than once, changed or exported stays where it is written, unless every use spreads it into
    the arguments of a construct: ``new Function(this, 'f', {...defaults, handler})`` has the settings of them all.
    Keys that a dictionary of Python gets before it is used are its own.
    """

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._later: dict[int, tuple[str, LaterKey]] = {}

    def keep(self, name: str, value: Located | None, node: Node, drop: Callable[[], None]) -> None:
        """Notes what a variable holds from now on.

        Args:
            name: the variable.
            value: the object that is written down for it, None where it is none.
            node: the assigned expression.
            drop: takes the value out of where it was written.
        """
        self._kept.pop(name, None)
        if value is None or not isinstance(value.value, (dict, str, Code)) or not _VARIABLE.match(name):
            return
        function = function_around(node)
        rest = (function.text or b"")[node.end_byte - function.start_byte :]
        word = re.escape(name)
        uses = [
            node.end_byte + each.start()
            for each in re.finditer(rf"(?:(?<![\w$.])|(?<=\.\.\.)){word}(?![\w$])".encode(), rest)
        ]
        later = later_keys(node, name)
        if later and max(later) < min((each for each in uses if each not in later), default=0):
            uses = [each for each in uses if each not in later]
            self._later |= {place: (name, each) for place, each in later.items()}
        # the name of an argument or key that is called alike is no use
        keys = re.findall(rf"[({{,]\s*{word}\s*(?:=(?![=>])|:)".encode(), rest)
        uses = uses[len(keys) :]
        spreads = re.findall(rf"(?:\.\.\.|\*\*){word}(?![\w$])".encode(), rest)
        options = isinstance(value.value, dict) and _is_options(value.value)
        shared = isinstance(value.value, dict) and not options and 1 < len(uses) == len(spreads)
        once = len(uses) == 1
        if (once or (uses and options) or shared) and not (function.parent is None and _is_exported(node)):
            self._kept[name] = _Kept(value, node.end_byte, function.end_byte, drop, len(uses), shared)

    def add(self, node: Node, value: Located) -> bool:
        """Puts the value of an assignment into the object that it adds a key to; whether it adds one."""
        name, later = self._later.get(node.start_byte, ("", None))
        kept = self._kept.get(name)
        if kept is None or later is None:
            return False
        held = kept.value.value
        held.pop(later.key, None)
        held[later.key] = value if later.decided is None else value._replace(value=Code(later.decided))
        return True

    def take(self, node: Node, name: str) -> Located | None:
        """Gives the object that an expression names, which then stands in its old place no longer."""
        kept = self._kept.get(name)
        if kept is None or not kept.start <= node.start_byte < kept.end or is_parameter(node, name):
            return None
        if kept.shared and not _is_spread_into_arguments(node):
            return None
        if kept.uses == 1:
            kept.drop()
        self._kept[name] = kept._replace(uses=kept.uses - 1)
        return kept.value


def _is_spread_into_arguments(node: Node) -> bool:
    """Whether an expression is spread into the arguments of a call: of a constructor, where the language has a word."""
    spread_in = node.parent.parent if node.parent is not None else None
    if spread_in is not None and spread_in.type == "object" and spread_in.parent is not None:
        spread_in = spread_in.parent
        return spread_in.parent is not None and spread_in.parent.type == "new_expression"
    return spread_in is not None and spread_in.type == "argument_list"


def _is_options(value: Body) -> bool:
    """Whether an object holds nothing but options of a resource."""
    named = value.get(_CALL)
    keys = {to_snake_case(key) for key in value if key != _CALL}
    return bool(keys) and keys <= _OPTION and (named is None or OPTIONS.search(str(named.value)) is not None)


def spread(body: Body, held: Body, spreads: set[str]) -> None:
    """Puts the keys of an object into another one; ``spreads`` notes them: what is written later replaces them."""
    for key, value in held.items():
        put_over(body, key, value, spreads)
        spreads.add(key)


def put_over(body: Body, key: str, value: Located, spreads: set[str]) -> None:
    """Sets a key, in the place of what was spread into the object before."""
    if key in spreads:
        spreads.discard(key)
        body.pop(key, None)
    put(body, key, value)


def _is_exported(node: Node) -> bool:
    while node.parent is not None and node.type != _EXPORTED:
        node = node.parent
    return node.type == _EXPORTED

"""Values of infrastructure code and the places within them: what JSON has, text that is code, and no value at all."""

from __future__ import annotations

from typing import Final

#: Tokens of an RFC 6901 pointer, unescaped; a position in a list is an ``int``, a key a ``str``.
Path = tuple[str | int, ...]


class Missing:
    """The type of :data:`MISSING`: there is no value, which is not the same as the value ``null``."""

    _instance: Missing | None = None

    def __new__(cls) -> Missing:
        """Gives the one instance."""
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> tuple[type[Missing], tuple[()]]:
        return Missing, ()


MISSING: Final = Missing()


class Expression(str):
    """Source text of a value that is code (``var.size``, ``cdk.Duration.days(7)``), white space normalised.

    It reads and serialises as its text, but never equals the string literal of the same text.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(("Expression", str(self)))

    def __repr__(self) -> str:
        return f"Expression({str(self)!r})"


def to_pointer(path: Path) -> str:
    """Writes a path as an RFC 6901 pointer."""
    if not path:
        return ""
    pointer = "/" + "/".join([token if type(token) is str else str(token) for token in path])
    if pointer.count("/") == len(path) and "~" not in pointer:
        return pointer
    return "".join(["/" + str(token).replace("~", "~0").replace("/", "~1") for token in path])

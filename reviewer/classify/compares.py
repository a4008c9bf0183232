"""How the two sides of a change compare: a number that grows, a range that widens, a value of another type."""

from __future__ import annotations

import re
from fnmatch import translate
from ipaddress import ip_network

from reviewer.classify.units import Unit
from reviewer.leaves import intrinsic
from reviewer.rubric.matching import to_number, to_text

#: Puts a value that is known later into the type that is asked for, and changes nothing else about it.
_HANDED_ON = re.compile(
    r"\.apply(?:Value)?\((?:Either::(?:of)?(?:Left|Right|left|right)|(?:List|Set|Optional|Output)::of|Arrays::asList"
    r"|Collections::singleton(?:List)?)\)\Z"
)

#: A constant of an enumeration, without the name of the type that declares it.
_CONSTANT = re.compile(r"(?:\A|\.)[A-Z]\w*\.([A-Z][A-Z0-9_]*)\Z")


def compare(how: str, unit: Unit) -> bool:
    """Tells whether a change of a unit compares as a match asks.

    Args:
        how: ``same``, ``target``, ``branch``, ``grows``, ``shrinks``, ``widens`` or ``narrows``, as docs/rubrics.md
            explains them.
        unit: what changed.
    """
    if how == "same":
        return any(
            _plain(each.before) == _plain(each.after)
            or stands_for(each.before, each.after)
            or stands_for(each.after, each.before)
            for each in unit.changes
        )
    if how == "target":
        targets = [(_target(each.before), _target(each.after)) for each in unit.changes]
        return any(old == new != "" for old, new in targets)
    if how == "branch":
        return any(each.before in _branches(each.after) for each in unit.changes)
    if how in ("widens", "narrows"):
        pairs = [(_bare(each.before), _bare(each.after)) for each in unit.changes]
        return any(covers(new, old) if how == "widens" else covers(old, new) for old, new in pairs)
    sizes = [(_size(each.before), _size(each.after)) for each in unit.changes]
    grows = how == "grows"
    return any(a is not None and b is not None and (b > a if grows else b < a) for a, b in sizes)


def stands_for(constant: object, text: object) -> bool:
    """Whether a constant of an enumeration is called like a text, as ``Unit.PER_SECOND`` is like ``PerSecond``."""
    if not isinstance(constant, str) or not isinstance(text, str):
        return False
    found = _CONSTANT.search(constant)
    return found is not None and found[1].replace("_", "").lower() == re.sub(r"[\s_-]", "", text).lower()


def covers(outer: str, inner: str) -> bool:
    """Whether a range of addresses holds another one and more, or an ARN with wildcards names another one and more."""
    if outer == inner:
        return False
    if outer.startswith("arn:") and inner.startswith("arn:"):
        return "*" in outer and re.match(translate(outer.replace("[", "[[]").replace("?", "[?]")), inner) is not None
    try:
        wide, narrow = ip_network(outer, strict=False), ip_network(inner, strict=False)
    except ValueError:
        return False
    return wide.version == narrow.version and wide.prefixlen < narrow.prefixlen and wide.overlaps(narrow)


def _target(value: object) -> str:
    """The name of what a template refers to, whatever of it is taken; nothing for other values."""
    if not isinstance(value, dict) or intrinsic(value) not in ("Ref", "Fn::GetAtt"):
        return ""
    ((_, said),) = value.items()
    first = said[0] if isinstance(said, list) and said else said
    return first.partition(".")[0] if isinstance(first, str) else ""


def _branches(value: object) -> list[object]:
    """What an ``Fn::If`` gives one way and the other; nothing for other values."""
    said = value["Fn::If"] if isinstance(value, dict) and intrinsic(value) == "Fn::If" else None
    return said[1:] if isinstance(said, list) and len(said) == 3 else []


def _bare(value: object) -> str:
    """Gives a text, also one in which names are put by ``Fn::Sub``."""
    if isinstance(value, dict) and len(value) == 1:
        value = value.get("Fn::Sub", "")
    return value if isinstance(value, str) else ""


def _plain(value: object) -> str:
    """Gives the text of a value whatever its type, a value that a factory puts into another type without that.

    An object is the same as a list that holds nothing else.
    """
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        value = value[0]
    return _HANDED_ON.sub("", to_text(value)).lower()


def _size(value: object) -> float | None:
    return float(len(value)) if isinstance(value, list) else to_number(value)

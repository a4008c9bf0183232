"""Where two values of a program differ, where each of them as a whole is too long for a title.

``ec2.SubnetType.PRIVATE_ISOLATED`` and ``ec2.SubnetType.PRIVATE_WITH_EGRESS`` differ in their last names; the names of
the library in front of a constant say nothing that the property does not say.
"""

from __future__ import annotations

import re
from typing import Final

from reviewer.model import Expression

#: The names in front of a constant: ``ec2.InstanceSize.`` of ``ec2.InstanceSize.LARGE``.
_QUALIFIER: Final = re.compile(r"\b(?:[A-Za-z_]\w*\.)+(?=[A-Z][A-Z0-9_]*\b(?![\w.(]))")
_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")
#: Of a text that is filled in, and of a choice, a part says less than the whole.
_WHOLE: Final = re.compile(r"[\"'`?]|\b(?:if|or|and)\b|\|\||&&")
#: A part that begins or ends within brackets or quotes tells nothing by itself.
_PLAIN: Final = re.compile(r"\w(?:[\w.,\s-]*\w)?")


def find_difference(before: object, after: object) -> tuple[str, str] | None:
    """Gives the parts in which two expressions differ, None where those would not tell what became of the value.

    Args:
        before: the value that was there.
        after: the value that is there now.
    """
    if not all(isinstance(each, Expression) and not _WHOLE.search(each) for each in (before, after)):
        return None
    sides = [_TOKEN.findall(_QUALIFIER.sub("", each)) for each in map(str, (before, after))]
    start = 0
    while start < min(map(len, sides)) and sides[0][start] == sides[1][start]:
        start += 1
    sides = [each[start:] for each in sides]
    while all(sides) and sides[0][-1] == sides[1][-1]:
        sides = [each[:-1] for each in sides]
    old, new = ("".join(each) for each in sides)
    return (old, new) if _PLAIN.fullmatch(old) and _PLAIN.fullmatch(new) else None

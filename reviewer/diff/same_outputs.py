"""Outputs that hold the same: ``bucket.id`` is ``bucket.bucket``, whichever of the two is handed on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from reviewer.diff.references import NO_RENAMES, Renames
from reviewer.diff.same_attributes import plain_type, same_by_type
from reviewer.diff.spelling import Spelling
from reviewer.diff.values import Edit
from reviewer.keys import to_snake_case
from reviewer.model import Element, Expression
from reviewer.references import without_file

_IDENTIFIER: Final = re.compile(r"[A-Za-z_]\w*\Z")
#: An output of what a name stands for, as a property or, in Go and Java, as a method without arguments.
_OUTPUT: Final = re.compile(
    r"(?P<name>(?:(?:data\.)?aws_\w+\.)?[A-Za-z_]\w*)(?P<place>(?:\[[^\[\]]*\])?)"
    r"\.(?P<output>[A-Za-z_]\w*)(?:\(\))?(?![\w(.\[])"
)


class SameOutputs:
    """Tells whether two values of a pair of documents differ only in which of two equal outputs they take.

    Args:
        left: elements of the one document.
        right: elements of the other one.
        renames: names of the left document in the right one.
    """

    def __init__(self, left: Iterable[Element], right: Iterable[Element], renames: Renames) -> None:
        self._leads = _find_leads(left), _find_leads(right)
        self._spellings = Spelling(renames, loose=False), Spelling(NO_RENAMES, loose=False)

    def mark(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Gives the edits of an element, mere spellings where the outputs hold the same."""
        for edit in edits:
            yield edit._replace(noise="spelling") if self._is_same(edit) else edit

    def _is_same(self, edit: Edit) -> bool:
        if edit.op != "replace" or edit.noise is not None or not all(self._leads):
            return False
        if not isinstance(edit.before, Expression) or not isinstance(edit.after, Expression):
            return False
        told = _with_leads(edit.before, self._leads[0]), _with_leads(edit.after, self._leads[1])
        if told == (edit.before, edit.after):
            return False
        return self._spellings[0].leaf(Expression(told[0]), "") == self._spellings[1].leaf(Expression(told[1]), "")


def _outputs_of(element: Element) -> Mapping[str, str]:
    plain = plain_type(element.type)
    if element.language == "hcl" and element.kind == "data":
        plain = f"data{plain}"
    found = same_by_type().get(plain) or same_by_type().get(plain.removeprefix("aws"), {})
    # CDKTF appends a letter to a few classes
    return found or same_by_type().get(plain[:-1] if plain.endswith("a") else "", {})


def _find_leads(elements: Iterable[Element]) -> Mapping[str, Mapping[str, str]]:
    """The equal outputs of what each name of a document stands for; none where it stands for things of two types."""
    types: dict[str, set[str]] = {}
    leads: dict[str, Mapping[str, str]] = {}
    for each in elements:
        if each.type and each.kind in ("resource", "data"):
            for name in _names_of(each):
                types.setdefault(name, set()).add(each.type)
                leads[name] = _outputs_of(each)
    return {name: found for name, found in leads.items() if found and len(types[name]) == 1}


def _names_of(element: Element) -> list[str]:
    if element.language == "hcl":
        return [".".join(map(str, without_file(element)))]
    return [str(token) for token in element.path[1:] if _IDENTIFIER.match(str(token))]


def _with_leads(code: str, leads: Mapping[str, Mapping[str, str]]) -> str:
    """Gives code in which of equal outputs only one is taken."""

    def lead(match: re.Match[str]) -> str:
        output = to_snake_case(match["output"]).removeprefix("get_")
        known = leads.get(match["name"], {})
        if output in known or output in known.values():
            return f"{match['name']}{match['place']}.{known.get(output, output)}"
        return match[0]

    return _OUTPUT.sub(lead, code)

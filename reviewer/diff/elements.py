"""Which elements of two documents are the same one.

By address and type first, then among those left over of the same kind and type by likeness of values, names and
neighbours (one optimal assignment), last by address alone, where the type itself has changed; data and programs have no
address in common.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from reviewer.diff.classes import pair_classes, share_nothing
from reviewer.diff.given import pair_giving
from reviewer.diff.inputs import pair_longer
from reviewer.diff.kinship import list_free, pair_kin
from reviewer.diff.portraits import Painter, is_single, likeness, paint
from reviewer.diff.retyped import pair_retyped
from reviewer.diff.same_files import name_files
from reviewer.diff.same_types import same_type
from reviewer.diff.shown_files import find_shown
from reviewer.diff.similarity import assign, candidates
from reviewer.diff.trust import are_lent_to_others, serve_others
from reviewer.diff.words import contradict, core_type, plain_name, words_of
from reviewer.model import STATEMENTS, Element
from reviewer.references import without_file

#: What is compared of a native type.
TypeOf = Callable[[str], str]

#: Two elements are one that was renamed from this likeness on. Below it more than a third of what they hold differs,
#: and on the development corpus such pairs read as one thing removed and another added.
RENAMED: Final = 0.6
#: Kinds whose address is their content: an import of another package is not a renamed import.
_NEVER_RENAMED: Final = frozenset({"import", "statement", "setting"})
#: Languages of data and manifests, whose keys name nothing in a program.
_DATA: Final = frozenset({"json", "yaml", "toml"})
#: What is called or lies like a test: no function of the program was renamed to one.
_TEST: Final = re.compile(r"(?i)(^|[/._])tests?([/._]|\Z)|\Atest_|(?-i:\ATest[A-Z])")
#: The program itself, which the stacks stand in.
_APP: Final = re.compile(r"(?i)(^|[._])app\b")
#: Kinds that a document declares for a purpose; functions and files are told apart by what they hold.
_DECLARED: Final = frozenset({"resource", "data"})


class ElementPairs(NamedTuple):
    """What belongs together, in order of the left document, then of the right one.

    Attributes:
        pairs: None stands on the side where an element is missing.
    """

    pairs: list[tuple[Element | None, Element | None]]

    @property
    def renamed(self) -> list[tuple[Element, Element]]:
        """The pairs whose addresses differ."""
        return [(one, other) for one, other in self.pairs if one and other and one.path != other.path]


def pair_elements(left: Sequence[Element], right: Sequence[Element]) -> ElementPairs:
    """Pairs the elements of two documents one to one."""
    pairs: dict[int, int] = {}
    # a file of the same name on both sides tells more than an address that only one side has to put a file before
    files = name_files(left, right)
    pairs |= _pair_by(lambda each: _in_same_file(each, files), left, right, *_left_over(pairs, left, right))
    shown = find_shown(left, right, *_left_over(pairs, left, right), _in_any_file)
    pairs |= _pair_by(_in_any_file, left, right, *shown)
    for key in (_exactly, _in_any_file):
        pairs |= _pair_by(key, left, right, *_left_over(pairs, left, right))
    # what is one thing under two types comes after what is of one type
    for type_of in (core_type, same_type):
        pairs |= _pair_named(left, right, *_left_over(pairs, left, right), type_of)
    pairs |= _pair_by_variable(left, right, pairs)
    pairs |= pair_longer(left, right, *_left_over(pairs, left, right))
    pairs |= pair_classes(left, right, *_left_over(pairs, left, right))
    for type_of in (core_type, same_type):
        pairs |= _pair_alike(left, right, pairs, type_of)
    for type_of in (core_type, same_type):
        pairs |= pair_kin(left, right, pairs, type_of)
    pairs |= pair_giving(left, right, pairs)
    pairs |= pair_retyped(left, right, pairs)
    for key in (_by_path, _by_address):
        pairs |= _pair_by(key, left, right, *_left_over(pairs, left, right))
    pairs = {
        i: j
        for i, j in pairs.items()
        if not share_nothing(i, j, pairs, left, right)
        and not serve_others(left[i], right[j])
        and not are_lent_to_others(left[i], right[j], left, right)
    }
    taken = set(pairs.values())
    found: list[tuple[Element | None, Element | None]] = [
        (one, right[pairs[index]] if index in pairs else None) for index, one in enumerate(left)
    ]
    return ElementPairs(found + [(None, other) for index, other in enumerate(right) if index not in taken])


def _exactly(element: Element) -> Hashable:
    return element.path, element.kind, element.type


def _in_same_file(element: Element, files: Mapping[str, str]) -> Hashable:
    return files.get(element.file, element.file), *_in_any_file(element)


def _in_any_file(element: Element) -> tuple[Hashable, ...]:
    return without_file(element), element.kind, element.type


def _by_path(element: Element) -> Hashable:
    return element.path, _is_data(element)


def _by_address(element: Element) -> Hashable:
    return without_file(element), _is_data(element)


def _may_be_renamed(element: Element) -> bool:
    """A provider of a configuration is what its address says; a program gives it an id as it does a resource."""
    return element.kind not in _NEVER_RENAMED and (element.kind != "provider" or element.language != "hcl")


def _is_data(element: Element) -> bool:
    """Whether it stands in a file of data: a key ``main`` of a manifest is no function ``main``."""
    return element.language in _DATA


def _left_over(pairs: dict[int, int], left: Sequence[Element], right: Sequence[Element]) -> tuple[list[int], list[int]]:
    taken = set(pairs.values())
    return [i for i in range(len(left)) if i not in pairs], [j for j in range(len(right)) if j not in taken]


def _pair_by(
    key: Callable[[Element], Hashable],
    left: Sequence[Element],
    right: Sequence[Element],
    lefts: list[int],
    rights: list[int],
) -> dict[int, int]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for j in rights:
        places[key(right[j])].append(j)
    pairs: dict[int, int] = {}
    for i in lefts:
        free = places.get(key(left[i]), [])
        found = next((j for j in free if _may_be_one(left[i], right[j])), None)
        if found is not None:
            pairs[i] = found
            free.remove(found)
    return pairs


def _may_be_one(left: Element, right: Element) -> bool:
    """Whether what has the same address in every file, code outside of functions and settings, is that of one file.

    A file may have another name in its folder; an entry point is no module beside it, and nothing is a test. Nor is the
    ``main`` of a manifest in JSON that of a project file in YAML, unless the two are one file in another language.
    """
    if left.kind == right.kind == "setting" and left.language != right.language and left.file and right.file:
        return PurePosixPath(left.file).stem == PurePosixPath(right.file).stem
    if left.path[-1] != STATEMENTS or not left.file or not right.file:
        return _is_test(left) == _is_test(right)
    one, other = PurePosixPath(left.file), PurePosixPath(right.file)
    return one.name == other.name or (one.parent == other.parent and _is_test(left) == _is_test(right))


def _pair_named(
    left: Sequence[Element], right: Sequence[Element], lefts: list[int], rights: list[int], type_of: TypeOf
) -> dict[int, int]:
    """Pairs what bears the same id under another variable or import, as many of them on both sides, in their order.

    The id as written first, then without what is filled in: ``Key`` and ``Key-${suffix}``. Two branches of a condition
    may make the same construct each.
    """
    pairs: dict[int, int] = {}
    for spell in (str, plain_name):
        sides = [
            _by_name(elements, [each for each in among if each not in taken], spell, type_of)
            for elements, among, taken in ((left, lefts, pairs.keys()), (right, rights, set(pairs.values())))
        ]
        for key, places in sides[0].items():
            if len(places) == len(sides[1].get(key, ())):
                pairs |= dict(zip(places, sides[1][key], strict=True))
    return pairs


def _by_name(
    elements: Sequence[Element], among: Iterable[int], spell: Callable[[str], str], type_of: TypeOf
) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index in among:
        element = elements[index]
        name = spell(str(element.path[-1]))
        # what a program reads from its configuration is called as it is there, and has no type, nor has an output
        typed = element.type or element.kind in ("parameter", "output")
        if name and typed and len(element.path) > 1 and _may_be_renamed(element):
            groups[element.kind, _typed(element, type_of), name].append(index)
    return groups


def _pair_by_variable(left: Sequence[Element], right: Sequence[Element], pairs: dict[int, int]) -> dict[int, int]:
    """Pairs what a program holds in the one variable of a type that both documents call so, whatever its id is.

    A variable that only says the type (``bucket``) may hold any of them, unless there is only one on both sides.
    """
    single = _singles(left, core_type) & _singles(right, core_type)
    sides = _by_variable(left, single), _by_variable(right, single)
    taken = set(pairs.values())
    found = {}
    for key, places in sides[0].items():
        others = sides[1].get(key, [])
        if len(places) == len(others) == 1 and places[0] not in pairs and others[0] not in taken:
            i, j = places[0], others[0]
            if not contradict(words_of(left[i]), words_of(right[j])) and not serve_others(left[i], right[j]):
                found[i] = j
    return found


def _by_variable(elements: Sequence[Element], single: Container[Hashable]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index, each in enumerate(elements):
        path = without_file(each)
        if each.kind in _DECLARED and each.language != "hcl" and len(path) > 2:
            variable = str(path[-2])
            key = each.kind, _typed(each, core_type)
            if key in single or words_of(replace(each, path=(path[0], variable), value={})).own:
                groups[*key, plain_name(variable)].append(index)
    return groups


def _pair_alike(
    left: Sequence[Element], right: Sequence[Element], known: dict[int, int], type_of: TypeOf
) -> dict[int, int]:
    lefts, rights = _left_over(known, left, right)
    if _by_type(left, lefts, type_of).keys().isdisjoint(_by_type(right, rights, type_of)):
        return {}  # nothing to choose from, whatever belongs to what
    groups = _by_type(left, list_free(left, lefts), type_of), _by_type(right, list_free(right, rights), type_of)
    common = [key for key in groups[0] if key in groups[1]]
    if not common:
        return {}
    painters = paint(left, right, known)
    single = _singles(left, type_of) & _singles(right, type_of)
    pairs: dict[int, int] = {}
    for key in common:
        lone = (groups[0][key][0], groups[1][key][0]) if key[:2] in single else None
        if lone and serve_others(left[lone[0]], right[lone[1]]):
            continue
        if lone and is_single(painters[0].portrait(left[lone[0]]), painters[1].portrait(right[lone[1]])):
            pairs[lone[0]] = lone[1]
        else:
            pairs |= _pair_group(left, right, groups[0][key], groups[1][key], painters)
    return pairs


def _singles(elements: Sequence[Element], type_of: TypeOf) -> set[Hashable]:
    """The types of resources, lookups, providers and modules that a document has only one of."""
    named = (each for each in elements if each.type and each.kind in (*_DECLARED, "provider", "module"))
    counts = Counter(
        (each.kind, _typed(each, type_of)) for each in named if _may_be_renamed(each) and not _is_root(each)
    )
    return {key for key, count in counts.items() if count == 1}


def _is_test(element: Element) -> bool:
    places = (element.file, *map(str, element.path)) if element.kind == "function" else ()
    return any(map(_TEST.search, places))


def _is_root(element: Element) -> bool:
    """Whether an entry point makes it: where that is another file it says so better than another id does."""
    scope = element.value.get("scope", "") if isinstance(element.value, dict) else ""
    return element.kind == "module" and _APP.search(str(scope)) is not None


def _typed(element: Element, type_of: TypeOf) -> str:
    """What is compared of an element's type; the classes of the program itself have no other names."""
    return type_of(element.type) if element.kind in _DECLARED else core_type(element.type)


def _by_type(
    elements: Sequence[Element], among: Iterable[int], type_of: TypeOf
) -> dict[tuple[str, str, bool], list[int]]:
    groups: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
    for index in among:
        element = elements[index]
        if _may_be_renamed(element):
            groups[element.kind, _typed(element, type_of), _is_test(element)].append(index)
    return groups


def _pair_group(
    left: Sequence[Element],
    right: Sequence[Element],
    lefts: list[int],
    rights: list[int],
    painters: tuple[Painter, Painter],
) -> dict[int, int]:
    portraits = [painters[0].portrait(left[i]) for i in lefts], [painters[1].portrait(right[j]) for j in rights]
    scores = {
        (lefts[i], rights[j]): likeness(portraits[0][i], portraits[1][j])
        for i, j in candidates([each.values for each in portraits[0]], [each.values for each in portraits[1]])
        if not contradict(words_of(left[lefts[i]]), words_of(right[rights[j]]))
        and not serve_others(left[lefts[i]], right[rights[j]])
    }
    return dict(assign({pair: score for pair, score in scores.items() if score >= RENAMED}))

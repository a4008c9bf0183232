"""Which element refers to which: the neighbourhood that rules, pairing and complexity ask about.

A reference is any leaf of an element that names another element of the same document: ``Ref``, ``Fn::GetAtt``,
``Fn::Sub`` and ``DependsOn`` of CloudFormation, ``type.name`` and ``var.name`` of Terraform, variables of a program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from reviewer.model import Element, Expression, Path
from reviewer.remember import remember

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FIELD = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
#: How Terraform names what it declares: ``aws_kms_key.main``, ``data.aws_vpc.main``, ``var.size``.
_QUALIFIED = re.compile(r"(?:data\.)?\b[a-z]\w*\.[A-Za-z_][\w-]*")
#: What is written before the name of a Terraform element that is no resource.
_TERRAFORM_WORDS = {"parameter": "var", "local": "local", "module": "module"}
#: A text that a program fills in, and nothing besides it: ``ˋ...ˋ``, ``f"..."``; and what stands in its braces.
_FILLED = re.compile(r"""(?s)(?:`[^`]*`|(?P<form>f)(?P<quote>["'])(?:(?!(?P=quote)).)*(?P=quote))\Z""")
_DOLLARS = re.compile(r"\$\{[^{}]*\}")
_BRACED = re.compile(r"\{[^{}]*\}")
#: What is made where it is used, by its type and id: ``<FarmRole helper-role>.arn``.
_MADE_THERE = re.compile(r"<[\w.]+ ([^<>]+)>")
_SUB = re.compile(r"\$\{([A-Za-z0-9_:]+)")
_NAMING = frozenset({"Ref", "Fn::GetAtt", "Fn::Sub", "DependsOn", "Condition", "Fn::If", "Fn::FindInMap"})
#: Sections whose elements a bare word in code may name.
_LEADING = ("data", "var", "local", "module", "each")
#: Words of every program, whatever else has their name: ``aws`` of an ARN is no provider of that name.
_COMMON = frozenset({*_LEADING, "aws", "env", "name", "id", "pulumi", "cdk"})


@remember(8)  # pairing, rules and complexity ask about the same documents
def find_references(elements: Sequence[Element]) -> Mapping[Path, tuple[Path, ...]]:
    """Maps the path of every element to the paths of the elements that it refers to, in order of appearance."""
    index = _index(elements)
    return {each.path: tuple(dict.fromkeys(_targets(each, index))) for each in elements}


def reverse(references: Mapping[Path, tuple[Path, ...]]) -> dict[Path, tuple[Path, ...]]:
    """Turns references round: who refers to each element."""
    found: dict[Path, list[Path]] = {path: [] for path in references}
    for path, targets in references.items():
        for target in targets:
            found[target].append(path)
    return {path: tuple(sources) for path, sources in found.items()}


@remember(4)  # rules ask about the same neighbours again and again
def circles_of(references: Mapping[Path, tuple[Path, ...]]) -> Callable[[Path], bool]:
    """Gives what tells whether an element refers, through others, to itself."""
    return cache(lambda path: leads_to(path, path, references))


def leads_to(start: Path, end: Path, references: Mapping[Path, tuple[Path, ...]]) -> bool:
    """Tells whether an element refers, by itself or through others, to another one, or to itself."""
    seen: set[Path] = set()
    stack = list(references.get(start, ()))
    while stack:
        at = stack.pop()
        if at == end:
            return True
        if at not in seen:
            seen.add(at)
            stack.extend(references.get(at, ()))
    return False


def without_file(element: Element) -> Path:
    """Gives an element's address without the file name in front."""
    path = element.path
    return path[1:] if len(path) > 1 and element.file and path[0] == element.file else path


def name_of(element: Element) -> str:
    """Gives the name that other elements call an element by: Terraform puts its type in front."""
    if element.language != "hcl" or element.kind == "file":
        return element.name
    tokens = [str(token) for token in without_file(element)]
    return ".".join([_TERRAFORM_WORDS.get(element.kind, tokens[0]), *tokens[1:]])


def names_of(element: Element) -> tuple[str, ...]:
    """Gives every word that may name an element where it is used: in a program its variable as well as its id."""
    if element.language == "hcl":
        return (name_of(element),)
    if is_tag(element):
        return ()
    # where a construct has the name of its class, that word is the class wherever code has it: `ec2.LaunchTemplate`
    types = element.type, element.type.rpartition(".")[2]
    # what is imported from a module is known by its own name: `from farm.barn import Hay` knows no `barn`
    path = without_file(element)
    last = path[-1:] if element.kind == "import" and path[-1:] != ("*",) else path[-2:]
    names = (element.name, *(str(token) for token in last))
    # a field (`this.vpc`, `ts.VPC`) is named by its last word wherever it is used
    return tuple(
        name.rpartition(".")[2] if _FIELD.fullmatch(name) else name
        for name in names
        if name and name not in _COMMON and name not in types
    )


def is_tag(element: Element) -> bool:
    """Whether it only says something about another element (``Tags.of(queue).add(...)``), so that nothing names it."""
    return element.kind == "statement" and element.type.endswith("Tags") and len(element.path) > 2


def names_in(value: Any) -> list[str]:
    """Gives the words of a value that may name an element, and the names with their type that Terraform writes."""
    found: list[str] = []
    # most values are leaves, so they are spared the walk
    if type(value) is dict or type(value) is list:
        _collect_names(value, found)
    else:
        _collect_leaf(value, found)
    return found


def _collect_names(value: Any, found: list[str]) -> None:
    stack: list[tuple[Any, bool]] = [(value, False)]
    while stack:
        item, naming = stack.pop()
        if type(item) is dict:
            stack += [(inner, key in _NAMING) for key, inner in reversed(item.items())]
        elif type(item) is list:
            stack += [(inner, naming) for inner in reversed(item)]
        else:
            _collect_leaf(item, found)
            if naming and type(item) is str:
                found.append(item.partition(".")[0])


def _collect_leaf(item: Any, found: list[str]) -> None:
    if type(item) is str:
        if "${" in item:
            found += [name.partition("::")[0] for name in _SUB.findall(item)]
    elif type(item) is Expression:
        code = _filled_in(item)
        if "<" in code:
            found += _MADE_THERE.findall(code)
        found += _WORD.findall(code)
        if "." in code:
            found += _QUALIFIED.findall(code)


def _filled_in(code: str) -> str:
    """The code in a text that is filled in: `ˋlist-of-${farm}ˋ` speaks of a farm and of no list."""
    form = _FILLED.match(code)
    if form is None:
        return code
    found = (_BRACED if form["form"] else _DOLLARS).findall(code)
    # code with braces of its own is not taken apart
    return " ".join(found) if form["form"] or len(found) == code.count("${") else code


@remember(4_000)  # both sides of a task are asked about in each of its comparisons
def _names_of(element: Element) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names_in(element.value)))


def _index(elements: Sequence[Element]) -> dict[str, Path]:
    """Indexes elements by every word that may name them; the first element of a name wins."""
    index: dict[str, Path] = {}
    for each in elements:
        for name in names_of(each):
            index.setdefault(name, each.path)
    return index


def _targets(element: Element, index: Mapping[str, Path]) -> Iterator[Path]:
    tagged = (str(element.path[-2]).rpartition(".")[2],) if is_tag(element) else ()
    for name in (*tagged, *_names_of(element)):
        target = index.get(name)
        if target is not None and target != element.path:
            yield target

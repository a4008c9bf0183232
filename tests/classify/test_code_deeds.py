"""What a title says that was done to code."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.classify.code_deeds import tell_code
from reviewer.model import MISSING, TOP_LEVEL, Change, Element, Expression, Path, Span

NOWHERE = {(): Span("x", 1, 1)}


def code(name: str, value: Any = None, path: Path = (), kind: str = "function", native: str = "") -> Element:
    """Builds a function, or another element of a program."""
    file = "lib/shop.ts" if name == TOP_LEVEL else ""
    return Element(path or tuple(name.split(".")), kind, native, None, name, value or {}, NOWHERE, "ts", file)


def shop(base: str = "") -> Element:
    """Builds a class."""
    return code("Shop", {"extends": [Expression(base)]} if base else {}, ("Shop", "class"))


def came(element: Element) -> Change:
    """Builds the addition of an element."""
    return Change("add", element.path, after={}, element_after=element)


def went(element: Element) -> Change:
    """Builds the removal of an element."""
    return Change("remove", element.path, before={}, element_before=element)


def changed(element: Element, *path: str | int, before: Any = 1, after: Any = 2) -> Change:
    """Builds the change of a value in an element."""
    op: Any = "add" if before is MISSING else "remove" if after is MISSING else "replace"
    return Change(op, (*element.path, *path), before, after, element_before=element, element_after=element)


BUILD, MAIN = code("Shop.build"), code(TOP_LEVEL, path=("statements",))


@pytest.mark.parametrize(
    ("leads", "told"),
    [
        # a class by what it is, its methods with it
        ([came(shop("pulumi.ComponentResource")), came(BUILD)], "component `Shop` added"),
        ([came(shop("extends cdk.NestedStack"))], "nested stack `Shop` added"),
        ([came(shop()), went(code("sell"))], "class `Shop` added; function `sell` removed"),
        ([came(BUILD), came(code("sell"))], "function `sell` and method `Shop.build` added"),
        ([went(code(name)) for name in "abcd"], "functions `a`, `b`, `c` and `d` removed"),
        ([went(code(name)) for name in "abcde"], "functions `a`, `b` and 3 more removed"),
        (
            [came(shop("Stack")), *(came(code(name)) for name in ("a", "b", "c"))],
            "stack `Shop`, functions `a`, `b` and 1 more added",
        ),
        ([came(code("ShopProps", {"size": 1}, kind="statement"))], "type `ShopProps` added"),
        ([went(code("size", 1, kind="statement"))], "variable `size` removed"),
        (
            [went(code("app", kind="statement", native="cdk.App")), went(code("one", kind="module", native="Shop"))],
            "entry point and instance `Shop` removed",
        ),
        ([went(MAIN)], "code of `shop.ts` removed"),
        ([came(code(TOP_LEVEL, {"export": [Expression("Shop")]}))], "export of `Shop` added"),
        # an instance of a class that came where another went
        (
            [came(code("one", kind="module", native="Shop")), went(code("other", kind="module", native="Shop"))],
            "instance `Shop` set up otherwise",
        ),
        # what of a function changed
        ([changed(BUILD, "parameters", "size", before=MISSING)], "parameter `size` of `Shop.build` added"),
        ([changed(BUILD, "size")], "`size` of `Shop.build` changed from `1` to `2`"),
        ([changed(BUILD, "try", 0, "for each", 0, "size")], "`size` of `Shop.build` changed from `1` to `2`"),
        ([changed(BUILD, "if size", 0, "header")], "condition `if size` of `Shop.build` changed from `1` to `2`"),
        ([changed(BUILD, "log.info", 0, 0, after=MISSING)], "call of `log.info` of `Shop.build` dropped"),
        (
            [changed(BUILD, "log.info", 0), changed(BUILD, "log.warn", 0)],
            "calls of `log.info` and `log.warn` of `Shop.build` changed",
        ),
        ([changed(shop(), "size:"), changed(shop(), "extends", 0)], "type of `size` and base class of `Shop` changed"),
        ([changed(code(name), "x") for name in "abcde"], "`a`, `b` and 3 more changed"),
        # of many parts of one function the first ones
        (
            [changed(BUILD, key) for key in ("size", "log.info", "rate", "fee", "sum")],
            "`size`, `log.info`, `rate` and 2 more of `Shop.build` changed",
        ),
        ([changed(shop(), "size"), changed(BUILD, "return", 0)], "result of `Shop.build` changed"),
        (
            [changed(MAIN, "export", 0, before=Expression("a"), after=Expression("b"))],
            "exports of `shop.ts` changed from `a` to `b`",
        ),
        # imports say least
        ([came(code("os", kind="import"))], "imports added"),
        ([came(code("os", kind="import")), came(BUILD)], "method `Shop.build` added"),
    ],
)
def test_a_title_names_what_was_done_to_code(leads: list[Change], told: str):
    assert tell_code(leads) == told


def test_a_class_with_a_new_name_is_told_once():
    """Its methods follow it."""
    pairs = [("Store", "Shop"), ("Store.build", "Shop.build")]
    moves = [
        Change("move", code(new).path, old, new, element_before=code(old), element_after=code(new))
        for old, new in pairs
    ]
    assert tell_code(moves) == "`Store` renamed to `Shop`"


def test_of_two_new_names_each_is_told_with_its_old_one():
    pairs = [("Store", "Shop"), ("StoreProps", "ShopProps")]
    moves = [
        Change("move", code(new).path, old, new, element_before=code(old), element_after=code(new))
        for old, new in pairs
    ]
    assert tell_code(moves) == "`Store` renamed to `Shop` and `StoreProps` renamed to `ShopProps`"


def test_a_title_ends_before_nobody_reads_it():
    many = [came(code(f"compute_the_total_of_{at}")) for at in range(9)] + [
        went(code(f"find_the_{at}")) for at in range(9)
    ]
    assert len(tell_code([*many, changed(BUILD, "x"), changed(shop(), "y")])) <= 170

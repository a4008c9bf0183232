"""Assignments and calls that stand alone: what they make, which construct they configure, what they leave in a body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewer.extract.programs.calls import Body, Call, Step
from reviewer.extract.programs.documents import WRITES
from reviewer.extract.programs.each_of import EachOf, for_each, loop_over
from reviewer.extract.programs.handed import OPTIONS
from reviewer.extract.programs.ids import Id
from reviewer.extract.programs.located import Located, append, end_row, put
from reviewer.extract.programs.outline import Draft
from reviewer.extract.programs.statements import Statements
from reviewer.extract.programs.walker import Walker
from reviewer.keys import to_snake_case
from reviewer.model import Expression

if TYPE_CHECKING:
    from tree_sitter import Node

#: The resource of CloudFormation behind a construct, in any language, cast or not.
_DEFAULT_CHILD = re.compile(
    r"(?:\(\w+\) ?)?([\w.$]+)\.(?:node|Node\(\)|getNode\(\))\."
    r"(?:defaultChild|default_child|DefaultChild\(\)|getDefaultChild\(\))(?![\w.]*\()"
)
_OVERRIDES = frozenset(
    {
        "addOverride", "add_override", "AddOverride",
        "addPropertyOverride", "add_property_override", "AddPropertyOverride",
    }
)  # fmt: skip
#: Methods that say what becomes of a construct, a property of it in most classes.
_REMOVAL = frozenset(("applyRemovalPolicy", "apply_removal_policy", "ApplyRemovalPolicy"))
#: Methods that configure a construct and give it back, or something that hardly any program has a use for.
_GIVE_BACK = re.compile(r"[aA]dd_?([cC]atch|[rR]etry)\Z|[sS]cale_?[oO]n[_A-Z]")

#: Functions that make the name of a resource.
_NAMES = re.compile(r"(?:^|_)name(?:_for)?\Z|Name(?:For)?\Z")

#: Methods that wait for a value of a construct, and set nothing of it.
_READS = frozenset(("apply", "then", "applyValue", "ApplyT"))


class Assignments(Statements):
    """A walker that knows what a statement does to the constructs of a program."""

    def assign(self, target: str, node: Node, body: Body, whole: Node) -> None:
        """``target = value``: an element where the value is a construct, else a key of the body."""
        call = self.call_of(node)
        draft = self._configured(call, node, body) if call is not None else None
        if draft is None and call is not None:
            draft = self.construct(call, target, whole)
        if draft is not None:
            self.known[target] = draft
            return
        self.known.pop(target, None)
        self.ids.keep(target, self._id_of(node, call), node)
        behind = self._behind(node)
        if behind is not None:
            self.known[target] = behind
            return
        owner, _, attribute = target.rpartition(".")
        holder = self.known.get(owner)
        if holder is not None and holder.kind != "statement":
            put(holder.properties(), attribute, self.taken_value(node))
            return
        written = call is not None and WRITES.search(call.method) is not None
        value = self.taken_value(node) if written else self.value(node)
        located = Located(value.value, whole.start_point.row, end_row(whole), value.rich)
        if node.parent is not None and self.handed.add(node.parent, located):
            return
        made = self.outline.add((strip_self(target),), "statement", located) if body is self.module else None
        if made is None:
            put(body, strip_self(target), located)

        def drop() -> None:
            self._drop(made, body, located)
            body.pop(f"{target}:", None)  # the type of what is a variable no longer

        self.documents.keep(target, located, node, drop)
        handed = self.object_like(node) or (call is not None and OPTIONS.search(call.method) is not None)
        self.handed.keep(target, located if handed else None, node, drop)
        if self._is_text(node):
            # a text that one construct takes is a value of it: ``const name = `data-${env}`; new Bucket(.., { name })``
            self.objects.keep(target, located, node, drop)

    def _is_text(self, node: Node) -> bool:
        """Whether a node is a string, or what methods of one make of it: ```data-${env}`.toLowerCase()``."""
        while not self.string_like(node):
            call = self.call_of(node)
            if call is None or call.receiver is None:
                return False
            node = call.receiver
        return True

    def _id_of(self, node: Node, call: Call | None) -> Id | None:
        """The text of what may be an id: itself, or the one text that a function makes a name of."""
        if self.string_like(node):
            return Id(self.label(node), self.is_literal(node))
        if call is None or not _NAMES.search(call.method):
            return None
        texts = [each for each in call.positional() if self.string_like(each)]
        return Id(self.label(texts[0]), whole=False) if len(texts) == 1 == len(call.arguments) else None

    def string_like(self, node: Node) -> bool:
        """Whether a node is a string, with or without substitutions, or made by formatting one."""
        raise NotImplementedError

    def label(self, node: Node) -> str:
        """The text of an id: a string without its quotes, other code as it is."""
        raise NotImplementedError

    def is_literal(self, node: Node) -> bool:
        """Whether the label of an id says all of it."""
        raise NotImplementedError

    def _drop(self, made: Draft | None, body: Body, value: Located) -> None:
        if made is not None:
            self.outline.drop(made)
        for key in [key for key, each in body.items() if each is value]:
            del body[key]

    def taken_value(self, node: Node) -> Located:
        """The value of an expression that a construct takes: what variables hold for it is its own."""
        outer, self.taken = self.taken, True
        try:
            return self.value(node)
        finally:
            self.taken = outer

    def _configured(self, call: Call, node: Node, body: Body) -> Draft | None:
        """The construct that a call configures and gives back: ``const safe = task.addCatch(...)`` is the task."""
        if not _GIVE_BACK.match(call.method):
            return None
        holder, _ = self._holder(self.chain(call)[0])
        return holder if holder is not None and self.call_statement(node, body) else None

    def _behind(self, node: Node) -> Draft | None:
        """The construct whose plain resource a value is, the escape hatch of the CDK: what is set there is its own."""
        match = _DEFAULT_CHILD.match(self.plain(self.unparenthesised(node)))
        return self.known.get(match[1]) if match else None

    def call_statement(self, node: Node, body: Body, prefix: str = "") -> bool:
        """A call that stands alone: a construct, a configuration of one, or an entry of the body."""
        call = self.call_of(node)
        if call is None:
            return False
        if call.method == "forEach" and len(call.arguments) == 1:
            loop = for_each(call.receiver, call.arguments[0].node)
            if loop is not None and self._one_by_one(loop, body):
                return True
        if self.construct(call, None, node) is not None or self.special_call(call):
            return True
        root, steps = self.chain(call)
        draft, path = self._holder(root)
        if steps[0].method in _READS:
            draft, path = None, []
        if draft is not None and (self._overrides(steps[-1].call, draft) or self._disposes(steps, path, draft)):
            return True
        key = ".".join((*path, *(step.method for step in steps))) if draft else prefix + _called(root, steps, self)
        arguments = [self.arguments_value(step.call, taken=draft is not None) for step in steps]
        # ``database.getSecret().grantRead(role)``: only the last call says something
        bare = not any(step.call.arguments for step in steps[:-1])
        item = arguments[-1] if bare else self.locate(arguments, node, rich=True)
        append(draft.properties() if draft else body, key, Located(item.value, item.start, item.end, rich=True))
        return True

    def compound(self, node: Node, body: Body) -> None:
        """A loop over constructs is what it does with each of them; everything else has a body of its own."""
        loop = loop_over(node)
        if loop is None or not self._one_by_one(loop, body):
            super().compound(node, body)

    def _one_by_one(self, loop: EachOf, body: Body) -> bool:
        """Reads the calls that a loop makes on each of several constructs as calls on them, where it does no more."""
        name = self.plain(loop.name)
        holders = [self.known.get(self.plain(each)) for each in loop.items]
        calls = [self.call_of(each) for each in loop.calls]
        roots = [self.chain(each)[0] if each is not None else None for each in calls]
        if None in holders or any(root is None or self.plain(root).split(".")[0] != name for root in roots):
            return False
        outer = self.known.pop(name, None)
        for holder in filter(None, holders):
            self.known[name] = holder
            for call in loop.calls:
                self.call_statement(call, body)
        self.known.pop(name, None)
        if outer is not None:
            self.known[name] = outer
        return True

    def _overrides(self, call: Call, draft: Draft) -> bool:
        """``cache.addOverride("storage_encrypted", true)`` sets that property, whatever the class knows of it."""
        if call.method not in _OVERRIDES or len(call.arguments) != 2:
            return False
        key, value = (self.value(each.node) for each in call.arguments)
        # a path into the template is left to those who read it
        if isinstance(key.value, Expression) or not re.fullmatch(r"\w+", str(key.value)):
            return False
        put(draft.properties(), str(key.value), value)
        return True

    def _disposes(self, steps: list[Step], path: list[str], draft: Draft) -> bool:
        """``bucket.applyRemovalPolicy(policy)`` says what the property ``removalPolicy`` does, and is said last."""
        call = steps[-1].call
        if len(steps) > 1 or path or call.method not in _REMOVAL or len(call.arguments) != 1:
            return False
        body, name = draft.properties(), call.method[len("apply") :].lstrip("_")
        # in the spelling of the language, unless the property stands there already
        written = next((key for key in body if to_snake_case(key) == "removal_policy"), None)
        key = written or (name if call.method[0].isupper() else name[0].lower() + name[1:])
        body[key] = self.value(call.arguments[0].node)
        return True

    def special_call(self, call: Call) -> bool:  # noqa: ARG002 - for constructs and languages to override
        """Makes an element of a call that has a meaning of its own in a library."""
        return False

    def chain(self, call: Call) -> tuple[Node | None, list[Step]]:
        """The root of a chain of calls and its steps, first call first; iteratively, chains may be long."""
        steps = [Step(call.method, call)]
        receiver = call.receiver
        while receiver is not None:
            inner = self.call_of(self.unparenthesised(receiver))
            if inner is None or self.makes(inner):
                break
            steps.append(Step(inner.method, inner))
            receiver = inner.receiver
        steps.reverse()
        return receiver, steps

    def inner_value(self, node: Node) -> Located:
        """Parentheses around a whole value mean nothing."""
        inner = self.unparenthesised(node)
        return self.expression(node) if inner.type == "parenthesized_expression" else self.value(inner)

    def unparenthesised(self, node: Node) -> Node:
        """The expression inside parentheses."""
        while node.type == "parenthesized_expression" and node.named_child_count == 1:
            node = node.named_children[0]
        return node

    def _holder(self, root: Node | None) -> tuple[Draft | None, list[str]]:
        """The construct that a chain starts from, and the attributes between it and the first call."""
        if root is None:
            return None, []
        call = self.call_of(root)
        if call is not None:
            return self.construct(call, None), []
        parts = self.plain(root).split(".")
        rest: list[str] = []
        while parts:
            draft = self.known.get(".".join(parts))
            if draft is not None:
                return draft, rest
            rest.insert(0, parts.pop())
        return None, []


def strip_self(target: str) -> str:
    """A field is called what its class calls it."""
    return re.sub(r"^(?:this|self)\.", "", target)


def _called(root: Node | None, steps: list[Step], walker: Walker) -> str:
    names = [step.method for step in steps]
    if root is not None:
        names.insert(0, walker.plain(root))
    return ".".join(names)

"""Which calls of a program make infrastructure, and what elements they are: the same for all languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from reviewer.extract.programs.assignments import Assignments, strip_self
from reviewer.extract.programs.calls import Body, Call
from reviewer.extract.programs.handed import OPTIONS, SPREAD
from reviewer.extract.programs.located import ARGUMENTS, CALL, Located, end_row, put
from reviewer.extract.programs.making import ALWAYS, BALANCER, ENDPOINT, LISTENED, LISTENS, MAKES, SCALES
from reviewer.extract.programs.names import Resolved
from reviewer.extract.programs.outline import Draft
from reviewer.model import CodeBlock, Expression

if TYPE_CHECKING:
    from tree_sitter import Node

#: Classes that are no resource but another kind of element.
_KINDS: Final = {
    "CfnOutput": "output",
    "TerraformOutput": "output",
    "CfnParameter": "parameter",
    "TerraformVariable": "parameter",
    "CfnCondition": "condition",
    "CfnMapping": "mapping",
    "StackReference": "data",
    "TerraformLocal": "local",
    "TerraformModule": "module",
    "TerraformHclModule": "module",
    "NestedStack": "module",
    "Stack": "module",
    "TerraformStack": "module",
}
#: Of the Pulumi SDK itself only these are constructs; the others are values (``pulumi.ResourceOptions``).
_PULUMI_CONSTRUCTS: Final = frozenset(("ComponentResource", "StackReference", "Provider", "Resource"))
#: Whoever looks for a provider in the SDK means it all the same: ``pulumi.aws.kms.Key``.
_PULUMI_SDK: Final = re.compile(r"pulumi\.(?!aws\.|awsx\.)")
#: What programs usually call Pulumi's providers, of which a piece of code may show no import.
_PULUMI_USUAL: Final = ("aws.", "pulumi.", "awsx.", "tls.", "random.Random")
#: What a scope is called where the program doesn't import the class, so that only its looks can tell.
_SCOPES: Final = frozenset(
    ["this", "self", "scope", "app", "stack", "parent", "construct", "cdk.App()", "this.stack", "self.stack", "ctx"]
)
_VALUE_CLASS: Final = re.compile(r"(?:Args|ArgsDict|Options|Opts|Props|Asset|Archive|Input)$")
_ID_NAMES: Final = ("id", "construct_id", "id_", "resource_name", "name_", "id_prefix")
_INFRASTRUCTURE: Final = frozenset(("cdk", "cdktf", "pulumi"))
#: Classes that only CDKTF has: where one of them is made, what imports nothing is written for it.
CDKTF_ONLY: Final = r"(?:AwsProvider|(?:S3|Local|Remote|Cloud)Backend)"
#: Kinds whose class is Pulumi's, which takes so many arguments behind the name: properties and options.
_OPTIONED: Final = frozenset(("resource", "provider"))
_TAKEN: Final = 2
#: Below it lie the arguments that no class takes: what they say is not in force.
SURPLUS: Final = "surplus"


class _Made(NamedTuple):
    """What a call makes: kind and type of the element, the node of its id, the leading arguments that this took."""

    kind: str
    type: str
    identity: Node | None
    used: int


class Constructs(Assignments):
    """A walker that knows constructs."""

    #: Scopes that go without saying: the construct itself.
    usual_scopes: ClassVar[frozenset[str]] = frozenset(("this", "self"))
    #: Whether a resource of Pulumi takes all of its options in one argument, and nothing behind it.
    single_options: ClassVar[bool] = False
    #: What shows the platform of a program that imports nothing.
    hints: ClassVar[tuple[tuple[str, re.Pattern[str]], ...]] = ()

    def __init__(self, block: CodeBlock, source: bytes) -> None:
        super().__init__(block, source)
        self._hint: str | None = None
        #: Constructs by their place, since a value may be looked at twice: by its parts, then as text.
        self._made: dict[tuple[int, int], Draft] = {}

    def resolve(self, call: Call) -> Resolved:
        """The type that a call makes."""
        return self.names.resolve(call.callee)

    def platform_hint(self) -> str | None:
        """What the program is written for: by its imports, else by its looks."""
        if self.names.platform is None and self._hint is None:
            self._hint = next((name for name, pattern in self.hints if pattern.search(self.block.text)), "")
        return self.names.platform or self._hint or None

    def construct(self, call: Call, target: str | None, whole: Node | None = None) -> Draft | None:
        """The element of a call that makes a construct, a lookup or (with a target) a value object of a library."""
        if self.platform_hint() not in _INFRASTRUCTURE:
            return None
        place = (call.node.start_byte, call.node.end_byte)
        if place not in self._made:
            draft = self._constructed(call, target, whole)
            if draft is None:
                return None
            self._made[place] = draft
        return self._made[place]

    def _constructed(self, call: Call, target: str | None, whole: Node | None) -> Draft | None:
        if not self.makes(call):
            return self._looked_up(call, target, whole) or self._added(call, target, whole)
        resolved = self.resolve(call)
        library = resolved.platform
        if library is None and (resolved.own or not resolved.known):
            library = self.platform_hint()
        found = (
            self._scoped(call, resolved)
            if library in ("cdk", "cdktf") or resolved.type.startswith("constructs.")
            else None
        )
        if library == "pulumi":
            found = self._named(call, resolved)
        if found is not None:
            identity, used = found
            return self._draft(call, target, whole, _Made(self._kind(resolved, library), resolved.type, identity, used))
        if target is None or resolved.platform not in _INFRASTRUCTURE:
            return None
        if library == "pulumi" and OPTIONS.search(resolved.type):
            return None  # they are arguments of the resources that take them
        return self._value_object(call, target, whole, resolved)

    def _scoped(self, call: Call, resolved: Resolved) -> tuple[Node | None, int] | None:
        """Id and number of leading arguments of ``X(scope, id, ...)``, None where it isn't one."""
        positional = call.positional()
        named = {each.name: each.node for each in call.arguments if each.name in (*_ID_NAMES, "scope")}
        if not positional and "scope" not in named:
            return None
        scope = positional[0] if positional else named["scope"]
        if self.string_like(scope) or self.object_like(scope):
            return None
        usual = self.plain(scope) in _SCOPES
        if len(positional) > 1 and not self.object_like(positional[1]):
            identity = positional[1]
            formatted = self.string_like(identity)
            likely = (
                ((usual or resolved.known) and formatted)
                or (usual and resolved.known)
                or self._is_scope(scope, resolved)
            )
            return (identity, 2) if likely else None
        identity_named = next((named[key] for key in _ID_NAMES if key in named), None)
        if identity_named is not None:
            return identity_named, min(len(positional), 1)
        return (None, 1) if usual and resolved.last.endswith("Backend") else None

    def _is_scope(self, scope: Node, resolved: Resolved) -> bool:
        """Whether an id that is any expression may be one: the scope is a scope by its name."""
        return resolved.known and bool(re.search(r"(?i)(?:scope|stack|app|parent)$", self.plain(scope)))

    def _named(self, call: Call, resolved: Resolved) -> tuple[Node | None, int] | None:
        """Name and number of leading arguments of Pulumi's ``X(name, args, opts)``, None where it isn't one."""
        if _PULUMI_SDK.match(resolved.type) and resolved.last not in _PULUMI_CONSTRUCTS:
            return None
        positional = call.positional()
        if _VALUE_CLASS.search(resolved.last) and resolved.platform is not None:
            # ec2.VpcDhcpOptions is a resource all the same: it has a name and arguments
            named = len(positional) > 1 and self.string_like(positional[0]) and not resolved.last.endswith("Args")
            return (positional[0], 1) if named else None
        if not positional:
            name = next((each.node for each in call.arguments if each.name == "resource_name"), None)
            return (name, 0) if name is not None else None
        if resolved.platform is None and not self._own_component(resolved):
            return None
        if self.string_like(positional[0]):
            return positional[0], 1
        library = resolved.platform == "pulumi" or resolved.own
        return (positional[0], 1) if library and not self.object_like(positional[0]) else None

    def _own_component(self, resolved: Resolved) -> bool:
        """Whether a class of no library may be a component: one of the program, or plainly of a provider."""
        if re.search(r"(?:Error|Exception)$", resolved.last):
            return False
        return resolved.own or (not resolved.known and resolved.type.startswith(_PULUMI_USUAL))

    def _kind(self, resolved: Resolved, library: str | None) -> str:
        last = resolved.last
        if resolved.own:
            return "module"
        if last in _KINDS:
            return _KINDS[last]
        if library == "cdktf" and re.match(r"Data[A-Z]", last):
            return "data"
        if library == "cdktf" and last.endswith("Backend"):
            return "provider"
        if last.endswith("Provider") and (
            library == "cdktf" or (resolved.type.count(".") == 1 and library == "pulumi")
        ):
            return "provider"
        return "resource" if resolved.platform or not resolved.known else "module"

    def _looked_up(self, call: Call, target: str | None, whole: Node | None) -> Draft | None:
        """``ec2.Vpc.fromLookup(this, 'id', ...)``, ``aws.ec2.getAmi({...})``: data that exists already."""
        if "(" in call.callee:
            return None
        positional = call.positional()
        if re.match(r"from[_A-Z]", call.method) and len(positional) > 1:
            if self.string_like(positional[1]) and not self.string_like(positional[0]):
                native = self.names.resolve(call.callee).type
                return self._draft(call, target, whole, _Made("data", native, positional[1], 2))
            return None
        if target is not None and re.match(r"get[_A-Z]", call.method):
            resolved = self.names.resolve(call.callee)
            if resolved.platform == "pulumi" and not resolved.type.startswith("pulumi."):
                return self._draft(call, target, whole, _Made("data", resolved.type, None, 0))
        return None

    def _added(self, call: Call, target: str | None, whole: Node | None) -> Draft | None:
        """``const listener = alb.addListener('Listener', {...})``: what a construct makes is a construct itself.

        A listener is one whether or not a variable keeps it, and so are its targets, a container and the endpoint of a
        network, which is of the type that the method gives.
        """
        endpoint = ENDPOINT.match(call.method)
        makes = endpoint or ALWAYS.match(call.method) or (target is not None and MAKES.match(call.method))
        if call.receiver is None or not makes:
            return None
        receiver = self.plain(call.receiver)
        holder = self.known.get(receiver)
        if holder is None and SCALES.match(call.method):
            # the service that a pattern made
            holder = self.known.get(receiver.rpartition(".")[0])
        of = holder.type if holder is not None else self._balances(call)
        if not of:
            return None
        positional = call.positional()
        # what a loop goes through may give an endpoint its id, which stands first whatever it is
        named = positional[:1] if endpoint else [each for each in positional[:1] if self.string_like(each)]
        identity = named[0] if named else None
        if target is None and identity is None:
            return None
        native = f"ec2.{endpoint[1].capitalize()}VpcEndpoint" if endpoint else f"{of}.{call.method}"
        return self._draft(call, target, whole, _Made("resource", native, identity, 0 if identity is None else 1))

    def _balances(self, call: Call) -> str:
        """The type of what a listener is added to where another function made it; empty where it is no balancer."""
        if self.platform_hint() != "cdk" or not LISTENS.match(call.method):
            return ""
        given = [self.text(each) for each in call.positional()[1:2]]
        names = {each.name for each in call.arguments if each.name is not None}
        names |= {name for text in given if text.startswith("{") for name in re.findall(r"(\w+)\s*:", text)}
        return BALANCER if names & LISTENED else ""

    def _draft(self, call: Call, target: str | None, whole: Node | None, made: _Made) -> Draft:
        """Makes the element: path from type, variable and id, value from the arguments that remain."""
        kind, native, identity, used = made
        body: Body = {}
        told = self.ids.named(identity, self.text(identity)) if identity is not None else None
        label = told.label if told is not None else self.label(identity) if identity is not None else ""
        path = tuple(filter(None, (native, strip_self(target or ""), label)))
        anchor = whole if whole is not None else call.node
        located = Located(body, anchor.start_point.row, end_row(anchor), rich=True)
        draft = self.outline.add(path, kind, located, native, label or strip_self(target or "") or native)
        positional = call.positional()
        if used == 2 or (used == 1 and identity is not positional[0]):
            self._note_scope(positional[0], body)
        if identity is not None and not (told.whole if told is not None else self.is_literal(identity)):
            put(body, "id", self.locate(Expression(self.plain(identity)), identity))
        rest = positional[used:]
        if self.single_options and kind in _OPTIONED and self.names.platform == "pulumi" and len(rest) > _TAKEN:
            surplus = [self.value(each) for each in rest[_TAKEN:]]
            put(body, SURPLUS, Located(surplus, surplus[0].start, surplus[-1].end, rich=True))
            rest = rest[:_TAKEN]
        # a component of the program hands on what it is given, so that nothing is its own
        outer, self.taken = self.taken, kind != "module"
        self.properties(body, call, rest, native)
        self.taken = outer
        return draft

    def _note_scope(self, scope: Node, body: Body) -> None:
        text = self.plain(scope)
        if text not in self.usual_scopes:
            put(body, "scope", self.locate(Expression(text), scope))

    def properties(self, body: Body, call: Call, rest: list[Node], native: str) -> None:
        """Puts the arguments of a construct into its value."""
        others = []
        for position, node in enumerate(rest):
            value = self.given(node)
            if isinstance(value.value, dict) and position == 0:
                self.merge(body, value, native)
            elif position == 0 and len(rest) <= 2:
                put(body, "props", value)
            elif position == 1 and len(rest) == 2:
                put(body, "opts", value)
            else:
                others.append(value)
        if others:
            put(body, ARGUMENTS, Located(others, others[0].start, others[-1].end, rich=True))
        for each in call.arguments:
            if each.name is None or each.name in ("scope", *_ID_NAMES[:3], "resource_name"):
                continue
            given = self.given(each.node) if each.name.startswith((SPREAD, "opts")) else self.value(each.node)
            if each.name.startswith(SPREAD) and isinstance(given.value, dict):
                self.merge(body, given, native)
            else:
                put(body, each.name, given)

    def merge(self, body: Body, value: Located, native: str) -> None:
        """Takes over the keys of an object; the name of its class goes where it only repeats the construct's."""
        for key, item in value.value.items():
            if key == CALL and _repeats(item.value, native):
                continue
            put(body, key, item)

    def special_call(self, call: Call) -> bool:
        """``cdk.Tags.of(x).add(key, value)`` is a tag of its own."""
        positional = call.positional()
        if call.method.lower() != "add" or len(positional) < 2 or call.receiver is None:
            return False
        of = self.call_of(call.receiver)
        if of is None or not re.search(r"\bTags[._][oO]f$", of.callee) or not of.arguments:
            return False
        native = self.names.resolve(of.callee).type[:-3]
        path = (native, self.plain(of.arguments[0].node), self.label(positional[0]))
        body: Body = {"value": self.value(positional[1])}
        options = self.value(positional[2]) if len(positional) > 2 else None
        if options is not None and options.value is not None:
            put(body, "props", options)
        self.outline.add(path, "statement", self.locate(body, call.node, rich=True), native, path[-1])
        return True

    def _value_object(self, call: Call, target: str, whole: Node | None, resolved: Resolved) -> Draft:
        """``const statement = new iam.PolicyStatement({...})``: no construct, but something with a type."""
        body: Body = {}
        anchor = whole if whole is not None else call.node
        located = Located(body, anchor.start_point.row, end_row(anchor), rich=True)
        name = strip_self(target)
        draft = self.outline.add((resolved.type, name), "statement", located, resolved.type, name)
        self.objects.keep(target, self.value(call.node), call.node, lambda: self.outline.drop(draft))
        positional = call.positional()
        if len(positional) == 1 and self.object_like(positional[0]):
            self.properties(body, call, positional, resolved.type)
            return draft
        if positional:
            put(body, ARGUMENTS, self.locate([self.value(each) for each in positional], call.node, rich=True))
        self.properties(body, call, [], resolved.type)
        return draft


def _repeats(name: object, native: str) -> bool:
    """Whether a class of properties is named after its construct: ``BucketProps``, ``InstanceArgs``."""
    return not isinstance(name, list) and str(name) in {native + end for end in ("Props", "Args", "Config", "ArgsDict")}

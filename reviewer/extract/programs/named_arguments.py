"""Arguments of well-known methods that Python may give by name: ``add_ingress_rule(peer=..., connection=...)``.

The other languages give them by their place, and so do most programs in Python; by name they are the same.
"""

from __future__ import annotations

from typing import Final

from reviewer.extract.programs.calls import Argument

_RULE: Final = ("peer", "connection", "description", "remote_rule")
_FROM: Final = ("other", "port_range", "description")
_RANGE: Final = ("port_range", "description")
_GRANT: Final = ("identity", "objects_key_pattern")
#: The parameters of methods of the CDK that it takes by their place.
_PARAMETERS: Final = {
    "add_ingress_rule": _RULE,
    "add_egress_rule": _RULE,
    "allow_from": _FROM,
    "allow_to": _FROM,
    "allow_from_any_ipv4": _RANGE,
    "allow_to_any_ipv4": _RANGE,
    "allow_internally": _RANGE,
    "allow_default_port_from": ("other", "description"),
    "allow_default_port_to": ("other", "description"),
    "add_to_policy": ("statement",),
    "add_to_principal_policy": ("statement",),
    "add_to_role_policy": ("statement",),
    "add_managed_policy": ("policy",),
    "add_event_source": ("source",),
    "add_target": ("target",),
    "add_method": ("http_method", "target"),
    "add_resource": ("path_part",),
    "grant_read": _GRANT,
    "grant_write": _GRANT,
    "grant_read_write": _GRANT,
    "grant_put": _GRANT,
    "grant_delete": _GRANT,
}
#: Parameters that some classes call otherwise.
_ALSO: Final = {"grantee": "identity", "topic_subscription": "subscription", "permission": "statement"}


def in_their_places(method: str, arguments: list[Argument]) -> list[Argument]:
    """Gives the arguments of a call with those by their place that it could have given so.

    Args:
        method: the name of the method.
        arguments: as written; what stands by its place comes first.
    """
    parameters = _PARAMETERS.get(method, ())
    named = {_ALSO.get(each.name, each.name): each for each in arguments if each.name is not None}
    placed = [each for each in arguments if each.name is None]
    for name in parameters[len(placed) :]:
        if name not in named:
            break
        placed.append(Argument(None, named.pop(name).node))
    return [*placed, *named.values()]

"""Methods of a construct that make another one."""

from __future__ import annotations

import re
from typing import Final

#: Methods of a construct that make another: ``addListener``, ``autoScaleTaskCount``.
MAKES: Final = re.compile(r"(?:[aA]dd|[aA]uto_?[sS]cale)[_A-Z]")
#: Those of them that let the number of tasks follow the load.
SCALES: Final = re.compile(r"[aA]uto_?[sS]cale[_A-Z]")
#: Those of them that hardly any program keeps the result of: without a variable it is the same construct.
ALWAYS: Final = re.compile(r"[aA]dd_?([lL]istener|[tT]argets|[cC]ontainer)\Z")
#: Those that make an endpoint of a network, by its kind.
ENDPOINT: Final = re.compile(r"[aA]dd_?([gG]ateway|[iI]nterface)_?[eE]ndpoint\Z")
#: What makes a listener of a load balancer, and what only that is given: an emitter of events listens as well.
LISTENS: Final = re.compile(r"[aA]dd_?[lL]istener\Z")
LISTENED: Final = frozenset(("port", "protocol"))
#: The type of a load balancer that is made elsewhere.
BALANCER: Final = "elbv2.ApplicationLoadBalancer"

"""Entry point of the museum's ticket service."""

import pulumi

from lib.tap_stack import TicketArgs, TicketStack

config = pulumi.Config()
suffix = config.get("environmentSuffix") or "dev"

stack = TicketStack("tickets", TicketArgs(environment_suffix=suffix))

pulumi.export("api_url", stack.api_url)
pulumi.export("database_endpoint", stack.database.endpoint)

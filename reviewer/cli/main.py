"""Parses the command line and hands over to one command."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from reviewer import __version__
from reviewer.cli.exits import DONE, WRONG_INPUT, run_guarded

#: Command to ``module:function``; only the module of the command that runs is imported (start-up is measured).
COMMANDS = {
    "score": "score:score",
    "diff": "diff:diff",
    "batch": "batch:batch",
    "gate": "gate:gate",
    "check": "check:check",
    "compare": "compare:compare",
    "duplicates": "duplicates:duplicates",
    "schema": "schema:schema",
}
#: Groups of commands: name to ``module:attribute`` of a typer application.
GROUPS = {"rubric": "rubric:app"}
#: What everybody types first; the commands below take it over from the application.
_SETTINGS = {"help_option_names": ["-h", "--help"]}


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"reviewer {__version__}")
        raise typer.Exit


def _root(
    _: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Reviews and scores training tasks for code models, every point traceable to a fix, a rule and lines."""


def build_app(only: str | None = None) -> typer.Typer:
    """Builds the application, with all commands or only the one that is called."""
    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings=_SETTINGS,
    )
    app.callback()(_root)
    for name, target in COMMANDS.items():
        if only in (None, name):
            app.command(name)(_load(target))
    for name, target in GROUPS.items():
        if only in (None, name):
            app.add_typer(_load(target), name=name)
    return app


def _load(target: str):  # type: ignore[no-untyped-def]  # a command or an application, as the tables say
    module, _, attribute = target.partition(":")
    return getattr(import_module(f"reviewer.cli.commands.{module}"), attribute)


def run(arguments: Sequence[str]) -> int:
    """Runs the command line.

    Returns:
        the exit code, as :mod:`reviewer.cli.exits` lists them.
    """
    word = next((each for each in arguments if not each.startswith("-")), None)
    only = word if word in COMMANDS or word in GROUPS else None
    return run_guarded(lambda: _invoke(build_app(only), arguments))


def _invoke(app: typer.Typer, arguments: Sequence[str]) -> int:
    command = typer.main.get_command(app)
    try:
        code = command.main(args=list(arguments), prog_name="reviewer", standalone_mode=False)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort as stop:
        raise KeyboardInterrupt from stop
    except SystemExit as stop:
        # what runs the commands ends the program with 1 where the reader of a pipe went away: that is no failed gate
        if isinstance(stop.__context__, BrokenPipeError):
            raise stop.__context__ from None
        raise
    except Exception as error:
        # Typer's own errors (a wrong option, a missing argument) know how to say themselves and carry their code.
        if hasattr(error, "format_message"):
            context = getattr(error, "ctx", None)
            words = context.command_path if context else "reviewer"
            if not arguments or type(error).__name__ == "NoArgsIsHelpError":
                typer.echo(error.format_message(), err=True)
                return WRONG_INPUT
            typer.echo(f"reviewer: {error.format_message().rstrip('.')}; see {words} --help", err=True)
            return WRONG_INPUT
        raise
    return code if isinstance(code, int) else DONE

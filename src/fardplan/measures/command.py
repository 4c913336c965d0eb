"""`fardplan measures`: a group whose commands are imported when they are used, each in a `command_*.py` of its own.

Exit codes: 0 done, 1 the data are wrong (a sentence in Swedish says where), 2 the command was written wrongly.
"""

from __future__ import annotations

import importlib
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from fardplan import usage

from .errors import MeasuresError

#: word -> module in this package and attribute.
COMMANDS: dict[str, str] = {
    "validate": "command_validate:validate",
    "compute": "command_compute:compute",
    "explain": "command_explain:explain",
    "synth": "command_synth:synth",
    "key": "command_pseudonyms:key",
    "pseudonymise": "command_pseudonyms:pseudonymise",
    "release": "command_release:release",
}


class Measures(click.Group):
    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name].split(":")
        return getattr(importlib.import_module(f"{__package__}.{module}"), attribute)

    def invoke(self, context: click.Context) -> object:
        """A wrong extract ends in one sentence and exit code 1, whichever command met it. A fault of ours is told by place, never by content."""
        try:
            return super().invoke(context)
        except MeasuresError as problem:
            click.echo(str(problem), err=True)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as fault:
            click.echo(told_safely(fault), err=True)
        raise SystemExit(1) from None


def told_safely(fault: BaseException) -> str:
    """Which kind of fault and where in the code. What it says is left out: an engine's message may quote a row."""
    places = [f"  {Path(frame.filename).name} rad {frame.lineno}, {frame.name}" for frame in traceback.extract_tb(fault.__traceback__)]
    return "\n".join([f"Internt fel ({type(fault).__name__}). Vad felet säger visas inte, eftersom det kan röra enskilda.", *places])


@click.command("measures", cls=Measures, context_settings={"help_option_names": ["-h", "--help"]}, help="Mått över vårdhändelser.")
def measures() -> None:
    """The group."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run with these arguments (default: the command line's) and answer the exit code."""
    return usage.run(measures, argv)

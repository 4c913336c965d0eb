"""How the commands of the pure libraries answer: what is wrong with a command as it was written, in Swedish (click's own sentences are
English), and the exit codes: 0 done, 1 the data are wrong, 2 the command is wrong, as click has it."""

from __future__ import annotations

from collections.abc import Sequence

import click


def run(command: click.Command, argv: Sequence[str] | None = None) -> int:
    """Run `fardplan <command>` with these arguments (default: the command line's) and answer the exit code."""
    try:
        answer = command.main(args=None if argv is None else list(argv), prog_name=f"fardplan {command.name}", standalone_mode=False)
    except click.UsageError as problem:
        problem.show()
        return 2
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        return 1
    except SystemExit as done:
        return int(done.code or 0)
    return answer if isinstance(answer, int) else 0


class Command(click.Command):
    """A command whose help and usage messages are Swedish."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise Spoken(in_words(error), ctx) from error

    def invoke(self, ctx: click.Context):
        try:
            return super().invoke(ctx)
        except Spoken:
            raise
        except click.UsageError as error:
            raise Spoken(in_words(error), ctx) from error

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Visa den här hjälpen."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Användning: ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [piece.replace("[OPTIONS]", "[VAL]") for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [record for each in self.get_params(ctx) if (record := each.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("Val"):
                formatter.write_dl(rows)


class Spoken(click.UsageError):
    """A usage error that has been said in Swedish."""

    def show(self, file=None) -> None:
        if self.ctx is not None:
            click.echo(self.ctx.get_usage(), err=True, file=file)
            click.echo(f"Hjälp: {self.ctx.command_path} --help\n", err=True, file=file)
        click.echo(f"Fel: {self.message}", err=True, file=file)


def in_words(error: click.UsageError) -> str:
    """click's error as a Swedish sentence. One that is ours already stands as it is."""
    if isinstance(error, click.MissingParameter):
        return f"{_name(error.param)} saknas."
    if isinstance(error, click.NoSuchOption):
        near = f" Menades {' eller '.join(sorted(error.possibilities))}?" if error.possibilities else ""
        return f"Det finns inget val {error.option_name}.{near}"
    if isinstance(error, click.BadOptionUsage):
        return (
            f"{error.option_name} behöver ett värde."
            if "requires an argument" in error.message
            else f"{error.option_name} tar inget värde."
        )
    if isinstance(error, click.BadParameter) and error.param is not None and not type(error.param.type).__module__.startswith("click"):
        return f"{_name(error.param)}: {error.message}"  # a kind of value of ours, which speaks Swedish already
    if isinstance(error, click.BadParameter):
        return f"{_name(error.param)} {_expected(error.param)}."
    if error.message.startswith("Got unexpected extra argument"):
        extra = error.message.partition("(")[2].rstrip(").")
        return f"Det står för mycket på raden: {extra}."
    return error.message


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "Ett värde"
    return param.human_readable_name.upper() if isinstance(param, click.Argument) else max(param.opts, key=len)


def _expected(param: click.Parameter | None) -> str:
    kind = param.type if param is not None else None
    if isinstance(kind, click.Choice):
        return f"ska vara {', '.join(map(str, kind.choices[:-1]))} eller {kind.choices[-1]}"
    if isinstance(kind, click.IntRange):
        return f"ska vara ett helt tal, minst {kind.min}" if kind.min is not None else "ska vara ett helt tal"
    if kind is click.INT:
        return "ska vara ett helt tal"
    if kind is click.FLOAT:
        return "ska vara ett tal"
    return "går inte att läsa"


__all__ = ["Command", "Spoken", "in_words", "run"]

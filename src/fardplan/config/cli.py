"""The command `fardplan`. Each room has its commands in `commands.py`; here is only where they are found.

Exit codes: 0 done, 1 the input is wrong (a sentence in Swedish says where), 2 the command was written wrongly.
"""

import importlib
import os
import sys

import click

#: word -> module:attribute. Imported when used: `fardplan spc` must not wait for a database.
COMMANDS = {
    "demo": "fardplan.config.demo:demo",
    "serve": "fardplan.config.serve:serve",
    "jobs": "fardplan.config.jobs:jobs",
    "load": "fardplan.imports.commands:load_command",
    "import": "fardplan.imports.commands:import_command",
    "export": "fardplan.imports.commands:export_command",
    "kolada": "fardplan.indicators.commands:kolada",
    "report": "fardplan.reports.commands:report",
    "check": "fardplan.reports.commands:check",
    "user": "fardplan.config.users:user",
    "audit": "fardplan.audit.commands:audit",
    "search": "fardplan.search.commands:search",
    "spc": "fardplan.spc.command:spc",
    "evaluate": "fardplan.evaluation.command:evaluate",
    "measures": "fardplan.measures.command:measures",
}
#: Pure libraries, which need no settings.
PURE = {"spc", "evaluate", "measures"}
#: Commands that may come before anything has been served.
FIRST = {"load", "kolada", "user", "report", "check", "audit", "search"}


class Fardplan(click.Group):
    def list_commands(self, context):
        return list(COMMANDS)

    def get_command(self, context, name):
        if name not in COMMANDS:
            return None
        if name not in PURE:
            start_django(name)
        module, attribute = COMMANDS[name].split(":")
        return getattr(importlib.import_module(module), attribute)


def start_django(name):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fardplan.config.settings")
    if name == "demo":
        # The example county never lands in a register that somebody uses.
        os.environ.setdefault("FARDPLAN_HOME", "var/demo")
    import django
    from django.conf import settings
    from django.utils import translation

    django.setup()
    translation.activate(os.environ.get("FARDPLAN_LANGUAGE", settings.LANGUAGE_CODE))
    if name in FIRST and "--help" not in sys.argv and "-h" not in sys.argv:
        from django.core.management import call_command

        # Often the very first command of an installation: it makes the tables it needs.
        call_command("migrate", verbosity=0)


@click.command(cls=Fardplan, context_settings={"help_option_names": ["-h", "--help"]})
def fardplan():
    """Färdplan: the shared register of a county's transformation, from target picture to measured effect."""


def main():
    # Swedish on a terminal that believes in ASCII is still Swedish.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    fardplan(prog_name="fardplan")


if __name__ == "__main__":
    main()

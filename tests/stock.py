"""The example programmes with their demo log-ins: loaded once per worker, put back row by row for each journey that wants them.

A journey empties the database when it ends, because the live server needs rows that are really stored. Loading the
examples again would take seconds each time; writing the same rows takes a tenth of that, on both databases.
"""

from datetime import time

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from fardplan.config.demo import EXAMPLES, set_the_cast
from fardplan.imports.loader import load
from fardplan.parties.models import Programme

#: Django fills these itself whenever the database is emptied.
DJANGOS_OWN = {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions", "django_session", "django_migrations"}
#: The whole real county and the invented one. The other folders have tests of their own (tests/imports/test_more_counties.py).
FOLDERS = ("solbacka", "vasternorrland")
_kept = {}


def put_in():
    """Both example programmes and their six log-ins (password: `fardplan.config.demo.PASSWORD`), as after `./dev demo`."""
    if _kept:
        _write(_kept)
        return
    for folder in FOLDERS:
        set_the_cast(Programme.objects.get(slug=load(EXAMPLES / folder).programme))
    _kept.update(read_all())


def _models():
    return [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and model._meta.db_table not in DJANGOS_OWN
    ]


def _columns(model):
    return [field.column for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def read_all():
    """{model: rows as the database gives them}: not through the models, so that nothing is read one way and written another."""
    rows = {}
    with connection.cursor() as cursor:
        for model in _models():
            cursor.execute(f"SELECT {_list(_columns(model))} FROM {_name(model._meta.db_table)} ORDER BY 1")
            rows[model] = cursor.fetchall()
    return rows


@transaction.atomic
def _write(rows):
    """Foreign keys are looked at when the transaction ends, so the order of the tables does not matter."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        for model, given in rows.items():
            columns = _columns(model)
            if given:
                marks = ", ".join(["%s"] * len(columns))
                taken = given
                if connection.vendor == "sqlite":  # its driver reads a time of day, but writes none
                    taken = [[value.isoformat() if isinstance(value, time) else value for value in row] for row in given]
                cursor.executemany(f"INSERT INTO {_name(model._meta.db_table)} ({_list(columns)}) VALUES ({marks})", taken)
        for statement in connection.ops.sequence_reset_sql(no_style(), [model for model, given in rows.items() if given]):
            cursor.execute(statement)


def _name(name):
    return connection.ops.quote_name(name)


def _list(columns):
    return ", ".join(map(_name, columns))

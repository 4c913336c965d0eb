"""Every changing POST has exactly one audit entry, with one event for each object that it changed."""

import re

import pytest
from django.apps import apps
from django.db import connection

from fardplan.audit.models import Entry, Event
from tests.access import policy
from tests.access.asking import ask
from tests.access.making import sent
from tests.access.test_matrix import routes
from tests.access.world import things

CHUNKS = 4
#: Tables that are no facts of the programme: the log itself, receipts of forms, letters waiting to be sent, sessions.
BESIDES = re.compile(r"^(audit_|kit_formreceipt|django_|accounts_(mail|turn)|mfa_|socialaccount_|account_)")
TABLE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"')


def faults(world, drawn, wanted=routes):
    """(address, what the log lacks) of every post that changed something, and how many there were."""
    changed, wrong = 0, []
    for name, arguments in wanted():
        if "programme" not in arguments:
            continue
        tried = set()
        for thing in things(world, name, arguments):
            person = next((each for each in world.people if policy.expected(each, thing, "POST", in_programme=True) == "yes"), None)
            if person is None or thing.label in tried:
                continue
            tried.add(thing.label)
            form = ask(person.user, "GET", thing.url, drawn=drawn).context.get("form")
            body = sent(form) if hasattr(form, "fields") else {}
            for key in [each for each in body if each in ("title", "name", "text", "role", "comment", "from_text")][:1]:
                body[key] = f"{body[key]} ändrat"[:58] if isinstance(body[key], str) and thing.url.endswith("redigera/") else body[key]
            log = Log()
            answer = ask(person.user, "POST", thing.url, body, drawn=drawn, before_undo=log.read)
            tables = {found for sql in answer.writes for found in TABLE.findall(sql) if not BESIDES.match(found)}
            if not tables:
                continue
            changed += 1
            if said := log.lacks(tables):
                wrong.append(f"{thing}: {said}")
    return changed, wrong


class Log:
    """What the log says of one request."""

    def __init__(self):
        self.last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.entries, self.events = 0, []

    def read(self):
        new = Entry.objects.filter(pk__gt=self.last)
        self.entries = new.count()
        self.events = list(Event.objects.filter(entry__in=new).values_list("model", "object_id", "verb"))

    def lacks(self, tables):
        if self.entries != 1:
            return f"{self.entries} entries"
        told = set()
        for label in {model for model, _pk, _verb in self.events}:
            model = apps.get_model(label)
            told |= {model._meta.db_table, *(field.m2m_db_table() for field in model._meta.many_to_many)}
        if tables - told:
            return f"no event for {sorted(tables - told)}"
        seen = [(model, pk) for model, pk, verb in self.events if verb != "touched"]
        twice = {each for each in seen if seen.count(each) > 1}
        return f"two events for {sorted(twice)}" if twice else ""


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_change_is_written_down_once(world, db, drawn, chunk):
    changed, wrong = faults(world, drawn, lambda: routes()[chunk::CHUNKS])

    assert wrong == []
    assert changed >= 15, connection.vendor

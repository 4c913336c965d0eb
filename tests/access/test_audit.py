"""Every changing POST has exactly one audit entry, with one event for each object that it changed."""

import re
from contextlib import suppress

import pytest
from django import forms
from django.apps import apps
from django.db import connection, transaction
from django.urls import NoReverseMatch, resolve, reverse

from fardplan.audit.models import Entry, Event
from tests.access import policy
from tests.access.asking import ask
from tests.access.making import flat, sent, something
from tests.access.test_matrix import DRAWN, routes
from tests.access.world import Thing, things

CHUNKS = 4
#: Tables that are no facts of the programme: the log itself, receipts of forms, what is typed and not saved, mails waiting to be
#: sent, sessions, the index of the search, which follows every write, and what somebody follows and has seen, a setting of their own.
BESIDES = re.compile(
    r"^(audit_|kit_formreceipt|kit_keptform|search_|reminders_(follow|visit)$|django_|accounts_(mail|turn)$|mfa_|socialaccount_|account_)"
)
TABLE = re.compile(r'(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
#: Forms with a second button, which does more than save: what it sends.
BUTTONS = {
    "answer_write": {"do": "send"},
    "status_write": {"skicka": "1"},
    "status_write_area": {"skicka": "1"},
    "status_report_edit": {"skicka": "1"},
}
#: Not filled in: the second of rows that may not be alike, and why there is no amount where there is one.
EITHER = re.compile(r"-[1-9]\d*-|_absence$")
TEXTS = ("title", "name", "text", "heading", "words", "comment", "from_text")
#: What is opened again must have been closed: a post to the first address, kept, before the one to the second.
BEFORE = {"_reopen": ("_end", "_close")}


def faults(world, drawn, wanted=routes):
    """(address, what the log lacks) of every post that changed something, and how many there were."""
    changed, wrong = 0, []
    for name, arguments in wanted():
        if "programme" not in arguments or name.endswith(DRAWN):
            continue
        tried = set()
        for thing in things(world, name, arguments):
            person = next((each for each in world.people if policy.expected(each, thing, "POST", in_programme=True) == "yes"), None)
            if person is None or thing.label in tried:
                continue
            tried.add(thing.label)
            with transaction.atomic():
                count, lacks = posts(person, thing, drawn)
                transaction.set_rollback(True)
            changed += count
            wrong += lacks
    return changed, wrong


def posts(person, thing, drawn):
    """The same for one address: all of the form filled in and sent by its second button; saved, and then all of it changed; where
    neither is accepted, the least."""
    changed, wrong = 0, []
    for first in made_first(thing):
        ask(person.user, "POST", first.url, least(person, first, drawn), keep=True, drawn=drawn)
    fills = (
        (*([pressed] if thing.name in BUTTONS else []), everything, otherwise, least)
        if form_at(person, thing, drawn) is not None
        else (least,)
    )
    for fill in fills:
        if fill is least and changed:
            break
        log = Log()
        answer = ask(person.user, "POST", thing.url, fill(person, thing, drawn), keep=fill is everything, drawn=drawn, before_undo=log.read)
        tables = {found for sql in answer.writes for found in TABLE.findall(sql) if not BESIDES.match(found)}
        if not tables:
            continue
        changed += 1
        if said := log.lacks(tables):
            wrong.append(f"{thing}: {said}")
    return changed, wrong


def made_first(thing):
    for ending, others in BEFORE.items():
        for other in others if thing.name.endswith(ending) else ():
            name = thing.name.removesuffix(ending) + other
            with suppress(NoReverseMatch):
                yield Thing(name, reverse(name, kwargs=resolve(thing.url).kwargs))


def form_at(person, thing, drawn):
    form = ask(person.user, "GET", thing.url, drawn=drawn).context.get("form")
    return form if hasattr(form, "fields") else None


def least(person, thing, drawn):
    """What the form shows, and of what it asks the least; on a page that edits, one text is another."""
    form = form_at(person, thing, drawn)
    body = sent(form) if form is not None else {}
    if thing.url.endswith("redigera/"):
        for name in [each for each in TEXTS if isinstance(body.get(each), str)][:1]:
            body[name] = f"{body[name]} ändrat"[-58:]
    return body


def everything(person, thing, drawn):
    """Every field filled in, also those that could be left: so that the rows that hang on the row come too."""
    form = form_at(person, thing, drawn)
    if form is None:
        return {}
    body = sent(form)
    for bound in form:
        if EITHER.search(bound.html_name):
            continue
        if bound.html_name not in body and not isinstance(bound.field, forms.BooleanField | forms.FileField) and not bound.is_hidden:
            body[bound.html_name] = something(bound.field)
    return {name: value for name, value in body.items() if value is not None}


def pressed(person, thing, drawn):
    return {**everything(person, thing, drawn), **BUTTONS[thing.name]}


def otherwise(person, thing, drawn):
    """What `everything` left, with every text, number and choice another."""
    form = form_at(person, thing, drawn)
    if form is None:
        return {}
    body = sent(form)
    for bound in form:
        value, field = body.get(bound.html_name), bound.field
        if value is None or bound.is_hidden or bound.html_name in ("version", "token"):
            continue
        if isinstance(field, forms.ModelMultipleChoiceField):
            body[bound.html_name] = [row.pk for row in field.queryset if row.pk not in value][:2]
        elif isinstance(field, forms.ModelChoiceField):
            body[bound.html_name] = next((row.pk for row in field.queryset if str(row.pk) != str(value)), value)
        elif isinstance(field, forms.ChoiceField) and not isinstance(value, list):
            body[bound.html_name] = next((code for code, _label in flat(field.choices) if code not in ("", value)), value)
        elif type(field) is forms.CharField:
            body[bound.html_name] = f"{value} ändrat"[: field.max_length or 100]
    return body


class Log:
    """What the log says of one request."""

    def __init__(self):
        self.last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.entries, self.events = 0, []

    def read(self):
        new = Entry.objects.filter(pk__gt=self.last)
        self.entries = new.count()
        self.events = list(Event.objects.filter(entry__in=new).values_list("model", "object_id"))

    def lacks(self, tables):
        if self.entries != 1:
            return f"{self.entries} entries"
        told = set()
        for label in {model for model, _pk in self.events}:
            model = apps.get_model(label)
            told |= {model._meta.db_table, *(field.m2m_db_table() for field in model._meta.many_to_many)}
        if tables - told:
            return f"no event for {sorted(tables - told)}"
        twice = {each for each in self.events if self.events.count(each) > 1}
        return f"two events for {sorted(twice)}" if twice else ""


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_change_is_written_down_once(world, db, drawn, chunk):
    changed, wrong = faults(world, drawn, lambda: routes()[chunk::CHUNKS])

    assert wrong == []
    assert changed >= 30, connection.vendor

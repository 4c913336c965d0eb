"""The log is sealed: whatever is done to it past the triggers is found, and where."""

import json
import random
import unicodedata
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction

from fardplan.audit import chain, commands, verify, writes
from fardplan.audit.models import ChainHead, Entry, Event
from fardplan.goals.models import Goal

pytestmark = pytest.mark.django_db


@contextmanager
def past_the_triggers():
    """As somebody who owns the database could: the triggers are put aside."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET session_replication_role = replica")
            yield cursor
            cursor.execute("SET session_replication_role = DEFAULT")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            yield cursor
            for _name, sql in triggers:
                cursor.execute(sql)


@pytest.fixture
def log(programme, other_programme, alva):
    """Forty events of one programme, ten of another, and what the fixtures wrote; returns the programme's key."""
    row = writes.create(Goal, by=alva, programme=programme, slug="ett", number=1, title="Ett")
    for n in range(39):
        row = writes.change(row, by=alva, title=f"Ett, ändrat {n}", meaning='Rad\r\nmed "citat" och \u2067bidi\u2069')
    other = writes.create(Goal, by=alva, programme=other_programme, slug="ett", number=1, title="Ett")
    for n in range(9):
        other = writes.change(other, by=alva, title=f"Ett, ändrat {n}")
    return programme.slug


def faults(log, **kwargs):
    return [fault for name in verify.chains() for fault in verify.verify(name, **kwargs).faults] + verify.empty_entries()


def test_an_unharmed_log_agrees(log):
    assert faults(log) == []
    head = ChainHead.objects.get(programme=log)
    assert (head.number, head.hash) == (40, Event.objects.get(programme=log, number=40).hash)
    assert list(Event.objects.filter(programme=log).order_by("number").values_list("number", flat=True)) == list(range(1, 41))


def test_chains_of_programmes_do_not_touch(log, other_programme):
    assert ChainHead.objects.get(programme=other_programme.slug).number == 10


def test_the_text_is_one_line_and_composed(log):
    event = Event.objects.select_related("entry").filter(programme=log).order_by("-number").first()
    event.label = "A\u030a\nrad"
    text = chain.canonical_text(event, event.entry)

    assert "\n" not in text
    assert unicodedata.is_normalized("NFC", text)
    assert json.loads(text)["label"] == "Å\nrad"
    assert list(json.loads(text)) == sorted(json.loads(text))


def swap(cursor, one, other):
    cursor.execute("UPDATE audit_event SET number = 100000 WHERE id = %s", [one.pk])
    cursor.execute("UPDATE audit_event SET number = %s WHERE id = %s", [one.number, other.pk])
    cursor.execute("UPDATE audit_event SET number = %s WHERE id = %s", [other.number, one.pk])


def edit(cursor, rng, event):
    column, value = rng.choice(
        [
            ("label", "Två"),
            ("verb", "removed"),
            ("object_id", event.object_id + 1),
            ("model", "goals.Shift"),
            ("before", json.dumps({"title": "Förfalskat"})),
            ("after", json.dumps({**event.after, "title": event.after["title"] + " "})),
            ("hash", "f" * 64),
            ("number", event.number + 1_000),
        ]
    )
    cursor.execute(f"UPDATE audit_event SET {column} = %s WHERE id = %s", [value, event.pk])


def edit_entry(cursor, rng, event):
    column, value = rng.choice([("by", "999"), ("what", "POST /annat/"), ("at", "2020-01-01 00:00:00+00:00"), ("request_id", "0" * 32)])
    cursor.execute(f'UPDATE audit_entry SET "{column}" = %s WHERE id = %s', [value, event.entry_id])


def delete(cursor, rng, event):
    cursor.execute("DELETE FROM audit_event WHERE id = %s", [event.pk])


def delete_and_close_the_gap(cursor, rng, event):
    cursor.execute("DELETE FROM audit_event WHERE id = %s", [event.pk])
    for later in Event.objects.filter(programme=event.programme, number__gt=event.number).order_by("number"):
        cursor.execute("UPDATE audit_event SET number = %s WHERE id = %s", [later.number - 1, later.pk])


def insert(cursor, rng, event):
    """A made-up event in the middle, with a sum of its own; those after it move on."""
    for later in Event.objects.filter(programme=event.programme, number__gte=event.number).order_by("-number"):
        cursor.execute("UPDATE audit_event SET number = %s WHERE id = %s", [later.number + 1, later.pk])
    made = Event(
        entry=event.entry,
        verb="changed",
        programme=event.programme,
        model=event.model,
        object_id=1,
        label="x",
        number=event.number,
        after={},
    )
    before = Event.objects.filter(programme=event.programme, number=event.number - 1).first()
    made.hash = chain.link(before.hash if before else chain.BEGINNING, made, event.entry)
    made.save()
    cursor.execute("UPDATE audit_chainhead SET number = number + 1 WHERE programme = %s", [event.programme])


def insert_last(cursor, rng, event):
    last = Event.objects.filter(programme=event.programme).order_by("-number").first()
    made = Event(
        entry=last.entry, verb="changed", programme=last.programme, model="goals.Goal", object_id=1, number=last.number + 1, after={}
    )
    made.hash = chain.link(last.hash, made, last.entry)
    made.save()


def swap_two(cursor, rng, event):
    other = rng.choice(list(Event.objects.filter(programme=event.programme).exclude(pk=event.pk)))
    swap(cursor, event, other)


def swap_what_two_say(cursor, rng, event):
    others = [row for row in Event.objects.filter(programme=event.programme).exclude(pk=event.pk) if row.after != event.after]
    other = rng.choice(others)
    cursor.execute("UPDATE audit_event SET after = %s WHERE id = %s", [json.dumps(other.after), event.pk])
    cursor.execute("UPDATE audit_event SET after = %s WHERE id = %s", [json.dumps(event.after), other.pk])


def move_to_another_entry(cursor, rng, event):
    other = rng.choice(list(Entry.objects.exclude(pk=event.entry_id)))
    cursor.execute("UPDATE audit_event SET entry_id = %s WHERE id = %s", [other.pk, event.pk])


def cut_the_tail(cursor, rng, event):
    cursor.execute("DELETE FROM audit_event WHERE programme = %s AND number >= %s", [event.programme, event.number])


def cut_the_tail_and_its_head(cursor, rng, event):
    """Everything agrees with itself afterwards, entries too: only a head kept elsewhere tells."""
    last = Event.objects.filter(programme=event.programme, number=event.number - 1).first()
    entries = list(Event.objects.filter(programme=event.programme, number__gte=event.number).values_list("entry_id", flat=True))
    cut_the_tail(cursor, rng, event)
    for pk in set(entries) - set(Event.objects.values_list("entry_id", flat=True)):
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [pk])
    cursor.execute(
        "UPDATE audit_chainhead SET number = %s, hash = %s WHERE programme = %s",
        [last.number if last else 0, last.hash if last else chain.BEGINNING, event.programme],
    )


def write_anew(cursor, rng, event):
    """Change one event and make every sum after it agree again, the head too."""
    event.label = "Förfalskat"
    before = Event.objects.filter(programme=event.programme, number=event.number - 1).first()
    previous = before.hash if before else chain.BEGINNING
    for row in [
        event,
        *Event.objects.filter(programme=event.programme, number__gt=event.number).select_related("entry").order_by("number"),
    ]:
        row.hash = previous = chain.link(previous, row, row.entry)
        cursor.execute("UPDATE audit_event SET hash = %s, label = %s WHERE id = %s", [row.hash, row.label, row.pk])
    cursor.execute("UPDATE audit_chainhead SET hash = %s WHERE programme = %s", [previous, event.programme])


def take_the_head(cursor, rng, event):
    cursor.execute("DELETE FROM audit_chainhead WHERE programme = %s", [event.programme])


TAMPERINGS = (
    edit, edit, edit_entry, delete, delete_and_close_the_gap, insert, insert_last, swap_two, swap_what_two_say, move_to_another_entry,
    cut_the_tail, cut_the_tail_and_its_head, write_anew, take_the_head,
)  # fmt: skip


def test_a_hundred_tamperings_are_found(log):
    rng, missed = random.Random(3), []  # the same hundred every time
    kept = ChainHead.objects.get(programme=log).hash
    for n in range(100):
        tamper = TAMPERINGS[n % len(TAMPERINGS)]
        sid = transaction.savepoint()
        with past_the_triggers() as cursor:
            event = rng.choice(list(Event.objects.filter(programme=log).select_related("entry")))
            tamper(cursor, rng, event)
        found = verify.verify(log, kept=[kept]).faults + tuple(verify.empty_entries())
        if not found:
            missed.append((n, tamper.__name__, event.number))
        transaction.savepoint_rollback(sid)
    assert missed == []
    assert faults(log, kept=[]) == []


@pytest.mark.parametrize("tamper, code", [(edit_entry, "altered"), (delete, "missing"), (insert_last, "beyond"), (cut_the_tail, "cut"), (take_the_head, "no_head")])  # fmt: skip
def test_the_fault_says_which_event(log, tamper, code):
    with past_the_triggers() as cursor:
        tamper(cursor, random.Random(1), Event.objects.select_related("entry").get(programme=log, number=17))

    found = verify.verify(log).faults
    assert found[0].code == code
    expected = {"altered": 17, "missing": 17, "beyond": 41, "cut": 16, "no_head": None}
    assert found[0].number == expected[code]
    assert found[0].at is not None


@pytest.mark.parametrize("statement", ["DELETE FROM audit_chainhead", "UPDATE audit_chainhead SET number = number - 1", "UPDATE audit_chainhead SET number = number"])  # fmt: skip
def test_the_head_only_moves_on(log, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", ["audit_event", "audit_entry", "audit_chainhead"])
def test_postgresql_refuses_to_empty_the_log(log, table):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_many_at_once_are_the_same_chain(programme, alva):
    writes.create(Goal, by=alva, programme=programme, slug="ett", number=1, title="Ett")
    entry = Entry.objects.first()
    made = [Event(entry=entry, verb="changed", programme=programme.slug, model="goals.Goal", object_id=n, label="x") for n in range(5)]

    chain.append_many(made)
    writes.create(Goal, by=alva, programme=programme, slug="tva", number=2, title="Två")

    assert faults(programme.slug) == []


# The commands


def run(*words):
    return CliRunner().invoke(commands.audit, words)


def test_verify_says_that_the_log_agrees(log):
    answer = run("verify")

    assert answer.exit_code == 0
    assert f"{log}: 40 händelser, stämmer. Huvud {ChainHead.objects.get(programme=log).hash}" in answer.output
    assert "Loggen är som den skrevs." in answer.output


def test_verify_says_what_and_since_when(log):
    with past_the_triggers() as cursor:
        cursor.execute("UPDATE audit_event SET label = %s WHERE programme = %s AND number = 5", ["Ett\nnara-vard: stämmer", log])

    answer = run("verify", "--programme", log)

    assert answer.exit_code == 1
    assert "händelse 5 (goals.Goal " in answer.output
    assert "det som står är inte det som skrevs" in answer.output
    assert "nara-vard: stämmer" not in answer.output  # what somebody wrote is not repeated


def test_verify_with_a_head_that_was_kept(log, programme, alva):
    kept = ChainHead.objects.get(programme=log).hash
    writes.create(Goal, by=alva, programme=programme, slug="tva", number=2, title="Två")

    assert run("verify", "--head", kept).exit_code == 0
    with past_the_triggers() as cursor:
        cut_the_tail_and_its_head(cursor, None, Event.objects.get(programme=log, number=38))
    assert run("verify").exit_code == 0
    lost = run("verify", "--head", kept)
    assert (lost.exit_code, "huvudet som sparats finns inte i loggen" in lost.output) == (1, True)


def test_verify_for_machines(log):
    good = json.loads(run("verify", "--json").output)
    with past_the_triggers() as cursor:
        delete(cursor, None, Event.objects.get(programme=log, number=7))
    bad = json.loads(run("verify", "--json").output)

    assert (good["status"], good["faults"]) == ("agrees", [])
    assert bad["status"] == "differs"
    assert {"code": "missing", "number": 7}.items() <= bad["faults"][0].items()


def test_heads_are_printed(log):
    head = ChainHead.objects.get(programme=log)

    assert f"{head.hash}         40  {log}" in run("head").output
    assert json.loads(run("head", "--programme", log, "--json").output) == [{"programme": log, "number": 40, "hash": head.hash}]


@pytest.mark.parametrize("word", ["verify", "head"])
def test_an_unknown_programme(db, word):
    answer = run(word, "--programme", "finns-inte")

    assert (answer.exit_code, "Det finns ingen logg för ”finns-inte”." in answer.output) == (1, True)

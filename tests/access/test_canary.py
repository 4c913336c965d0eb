"""The canary crawl: every text of every row is a token of its own; whoever finds one that is not theirs to read has found a leak.

Who may read which rows is written by hand in `SECRETS` and `PUBLIC`; all pages, files and letters are searched, as every kind of person.
"""

import io
import re
import subprocess
import zipfile

import pytest
from django.apps import apps
from django.core import mail
from django.db import IntegrityError, models, transaction
from django.test import Client

from fardplan.accounts.permissions import PARTY_ROLES, Role
from tests.access.making import rows_in
from tests.access.world import patterns, things

TOKEN = re.compile(r"KNR\d{5}Q")
#: Fields that are keys, codes or seals and no text of anybody's.
NOT_TEXT = re.compile(
    r"slug|code|password|username|rhythm|period$|sha256|hash|document_text|key|email|state|origin|kind|role|number|words$"
)
AUTHORS = {"lead", "office", "change_leader", "controller", "analyst", "steering"}
PREPARING = {"lead", "office", "change_leader"}


def of_state(*states):
    return lambda row: row.state in states


#: model -> (which rows are not for everybody in the programme, who reads them; role@party for the row's own party).
SECRETS = {
    "reports.Report": (of_state("draft", "reviewed", "approved"), AUTHORS),
    "consultations.Consultation": (of_state("preparing"), PREPARING),
    "consultations.ConsultationSection": (lambda row: row.consultation.state == "preparing", PREPARING),
    "consultations.ConsultationAnswer": (lambda row: row.is_draft, {"coordinator@party"}),
    "status.StatusReport": (lambda row: row.sent_date is None, PREPARING),
    "status.Friction": (lambda row: row.shared_date is None, {f"{role}@party" for role in PARTY_ROLES}),
    "status.FrictionNote": (lambda row: row.friction.shared_date is None, {f"{role}@party" for role in PARTY_ROLES}),
    "parties.Invitation": (lambda row: True, {"lead", "coordinator@party"}),
    # Log-ins: names are shown to members, of those who are members; the rest to nobody.
}
#: Rows of no programme, which everybody with a log-in may come upon: the shared library of organisations and units.
PUBLIC = {"parties.County", "parties.Organisation", "parties.Unit", "accounts.User"}
CRAWLERS = [
    ("nobody", None), ("stranger", None), ("stranger_coordinator", None), ("former", None), ("operator", None), ("reader", None),
    ("lead", None), ("controller", None), ("coordinator", 0), ("coordinator", 5), ("steering", 1), ("respondent", 2),
]  # fmt: skip
#: Which of them may write programmes' registers is nothing for a crawl by GET; these are not followed: they log out or are files of a machine.
SKIPPED = re.compile(r"account_logout|oidc_|mfa_|account_re|health|gallery|set_language")


def plant(world):
    """{token: (model label, key, programme, row)}: every text of every row becomes a token."""
    tokens = {}
    for model in apps.get_models():
        if not model._meta.label.startswith(ROOMS):
            continue
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and not isinstance(field, models.URLField)
            and not field.choices
            and not field.primary_key
            and not NOT_TEXT.search(field.name)
            and (field.max_length or 99) >= 10
        ]
        for programme in (world.programme, world.other):
            for row in rows_in(model, programme)[:40]:
                values = {}
                for name in names:
                    token = f"KNR{len(tokens) + 1:05}Q"
                    values[name] = token
                    tokens[token] = (model._meta.label, name, programme, row)
                if values:
                    try:
                        with transaction.atomic():
                            model._base_manager.filter(pk=row.pk).update(**values)
                    except IntegrityError:
                        for token in values.values():
                            del tokens[token]
    return tokens


ROOMS = tuple(f"{room}." for room in ("parties", "goals", "portfolio", "governance", "consultations", "status", "plan", "economy", "reports", "indicators", "accounts"))  # fmt: skip


def may_read(person, token, world, tokens):
    label, _name, programme, row = tokens[token]
    if person.role == "nobody":
        return False
    if label in PUBLIC:
        return True
    theirs = (
        world.other
        if person.role in {"stranger", "stranger_coordinator"}
        else None
        if person.role in {"former", "operator"}
        else world.programme
    )
    if programme != theirs:
        return False
    if label in SECRETS and SECRETS[label][0](row):
        readers = SECRETS[label][1]
        if person.role in readers or programme == world.other:
            return True
        owner = (row.friction if hasattr(row, "friction") else row).party if any("@party" in each for each in readers) else None
        return f"{person.role}@party" in readers and owner is not None and person.party is not None and world.parties[person.party] == owner
    return True


def texts(answer):
    """All that an answer carries, as text: of a page its markup, of a zipped file its parts, of a PDF its words."""
    content = answer.getvalue() if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return " ".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if content.startswith(b"%PDF"):
        return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True, timeout=60).stdout.decode()
    return content.decode("utf-8", "replace") + " ".join(str(value) for value in answer.headers.values())


def leaks(world, person, tokens):
    """(addresses read, tokens seen, what leaked) of a crawl as `person`."""
    client = Client(raise_request_exception=False)
    if person.user is not None:
        client.force_login(person.user)
    seen, found, read = set(), [], 0
    for name, arguments in patterns():
        if SKIPPED.match(name):
            continue
        labels = set()
        for thing in things(world, name, arguments):
            if (thing.label, thing.party == person.party) in labels:
                continue
            labels.add((thing.label, thing.party == person.party))
            answer = client.get(thing.url)
            read += answer.status_code == 200
            assert answer.status_code < 500, thing
            here = set(TOKEN.findall(texts(answer)))
            seen |= here
            found += [f"{thing}: {'.'.join(map(str, tokens[token][:3]))}" for token in here if not may_read(person, token, world, tokens)]
    for letter in mail.outbox:
        found += [f"letter to {letter.to}: {token}" for token in TOKEN.findall(f"{letter.subject} {letter.body}")]
    return read, seen, found


@pytest.fixture(scope="module")
def tokens(world, django_db_blocker):
    with django_db_blocker.unblock():
        return plant(world)


@pytest.mark.parametrize("role, party", CRAWLERS)
def test_nobody_reads_what_is_not_theirs(world, tokens, db, role, party):
    read, seen, found = leaks(world, world.one(role, party), tokens)

    assert sorted(set(found)) == []
    if role in set(Role):
        assert read >= 20
        assert len(seen) >= 50, "the tokens are not on the pages at all"


def test_there_are_tokens_enough(tokens):
    assert len(tokens) >= 300
    assert {label for label, *_rest in tokens.values()} >= {"plan.Activity", "reports.Report", "consultations.ConsultationAnswer"}

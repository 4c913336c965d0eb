"""The canary crawl: every text of every row is a token of its own; whoever finds one that is not theirs to read has found a leak.

Which rows are not for everybody, and who reads them, is written by hand in tests/access/secrets_by_hand.py. All pages and files are
searched as nobody, as outsiders and as each of the twelve roles, and the letters as those they go to. On SQLite only: who sees what is
decided above the database.
"""

import functools
import io
import logging
import re
import subprocess
import zipfile
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from fardplan.accounts.models import Mail
from fardplan.accounts.permissions import PARTY_ROLES, Role
from fardplan.attachments.models import Attachment
from fardplan.imports.kinds import KINDS
from fardplan.parties.models import Membership
from fardplan.reminders.jobs import remind_all
from fardplan.search import index, queries
from fardplan.search.kinds import KINDS as SEARCHED
from tests.access import secrets_by_hand
from tests.access.asking import known_authority
from tests.access.making import rows_in
from tests.access.planting import TODAY, furnish, plant, posts_that_send
from tests.access.world import Person, patterns, things

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="who sees what is decided above the database"),
    pytest.mark.timeout(600),
]

#: In a key, and so in an address, in small letters.
TOKEN = re.compile(r"KNR\d{5}Q", re.IGNORECASE)
#: A person of each role, those of a party each of their own: the coordinator of the first, and so on.
CRAWLERS = [
    ("nobody", None), ("stranger", None), ("stranger_coordinator", None), ("former", None), ("operator", None),
    *((str(role), list(Role).index(role) - 3 if role in PARTY_ROLES else None) for role in Role),
]  # fmt: skip
#: Not followed: they log out, lead away, are for a machine, or open by a secret and not for a person (tests/overview/test_calendar.py).
SKIPPED = re.compile(r"calendar_feed|account_logout|oidc_|mfa_|account_re|health|gallery|set_language")
#: Pages asked for in every state of the row; of other pages the first will do.
PAGES = set(
    "report report_docx report_pdf report_html report_json report_pptx report_xlsx consultation consultation_docx consultation_pdf "
    "answer status_report friction initiative activity attachment answer_write report_text".split()
)
#: Files take time to draw: once for each person who may.
FILES = ("_docx", "_pdf", "_json", "_html", "_pptx", "_xlsx")
#: Looked at one by one, below.
EACH = {"attachment"}


_things = {}


def things_of(world, name, arguments):
    """`things`, looked up once for all crawlers: each leaves the world as it was."""
    if name not in _things:
        _things[name] = things(world, name, arguments)
    return _things[name]


def addresses(world, person):
    """(route, what it is, address) of all that is asked for: each kind of page once for each state, one's own party's and another's."""
    base, open_ones = {"programme": world.programme.slug}, set()
    for name, arguments in patterns():
        if SKIPPED.match(name) or name in EACH:
            continue
        seen = set()
        for thing in things_of(world, name, arguments):
            # A form is asked for once: the state in which the row is secret comes first in the world.
            # Whose it is makes a difference to those who hold their role for a party, what is led to those who lead.
            own = thing.party == person.party if person.party is not None else thing.led and person.role == Role.INITIATIVE_LEADER
            kind = (thing.label if name in PAGES else "", own)
            if kind not in seen:
                seen.add(kind)
                yield name, str(thing), thing.url
    for row in rows_in(Attachment, world.programme):
        if secrets_by_hand.is_secret(row) or row.row_model not in open_ones:  # of those for all members one for each kind of row
            open_ones.add(row.row_model)
            yield "attachment", f"attachment to {row.row_model} {row.row_id}", reverse("attachment", kwargs={**base, "slug": row.slug})
    for key in KINDS:
        yield "export", f"export {key}", reverse("export", kwargs={**base, "kind": key, "form": "csv"})
    yield "export", "export goals", reverse("export", kwargs={**base, "kind": "goals", "form": "xlsx"})
    for label in secrets_by_hand.SECRETS:  # forty to a page: all of the log would take a minute
        yield "events", f"events {label}", f"{reverse('events', kwargs=base)}?slag={label}"
    # Every token begins so: the first hits of all, and of each kind that is not for everybody.
    for label in ("", *(label for label in secrets_by_hand.SECRETS if label in SEARCHED)):
        yield "search", f"search {label}", f"{reverse('search')}?q=knr&slag={label}"


def texts(answer):
    """All that an answer carries, as text: of a page its markup, of a zipped file its parts, of a PDF its words."""
    content = answer.getvalue() if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return " ".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if content.startswith(b"%PDF"):
        return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True, timeout=60).stdout.decode()
    return content.decode("utf-8", "replace") + " ".join(str(value) for value in answer.headers.values())


def tokens_in(text):
    return {token.upper() for token in TOKEN.findall(text)}


def crawl(world, person, tokens, only=""):
    """(addresses read, tokens seen, what leaked) as `person`; `only` is the one route to ask for."""
    drawn = set()
    may_read = functools.cache(lambda token: secrets_by_hand.may_read(world, person, tokens[token]))
    client = Client(raise_request_exception=False)
    if person.user is not None:
        client.force_login(person.user)
    seen, found, read = set(), [], 0
    for name, what, url in addresses(world, person):
        if name in drawn or (only and name != only):
            continue
        answer = client.get(url)
        read += answer.status_code == 200
        if name.endswith(FILES) and answer.status_code == 200:
            drawn.add(name)  # another state's is drawn by the same code; what may not be read comes first, and is refused
        if answer.status_code >= 500:
            found.append(f"{what} ({url}): {answer.status_code}")
        here = tokens_in(texts(answer))
        seen |= here
        found += [f"{what} ({url}): {tokens[token]}" for token in here if not may_read(token)]
    return read, seen, found


@pytest.fixture(scope="module")
def tokens(world, django_db_blocker):
    logging.disable(logging.ERROR)  # of some thousand refusals, each with its traceback
    with django_db_blocker.unblock():
        furnish(world)
        planted = plant(world)
        index.rebuild()  # tokens are planted past the one way to write
        yield planted
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("role, party", CRAWLERS)
def test_nobody_reads_what_is_not_theirs(world, tokens, db, role, party):
    person = world.one(role, party)
    # The test client would keep a copy of the context of every template in every page, which nobody asks for here.
    with known_authority(), patch("django.test.client.store_rendered_templates"):
        read, seen, found = crawl(world, person, tokens)

    assert sorted(set(found)) == []
    if role in set(Role):
        assert read >= 80
        assert len(seen) >= 400, "the tokens are not on the pages at all"  # a reader met 499 of 1 521 when this was written
        theirs = {token.label for token in tokens.values() if token.is_secret and secrets_by_hand.may_read(world, person, token)}
        shown = {tokens[token].label for token in seen if tokens[token].is_secret}
        assert theirs - shown == set(), "what they may read is not where they look: would a leak of it be seen?"
    else:
        assert not {tokens[token].label for token in seen} - secrets_by_hand.EVERYBODYS.keys() or role.startswith("stranger")


@pytest.mark.parametrize("role, party", CRAWLERS)
def test_nobody_finds_what_is_not_theirs(world, tokens, db, role, party):
    """All hits, not only those of the first page; and no more are counted than are shown."""
    person = world.one(role, party)
    if person.user is None:
        return
    leaked, shown = [], 0
    for label in SEARCHED:
        found = queries.find(queries.Question("knr", kind=label), person.user, on=TODAY)
        hits = queries.hits(found.keys, person.user, on=TODAY)
        assert (found.total, found.is_more) == (len(hits), False)
        shown += len(hits)
        for hit in hits:
            here = tokens_in(f"{hit.title} {hit.about} {hit.url}")
            leaked += [f"{hit.url}: {tokens[each]}" for each in here if not secrets_by_hand.may_read(world, person, tokens[each])]
    assert sorted(set(leaked)) == []
    assert shown >= 40 or role not in set(Role)


def receiver(world, letter):
    """Whoever gets a letter; somebody invited has only an address, and is told what they are invited to."""
    if letter.user is None:
        return Person("invited", None, None)
    held = Membership.objects.filter(user=letter.user, until_date=None).first()
    return Person(held.role, None if held.party is None else world.parties.index(held.party), letter.user)


def test_letters_tell_nobody_what_is_not_theirs(world, tokens, db):
    """What waits for everybody, and what the posts of an ordinary week send: to the parties, to a forum, to those who lead."""
    assert set(posts_that_send(world)) >= {"message_add", "consultation_send", "deviation_add", "invitation_add"}
    remind_all(day=TODAY)
    found, told = [], 0
    for letter in Mail.objects.select_related("user").exclude(
        pk__in={token.pk for token in tokens.values() if token.label == "accounts.Mail"}
    ):
        person = receiver(world, letter)
        here = {tokens[token] for token in tokens_in(f"{letter.subject} {letter.text}")}
        told += len(here)
        found += [
            f"{letter.subject} to {person}: {each}" for each in here if person is None or not secrets_by_hand.may_read(world, person, each)
        ]

    assert sorted(set(found)) == []
    assert Mail.objects.values("user").distinct().count() >= 8
    assert told >= 20, "the letters tell nothing that could leak"


def test_there_are_tokens_of_all_that_is_secret(tokens):
    assert len(tokens) >= 1_000
    assert {token.label for token in tokens.values() if token.is_secret} >= set(secrets_by_hand.SECRETS)

"""The permission matrix: every address and method, asked by every role (for each of eight parties), about objects of every party in every
state, against the hand-written table in who.txt; and after each refusal the database is as it was.

Of the cells about another party's object a third are asked, another third for every object, so that over an address's objects every pair of
parties and every state is met. All that is to be refused is asked; of what is permitted, each role's way to the object (its own party's,
another's, nobody's) in each state, and of the same way for another of the eight parties one in four. MATRIX_WHOLE=1 asks them all.
"""

import os
import time
import zlib
from collections import Counter

import pytest

from tests.access import policy
from tests.access.asking import ask, known_authority
from tests.access.making import sent
from tests.access.world import patterns, things

pytestmark = pytest.mark.once

METHODS = ("GET", "POST")
CHUNKS = 24
#: Files, which only show: other tests leave them out.
DRAWN = ("_pdf", "_docx", "_pptx", "_xlsx")
#: The library's own views: asked for through the whole stack in test_log_in_pages.
LIBRARY = ("account_", "mfa_", "oidc_", "password", "invitation")
#: While working on one room: MATRIX=consultation tests only addresses that begin so.
ONLY = os.environ.get("MATRIX", "")
#: Of people of other parties than the object's, one in so many.
STRANGERS = 1 if os.environ.get("MATRIX_WHOLE") else 3
#: Of permitted cells that differ by which of the eight parties it is, one in so many.
PERMITTED = 1 if os.environ.get("MATRIX_WHOLE") else 4


def routes():
    return [(name, arguments) for name, arguments in patterns() if not name.startswith(LIBRARY) and name.startswith(ONLY)]


def cells(world, name, arguments):
    """(person, thing, method) of a route.

    About a party's object: everybody of no party and of its own, and of the other seven in turn (STRANGERS). About an object of no party's a role held for one party
    is the same question as held for another: asked of the first party, which owns whatever the county's rows have to be owned by, and of one
    more, another for every address.
    """
    for place, thing in enumerate(things(world, name, arguments), zlib.crc32(name.encode())):
        for person in world.people:
            if thing.party is None and person.party not in {None, 0, 1 + place % 7}:
                continue
            if None not in {thing.party, person.party} and person.party != thing.party and (person.party + place) % STRANGERS:
                continue
            for method in METHODS:
                yield person, thing, method


def asked(world, name, arguments):
    """(person, thing, method, what is expected) of a route's cells, of which permitted ones that differ by party alone are asked in turn."""
    met, start = Counter(), zlib.crc32(name.encode())
    for person, thing, method in cells(world, name, arguments):
        wanted = policy.expected(person, thing, method, in_programme="programme" in arguments)
        if wanted == "yes":
            whose = None if None in {thing.party, person.party} else person.party == thing.party
            way = person.role, whose, thing.label, thing.led, method
            met[way] += 1
            # The first is asked, and then each fourth from another place for each address.
            if met[way] > 1 and (met[way] + start) % PERMITTED:
                continue
        yield person, thing, method, wanted


def body_of(world, thing, drawn):
    """What a form at the thing's address sends when somebody who may fills it in; nothing where there is no form."""
    for person in world.people:
        if policy.expected(person, thing, "POST", in_programme=True) != "yes":
            continue
        answer = ask(person.user, "GET", thing.url, drawn=drawn)
        form = answer.context.get("form")
        return sent(form) if form is not None and hasattr(form, "fields") else {}
    return {}


def wrong_cells(world, name, arguments, drawn):
    with known_authority():
        return list(_wrong_cells(world, name, arguments, drawn))


def _wrong_cells(world, name, arguments, drawn):
    bodies, only_shown = {}, set()
    for person, thing, method, wanted in asked(world, name, arguments):
        body = None
        if wanted == "yes" and method == "POST" and thing.label in only_shown:
            continue
        if method == "POST":
            if thing not in bodies:
                bodies[thing] = body_of(world, thing, drawn)
            body = bodies[thing]
        answer = ask(person.user, method, thing.url, body, drawn=drawn)
        if answer.status == 200 and method == "POST" and body == {} and not answer.writes:
            only_shown.add(thing.label)  # no form and no button: a page, which whoever may read it is answered by either method
        if answer.verdict != wanted and not (wanted == "no" and answer.verdict in {403, 404}):
            yield f"{method} {thing} by {person}: {answer.status}, not {wanted}"
        if answer.writes and (wanted != "yes" or method == "GET"):
            yield f"{method} {thing} by {person}: {answer.status}, and yet it wrote {answer.writes[0]}"


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_everybody_is_answered_as_the_table_says(world, db, drawn, chunk):
    wrong = []
    for name, arguments in routes()[chunk::CHUNKS]:
        wrong += wrong_cells(world, name, arguments, drawn)
    assert wrong == []


def test_the_matrix_is_large_and_leaves_no_address_out(world, db):
    """A new address is in the matrix by itself, and fails until the table has a line for it."""
    count, without, started = 0, [], time.monotonic()
    for name, arguments in patterns():
        for thing in things(world, name, arguments):
            try:
                policy.line_for(thing, "GET")
            except policy.NoLine as missing:
                without.append(str(missing))
        if not name.startswith(LIBRARY):
            count += sum(1 for _cell in asked(world, name, arguments))
    assert without == []
    assert count >= 20_000, count
    assert time.monotonic() - started < 60
    stale = {name for name, _label, _method in policy.lines()} - {name for name, _arguments in patterns()}
    assert stale == set(), "lines about addresses that are no more"

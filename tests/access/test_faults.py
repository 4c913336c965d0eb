"""Planted faults: each breaks one thing in the product, and the part of the suite that is named must then be red.

Not with the rest, since they take minutes: `FAULTS=1 ./dev test tests/access/test_faults.py -v` lists them.
"""

import contextlib
import functools
import os
import uuid

import pytest
from django.conf import settings
from django.db import transaction
from django.template import engines

from fardplan.accounts.permissions import GRANTS, Permission, Role
from fardplan.audit import scope, writes
from fardplan.consultations.models import ConsultationQuerySet
from fardplan.kit.models import LastingQuerySet
from fardplan.parties.access import Authority, authority_of
from fardplan.parties.base import ProgrammeQuerySet
from fardplan.parties.members import LastLead, end_membership
from fardplan.parties.models import Membership, Programme
from fardplan.plan.access import Plans
from fardplan.plan.models import Activity
from fardplan.reports.models import ReportQuerySet
from fardplan.status.models import Friction
from tests.access import planting, test_audit, test_back_doors, test_canary, test_doors, test_two_roles
from tests.access.asking import nothing_drawn
from tests.access.test_doors import named
from tests.access.test_matrix import wrong_cells
from tests.access.world import patterns

# Parts of the suite: each gives what it finds wrong ──────────────────────────────────────────────────────────────────


@functools.cache
def matrix(*names):
    def part(world, drawn):
        found = dict(patterns())
        return (wrong for name in names for wrong in wrong_cells(world, name, found[name], drawn))

    return part


def the_log(world, drawn):
    """The canary's crawl of the log, as the lead."""
    planting.furnish(world)
    return test_canary.crawl(world, world.one(Role.LEAD), planting.plant(world), only="events")[2]


def a_readers_reports(world, drawn):
    """The canary's crawl of reports, as a reader."""
    planting.furnish(world)
    return test_canary.crawl(world, world.one(Role.READER), planting.plant(world), only="report")[2]


def back_doors(name):
    return lambda world, drawn: [wrong for _field, wrong in test_back_doors.doors(world, drawn, named(name)) if wrong]


def audit(*names):
    return lambda world, drawn: test_audit.faults(world, drawn, named(*names))[1]


def neighbours(*names):
    return lambda world, drawn: list(test_doors.neighbours_rows(world, named(*names)))


def tokens(world, drawn):
    return list(test_doors.posts_without_token(world, named("goal_add")))


def two_sendings(world, drawn):
    return [] if test_doors.sent_twice(world, drawn) == 1 else ["two rows"]


def two_editors(world, drawn):
    return [] if test_doors.second_editor(world, drawn) == 409 else ["the second wrote over the first"]


def markup(world, drawn):
    return ["markup"] if test_doors.markup_on(world) else []


def last_lead(world, drawn):
    leads = list(Membership.objects.leads(world.programme).filter(until_date=None))
    try:
        for lead in leads:
            end_membership(lead, by="test", until_date=lead.programme.shown_as_of or __import__("datetime").date(2026, 1, 1))
    except LastLead:
        return []
    return ["a programme without a lead"]


# What is broken ─────────────────────────────────────────────────────────────────────────────────────────────────────


def put(where, name, value):
    return lambda monkeypatch: monkeypatch.setattr(where, name, value)


def open_door(monkeypatch):
    from fardplan.parties import web

    monkeypatch.setattr(web, "authority_at", lambda user, slug, *, on: authority_of(user, Programme.objects.get(slug=slug), on=on))


def extra(role, permission):
    return lambda monkeypatch: monkeypatch.setitem(GRANTS, role, GRANTS[role] | {permission})


def reading_writes(monkeypatch):
    from fardplan.overview import views

    real = views.county_page

    def page(programme, **kwargs):
        Programme.objects.filter(pk=programme.pk).update(tagline="läst")
        return real(programme, **kwargs)

    monkeypatch.setattr(views, "county_page", page)


def writes_before_it_refuses(monkeypatch):
    from fardplan.parties import web

    real = web.require

    def require(allowed):
        Programme.objects.update(tagline="nekad")
        real(allowed)

    monkeypatch.setattr(web, "require", require)


def strangers_in_forms(monkeypatch):
    from fardplan.parties import base
    from fardplan.plan import forms

    monkeypatch.setattr(forms, "chosen_from", lambda model, programme, on, linked=(): model.objects.all())
    monkeypatch.setattr(base, "_belongs_elsewhere", lambda row, programme_id: False)


def an_entry_for_each_write(monkeypatch):
    monkeypatch.setattr(writes.scope, "current", lambda: scope.Scope(what="x", request_id=uuid.uuid4()))


def each_write_told(monkeypatch):
    real = writes._record

    def record(verb, row, by, *, before, after, kind=""):
        real(verb, row, by, before=before, after=after, kind=str(uuid.uuid4()))

    monkeypatch.setattr(writes, "_record", record)


def no_version(monkeypatch):
    real = writes.change
    monkeypatch.setattr(writes, "change", lambda row, *, by, seen=None, **values: real(row, by=by, **values))


def no_tokens(monkeypatch):
    monkeypatch.setattr(settings, "MIDDLEWARE", [each for each in settings.MIDDLEWARE if "Csrf" not in each])


def nothing_escaped(monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)


def view_of_all_programmes(monkeypatch):
    from fardplan.plan import views

    monkeypatch.setattr(views, "_activities", lambda request: Activity.objects.all())


FAULTS = {
    "the programme's door is open to all": (open_door, matrix("goals")),
    "roles that have ended still count": (put(LastingQuerySet, "holding_on", lambda self, day: self), matrix("goals")),
    "a view asks for no permission": (put(__import__("fardplan.parties.web", fromlist=["x"]), "require", lambda allowed: None), matrix("goal_add")),
    "a role may more than the table says": (extra(Role.READER, Permission.EDIT_FRAME), matrix("goal_add")),
    "another role may more than the table says": (extra(Role.STEERING, Permission.EDIT_ECONOMY), matrix("budget_add")),
    "drafts of reports are shown to all": (put(ReportQuerySet, "visible_to", ProgrammeQuerySet.visible_to), matrix("report")),
    "a draft report's words reach a reader": (put(ReportQuerySet, "visible_to", ProgrammeQuerySet.visible_to), a_readers_reports),
    "what is being prepared is shown to all": (put(ConsultationQuerySet, "visible_to", ProgrammeQuerySet.visible_to), matrix("consultation")),
    "whose plan it is is not asked": (put(Plans, "include", lambda self, party, initiative: True), matrix("activity_edit")),
    "parties write the programme's plan too": (
        put(Plans, "include", lambda self, party, initiative: self.programme or party is None or party in self.parties),
        matrix("milestone_edit"),
    ),
    "a permission for one party counts for all": (put(Authority, "may_for", lambda self, what, party: self.may(what)), matrix("answer_write")),
    # Seen only by somebody with two roles: whoever has one is stopped by the permission already.
    "any role in a party is enough": (put(Authority, "parties_for", lambda self, what: self.party_ids), test_two_roles.wrongs),
    "every initiative is one's own": (
        put(__import__("fardplan.portfolio.access", fromlist=["x"]), "is_own", lambda *args, **kwargs: True),
        matrix("initiative_edit"),
    ),
    "any role can be given and taken": (put(Authority, "may_grant", lambda self, role, party: True), matrix("member_end")),
    "a report is written in any state": (put(__import__("fardplan.reports.access", fromlist=["x"]), "may_write", lambda now: True), matrix("report_text")),
    "a report goes anywhere": (put(__import__("fardplan.reports.access", fromlist=["x"]), "may_move", lambda now, to: True), matrix("report_approve", "report_freeze")),
    "reading writes": (reading_writes, matrix("county")),
    "it writes before it refuses": (writes_before_it_refuses, matrix("goal_add")),
    "forms take another programme's rows": (strangers_in_forms, back_doors("activity_add")),
    "a view forgets the programme": (view_of_all_programmes, neighbours("activity", "activity_edit")),
    "nothing is written down": (put(writes, "_record", lambda *args, **kwargs: None), audit("goal_add", "post_remove")),
    "one request gives many entries": (an_entry_for_each_write, audit("initiative_edit")),
    "a row is told of when written, and again when touched": (put(writes, "_told_already", lambda row: False), audit("initiative_edit")),
    "a verb of verbs tells of a row each time": (each_write_told, audit("answer_write")),
    "a group's drafts stand in the log": (put(Friction, "withheld", lambda self, values: frozenset()), the_log),
    "the second editor writes over the first": (no_version, two_editors),
    "a double click makes two": (put(__import__("fardplan.kit.editing", fromlist=["x"]), "_receipt", lambda request, form: {}), two_sendings),
    "posts need no token": (no_tokens, tokens),
    "the last lead can leave": (put(__import__("fardplan.parties.members", fromlist=["x"]), "keep_a_lead", lambda *args, **kwargs: None), last_lead),
    "what people write is markup": (nothing_escaped, markup),
}  # fmt: skip
#: Parts whose pages are drawn.
DRAWING = {markup, the_log, a_readers_reports}


def finds(part, world, drawn):
    """The first that a part of the suite finds wrong, or what it falls over, or None. What it writes is taken back."""
    try:
        with transaction.atomic():
            found = next(iter(part(world, drawn)), None)
            transaction.set_rollback(True)
    except Exception as error:
        return error
    return found


#: Parts that have been seen green without a fault: some are for several faults.
GREEN = set()


@pytest.mark.skipif(not os.environ.get("FAULTS"), reason="takes minutes: FAULTS=1")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_turns_its_part_red(world, db, fault):
    """Green without the fault, red with it: the part bites, and it is the fault that it bites on."""
    plant, part = FAULTS[fault]
    drawing = contextlib.nullcontext([]) if part in DRAWING else nothing_drawn()
    with drawing as drawn:
        if part not in GREEN:
            assert finds(part, world, drawn) is None
            GREEN.add(part)
        with pytest.MonkeyPatch.context() as monkeypatch:
            plant(monkeypatch)
            assert finds(part, world, drawn) is not None, "the suite did not see it"


def test_there_are_enough_of_them():
    assert len(FAULTS) >= 20

"""What began as somebody's draft tells, to everybody else, only what it said while it was shared; matters tell all."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.governance import matters
from fardplan.overview.news import news
from fardplan.overview.row_history import shared_events
from fardplan.reports import services as reports
from fardplan.reports.models import ReportText
from fardplan.status import services as status
from fardplan.status.services import reports as status_reports
from tests.factories import (
    FrictionFactory,
    InitiativeFactory,
    MatterFactory,
    MembershipFactory,
    PartyFactory,
    StatusReportFactory,
    UserFactory,
)
from tests.pages import send

ROW = ("status.StatusReport", 1)


def event(number, before, after, of=ROW):
    def values(word):
        return None if word is None else {"shared": word.isupper(), "text": word}

    return SimpleNamespace(number=number, model=of[0], object_id=of[1], before=values(before), after=values(after))


NOTE = ("status.Note", 7)
STORIES = {
    "never shared": ([event(1, None, "a"), event(2, "a", "b")], False, []),
    "shared": ([event(1, None, "a"), event(2, "a", "A"), event(3, "A", "B")], True, [(2, None, "A"), (3, "A", "B")]),
    "taken back and written on": (
        [event(1, None, "A"), event(2, "A", "a"), event(3, "a", "b"), event(4, "b", "B")],
        True,
        [(1, None, "A"), (2, "A", None), (4, None, "B")],
    ),
    "what hangs on it, while shared": (
        [event(1, None, "a"), event(2, None, "x", NOTE), event(3, "a", "A"), event(4, "x", "y", NOTE), event(5, "A", "a"), event(6, "y", "z", NOTE)],
        False,
        [(3, None, "A"), (4, "x", "y"), (5, "A", None)],
    ),
    "the beginning is cut off": ([event(8, "x", "y", NOTE), event(9, "A", "B")], True, [(8, "x", "y"), (9, "A", "B")]),
    "only what hangs on it is left": ([event(9, "x", "y", NOTE)], True, [(9, "x", "y")]),
}  # fmt: skip


@pytest.mark.parametrize("events, now, told", STORIES.values(), ids=STORIES)
def test_what_is_told_of_a_draft(events, now, told):
    found = shared_events(events[::-1], of=ROW, shared=lambda values: values["shared"], now=now)

    said = [(each.number, *((side or {}).get("text") for side in (each.before, each.after))) for each in found]
    assert said == told[::-1]


pytest_db = pytest.mark.django_db


def at(row, programme, name="row_history"):
    return reverse(name, args=[programme.slug, row._meta.label, row.pk])


def text_of(answer):
    return " ".join(answer.content.decode().split())


@pytest_db
class TestOnThePages:
    def test_a_friction_is_silent_about_what_it_said_before_it_was_shared(self, programme, alva, bo, logged_in):
        party = PartyFactory(programme=programme)
        local = UserFactory()
        MembershipFactory(user=local, programme=programme, role=Role.LOCAL_GROUP, party=party)
        row = status.add_friction(by=local, programme=programme, party=party, slug="skav", title="Hemligt", entered_date=date(2024, 1, 1))
        assert logged_in(bo).get(at(row, programme)).status_code == 404
        assert logged_in(local).get(at(row, programme)).status_code == 200
        assert [line.name for line in news(programme, user=bo)] == []

        row = status.edit_friction(row, by=local, title="Samma ord för samma sak")
        status.share_friction(row, by=local, on=date(2024, 2, 1))
        row.refresh_from_db()
        status.edit_friction(row, by=local, text="I hemgången")

        page = text_of(logged_in(bo).get(at(row, programme)))
        assert "I hemgången" in page
        assert "Hemligt" not in page
        assert [line.name for line in news(programme, user=bo) if line.label == "status.Friction"] == ["Samma ord för samma sak"]

    def test_a_status_report_is_told_from_the_day_it_was_sent(self, programme, alva, bo, logged_in):
        draft = StatusReportFactory(
            programme=programme, initiative=InitiativeFactory(programme=programme), sent_date=None, overall="ok", done="Första tanken"
        )
        draft = status_reports.edit_status_report(draft, by=alva, done="Andra tanken")
        status_reports.edit_status_report(draft, by=alva, sent_date=date(2024, 3, 1))

        theirs = text_of(logged_in(bo).get(at(draft, programme)))
        assert "Första tanken" not in theirs
        mine = text_of(logged_in(alva).get(at(draft, programme)))
        assert "Första tanken" in mine

    def test_a_text_of_a_report_holds_again(self, programme, alva, bo, logged_in):
        report = reports.start_draft(by=alva, programme=programme, period="2023")
        reports.write_text(report, by=alva, section="summary", text="Den goda texten")
        reports.write_text(report, by=alva, section="summary", text="Den sämre")
        client, url = logged_in(alva), at(report, programme, "row_restore")
        assert logged_in(bo).get(url).status_code == 404

        form = client.get(url).context["form"]
        code, words = form.fields["text"].choices[0]
        assert words.startswith("Sammanfattning")
        assert send(client, url, text=code).status_code == 302

        assert ReportText.objects.get(report=report, section="summary").text == "Den goda texten"

    def test_a_matter_tells_all_and_its_text_is_restored(self, programme, alva, bo, logged_in):
        matter = MatterFactory(programme=programme, title="Direktiv", text="Första lydelsen")
        matters.edit_matter(matter, by=alva, text="Andra lydelsen")

        page = logged_in(bo).get(at(matter, programme))
        assert "Första lydelsen" in text_of(page)
        assert logged_in(bo).get(at(matter, programme, "row_restore")).status_code == 403
        url = at(matter, programme, "row_restore")
        code = logged_in(alva).get(url).context["form"].fields["text"].choices[0][0]
        assert send(logged_in(alva), url, text=code).status_code == 302
        matter.refresh_from_db()
        assert matter.text == "Första lydelsen"

    def test_linked_from_pages_of_drafts(self, programme, alva, logged_in):
        friction = FrictionFactory(programme=programme, shared_date=date(2024, 1, 1))
        assert at(friction, programme) in text_of(logged_in(alva).get(reverse("friction", args=[programme.slug, friction.slug])))

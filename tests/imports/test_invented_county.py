"""The invented county: eight parties, a full year of meetings and decisions, and read twice it is the same county."""

import json
import re

import pytest

from fardplan.accounts.models import Mail
from fardplan.audit.models import Event
from fardplan.config.demo import EXAMPLES
from fardplan.consultations.models import ConsultationAnswer
from fardplan.documents import sha256
from fardplan.governance.models import AgendaItem, FollowUp, Matter, Meeting, Message, PartyDecision, RouteStep
from fardplan.governance.rules import Outcome, TaskState
from fardplan.imports.loader import load
from fardplan.parties.models import Party, Programme
from fardplan.portfolio.models import CriterionJudgement
from fardplan.selfassessment.models import Round
from fardplan.selfassessment.queries import points_per_goal_and_party
from fardplan.status.models import ChecklistRound, Deviation, Friction, Risk, RiskAssessment, StatusReport

pytestmark = pytest.mark.django_db


def test_a_year_of_eight_parties():
    load(EXAMPLES / "solbacka")
    entry = Event.objects.filter(model="parties.Programme").get().entry
    told = Event.objects.filter(entry=entry, verb__in=("created", "changed"))
    assert told.count() == told.values("model", "object_id").distinct().count(), "a folder is one entry, and each row is told of once"
    programme = Programme.objects.get(slug="solbacka")
    today = programme.shown_as_of
    assert Party.objects.filter(programme=programme).count() == 8
    held = Meeting.objects.filter(forum__slug="styrgruppen").exclude(minutes="")
    months = {(meeting.time.starts_earliest.year, meeting.time.starts_earliest.month) for meeting in held}
    assert months == {*((2023, month) for month in (10, 11, 12)), *((2024, month) for month in (1, 2, 3, 4, 5, 6, 9, 10))}
    assert all(meeting.pack_date and meeting.items.filter(decisions__isnull=False).exists() for meeting in held)
    for meeting in held:
        pack = meeting.packs.get()
        assert pack.sent_at.date() == meeting.pack_date
        document = json.loads(pack.document_text)
        assert (document["as_of"], sha256(document)) == (str(meeting.pack_date), pack.sha256)
        assert len(document["sections"]) == 1 + meeting.items.count(), "what is late, and each point"
        dates = re.findall(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", json.dumps(document["sections"][1:]))
        assert max(dates, default="") <= str(meeting.pack_date), "no pack knows what was said after it was sent"
    spring = points_per_goal_and_party(programme, "2024-H1").values()
    assert any(cell.is_shown and cell.change is not None for cell in spring), "two rounds of self-assessment are compared"
    assert any(cell.is_kept for cell in spring), "and a party keeps its results to itself"
    assert Round.objects.get(slug="skattning-2024-host").is_open
    verdicts = CriterionJudgement.objects.filter(judgement__initiative__programme=programme)
    assert set(verdicts.values_list("verdict", flat=True)) == {"met", "not_met"}
    assert all(row.criterion_text == row.criterion.text for row in verdicts)
    assert set(PartyDecision.objects.values_list("outcome", flat=True)) == set(Outcome.values)
    assert set(FollowUp.objects.values_list("state", flat=True)) == set(TaskState.values)
    late = [row for row in FollowUp.objects.exclude(state__in=["carried_out", "lapsed"]) if row.due.last_day_latest < today]
    assert len(late) >= 3
    adopted = ConsultationAnswer.objects.filter(consultation__slug="avsikt-2032").exclude(stance="rejects")
    assert adopted.values("party").distinct().count() == 6
    assert ChecklistRound.objects.filter(checklist__slug="kotter").count() == 2
    assert RiskAssessment.objects.count() >= 8
    assert StatusReport.objects.filter(initiative__slug="trygg-hemgang").count() == 2
    assert {row.closed_date is None for row in Deviation.objects.all()} == {True, False}
    for party in Party.objects.filter(programme=programme).exclude(slug="bjorkasen"):
        assert 3 <= Friction.objects.filter(party=party, priorities__period="2024-H2").distinct().count() <= 5

    no_route = Matter.objects.filter(programme=programme, route__isnull=True)
    assert not no_route.exists(), "every matter has its way"
    assert set(RouteStep.objects.filter(matter__programme=programme).values_list("role", flat=True)) == set(RouteStep.Role.values)
    assert not PartyDecision.objects.filter(reference_number="").exists()
    bare = AgendaItem.objects.filter(matter__programme=programme, matter__proposal__options__isnull=True)
    assert not bare.exists(), "every matter on an agenda has a proposal with options"
    letters = Message.objects.filter(programme=programme)
    assert {(row.forum and row.forum.slug, str(row.sent_at.date()), row.sent_by) for row in letters} == {
        (None, "2024-09-16", None),
        ("styrgruppen", "2024-10-08", None),
    }
    assert not Mail.objects.exists(), "a folder writes to nobody"
    doctors = Risk.objects.get(slug="risk-lakare")
    assert all([doctors.cause, doctors.event, doctors.effect, doctors.owner])

    before = Event.objects.count()
    load(EXAMPLES / "solbacka")
    assert Event.objects.count() == before

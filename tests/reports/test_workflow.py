"""From draft to frozen, through the services."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from fardplan.audit.models import Event
from fardplan.audit.writes import Stale
from fardplan.economy import services as economy
from fardplan.economy.models import BudgetLine
from fardplan.reports import services
from fardplan.reports.models import Report, ReportText
from fardplan.reports.rules import MAY_MOVE, State, may_move
from tests.factories import ReportFactory

pytestmark = pytest.mark.django_db
AT = datetime(2024, 1, 31, 9, 30, tzinfo=UTC)


@pytest.fixture
def draft(filled, alva):
    report = services.start_draft(by=alva, programme=filled, period="2023")
    services.write_text(report, by=alva, section="closing", text="Vi använde [[budget.outturn]].")
    return report


def taken_to(report, state, by):
    for verb, reached in ((services.review, State.REVIEWED), (services.approve, State.APPROVED), (services.freeze, State.FROZEN)):
        report = verb(report, by=by, at=AT)
        if reached == state:
            return report
    return report


def test_a_draft_begins(filled, alva):
    report = services.start_draft(by=alva, programme=filled, period=" 2023-h1 ")
    assert (report.period, report.number, report.state) == ("2023-H1", 1, State.DRAFT)
    assert (report.title, report.slug) == ("Rapport, första halvåret 2023", "rapport-forsta-halvaret-2023")
    assert Event.objects.filter(model="reports.Report", verb="created").count() == 1


def test_one_draft_per_period(draft, filled, alva):
    with pytest.raises(services.AlreadyStarted):
        services.start_draft(by=alva, programme=filled, period="2023")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(programme=filled, slug="annan", number=2)
    assert services.start_draft(by=alva, programme=filled, period="2022").number == 1


def test_a_period_nobody_can_read(filled, alva):
    with pytest.raises(ValidationError) as caught:
        services.start_draft(by=alva, programme=filled, period="i fjol")
    assert "går inte att läsa som period" in caught.value.message_dict["period"][0]


def test_the_same_text_again_changes_nothing(draft, alva):
    before = Event.objects.count()
    services.write_text(draft, by=alva, section="closing", text="Vi använde [[budget.outturn]].")
    assert Event.objects.count() == before


def test_the_second_of_two_writers_is_told(draft, alva, bo):
    held = ReportText.objects.get()
    services.write_text(draft, by=alva, section="closing", text="Först.", seen=held.version)
    with pytest.raises(Stale) as caught:
        services.write_text(draft, by=bo, section="closing", text="Sedan.", seen=held.version)
    assert caught.value.current.text == "Först."
    services.write_text(draft, by=alva, section="trends", text="Ny.", seen=0)
    with pytest.raises(Stale):
        services.write_text(draft, by=bo, section="trends", text="Också ny.", seen=0)


def test_there_is_no_such_section(draft, alva):
    with pytest.raises(ValidationError):
        services.write_text(draft, by=alva, section="avslutning", text="x")


@pytest.mark.parametrize(
    "now, to, allowed", [(now, to, to in MAY_MOVE[now]) for now in State for to in State], ids=lambda value: getattr(value, "value", value)
)
def test_the_table_of_states(now, to, allowed):
    assert may_move(now, to) == allowed


def test_the_whole_way(draft, alva):
    report = services.review(draft, by=alva, at=AT)
    assert (report.state, report.reviewed_by, report.reviewed_at) == (State.REVIEWED, alva, AT)
    report = services.approve(report, by=alva, at=AT)
    assert report.approved_sections["budget"]
    report = services.freeze(report, by=alva, at=AT)
    assert (report.state, report.frozen_by, len(report.sha256)) == (State.FROZEN, alva, 64)
    assert "Godkänd och låst 31 januari 2024" in report.document_text
    assert [event.verb for event in Event.objects.filter(model="reports.Report").order_by("id")] == [
        "created",
        "reviewed",
        "approved",
        "frozen",
    ]


@pytest.mark.parametrize("verb", [services.approve, services.freeze])
def test_no_step_is_skipped(draft, alva, verb):
    with pytest.raises(services.CannotMove):
        verb(draft, by=alva, at=AT)
    assert Report.objects.get(pk=draft.pk).state == State.DRAFT


def test_texts_are_written_in_a_draft_only(draft, alva):
    report = services.review(draft, by=alva, at=AT)
    with pytest.raises(services.NotADraft):
        services.write_text(report, by=alva, section="closing", text="Ändrat.")
    report = services.reopen(report, by=alva)
    assert (report.state, report.reviewed_by, report.reviewed_at) == (State.DRAFT, None, None)
    services.write_text(report, by=alva, section="closing", text="Ändrat.")


def test_unknown_references_stop_it(draft, alva):
    services.write_text(draft, by=alva, section="trends", text="Vi är [[parter.antal]] och [[budget.amont]].")
    with pytest.raises(services.UnknownReferences) as caught:
        services.review(draft, by=alva, at=AT)
    assert [message.partition(":")[0] for message in caught.value.messages] == ["[[parter.antal]]", "[[budget.amont]]"]
    assert "Menade du ”budget.amount”?" in caught.value.messages[1]


def test_what_was_approved_is_what_is_frozen(draft, alva):
    report = taken_to(draft, State.APPROVED, alva)
    economy.set_outturn(BudgetLine.objects.get(slug="personal"), by=alva, outturn=(590_000, ""))
    with pytest.raises(services.ChangedSinceApproval) as caught:
        services.freeze(report, by=alva, at=AT)
    assert "Sammanfattning, Budget och utfall, Slutord" in caught.value.messages[0]
    report = taken_to(services.reopen(report, by=alva), State.FROZEN, alva)
    assert "860" in report.document_text


def test_a_correction_is_the_next_version_with_the_same_texts(draft, filled, alva):
    frozen = taken_to(draft, State.FROZEN, alva)
    second = services.start_draft(by=alva, programme=filled, period="2023")
    assert (second.number, second.title, second.state) == (2, frozen.title, State.DRAFT)
    assert second.slug != frozen.slug
    assert second.texts.get().text == "Vi använde [[budget.outturn]]."


def test_a_draft_is_taken_away_and_the_log_keeps_its_words(draft, alva):
    services.discard(draft, by=alva)
    assert not Report.objects.exists()
    removed = Event.objects.get(verb="removed", model="reports.ReportText")
    assert removed.before["text"] == "Vi använde [[budget.outturn]]."


def test_only_a_draft_is_taken_away(draft, alva):
    report = services.review(draft, by=alva, at=AT)
    with pytest.raises(services.NotADraft):
        services.discard(report, by=alva)


def test_a_statement_is_checked_when_it_is_entered(filled):
    def add(**values):
        given = {"slug": "a", "subject": "a", "label": "A", "kind": "number", "words": "x", "value": "8", "document": "d", "place": "p"}
        return services.add_stated_figure(by="test", programme=filled, **{**given, **values})

    for wrong, field in (
        ({"value": "åtta"}, "value"),
        ({"kind": "date", "value": "231026"}, "value"),
        ({"register": "budget.amont@2023"}, "register"),
    ):
        with pytest.raises(ValidationError) as caught:
            add(**wrong)
        assert field in caught.value.message_dict
    assert add(value="6 300 000,50", kind="money").pk

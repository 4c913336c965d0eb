"""A frozen report is its text: the same bytes whatever happens to the register, and the database refuses to change it."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from fardplan.economy import services as economy
from fardplan.economy.models import BudgetLine
from fardplan.goals import services as goals
from fardplan.goals.models import Goal
from fardplan.parties.models import Organisation
from fardplan.reports import services
from fardplan.reports.content import document_of, text_of
from fardplan.reports.files import FORMATS, stem
from fardplan.reports.models import Report, ReportText
from fardplan.reports.rules import State

pytestmark = pytest.mark.django_db
AT = datetime(2024, 1, 31, 9, 30, tzinfo=UTC)


@pytest.fixture
def frozen(filled, alva):
    report = services.start_draft(by=alva, programme=filled, period="2023")
    services.write_text(report, by=alva, section="closing", text="Vi använde [[budget.outturn]].")
    services.review(report, by=alva, at=AT)
    services.approve(report, by=alva, at=AT)
    return services.freeze(report, by=alva, at=AT)


def test_the_same_bytes_after_the_register_has_changed(frozen, alva):
    before = {suffix: made.make(text_of(frozen)) for suffix, made in FORMATS.items() if suffix != "docx"}
    economy.set_outturn(BudgetLine.objects.get(slug="personal"), by=alva, outturn=(1, ""))
    goals.edit_goal(Goal.objects.get(), by=alva, title="Ett annat mål")
    Organisation.objects.filter(slug="eby").update(short_name="Nyby")

    again = Report.objects.get(pk=frozen.pk)
    assert {suffix: FORMATS[suffix].make(text_of(again)) for suffix in before} == before
    assert hashlib.sha256(before["json"]).hexdigest() == frozen.sha256
    assert "850\u00a0000" in text_of(again)
    assert "Nyby" not in text_of(again)


def test_the_text_is_read_back_as_it_was_written(frozen):
    assert json.loads(frozen.document_text) == document_of(frozen)
    assert stem(document_of(frozen)) == "arsrapport-2023-nara-vard-v1"


@pytest.mark.parametrize(
    "field, value", [("document_text", "{}"), ("sha256", "0" * 64), ("state", State.DRAFT), ("title", "Annan"), ("period", "2022")]
)
def test_the_database_refuses_to_change_it(frozen, field, value):
    with pytest.raises(DatabaseError, match="frozen report does not change"), transaction.atomic():
        Report.objects.filter(pk=frozen.pk).update(**{field: value})
    assert getattr(Report.objects.get(pk=frozen.pk), field) == getattr(frozen, field)


def test_the_database_refuses_to_delete_it(frozen):
    ReportText.objects.all().delete()
    with pytest.raises(DatabaseError, match="frozen report does not change"), transaction.atomic():
        Report.objects.filter(pk=frozen.pk).delete()
    assert Report.objects.filter(pk=frozen.pk).exists()


def test_no_service_changes_it(frozen, alva):
    for verb in (services.review, services.approve, services.freeze):
        with pytest.raises(services.CannotMove):
            verb(frozen, by=alva, at=AT)
    with pytest.raises(services.CannotMove):
        services.reopen(frozen, by=alva)
    with pytest.raises(services.NotADraft):
        services.write_text(frozen, by=alva, section="closing", text="Ändrat.")


def test_a_draft_can_still_be_changed_and_removed(filled, alva):
    report = services.start_draft(by=alva, programme=filled, period="2022")
    Report.objects.filter(pk=report.pk).update(title="Annan")
    assert Report.objects.filter(pk=report.pk).delete()[0] == 1

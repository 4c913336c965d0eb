"""A unit answers: written a goal at a time, kept whatever becomes of the round, handed in, opened again."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from fardplan.accounts.permissions import Role
from fardplan.audit.models import Event
from fardplan.audit.writes import Stale
from fardplan.parties.access import authority_of
from fardplan.selfassessment import answering, rounds, services, waiting
from fardplan.selfassessment.models import Answer, Assessment, Instrument, Release, Round, Statement
from fardplan.selfassessment.rounds import NotNow
from fardplan.selfassessment.sheets import steps_of
from tests.factories import AssessmentFactory, InstrumentFactory, PartyFactory, StatementFactory
from tests.selfassessment.conftest import TODAY, answered, member

BASE = "/nara-vard/sjalvskattning"


@pytest.fixture
def mine(year):
    return year.assessments.get(unit__slug="ekby-1")


def said(step, *values, **more):
    pairs = zip(step.statements, values, strict=True)
    return [
        {"statement": statement, "value": value, "not_applicable": False, "comment": "", "evidence": "", **more}
        for statement, value in pairs
    ]


def waits(user, programme):
    return [thing.kind for thing in waiting.waiting_for(authority_of(user, programme, on=TODAY), today=TODAY)]


def post(client, url, **data):
    page = client.get(url)
    form = page.context["form"]
    hidden = {bound.html_name: bound.value() for bound in form.hidden_fields() if bound.value() is not None}
    return client.post(url, {**hidden, **data})


# From the pages


def test_a_respondent_answers_a_goal_at_a_time_and_hands_in(logged_in, rut, year, mine, goals):
    client = logged_in(rut)
    page = client.get(f"{BASE}/svar/{mine.slug}/")
    assert "3 påståenden är kvar" in page.content.decode()
    first, second = steps_of(mine)
    p1, p2 = first.statements
    url = f"{BASE}/svar/{mine.slug}/mal/{goals[0].slug}/"
    answer = post(client, url, **{f"p{p1.pk}": "3", f"p{p2.pk}": "na", f"p{p1.pk}_comment": "Vi har börjat.", "do": "next"})
    assert answer.url == f"{BASE}/svar/{mine.slug}/mal/{goals[1].slug}/"
    assert post(client, f"{BASE}/svar/{mine.slug}/lamna-in/", people="8").status_code == 422  # one is left
    [p3] = second.statements
    post(client, answer.url, **{f"p{p3.pk}": "4"})
    assert post(client, f"{BASE}/svar/{mine.slug}/lamna-in/", people="8").status_code == 302
    mine.refresh_from_db()
    assert (mine.people, mine.handed_in_date, mine.is_late) == (8, TODAY, False)
    stored = {row.statement_id: (row.value, row.not_applicable, row.comment) for row in mine.answers.all()}
    assert stored == {p1.pk: (3, False, "Vi har börjat."), p2.pk: (None, True, ""), p3.pk: (4, False, "")}
    page = client.get(f"{BASE}/svar/{mine.slug}/").content.decode()
    assert "Stämmer till stor del" in page
    assert "Vi har börjat." in page


def test_what_is_typed_when_the_round_closes_is_kept(logged_in, rut, year, mine, goals, olle):
    client = logged_in(rut)
    [p1, p2] = steps_of(mine)[0].statements
    url = f"{BASE}/svar/{mine.slug}/mal/{goals[0].slug}/"
    form = client.get(url).context["form"]
    hidden = {bound.html_name: bound.value() for bound in form.hidden_fields()}
    rounds.close_round(year, by=olle, on=TODAY)
    assert client.post(url, {**hidden, f"p{p1.pk}": "1", f"p{p2.pk}": "2"}).status_code == 302
    assert list(mine.answers.values_list("value", flat=True)) == [1, 2]
    assert "Omgången har stängt" in client.get(url).content.decode()


def test_others_may_not_read_or_write_a_units_answers(logged_in, year, mine, goals, units, parties, programme, lind, olle, rut, ek):
    answered(year, "ekby-1", (4, 4, 4))
    Answer.objects.filter(assessment=mine).update(comment="Bara vårt")
    page, form = f"{BASE}/svar/{mine.slug}/", f"{BASE}/svar/{mine.slug}/mal/{goals[0].slug}/"
    other = member("rakel", programme, Role.RESPONDENT, parties["Ekby"], units["ekby-2"])
    for user in (lind, other):
        assert logged_in(user).get(page).status_code == 403
        assert logged_in(user).get(form).status_code == 403
        assert logged_in(user).post(form, {}).status_code == 403
    kept = logged_in(olle).get(page)
    assert kept.status_code == 200
    assert "Bara vårt" not in kept.content.decode()
    assert "Bara vårt" in logged_in(ek).get(page).content.decode()
    assert Answer.objects.visible_to(rut).count() == Answer.objects.visible_to(ek).count() == 3
    assert not Answer.objects.visible_to(other).exists()
    assert not Answer.objects.visible_to(olle).exists()


def test_the_log_tells_that_it_was_answered_and_not_what(year, mine, rut):
    [first, _second] = steps_of(mine)
    answering.save_answers(mine, by=rut, on=TODAY, answers=said(first, 3, 4, comment="Hemligt"))
    for event in Event.objects.filter(model="selfassessment.Answer"):
        assert not {"value", "comment", "evidence", "not_applicable"} & event.after.keys()
    assert Event.objects.filter(model="selfassessment.Assessment", object_id=mine.pk, verb="begun").count() == 1


# What two do at once


def test_two_who_answer_the_same_goal_are_told_and_others_are_not(year, mine, rut, ek):
    first, second = steps_of(mine)
    answering.save_answers(mine, by=rut, on=TODAY, answers=said(first, 1, 1), step=first, seen=first.version)
    answering.save_answers(mine, by=ek, on=TODAY, answers=said(second, 2), step=second, seen=second.version)
    with pytest.raises(Stale):
        answering.save_answers(mine, by=ek, on=TODAY, answers=said(first, 4, 4), step=first, seen=first.version)
    assert list(mine.answers.values_list("value", flat=True)) == [1, 1, 2]


def test_a_figure_outside_the_scale_and_a_strange_statement_are_refused(year, mine, rut, programme):
    [first, _second] = steps_of(mine)
    with pytest.raises(ValidationError):
        answering.save_answers(mine, by=rut, on=TODAY, answers=said(first, 9, 1))
    strange = StatementFactory(instrument__programme=programme)
    with pytest.raises(ValidationError):
        answering.save_answers(mine, by=rut, on=TODAY, answers=[{"statement": strange, "value": 1}])
    assert not mine.answers.exists()


# Late, let in, opened again


def test_a_closed_round_takes_what_is_let_in_and_marks_it_late(year, mine, rut, olle):
    for step in steps_of(mine):
        answering.save_answers(mine, by=rut, on=TODAY, answers=said(step, *([2] * len(step.statements))))
    rounds.close_round(year, by=olle, on=datetime.date(2024, 11, 1))
    with pytest.raises(NotNow, match="släppa in"):
        answering.hand_in(mine, by=rut, on=datetime.date(2024, 11, 2), people=6)
    with pytest.raises(NotNow):
        answering.reopen_assessment(mine, by=rut)
    answering.reopen_assessment(mine, by=olle, keeps=True)
    assert "self_assessment" in waits(rut, year.programme)
    late = answering.hand_in(mine, by=rut, on=datetime.date(2024, 11, 2), people=6)
    assert late.is_late


def test_what_is_handed_in_does_not_change_until_it_is_opened_again(year, mine, rut):
    answered(year, "ekby-1", (1, 1, 1))
    [first, _second] = steps_of(mine)
    with pytest.raises(NotNow):
        answering.save_answers(mine, by=rut, on=TODAY, answers=said(first, 4, 4))
    answering.reopen_assessment(mine, by=rut)
    answering.save_answers(mine, by=rut, on=TODAY, answers=said(first, 4, 4))
    assert list(mine.answers.values_list("value", flat=True)) == [4, 4, 1]


def test_results_that_are_shown_do_not_change_by_one_unit_more(year, mine, parties, ek, olle):
    answered(year, "ekby-2", (1, 1, 1))
    with pytest.raises(NotNow):
        rounds.release(year, parties["Ekby"], by=ek, on=TODAY)  # not while the round is open
    rounds.close_round(year, by=olle, on=TODAY)
    rounds.release(year, parties["Ekby"], by=ek, on=TODAY)
    assert rounds.release(year, parties["Ekby"], by=ek, on=TODAY) == Release.objects.get()
    for refused in (
        lambda: answering.reopen_assessment(mine, by=olle, keeps=True),
        lambda: rounds.reopen_round(year, by=olle, on=TODAY, last_day=TODAY),
    ):
        with pytest.raises(NotNow, match="Ekby"):
            refused()
    rounds.take_back_release(year, parties["Ekby"], by=ek)
    answering.reopen_assessment(mine, by=olle, keeps=True)
    with pytest.raises(NotNow):
        rounds.release(year, parties["Lindnäs"], by=ek, on=TODAY)  # nobody there has handed in


# A unit that moves, an instrument that changes


def test_a_unit_that_moves_takes_what_it_has_not_handed_in_with_it(year, mine, parties, units, rut, lind, olle):
    [first, _second] = steps_of(mine)
    answering.save_answers(mine, by=rut, on=TODAY, answers=said(first, 3, 3))
    unit = units["ekby-1"]
    unit.organisation = parties["Lindnäs"].organisation
    unit.save()
    mine = Assessment.objects.get(pk=mine.pk)
    assert (mine.party, mine.has_moved) == (parties["Ekby"], True)
    moved = answering.move_assessment(mine, by=olle, on=TODAY)
    assert moved.party == parties["Lindnäs"]
    assert Answer.objects.visible_to(lind).count() == 2
    with pytest.raises(NotNow):
        answering.move_assessment(moved, by=olle, on=TODAY)


def test_what_was_handed_in_stays_with_the_party_it_was_handed_in_for(year, mine, parties, units, olle):
    answered(year, "ekby-1", (1, 1, 1))
    unit = units["ekby-1"]
    unit.organisation = PartyFactory().organisation  # of another programme
    unit.save()
    with pytest.raises(NotNow, match="Ekby"):
        answering.move_assessment(Assessment.objects.get(pk=mine.pk), by=olle, on=TODAY)
    begun = year.assessments.get(unit__slug="ekby-2")
    begun.unit.organisation = unit.organisation
    begun.unit.save()
    with pytest.raises(NotNow):
        answering.move_assessment(begun, by=olle, on=TODAY)


def test_an_instrument_changed_in_the_middle_of_a_round_becomes_a_new_version(year, instrument, mine, olle, rut):
    statement = instrument.statements.first()
    for refused in (
        lambda: services.edit_statement(statement, by=olle, text="Något annat"),
        lambda: services.remove_statement(statement, by=olle),
        lambda: services.add_statement(
            by=olle, instrument=instrument, programme=year.programme, slug="x", goal=statement.goal, text="Nytt"
        ),
        lambda: services.edit_instrument(instrument, by=olle, title="Ny titel"),
        lambda: services.edit_instrument(instrument, by=olle, scale=[{"value": 0, "label": "Nej"}, {"value": 1, "label": "Ja"}]),
        lambda: services.remove_instrument(instrument, by=olle),
    ):
        with pytest.raises(ValidationError, match="ny version"):
            refused()
    made = services.new_version(instrument, by=olle)
    assert (made.number, made.previous, made.is_fixed) == (2, instrument, False)
    assert [row.text for row in made.statements.all()] == [row.text for row in instrument.statements.all()]
    services.edit_statement(made.statements.first(), by=olle, text="Något annat")
    assert Round.objects.get(pk=year.pk).instrument == instrument
    assert Statement.objects.get(pk=statement.pk).text != "Något annat"
    answering.save_answers(mine, by=rut, on=TODAY, answers=said(steps_of(mine)[0], 1, 1))


# Rounds


def test_a_round_opens_when_it_has_something_to_ask_and_somebody_to_ask(programme, olle, goals, units, parties):
    instrument = InstrumentFactory(programme=programme)
    row = rounds.enter_round(by=olle, programme=programme, slug="ny-omgang", title="2025", instrument=instrument, period="2025")
    last = datetime.date(2024, 12, 1)
    with pytest.raises(NotNow, match="påståenden"):
        rounds.open_round(row, by=olle, on=TODAY, last_day=last)
    StatementFactory(instrument=instrument, goal=goals[0])
    with pytest.raises(NotNow, match="enhet"):
        rounds.open_round(row, by=olle, on=TODAY, last_day=last)
    row = rounds.invite(row, by=olle, units=[units["ekby-1"], units["lindnas-2"]], on=TODAY)
    with pytest.raises(ValidationError):
        rounds.open_round(row, by=olle, on=TODAY, last_day=datetime.date(2024, 10, 1))
    row = rounds.open_round(row, by=olle, on=TODAY, last_day=last)
    assert Instrument.objects.get(pk=instrument.pk).fixed_date == TODAY
    assert [one.party for one in row.assessments.order_by("pk")] == [parties["Ekby"], parties["Lindnäs"]]
    with pytest.raises(NotNow):
        rounds.remove_round(row, by=olle)
    with pytest.raises(ValidationError):
        rounds.change_round(row, by=olle, minimum=2)
    with pytest.raises(NotNow):
        rounds.change_round(row, by=olle, period="2026")
    assert rounds.change_round(row, by=olle, minimum=9).minimum == 9


def test_units_that_have_begun_stay_in_the_round(year, mine, units, rut, olle):
    answering.save_answers(mine, by=rut, on=TODAY, answers=said(steps_of(mine)[0], 1, 1))
    with pytest.raises(NotNow, match="Ekby 1"):
        rounds.invite(year, by=olle, units=[units["ekby-2"]], on=TODAY)
    rounds.invite(year, by=olle, units=[units["ekby-1"]], on=TODAY)
    assert [one.unit for one in year.assessments.all()] == [units["ekby-1"]]


def test_what_waits_for_whom(year, programme, rut, ek, olle, lind):
    assert waits(rut, programme) == ["self_assessment"]
    assert waits(ek, programme) == ["self_assessment"] * 3
    assert waits(olle, programme) == []
    Round.objects.filter(pk=year.pk).update(last_day=datetime.date(2024, 10, 14))
    assert waits(olle, programme) == ["self_assessment_close"]
    answered(year, "ekby-1", (1, 1, 1))
    rounds.close_round(Round.objects.get(pk=year.pk), by=olle, on=TODAY)
    assert (waits(ek, programme), waits(lind, programme), waits(rut, programme)) == (["self_assessment_release"], [], [])


def test_an_assessment_of_a_closed_round_waits_for_nobody_else(year, programme, rut, olle):
    AssessmentFactory(round=year)  # another party's
    rounds.close_round(year, by=olle, on=TODAY)
    assert waits(rut, programme) == []

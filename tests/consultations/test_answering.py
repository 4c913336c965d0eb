"""A party answers for itself: drafts stay in the party, what is sent is locked, who has not answered has not said yes."""

import datetime
import re
import threading

import pytest
from django.db import connection
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.attachments import services as attachments
from fardplan.audit.models import Event
from fardplan.consultations import answering, queries, services
from fardplan.consultations.models import ConsultationAnswer, SectionComment
from fardplan.consultations.waiting import waiting_for
from fardplan.parties.access import authority_of
from tests.consultations.conftest import TODAY, member
from tests.factories import ConsultationAnswerFactory
from tests.pages import hidden as hidden_values
from tests.pages import shown_values, told

pytestmark = pytest.mark.django_db

SECRET = "hemligt-utkast-7f3a"


def url(row, party, number=1):
    return reverse("answer_write", args=[row.programme.slug, row.slug, party.slug, number])


def page(row):
    return reverse("consultation", args=[row.programme.slug, row.slug])


def post(client, address, do, **values):
    shown = client.get(address)
    return client.post(address, {**shown_values(shown), **hidden_values(shown), **values, "do": do})


@pytest.fixture
def draft(sent, parties, ek, logged_in):
    section = sent.sections.first()
    values = {"words": SECRET, "stance": "rejects", "decided_by": SECRET, f"section_{section.pk}_text": SECRET}
    assert post(logged_in(ek), url(sent, parties["Ekby"]), "save", **values).status_code == 302
    return ConsultationAnswer.objects.get()


def test_saved_bit_by_bit_then_sent(sent, parties, ek, bo, logged_in, draft):
    client = logged_in(ek)
    assert SECRET in client.get(url(sent, parties["Ekby"])).content.decode()

    values = {"stance": "supports_with_comments", "words": "Skriv om kapitel 2.", "decided_by": "Kommunstyrelsen"}
    answer = post(client, url(sent, parties["Ekby"]), "send", decided_date="2024-10-14", reference_number="KS 2024/1", **values)

    assert answer.headers["Location"] == page(sent)
    text = logged_in(bo).get(page(sent)).content.decode()
    assert all(words in text for words in ("Tillstyrker med synpunkter", "Skriv om kapitel 2.", "KS 2024/1", "1 av 3 tillstyrker"))
    assert "Inte svarat: Lindnäs och Åbyfors." in text
    assert ConsultationAnswer.objects.get().sent_date == TODAY


@pytest.mark.parametrize("who", ["alva", "olle", "lind", "bo"])
def test_a_draft_is_read_by_nobody_else(request, sent, parties, draft, logged_in, who):
    user = request.getfixturevalue(who)
    client = logged_in(user)

    for name in ("consultation", "consultation_docx", "answer"):
        args = [sent.programme.slug, sent.slug, *(["ekby"] if name == "answer" else [])]
        assert SECRET not in client.get(reverse(name, args=args)).content.decode(errors="replace")
    assert SECRET not in client.get(reverse("consultations", args=[sent.programme.slug])).content.decode()
    assert client.get(url(sent, parties["Ekby"])).status_code == client.post(url(sent, parties["Ekby"])).status_code == 403
    assert not ConsultationAnswer.objects.visible_to(user).exists()
    assert not SectionComment.objects.visible_to(user).exists()
    assert not SectionComment.objects.sent().exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_no_other_role_writes_or_reads_it(programme, sent, parties, draft, logged_in, role):
    user = member("annan", programme, role, parties["Lindnäs"])

    assert logged_in(user).post(url(sent, parties["Ekby"]), {"do": "send", "stance": "supports"}).status_code == 403
    assert not ConsultationAnswer.objects.visible_to(user).exists()
    assert ConsultationAnswer.objects.get().is_draft


def test_the_log_keeps_no_draft(sent, parties, ek, logged_in, draft):
    client = logged_in(ek)
    post(client, url(sent, parties["Ekby"]), "save", words=f"{SECRET} igen")
    assert SECRET not in str(list(Event.objects.values_list("before", "after", "label")))

    section = sent.sections.first()
    post(client, url(sent, parties["Ekby"]), "send", words="Nej.", decided_by="", **{f"section_{section.pk}_text": "Skriv om."})

    told_of = str(list(Event.objects.values_list("before", "after", "label")))
    assert SECRET not in told_of
    assert "Nej." in told_of
    assert "Skriv om." in told_of


def test_the_log_names_a_drafts_files_when_it_is_sent(sent, parties, ek, logged_in, draft):
    attachments.attach(draft, by=ek, name=f"{SECRET}.txt", chunks=[b"Text\n"], size=5, note=SECRET)
    assert SECRET not in str(list(Event.objects.values_list("label", "before", "after")))

    post(logged_in(ek), url(sent, parties["Ekby"]), "send", words="Nej.", decided_by="")

    told = Event.objects.filter(model="attachments.Attachment").order_by("-pk").first()
    assert (told.label, told.after["note"]) == (f"{SECRET}.txt", SECRET)
    assert Event.objects.filter(entry=told.entry, model="consultations.ConsultationAnswer").count() == 1


def test_another_programme_is_not_there(sent, parties, carin, logged_in):
    for address in (page(sent), url(sent, parties["Ekby"]), reverse("answer", args=[sent.programme.slug, sent.slug, "ekby"])):
        assert logged_in(carin).get(address).status_code == 404


def test_a_party_that_is_not_asked(sent, parties, ek, logged_in):
    sent.parties.remove(parties["Ekby"])

    assert logged_in(ek).get(url(sent, parties["Ekby"])).status_code == 404


def test_sending_says_what_is_missing_and_keeps_what_was_typed(sent, parties, ek, logged_in):
    client = logged_in(ek)
    answer = post(client, url(sent, parties["Ekby"]), "send", words="Vi är osäkra.")

    assert answer.status_code == 422
    assert told(answer) == ["Vad svarar ni?: Välj något."]
    assert "Vi är osäkra." in answer.content.decode()
    answer = post(client, url(sent, parties["Ekby"]), "send", stance="rejects")
    assert told(answer) == ["Med egna ord: Skriv vad ni vill ändra, här eller vid en del av texten."]
    assert not ConsultationAnswer.objects.exists()


def test_sent_is_locked_and_a_supplement_keeps_both(sent, parties, ek, bo, logged_in):
    client, party = logged_in(ek), parties["Ekby"]
    post(client, url(sent, party), "send", stance="supports", reference_number="KS 1")

    assert client.get(url(sent, party)).status_code == 302
    assert client.post(url(sent, party), {"do": "send", "stance": "supports_with_comments", "words": "Annat."}).status_code == 422
    assert post(client, url(sent, party, 2), "send", stance="rejects", words="Vi har ändrat oss.").status_code == 302

    assert list(ConsultationAnswer.objects.values_list("number", "stance")) == [(1, "supports"), (2, "rejects")]
    text = logged_in(bo).get(reverse("answer", args=[sent.programme.slug, sent.slug, "ekby"])).content.decode()
    assert text.count("KS 1") == 2, "the supplement begins with what was answered"
    assert "0 av 3 tillstyrker" in logged_in(bo).get(page(sent)).content.decode()


@pytest.mark.parametrize("moment, late", [("2024-10-31T22:59:59+00:00", False), ("2024-10-31T23:00:01+00:00", True)])
def test_the_last_day_ends_at_midnight_here(monkeypatch, programme, sent, parties, ek, bo, logged_in, moment, late):
    programme.shown_as_of = None
    programme.save()
    client = logged_in(ek)
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.datetime.fromisoformat(moment))

    assert ("märks som sent" in client.get(url(sent, parties["Ekby"])).content.decode()) is late
    post(client, url(sent, parties["Ekby"]), "send", stance="supports")

    assert queries.lines_of(type(sent).objects.all(), today=TODAY)[0].squares[0].answer.is_late is late
    assert ('<span class="fp-tag">sent</span>' in logged_in(bo).get(page(sent)).content.decode()) is late


def test_closed_takes_late_answers_and_compiled_takes_none(sent, parties, ek, lind, alva, logged_in):
    services.close(sent, by=alva, on=datetime.date(2024, 11, 2))
    assert post(logged_in(ek), url(sent, parties["Ekby"]), "send", stance="supports").status_code == 302
    shown = logged_in(lind).get(url(sent, parties["Lindnäs"]))
    services.compile_answers(sent, by=alva, on=datetime.date(2024, 11, 3), conclusion="Planen skrivs om.")

    answer = logged_in(lind).post(url(sent, parties["Lindnäs"]), {**hidden_values(shown), "stance": "supports", "do": "send"})

    assert answer.status_code == 422
    assert "tar inte emot svar" in answer.content.decode()
    assert ConsultationAnswer.objects.count() == 1
    assert "Planen skrivs om." in logged_in(lind).get(page(sent)).content.decode()


def test_two_of_a_party_do_not_lose_each_others_words(programme, sent, parties, ek, logged_in):
    other = member("ekman", programme, Role.COORDINATOR, parties["Ekby"])
    first, second = logged_in(ek), logged_in(other)
    shown = second.get(url(sent, parties["Ekby"]))
    post(first, url(sent, parties["Ekby"]), "save", words="Det första.")

    answer = second.post(url(sent, parties["Ekby"]), {**hidden_values(shown), "words": "Det andra.", "do": "send", "stance": "supports"})

    assert answer.status_code == 409
    assert all(words in re.sub(r"</?mark[^>]*>", "", answer.content.decode()) for words in ("Det första.", "Det andra."))
    assert ConsultationAnswer.objects.get().words == "Det första."


def test_a_draft_can_be_thrown_away(sent, parties, draft, ek, logged_in):
    address = reverse("answer_discard", args=[sent.programme.slug, sent.slug, "ekby"])

    assert logged_in(ek).post(address, {"yes": "1"}).status_code == 302
    assert not ConsultationAnswer.objects.exists()
    assert logged_in(ek).get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_makes_one_answer(sent, parties, ek, logged_in):
    client, address = logged_in(ek), url(sent, parties["Ekby"])
    data = {**hidden_values(client.get(address)), "stance": "supports", "do": "send"}
    answers = []

    def once():
        try:
            answers.append(logged_in(ek).post(address, data).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=once) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(answers) <= {302, 422}
    assert ConsultationAnswer.objects.count() == 1


def test_what_waits_for_whom(sent, parties, programme, ek, alva, bo):
    def waits(user):
        return [row.kind for row in waiting_for(authority_of(user, programme, on=TODAY), today=TODAY)]

    assert (waits(ek), waits(alva), waits(bo)) == (["consultation_answer"], [], [])
    for party in parties.values():
        ConsultationAnswerFactory(consultation=sent, party=party)
    assert (waits(ek), waits(alva), waits(bo)) == ([], ["consultation_compile"], [])
    due = waiting_for(authority_of(alva, programme, on=TODAY), today=TODAY)[0]
    assert due.url == reverse("consultation_compile", args=[programme.slug, sent.slug])


def test_an_old_page_of_a_supplement_does_not_send_twice(sent, parties, ek):
    answering.send_answer(sent, parties["Ekby"], by=ek, on=TODAY, number=1, stance="supports")

    with pytest.raises(answering.AlreadyAnswered):
        answering.send_answer(sent, parties["Ekby"], by=ek, on=TODAY, number=1, stance="rejects")

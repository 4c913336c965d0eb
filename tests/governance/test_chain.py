"""From idea to carried-out decision, as one chain, through the pages."""

import datetime
import json

import pytest
from django.urls import reverse

from fardplan.accounts.models import Mail
from fardplan.accounts.permissions import Role
from fardplan.audit.models import Event
from fardplan.governance import services
from fardplan.governance.followups import for_pack
from fardplan.governance.models import Decision, Escalation, FollowUp, Matter, Meeting, Message, Pack, PartyDecision, PartyHandling
from fardplan.governance.packs import compose
from fardplan.governance.rules import DecisionRule
from fardplan.governance.waiting import waiting_for
from fardplan.kit.timing import Timing
from fardplan.parties.access import authority_of
from fardplan.portfolio.models import InclusionCriterion, Initiative
from fardplan.portfolio.rules import Phase, phase_on
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    EscalationFactory,
    FollowUpFactory,
    ForumFactory,
    ForumMemberFactory,
    InitiativeFactory,
    MatterFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    UserFactory,
)
from tests.pages import hidden, send, told

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 2, 2)


@pytest.fixture
def programme(programme):
    programme.shown_as_of = TODAY
    programme.save()
    return programme


@pytest.fixture
def parties(programme):
    names = (("Alby", "municipality"), ("Lindnäs", "municipality"), ("Region Ex", "region"), ("Åby", "municipality"))
    return [
        PartyFactory(programme=programme, organisation=OrganisationFactory(name=name, short_name=name, kind=kind)) for name, kind in names
    ]


@pytest.fixture
def coordinators(programme, parties):
    found = []
    for party in parties:
        user = UserFactory()
        MembershipFactory(user=user, programme=programme, role=Role.COORDINATOR, party=party)
        found.append(user)
    return found


@pytest.fixture
def forum(programme):
    return ForumFactory(programme=programme, name="Styrgruppen", slug="styrgruppen")


def words_of(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_the_whole_chain(programme, parties, coordinators, forum, alva, logged_in):
    lead, alby, aby = logged_in(alva), logged_in(coordinators[0]), logged_in(coordinators[3])
    slug = programme.slug
    criterion = InclusionCriterion.objects.create(programme=programme, slug="krav", text="Samverkan", is_mandatory=True)
    ForumMemberFactory(forum=forum, user=coordinators[0], party=parties[0])

    # An idea from a municipality, taken into dialogue, proposed, judged.
    assert send(alby, reverse("initiative_add", args=[slug]), title="Hemma först").status_code == 302
    idea = Initiative.objects.get()
    assert (idea.proposing_party, idea.proposing_user) == (parties[0], coordinators[0])
    assert (
        send(lead, reverse("initiative_dialogue", args=[slug, idea.slug]), held_date="2024-01-10", text="Vi vill samma sak").status_code
        == 302
    )
    assert phase_on(list(idea.phases.all()), TODAY) == Phase.DIALOGUE
    assert send(lead, reverse("initiative_move", args=[slug, idea.slug]), phase="proposed", began="2 februari 2024").status_code == 302
    judge = reverse("initiative_judge", args=[slug, idea.slug])
    assert "En region och minst en kommun saknas." in words_of(lead.get(judge))
    idea.parties.set([parties[0], parties[2]])
    answer = send(lead, judge, **{f"criterion_{criterion.pk}": "partly", "judged_date": "2024-02-02"})
    assert "Skriv vad som saknas." in " ".join(told(answer))
    send(lead, judge, **{f"criterion_{criterion.pk}": "met", "judged_date": "2024-02-02", "words": "Bra förslag"})
    assert idea.judgements.get().missing == ""

    # A matter with a way and a proposal, sent on.
    assert (
        send(
            lead, f"{reverse('matter_add', args=[slug])}?arbete={idea.slug}", text="# Bakgrund\nSå här.\n# Förslag\nInkludera."
        ).status_code
        == 302
    )
    matter = Matter.objects.get()
    assert (matter.kind, matter.initiative) == ("inclusion", idea)
    way = {"steps-0-role": "decides", "steps-0-forum": forum.pk, "steps-1-role": "parties"}
    assert send(lead, reverse("matter_route", args=[slug, matter.slug]), **way).status_code == 302
    proposal = {
        "asked": "Styrgruppen inkluderar arbetet.", "where_we_are": "Förslaget är bedömt.", "moves_to": "included", "recommended": "1",
        "options-0-title": "Inkludera", "options-0-consequences": "Det börjar i vår.", "options-0-cost": "0", "options-1-title": "Vänta",
    }  # fmt: skip
    assert send(lead, reverse("matter_proposal", args=[slug, matter.slug]), **proposal).status_code == 302
    assert send(lead, reverse("matter_send", args=[slug, matter.slug])).status_code == 302
    assert [part["id"] for part in json.loads(matter.versions.get().document_text)["sections"]] == ["bakgrund", "forslag"]
    assert send(lead, reverse("matter_send", args=[slug, matter.slug]), note="Inget nytt").status_code == 422
    assert (
        send(
            aby, reverse("matter_handling", args=[slug, matter.slug, parties[3].slug]), body="Nämnden", papers_date="2024-01-20"
        ).status_code
        == 302
    )
    for route in ("matter", "matter_edit", "matter_route", "matter_proposal", "matter_send"):
        assert lead.get(reverse(route, args=[slug, matter.slug])).status_code == 200

    # A meeting, its pack.
    assert (
        send(
            lead, reverse("meeting_add", args=[slug]), title="Styrgruppen februari", forum=forum.pk, time="2 februari 2024", starts_at="9"
        ).status_code
        == 302
    )
    meeting = Meeting.objects.get()
    add_item = reverse("agenda_item_add", args=[slug, meeting.slug])
    assert "En beslutspunkt gäller ett ärende" in " ".join(told(send(lead, add_item, title="Inkludering", kind="decision")))
    assert send(lead, add_item, title="Inkludering", kind="decision", matter=matter.pk, length="15").status_code == 302
    pack = reverse("meeting_pack_send", args=[slug, meeting.slug])
    assert lead.post(pack).status_code == 302
    assert lead.post(pack).status_code == 422, "nothing has changed"
    assert (Pack.objects.count(), Mail.objects.count()) == (1, 1)
    text = words_of(alby.get(reverse("meeting_pack", args=[slug, meeting.slug])))
    for words in ("1 Uppföljning av tidigare beslut", "2 Inkludering", "Styrgruppen inkluderar arbetet.", "Inkludera (förslag)"):
        assert words in text
    assert alby.get(reverse("meeting_pack_pdf", args=[slug, meeting.slug])).content.startswith(b"%PDF")
    assert alby.get(reverse("meeting_pack_docx", args=[slug, meeting.slug])).content.startswith(b"PK")
    assert "0 av 4" not in words_of(alby.get(reverse("meeting", args=[slug, meeting.slug])))

    # Minutes: the office records, one outcome per party.
    assert lead.post(reverse("meeting_minutes_open", args=[slug, meeting.slug])).status_code == 302
    assert send(lead, reverse("meeting_minutes_record", args=[slug, meeting.slug]), **{f"party_{parties[0].pk}": "yes"}).status_code == 302
    record = reverse("agenda_item_record", args=[slug, meeting.slug, meeting.items.get().pk])
    outcomes = {f"party_{parties[0].pk}": "agreed", f"party_{parties[1].pk}": "agreed_with_addition", f"party_{parties[2].pk}": "agreed"}
    assert "Skriv vad tillägget är." in " ".join(told(send(lead, record, is_decided="on", **outcomes)))
    addition = {f"party_{parties[1].pk}_words": "Skolan ska med"}
    assert send(lead, record, is_decided="on", said="Alla var eniga.", **outcomes, **addition).status_code == 302
    decision = Decision.objects.get()
    assert (decision.matter, decision.forum, decision.has_moved) == (matter, forum, True)
    assert phase_on(list(idea.phases.all()), TODAY) == Phase.INCLUDED
    entry = Event.objects.filter(model="portfolio.InitiativePhase", verb="created").latest("pk").entry
    assert Event.objects.filter(entry=entry, model="governance.Decision").exists(), "one entry: the decision and the move"
    close = reverse("meeting_minutes_close", args=[slug, meeting.slug])
    assert lead.post(close).status_code == lead.post(close).status_code == 302
    decision.refresh_from_db()
    assert decision.is_closed
    assert matter.route.get(role="decides").done_date == TODAY

    # Closed: the office changes nothing, the party answers for itself.
    assert lead.get(reverse("decision_edit", args=[slug, decision.slug])).status_code == 403
    assert send(lead, record, is_decided="on").status_code == 422
    own = reverse("decision_answer", args=[slug, decision.slug, parties[3].slug])
    assert lead.get(own).status_code == alby.get(own).status_code == 403
    assert "Väntar på Åby." in words_of(lead.get(reverse("decision", args=[slug, decision.slug])))
    papers, body_meets = datetime.date(2024, 1, 20), datetime.date(2024, 2, 14)
    assert waits_for(coordinators[3], programme) == [("party_papers", papers), ("decision_answer", papers)]
    PartyHandling.objects.update(meeting_date=body_meets)
    assert waits_for(coordinators[3], programme) == [("party_papers", papers), ("decision_answer", body_meets)], (
        "its body answers when it meets"
    )
    assert send(aby, own, outcome="not_agreed").status_code == 422
    assert send(aby, own, outcome="not_agreed", words="Pengarna räcker inte", reference_number="KS 2024-7").status_code == 302
    assert send(aby, own, supplement="Vi återkommer i höst").status_code == 302
    said = PartyDecision.objects.get(party=parties[3])
    assert (said.outcome, said.supplement, said.supplemented_date) == ("not_agreed", "Vi återkommer i höst", TODAY)

    # Until it is carried out: what is late heads the next pack.
    follow = reverse("follow_up_add", args=[slug, decision.slug])
    assert send(lead, follow, title="Utse ledare", due="1 januari 2024").status_code == 422
    assert send(lead, follow, title="Utse ledare", due="1 januari 2024", party=parties[0].pk).status_code == 302
    task = FollowUp.objects.get()
    coming = MeetingFactory(forum=forum, time=Timing.parse("22 mars 2024"))
    assert [row.state_words for row in for_pack(coming, on=TODAY)] == ["32 dagar sent"]
    assert "32 dagar sent" in words_of(lead.get(reverse("meeting_pack", args=[slug, coming.slug])))
    report = reverse("follow_up_report", args=[slug, task.slug])
    assert aby.get(report).status_code == 403
    assert send(alby, report, state="lapsed").status_code == 422
    assert send(alby, report, state="carried_out", comment="Klart i går").status_code == 302
    task.refresh_from_db()
    assert (task.state, task.done_date, task.comments.get().text) == ("carried_out", TODAY, "Klart i går")
    for route, args in (
        ("decisions", []), ("follow_ups", []), ("matters", []), ("meetings", []), ("raised", []), ("messages", []), ("initiative", [idea.slug]),
        ("decision", [decision.slug]), ("follow_up", [task.slug]), ("follow_up_edit", [task.slug]), ("meeting", [meeting.slug]),
        ("meeting_minutes", [meeting.slug]), ("matter", [matter.slug]), ("matter_version", [matter.slug, 1]),
    ):  # fmt: skip
        assert lead.get(reverse(route, args=[slug, *args])).status_code == 200, route


def waits_for(user, programme):
    return [(row.kind, row.last_day) for row in waiting_for(authority_of(user, programme, on=TODAY), today=TODAY)]


def test_what_is_late_heads_the_pack_and_what_was_done_long_ago_is_not_there(programme):
    forum = ForumFactory(programme=programme)
    decision = DecisionFactory(programme=programme, forum=forum, time=Timing.parse("3 oktober 2023"))
    MeetingFactory(programme=programme, forum=forum, time=Timing.parse("12 januari 2024"))
    coming = MeetingFactory(programme=programme, forum=forum, time=Timing.parse("9 februari 2024"))
    done = {"state": "carried_out"}
    for title, due, more in (
        ("Har tid på sig", "1 mars 2024", {}),
        ("Klar i höstas", "1 december 2023", {**done, "done_date": datetime.date(2023, 11, 20)}),
        ("Klar sedan sist", "20 januari 2024", {**done, "done_date": datetime.date(2024, 1, 19)}),
        ("Lite sen", "31 januari 2024", {}),
        ("Mycket sen", "2 december 2023", {}),
    ):
        FollowUpFactory(decision=decision, programme=programme, title=title, due=Timing.parse(due), **more)
    table = compose(coming, on=TODAY)["sections"][0]["blocks"][0]
    told = [(row["what"].partition(" (")[0], row["state"]) for row in table["rows"]]
    late, later = ("Mycket sen", "62 dagar sent"), ("Lite sen", "2 dagar sent")
    assert told == [late, later, ("Har tid på sig", "Inte påbörjat"), ("Klar sedan sist", "Verkställt")], (
        "what ended since the forum met is told once, last"
    )


def test_a_letter_from_a_folder_says_in_words_who_wrote_it(programme, alva, logged_in):
    letter = {"subject": "Utfall", "text": "Två saknas.", "from_words": "controllern", "origin": "invented"}
    row = services.add_message(by="loader", programme=programme, slug="brev", sent_at=datetime.date(2024, 1, 8), **letter)
    text = words_of(logged_in(alva).get(reverse("messages", args=[programme.slug])))
    assert 'Utfall <span class="fp-tag">Påhittat exempel</span>' in text
    assert "Alla samordnare · controllern" in text
    services.edit_message(row, by="loader", sent_at=datetime.date(2024, 1, 8), **letter)
    assert Event.objects.filter(model="governance.Message").count() == 1, "the same letter is no change"
    assert not Mail.objects.exists()


def test_raised_becomes_a_matter_or_is_answered(programme, parties, coordinators, alva, logged_in):
    mine, lead = logged_in(coordinators[0]), logged_in(alva)
    assert send(mine, reverse("escalation_add", args=[programme.slug]), title="Ingen plats", kind="obstacle").status_code == 302
    raised = Escalation.objects.get()
    assert (raised.party, raised.raised_by) == (parties[0], coordinators[0])
    assert mine.get(reverse("escalation_answer", args=[programme.slug, raised.slug])).status_code == 403
    assert send(lead, reverse("escalation_matter", args=[programme.slug, raised.slug])).status_code == 302
    raised.refresh_from_db()
    assert raised.matter.kind == "escalation"
    with pytest.raises(services.AlreadySettled):
        services.answer_escalation(raised, by=alva, answer="Nej", answered_date=TODAY)
    assert "lyft som ärende" in words_of(mine.get(reverse("raised", args=[programme.slug])))


def test_a_letter_to_all_coordinators(programme, coordinators, bo, alva, logged_in):
    url = reverse("message_add", args=[programme.slug])
    assert logged_in(bo).get(url).status_code == 403
    assert send(logged_in(alva), url, to="samordnare", subject="Kallelse", text="Vi ses.").status_code == 302
    assert set(Message.objects.get().recipients.all()) == set(coordinators)
    assert Mail.objects.count() == len(coordinators)
    assert send(logged_in(alva), url, to=ForumFactory(programme=programme).slug, subject="Tomt", text="Hej").status_code == 422


@pytest.mark.parametrize("verb", ["decision_answer", "matter_handling"])
def test_only_the_party_itself_writes(programme, parties, coordinators, alva, bo, carin, logged_in, verb):
    row = DecisionFactory(programme=programme) if verb == "decision_answer" else MatterFactory(programme=programme)
    for number, user in enumerate(coordinators):
        for other, party in enumerate(parties):
            url = reverse(verb, args=[programme.slug, row.slug, party.slug])
            assert logged_in(user).get(url).status_code == (200 if number == other else 403)
    url = reverse(verb, args=[programme.slug, row.slug, parties[0].slug])
    assert logged_in(alva).post(url).status_code == logged_in(bo).post(url).status_code == 403
    assert logged_in(carin).get(url).status_code == 404
    assert not PartyDecision.objects.exists()
    assert not PartyHandling.objects.exists()


def test_all_must_agree_before_it_moves(programme, parties, coordinators, alva):
    forum = ForumFactory(programme=programme, decision_rule=DecisionRule.ALL)
    initiative = InitiativeFactory(programme=programme, phase=Phase.PROPOSED)
    matter = MatterFactory(programme=programme, initiative=initiative)
    outcomes = [{"party": party, "outcome": "agreed"} for party in parties[:3]]
    decision = services.enter_decision(
        by=alva, programme=programme, title="Inkludera", today=TODAY, matter=matter, forum=forum, moves_to="included", outcomes=outcomes
    )
    assert not decision.has_moved
    services.answer(decision, party=parties[3], by=coordinators[3], today=TODAY, outcome="agreed")
    decision.refresh_from_db()
    assert decision.has_moved
    assert phase_on(list(initiative.phases.all()), TODAY) == Phase.INCLUDED


def test_verbs_done_twice_are_done_once(programme, forum, alva):
    meeting = MeetingFactory(forum=forum)
    item = AgendaItemFactory(meeting=meeting)
    services.open_minutes(meeting, by=alva)
    services.open_minutes(meeting, by=alva)
    first = services.record_item(item, by=alva, said="", today=TODAY, decision={"title": "Ja"})
    again = services.record_item(item, by=alva, said="", today=TODAY, decision={"title": "Ja"})
    assert first.pk == again.pk
    meeting = services.close_minutes(meeting, by=alva, at=datetime.datetime(2024, 2, 2, 12, tzinfo=datetime.UTC), on=TODAY)
    before = Event.objects.count()
    services.close_minutes(meeting, by=alva, at=datetime.datetime(2024, 2, 3, 12, tzinfo=datetime.UTC), on=TODAY)
    assert Event.objects.count() == before
    with pytest.raises(services.MinutesClosed):
        services.open_minutes(meeting, by=alva)


def test_minutes_are_not_written_before_the_meeting(programme, forum, alva, logged_in):
    early = MeetingFactory(forum=forum, time=Timing.of_days(TODAY + datetime.timedelta(days=1)))
    with pytest.raises(services.NotYetHeld):
        services.open_minutes(early, by=alva, on=TODAY)
    assert services.open_minutes(early, by=alva, on=TODAY + datetime.timedelta(days=1)).is_recording
    far = MeetingFactory(forum=forum, time=Timing.parse("2 februari 2098"))
    answer = logged_in(alva).post(reverse("meeting_minutes_open", args=[programme.slug, far.slug]))
    assert answer.status_code == 422
    assert "Mötet har inte hållits än. Protokollet kan öppnas på mötets dag." in answer.content.decode()
    far.refresh_from_db()
    assert not far.is_recording


def test_someone_elses_and_none_at_all(programme, forum, alva, carin, logged_in):
    meeting = MeetingFactory(forum=forum)
    matter, task, raised = (
        MatterFactory(programme=programme),
        FollowUpFactory(decision__programme=programme),
        EscalationFactory(programme=programme),
    )
    addresses = [("meeting", meeting), ("meeting_minutes", meeting), ("meeting_pack", meeting), ("matter", matter), ("follow_up", task)]
    for route, row in [*addresses, ("escalation_answer", raised), ("meeting_pack_send", meeting), ("matter_edit", matter)]:
        assert logged_in(carin).get(reverse(route, args=[programme.slug, row.slug])).status_code == 404
        assert logged_in(alva).get(reverse(route, args=[programme.slug, "finns-inte"])).status_code == 404


def test_readers_see_no_buttons(programme, forum, bo, logged_in):
    meeting, matter = MeetingFactory(forum=forum), MatterFactory(programme=programme)
    AgendaItemFactory(meeting=meeting, matter=matter)
    for url in (reverse("meeting", args=[programme.slug, meeting.slug]), reverse("matter", args=[programme.slug, matter.slug])):
        text = logged_in(bo).get(url).content.decode()
        assert not any(word in text for word in ("redigera/", "skicka/", "oppna/", "/ny/"))
    for route, args in (("meeting_edit", [meeting.slug]), ("matter_send", [matter.slug]), ("meeting_minutes_open", [meeting.slug])):
        url = reverse(route, args=[programme.slug, *args])
        assert logged_in(bo).get(url).status_code == logged_in(bo).post(url).status_code == 403


def test_as_many_questions_however_many_there_are(programme, parties, forum, alva, logged_in, django_assert_max_num_queries):
    client, counted = logged_in(alva), {}
    for size in (2, 12):
        meeting = MeetingFactory(forum=forum)
        for _ in range(size):
            item = AgendaItemFactory(meeting=meeting)
            decision = DecisionFactory(programme=programme, matter=item.matter, forum=forum)
            FollowUpFactory(decision=decision)
            EscalationFactory(programme=programme, party=parties[0])
            for party in parties:
                PartyDecision.objects.create(decision=decision, party=party, outcome="agreed")
        for route, args in (
            ("follow_ups", []),
            ("matters", []),
            ("meetings", []),
            ("raised", []),
            ("messages", []),
            ("meeting", [meeting.slug]),
        ):
            with django_assert_max_num_queries(20) as held:
                client.get(reverse(route, args=[programme.slug, *args]))
            counted.setdefault(route, []).append(len(held))
    assert all(few == many for few, many in counted.values()), counted
    assert all(many <= 15 for route, (_few, many) in counted.items() if route != "meeting"), counted


def test_two_forms_make_one_answer(programme, parties, coordinators, logged_in):
    decision = DecisionFactory(programme=programme)
    client, url = logged_in(coordinators[0]), reverse("decision_answer", args=[programme.slug, decision.slug, parties[0].slug])
    form = {**hidden(client.get(url)), "outcome": "agreed"}
    first, second = client.post(url, form), client.post(url, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert PartyDecision.objects.count() == 1


def test_the_page_says_whether_my_party_has_answered(programme, parties, coordinators, logged_in):
    decision = DecisionFactory(programme=programme)
    client = logged_in(coordinators[0])
    page, address = reverse("decision", args=[programme.slug, decision.slug]), [programme.slug, decision.slug, parties[0].slug]
    assert f"Svara för {parties[0].name}" in client.get(page).content.decode()
    form = {**hidden(client.get(reverse("decision_answer", args=address))), "outcome": "agreed"}
    client.post(reverse("decision_answer", args=address), form)
    told = client.get(page).content.decode()
    assert f"Ändra svaret från {parties[0].name}" in told
    assert f"Svara för {parties[0].name}" not in told

"""One row's history, earlier texts, what is new and what one follows, and the letter of the week."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from fardplan.accounts.models import Mail, Turn
from fardplan.accounts.permissions import Role
from fardplan.audit.models import Event
from fardplan.kit.timing import Timing
from fardplan.overview import jobs
from fardplan.overview.digest import digest_for
from fardplan.overview.news import news
from fardplan.parties.models import Membership
from fardplan.plan import services as plan
from fardplan.plan.models import Activity
from fardplan.reminders.kinds import DIGEST
from fardplan.reminders.models import Follow, Visit
from fardplan.reminders.rules import visited
from fardplan.reminders.services import silence
from tests.conftest import member
from tests.factories import ActivityFactory, MembershipFactory, PartyFactory, UserFactory

pytestmark = pytest.mark.django_db
LABEL = "plan.Activity"


@pytest.fixture
def activity(programme):
    return ActivityFactory(programme=programme, slug="kurs", title="Kurs", comment="Första texten", state="planned")


def at(name, row, programme):
    return reverse(name, args=[programme.slug, row._meta.label, row.pk])


def text_of(answer):
    return " ".join(answer.content.decode().split())


class TestHistory:
    def test_every_member_reads_it_in_plain_words(self, programme, activity, alva, bo, carin, logged_in):
        plan.edit_activity(activity, by=alva, comment="Andra texten", attendance=[{"number": 12}])
        page = text_of(logged_in(bo).get(at("row_history", activity, programme)))
        assert "<b>Ändrades</b> · Aktivitet <bdi>Kurs</bdi>" in page
        assert "Första texten" in page
        assert "Andra texten" in page
        assert "Deltagare på aktivitet" in page
        assert "touched" not in page
        assert "Något under den ändrades" not in page
        assert logged_in(carin).get(at("row_history", activity, programme)).status_code == 404

    def test_other_kinds_have_none(self, programme, alva, logged_in):
        for label in ("consultations.ConsultationAnswer", "accounts.User", "parties.Assignment", "nonsense"):
            assert logged_in(alva).get(reverse("row_history", args=[programme.slug, label, 1])).status_code == 404

    def test_linked_from_the_rows_own_page_and_its_form(self, programme, activity, alva, logged_in):
        url = at("row_history", activity, programme)
        assert url in text_of(logged_in(alva).get(reverse("activity", args=[programme.slug, "kurs"])))

    def test_few_questions(self, programme, activity, alva, bo, logged_in, django_assert_max_num_queries):
        for n in range(40):
            activity = plan.edit_activity(activity, by=alva, comment=f"Text {n}")
        client = logged_in(bo)
        with django_assert_max_num_queries(15):
            client.get(at("row_history", activity, programme))


class TestEarlierTexts:
    def test_an_earlier_text_holds_again_as_a_new_write(self, programme, activity, alva, logged_in):
        plan.edit_activity(activity, by=alva, comment="Andra texten")
        client, url = logged_in(alva), at("row_restore", activity, programme)
        form = client.get(url).context["form"]
        [(code, label)] = list(form.fields["text"].choices)
        assert label.startswith("Kommentar")

        answer = client.post(url, {"text": code, "version": form["version"].value(), "form_token": form["form_token"].value()})

        assert answer.status_code == 302, answer.context["form"].errors
        activity.refresh_from_db()
        assert activity.comment == "Första texten"
        latest = Event.objects.latest("pk")
        assert (latest.verb, latest.before["comment"], latest.after["comment"]) == ("changed", "Andra texten", "Första texten")

    def test_who_may_change_the_row_and_no_one_else(self, programme, activity, alva, bo, logged_in):
        plan.edit_activity(activity, by=alva, comment="Andra texten")
        url = at("row_restore", activity, programme)
        assert logged_in(bo).get(url).status_code == logged_in(bo).post(url, {"text": "1:comment"}).status_code == 403

    def test_what_is_no_earlier_text_is_refused(self, programme, activity, alva, logged_in):
        plan.edit_activity(activity, by=alva, state="done", comment="Andra texten")
        event = Event.objects.latest("pk")
        for text in ("", f"{event.pk}:state", f"{event.pk}:slug", "999:comment"):
            answer = logged_in(alva).post(at("row_restore", activity, programme), {"text": text, "version": activity.version})
            assert answer.status_code == 422
        activity.refresh_from_db()
        assert activity.comment == "Andra texten"

    def test_somebody_was_first(self, programme, activity, alva, bo, logged_in):
        activity = plan.edit_activity(activity, by=alva, comment="Andra texten")
        form = logged_in(alva).get(at("row_restore", activity, programme)).context["form"]
        plan.edit_activity(activity, by=bo, title="Kurs i SIP")
        code = (
            form.fields["text"].choices[0][0]
            if not hasattr(form.fields["text"].choices, "__iter__")
            else next(iter(form.fields["text"].choices))[0]
        )
        answer = logged_in(alva).post(at("row_restore", activity, programme), {"text": code, "version": form["version"].value()})
        assert answer.status_code == 409


class TestVisits:
    NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)

    def visit(self, **values):
        return Visit(**{"seen_number": 7, "seen_at": self.NOON, "before_number": 3, "before_at": self.NOON - timedelta(days=2), **values})

    def test_the_first_time_nothing_is_new(self):
        assert visited(None, number=9, at=self.NOON)["before_number"] == 9

    def test_what_was_new_stays_new_while_one_is_here(self):
        soon = visited(self.visit(), number=9, at=self.NOON + timedelta(minutes=20))
        assert (soon["before_number"], soon["seen_number"]) == (3, 9)

    def test_who_comes_back_is_told_since_the_last_time(self):
        later = visited(self.visit(), number=9, at=self.NOON + timedelta(days=1))
        assert (later["before_number"], later["before_at"]) == (7, self.NOON)

    def test_on_the_first_page(self, programme, activity, alva, bo, logged_in):
        home, url = reverse("county", args=[programme.slug]), reverse("whats_new", args=[programme.slug])

        def part(user):
            return text_of(logged_in(user).post(url, headers={"HX-Request": "true"}))

        with time_machine.travel(datetime(2026, 11, 2, 12, tzinfo=UTC)) as clock:
            assert f'hx-post="{url}"' in text_of(logged_in(bo).get(home))
            assert "Inget nytt sedan du var här" in part(bo)
            plan.edit_activity(activity, by=alva, title="Kurs i SIP")
            clock.shift(timedelta(hours=3))
            assert "<bdi>Kurs i SIP</bdi>" in part(bo)
            assert "<html" not in part(bo)
            clock.shift(timedelta(minutes=5))
            assert "<bdi>Kurs i SIP</bdi>" in text_of(logged_in(bo).get(url))
            assert "Kurs i SIP" not in text_of(logged_in(alva).get(f"{url}?dagar=7"))
            clock.shift(timedelta(hours=3))
            assert "Kurs i SIP" not in part(bo)
            assert "<bdi>Kurs i SIP</bdi>" in text_of(logged_in(bo).get(f"{url}?dagar=7"))


class TestNews:
    def test_a_row_is_one_line_however_often_it_is_changed(self, programme, activity, alva, bo, carin):
        for n in range(3):
            activity = plan.edit_activity(activity, by=alva, comment=f"Text {n}")
        plan.edit_activity(activity, by=bo, state="done")
        [line] = news(programme, user=carin)
        assert (line.kind, line.name, line.who) == ("Aktivitet", "Kurs", ["Bo", "Alva"])
        assert line.what == ["Ändrades: läge", "Ändrades: kommentar"]
        assert news(programme, user=carin, after=Event.objects.latest("number").number) == []
        assert [line.who for line in news(programme, user=bo)] == [["Alva"]]

    def test_two_questions(self, programme, alva, bo, django_assert_max_num_queries):
        for n in range(30):
            plan.add_activity(
                by=alva, programme=programme, slug=f"a-{n}", title=f"A {n}", kind="other", year=2026, time=Timing.parse("2026")
            )
        with django_assert_max_num_queries(2):
            assert len(news(programme, user=bo)) == 30


class TestFollowing:
    def test_followed_told_read_and_left(self, programme, activity, alva, bo, logged_in):
        client, url = logged_in(bo), at("row_history", activity, programme)
        client.post(at("row_follow", activity, programme), {"folj": "1"})
        client.post(at("row_follow", activity, programme), {"folj": "1"})
        assert Follow.objects.filter(user=bo).count() == 1
        assert "inget nytt" in text_of(client.get(reverse("my_page")))
        plan.edit_activity(activity, by=alva, state="done")
        assert "<b>Nytt:</b>" in text_of(client.get(reverse("my_page")))
        assert "Jag har läst" in text_of(client.get(url))
        client.post(at("row_follow", activity, programme), {"folj": "read"})
        assert "Jag har läst" not in text_of(client.get(url))
        assert "<b>Nytt:</b>" not in text_of(client.get(reverse("my_page")))
        client.post(at("row_follow", activity, programme), {"folj": "0"})
        assert not Follow.objects.exists()

    def test_what_may_not_be_read_any_more_is_not_told(self, programme, activity, alva, bo, logged_in):
        logged_in(bo).post(at("row_follow", activity, programme), {"folj": "1"})
        Membership.objects.filter(user=bo).update(until_date=date(2020, 1, 1))
        assert "Kurs" not in text_of(logged_in(bo).get(reverse("my_page")))


MONDAY = date(2026, 11, 9)


class TestLetterOfTheWeek:
    @pytest.fixture
    def week(self, programme, activity, alva):
        with time_machine.travel(datetime(2026, 11, 4, 12, tzinfo=UTC)):
            plan.edit_activity(activity, by=alva, comment="Hemligt ord", title="Kurs i SIP")

    @pytest.fixture
    def ester(self, programme):
        user = UserFactory(username="ester", email="ester@exempel.example")
        MembershipFactory(user=user, programme=programme, role=Role.COORDINATOR, party=PartyFactory(programme=programme))
        return user

    def test_one_letter_a_week_also_when_the_job_runs_twice(self, week, programme, ester, activity):
        for day in (MONDAY, MONDAY, MONDAY + timedelta(days=1)):
            jobs.digest_all(day=day)
        [letter] = Mail.objects.filter(user=ester)
        assert "Aktivitet: Kurs i SIP" in letter.text
        assert "Alva: Ändrades: " in letter.text
        assert "Hemligt ord" not in letter.text, "values stay behind the log-in"
        assert f"/{programme.slug}/historik/plan.Activity/{activity.pk}/" in letter.text
        assert "/min-sida/paminnelser/" in letter.text

    def test_on_tuesday_when_the_server_slept_on_monday(self, week, ester):
        jobs.digest_all(day=MONDAY + timedelta(days=1))
        assert Mail.objects.filter(user=ester).count() == 1
        Mail.objects.all().delete()
        Turn.objects.create(
            name="digest",
            slot=MONDAY.isoformat(),
            held_until_at=datetime(2026, 11, 9, tzinfo=UTC),
            done_at=datetime(2026, 11, 9, tzinfo=UTC),
            holder="x",
        )
        jobs.digest_all(day=MONDAY + timedelta(days=1))
        assert not Mail.objects.exists()

    def test_chosen_away_or_nothing_new_no_letter(self, week, programme, ester, alva):
        assert digest_for(ester, week=MONDAY + timedelta(days=70), day=MONDAY) == 0
        silence(ester, kinds={DIGEST})
        assert digest_for(ester, week=MONDAY, day=MONDAY) == 0
        assert not Mail.objects.exists()

    def test_only_what_may_be_read_at_sending(self, week, ester):
        Membership.objects.filter(user=ester).update(until_date=MONDAY)
        assert digest_for(ester, week=MONDAY, day=MONDAY) == 0

    def test_what_one_follows_stands_first(self, week, programme, activity, ester):
        other = ActivityFactory(programme=programme, title="Annat", slug="annat")
        with time_machine.travel(datetime(2026, 11, 5, 12, tzinfo=UTC)):
            plan.edit_activity(other, by=member("dan", programme, Role.OFFICE), title="Annat nytt")
        Follow.objects.create(
            user=ester, programme=programme, row_model=LABEL, row_id=activity.pk, seen_at=datetime(2026, 1, 1, tzinfo=UTC)
        )
        assert digest_for(ester, week=MONDAY, day=MONDAY) == 2
        text = Mail.objects.get(user=ester).text
        assert text.index("Det du följer") < text.index("Kurs i SIP") < text.index("Annat:") < text.index("Annat nytt")


def test_nothing_is_written_by_reading(programme, activity, bo, logged_in):
    before = Event.objects.count()
    logged_in(bo).get(at("row_history", activity, programme))
    logged_in(bo).get(reverse("county", args=[programme.slug]))
    assert Event.objects.count() == before
    assert Activity.objects.get().version == activity.version

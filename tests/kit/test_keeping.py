"""Nothing typed is lost: drafts, a log-in that ended, somebody else at the same computer, two at once."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fardplan.goals.models import Goal
from fardplan.kit import keeping
from fardplan.kit.models import KeptForm
from tests.factories import GoalFactory
from tests.pages import hidden, shown_values

pytestmark = pytest.mark.django_db
LONG = "Vården 👩‍⚕️ kommer مرحبا hem.\n" * 10_000


@pytest.fixture
def goal(programme):
    return GoalFactory(programme=programme, number=1, slug="nara", title="Hjälpen är nära", meaning="Som det stod.")


@pytest.fixture
def url(goal):
    return reverse("goal_edit", args=[goal.programme.slug, goal.slug])


def opened(client, url):
    """What a browser would send of the form at `url`, unchanged."""
    page = client.get(url)
    return {**shown_values(page), **hidden(page), keeping.OWNER: page.context["form"][keeping.OWNER].value()}


def draft(client, url, **values):
    return client.post("/utkast/", {**opened(client, url), **values, "utkast_vag": url})


class TestDrafts:
    def test_kept_offered_and_brought_back(self, alva, logged_in, url):
        client = logged_in(alva)

        said = draft(client, url, meaning="Halvvägs …").json()["said"]

        assert said.startswith("Utkast sparat ")
        page = client.get(url)
        assert "Du har skrivit här förut utan att spara" in page.content.decode()
        assert page.context["form"]["meaning"].value() == "Som det stod."
        brought = client.get(f"{url}?utkast=fram")
        assert brought.context["form"]["meaning"].value() == "Halvvägs …"
        assert brought.status_code == 200
        assert not brought.context["form"].error_items

    def test_gone_when_saved(self, alva, logged_in, url, goal):
        client = logged_in(alva)
        draft(client, url, meaning="Halvvägs")
        brought = client.get(f"{url}?utkast=fram")

        client.post(url, {**shown_values(brought), **hidden(brought)})

        goal.refresh_from_db()
        assert goal.meaning == "Halvvägs"
        assert not KeptForm.objects.exists()

    def test_thrown_away(self, alva, logged_in, url):
        client = logged_in(alva)
        draft(client, url, meaning="Halvvägs")
        assert client.post("/utkast/kasta/", {"vag": url}).headers["Location"] == url
        assert "utan att spara" not in client.get(url).content.decode()
        assert client.post("/utkast/kasta/", {"vag": "https://elak.example/"}).headers["Location"] == "/"

    def test_a_draft_of_an_older_version_is_compared_when_saved(self, alva, logged_in, url, goal):
        client = logged_in(alva)
        draft(client, url, meaning="Mitt utkast")
        Goal.objects.filter(pk=goal.pk).update(meaning="Någon annans", version=2)

        brought = client.get(f"{url}?utkast=fram")
        answer = client.post(url, {**shown_values(brought), **hidden(brought)})

        assert answer.status_code == 409
        assert [(row.stored, row.yours) for row in answer.context["form"].conflict.rows] == [("Någon annans", "Mitt utkast")]
        assert keeping.kept(alva.pk, url) is not None, "kept until it is saved"

    def test_somebody_else_never_sees_it(self, alva, logged_in, url, programme):
        from fardplan.accounts.permissions import Role
        from tests.conftest import member

        draft(logged_in(alva), url, meaning="Bara mitt")
        other = logged_in(member("maja", programme, Role.LEAD))
        for address in (url, f"{url}?utkast=fram"):
            assert "Bara mitt" not in other.get(address).content.decode()

    def test_sealed_in_the_database(self, alva, logged_in, url):
        draft(logged_in(alva), url, meaning="Hemligt ord")
        row = KeptForm.objects.get()
        assert b"Hemligt" not in bytes(row.sealed)
        KeptForm.objects.update(user_id=alva.pk + 1)
        assert keeping.kept(alva.pk + 1, url) is None, "another person's key does not open it"

    def test_a_form_that_is_not_mine_is_refused(self, alva, bo, logged_in, url):
        theirs = opened(logged_in(alva), url)
        assert logged_in(bo).post("/utkast/", {**theirs, "utkast_vag": url}).status_code == 409
        for path in ("https://elak.example/", "//elak.example/", "/finns/inte/alls/x/", ""):
            assert logged_in(alva).post("/utkast/", {**theirs, "utkast_vag": path}).status_code == 409

    def test_300_000_characters_with_emoji_and_right_to_left(self, alva, logged_in, url):
        client = logged_in(alva)
        assert draft(client, url, meaning=LONG).status_code == 200
        assert client.get(f"{url}?utkast=fram").context["form"]["meaning"].value() == LONG

    def test_old_ones_go_and_there_is_room_for_so_many(self, alva):
        now = timezone.now()
        keeping.keep(alva.pk, "/gammal/", QueryDict("a=1"), at=now - datetime.timedelta(days=keeping.DAYS + 1))
        for number in range(keeping.MOST + 3):
            keeping.keep(alva.pk, f"/{number}/", QueryDict("a=1"), at=now)
        assert KeptForm.objects.count() == keeping.MOST
        assert keeping.kept(alva.pk, "/gammal/") is None


class TestTheLogInEnded:
    def test_logged_in_again_the_words_are_there(self, alva, logged_in, url, goal):
        client = logged_in(alva)
        form = {**opened(client, url), "meaning": "Skrivet över natten"}
        Session.objects.all().delete()

        answer = client.post(url, form)

        assert answer.headers["Location"].startswith("/logga-in/?next=")
        assert "utkast%3Dfram" in answer.headers["Location"]
        goal.refresh_from_db()
        assert goal.meaning == "Som det stod.", "nothing is saved before somebody has looked at it"
        client.force_login(alva)
        page = client.get(f"{url}?utkast=fram")
        assert page.context["form"]["meaning"].value() == "Skrivet över natten"
        assert "när din inloggning hade gått ut" in page.content.decode()
        assert client.post(f"{url}?utkast=fram", {**shown_values(page), **hidden(page)}).status_code == 302
        goal.refresh_from_db()
        assert goal.meaning == "Skrivet över natten"
        assert not KeptForm.objects.exists()

    def test_another_who_logs_in_sees_nothing(self, alva, logged_in, url, programme):
        from fardplan.accounts.permissions import Role
        from tests.conftest import member

        client = logged_in(alva)
        form = {**opened(client, url), "meaning": "Alvas ord"}
        Session.objects.all().delete()
        client.post(url, form)

        client.force_login(member("maja", programme, Role.LEAD))
        page = client.get(f"{url}?utkast=fram")
        assert page.context["form"]["meaning"].value() == "Som det stod."
        assert "Alvas ord" not in page.content.decode()

    def test_another_is_logged_in_already_and_nothing_is_saved_in_the_wrong_name(self, alva, logged_in, url, goal, programme):
        from fardplan.accounts.permissions import Role
        from tests.conftest import member

        form = {**opened(logged_in(alva), url), "meaning": "Alvas ord"}
        maja = logged_in(member("maja", programme, Role.LEAD))

        answer = maja.post(url, form, follow=True)

        assert "Någon annan var inloggad när formuläret fylldes i" in answer.content.decode()
        goal.refresh_from_db()
        assert goal.meaning == "Som det stod."
        assert keeping.kept(alva.pk, url).data["meaning"] == "Alvas ord"

    def test_the_form_was_opened_before_i_logged_in_anew(self, alva, url, goal):
        """The token against forged posts is a new one after each log-in: the old form's words stand in the new form."""
        client = Client(enforce_csrf_checks=True)
        client.force_login(alva)
        form = {**opened(client, url), "meaning": "I gamla fliken", "csrfmiddlewaretoken": "x" * 64}

        answer = client.post(url, form)

        assert answer.headers["Location"] == f"{url}?utkast=fram"
        goal.refresh_from_db()
        assert goal.meaning == "Som det stod."
        assert client.get(answer.headers["Location"]).context["form"]["meaning"].value() == "I gamla fliken"

    def test_a_post_without_our_mark_leaves_nothing(self, alva, logged_in, url, client):
        form = opened(logged_in(alva), url)
        for mark in ("", "påhittat", form[keeping.OWNER] + "x"):
            assert client.post(url, {**form, keeping.OWNER: mark}).headers["Location"] == f"/logga-in/?next={url}"
        assert not KeptForm.objects.exists()


class TestTwoAtOnce:
    @pytest.fixture
    def clash(self, alva, logged_in, url):
        """Two forms of the same goal; the other is saved first, and mine is told."""
        client = logged_in(alva)
        mine, theirs = opened(client, url), opened(client, url)
        client.post(url, {**theirs, "title": "Hjälpen kommer hem", "meaning": "Deras\nRad"})
        form = {**mine, "title": "Hjälpen är här", "meaning": "Mina\nRad"}
        answer = client.post(url, form)
        assert answer.status_code == 409
        return client, url, {**form, **hidden(answer), "krock_av": answer.context["form"].conflict.mark}

    def test_each_field_is_settled_by_a_button(self, clash):
        client, url, form = clash

        page = client.post(url, {**form, "krock": "theirs:title"})

        assert page.status_code == 200
        now = page.context["form"]
        assert (now["title"].value(), now["meaning"].value()) == ("Hjälpen kommer hem", "Mina\nRad")
        assert {row.name: row.chosen for row in now.conflict.rows} == {"title": "theirs", "meaning": ""}
        assert "alva sparade" in page.content.decode().lower()
        assert Goal.objects.get().title == "Hjälpen kommer hem", "to settle is not to save"

        form = {**form, "title": now["title"].value(), "krock_valt": ["title:theirs"]}
        page = client.post(url, {**form, "krock": "merged:meaning"})
        now = page.context["form"]
        assert now["meaning"].value() == "Deras\nMina\nRad"
        assert now.conflict.left == 0
        assert "Alla fält är avgjorda." in page.content.decode()

        assert client.post(url, {**shown_values(page), **hidden(page)}).status_code == 302
        goal = Goal.objects.get()
        assert (goal.title, goal.meaning) == ("Hjälpen kommer hem", "Deras\nMina\nRad")

    def test_a_third_who_saves_meanwhile_is_seen(self, clash):
        client, url, form = clash
        third = opened(client, url)
        client.post(url, {**third, "title": "Tredje"})

        page = client.post(url, {**form, "krock": "mine:meaning"})

        assert next(row for row in page.context["form"].conflict.rows if row.name == "title").stored == "Tredje"

    @pytest.mark.parametrize("krock", ["", "theirs", "theirs:finns-inte", "allt:title", "mine:title"])
    def test_a_choice_that_is_none_changes_nothing(self, clash, krock):
        client, url, form = clash
        page = client.post(url, {**form, "krock": krock, "krock_av": "påhittat", "krock_valt": ["x", "a:b"]})
        assert page.status_code == 200
        assert page.context["form"]["title"].value() == "Hjälpen är här"

"""Frameworks are content, linked to what answers them; listening shows no small group, and says what was told back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.audit.models import Event
from fardplan.reviews import linked, queries, services
from fardplan.reviews.models import (
    CitizenDialogue,
    Framework,
    FrameworkQuestion,
    SupportSurvey,
)
from fardplan.reviews.rules import hidden_groups, share
from tests.factories import (
    ActivityReviewFactory,
    CitizenDialogueFactory,
    IndicatorFactory,
    InitiativeFactory,
    MembershipFactory,
    PartyFactory,
)
from tests.pages import Page, PageStories, send, told


@pytest.mark.parametrize(
    ("answered", "total", "hidden"),
    [
        ({"A": 20, "B": 30}, True, set()),
        ({"A": 4, "B": 30, "C": 12}, True, {"A", "C"}),  # A is what is left of all together: the smallest of the others goes with it
        ({"A": 4, "B": 30, "C": 12}, False, {"A"}),
        ({"A": 4, "B": 3, "C": 12}, True, {"A", "B"}),  # two together are enough to hide in
        ({"A": 2, "B": 2, "C": 12}, True, {"A", "B", "C"}),
        ({"A": 4}, True, {"A"}),
        ({}, True, set()),
    ],
)
def test_small_groups_and_what_gives_them_away(answered, total, hidden):
    assert hidden_groups(answered, 5, has_total=total) == hidden


def test_share():
    assert share(2, 3) == 67
    assert share(0, 0) is None, "nobody answered: that is not nought per cent"


@pytest.fixture
def survey(programme, alva):
    def survey(year, results, **more):
        row = services.add_support_survey(
            by=alva, programme=programme, slug=f"enkat-{year}", title=f"Enkät {year}", year=year, favourable_words="svarade 4 eller 5"
        )
        question = services.add_survey_question(
            by=alva, survey=row, slug=f"fraga-{year}", text="Jag får hjälp",
            results=[{"group": group, "answered": n, "favourable": yes} for group, n, yes in results], **more,
        )  # fmt: skip
        return row, question

    return survey


class TestSurvey:
    def test_compared_with_the_same_question_and_small_groups_are_not_shown(self, survey):
        _last_year, before = survey(2023, [("", 40, 20), ("Kommuner", 30, 20), ("Region", 4, 1), ("Övriga", 6, 3)])
        row, _question = survey(2024, [("", 41, 31), ("Kommuner", 31, 25), ("Region", 10, 6)], previous=before)

        (found,) = queries.survey_results(row)

        assert [(each.group, each.is_hidden, each.answered, each.share, each.change) for each in found.rows] == [
            ("", False, 41, 76, 26),
            ("Kommuner", False, 31, 81, 14),
            ("Region", False, 10, 60, None),  # hidden last year
        ]

    def test_the_log_is_not_told_of_groups(self, survey):
        survey(2024, [("", 41, 31), ("Region", 3, 1)])
        told_of = {event.after["group"]: event.after for event in Event.objects.filter(model="reviews.SurveyResult")}
        assert told_of[""]["answered"] == 41
        assert {"answered", "favourable"}.isdisjoint(told_of["Region"])

    def test_more_satisfied_than_answered_is_refused(self, survey):
        with pytest.raises(ValidationError, match="Fler kan inte vara nöjda"):
            survey(2024, [("", 3, 4)])

    def test_results_from_the_page(self, survey, programme, alva, bo, logged_in):
        row, question = survey(2024, [("", 41, 31)])
        url = reverse("survey_question_edit", args=[programme.slug, question.slug])
        answer = send(logged_in(alva), url, **{"results-1-group": "Region", "results-1-answered": "3", "results-1-favourable": "1"})
        assert answer.status_code == 302, told(answer)
        page = logged_in(bo).get(reverse("support_survey", args=[programme.slug, row.slug])).content.decode()
        assert "76 %" in page.replace("\xa0", " ")
        assert page.count("visas inte<") == 1
        assert logged_in(bo).get(url).status_code == 403


class TestFramework:
    @pytest.fixture
    def skr(self, programme, alva):
        return services.take_in("skr-fyra-forflyttningar", programme=programme, by=alva)

    def test_skrs_four_shifts_come_with_the_product(self, skr, programme, alva, logged_in):
        assert [area.title.split(" till ")[0] for area in skr.areas.all()] == [
            "Från organisation",
            "Från isolerade vård- och omsorgsinsatser",
            "Från passiv mottagare",
            "Från reaktiv",
        ]
        assert [level.title for level in skr.levels.all()] == ["Mikro", "Meso", "Makro"]
        page = logged_in(alva).get(reverse("framework", args=[programme.slug, skr.slug])).content.decode()
        assert "Från passiv mottagare till aktiv medskapare" in page
        home = logged_in(alva).get(reverse("frameworks", args=[programme.slug])).content.decode()
        assert "Följer med Färdplan" not in home, "it has been taken in"

    def test_a_question_with_what_answers_it(
        self, skr, programme, activity, alva, bo, logged_in, monkeypatch, django_assert_max_num_queries
    ):
        monkeypatch.setitem(
            linked.KINDS,
            "statement",
            linked.Kind("statement", "Påstående", lambda p: [("a", "Vi ringer")], lambda p, keys: {"a": ("Vi ringer", "/x/")}),
        )
        area = skr.areas.first()
        indicator = IndicatorFactory(programme=programme, name="Upplevd trygghet")
        url = reverse("framework_question_add", args=[programme.slug, area.slug])
        answer = send(logged_in(alva), url, text="Märks det?", indicators=[indicator.pk], **{"linked-statement": ["a"]})
        assert answer.status_code == 302, told(answer)
        question = FrameworkQuestion.objects.get(text="Märks det?")
        services.edit_framework_question(question, by=alva, linked=[{"kind": "statement", "key": key} for key in ("a", "borta")])
        review = ActivityReviewFactory(activity=activity)
        review.questions.set([question])
        services.answer_question(question, by=alva, period="2024", text="Ja, i två parter.", answered_date=date(2024, 10, 1))

        client = logged_in(bo)
        with django_assert_max_num_queries(16):
            page = client.get(reverse("framework", args=[programme.slug, skr.slug])).content.decode()
        for words in (
            "Upplevd trygghet",
            '<a href="/x/">Vi ringer</a>',
            "finns inte längre",
            "Gemensamma hembesök, 2023",
            "Ja, i två parter.",
        ):
            assert words in page

    def test_a_level_of_another_framework_is_refused(self, skr, programme, alva):
        other = services.add_framework(by=alva, programme=programme, slug="annat", title="Annat")
        level = services.add_framework_level(by=alva, programme=programme, slug="led", framework=other, title="Led")
        with pytest.raises(ValidationError, match="annat ramverk"):
            services.edit_framework_question(FrameworkQuestion.objects.first(), by=alva, level=level)


class TestDialogue:
    def test_what_was_said_who_uses_it_and_what_was_told_back(self, programme, alva, bo, logged_in):
        initiative = InitiativeFactory(programme=programme, title="Närvårdsteam", short_title="Närvårdsteam")
        row = CitizenDialogueFactory(programme=programme, slug="fika")
        url = reverse("dialogue_finding_add", args=[programme.slug, row.slug])
        answer = send(
            logged_in(alva), url, text="Samma person ska komma", **{"uses-0-initiative": initiative.pk, "uses-0-words": "Två åker."}
        )
        assert answer.status_code == 302, told(answer)
        where = reverse("citizen_dialogue", args=[programme.slug, row.slug])
        page = logged_in(bo).get(where).content.decode()
        for words in ("Samma person ska komma", "Närvårdsteam", "Två åker.", "De som deltog har inte fått veta än."):
            assert words in page
        services.edit_citizen_dialogue(row, by=alva, told_back="Vi bjöd in igen.")
        assert "Vi bjöd in igen." in logged_in(bo).get(where).content.decode()
        with pytest.raises(ValidationError, match="hur det återkopplades"):
            services.edit_citizen_dialogue(row, by=alva, told_back="", told_back_date=date(2024, 1, 1))
        assert logged_in(bo).get(url).status_code == 403


class TestRegisters(PageStories):
    PAGES = [
        Page("framework", Framework, "frameworks", {"title": "Våra frågor", "owner": "Vi"}, field="title"),
        Page(
            "support_survey",
            SupportSurvey,
            "listening",
            {"title": "Enkäten", "year": "2024", "favourable_words": "svarade 4 eller 5", "minimum": "5"},
            field="title",
        ),
        Page(
            "citizen_dialogue",
            CitizenDialogue,
            "listening",
            {"title": "Fika", "time": "3 februari 2024", "with_whom": "Anhöriga"},
            field="title",
        ),
    ]


def test_a_party_enters_its_own_dialogues_and_no_other_partys(programme, logged_in):
    ekby, nybro = PartyFactory(programme=programme), PartyFactory(programme=programme)
    client = logged_in(MembershipFactory(programme=programme, role=Role.COORDINATOR, party=ekby).user)
    listening, add = (reverse(name, args=[programme.slug]) for name in ("listening", "citizen_dialogue_add"))
    assert add in client.get(listening).text

    refused = send(client, add, title="Kafét", time="3 mars 2025", with_whom="Äldre", party=nybro.pk)
    assert refused.status_code == 422
    assert send(client, add, title="Kafét", time="3 mars 2025", with_whom="Äldre").status_code == 302, "the only one it could be is chosen"
    row = CitizenDialogue.objects.get()
    assert row.party == ekby

    said = reverse("dialogue_finding_add", args=[programme.slug, row.slug])
    assert said in client.get(reverse("citizen_dialogue", args=[programme.slug, row.slug])).text
    assert send(client, said, text="Man vill veta vem som kommer.").status_code == 302
    others = CitizenDialogueFactory(programme=programme, party=nybro)
    for name in ("citizen_dialogue_edit", "dialogue_finding_add"):
        assert client.get(reverse(name, args=[programme.slug, others.slug])).status_code == 403

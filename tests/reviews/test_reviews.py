"""Reviews of activities: written by those whose activity it is, found by factor, counted once."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fardplan.audit.models import Event
from fardplan.kit.periods import ReportPeriod
from fardplan.reviews import queries, services
from fardplan.reviews.models import ActivityReview, FactorTag, ProgressStep, Tip
from fardplan.reviews.rules import codes_within, latest_of_each
from tests.factories import ActivityFactory, ActivityReviewFactory, GoalFactory, PartyYearFactory, TipFactory
from tests.pages import Page, PageStories, send, told

YEAR = ReportPeriod.parse("2023")


def test_what_lies_in_a_period():
    assert codes_within(ReportPeriod.parse("2023-H1")) == {
        *("2023-H1", "2023-Q1", "2023-Q2"),
        *(f"2023-{n:02}" for n in range(1, 7)),
    }
    assert len(codes_within(YEAR)) == 19


@pytest.mark.parametrize(
    ("reviews", "held"),
    [
        ([(1, 1, "2023-H1", "vår"), (1, 1, "2023-H2", "höst")], ["höst"]),
        ([(1, 1, "2023", "år"), (1, 1, "2023-H2", "höst")], ["år"]),  # both end in December: the longer has seen more
        ([(1, 1, "2023-H1", "ena"), (1, 2, "2023-H1", "andra")], ["ena", "andra"]),
        ([], []),
    ],
)
def test_each_activity_and_party_counts_once(reviews, held):
    assert latest_of_each(reviews) == held


class TestServices:
    @pytest.fixture
    def add(self, programme, activity, ekby, alva):
        def add(**values):
            given = {"slug": "forsta", "period": "2023", "done": "Vi gick hem.", "reviewed_date": "2023-12-01", "party": ekby}
            return services.add_activity_review(by=alva, programme=programme, activity=activity, **given | values)

        return add

    def test_goals_are_those_of_the_activity_unless_others_are_said(self, add, goal, programme):
        assert list(add().goals.all()) == [goal]
        other = GoalFactory(programme=programme, number=2)
        assert list(add(slug="andra", period="2023-H1", links={"goals": [other]}).goals.all()) == [other]

    def test_one_review_for_each_activity_party_and_period(self, add, lindnas):
        add()
        with pytest.raises(ValidationError, match="redan uppföljd"):
            add(slug="andra")
        add(slug="tredje", party=lindnas)
        add(slug="programmets", party=None)
        with pytest.raises(ValidationError, match="redan uppföljd"):
            add(slug="programmets-2", party=None)

    def test_factors_are_changed_with_the_review_and_told(self, add, trust, time_short, alva):
        review = add(factors=[{"tag": trust, "kind": "helped", "words": "vi litade på varandra"}])
        held = review.factors.get()
        changed = services.edit_activity_review(
            review, by=alva, seen=1, factors=[{"tag": trust, "kind": "helped", "words": "tillit"}, {"tag": time_short, "kind": "hindered"}]
        )
        assert changed.version == 2, "whoever has it open is told"
        held.refresh_from_db()
        assert held.words == "tillit"

    def test_another_programmes_goal_is_refused(self, add, other_programme):
        with pytest.raises(ValidationError, match="annat program"):
            add(links={"goals": [GoalFactory(programme=other_programme)]})

    def test_what_a_party_has_handed_in_stands(self, add, programme, ekby, lindnas, trust, alva):
        mine, theirs = add(period="2023-H1"), add(slug="andra", party=lindnas)
        PartyYearFactory(compilation__programme=programme, party=ekby, is_ready=True, state="locked")
        for change in ({"done": "Något annat"}, {"factors": [{"tag": trust, "kind": "helped"}]}):
            with pytest.raises(ValidationError, match="Ekby har markerat"):
                services.edit_activity_review(mine, by=alva, **change)
        with pytest.raises(ValidationError, match="Ekby har markerat"):
            add(slug="tredje", period="2023-H2")
        with pytest.raises(ValidationError, match="Ekby har markerat"):
            services.remove_activity_review(mine, by=alva)
        assert services.edit_activity_review(theirs, by=alva, done="Något annat").done == "Något annat"

    def test_what_others_use_is_not_taken_away(self, add, lindnas, alva):
        review = add()
        tip = services.add_tip(by=alva, review=review, slug="ring", title="Ring dagen efter")
        use = services.use_tip(tip, by=alva, party=lindnas, taken_date="2024-01-01", where="Hemtjänsten")
        with pytest.raises(services.StillTaken):
            services.remove_activity_review(review, by=alva)
        services.stop_using_tip(use, by=alva)
        services.remove_activity_review(review, by=alva)
        assert not Tip.objects.exists()
        assert Event.objects.filter(verb="removed", model="reviews.Tip").exists()


class TestProgress:
    def test_goal_by_party(self, programme, activity, ekby, lindnas, goal, closer, same, django_assert_num_queries):
        ActivityReviewFactory(activity=activity, party=ekby, period="2023-H1", progress=same, goals=[goal])
        ActivityReviewFactory(activity=activity, party=ekby, period="2023-H2", progress=closer, goals=[goal])
        ActivityReviewFactory(activity=activity, party=lindnas, period="2023", goals=[goal])
        ActivityReviewFactory(activity=activity, party=ekby, period="2022", progress=same, goals=[goal])
        for state in ("done", "cancelled"):
            ActivityFactory(programme=programme, responsible=lindnas, year=2023, state=state).goals.set([goal])

        with django_assert_num_queries(3):
            found = queries.progress_by_goal_and_party(programme, YEAR)

        assert found.of(goal, ekby) == queries.Judged({closer.pk: 1}, 0, 0), "the latest counts, and last year is another"
        assert found.of(goal, lindnas) == queries.Judged({}, 1, 1), "not judged, not reviewed: neither is a step, what is cancelled neither"
        assert found.of(goal, None).is_empty

    def test_factors(self, programme, activity, ekby, lindnas, trust, time_short):
        helped = (trust, "helped", "")
        ActivityReviewFactory(activity=activity, party=ekby, factors=[helped, (time_short, "hindered", "ont om tid")])
        ActivityReviewFactory(activity=activity, party=lindnas, factors=[(trust, "hindered", "")])
        ActivityReviewFactory(activity=activity, period="2022", factors=[helped])
        rows = queries.factor_counts(programme, YEAR)
        assert [(row.tag, row.helped, row.hindered, row.parties) for row in rows] == [
            (trust, 1, 1, ["Ekby", "Lindnäs"]),
            (time_short, 0, 1, ["Ekby"]),
        ]
        assert [row.tag for row in queries.factor_counts(programme, YEAR, party=lindnas)] == [trust]


class TestPagesOfReviews:
    def written(self, client, programme, activity, **values):
        url = reverse("activity_review_add", args=[programme.slug, activity.slug])
        return send(client, url, **{"done": "Vi gick hem till 40 personer.", "result": "Färre åkte in.", **values})

    def test_from_the_activity_to_the_row_and_back(self, programme, activity, ekby, cilla, closer, trust, logged_in):
        client = logged_in(cilla)
        answer = self.written(
            client, programme, activity, progress=closer.pk, helped="Vi litade på varandra.",
            **{"factors-0-tag": trust.pk, "factors-0-kind": "helped", "factors-0-words": "litade på varandra"},
        )  # fmt: skip
        assert answer.status_code == 302, told(answer)
        review = ActivityReview.objects.get()
        assert (review.party, review.period, review.progress) == (ekby, "2023", closer)
        page = client.get(answer["Location"]).content.decode()
        assert "Färre åkte in." in page
        assert "På väg" in page
        assert "Vad det blev av den" in client.get(reverse("activity", args=[programme.slug, activity.slug])).content.decode()

        home = reverse("activity_reviews", args=[programme.slug])
        assert "Gemensamma hembesök" in client.get(home, {"faktor": "tillit", "slag": "helped"}).content.decode()
        assert "Gemensamma hembesök</a>" not in client.get(home, {"faktor": "tillit", "slag": "hindered"}).content.decode()
        history = client.get(reverse("row_history", args=[programme.slug, "reviews.ActivityReview", review.pk])).content.decode()
        assert "Tillit" in history, "what was coded in it is told with it"
        found = client.get(reverse("search"), {"q": "litade på varandra"}).content.decode()
        assert "Gemensamma hembesök" in found
        assert send(client, reverse("activity_review_edit", args=[programme.slug, review.slug])).status_code == 302
        review.refresh_from_db()
        assert review.version == 1, "sent as it was shown, it changes nothing"

    def test_only_those_whose_activity_it_is(self, programme, activity, david, bo, carin, logged_in):
        url = reverse("activity_review_add", args=[programme.slug, activity.slug])
        assert logged_in(david).get(url).status_code == 403
        assert logged_in(bo).get(url).status_code == 403
        assert logged_in(carin).get(url).status_code == 404
        review = ActivityReviewFactory(activity=activity, party=activity.responsible)
        for move in ("edit", "remove"):
            assert logged_in(david).get(reverse(f"activity_review_{move}", args=[programme.slug, review.slug])).status_code == 403
        assert logged_in(david).get(reverse("activity_review", args=[programme.slug, review.slug])).status_code == 200

    def test_bad_input_keeps_what_was_written(self, programme, activity, cilla, trust, logged_in):
        answer = self.written(logged_in(cilla), programme, activity, done="", **{"factors-0-tag": trust.pk})
        assert answer.status_code == 422
        assert "Färre åkte in." in answer.content.decode()
        assert any("Hjälpte eller hindrade" in line for line in told(answer)), told(answer)

    def test_a_list_of_many_asks_no_more(self, programme, activity, bo, trust, logged_in, django_assert_max_num_queries):
        home, client = reverse("activity_reviews", args=[programme.slug]), logged_in(bo)
        for year in range(2000, 2012):
            review = ActivityReviewFactory(activity=activity, period=str(year), factors=[(trust, "helped", "")])
            TipFactory(review=review)
        with django_assert_max_num_queries(20):
            assert client.get(home).status_code == 200

    def test_tips_are_taken_up_by_ones_own_party(self, programme, activity, cilla, david, alva, logged_in):
        tip = TipFactory(review=ActivityReviewFactory(activity=activity, party=activity.responsible), title="Ring dagen efter")
        url = reverse("tip_use", args=[programme.slug, tip.slug])
        answer = send(logged_in(david), url, where="Hemtjänsten i norr")
        assert answer.status_code == 302, told(answer)
        assert tip.uses.get().party.slug == "lindnas"
        assert "Hemtjänsten i norr" in logged_in(cilla).get(reverse("tips", args=[programme.slug])).content.decode()
        assert logged_in(alva).get(url).status_code == 403, "the lead acts for no party"
        stop = reverse("tip_stop", args=[programme.slug, tip.slug, "lindnas"])
        assert logged_in(cilla).post(stop).status_code == 403
        assert logged_in(david).post(stop).status_code == 302
        assert not tip.uses.exists()


class TestWords(PageStories):
    PAGES = [
        Page("progress_step", ProgressStep, "review_words", {"label": "På väg", "tone": "closer", "position": "1"}, field="label"),
        Page("factor_tag", FactorTag, "review_words", {"name": "Tillit", "meaning": "När man litar på varandra"}, field="name"),
    ]

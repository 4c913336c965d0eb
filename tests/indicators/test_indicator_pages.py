"""The pages of indicators: figures with year, change and comparison; what was known earlier; files; what is entered by hand."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.indicators import services
from fardplan.indicators.models import DefinitionVersion, KpiMetadata, Line, MunicipalityGroup, Target
from fardplan.indicators.recording import Row, record
from fardplan.parties.models import Organisation
from tests.conftest import member
from tests.factories import GoalFactory, IndicatorFactory, KoladaKpiFactory, OrganisationFactory, PartyFactory
from tests.figures import observation
from tests.pages import send, told

pytestmark = pytest.mark.django_db
AUGUST_2024, AUGUST_2026 = datetime(2024, 8, 30, tzinfo=UTC), datetime(2026, 8, 20, tzinfo=UTC)


@pytest.fixture
def places(programme):
    """The country, three regions of which one is a party, and two municipalities."""
    kinds = Organisation.Kind
    made = {
        "country": OrganisationFactory(code="0000", short_name="Riket", name="Riket", kind=kinds.OTHER),
        "county": OrganisationFactory(code="0097", short_name="Mittregionen", name="Mittregionen", kind=kinds.REGION),
        "north": OrganisationFactory(code="0098", short_name="Norrregionen", kind=kinds.REGION),
        "south": OrganisationFactory(code="0099", short_name="Sydregionen", kind=kinds.REGION),
        "ekby": OrganisationFactory(code="9701", short_name="Ekby", name="Ekby kommun"),
        "aby": OrganisationFactory(code="9702", short_name="Åbyfors", name="Åbyfors kommun"),
    }
    for name in ("county", "ekby", "aby"):
        PartyFactory(programme=programme, organisation=made[name])
    return made


@pytest.fixture
def indicator(programme, places):
    kpi = KoladaKpiFactory(code="U79133", title="Påverkbar slutenvård", publication_date=date(2027, 9, 1), publ_period="2026")
    indicator = IndicatorFactory(
        programme=programme, slug="u79133", code="U79133", name="Påverkbar slutenvård", unit="per 100 000", direction="decrease", kpi=kpi
    )
    indicator.goals.add(GoalFactory(programme=programme, number=4, short_title="Hälsofrämjande"))
    series = services.series_of_kpi(kpi)
    keys = {name: place.pk for name, place in places.items()}
    earlier = {
        "county": [661.8, 651.9, 640, 600],
        "country": [700, 690, 680, 670],
        "north": [1, 1, 1, 500],
        "south": [1, 1, 1, 700],
        "ekby": [1, 2, 3, 4],
    }
    tell(series, keys, earlier, AUGUST_2024)
    tell(series, keys, {"county": [688.3, 651.9, 640, 600]}, AUGUST_2026)
    return indicator


def tell(series, keys, by_place, at):
    rows = [
        Row(series.pk, keys[place], str(2019 + n), value=Decimal(str(value)))
        for place, values in by_place.items()
        for n, value in enumerate(values)
    ]
    return record(rows, by="test", kind="extract", source="Kolada", retrieved_at=at)


def page(client, programme, indicator, query=""):
    return client.get(reverse("indicator", args=[programme.slug, indicator.slug]) + query)


def text(answer):
    return answer.content.decode()


# The list


def test_the_list_tells_value_year_change_place_and_comparison(programme, bo, logged_in, indicator):
    answer = text(logged_in(bo).get(reverse("indicators", args=[programme.slug])))

    for told_ in ("Delmål 4: Hälsofrämjande", "<b>600,0</b>", "2022", "−40,0", "sedan 2021", "670,0", "2 av 3", "<svg"):
        assert told_ in answer, told_
    assert "Lägg till nyckeltal" not in answer


def test_where_the_county_has_no_figure_the_municipalities_span_is_told(programme, bo, logged_in, places):
    indicator = IndicatorFactory(programme=programme, kpi=KoladaKpiFactory(municipality_type="K"), unit="procent")
    series = services.series_of_kpi(indicator.kpi)
    tell(series, {"ekby": places["ekby"].pk, "aby": places["aby"].pk}, {"ekby": [27.1], "aby": [32.3]}, AUGUST_2024)

    answer = text(logged_in(bo).get(reverse("indicators", args=[programme.slug])))
    assert "27,1–32,3" in answer
    assert "2 kommuner" in answer


def test_without_a_direction_there_is_no_place(programme, bo, logged_in, indicator):
    indicator.direction = "neutral"
    indicator.save()
    assert "2 av 3" not in text(logged_in(bo).get(reverse("indicators", args=[programme.slug])))


@pytest.mark.parametrize("route", ["indicators", "publications"])
def test_somebody_elses_programme_is_not_there(programme, carin, logged_in, route):
    assert logged_in(carin).get(reverse(route, args=[programme.slug])).status_code == 404


def test_as_many_questions_however_many_figures(programme, alva, logged_in, places, indicator, django_assert_max_num_queries):
    client = logged_in(alva)
    with django_assert_max_num_queries(12):
        client.get(reverse("indicators", args=[programme.slug]))
    for n in range(30):
        more = IndicatorFactory(programme=programme, kpi=KoladaKpiFactory())
        tell(services.series_of_kpi(more.kpi), {"county": places["county"].pk}, {"county": [n, n + 1]}, AUGUST_2026)
    with django_assert_max_num_queries(12):
        client.get(reverse("indicators", args=[programme.slug]))


def test_the_calendar_tells_when_new_figures_come(programme, bo, logged_in, indicator):
    answer = text(logged_in(bo).get(reverse("publications", args=[programme.slug])))
    assert "1\xa0september\xa02027" in answer
    assert "2026" in answer


# One indicator


def test_the_page_shows_figures_chart_parties_and_source(programme, bo, logged_in, indicator):
    answer = page(logged_in(bo), programme, indicator)
    content = text(answer)

    assert answer.status_code == 200
    for told_ in (
        "Källa: Kolada, U79133",
        'role="img"',
        "Mittregionen: 688,3 år 2019",
        "reviderat",
        "Part för part",
        "Åbyfors",
        "Plats 2 av de 3",
    ):
        assert told_ in content, told_
    assert content.index(">Ekby<") < content.index(">Mittregionen<") < content.index(">Åbyfors<")
    assert "För in ett värde" not in content


def test_an_earlier_retrieval_can_be_pinned(programme, bo, logged_in, indicator):
    first = Line.objects.earliest("pk").vintage
    content = text(page(logged_in(bo), programme, indicator, f"?uttag={first.pk}"))

    assert "som de var kända 30\xa0augusti\xa02024" in content
    assert "Mittregionen: 661,8 år 2019" in content


@pytest.mark.parametrize("query", ["?uttag=999999", "?uttag=x", "?uttag=²", "?definition=9", "?uttag=-1", "?definition=1e3"])
def test_what_is_not_there_is_not_found(programme, bo, logged_in, indicator, query):
    assert page(logged_in(bo), programme, indicator, query).status_code == 404


@pytest.mark.parametrize("query", ["?kon=X", "?kon=K", "?jamfor=", "?jamfor=<script>"])
def test_an_odd_choice_shows_the_page_as_it_is(programme, bo, logged_in, indicator, query):
    assert page(logged_in(bo), programme, indicator, query).status_code == 200


def test_another_programmes_own_figures_cannot_be_pinned(programme, other_programme, bo, carin, logged_in, indicator):
    own = IndicatorFactory(programme=other_programme)
    other = services.put_value(own, by=carin, organisation=OrganisationFactory(), period="2023", value=1).vintage
    assert page(logged_in(bo), programme, indicator, f"?uttag={other.pk}").status_code == 404


def test_similar_municipalities_are_beside_each_other_in_alphabetical_order(programme, bo, logged_in, indicator, places):
    group = MunicipalityGroup.objects.create(code="G1", title="Liknande kommuner, övergripande, Ekby, 2025", fetched_at=AUGUST_2026)
    group.members.add(places["aby"])
    content = text(page(logged_in(bo), programme, indicator, "?jamfor=G1"))

    assert 'class="fp-me"' in content
    assert "Inte rangordnade" in content


def test_what_to_be_careful_with_is_told(programme, bo, logged_in, indicator):
    successor = KoladaKpiFactory(code="N78111")
    KpiMetadata.objects.create(kpi=indicator.kpi, break_period="2021", break_words="Alla åldrar ingår.", successor=successor)
    indicator.kpi.title = "Delaktighet, index (-2024)"
    indicator.kpi.save()
    content = text(page(logged_in(bo), programme, indicator))

    for told_ in ("Kolada avslutade måttet 2024.", "N78111", "Brott 2021: Alla åldrar ingår."):
        assert told_ in content, told_


def test_identical_figures_of_another_definition_are_warned_of(programme, bo, logged_in, places):
    twins = [IndicatorFactory(programme=programme, unit="procent", kpi=KoladaKpiFactory(municipality_type="K")) for _ in range(2)]
    towns = [OrganisationFactory(code=f"98{n:02}") for n in range(6)]
    for town in towns:
        PartyFactory(programme=programme, organisation=town)
    for twin in twins:
        keys = {town.code: town.pk for town in towns}
        tell(services.series_of_kpi(twin.kpi), keys, {town.code: [n, n * 2] for n, town in enumerate(towns)}, AUGUST_2024)

    assert f"alla värden lika med dem för {twins[1].code}" in text(page(logged_in(bo), programme, twins[0]))


# Files


@pytest.mark.parametrize("kind, start", [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("svg", b"<svg"), ("png", b"\x89PNG")])
def test_figures_and_chart_as_files(programme, bo, logged_in, indicator, kind, start):
    answer = logged_in(bo).get(reverse("indicator_file", args=[programme.slug, indicator.slug, kind]))
    assert answer.status_code == 200
    assert answer.content.startswith(start)


def test_the_workbook_has_typed_cells(programme, bo, logged_in, indicator):
    indicator.name = "=1+1"
    indicator.save()
    answer = logged_in(bo).get(reverse("indicator_file", args=[programme.slug, indicator.slug, "xlsx"]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]

    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert sheet["F2"].value == 700


def test_a_formula_is_text_in_csv(programme, bo, logged_in, indicator):
    indicator.name = "=1+1"
    indicator.save()
    assert b"'=1+1" in logged_in(bo).get(reverse("indicator_file", args=[programme.slug, indicator.slug, "csv"])).content


# Own figures, by hand


@pytest.fixture
def own(programme, places):
    return IndicatorFactory(programme=programme, slug="fast-lakarkontakt", name="Fast läkarkontakt", unit="procent")


def test_a_value_is_entered_and_shown(programme, alva, logged_in, own, places):
    client = logged_in(alva)
    answer = send(
        client,
        reverse("value_add", args=[programme.slug, own.slug]),
        organisation=places["county"].pk,
        period="2023-q1",
        value="13,9",
        sex="T",
    )

    assert answer.status_code == 302
    assert observation().period == "2023-Q1"
    assert "13,9" in text(page(client, programme, own))


@pytest.mark.parametrize(
    "values, said",
    [
        ({"period": "HT 2023", "value": "1"}, "Period: Skriv en period som 2026, 2026-H1, 2026-Q1 eller 2026-05."),
        ({"period": "2023", "value": "1.5"}, "Värde: "),
        ({"period": "2023", "value": ""}, "Värde: Ange ett värde, eller varför det inte finns något."),
        ({"period": "2023", "value": "1", "absence": "missing"}, "Värde: Ange antingen ett värde eller varför det saknas, inte båda."),
    ],
)
def test_a_wrong_value_is_told_and_kept(programme, alva, logged_in, own, places, values, said):
    answer = send(
        logged_in(alva), reverse("value_add", args=[programme.slug, own.slug]), organisation=places["county"].pk, sex="T", **values
    )
    assert answer.status_code == 422
    assert any(line.startswith(said) for line in told(answer))
    assert not Line.objects.exists()


@pytest.mark.parametrize("route", ["value_add", "target_add", "definition_add", "indicator_edit"])
def test_a_reader_enters_nothing(programme, bo, carin, logged_in, own, route):
    url = reverse(route, args=[programme.slug, own.slug])
    assert logged_in(bo).get(url).status_code == 403
    assert logged_in(carin).get(url).status_code == 404


def test_the_analyst_may(programme, logged_in, own):
    analyst = member("analytiker", programme, Role.ANALYST)
    assert logged_in(analyst).get(reverse("value_add", args=[programme.slug, own.slug])).status_code == 200


def test_koladas_figures_are_not_entered(programme, alva, logged_in, indicator):
    assert logged_in(alva).get(reverse("value_add", args=[programme.slug, indicator.slug])).status_code == 404


def test_what_the_catalogue_lacks_is_written_and_its_versions_are_kept(programme, alva, logged_in, indicator):
    client, url = logged_in(alva), reverse("definition_add", args=[programme.slug, indicator.slug])
    first = {"name": "Som 2024", "text": "Inskrivna med diagnoserna", "numerator": "Inskrivningar", "denominator": "Invånare"}
    assert send(client, url, **first, source="Rapport 3, bilaga 1").status_code == 302
    form = client.get(url).context["form"]
    assert form.initial["numerator"] == "Inskrivningar", "a new version begins with what the one before says"
    assert send(client, url, **first | {"name": "Som 2026", "denominator": "Invånare 18+"}, why="Barn räknas inte").status_code == 302
    shown = text(page(client, programme, indicator))
    for words in ("Version 1: Som 2024", "Version 2: Som 2026", "Täljare: Inskrivningar", "Källa: Rapport 3, bilaga 1", "Barn räknas inte"):
        assert words in shown
    assert "688,3" in shown, "the figures are Kolada's all the same"


def test_koladas_indicator_is_not_computed(programme, indicator):
    other = KoladaKpiFactory()
    with pytest.raises(ValidationError, match="är Koladas"):
        services.add_definition(indicator, by="test", numerator_kpi=other, denominator_kpi=other)


def test_a_target_is_entered_and_stands_beside_the_value(programme, alva, logged_in, indicator):
    client = logged_in(alva)
    answer = send(
        client, reverse("target_add", args=[programme.slug, indicator.slug]), kind="target", period="2030", value="500", words="Beslut 2026"
    )

    assert answer.status_code == 302
    assert Target.objects.get().value == 500
    assert "Målvärde 2030" in text(page(client, programme, indicator))


@pytest.fixture
def target(programme, indicator, places):
    party = places["ekby"].parties.get(programme=programme)
    return services.put_target(indicator, by="test", period="2030", value=Decimal(500), party=party, goal=indicator.goals.get())


def test_a_target_is_changed_and_taken_away(programme, alva, logged_in, indicator, target):
    client, args = logged_in(alva), [programme.slug, indicator.slug, target.pk]
    shown = text(page(client, programme, indicator))
    assert reverse("target_edit", args=args) in shown
    values = {"kind": "baseline", "period": "2025", "value": "450,5", "party": target.party_id, "goal": target.goal_id, "words": ""}
    assert send(client, reverse("target_edit", args=args), **values).status_code == 302
    target.refresh_from_db()
    assert (target.kind, target.period, target.value) == ("baseline", "2025", Decimal("450.5"))
    assert client.post(reverse("target_remove", args=args)).status_code == 302
    assert not Target.objects.exists()


def test_a_wrong_change_of_a_target_is_told(programme, alva, logged_in, indicator, target):
    services.put_target(indicator, by="test", period="2031", value=Decimal(400), party=target.party, goal=target.goal)
    url = reverse("target_edit", args=[programme.slug, indicator.slug, target.pk])
    answer = send(logged_in(alva), url, kind="target", period="2031", value="450", party=target.party_id, goal=target.goal_id)
    assert answer.status_code == 422
    assert any("Det finns redan" in line for line in told(answer))


@pytest.mark.parametrize("route", ["target_edit", "target_remove"])
def test_a_target_is_not_everybodys(programme, bo, carin, logged_in, indicator, own, target, route):
    assert logged_in(bo).post(reverse(route, args=[programme.slug, indicator.slug, target.pk])).status_code == 403
    assert logged_in(carin).post(reverse(route, args=[programme.slug, indicator.slug, target.pk])).status_code == 404
    assert Target.objects.count() == 1


def test_another_indicators_target_is_not_found(programme, alva, logged_in, own, target):
    assert logged_in(alva).get(reverse("target_edit", args=[programme.slug, own.slug, target.pk])).status_code == 404


def test_two_definitions_are_both_right_and_say_why(programme, alva, logged_in, own, places):
    client, county = logged_in(alva), places["county"]
    services.put_value(own, by=alva, organisation=county, period="2022", value=Decimal("13.9"))
    send(
        client,
        reverse("definition_add", args=[programme.slug, own.slug]),
        name="Bredare",
        text="Hemsjukvården ingår",
        why="Så räknar länet",
    )
    services.put_value(own, by=alva, organisation=county, period="2022", value=Decimal("18.3"))

    content = text(page(client, programme, own))
    assert "13,9" in content
    assert "18,3" in content
    assert "Så räknar länet" in content
    assert "13,9" in text(page(client, programme, own, "?definition=1"))
    assert DefinitionVersion.objects.count() == 2


def test_get_never_writes(programme, alva, logged_in, own, indicator):
    client = logged_in(alva)
    before = Line.objects.count()
    for url in (reverse("value_add", args=[programme.slug, own.slug]), reverse("indicator", args=[programme.slug, own.slug])):
        client.get(url)
    assert (Line.objects.count(), own.definitions.count()) == (before, 0)


def test_a_kolada_code_is_looked_up(programme, alva, logged_in):
    KoladaKpiFactory(code="U79092")
    client, url = logged_in(alva), reverse("indicator_add", args=[programme.slug])

    bad = send(client, url, code="A", name="Mått", unit="procent", direction="neutral", kpi="U00000")
    good = send(client, url, code="A", name="Mått", unit="procent", direction="neutral", kpi="u79092")

    assert (bad.status_code, good.status_code) == (422, 302)


def test_what_was_revised_is_told_before_and_now(logged_in, bo, programme, indicator):
    shown = page(logged_in(bo), programme, indicator)
    (revision,) = shown.context["page"].revised
    assert (revision.organisation.short_name, revision.period) == ("Mittregionen", "2019")
    assert (revision.before.value, revision.now.value, revision.difference) == (Decimal("661.8"), Decimal("688.3"), Decimal("26.5"))
    assert 'id="reviderat"' in text(shown)


def test_a_step_at_a_break_is_told_in_figures(logged_in, bo, programme, places, indicator):
    KpiMetadata.objects.create(kpi=indicator.kpi, break_period="2020", break_words="Ny källa.")
    assert "gör ett hopp" not in text(page(logged_in(bo), programme, indicator)), "36 is no more than three times the usual 40"
    tell(services.series_of_kpi(indicator.kpi), {"county": places["county"].pk}, {"county": [900]}, datetime(2026, 9, 1, tzinfo=UTC))
    assert "från 900,0 till 651,9" in text(page(logged_in(bo), programme, indicator))

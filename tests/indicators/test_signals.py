"""Control charts on pages: which figures are judged, what is shown for whom, the files, and figures that somebody brings."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fardplan.indicators import rules, said, services, signals
from fardplan.indicators.models import Target
from fardplan.indicators.reading import Point
from fardplan.indicators.recording import Row, record
from tests.factories import GoalFactory, IndicatorFactory, KoladaKpiFactory, OrganisationFactory, PartyFactory
from tests.pages import told

pytestmark = pytest.mark.django_db
NOISE = [0, 1, -1, 2, -2, 1, 0, -1, 1, -1, 2, 0, -2, 1]
STEP = [*NOISE[:8], *(30 + each for each in NOISE[:8])]


# Which figures ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "first, last, periods",
    [
        ("2021", "2023", ["2021", "2022", "2023"]),
        ("2021-H2", "2022-H2", ["2021-H2", "2022-H1", "2022-H2"]),
        ("2021-Q4", "2022-Q2", ["2021-Q4", "2022-Q1", "2022-Q2"]),
        ("2021-11", "2022-02", ["2021-11", "2021-12", "2022-01", "2022-02"]),
        ("2021", "2021", ["2021"]),
    ],
)
def test_periods_between(first, last, periods):
    assert rules.periods_between(first, last) == periods


def points(**values):
    return [Point(name[1:].replace("_", "-"), None if value is None else Decimal(value)) for name, value in values.items()]


@pytest.mark.parametrize(
    "given, broken, expected",
    [
        (points(p2019=1, p2021=3), "", (["2019", "2020", "2021"], [1, None, 3])),
        (points(p2019=1, p2020=None, p2021=3), "", (["2019", "2020", "2021"], [1, None, 3])),
        (points(p2019=1, p2020_Q4=2, p2021_Q1=3), "", (["2020-Q4", "2021-Q1"], [2, 3])),
        (points(p2019=1, p2020=2, p2021=3), "2020", (["2020", "2021"], [2, 3])),
        (points(p2019=1, p2020=2), "2025", (["2019", "2020"], [1, 2])),
        ([], "", ([], [])),
    ],
)
def test_a_stretch_is_whole_and_of_one_kind(given, broken, expected):
    assert signals.stretch(given, break_period=broken) == expected


def test_a_party_has_its_own_target_before_the_one_for_all(programme):
    party = PartyFactory(programme=programme)
    indicator = IndicatorFactory(programme=programme)
    for period, value, whose in (("2024", 10, None), ("2030", 20, None), ("2026", 15, party)):
        Target.objects.create(indicator=indicator, period=period, value=Decimal(value), party=whose)
    targets = list(Target.objects.select_related("party").order_by("period"))
    other = OrganisationFactory()

    assert signals.aim(targets, party.organisation, "2025") == 15
    assert signals.aim(targets, other, "2025") == 20
    assert signals.aim(targets, other, "2023") == 10
    assert signals.aim(targets, other, "2035") == 20
    assert signals.aim([], other, "2025") is None


# The pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def ekby(programme):
    place = OrganisationFactory(code="9701", slug="ekby", short_name="Ekby", name="Ekby kommun")
    PartyFactory(programme=programme, organisation=place)
    return place


def tell(indicator, organisation, values, first=2005):
    kpi = indicator.kpi
    series = services.series_of_kpi(kpi)
    rows = [Row(series.pk, organisation.pk, str(first + n), value=Decimal(str(value))) for n, value in enumerate(values)]
    record(rows, by="test", kind="extract", source="Kolada", retrieved_at=datetime(2026, 8, 20, tzinfo=UTC))


@pytest.fixture
def made(programme, ekby):
    def made(code, values, *, direction="increase", organisation=ekby):
        indicator = IndicatorFactory(
            programme=programme, slug=code.lower(), code=code, name=f"Mått {code}", direction=direction, kpi=KoladaKpiFactory(code=code)
        )
        tell(indicator, organisation, [100 + value for value in values])
        return indicator

    return made


def text(answer):
    return " ".join(answer.content.decode().split())


def overview(client, programme, query=""):
    return text(client.get(reverse("signals", args=[programme.slug]) + query))


def test_what_changed_what_did_not_and_what_cannot_be_judged(programme, bo, logged_in, made):
    better, chance, few = made("U1", STEP), made("U2", NOISE), made("U3", NOISE[:5])
    better.goals.add(GoalFactory(programme=programme, number=1, short_title="Nära"))

    found = signals.overview(programme, bo, on=datetime(2026, 9, 1, tzinfo=UTC).date())
    variation = {row.indicator.pk: row.signs[0].variation for group in found.groups for row in group.rows}
    page = overview(logged_in(bo), programme)

    assert variation == {better.pk: "improvement_high", chance.pk: "common_cause", few.pk: ""}
    assert (found.all, found.judged, found.changed) == (3, 2, 1)
    assert "Delmål 1: Nära" in page
    assert "3 serier med siffror · 2 med punkter nog att bedöma · 1 har ändrats" in page
    assert reverse("control_chart", args=[programme.slug, "u1"]) + "?for=ekby" in page


def test_the_same_step_is_for_the_worse_where_less_is_wanted(programme, bo, made):
    made("U1", STEP, direction="decrease")

    found = signals.overview(programme, bo, on=datetime(2026, 9, 1, tzinfo=UTC).date())

    assert found.groups[0].rows[0].signs[0].variation == "concern_high"


def test_only_what_changed_or_will_miss_its_target(programme, bo, logged_in, made):
    made("U1", STEP)
    missing = made("U2", NOISE)
    Target.objects.create(indicator=missing, period="2030", value=Decimal(500))

    assert "Mått U1" in (changed := overview(logged_in(bo), programme, "?visa=andrat"))
    assert "Mått U2" not in changed
    assert "Mått U2" in (missed := overview(logged_in(bo), programme, "?visa=missar"))
    assert "Mått U1" not in missed
    assert "1 missar sitt mål" in missed


def test_the_overview_asks_as_much_of_many_as_of_few(programme, bo, logged_in, made, django_assert_max_num_queries):
    client = logged_in(bo)
    made("U1", STEP)
    overview(client, programme)
    for number in range(2, 12):
        made(f"U{number}", NOISE)

    with django_assert_max_num_queries(12):
        overview(client, programme)


def test_all_areas_with_figures_also_those_of_no_party(programme, bo, logged_in, made):
    elsewhere = OrganisationFactory(code="9702", slug="avesta-by", short_name="Fjärran", name="Fjärran kommun")
    made("U1", STEP, organisation=elsewhere)
    client = logged_in(bo)

    assert "Fjärran" not in overview(client, programme)
    everywhere = overview(client, programme, "?omraden=alla")
    assert "?for=avesta-by" in everywhere
    assert 'href="?visa=andrat&amp;omraden=alla"' in everywhere


@pytest.mark.parametrize("broken", ["", "2009", "2050"])
@pytest.mark.parametrize("hole", [None, 2, 5])
def test_a_course_read_quickly_is_the_one_read_with_care(broken, hole):
    """`_course` takes a short way for a line that holds nothing but values; `stretch` says what it must come to."""
    figures = {str(2005 + n): str(100 + value) for n, value in enumerate(NOISE) if n != hole}
    plain, careful = said.Told(), said.Told()
    plain.add(1, said.text_of(figures))
    careful.add(1, said.text_of(figures))
    careful.add(2, said.text_of({"2005": figures["2005"]}))

    periods, values, there, known = signals._course(plain, broken)

    assert (periods, there, known) == (signals._course(careful, broken)[0], *signals._course(careful, broken)[2:])
    assert [str(value) for value in values] == [str(value) for value in signals._course(careful, broken)[1]]
    assert there == sum(value == value for value in values)


def test_an_empty_programme_says_so(programme, bo, logged_in):
    assert "Inga nyckeltal än" in overview(logged_in(bo), programme)


def chart(client, programme, slug="u1", query=""):
    return client.get(reverse("control_chart", args=[programme.slug, slug]) + query)


def test_a_chart_says_what_the_rules_say_and_shows_every_point(programme, bo, logged_in, made):
    made("U1", STEP)

    page = text(chart(logged_in(bo), programme, query="?rules=mdc-excel"))

    assert "Förbättring: högre värden" in page
    assert "över övre gräns (förbättring)" in page
    assert "Making Data Count (mdc-excel)" in page
    assert page.count('<th scope="row">20') == len(STEP)
    assert 'role="img" aria-label="XmR-diagram' in page


def test_anhoejs_rules_are_the_first(programme, bo, logged_in, made):
    made("U1", STEP)

    page = text(chart(logged_in(bo), programme))

    assert "Tecken på att nivån har ändrats" in page
    assert "Seriediagram · Anhøj-regler" in page


@pytest.mark.parametrize("values, said", [([1, 2], "2 mätpunkter"), ([5] * 14, "Alla värden är lika")])
def test_what_cannot_be_judged_is_said(programme, bo, logged_in, made, values, said):
    made("U1", values)

    assert said in text(chart(logged_in(bo), programme))


def test_an_indicator_without_figures_has_no_chart(programme, ekby, bo, logged_in):
    IndicatorFactory(programme=programme, slug="tom", code="TOM")

    answer = chart(logged_in(bo), programme, "tom")

    assert answer.status_code == 200
    assert "Inget diagram går att rita." in text(answer)


def test_the_chart_of_another_programme_is_not_there(other_programme, programme, carin, logged_in, made):
    made("U1", STEP)

    assert chart(logged_in(carin), programme).status_code == 404


@pytest.mark.parametrize("kind, begins", [("svg", b"<?xml"), ("png", b"\x89PNG"), ("csv", b"x,facet1")])
def test_the_chart_as_a_file(programme, bo, logged_in, made, kind, begins):
    made("U1", STEP)

    answer = logged_in(bo).get(reverse("control_chart_file", args=[programme.slug, "u1", kind]) + "?rules=mdc-r-0.2")

    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"] == f'attachment; filename="u1-ekby-styrdiagram.{kind}"'
    if kind == "csv":
        assert len(answer.content.splitlines()) == len(STEP) + 1
        assert b",improvement_high," in answer.content


def test_a_chart_has_no_workbook(programme, bo, logged_in, made):
    made("U1", STEP)

    assert logged_in(bo).get(reverse("control_chart_file", args=[programme.slug, "u1", "xlsx"])).status_code == 404


# Figures that somebody brings ───────────────────────────────────────────────────────────────────────────────────────


def own(client, programme, **fields):
    data = {"figures": "", "kind": "i", "rules": "anhoej", "direction": "neutral", **fields}
    return client.post(reverse("own_chart", args=[programme.slug]), data)


PASTED = "Månad\tAntal\n" + "\n".join(f"{month} {year}\t{value}" for (year, month), value in zip(
    [(year, month) for year in (2022, 2023) for month in "jan feb mars april maj juni juli aug sep okt nov dec".split()],
    [*STEP, *STEP[8:]], strict=True))  # fmt: skip


def test_figures_pasted_from_a_spreadsheet(programme, bo, logged_in):
    page = text(own(logged_in(bo), programme, figures=PASTED, title="Oplanerade besök", unit="besök"))

    assert "<svg" in page
    assert "Tecken på att nivån har ändrats" in page
    assert "jan 2022" in page, "Swedish months are months"
    assert "Oplanerade besök" in page


@pytest.mark.parametrize(
    "figures",
    [
        "2021;1,5\n2022;2,5\n2023;1,0\n2024;3,5",
        "x,y\n2021,1.5\n2022,2.5\n2023,1.0\n2024,3.5",
        "År\tVärde\n2021\t1,5\n2022\t2,5\n2023\t1,0\n2024\t3,5",
    ],
    ids=["no headings", "spc's own", "Swedish"],
)
def test_headings_or_none(programme, bo, logged_in, figures):
    answer = own(logged_in(bo), programme, figures=figures, som="csv")

    rows = answer.content.decode().splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == ["2021", "2022", "2023", "2024"]
    assert [float(row.split(",")[4]) for row in rows[1:]] == [1.5, 2.5, 1.0, 3.5]


def test_a_share_takes_the_third_column(programme, bo, logged_in):
    figures = "Kvartal;Antal;Nämnare\n" + "\n".join(f"202{year}-Q{n};{year + n};50" for year in (1, 2, 3, 4) for n in (1, 2, 3, 4))

    assert "P-diagram" in text(own(logged_in(bo), programme, figures=figures, kind="p"))


def test_a_file_is_read_as_what_is_pasted(programme, bo, logged_in):
    file = SimpleUploadedFile("mått.csv", "Månad;Värde\n2023-01;1\n2023-02;2\n2023-03;3\n".encode("cp1252"))

    assert "<svg" in text(own(logged_in(bo), programme, file=file))


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"figures": ""}, "Värden: Klistra in siffrorna eller välj en fil."),
        ({"figures": "2021;1\n2022;många\n2023;3"}, "Rad 2, kolumn y"),
        ({"figures": "Månad;Värde\n2023-01;1\n2023-02;tre\n2023-03;4"}, "Rad 3, kolumn y"),
        ({"figures": "2021;1\n2022;2"}, "2 mätpunkter"),
        ({"figures": "2021;1;0\n2022;2;4\n2023;1;5", "kind": "p"}, "nämnaren är 0"),
        ({"figures": "2021;1\n2022;1e400\n2023;2"}, "oändligt"),
        ({"figures": "2021;1\n2022;2\n2023;3", "kind": "p", "rules": "mdc-excel"}, "gäller bara I-diagram"),
        ({"figures": "2021;1\n2022;2\n640823-3234;3"}, "personnummer"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_pasted_is_kept(programme, bo, logged_in, fields, said):
    answer = own(logged_in(bo), programme, **fields)

    assert answer.status_code == 422
    assert any(said in line for line in told(answer)), told(answer)
    if fields["figures"]:
        assert fields["figures"].split(";")[0] in answer.content.decode()


def test_nothing_is_stored(programme, bo, logged_in, django_assert_max_num_queries):
    client = logged_in(bo)

    with django_assert_max_num_queries(10) as asked:
        own(client, programme, figures=PASTED)

    assert [query["sql"] for query in asked.captured_queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_a_piece_for_a_report_in_word(programme, bo, logged_in):
    """Heading, conclusion, picture with its alternative, and the points as a table."""
    answer = own(logged_in(bo), programme, figures=PASTED, som="docx", title="Väntetid", unit="besök")
    assert answer["Content-Disposition"].endswith('.docx"')
    word = docx.Document(io.BytesIO(answer.content))

    assert word.paragraphs[0].text == "Väntetid"
    (picture,) = word.inline_shapes
    assert "besök" in picture._inline.docPr.get("descr"), "the text alternative is in the file"
    (table,) = word.tables
    assert [cell.text for cell in table.rows[0].cells][:2] == ["När", "Värde"]
    assert [row.cells[0].text for row in table.rows[1:3]] == ["jan 2022", "feb 2022"]
    assert len(table.rows) == len(PASTED.splitlines())


def test_the_chart_of_an_area_of_no_party(programme, bo, logged_in, made):
    elsewhere = OrganisationFactory(code="9702", slug="fjarran", short_name="Fjärran", name="Fjärran kommun")
    made("U1", STEP, organisation=elsewhere)
    page = text(logged_in(bo).get(reverse("control_chart", args=[programme.slug, "u1"]) + "?for=fjarran"))
    assert "Fjärran" in page
    assert "Vad reglerna säger" in page

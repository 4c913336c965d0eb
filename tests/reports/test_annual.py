"""The annual report as a document: what stands in it, and that nothing but the facts decides."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from fardplan.documents import canonical_text, validate
from fardplan.economy import services as economy
from fardplan.economy.models import Budget, BudgetLine
from fardplan.kit.periods import ReportPeriod
from fardplan.kit.timing import Timing
from fardplan.parties.models import Party
from fardplan.plan import services as plan
from fardplan.plan.models import Activity
from fardplan.portfolio import services as portfolio
from fardplan.portfolio.models import Initiative
from fardplan.reports.annual import IDS, compose, title_of
from fardplan.reports.models import ReportText
from tests.factories import DecisionFactory, GoalFactory, InitiativeFactory, MatterFactory, PartyFactory

pytestmark = pytest.mark.django_db
YEAR = ReportPeriod.parse("2023")


def document(programme, period=YEAR, **texts):
    rows = {section: ReportText(section=section, text=text) for section, text in texts.items()}
    made = compose(programme, period, texts=rows).document
    validate(made)
    return json.loads(canonical_text(made))


def blocks(made, section):
    return next((part["blocks"] for part in made["sections"] if part["id"] == section), [])


def table(made, name):
    return next((block for part in made["sections"] for block in part["blocks"] if block["kind"] == "table" and block["id"] == name), None)


def text_in(found):
    """All words of some blocks, hard spaces made plain."""
    return json.dumps(found, ensure_ascii=False).replace("\u00a0", " ")


def words(runs):
    return "".join(run["text"] for run in runs).replace("\u00a0", " ")


def test_the_outer_shape(filled):
    made = document(filled)
    assert {"schema": 1, "programme": "nara-vard", "period": "2023"}.items() <= made.items()
    assert made["title"] == "Årsrapport 2023"
    assert made["parties"] == ["Eby", "Region Zon", "Ådal"], "Swedish order: the region is not first, å is last"
    assert made["as_of"] == "2023-12-31"
    unsaid = ("background", "assignment", "status", "indicators", "effects", "benefits", "spread", "development", "closing")
    assert [part["id"] for part in made["sections"]] == [name for name in IDS if name not in unsaid]
    assert all({"id", "title", "blocks"} <= part.keys() for part in made["sections"])


def test_budget(filled):
    budget = table(document(filled), "budget")
    assert budget["total"] == {"budget": 900_000, "outturn": 850_000}
    assert budget["rows"] == [
        {"id": "personal", "title": "Personal", "budget": 600_000, "outturn": 580_000, "variance": -20_000, "comment": ""},
        {"id": "utveckling", "title": "Utveckling", "budget": 300_000, "outturn": 270_000, "variance": -30_000, "comment": "Kurser"},
        {
            "id": "kurser",
            "title": "Kurser",
            "budget": 200_000,
            "outturn": 190_000,
            "variance": -10_000,
            "comment": "",
            "part_of": "utveckling",
        },
        {"id": "resor", "title": "Resor", "budget": 50_000, "outturn": 80_000, "variance": 30_000, "comment": "", "part_of": "utveckling"},
    ]
    assert "50 000 kr är inte fördelat" in budget["note"].replace("\u00a0", " ")


def test_the_budget_in_words_points_to_the_register(filled):
    runs = blocks(document(filled), "budget")[0]["runs"]
    assert words(runs) == "Programmet använde 850 000 kr av 900 000 kr, 94,4 %."
    assert [run["ref"] for run in runs if "ref" in run] == ["budget.outturn@2023", "budget.amount@2023", "budget.used_share@2023"]


def test_the_chart_says_what_it_shows(filled):
    figure = next(block for block in blocks(document(filled), "budget") if block["kind"] == "figure")
    assert figure["chart"]["rows"][0] == {"label": "Personal", "budget": 600_000, "outturn": 580_000}
    assert "Personal: 96,7 % av budgeten och Utveckling: 90 % av budgeten" in figure["alt"].replace("\u00a0", " ")


def test_missing_is_not_nought(filled):
    budget = Budget.objects.get()
    economy.add_line(by="test", programme=filled, budget=budget, slug="hyra", title="Hyra", amount=100_000, position=2)
    economy.add_line(by="test", programme=filled, budget=budget, slug="okand", title="Okänd", amount_absence="confidential", position=3)
    made = table(document(filled), "budget")
    hyra, okand = made["rows"][-2:]
    assert (hyra["budget"], hyra["outturn"], hyra["variance"]) == (100_000, {"nothing": "missing"}, {"nothing": "missing"})
    assert okand["budget"] == {"nothing": "confidential"}
    assert made["total"] == {"budget": {"nothing": "confidential"}, "outturn": 850_000}, "a sum beside its open parts would tell"
    assert "2 uppgifter saknas" in made["note"]


def test_no_outturn_at_all(filled):
    for line in BudgetLine.objects.order_by("-parent_id"):
        economy.set_outturn(line, by="test", outturn=None)
    made = document(filled)
    assert table(made, "budget")["total"]["outturn"] == {"nothing": "missing"}
    assert words(blocks(made, "budget")[0]["runs"]) == "Budgeten var 900 000 kr. Inget utfall är registrerat."
    assert not [block for block in blocks(made, "budget") if block["kind"] == "figure"]


def test_staffing(filled):
    made = document(filled)
    assert table(made, "posts")["total"] == {"share": 150}
    assert table(made, "assignments")["total"] == {"share": 130}
    vacant = table(made, "assignments")["rows"][-1]
    assert (vacant["vacant"], vacant["share"], vacant["lent_by"]) == (True, {"nothing": "not_applicable"}, "Vakant")
    assert [(row["title"], row["share"]) for row in table(made, "lent")["rows"]] == [("Eby", 130), ("Region Zon", 0), ("Ådal", 0)]
    assert "holder" not in text_in(made), "roles and shares, never who"


def test_portfolio_as_it_stood_on_the_last_day(filled):
    rows = {row["id"]: row for row in table(document(filled), "portfolio")["rows"]}
    assert set(rows) == {"aldre", "barn"}, "what had ended before, and what is only an idea, is not in the year's portfolio"
    assert {"state": "closed", "state_label": "Avslutat", "parties": "Eby", "leader": "Eby"}.items() <= rows["aldre"].items()
    assert rows["barn"]["state"] == "running"
    assert rows["barn"]["parties"] == "Alla parter"
    assert rows["barn"]["leader"] == {"nothing": "missing"}


def test_what_came_and_what_ended(filled):
    made = blocks(document(filled), "portfolio")
    came, ended = (
        next(made[place + 1] for place, block in enumerate(made) if block.get("text") == heading)
        for heading in ("Nya under 2023", "Avslutade under 2023")
    )
    assert [words(item) for item in came["items"]] == ["Barn (Alla parter), mars 2023"]
    assert [words(item) for item in ended["items"]] == ["Ålderns höst (Eby), maj 2023"]


def test_activities(filled):
    made = table(document(filled), "activities")
    assert [row["kind"] for row in made["rows"]] == ["learning_seminar", "conference", "method_support"], "cancelled is not told"
    seminar = made["rows"][0]
    assert {"id": "monitorering", "kind_label": "Lärseminarium", "when": "3 feb.", "participants": 12}.items() <= seminar.items()
    assert seminar["format"] == {"nothing": "missing"}
    assert made["rows"][2]["participants"] == {"nothing": "missing"}
    attendance = table(document(filled), "attendance")
    assert [(row["title"], row["participants"]) for row in attendance["rows"]] == [
        ("Eby", 12),
        ("Region Zon", {"nothing": "missing"}),
        ("Ådal", {"nothing": "missing"}),
    ]


def test_financing(filled):
    made = table(document(filled), "funding")
    assert [(row["title"], row["share"], row["amount"]) for row in made["rows"]] == [
        ("Kommunerna", 60, {"nothing": "missing"}),
        ("Regionen", 40, {"nothing": "missing"}),
    ]
    assert made["total"] == {"share": 100}
    assert "amount" not in [column["key"] for column in made["columns"]], "a column with nothing in it is left out"


def test_reflections_of_the_year_with_where_they_come_from(filled):
    made = document(filled)
    assert "Fler vet." in text_in(blocks(made, "trends"))
    assert "Förra året." not in text_in(made)
    assert {"kind": "note", "text": "Ur Rapport 2022, avsnitt 4.", "tag": "Återgivet"} in blocks(made, "trends")
    assert {"kind": "quote", "runs": [{"text": "Håll i."}], "by": "Ordföranden"} in blocks(made, "outlook")


def test_invented_rows_are_told(filled):
    portfolio.edit_initiative(Initiative.objects.get(slug="barn"), by="test", origin="invented")
    made = document(filled)
    assert {"kind": "note", "text": "Ingen källa säger detta: Barn.", "tag": "Påhittat exempel"} in blocks(made, "portfolio")
    assert next(row for row in table(made, "portfolio")["rows"] if row["id"] == "barn")["origin"] == "invented"


def test_texts_stand_with_the_facts(filled):
    made = document(filled, budget="Vi använde [[budget.outturn]].\n\n- Kurser\n- Resor", closing="Tack.")
    kinds = [block["kind"] for block in blocks(made, "budget")]
    assert kinds[:4] == ["text", "text", "list", "table"], "our sentence, their words, then the table"
    written = blocks(made, "budget")[1]
    assert words(written["runs"]) == "Vi använde 850 000 kr."
    assert written["runs"][1]["ref"] == "budget.outturn@2023"
    assert words(blocks(made, "closing")[0]["runs"]) == "Tack."


def test_an_unknown_reference_shows_and_is_told(filled):
    rows = {"closing": ReportText(section="closing", text="Vi är [[parter.antal]].")}
    composed = compose(filled, YEAR, texts=rows)
    run = blocks(composed.document, "closing")[0]["runs"][1]
    assert (run["text"], run["strong"]) == ("[uppgift saknas: parter.antal]", True)
    assert [trouble.reference for trouble in composed.troubles["closing"]] == ["parter.antal"]
    assert not composed.is_sound


@pytest.mark.parametrize(
    "period, outturn, title",
    [("2023-H1", {"nothing": "missing"}, "Rapport, första halvåret 2023"), ("2023-05", {"nothing": "missing"}, "Rapport, maj 2023")],
)
def test_shorter_periods(filled, period, outturn, title):
    parsed = ReportPeriod.parse(period)
    made = document(filled, parsed)
    assert title_of(parsed) == made["title"] == title
    assert made["as_of"] == parsed.last_day.isoformat()
    assert table(made, "budget")["total"]["outturn"] == outturn
    assert {row["id"]: row["state"] for row in table(made, "portfolio")["rows"]} == {"aldre": "closed", "barn": "included"}
    assert blocks(made, "trends") == [], "what is said of the year waits for the year"


def test_swedish_whatever_the_reader_has_chosen(filled):
    with translation.override("en"):
        in_english = compose(filled, YEAR).document
    assert canonical_text(in_english) == canonical_text(compose(filled, YEAR).document)
    assert "Utvecklingsportfölj" in canonical_text(in_english)


def test_no_key_of_the_database_and_no_moment_is_in_it(filled):
    text = canonical_text(compose(filled, YEAR).document)
    assert canonical_text(compose(filled, YEAR).document) == text
    assert '"pk"' not in text
    assert "composed" not in text


def test_a_section_stands_under_another_only_when_that_one_is_there(filled):
    levels = {part["id"]: part["level"] for part in document(filled)["sections"]}
    assert (levels["goals"], levels["outlook"]) == (1, 1)
    levels = {part["id"]: part["level"] for part in document(filled, assignment="Vi stöder.", closing="Tack.")["sections"]}
    assert (levels["assignment"], levels["goals"], levels["financing"], levels["outlook"]) == (1, 2, 2, 2)


def test_an_empty_programme_gives_a_report(programme):
    made = document(programme)
    assert [part["id"] for part in made["sections"]] == ["financing", "activities", "portfolio", "organisation", "budget"]
    assert words(blocks(made, "budget")[0]["runs"]) == "Ingen budget är registrerad för 2023."
    assert words(blocks(made, "portfolio")[0]["runs"]) == "Inga utvecklingsarbeten är registrerade."


def test_one_of_each_gives_a_report(programme):
    GoalFactory(programme=programme, number=1, title="Ett mål")
    PartyFactory(programme=programme)
    InitiativeFactory(programme=programme, title="Ett arbete", began="2023")
    plan.add_activity(by="test", programme=programme, slug="en", title="En", kind=Activity.Kind.OTHER, time=Timing.parse("2023"), year=2023)
    budget = economy.add_budget(by="test", programme=programme, slug="b", title="Budget", year=2023)
    economy.add_line(by="test", programme=programme, budget=budget, slug="rad", title="Rad", amount=10)
    made = document(programme)
    assert table(made, "budget")["total"] == {"budget": 10, "outturn": {"nothing": "missing"}}
    assert len(table(made, "portfolio")["rows"]) == len(table(made, "activities")["rows"]) == 1
    assert "drivs av en part" in text_in(blocks(made, "summary"))
    assert table(made, "activities")["rows"][0]["about"] == "Planerad.", "what has not been held is not told as if it had"


def test_queries_do_not_grow_with_the_rows(filled):
    with CaptureQueriesContext(connection) as few:
        compose(filled, YEAR)
    for _n in range(30):
        InitiativeFactory(programme=filled, began="2023", parties=[PartyFactory(programme=filled)])
        GoalFactory(programme=filled, until_date="2023-06-01")
    with CaptureQueriesContext(connection) as many:
        compose(filled, YEAR)
    assert len(few) == len(many) <= 42


def test_a_decision_tells_whom_it_asks_when_not_all(filled):
    parties = list(Party.objects.filter(programme=filled).in_order())
    matter = MatterFactory(programme=filled, title="Spridning")
    DecisionFactory(programme=filled, matter=matter, title="Arbetssättet sprids", time=Timing.parse("3 maj 2023"))
    assert "Arbetssättet sprids, 3 maj 2023. Tillfrågade" not in text_in(document(filled)["sections"])
    matter.parties.set([parties[0], parties[2]])
    assert "Tillfrågade: Eby, Ådal" in text_in(document(filled)["sections"])

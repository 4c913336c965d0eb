"""Grants: what came, what it was used for, what the receiver paid itself, what is left. Lent staff stands beside the money."""

import json
from dataclasses import dataclass
from decimal import Decimal

import pytest
from click.testing import CliRunner
from django.core.exceptions import ValidationError
from django.urls import reverse

from fardplan.economy import services
from fardplan.economy.grants import grant_rows
from fardplan.economy.models import Funding, GrantUse
from fardplan.economy.rules import settle
from fardplan.reports.commands import report
from tests.factories import FundingFactory, OrganisationFactory, PartyFactory
from tests.pages import send

D = Decimal


@dataclass
class Use:
    amount: Decimal | None
    own: Decimal | None = None
    is_staff: bool = False
    amount_absence: str = ""

    @property
    def own_absence(self):
        return "missing" if self.own is None else ""


@pytest.mark.parametrize(
    ("received", "uses", "unspent", "own", "share", "staff"),
    [
        (D(1000), [], D(1000), None, None, None),
        (D(1000), [Use(D(400), own=D(400))], D(600), D(400), D("50.0"), None),
        # Lent staff is in no sum with the money.
        (D(1000), [Use(D(400), own=D(100)), Use(D(300), is_staff=True)], D(600), D(100), D("20.0"), D(300)),
        (D(1000), [Use(D(1100), own=D(0))], D(-100), D(0), D("0.0"), None),
        # Nobody has said what it paid itself: that is not nought.
        (D(1000), [Use(D(1100))], D(-100), None, None, None),
        # Missing is not nought.
        (D(1000), [Use(D(400), own=D(400)), Use(None, amount_absence="missing")], None, D(400), None, None),
        (None, [Use(D(400))], None, None, None, None),
    ],
)
def test_settled(received, uses, unspent, own, share, staff):
    found = settle(received, uses)
    assert (found.unspent, found.own.value, found.own_share, found.staff.value) == (unspent, own, share, staff)
    assert found.is_overspent == (unspent is not None and unspent < 0)


@pytest.fixture
def grant(programme):
    party = PartyFactory(programme=programme, slug="alby", organisation=OrganisationFactory(name="Alby kommun", short_name="Alby"))
    return FundingFactory(
        programme=programme, slug="bidrag-alby", year=2024, role=Funding.Role.RECEIVES, organisation=party.organisation, grant="Statsbidrag",
        chapter="Tillgänglighet", amount=D(1_714_285), amount_absence="", printed="1 714 tkr",
    )  # fmt: skip


@pytest.mark.django_db
def test_told_on_its_page(programme, grant, alva, bo, logged_in, django_assert_max_num_queries):
    add = reverse("grant_use_add", args=[programme.slug, grant.slug])
    assert send(logged_in(alva), add, kind="money", title="Handledare", amount="1 000 000", own="1 000 000").status_code == 302
    send(logged_in(alva), add, kind="staff", title="Utlånad sjuksköterska", amount="300 000")
    refused = send(logged_in(alva), add, kind="money", title="Okänt", amount="mycket")
    assert refused.status_code == 422
    assert "mycket" in refused.content.decode()
    client = logged_in(bo)
    assert client.get(add).status_code == 403
    with django_assert_max_num_queries(12):
        page = " ".join(client.get(reverse("grants", args=[programme.slug])).content.decode().replace("\u00a0", " ").split())
    assert "1 714 285 kr" in page
    assert "”1 714 tkr”" in page
    assert "714 285 kr" in page.split("Kvar")[1][:60]
    assert "50,0 % av det som betalats tillsammans" in page
    use = GrantUse.objects.get(title="Handledare")
    send(logged_in(alva), reverse("grant_use_edit", args=[programme.slug, use.slug]), own="")
    use.refresh_from_db()
    assert (use.own, use.own_absence) == (None, "missing")


@pytest.mark.django_db
def test_who_finances_uses_no_grant(programme):
    pays = FundingFactory(programme=programme, role=Funding.Role.PAYS, amount=D(5), amount_absence="")
    with pytest.raises(ValidationError, match="finansierar"):
        services.add_grant_use(by="load", programme=programme, slug="x", funding=pays, title="Något", amount=D(1))


@pytest.mark.django_db
def test_the_report_per_party(programme, grant, tmp_path):
    services.add_grant_use(
        by="load", programme=programme, slug="a", funding=grant, title="Handledare", amount=D(714_285), own=D(714_285), own_absence=""
    )
    FundingFactory(
        programme=programme,
        year=2024,
        role=Funding.Role.RECEIVES,
        organisation=None,
        organisation_words="Andra",
        amount=D(7),
        amount_absence="",
    )
    arguments = ["grants", "--programme", programme.slug, "--year", "2024", "--out", str(tmp_path), "--formats", "json,html,docx,pdf"]
    outcome = CliRunner().invoke(report, [*arguments, "--party", "alby"])
    assert outcome.exit_code == 0, outcome.output
    document = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    rows = document["sections"][0]["blocks"][0]["rows"]
    assert [(row["who"], row["received"], row["printed"], row["used"], row["unspent"]) for row in rows] == [
        ("Alby kommun", "1714285.00", "1 714 tkr", "714285.00", "1000000.00")
    ]
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".html", ".docx", ".pdf"}
    assert len(grant_rows(programme, year=2024)) == 2
    assert CliRunner().invoke(report, [*arguments[:-1], "json"]).exit_code == 0
    document = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    table = next(block for block in document["sections"][0]["blocks"] if block["kind"] == "table")
    assert {row["who"] for row in table["rows"]} == {"Alby kommun", "Andra"}, "of all, as the pages make it"
    assert CliRunner().invoke(report, [*arguments, "--party", "finns-inte"]).exit_code == 1

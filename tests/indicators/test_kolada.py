"""Kolada is asked with patience and believed with care. The server is our own (tests/kolada_server.py)."""

import json
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from click.testing import CliRunner

from fardplan.indicators import commands
from fardplan.indicators.kolada import client as asking
from fardplan.indicators.kolada import guard, sync
from fardplan.indicators.kolada.client import Client, KoladaError, retry_after
from fardplan.indicators.models import KoladaKpi, KpiGroup, KpiWording, Line, MunicipalityGroup, SyncRun, Vintage
from fardplan.parties.models import Organisation
from tests.factories import IndicatorFactory, PartyFactory
from tests.figures import observation, observations
from tests.kolada_server import Kolada, data, kpi, serving

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 20, 12, tzinfo=UTC)
LATER = datetime(2026, 9, 20, 12, tzinfo=UTC)
AREAS = [
    {"id": "0000", "title": "Riket", "type": "L"},
    {"id": "0097", "title": "Region Prov", "type": "L"},
    {"id": "9701", "title": "Provby", "type": "K"},
]


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    monkeypatch.setattr(asking, "APART", 0)


@pytest.fixture
def kolada():
    values = [data("U1", area, year, 10.5 + year % 7) for area in ("0000", "0097", "9701") for year in range(2018, 2023)]
    values += [data("U2", "0097", 2022, 7), data("U1", "G1", 2022, 1)]
    return Kolada(
        kpis=[kpi("U1"), kpi("U2", "Annat mått, index (-2022)", publ_period=None)],
        areas=AREAS,
        kpi_groups=[{"id": "G2KPI1", "title": "Prov", "members": [{"member_id": "U1", "member_title": "Mått"}, {"member_id": "X9"}]}],
        groups=[{"id": "G1", "title": "Liknande kommuner, Provby, 2024", "members": [{"member_id": "9701", "member_title": "Provby"}]}],
        values=values,
    )


@pytest.fixture
def server(kolada):
    with serving(kolada) as running:
        yield running


@pytest.fixture
def slept():
    return []


@pytest.fixture
def client(server, slept):
    return Client(server.base_url, sleep=slept.append)


@pytest.fixture
def catalogue(client):
    return sync.fetch_catalogue(client, by="test", at=NOW)


def synced(client, *codes, at=NOW, **how):
    return sync.synchronise(client, list(codes) or ["U1", "U2"], by="test", at=at, **how)


# The catalogue


def test_the_catalogue_is_kept(catalogue):
    assert (catalogue.areas, catalogue.kpis.new) == (3, 2)
    assert Organisation.objects.get(code="0097").kind == Organisation.Kind.REGION
    assert KoladaKpi.objects.get(code="U1").publication_date == date(2026, 9, 1)
    assert [each.code for each in KpiGroup.objects.get(code="G2KPI1").members.all()] == ["U1"]
    assert [each.code for each in MunicipalityGroup.objects.get().members.all()] == ["9701"]


def test_a_reworded_key_figure_is_noticed(catalogue, client, server):
    server.kolada.kpis[0] = kpi("U1", "Mått, ny lydelse")
    again = sync.fetch_catalogue(client, by="test", at=LATER)

    assert again.kpis.reworded == [("U1", "Mått, andel (%)", "Mått, ny lydelse")]
    assert list(KpiWording.objects.filter(kpi__code="U1").values_list("title", flat=True)) == ["Mått, andel (%)", "Mått, ny lydelse"]


def test_other_members_make_a_new_snapshot_and_the_old_one_stays(catalogue, client, server):
    server.kolada.groups[0]["members"].append({"member_id": "0097", "member_title": "Region Prov"})
    sync.fetch_catalogue(client, by="test", at=LATER)

    assert [(group.is_current, group.members.count()) for group in MunicipalityGroup.objects.order_by("pk")] == [(False, 1), (True, 2)]


def test_the_same_catalogue_changes_nothing(catalogue, client):
    again = sync.fetch_catalogue(client, by="test", at=LATER)
    assert (again.areas, again.kpis.new, again.kpis.changed, again.kpi_groups, again.municipality_groups) == (0, 0, 0, 0, 0)


# Figures


@pytest.mark.parametrize("page_size", [1, 4, 5000])
def test_all_pages_are_read(catalogue, client, server, page_size):
    server.kolada.page_size = page_size
    done = synced(client)

    assert (done.added, done.unknown_areas, done.failed) == (16, 1, [])
    assert observation(series__kpi__code="U1", organisation__code="0000", period="2022").value == Decimal("16.5")
    assert SyncRun.objects.get().finished_at


def test_what_was_revised_is_told_and_the_old_figure_stays(catalogue, client, server):
    first = synced(client)
    server.kolada.values[0] = data("U1", "0000", 2018, 99.25)
    second = synced(client, at=LATER)

    assert (second.added, second.revised, second.same) == (0, 1, 15)
    told = observations(series__kpi__code="U1", organisation__code="0000", period="2018")
    assert [row.value for row in told] == [Decimal("12.5"), Decimal("99.25")]
    assert first.vintage != second.vintage


def test_a_figure_that_is_taken_away_is_told_so(catalogue, client, server):
    synced(client)
    server.kolada.values[0] = data("U1", "0000", 2018, None, isdeleted=True)

    assert synced(client, at=LATER).deleted == 1


@pytest.mark.parametrize("status, absence", [("Missing", "missing"), ("Private", "confidential"), ("", "missing")])
def test_a_figure_without_value_says_why(catalogue, client, server, status, absence):
    server.kolada.values = [data("U1", "0000", 2022, None, status=status)]
    synced(client, "U1")

    assert observation().absence == absence


def test_a_figure_is_kept_as_exact_as_it_was_written(catalogue, client, server):
    server.kolada.faults["data/"] = ['body:{"values"' + ":[]}"]
    server.kolada.values = [data("U1", "0000", 2022, 0.1), data("U1", "0097", 2022, 54.117761)]
    server.kolada.faults.clear()
    synced(client, "U1")

    assert sorted(each.value for each in observations()) == [Decimal("0.1"), Decimal("54.117761")]


def test_an_interrupted_run_goes_on_where_it_stopped(catalogue, client, server):
    server.kolada.faults["data/"] = ["", "html"]
    with pytest.raises(KoladaError):
        synced(client)
    assert {each.series.kpi.code for each in observations()} == {"U1"}

    server.asked.clear()
    done = synced(client, at=datetime(2026, 8, 20, 13, tzinfo=UTC))

    assert (done.already, done.fetched, len(server.asked)) == (1, ["U2"], 1)
    assert len({vintage.retrieved_at for vintage in Vintage.objects.all()}) == 1


@pytest.mark.parametrize("fault", ["html", "redirect", "status:404", "body:[]", 'body:{"values"', "bomb"])
def test_all_of_a_key_figure_or_none(catalogue, server, fault):
    server.kolada.page_size = 4
    server.kolada.faults["data/"] = ["", "", *[fault] * 5]
    with pytest.raises(KoladaError):
        synced(Client(server.base_url, sleep=lambda seconds: None, largest=5_000_000), "U1")
    assert not Line.objects.exists()
    assert not Vintage.objects.exists()


@pytest.mark.parametrize("value", ["12", True, [1], {"a": 1}])
def test_a_value_that_is_no_number_is_not_kept_and_the_others_are(catalogue, client, server, value):
    server.kolada.values.append(data("U1", "9701", 2017, value))
    done = synced(client)

    assert [code for code, _why in done.failed] == ["U1"]
    assert done.fetched == ["U2"]
    assert {each.series.kpi.code for each in observations()} == {"U2"}


@pytest.mark.parametrize("odd", [{"kpi": "U9"}, {"municipality": 22}, {"values": None}])
def test_an_answer_about_something_else_is_refused(catalogue, client, server, odd):
    server.kolada.faults["data/"] = ["body:" + json.dumps({"values": [{**data("U1", "0000", 2022, 1), **odd}]}).replace(":", "\\u003a")]
    server.kolada.faults.clear()
    server.kolada.records = lambda path, query: ([{**data("U1", "0000", 2022, 1), **odd}], None)
    with pytest.raises(KoladaError):
        synced(client, "U1")
    assert not Line.objects.exists()


# Patience


@pytest.mark.parametrize(
    "faults, waits",
    [
        (["429:3"], [3.0]),
        (["429:99999"], [120.0]),
        (["status:500", "status:502"], [1.0, 2.0]),
        (["status:503"], [1.0]),
        (["broken", "truncated"], [1.0, 2.0]),
    ],
)
def test_a_busy_server_is_asked_again(client, server, slept, faults, waits):
    server.kolada.faults["kpi"] = list(faults)
    assert [each["id"] for each in client.pages("kpi")] == ["U1", "U2"]
    assert slept == waits


def test_patience_ends(client, server, slept):
    server.kolada.faults["kpi"] = ["status:500"] * 9
    with pytest.raises(KoladaError, match="5"):
        list(client.pages("kpi"))
    assert slept == [1.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize("text, seconds", [("7", 7.0), ("", None), ("strax", None), ("-1", None), ("Thu, 20 Aug 2026 12:00:30 GMT", 30.0)])
def test_retry_after_is_seconds_or_a_day(text, seconds):
    assert retry_after(text, now=NOW) == seconds


def test_an_answer_that_drips_is_given_up(server):
    server.kolada.faults["kpi"] = ["drip"]
    began = time.monotonic()
    with pytest.raises(KoladaError):
        list(Client(server.base_url, tries=1, whole=0.5).pages("kpi"))
    assert time.monotonic() - began < 10


def test_no_more_than_25_ids_in_a_list(client):
    with pytest.raises(ValueError, match="25"):
        list(client.pages("data/", municipality_id=["x"] * 26))


def test_many_areas_are_asked_for_in_parts(catalogue, client, server):
    server.asked.clear()
    synced(client, "U1", areas=[f"{n:04}" for n in range(60)])
    assert len(server.asked) == 3


# Suspicion


@pytest.mark.parametrize("fault", ["html", "redirect", "status:400", "status:401", "bomb"])
def test_what_is_no_answer_of_koladas_is_not_read(server, fault):
    server.kolada.faults["kpi"] = [fault]
    began = time.monotonic()
    with pytest.raises(KoladaError):
        list(Client(server.base_url, sleep=lambda seconds: None, largest=5_000_000).pages("kpi"))
    assert len(server.asked) == 1
    assert time.monotonic() - began < 15


@pytest.mark.parametrize(
    "elsewhere",
    ["http://192.0.2.1/v3/kpi", "file:///etc/passwd", "//evil.example/v3", "http://user@127.0.0.1/v3", "gopher://127.0.0.1", 17],
)
def test_the_next_page_is_never_on_another_host(client, server, elsewhere):
    server.elsewhere = elsewhere
    server.kolada.faults["kpi"] = ["next"]
    with pytest.raises(KoladaError):
        list(client.pages("kpi"))
    assert len(server.asked) == 1


def test_another_port_of_the_same_machine_is_another_host(client, server):
    with serving() as canary:
        server.elsewhere = f"{canary.base_url}/kpi"
        server.kolada.faults["kpi"] = ["next"]
        with pytest.raises(KoladaError):
            list(client.pages("kpi"))
        assert canary.asked == []


def test_a_path_outside_the_interface_is_not_followed(client, server):
    server.elsewhere = server.base_url.replace("/v3", "/admin")
    server.kolada.faults["kpi"] = ["next"]
    with pytest.raises(KoladaError):
        list(client.pages("kpi"))


def test_pages_that_go_round_end(client, server):
    server.elsewhere = f"{server.base_url}/kpi?per_page=5000"
    server.kolada.faults["kpi"] = ["next"] * 3
    with pytest.raises(KoladaError):
        list(client.pages("kpi"))


OUTSIDE = [(0, 0, 0, "", ("93.184.215.14", 443))]


@pytest.mark.parametrize(
    "url",
    [
        "http://api.kolada.se/v3",
        "https://evil.example/v3",
        "https://127.0.0.1.evil.example/v3",
        "https://0x7f000001/v3",
        "https://2130706433/v3",
        "https://[::ffff:127.0.0.1]/v3",
        "https://169.254.169.254/latest",
        "https://10.0.0.1/v3",
        "https://user@api.kolada.se/v3",
        "https://user:pw@api.kolada.se/v3",
        "https://api.kolada.se:99999/v3",
        "https://api.kolada.se\\@evil.example/v3",
        "https://api.kolada.se/v3\n",
        "file:///etc/passwd",
        "ftp://api.kolada.se/v3",
        "https:///v3",
        "",
        "api.kolada.se",
        "https://api.kolada.se./v3",
        "https://xn--pi-7ia.kolada.se/v3",
    ],
)
def test_addresses_that_are_not_asked(url):
    with pytest.raises(guard.NotAllowed):
        guard.checked(url, resolve=lambda *args, **kwargs: OUTSIDE)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:10.0.0.1",
        "224.0.0.1",
        "100.64.0.1",
        "ff02::1",
    ],
)
def test_a_name_that_leads_inside_is_not_asked(address):
    found = [*OUTSIDE, (0, 0, 0, "", (address, 443))]
    with pytest.raises(guard.NotAllowed):
        guard.checked("https://api.kolada.se/v3", resolve=lambda *args, **kwargs: found)


def test_the_name_is_resolved_once_and_its_address_kept():
    target = guard.checked("https://api.kolada.se/v3", resolve=lambda *args, **kwargs: OUTSIDE)
    assert (target.host, target.address) == ("api.kolada.se", "93.184.215.14")


# The command


def run(*words):
    return CliRunner().invoke(commands.kolada, words)


def test_from_the_command_line(kolada, server, programme):
    assert run("catalogue", "--base-url", server.base_url).exit_code == 0
    IndicatorFactory(programme=programme, kpi=KoladaKpi.objects.get(code="U1"))
    PartyFactory(programme=programme, organisation=Organisation.objects.get(code="0097"))

    group = run("sync", "--kpi-group", "G2KPI1", "--base-url", server.base_url, "--json")
    own = run("sync", "--programme", programme.slug, "--base-url", server.base_url, "--json")
    checks = run("checks", "--programme", programme.slug, "--json")

    assert (json.loads(group.output)["added"], json.loads(own.output)["same"]) == (15, 15)
    assert json.loads(checks.output) == []


@pytest.mark.parametrize(
    "words, said",
    [
        (("sync", "--kpi", "X1"), "X1"),
        (("sync", "--kpi-group", "G9"), "G9"),
        (("sync",), "Inget program"),
        (("sync", "--programme", "x"), "”x”"),
        (("checks", "--programme", "x"), "”x”"),
    ],
)
def test_a_refusal_is_in_swedish_and_ends_with_one(server, words, said):
    address = () if words[0] == "checks" else ("--base-url", server.base_url)
    answer = run(*words, *address)
    assert answer.exit_code == 1
    assert said in answer.output


def test_a_refusal_as_json(server):
    server.kolada.faults["municipality"] = ["html"]
    answer = run("catalogue", "--base-url", server.base_url, "--json")
    assert (answer.exit_code, json.loads(answer.stdout)["status"]) == (1, "refused")

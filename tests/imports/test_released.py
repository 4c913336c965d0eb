"""Figures from `fardplan measures release` in the register: what is hidden stays hidden, and what they are is said wherever they stand."""

import json
import shutil

import pytest
from click.testing import CliRunner
from django.core.files.base import ContentFile
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.imports import services
from fardplan.imports.commands import export_command, import_command
from fardplan.imports.context import Context
from fardplan.imports.kinds import kind_of
from fardplan.imports.models import ImportJob
from fardplan.indicators.models import DefinitionVersion, Indicator, Line, Series, Vintage
from fardplan.indicators.reading import known_lines, series_by_indicator
from fardplan.indicators.services import NotOurs, add_indicator, put_value
from fardplan.measures import released
from tests.factories import MembershipFactory, OrganisationFactory, PartyFactory, UserFactory
from tests.measures.release.made import ORGANISATIONS, computed

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(programme):
    for code in ORGANISATIONS:
        kind = "region" if len(code) == 2 else "municipality"
        organisation = OrganisationFactory(slug=f"o{code}", name=f"Kommun {code}", short_name=f"K {code}", code=code, kind=kind)
        PartyFactory(programme=programme, organisation=organisation)
    return programme


@pytest.fixture
def reader(client, county):
    user = UserFactory()
    MembershipFactory(user=user, programme=county, role=Role.LEAD)
    client.force_login(user)
    return client


def out_of(tmp_path, name="out", **facts):
    """A released folder."""
    source = computed(tmp_path / f"computed-{name}", **facts)
    released.release(source, tmp_path / f"register-{name}", tmp_path / name, threshold=5, base=None, dated="2024-05-01")
    return tmp_path / name


def read_in(kind, path, programme, code=0):
    answer = CliRunner().invoke(import_command, [kind, str(path), "--programme", programme.slug])
    assert answer.exit_code == code, answer.output
    return answer


@pytest.fixture
def imported(tmp_path, county):
    folder = out_of(tmp_path, seed=4)
    read_in("indicators", folder / "indicators.csv", county)
    read_in("values", folder / "values.csv", county)
    return folder


def test_what_is_hidden_is_a_kind_of_nothing(imported):
    points = [point for points in known_lines(Line.objects.all()).values() for point in points.values()]
    assert {point[1] for point in points if point[0] is None} == {"confidential"}
    assert not any(point[0] in ("0", "0.0") for point in points)


def test_sexes_and_wards_are_lines_of_their_own_and_taken_back_with_the_rest(imported, county, reader):
    lines = Line.objects.values_list("organisation__code", "sex", "breakdown").distinct()
    assert {("22", "T", ""), ("22", "K", ""), ("22", "M", ""), ("22", "T", "enhet 22-a")} <= set(lines)
    indicator = Indicator.objects.get()
    page = reader.get(reverse("indicator", args=[county.slug, indicator.slug]), {"kon": "K"}).content.decode()
    assert "yntetisk" in page
    page = reader.get(reverse("indicator", args=[county.slug, indicator.slug])).content.decode()
    assert "enhet 22-a" in page
    # the same file says nothing new, of parts either
    before = Line.objects.count()
    answer = CliRunner().invoke(import_command, ["values", str(imported / "values.csv"), "--programme", county.slug, "--json"])
    assert {row["change"] for row in json.loads(answer.stdout)["rows"]} == {"same"}
    assert Line.objects.count() == before
    job = ImportJob.objects.get(register="values", state=ImportJob.State.STORED, new__gt=0)
    services.undo(job, kind_of("values"), Context(county, "test"))
    assert not any(known_lines(Line.objects.all()).values())
    # and nothing is said of figures that are no longer there
    indicator = Indicator.objects.get()
    assert (indicator.is_synthetic, indicator.own_work) == (False, "")


def test_the_definition_and_its_release_are_kept(imported):
    version = DefinitionVersion.objects.get(measured__isnull=False)
    assert version.measured["key"] == "readmission-30"
    assert version.measured["release"] == 1
    assert version.measured["definition"]["parameters"]["window_days"] == 30
    assert version.text.startswith("Hur stor andel")
    indicator = Indicator.objects.get()
    assert (indicator.is_synthetic, indicator.own_work) == (True, "readmission-30 1.0")
    assert "readmission-30 1.0" in Vintage.objects.get().note


def test_real_and_made_up_figures_never_share_a_series(imported, tmp_path, county):
    real = out_of(tmp_path, "real", seed=5, synthetic=False)
    read_in("values", real / "values.csv", county)
    told = {each.measured["synthetic"]: each.pk for each in DefinitionVersion.objects.filter(measured__isnull=False)}
    assert set(told) == {True, False}
    assert Line.objects.values("series").distinct().count() == 2
    assert Indicator.objects.get().is_synthetic is False
    # the same file once more says nothing new
    before = Vintage.objects.count()
    read_in("values", real / "values.csv", county)
    assert Vintage.objects.count() == before


def test_said_wherever_they_are_shown(imported, reader, county):
    indicator = Indicator.objects.get()
    # What rows are called in histories, documents and lists of rows.
    assert "(syntetiska uppgifter)" in str(indicator)
    pages = {
        "indicator": reverse("indicator", args=[county.slug, indicator.slug]),
        "indicators": reverse("indicators", args=[county.slug]),
        "signals": reverse("signals", args=[county.slug]),
        "control_chart": reverse("control_chart", args=[county.slug, indicator.slug]),
        "csv": reverse("indicator_file", args=[county.slug, indicator.slug, "csv"]),
        "svg": reverse("indicator_file", args=[county.slug, indicator.slug, "svg"]),
        "chart": reverse("control_chart_file", args=[county.slug, indicator.slug, "svg"]),
        "measured": reverse("measured", args=[county.slug]),
    }
    for name, address in pages.items():
        answer = reader.get(address)
        assert answer.status_code == 200, name
        assert "synteti" in answer.content.decode().lower(), name
    assert "egen bearbetning" in reader.get(pages["indicator"]).content.decode().lower()


def test_an_export_says_it_too(imported, tmp_path, county):
    CliRunner().invoke(export_command, ["values", str(tmp_path / "ut.csv"), "--programme", county.slug])
    assert "synteti" in (tmp_path / "ut.csv").read_text(encoding="utf-8-sig").lower()
    # and can be read back as it stands
    read_in("values", tmp_path / "ut.csv", county)


def test_two_definitions_side_by_side(imported, reader, tmp_path, county, django_assert_max_num_queries):
    other = out_of(tmp_path, "gap1", key="readmission-30-gap1", seed=4)
    read_in("indicators", other / "indicators.csv", county)
    read_in("values", other / "values.csv", county)
    with django_assert_max_num_queries(30):
        page = reader.get(reverse("measured", args=[county.slug])).content.decode()
    assert "transfer_gap_days" in page
    assert "readmission-30-gap1" in page


def test_a_file_of_two_releases_is_refused(imported, tmp_path, county):
    rows = (imported / "values.csv").read_text(encoding="utf-8").splitlines()
    rows[-1] = rows[-1].replace(";ja;", ";nej;")
    shutil.rmtree(imported)
    (tmp_path / "two.csv").write_text("\r\n".join(rows), encoding="utf-8")
    answer = CliRunner().invoke(import_command, ["values", str(tmp_path / "two.csv"), "--programme", county.slug])
    assert answer.exit_code == 1
    assert "readmission-30" in answer.output


def test_figures_of_ones_own_are_as_before(county, tmp_path):
    add_indicator(by="test", programme=county, slug="n1", code="N1", name="Eget", unit="%")
    (tmp_path / "own.csv").write_text("Indikatorkod;Organisation;Period;Värde\r\nN1;Kommun 22;2023;5\r\n", encoding="utf-8")
    read_in("values", tmp_path / "own.csv", county)
    indicator = Indicator.objects.get()
    assert (indicator.is_synthetic, indicator.own_work, indicator.title) == (False, "", "Eget")


def test_an_organisation_that_is_not_here_is_put_aside(imported, county, tmp_path):
    rows = (imported / "values.csv").read_text(encoding="utf-8").replace(";2281;", ";9799;")
    (tmp_path / "more.csv").write_text(rows, encoding="utf-8", newline="")
    answer = read_in("values", tmp_path / "more.csv", county)
    assert "9799" in answer.output


def test_the_page_takes_the_manifest_too(reader, tmp_path, county):
    """What a definition of one's own says stands in the manifest alone."""
    folder = out_of(tmp_path)
    read_in("indicators", folder / "indicators.csv", county)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    address = reverse("import_file", args=[county.slug, "values"])

    def sent(told):
        with (folder / "values.csv").open("rb") as file:
            return reader.post(address, {"file": file, "manifest": ContentFile(told, "manifest.json")})

    assert "manifest" in reader.get(address).content.decode().lower()
    for wrong in (b"{", b"[]", b'{"key": "another", "release": 1, "definitions": []}', json.dumps(manifest | {"key": "0" * 64}).encode()):
        answer = sent(wrong)
        assert answer.status_code == 422
        assert not ImportJob.objects.filter(register="values").exists()
    assert sent(json.dumps(manifest).encode()).status_code == 302
    job = ImportJob.objects.get(register="values")
    assert [fact["release"] for fact in job.facts["measured"].values()] == [1]
    reader.post(reverse("import_store", args=[county.slug, job.pk]))
    assert DefinitionVersion.objects.get(measured__isnull=False).measured["release"] == 1


def test_after_an_undo_ordinary_figures_are_of_the_ordinary_definition(county, tmp_path, reader):
    """A released measure that was taken back is no definition of what is entered later; and what holds is not mixed with what people enter."""
    add_indicator(by="test", programme=county, slug="r", code="readmission-30", name="Åter", unit="%")
    own = tmp_path / "own.csv"
    own.write_text("Indikatorkod;Organisation;Period;Värde\r\nreadmission-30;Kommun 22;2022;5\r\n", encoding="utf-8")
    read_in("values", own, county)
    out = out_of(tmp_path, seed=4)
    read_in("values", out / "values.csv", county)
    indicator = Indicator.objects.get()
    page = reverse("indicator", args=[county.slug, indicator.slug])
    own.write_text("Indikatorkod;Organisation;Period;Värde\r\nreadmission-30;Kommun 22;2021;6\r\n", encoding="utf-8")
    assert read_in("values", own, county, code=1).exit_code == 1
    with pytest.raises(NotOurs):
        put_value(indicator, by="test", organisation=OrganisationFactory(), period="2021", value=1)
    job = ImportJob.objects.filter(register="values", state=ImportJob.State.STORED).latest("pk")
    services.undo(job, kind_of("values"), Context(county, "test"))
    assert series_by_indicator([indicator])[indicator.pk] == Series.objects.get(definition__measured__isnull=True).pk
    read_in("values", own, county)
    assert set(Line.objects.filter(series__definition__measured__isnull=True).values_list("sex", "breakdown")) == {("T", "")}
    assert sorted(next(iter(known_lines(Line.objects.filter(series=series_by_indicator([indicator])[indicator.pk])).values()))) == [
        "2021",
        "2022",
    ]
    assert "readmission-30 1.0" not in reader.get(reverse("measured", args=[county.slug])).content.decode()
    # The same release again: its definition is what holds once more.
    read_in("values", out / "values.csv", county)
    assert not DefinitionVersion.objects.get(measured__isnull=False).measured.get("taken_back")
    assert Indicator.objects.get().own_work == "readmission-30 1.0"
    assert reader.get(page).status_code == 200

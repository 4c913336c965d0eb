"""What Kolada answers, kept: the catalogue, and the figures of key figures one by one. All of a key figure or nothing of it."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from fardplan.audit import scope
from fardplan.indicators import derived, library
from fardplan.indicators.kolada.client import MOST_IDS, KoladaError
from fardplan.indicators.models import Indicator, KoladaKpi, KpiGroup, Series, SyncRun, Vintage
from fardplan.indicators.recording import OlderThanStored, Row, TwoValues, record
from fardplan.parties.models import Organisation, Programme

#: An interrupted run is taken up again within this time; after that it is too old to be one retrieval.
TAKEN_UP = timedelta(hours=24)
ABSENCES = {"missing": ("missing", ".."), "private": ("confidential", "x")}


@dataclass
class Catalogue:
    """What became of the catalogue."""

    areas: int = 0
    kpis: library.Kept = field(default_factory=library.Kept)
    kpi_groups: int = 0
    municipality_groups: int = 0


def fetch_catalogue(client, *, by, at, progress=lambda what: None):
    """Areas, key figures and groups. Each is fetched whole before anything of it is kept. Returns Catalogue; raises KoladaError."""
    out = Catalogue()
    with scope.entry("kolada catalogue"):
        progress("municipality")
        out.areas = library.put_areas(_shaped(client.pages("municipality"), ("id", "title")), by=by)
        progress("kpi")
        out.kpis = library.put_kpis(_shaped(client.pages("kpi"), ("id", "title")), by=by, at=at)
        progress("kpi_groups")
        out.kpi_groups = library.put_kpi_groups(_shaped(client.pages("kpi_groups"), ("id", "title")), by=by, at=at)
        progress("municipality_groups")
        out.municipality_groups = library.put_municipality_groups(
            _shaped(client.pages("municipality_groups"), ("id", "title")), by=by, at=at
        )
    return out


def _shaped(records, names):
    """The records as a list, when each has its names as text."""
    found = list(records)
    for each in found:
        if not all(isinstance(each.get(name), str) and each[name] for name in names) or len(each["id"]) > 40:
            raise KoladaError(_("Kolada's answer has values of another shape than it says."))
        members = each.get("members") or []
        if not isinstance(members, list) or not all(isinstance(member, dict) for member in members):
            raise KoladaError(_("Kolada's answer has values of another shape than it says."))
    return found


@dataclass
class Synced:
    """What a run did. `failed` are (code, why): nothing of those was kept."""

    run: SyncRun
    fetched: list[str] = field(default_factory=list)
    already: int = 0
    added: int = 0
    revised: int = 0
    deleted: int = 0
    same: int = 0
    unknown_areas: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    vintage: int | None = None


def wanted_kpis(*, kpis=(), group="", programme=None):
    """Codes of the key figures to fetch: those named, a group's, or all that some programme (or this one) reads. Raises KoladaError."""
    if kpis:
        known = set(KoladaKpi.objects.filter(code__in=kpis).values_list("code", flat=True))
        if unknown := sorted(set(kpis) - known):
            raise KoladaError(
                _("The catalogue has no %(codes)s. Fetch it first: fardplan kolada catalogue") % {"codes": ", ".join(unknown)}
            )
        return list(dict.fromkeys(kpis))
    if group:
        found = KpiGroup.objects.filter(code=group).first()
        if found is None:
            raise KoladaError(_("The catalogue has no group %(code)s. Fetch it first: fardplan kolada catalogue") % {"code": group})
        return sorted(found.members.values_list("code", flat=True))
    read = Indicator.objects.filter(kpi__isnull=False)
    if programme is not None:
        read = read.filter(programme=programme)
    return sorted(set(read.values_list("kpi__code", flat=True)))


def synchronise(client, codes, *, by, at, from_date=None, areas=(), progress=lambda code: None):
    """Fetch the figures of key figures, one after the other, each kept as soon as it is whole. Returns Synced.

    A run that was interrupted within a day, for the same, goes on where it stopped. One key figure that goes wrong does not stop the
    others when the fault is in its own answer; when Kolada cannot be asked at all, KoladaError ends the run.
    """
    run = _run(client, codes, at, from_date, list(areas))
    out = Synced(run, already=len(run.done))
    organisations = dict(Organisation.objects.exclude(code="").values_list("code", "pk"))
    series = dict(Series.objects.filter(kpi__code__in=codes).values_list("kpi__code", "pk"))
    for code in codes:
        if code in run.done:
            continue
        progress(code)
        rows = _figures(client, code, series[code], organisations, from_date, areas, out)
        try:
            with scope.entry(f"kolada sync {code}"):
                done = record(
                    rows, by=by, kind=Vintage.Kind.SYNC, source="Kolada", retrieved_at=run.started_at, note=code, receipt=f"kolada-{run.pk}"
                )
        except OlderThanStored as error:
            raise KoladaError(_("Newer figures from Kolada are already here (%(day)s).") % {"day": error.latest.date()}) from error
        except TwoValues as error:
            out.failed.append((code, _("the same figure has two values: %(what)s") % {"what": error}))
            continue
        except ValueError as error:
            out.failed.append((code, _("a figure cannot be read: %(what)s") % {"what": error}))
            continue
        out.fetched.append(code)
        out.added, out.revised, out.deleted = out.added + done.added, out.revised + done.revised, out.deleted + done.deleted
        out.same += done.same
        out.vintage = done.vintage.pk
        run.done = [*run.done, code]
        run.save(update_fields=["done"])
    if not out.failed:
        run.finished_at = at
        run.save(update_fields=["finished_at"])
    for programme in Programme.objects.all():
        derived.compute(programme, by=by, at=at)
    return out


def _run(client, codes, at, from_date, areas):
    same = {"base_url": client.base_url, "from_date": from_date, "wanted": list(codes), "areas": areas}
    latest = Vintage.objects.filter(source="Kolada").order_by("-retrieved_at").values_list("retrieved_at", flat=True).first()
    for run in SyncRun.objects.filter(finished_at__isnull=True, started_at__gt=at - TAKEN_UP, base_url=client.base_url).order_by("-pk"):
        # Something newer has been fetched since: what is left of that run would be older than what is here.
        if latest is not None and latest > run.started_at:
            continue
        if all(getattr(run, name) == value for name, value in same.items()):
            return run
    return SyncRun.objects.create(started_at=at, **same)


def _figures(client, code, series, organisations, from_date, areas, out):
    """Rows of one key figure, as the pages come: none of them is kept before the last."""
    batches = [list(areas[start : start + MOST_IDS]) for start in range(0, len(areas), MOST_IDS)] or [None]
    for batch in batches:
        params = {"kpi_id": code, "municipality_id": batch, "from_date": from_date.isoformat() if from_date else None}
        for each in client.pages("data/", **params):
            if each.get("kpi") != code or not isinstance(each.get("municipality"), str) or not isinstance(each.get("values"), list):
                raise KoladaError(_("Kolada's answer for %(code)s has values of another shape than it says.") % {"code": code})
            organisation = organisations.get(each["municipality"])
            if organisation is None:
                out.unknown_areas += 1  # a group, or an area that the catalogue does not have yet
                continue
            for value in each["values"]:
                yield _row(series, organisation, each.get("period"), value)


def _row(series, organisation, period, value):
    if not isinstance(value, dict) or isinstance(period, bool) or not isinstance(period, (int, str)):
        raise ValueError(f"{period!r}")
    sex, number = value.get("gender"), value.get("value")
    count = value.get("count")
    count = count if isinstance(count, int) and not isinstance(count, bool) and 0 <= count < 2**31 else None
    if value.get("isdeleted") is True:
        return Row(series, organisation, str(period), sex, is_deleted=True)
    if number is None:
        absence, sign = ABSENCES.get(str(value.get("status") or "missing").lower(), ("missing", ".."))
        return Row(series, organisation, str(period), sex, absence=absence, sign=sign, count=count)
    if isinstance(number, bool) or not isinstance(number, (int, Decimal)):
        raise ValueError(f"{number!r}")
    try:
        return Row(series, organisation, str(period), sex, value=Decimal(number), count=count)
    except InvalidOperation as error:
        raise ValueError(f"{number!r}") from error

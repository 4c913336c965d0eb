"""Into the common library: Kolada's catalogue, areas and groups, as the interface gives them. Many rows, one event each time.

Titles and descriptions are pinned: what a key figure was called is kept when Kolada rewords it without saying so.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from fardplan.audit import writes
from fardplan.indicators.models_library import KoladaKpi, KpiGroup, KpiMetadata, KpiWording, MunicipalityGroup, Series
from fardplan.kit.text import clean_text
from fardplan.parties.models import Organisation

FIELDS = (
    "title description is_divided_by_gender municipality_type auspice operating_area perspective prel_publication_date publication_date "
    "publ_period has_ou_data fetched_at"
).split()


@dataclass
class Kept:
    """What became of a catalogue: how many were new and changed, and which were reworded as (code, before, after)."""

    new: int = 0
    changed: int = 0
    same: int = 0
    reworded: list[tuple[str, str, str]] = field(default_factory=list)


@transaction.atomic
def put_kpis(records, *, by, at):
    """Kolada's key figures as `records` (dicts of the interface's twelve fields) say. Returns Kept. `at` is when they were fetched."""
    stored = {kpi.code: kpi for kpi in KoladaKpi.objects.all()}
    kept, new, changed, wordings = Kept(), [], [], []
    for record in records:
        values = _kpi_values(record, at)
        kpi = stored.get(record["id"])
        if kpi is None:
            new.append(KoladaKpi(code=record["id"], **values))
            continue
        if at < kpi.fetched_at:
            kept.same += 1  # the catalogue here is newer than this one
            continue
        if (kpi.title, kpi.description) != (values["title"], values["description"]):
            kept.reworded.append((kpi.code, kpi.title, values["title"]))
            wordings.append(KpiWording(kpi=kpi, title=values["title"], description=values["description"], noticed_at=at))
        differs = any(getattr(kpi, name) != values[name] for name in FIELDS if name != "fetched_at")
        for name in FIELDS:
            setattr(kpi, name, values[name])
        changed.append(kpi)
        kept.changed += differs
        kept.same += not differs
    KoladaKpi.objects.bulk_create(new, batch_size=500)
    KoladaKpi.objects.bulk_update(changed, FIELDS, batch_size=200)
    KpiWording.objects.bulk_create(
        [KpiWording(kpi=kpi, title=kpi.title, description=kpi.description, noticed_at=at) for kpi in new] + wordings, batch_size=500
    )
    Series.objects.bulk_create([Series(kpi=kpi) for kpi in KoladaKpi.objects.filter(series__isnull=True)], batch_size=500)
    kept.new = len(new)
    if new or kept.changed:
        told = {"new": kept.new, "changed": kept.changed, "reworded": [code for code, _before, _after in kept.reworded], "fetched_at": at}
        writes.note("catalogued", (new or changed)[0], by=by, after=told)
    return kept


def _kpi_values(record, at):
    return {
        "title": " ".join(clean_text(record["title"]).split())[:500],
        "description": clean_text((record.get("description") or "").replace("\\n", "\n")).strip(),
        "is_divided_by_gender": _truth(record.get("is_divided_by_gender")),
        "municipality_type": record.get("municipality_type") or "",
        "auspice": record.get("auspice") or "",
        "operating_area": (record.get("operating_area") or "")[:200],
        "perspective": (record.get("perspective") or "")[:100],
        "prel_publication_date": _day(record.get("prel_publication_date")),
        "publication_date": _day(record.get("publication_date")),
        "publ_period": str(record.get("publ_period") or "").removesuffix(".0")[:20],
        "has_ou_data": _truth(record.get("has_ou_data")),
        "fetched_at": at,
    }


def _truth(value):
    """The interface gives true and false; lists that went through a spreadsheet give their names."""
    return value if isinstance(value, bool) else str(value).lower() in ("true", "1")


def _day(value):
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


@transaction.atomic
def put_metadata(records, *, by):
    """What Kolada's catalogue lacks: unit, direction, primary source, lifecycle, successor, breaks. A proposal until a programme confirms."""
    kpis = {
        kpi.code: kpi
        for kpi in KoladaKpi.objects.filter(Q(code__in={r["kpi"] for r in records}) | Q(code__in={r.get("successor") for r in records}))
    }
    stored = {each.kpi_id: each for each in KpiMetadata.objects.filter(kpi__in=kpis.values())}
    new, written = [], 0
    for record in records:
        kpi = kpis.get(record["kpi"])
        if kpi is None:
            continue
        values = {name: record.get(name) or "" for name in "unit primary_source break_period break_words proposed_by".split()}
        values |= {"direction": record.get("direction") or "neutral", "lifecycle": record.get("lifecycle") or "active"}
        values["successor"] = kpis.get(record.get("successor"))
        if (held := stored.get(kpi.pk)) is None:
            new.append(KpiMetadata(kpi=kpi, **values))
        elif any(getattr(held, name) != value for name, value in values.items()):
            writes.change(held, by=by, **values)
            written += 1
    KpiMetadata.objects.bulk_create(new, batch_size=500)
    if new:
        writes.note("described", new[0], by=by, after={"new": len(new)})
    return len(new) + written


@transaction.atomic
def put_areas(records, *, by):
    """Kolada's areas ({id, title, type}) as organisations that are observed; those that are here by their code stay as they are."""
    known = dict(Organisation.objects.exclude(code="").values_list("code", "pk"))
    taken = set(Organisation.objects.values_list("slug", flat=True))
    new = []
    for record in records:
        code, title = str(record["id"]), clean_text(record["title"]).strip()
        if code in known:
            continue
        slug = _slug(title, code, taken)
        taken.add(slug)
        if record.get("type") == "K":
            kind = Organisation.Kind.MUNICIPALITY
        else:
            kind = Organisation.Kind.OTHER if code == "0000" else Organisation.Kind.REGION
        new.append(Organisation(slug=slug, name=title[:120], short_name=title[:60], kind=kind, code=code))
    Organisation.objects.bulk_create(new, batch_size=500)
    if new:
        writes.note("listed", Organisation.objects.get(code=new[0].code), by=by, after={"new": len(new), "codes": [o.code for o in new]})
    return len(new)


def _slug(title, code, taken):
    slug = slugify(title.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))) or f"omrade-{code}"
    return f"{slug}-{code}" if slug in taken else slug


@transaction.atomic
def put_kpi_groups(records, *, by, at):
    """Groups of key figures ({id, title, members}); members that the catalogue lacks are passed over. Returns how many were written."""
    pks = dict(KoladaKpi.objects.values_list("code", "pk"))
    written = 0
    for record in records:
        members = {pks[code] for code in _members(record) if code in pks}
        group, is_new = KpiGroup.objects.get_or_create(code=record["id"], defaults={"title": record["title"][:300], "fetched_at": at})
        held = set() if is_new else set(group.members.values_list("pk", flat=True))
        if not is_new and ((held == members and group.title == record["title"][:300]) or at < group.fetched_at):
            continue
        group.title, group.fetched_at = record["title"][:300], at
        group.save()
        group.members.set(members)
        writes.note("grouped", group, by=by, after={"title": group.title, "members": len(members)})
        written += 1
    return written


@transaction.atomic
def put_municipality_groups(records, *, by, at):
    """Groups of areas, as their members are now. Other members than before make a new snapshot; the old one stays."""
    pks = dict(Organisation.objects.exclude(code="").values_list("code", "pk"))
    held = {group.code: group for group in MunicipalityGroup.objects.filter(is_current=True).prefetch_related("members")}
    through, new, links = MunicipalityGroup.members.through, [], []
    for record in records:
        members = {pks[code] for code in _members(record) if code in pks}
        stored = held.get(record["id"])
        if stored is not None:
            if {each.pk for each in stored.members.all()} == members or at < stored.fetched_at:
                continue
            MunicipalityGroup.objects.filter(pk=stored.pk).update(is_current=False)
        new.append(MunicipalityGroup(code=record["id"], title=record["title"][:300], fetched_at=at))
        links.append(members)
    MunicipalityGroup.objects.bulk_create(new, batch_size=500)
    through.objects.bulk_create(
        [
            through(municipalitygroup_id=group.pk, organisation_id=pk)
            for group, members in zip(new, links, strict=True)
            for pk in sorted(members)
        ],
        batch_size=2000,
    )
    if new:
        writes.note("grouped", new[0], by=by, after={"new": len(new)})
    return len(new)


def _members(record):
    """Ids of a group's members: the interface says member_id, older dumps id."""
    return [str(member.get("member_id") or member.get("id")) for member in record.get("members") or ()]


__all__ = ["Kept", "put_areas", "put_kpi_groups", "put_kpis", "put_metadata", "put_municipality_groups"]

"""How the work stands: compiled from what its leaders have sent, each piece of work once, every line with its report."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fardplan.documents import blocks
from fardplan.kit.periods import ReportPeriod, day_in_words
from fardplan.reports.annual.draft import given, listed, prose
from fardplan.reports.statuses import Statuses
from fardplan.reports.told import noun_of
from fardplan.status.rules import Level, Part, Trend

from .registry import part

ABOUT = ()  # a programme's; about an initiative or a party only its own


def _work(draft):
    return draft.register.more(Statuses).work(draft)


def _none(draft):
    words = _("No development work was asked how it stands in %(period)s: none was going on, as far as the register knows.")
    return [blocks.text(words % {"period": draft.period.label})]


@part("status.summary", gettext_lazy("How many have told how they stand, and how"), ABOUT)
def summary(draft):
    rows = _work(draft)
    if not rows:
        return _none(draft)
    told = [row for row in rows if row.told]
    if noun_of(draft) == "meeting":
        template = ngettext(
            "%(told)s of %(all)s pieces of development work had told how it stood before the meeting.",
            "%(told)s of %(all)s pieces of development work had told how they stood before the meeting.",
            len(told),
        )
    else:
        template = ngettext(
            "%(told)s of %(all)s pieces of development work has told how it stood in %(period)s.",
            "%(told)s of %(all)s pieces of development work have told how they stood in %(period)s.",
            len(told),
        )
    found = [blocks.text(template % {"told": len(told), "all": len(rows), "period": draft.period.label})]
    counted = [(level, sum(row.latest.overall == level for row in told)) for level in (Level.BAD, Level.WARN, Level.OK)]
    if told:
        found.append(blocks.bullets(*(f"{level.label}: {count}" for level, count in counted)))
    if any(len(row.told) > 1 for row in told):
        found.append(blocks.text(_("Work that has told several times is counted once, as it stood the last time.")))
    return found


@part("status.colours", gettext_lazy("The work's status in a table"), ABOUT)
def colours(draft):
    """A row for each piece of work, those that have not told too: what is missing is seen."""
    rows = _work(draft)
    if not rows:
        return _none(draft)
    columns = [
        blocks.column("title", _("Development work")),
        blocks.column("overall", _("Overall")),
        blocks.column("trend", _("Direction")),
        blocks.column("deviates", _("What deviates")),
        blocks.column("words", _("In its leader's words")),
    ]
    draft.mark([row.latest for row in rows if row.told])
    caption = _("How the work stands, %(period)s") % {"period": draft.period.label}
    if noun_of(draft) == "meeting":
        caption = _("How the work stands, by the latest reports")
        columns.insert(1, blocks.column("period", _("Period")))
    order = {Level.BAD: 0, Level.WARN: 1, Level.OK: 2, Level.MISSING: 3}
    ordered = sorted(rows, key=lambda row: order[row.latest.overall] if row.told else 4)
    return [blocks.table("status", caption, columns, [_row(draft, row) for row in ordered])]


def _row(draft, row):
    said = row.latest
    if said is None:
        unsaid = {name: blocks.nothing("not_applicable") for name in ("trend", "deviates", "period")}
        href = draft.address("initiative", row.initiative.slug)
        return {
            "id": row.initiative.slug,
            "title": row.title,
            "overall": _("Has not told"),
            "words": blocks.nothing(),
            "href": href,
        } | unsaid
    href = draft.address("status_report", said.slug)
    draft.note(_("Status: %(work)s") % {"work": row.title}, _from(said), href)
    return {
        "id": row.initiative.slug,
        "title": row.title,
        "period": ReportPeriod.parse(said.period).label,
        "overall": _moved(row),
        "overall_code": said.overall,
        "trend": str(Trend(said.overall_trend).label) if said.overall_trend else blocks.nothing(),
        "deviates": listed(_deviating(said)) or _("nothing"),
        "words": given(said.overall_words),
        "report": said.slug,
        "href": href,
    }


def _moved(row):
    """The latest judgement, and what it was before when the period holds several: “Viss avvikelse (före: I fas)”."""
    now = str(Level(row.latest.overall).label)
    before = [str(Level(each.overall).label) for each in row.told[:-1]]
    return _("%(now)s (before: %(before)s)") % {"now": now, "before": ", ".join(before)} if before else now


def _deviating(said):
    found = []
    for each in list(Part)[1:]:
        level, _trend, _words = said.part(each.value)
        if level in (Level.WARN, Level.BAD):
            found.append(f"{str(each.label).lower()} ({str(Level(level).label).lower()})")
    return found


def _from(said):
    """Which report a line is from: “första halvåret 2024, sänd 20 juni 2024, version 2”."""
    words = {"period": ReportPeriod.parse(said.period).label, "day": day_in_words(said.sent_date)}
    told = _("%(period)s, sent %(day)s") % words
    return told if said.number == 1 else _("%(told)s, version %(number)s") % {"told": told, "number": said.number}


TEXTS = (
    ("done", gettext_lazy("Done in the period")),
    ("next", gettext_lazy("Next in the work")),
    ("deviations", gettext_lazy("Deviations")),
    ("forecast", gettext_lazy("Forecast")),
)


@part("status.by_initiative", gettext_lazy("What each has done, and what comes next"), ABOUT)
def by_initiative(draft):
    rows = [row for row in _work(draft) if row.told]
    if not rows:
        return [blocks.text(_("Nobody has sent a status report for %(period)s.") % {"period": draft.period.label})]
    found = []
    for row in rows:
        found.append(blocks.heading(row.title))
        for said in row.told:
            found += _told(draft, row, said)
        draft.mark(row.told)
    return found


def _told(draft, row, said):
    href, found = draft.address("status_report", said.slug), []
    for name, label in TEXTS:
        content = prose(getattr(said, name), f"{said.slug}-{name}")
        if content and content[0]["kind"] == "text":
            content[0] = blocks.text(blocks.run(f"{label}: ", strong=True), *content[0]["runs"])
        elif content:
            content.insert(0, blocks.text(blocks.run(f"{label}:", strong=True)))
        found += content
    if not found:
        found.append(blocks.text(_("The report says how it stands, and nothing more.")))
    source = _("From the status report of %(report)s.") % {"report": _from(said)}
    draft.note(_("Status: %(work)s") % {"work": row.title}, _from(said), href)
    return [*found, blocks.text(blocks.run(source, em=True, href=href))]


@part("status.areas", gettext_lazy("What the programme areas have told"), ABOUT)
def areas(draft):
    rows = draft.register.more(Statuses).areas(draft)
    if not rows:
        return []
    columns = [
        blocks.column("title", _("Programme area")),
        blocks.column("overall", _("Overall")),
        blocks.column("words", _("In its leader's words")),
    ]
    told = []
    for said in rows:
        href = draft.address("status_report", said.slug)
        draft.note(_("Status: %(work)s") % {"work": said.about.name}, _from(said), href)
        words = {"title": said.about.name, "overall": str(Level(said.overall).label), "words": given(said.overall_words)}
        told.append({"id": said.slug, "href": href} | words)
    draft.mark(rows)
    note = _("A programme area tells of the same work as above: it is counted with none of it.")
    return [blocks.table("status_areas", _("Programme areas, %(period)s") % {"period": draft.period.label}, columns, told, note=note)]


@part("status.missing", gettext_lazy("Who has not told how it stands"), ABOUT)
def missing(draft):
    rows = [row.title for row in _work(draft) if not row.told]
    if not rows:
        return []
    words = ngettext(
        "One has not told how it stood in %(period)s: %(who)s. It is in no count above.",
        "%(count)s have not told how they stood in %(period)s: %(who)s. They are in no count above.",
        len(rows),
    )
    return [blocks.text(words % {"count": len(rows), "period": draft.period.label, "who": listed(rows)})]


@part("sources.annex", gettext_lazy("Annex: the rows that the document rests on"))
def annex(draft):
    """What parts before this one have noted: put it last."""
    if not draft.noted:
        return []
    columns = [blocks.column("title", _("What")), blocks.column("value", _("Says")), blocks.column("where", _("Place in the register"))]
    rows = [
        {"id": f"source-{place}", "title": what, "value": given(says), "where": href, "href": href}
        for place, (what, says, href) in enumerate(draft.noted, 1)
    ]
    return [blocks.table("sources", _("Rows that the document rests on"), columns, rows)]

"""Risks, deviations and what chafes."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fardplan.documents import blocks
from fardplan.kit.periods import day_in_words
from fardplan.reports.annual.draft import given, number, prose
from fardplan.reports.statuses import concerns, is_of_some
from fardplan.reports.told import noun_of
from fardplan.status.models import Friction
from fardplan.status.queries import deviation_rows, risk_rows, setup_of

from .registry import part

COLOURS = {"bad": gettext_lazy("Red"), "warn": gettext_lazy("Amber"), "ok": gettext_lazy("Green"), "off": gettext_lazy("Not judged")}


class Dangers:
    """Risks of a programme as its settings colour them: `register.more(Dangers)`."""

    def __init__(self, register):
        self.setup = setup_of(register.programme)
        self.rows = risk_rows(register.programme, setup=self.setup, on=date.max, chosen={"state": "all"})


def _fits(draft, row):
    """Whether a row that may point to an initiative belongs in the document."""
    if row.initiative_id is None:
        return not is_of_some(draft)
    return any(each.pk == row.initiative_id and concerns(draft, each) for each in draft.register.initiatives)


def _live(draft):
    return [row for row in draft.register.more(Dangers).rows if row.is_live and _fits(draft, row.risk)]


@part("risks.table", gettext_lazy("Risks with their level, response and owner"))
def table(draft):
    return _table(draft, _live(draft), _("Risks"), _("The register has no risk that is followed."))


@part("risks.high", gettext_lazy("Red and unjudged risks"))
def high(draft):
    every = _live(draft)
    rows = [row for row in every if row.colour in ("bad", "off")]
    if every and not rows:
        words = ngettext("%(count)s risk is followed; it is not red.", "%(count)s risks are followed; none is red.", len(every))
        return [blocks.text(words % {"count": len(every)})]
    return _table(draft, rows, _("Risks to look at"), _("The register has no risk that is followed."))


def _table(draft, rows, caption, empty):
    if not rows:
        return [blocks.text(empty)]
    setup = draft.register.more(Dangers).setup
    columns = [
        blocks.column("title", _("Risk")),
        blocks.column("level", _("Level"), "number"),
        blocks.column("colour", _("Colour")),
        blocks.column("after", _("After the response")),
        blocks.column("response", _("Response")),
        blocks.column("owner", _("Owner")),
    ]
    told = []
    for row in rows:
        risk = row.risk
        href = draft.address("risk", risk.slug)
        after = blocks.nothing() if row.level_after is None else f"{row.level_after} ({str(COLOURS[row.colour_after]).lower()})"
        words = {"title": risk.title, "level": number(row.level), "colour": str(COLOURS[row.colour]), "after": after}
        words |= {"response": given(" ".join(risk.response.split())), "owner": given(risk.owner)}
        draft.note(_("Risk: %(title)s") % {"title": risk.title}, str(COLOURS[row.colour]), href)
        told.append({"id": risk.slug, "href": href} | words)
    draft.mark([row.risk for row in rows])
    limits = {"amber": setup.amber_from, "red": setup.red_from}
    note = _("Likelihood times impact, 1 to 25: amber from %(amber)s, red from %(red)s.") % limits
    return [blocks.table("risks", caption, columns, told, note=note)]


# Deviations ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Deviations:
    """Every deviation of a programme with its notes: `register.more(Deviations)`."""

    def __init__(self, register):
        # How many days each has been open is not told here, so the day it is asked on does not matter.
        self.rows = deviation_rows(register.programme, on=date.max, state="all")


def _deviations(draft, keeps):
    """Those that `keeps` and that somebody knew of on the document's day."""
    found = draft.register.more(Deviations).rows
    return [row for row in found if row.deviation.reported_date <= draft.day and _fits(draft, row.deviation) and keeps(row.deviation)]


def _is_open(draft, deviation):
    return deviation.closed_date is None or deviation.closed_date > draft.day


@part("deviations.summary", gettext_lazy("How many deviations, in a sentence"))
def deviation_summary(draft):
    open_rows = _deviations(draft, lambda row: _is_open(draft, row))
    closed = _deviations(draft, lambda row: row.closed_date is not None and draft.period.contains(row.closed_date))
    if not open_rows and not closed:
        return [blocks.text(_("No deviation has been reported, as far as the register knows."))]
    template = ngettext("%(open)s deviation was open on %(day)s", "%(open)s deviations were open on %(day)s", len(open_rows))
    rest = ngettext("%(closed)s was closed during %(period)s.", "%(closed)s were closed during %(period)s.", len(closed))
    words = f"{template}; {rest}" % {
        "open": len(open_rows), "day": day_in_words(draft.day), "closed": len(closed), "period": draft.period.label,
    }  # fmt: skip
    return [blocks.text(words)]


@part("deviations.open", gettext_lazy("Open deviations, each with what happened and what is done"))
def open_deviations(draft):
    rows = _deviations(draft, lambda row: _is_open(draft, row))
    if not rows:
        return [blocks.text(_("No deviation was open on %(day)s.") % {"day": day_in_words(draft.day)})]
    found = []
    for row in rows:
        found += _deviation(draft, row)
    return found


@part("deviations.closed", gettext_lazy("Deviations closed in the period, and how they ended"))
def closed_deviations(draft):
    rows = _deviations(draft, lambda row: row.closed_date is not None and draft.period.contains(row.closed_date))
    if not rows:
        return []
    columns = [
        blocks.column("title", _("Deviation")),
        blocks.column("reported", _("Reported"), "date"),
        blocks.column("closed", _("Closed"), "date"),
        blocks.column("ended", _("How it ended")),
    ]
    told = []
    for row in rows:
        told.append(
            {
                "id": row.deviation.slug,
                "title": row.deviation.title,
                "reported": row.deviation.reported_date.isoformat(),
                "closed": row.deviation.closed_date.isoformat(),
                "ended": row.deviation.closed_words,
                "href": draft.address("deviation", row.deviation.slug),
            }
        )
    draft.mark([row.deviation for row in rows])
    return [blocks.table("deviations_closed", _("Closed deviations"), columns, told)]


def _deviation(draft, row):
    deviation = row.deviation
    href = draft.address("deviation", deviation.slug)
    facts = [row.seriousness, _("reported %(day)s") % {"day": day_in_words(deviation.reported_date)}]
    facts += [deviation.initiative.label] if deviation.initiative_id else []
    facts += [deviation.party.name] if deviation.party_id else []
    facts += [deviation.activity_words] if deviation.activity_words else []
    draft.note(_("Deviation: %(title)s") % {"title": deviation.title}, row.seriousness, href)
    draft.mark([deviation])
    found = [blocks.heading(deviation.title), blocks.text(blocks.run(f"{', '.join(facts)}.", em=True, href=href))]
    found += [blocks.heading(_("What has happened"), 2), *prose(deviation.happened, f"{deviation.slug}-happened")]
    found.append(blocks.heading(_("What is done about it"), 2))
    found += prose(deviation.doing, f"{deviation.slug}-doing") or [blocks.text(_("Nobody has written what is done about it."))]
    notes = [note for note in deviation.notes.all() if note.dated <= draft.day]
    if notes:
        told = [[blocks.run(f"{day_in_words(note.dated)}: ", strong=True), " ".join(note.text.split())] for note in notes]
        found += [blocks.heading(_("What has been noted since"), 2), blocks.bullets(*told)]
        draft.mark([note for note in notes if note.origin != deviation.origin])
    return found


# What chafes ────────────────────────────────────────────────────────────────────────────────────────────────────────


@part("frictions.open", gettext_lazy("What chafes where the principals meet, that has been shared"))
def frictions(draft):
    """Only what local groups have shared with the county."""
    rows = Friction.objects.filter(programme=draft.programme, shared_date__lte=draft.day).select_related("party__organisation")
    rows = [row for row in rows.order_by("entered_date", "pk") if row.closed_date is None or row.closed_date > draft.day]
    if noun_of(draft) == "party":
        rows = [row for row in rows if row.party_id == draft.subject.pk]
    if not rows:
        return [blocks.text(_("Nothing that chafes has been shared and is open."))]
    columns = [blocks.column("title", _("What chafes")), blocks.column("party", _("Party")), blocks.column("wanted", _("How it should be"))]
    told = [
        {
            "id": row.slug,
            "title": row.title,
            "party": row.party.name,
            "wanted": given(" ".join(row.wanted.split())),
            "href": draft.address("friction", row.slug),
        }
        for row in rows
    ]
    draft.mark(rows)
    return [blocks.table("frictions", _("What chafes"), columns, told)]

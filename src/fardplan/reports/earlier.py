"""Reads about a report and those before it: versions, what differs, and earlier texts that still hold."""

from dataclasses import dataclass

from fardplan.reports.comparing import SectionChange, compare
from fardplan.reports.content import document_of
from fardplan.reports.figures import ENTRIES
from fardplan.reports.models import Report, ReportText
from fardplan.reports.rules import State
from fardplan.reports.sections import titles_of


def of_the_same_kind(report, user):
    """Other reports of the kind and about the same that `user` may read, newest first: versions of this period, and other periods."""
    rows = Report.objects.visible_to(user).filter(programme=report.programme, kind=report.kind, about=report.about)
    rows = rows.exclude(pk=report.pk).select_related("programme__county", "filing", "filing__decision").defer("approved_sections")
    return sorted(rows, key=lambda row: (row.period[:4], row.period, row.number), reverse=True)


def before(report, others):
    """The one that a report is compared with unless told: its previous version, else the newest locked one of an earlier period; or None."""
    versions = [row for row in others if row.period == report.period and row.number < report.number]
    earlier = [row for row in others if row.state == State.FROZEN and (row.period[:4], row.period) < (report.period[:4], report.period)]
    return next(iter(versions + earlier), None)


@dataclass(frozen=True)
class ComparedPage:
    """`other` is the one before (None when there is nothing to compare with); `others` what can be chosen."""

    other: Report | None
    others: list[Report]
    sections: list[SectionChange]

    @property
    def changed(self):
        return [section for section in self.sections if section.state != "same"]

    @property
    def same(self):
        return [section for section in self.sections if section.state == "same"]


def compared_page(report, user, slug="") -> ComparedPage:
    """The report beside the one with the key `slug`, or the one before it. A report on its way is composed: some forty queries."""
    others = of_the_same_kind(report, user)
    other = next((row for row in others if row.slug == slug), None) or before(report, others)
    sections = compare(document_of(other), document_of(report), name_of=name_of) if other else []
    return ComparedPage(other, others, sections)


def name_of(reference) -> str:
    """What a figure is called by people: its description, and the key of the row it is about."""
    name, _colon, key = reference.partition(":")
    bare, at, _when = name.partition("@")
    entry = ENTRIES.get((bare, bool(at), bool(key))) or ENTRIES.get((bare, not at, bool(key)))
    about = str(entry.about) if entry else bare
    return f"{about} ({key})" if key else about


@dataclass(frozen=True)
class Proposal:
    """An earlier text for a heading that has none in the draft. `changes`: how much of the register's facts there is another since."""

    section: str
    title: str
    text: str
    changes: int

    @property
    def still_holds(self):
        return self.changes == 0


@dataclass(frozen=True)
class Proposals:
    earlier: Report | None
    rows: list[Proposal]


def proposals(report, user) -> Proposals:
    """Texts of the locked report before this one, under headings where the draft has none: those where nothing has changed first."""
    earlier = before(report, [row for row in of_the_same_kind(report, user) if row.is_frozen])
    if earlier is None:
        return Proposals(None, [])
    written = {row.section for row in report.texts.all() if row.text.strip()}
    texts = {row.section: row.text for row in ReportText.objects.filter(report=earlier).exclude(text="") if row.section not in written}
    titles = titles_of(report)
    changes = {found.id: found for found in compare(document_of(earlier), document_of(report), name_of=name_of)}
    rows = [
        Proposal(section, title, texts[section], changes[section].count if section in changes else 0)
        for section, title in titles.items()
        if section in texts
    ]
    return Proposals(earlier, sorted(rows, key=lambda row: row.changes > 0))

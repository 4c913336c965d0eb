"""The county report: composed from the parts that the parties have marked ready, with the county's own analysis.

    composed = compose(programme, ReportPeriod.parse("2023"), texts={"analysis": text})

The same shape as `reports.annual`. What a party has not marked ready is not in it: the party is named as waited for, or late. Every
number stands on rows that are listed, each a link where there are links, and in the annex with their addresses.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from fardplan.documents import blocks
from fardplan.kit.periods import ReportPeriod
from fardplan.reports.annual import LANGUAGE, Composed, Section
from fardplan.reports.register import Register

from . import parts
from .gathered import Gathered

SECTIONS = (
    Section("readiness", lambda d: _("Who has told"), parts.readiness),
    Section("summary", lambda d: _("Summary"), parts.written_only),
    Section("assessment", lambda d: _("Self-assessment"), parts.assessment, lead=1),
    Section("reviews", lambda d: _("What the activities brought"), parts.reviews, lead=1),
    Section("activities", lambda d: _("Activities in the local plans"), parts.activities, lead=1),
    Section("work", lambda d: _("Development work in the local plans"), parts.work, lead=1),
    Section("lessons", lambda d: _("What helped and what hindered"), parts.factors, lead=1),
    Section("parties", lambda d: _("The parties' own words"), parts.parties),
    Section("analysis", lambda d: _("The county's analysis"), parts.written_only),
    Section("outlook", lambda d: _("Ahead"), parts.written_only),
    Section("sources", lambda d: _("Annex: where the figures come from"), parts.sources, numbered=False),
)
IDS = tuple(section.id for section in SECTIONS)


def compose(programme, period: ReportPeriod, *, texts=None, version="", state_words="", title="", register=None):
    """The county report of a programme and a period: an `annual.Composed`. About 35 queries, however many parties and activities."""
    with translation.override(LANGUAGE):
        draft = Gathered(register or Register(programme), period, dict(texts or {}))
        sections, empty = [], []
        for section in SECTIONS:
            facts, text = section.blocks(draft), draft.written(section.id)
            made = [*facts[: section.lead], *text, *facts[section.lead :]]
            made += draft.marks()
            heading = section.title(draft)
            if made:
                sections.append(blocks.section(section.id, heading, made, numbered=section.numbered))
            else:
                empty.append((section.id, heading))
        troubles = {name: tuple(found) for name, found in draft.troubles.items() if found}
        document = outer(draft, "county_report", title or title_of(period), sections, version, str(state_words))
        return Composed(document, troubles, tuple(empty))


def compose_local(programme, period: ReportPeriod, party) -> dict:
    """One party's follow-up of a period as a document: its own words, activities, reviews and points, whether it is ready or not."""
    with translation.override(LANGUAGE):
        draft = Gathered(Register(programme), period, {}, only=party)
        made = [
            ("own", _("In our own words"), parts.own_words(draft, party)),
            ("activities", _("Activities"), parts.activities(draft)),
            ("reviews", _("What the activities brought"), parts.reviews(draft)),
            ("lessons", _("What helped and what hindered"), parts.factors(draft)),
            ("assessment", _("Self-assessment"), parts.assessment(draft)),
            ("sources", _("Annex: where the figures come from"), parts.sources(draft)),
        ]
        sections = [blocks.section(id, heading, [*found, *draft.marks()]) for id, heading, found in made if found]
        title = _("%(party)s: follow-up of %(period)s") % {"party": party.name, "period": period.label}
        return outer(draft, "local_report", title, sections, "", draft.standing_words(party), parties=[party.name])


def outer(draft, kind, title, sections, version, state_words, parties=None):
    programme = draft.programme
    return {
        "schema": 1,
        "kind": kind,
        "language": LANGUAGE,
        "programme": programme.slug,
        "programme_name": programme.name,
        "period": draft.period.code,
        "title": title,
        "subtitle": programme.name,
        "parties": parties or [row.party.name for row in draft.rows],
        "goals": [goal.title for goal in draft.goals],
        "as_of": draft.day.isoformat(),
        "version": version,
        "state_words": state_words,
        "contact": programme.contact,
        "sections": sections,
    }


def title_of(period: ReportPeriod) -> str:
    with translation.override(LANGUAGE):
        return _("County report %(period)s") % {"period": period.label}


def title_of_section(id, period, register) -> str:
    with translation.override(LANGUAGE):
        return next(section.title(None) for section in SECTIONS if section.id == id)


__all__ = ["IDS", "SECTIONS", "compose", "compose_local", "title_of", "title_of_section"]

"""The annual report as a document: composed from the register, with what people have written under each heading.

    composed = compose(programme, ReportPeriod.parse("2023"), texts={"closing": text})
    composed.document        # schema of fardplan.documents; canonical_text(composed.document) are the bytes that are frozen
    composed.troubles        # references in the texts that stand for nothing
    composed.empty           # sections left out because there is nothing to say in them

Nothing here reads the clock or tells a database key, so the same facts give the same bytes on every machine. A new section is a line
in SECTIONS and a function from Draft to blocks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.documents import blocks
from fardplan.kit.periods import ReportPeriod
from fardplan.reports.register import Register
from fardplan.reports.texts import Trouble

from . import benefits, effects, grants, indicators, money, opening, people, spread, standing, words, work
from .draft import Draft

LANGUAGE = "sv"  # what the parties' own organisations read


@dataclass(frozen=True)
class Section:
    """`title` is made from the Draft; `under` is the section it belongs to, when that one is there. What people write comes after
    `lead` of our blocks."""

    id: str
    title: Callable[[Draft], str]
    blocks: Callable[[Draft], list[dict]]
    under: str = ""
    numbered: bool = True
    lead: int = 0


def _year(draft):
    return {"year": draft.period.year, "next": draft.period.year + 1, "period": draft.period.label}


SECTIONS = (
    Section("summary", lambda d: _("Summary"), opening.summary),
    Section("background", lambda d: _("Background"), opening.background),
    Section("assignment", lambda d: _("Assignment"), opening.assignment),
    Section("goals", lambda d: _("Goals"), opening.goals, under="assignment"),
    Section("financing", lambda d: _("Financing"), lambda d: [*money.financing(d), *grants.grants(d)], under="assignment"),
    Section("activities", lambda d: _("Activities"), work.activities, lead=1),
    Section("portfolio", lambda d: _("Development portfolio"), work.portfolio, lead=1),
    Section("status", lambda d: _("How the work stood"), standing.status, lead=1),
    Section("spread", lambda d: _("Spread of working methods"), spread.spread, lead=1),
    Section("organisation", lambda d: _("Organisation"), people.organisation, lead=1),
    Section("budget", lambda d: _("Budget and outturn"), money.budget, lead=1),
    Section("indicators", lambda d: _("Indicators"), indicators.indicators),
    Section("effects", lambda d: _("Effects"), effects.effects),
    Section("benefits", lambda d: _("Benefits"), benefits.benefits),
    Section("trends", lambda d: _("Trends %(year)s") % _year(d), words.trends),
    Section("development", lambda d: _("Development areas %(next)s") % _year(d), words.development),
    Section("closing", lambda d: _("Closing words"), words.closing),
    Section("outlook", lambda d: _("Ahead of %(next)s") % _year(d), words.outlook, under="closing"),
    Section("structure", lambda d: _("Annex: structure and roll"), people.structure, numbered=False),
)
IDS = tuple(section.id for section in SECTIONS)
#: Tables that whoever reads report.json can count on, also when the register has nothing for them.
TABLES = {
    "financing": {"funding": gettext_lazy("Who finances")},
    "activities": {"activities": gettext_lazy("Activities")},
    "portfolio": {"portfolio": gettext_lazy("The portfolio")},
    "organisation": {"posts": gettext_lazy("Posts"), "assignments": gettext_lazy("Assignments")},
    "budget": {"budget": gettext_lazy("Budget and outturn")},
}


@dataclass(frozen=True)
class Composed:
    document: dict
    troubles: dict[str, tuple[Trouble, ...]]
    empty: tuple[tuple[str, str], ...]

    @property
    def is_sound(self):
        return not self.troubles


def compose(
    programme, period: ReportPeriod, *, texts: Mapping[str, object] | None = None, version="", state_words="", title="", register=None
):
    """The annual report of a programme and a period. `texts` are rows with `text`, `source` and `origin`, by section.

    At most 42 queries, however many rows there are; none when `register` has read them.
    """
    with translation.override(LANGUAGE):
        draft = Draft(register or Register(programme), period, dict(texts or {}))
        sections, empty = [], []
        for section in SECTIONS:
            made, heading = _blocks_of(section, draft), section.title(draft)
            if not made:
                empty.append((section.id, heading))
                continue
            level = 2 if section.under in {part["id"] for part in sections} else 1
            sections.append(blocks.section(section.id, heading, made, level=level, numbered=section.numbered))
        troubles = {name: tuple(found) for name, found in draft.troubles.items() if found}
        return Composed(_document(draft, sections, version, str(state_words), title), troubles, tuple(empty))


def _blocks_of(section, draft):
    facts, text = section.blocks(draft), draft.written(section.id)
    made = [*facts[: section.lead], *text, *facts[section.lead :]]
    there = {block.get("id") for block in made}
    made += [_without_rows(id, str(title)) for id, title in TABLES.get(section.id, {}).items() if id not in there]
    return [*made, *draft.marks()]


def _without_rows(id, title):
    return blocks.table(id, title, [blocks.column("title", title)], [])


def title_of(period: ReportPeriod) -> str:
    """“Årsrapport 2023”; a shorter period says which."""
    with translation.override(LANGUAGE):
        template = _("Annual report %(period)s") if period == ReportPeriod.of_year(period.year) else _("Report, %(period)s")
        return template % {"period": period.label}


def title_of_section(id, period, register) -> str:
    """The heading of a section, as it stands in the report."""
    with translation.override(LANGUAGE):
        return next(section.title(Draft(register, period)) for section in SECTIONS if section.id == id)


def _document(draft, sections, version, state_words, title):
    programme, vision = draft.programme, draft.register.vision(draft.day)
    return {
        "schema": 1,
        "kind": "annual_report",
        "language": LANGUAGE,
        "programme": programme.slug,
        "programme_name": programme.name,
        "period": draft.period.code,
        "title": title or title_of(draft.period),
        "subtitle": _subtitle(vision, programme),
        "parties": [party.name for party in draft.register.parties if party.holds_on(draft.day)],
        "goals": [goal.title for goal in draft.register.goals if goal.holds_on(draft.day)],
        "as_of": draft.day.isoformat(),
        "version": version,
        "state_words": state_words,
        "contact": programme.contact,
        "sections": sections,
    }


def _subtitle(vision, programme):
    if vision is None:
        return programme.tagline
    year = vision.horizon_year or programme.horizon_year
    return _("%(vision)s in %(year)s") % {"vision": vision.text, "year": year} if year else vision.text


__all__ = ["IDS", "SECTIONS", "Composed", "compose", "title_of", "title_of_section"]

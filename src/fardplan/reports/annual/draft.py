"""What every section is composed from, and the small words they share."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.documents import blocks
from fardplan.kit.nothing import Absence
from fardplan.kit.periods import ReportPeriod
from fardplan.reports.figures import Figure, resolve
from fardplan.reports.register import Register
from fardplan.reports.texts import Trouble, said, text_blocks
from fardplan.reports.told import noun_of


@dataclass
class Draft:
    """A report on its way: the register, the period, and what people have written under each heading."""

    register: Register
    period: ReportPeriod
    texts: dict[str, object] = field(default_factory=dict)
    troubles: dict[str, list[Trouble]] = field(default_factory=dict)
    borrowed: list = field(default_factory=list)  # rows of the section at hand whose words may be somebody else's
    subject: object = None  # the row that the document is about; None for the programme
    noted: list = field(default_factory=list)  # for the annex of sources: (what, what it says, address)

    @property
    def programme(self):
        return self.register.programme

    @property
    def day(self):
        """The day the report looks back from: the period's last, or the meeting's own in a document about a meeting."""
        meets = self.subject.time.starts_earliest if noun_of(self) == "meeting" else None
        return meets or self.period.last_day

    @property
    def is_whole_year(self):
        return self.period == ReportPeriod.of_year(self.period.year)

    def address(self, name, *args) -> str:
        """The page of a row: tables link it, and the annex of sources prints it."""
        return reverse(name, args=[self.programme.slug, *args])

    def note(self, what, says, href):
        """Remember for the annex where a figure or a line comes from; once, however often it is told."""
        if (line := (what, says, href)) not in self.noted:
            self.noted.append(line)

    def figure(self, reference) -> Figure:
        return resolve(self.register, reference, period=self.period)

    def say(self, template, words=None, **references) -> dict:
        """A paragraph of our own. `words` are put in as they stand, `references` as figures: used="budget.outturn"."""
        return blocks.text(*self.runs(template, words, **references))

    def runs(self, template, words=None, **references) -> list[dict]:
        return said(template, **(words or {}), **{name: self.figure(reference) for name, reference in references.items()})

    def has_text(self, section) -> bool:
        row = self.texts.get(section)
        return row is not None and bool(row.text.strip())

    def written(self, section) -> list[dict]:
        """What people have written under a heading, as blocks."""
        if not self.has_text(section):
            return []
        row = self.texts[section]
        self.mark([row])
        from fardplan.reports import inserted  # the parts that a text may name are made from a Draft

        return inserted.blocks_of(row.text, self, section, self.troubles.setdefault(section, []))

    def mark(self, rows):
        """Rows that the section at hand quotes: it ends by telling which are retold and which invented."""
        self.borrowed += rows

    def marks(self) -> list[dict]:
        rows, self.borrowed = self.borrowed, []
        return told_origin(rows)


# Cells ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def given(text):
    """A text in a table, or that it is missing: never an empty cell."""
    return text if text else blocks.nothing()


def number(value, absence=None):
    """A number as JSON tells it: whole numbers as such, else exactly; or why there is none."""
    if value is None:
        return blocks.nothing(str(Absence(absence or Absence.MISSING)))
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else exact.normalize()


def sum_cell(amount):
    return number(amount.value, amount.absence)


def known(**cells):
    """The cells that have a value, for sums; None when none has."""
    return {name: cell for name, cell in cells.items() if not isinstance(cell, dict)} or None


# Words ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def listed(words) -> str:
    """“Eby, Zon och Ådal”: commas, and a word before the last."""
    words = [str(word) for word in words]
    if len(words) < 2:
        return "".join(words)
    return _("%(some)s and %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}


def opening(text) -> str:
    """With a capital, to begin a heading or a sentence."""
    return text[:1].upper() + text[1:]


def one_line(text) -> str:
    return " ".join(text.split())


def sentence(text) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."


def prose(text, name) -> list[dict]:
    """A long text of the register as blocks. References mean nothing there. `name` begins the ids of its tables."""
    return text_blocks(text.replace("[[", "[").replace("]]", "]"), None, [], name=name)


def mostly_known(rows, key) -> bool:
    """Whether a column has something to say in at least half of the rows. Otherwise it would be a column of missing figures."""
    return 2 * sum(not isinstance(row[key], dict) for row in rows) >= len(rows)


def inside(text) -> str:
    """A word that stood alone, put inside a sentence: “Projektledare” becomes “projektledare”, and “SKR” stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def told_origin(rows) -> list[dict]:
    """Notes on rows whose words are not a source's own: what they are retold from, and which are invented."""
    notes = []
    if retold := [row for row in rows if row.is_restated]:
        sources = _sources(row.source for row in retold)
        notes.append(blocks.note(_("From %(sources)s.") % {"sources": sources} if sources else _("In our own words."), _("Retold")))
    invented = [_short(str(row)) for row in rows if row.is_invented]
    if len(invented) > MOST_PLACES:
        notes.append(blocks.note(_("%(count)s rows in this section are invented.") % {"count": len(invented)}, _("Invented example")))
    elif invented:
        notes.append(blocks.note(_("No source states this: %(rows)s.") % {"rows": listed(invented)}, _("Invented example")))
    return notes


MOST_PLACES = 3


def _sources(sources):
    """Documents and places in them; only the documents when the places are many."""
    places = list(dict.fromkeys(piece.strip() for source in sources for piece in source.split(";") if piece.strip()))
    if len(places) <= MOST_PLACES:
        return "; ".join(places)
    return listed(dict.fromkeys(place.partition(",")[0] for place in places))


def _short(text, most=80):
    text = text.rstrip(".")  # a sentence that is named in a sentence
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"

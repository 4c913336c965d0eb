"""Figures from a file: one value a row, for an indicator, an organisation and a period.

Read column by column: whatever stands in many cells (codes, names, periods, units) is understood once. What was understood goes to
parts on disk as it comes, so that memory does not grow with the number of rows.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.imports import apart, figures, quick
from fardplan.imports.complaints import Bad, Complaints
from fardplan.imports.measured import Measured
from fardplan.imports.table import Column, Table, Understood
from fardplan.indicators.models import Indicator
from fardplan.kit.text import quote
from fardplan.parties.models import Organisation
from fardplan.tables.cells import text_of
from fardplan.tables.delimited import fold_header

COLUMNS = (
    Column("code", "Indikatorkod", required=True, others=("Kod", "Nyckeltalskod", "Indikator kod"), width=16),
    Column("name", "Indikator", others=("Indikatornamn", "Nyckeltal"), width=44),
    Column("organisation", "Organisation", required=True, others=("Part", "Kommun/region", "Huvudman"), width=28),
    Column("period", "Period", required=True, width=12),
    Column("value", "Värde", required=True, others=("Varde", "Utfall"), figures=True, says_unit=True, width=14),
    Column("unit", "Enhet", width=18),
    Column("comment", "Kommentar", others=("Anmärkning",), width=40),
)
#: Which part of the organisation a figure is of, when it is not of all; read when they are there, and stand in no template.
PARTS = (Column("sex", "Kön"), Column("breakdown", "Indelning"))
#: What `fardplan measures release` writes beside each figure: the same.
MEASURED = (
    Column("status", "Status"),
    Column("definition", "Definition"),
    Column("version", "Definitionsversion"),
    Column("hash", "Definitionshash", figures=True),
    Column("synthetic", "Syntetisk"),
    Column("manifest", "Manifest", figures=True),
)
#: An example row of a template begins with this word in its first column, and is not read.
EXAMPLE = "exempel"
KNOWN = 50_000  # cells remembered in each column


@dataclass
class Reading:
    """Reads a file of figures for `programme`. With `only`, a set of organisation ids, rows about others are refused."""

    programme: object
    path: str
    file: str
    only: frozenset | None = None
    default: Organisation | None = None
    mapping: dict = field(default_factory=dict)

    def read(self):
        complaints = Complaints(self.file)
        self.table = Table(self.path, COLUMNS + PARTS + MEASURED, complaints, mapping=self.mapping)
        self.out = Understood(complaints, self.table)
        self._load_names()
        self.caches = {column.key: {} for column in COLUMNS + PARTS}
        self.seen, self.examples, self.empty = {}, 0, 0
        self.measured, self.strangers = Measured(self.table), set()
        self.periods, self.agreed = {}, set()
        for batch in self.table:
            careful = batch.columns is None or self.measured.is_told or not self.table.places.keys().isdisjoint(each.key for each in PARTS)
            part = None if careful else quick.understood(self, batch)
            if part is None:
                self._take(batch)
            else:
                self.out.parts.add(part)
        self.out.facts = self.measured.facts()
        if not complaints and not len(self.out.parts):
            complaints.add(_("The file has headings but no rows."), row=self.table.header_row, expected=_("a row for each value"))
        for key, name in sorted(self.strange.items()):
            words = _("%(code)s is “%(own)s”, but the file says “%(other)s”, which is the name of no indicator. The code is what counts.")
            facts = {"code": self.indicators[key].code, "own": quote(self.indicators[key].name), "other": quote(name)}
            complaints.warn(words % facts)
        if self.strangers:
            names = ", ".join(quote(name) for name in sorted(self.strangers)[:10])
            complaints.warn(_("Figures of organisations that the register does not know are not read: %(names)s.") % {"names": names})
        if self.examples:
            complaints.warn(_("The example row is not read."))
        if self.empty:
            words = ngettext(
                "%(n)s row has no value: it is kept as “figure missing”.",
                "%(n)s rows have no value: they are kept as “figure missing”.",
                self.empty,
            )
            complaints.warn(words % {"n": self.empty})
        return self.out

    # -- what the register knows --------------------------------------------------------------------------------------

    def _load_names(self):
        indicators = list(Indicator.objects.filter(programme=self.programme))
        self.indicators = {indicator.pk: indicator for indicator in indicators}
        self.by_code, self.folded = {indicator.code: indicator for indicator in indicators}, {}
        for indicator in indicators:
            self.folded.setdefault(fold_header(indicator.code), []).append(indicator)
        names = Counter(fold_header(indicator.name) for indicator in indicators)
        self.by_name = {fold_header(i.name): i for i in indicators if names[fold_header(i.name)] == 1}
        self.names, self.strange = names.keys(), {}
        self.organisations, self.by_organisation, doubtful = {}, {}, set()
        for organisation in Organisation.objects.all():
            self.organisations[organisation.pk] = organisation
            for name in {fold_header(organisation.name), fold_header(organisation.short_name), organisation.code, organisation.slug} - {""}:
                if name in self.by_organisation and name != fold_header(organisation.name):
                    doubtful.add(name)
                self.by_organisation[name] = organisation
        full = {fold_header(organisation.name): organisation for organisation in self.organisations.values()}
        self.by_organisation |= full
        self.doubtful = doubtful - full.keys()

    # -- rows ---------------------------------------------------------------------------------------------------------

    def _take(self, batch):
        cells, size = batch.cells, len(batch.numbers)
        nothing = [None] * size
        self.bad = dict.fromkeys(batch.refused, True)
        self.bad_here = bool(batch.refused)
        self._put_aside_examples(batch, cells)
        if self.measured.is_told:
            self._put_aside_strangers(batch, cells)
        indicators = self._each(batch, "code", cells["code"])
        organisations = self._each(batch, "organisation", cells["organisation"])
        periods = self._each(batch, "period", cells["period"])
        if "sex" in cells or "breakdown" in cells:
            sexes, parts = (self._each(batch, key, cells.get(key, nothing)) for key in ("sex", "breakdown"))
            periods = list(map(apart.joined, periods, sexes, parts))
        comments = (
            self._each(batch, "comment", cells["comment"]) if "comment" in cells else nothing
        )  # no column: nothing is said of comments
        names, units = cells.get("name", nothing), cells.get("unit", nothing)
        if "name" in cells:
            self._compare_names(batch, indicators, names)
        self._suspect_cut_numbers(batch, cells)
        rows, in_heading = [], "value" in self.table.units
        for place, number in enumerate(batch.numbers):
            indicator = indicators[place]
            cell, unit = cells["value"][place], units[place]
            if (unit is None or unit == "" or indicator is None) and not in_heading:
                value = figures.plain_figure(cell)
                found = (value, "", "") if value is not None else self._figure(number, cell, indicator, unit)
            else:
                found = self._figure(number, cell, indicator, unit)
            if self.bad_here and number in self.bad:
                continue
            rows.append((number, indicator.pk, organisations[place].pk, periods[place], *found, comments[place]))
        self.measured.take(batch, indicators)
        self._refuse_twice(rows)
        self.out.parts.add(rows)

    def _each(self, batch, key, column):
        """What the cells of a column mean; a cell that means nothing is complained of once for each row it stands in."""
        known = self.caches[key]
        if len(known) > KNOWN:
            known.clear()
        cells = set(column)
        for cell in cells.difference(known):
            known[cell] = self._read(key, cell)
        found = [known[cell] for cell in column]
        if any(type(known[cell]) is Bad for cell in cells):
            for place, meaning in enumerate(found):
                if type(meaning) is Bad:
                    self._complain(batch.numbers[place], key, column[place], meaning)
                    found[place] = None
        return found

    def _read(self, key, cell):
        readers = {"code": self._indicator, "organisation": self._organisation, "period": figures.period, "comment": figures.words}
        readers |= {"sex": apart.sex, "breakdown": apart.breakdown}
        try:
            return readers[key](cell)
        except Bad as bad:
            return bad

    def meaning(self, key, cell):
        """What a cell of a column means, or the Bad that says why it means nothing."""
        known = self.caches[key]
        if cell not in known:
            if len(known) > KNOWN:
                known.clear()
            known[cell] = self._read(key, cell)
        return known[cell]

    def _complain(self, number, key, cell, bad):
        if self.bad.get(number) is True:
            return  # refused altogether: nothing of the row is repeated
        self.bad[number] = "told"
        self.bad_here = True
        self.table.complain(number, key, cell, bad.message, bad.expected)

    def _put_aside_examples(self, batch, cells):
        for place, cell in enumerate(cells["code"]):
            if type(cell) is str and cell[:7].casefold() == EXAMPLE and fold_header(cell) not in self.folded:
                self.bad[batch.numbers[place]] = True
                self.bad_here = True
                self.examples += 1

    def _put_aside_strangers(self, batch, cells):
        """A release also tells of those who live elsewhere: organisations that the register does not know are no mistake there."""
        for place, cell in enumerate(cells["organisation"]):
            if type(cell) is str and cell and fold_header(cell) not in self.by_organisation:
                self.bad[batch.numbers[place]] = True
                self.bad_here = True
                self.strangers.add(cell)

    # -- one cell -----------------------------------------------------------------------------------------------------

    def _indicator(self, cell):
        word = figures.words(cell)
        if not word:
            raise Bad(_("The indicator's code is missing."), _("an indicator's code"))
        alike = self.folded.get(fold_header(word), [])
        indicator = self.by_code.get(word) or (alike[0] if len(alike) == 1 else None)
        if indicator is None and alike:
            codes = ", ".join(f"”{quote(code)}”" for code in sorted(each.code for each in alike))
            raise Bad(
                _("“%(code)s” may be %(codes)s, which differ in capital letters alone. Write the code exactly.")
                % {"code": quote(word), "codes": codes},
                codes,
            )
        if indicator is None:
            close = figures.did_you_mean(word, [i.code for i in self.indicators.values()])
            if named := self.by_name.get(fold_header(word)):
                close = " " + _("“%(name)s” has the code %(code)s.") % {"name": quote(named.name), "code": named.code}
            raise Bad(_("There is no indicator with the code “%(code)s”.") % {"code": quote(word)} + close, _("an indicator's code"))
        if indicator.kpi_id:
            raise Bad(
                _("The figures of %(code)s come from Kolada. They are fetched, not entered.") % {"code": indicator.code},
                _("an indicator of your own"),
            )
        return indicator

    def _organisation(self, cell):
        word = figures.words(cell)
        if not word:
            if self.default is not None:
                return self.default
            raise Bad(_("The organisation is missing."), _("an organisation's name"))
        name = fold_header(word)
        if name in self.doubtful:
            raise Bad(
                _("Several organisations are called “%(name)s”. Write the whole name.") % {"name": quote(word)}, _("an organisation's name")
            )
        organisation = self.by_organisation.get(name)
        if organisation is None:
            close = figures.did_you_mean(word, [o.name for o in self.organisations.values()])
            raise Bad(_("There is no organisation called “%(name)s”.") % {"name": quote(word)} + close, _("an organisation's name"))
        if self.only is not None and organisation.pk not in self.only:
            allowed = ", ".join(sorted(self.organisations[pk].name for pk in self.only))
            raise Bad(_("You may enter figures for %(names)s, not for %(name)s.") % {"names": allowed, "name": organisation.name}, allowed)
        return organisation

    def _figure(self, number, cell, indicator, unit):
        """(exact text or None, absence, sign) of a cell that is more than a bare number, or has a unit beside it."""
        own = indicator.unit if indicator is not None else ""
        up = down = 1
        try:
            word = figures.words(unit) if unit is not None else ""
            figures.same_units(cell, word, self.table.units.get("value", ""), own)
            up, down = figures.factor_of_unit(word, own) if own else (1, 1)
        except Bad as bad:
            self._complain(number, "unit", unit, bad)
        if "value" in self.table.units and not word:
            try:
                figures.same_units(cell, self.table.units["value"], "", own)
                up, down = figures.factor_of_unit(self.table.units["value"], own) if own else (1, 1)
            except Bad as bad:
                self._complain(number, "value", cell, bad)
                return None, "", ""
        try:
            value, absence, sign = figures.figure(cell, own)
        except Bad as bad:
            self._complain(number, "value", cell, bad)
            return None, "", ""
        if up != down and value is not None and not figures.says_its_unit(cell):
            value = figures.exact_text(Decimal(value) * up / down)
        if absence and not text_of(cell).strip():
            self.empty += 1
        return value, str(absence), sign

    # -- rows beside each other ---------------------------------------------------------------------------------------

    def _compare_names(self, batch, indicators, names):
        """A code and a name of two different indicators: one of them is a slip. Each pair is looked at once."""
        pairs = list(zip(batch.cells["code"], names, strict=True))
        wrong = self.wrong_names(set(pairs))
        for place, pair in enumerate(pairs if wrong else ()):
            if pair in wrong:
                indicator, named = indicators[place], wrong[pair]
                words = _("%(code)s is “%(own)s”, but the row says “%(other)s” (%(other_code)s).")
                facts = {"code": indicator.code, "own": quote(indicator.name), "other": quote(named.name), "other_code": named.code}
                self._complain(batch.numbers[place], "name", pair[1], Bad(words % facts, indicator.name))

    def wrong_names(self, pairs):
        """{(code, name): the indicator that has the name}, for those of `pairs` where it is another's than the code's."""
        wrong = {}
        for pair in pairs - self.agreed:
            cell, indicator = pair[1], self.caches["code"].get(pair[0])
            indicator = None if isinstance(indicator, Bad) else indicator
            named = self.by_name.get(fold_header(text_of(cell))) if cell and indicator is not None else None
            if named is None or named.pk == indicator.pk:
                self.agreed.add(pair)
                if cell and indicator is not None and fold_header(text_of(cell)) not in self.names:
                    name = text_of(cell)
                    self.strange[indicator.pk] = min(self.strange.get(indicator.pk, name), name)
            else:
                wrong[pair] = named
        return wrong

    def column_after_value(self):
        """Key of the column where the decimals of a value would stand that a comma had cut in two; None when none can."""
        places = self.table.places
        after = (key for key, place in places.items() if place == places["value"] + 1)
        return next(after, None) if self.table.delimiter == "," else None

    def _suspect_cut_numbers(self, batch, cells):
        """With commas between the cells, digits right after the value are its decimals as often as not."""
        after = self.column_after_value()
        if after is None:
            return
        for place, cell in enumerate(cells[after]):
            if (
                type(cell) is str
                and cell.isascii()
                and cell.isdigit()
                and type(cells["value"][place]) is str
                and "," not in cells["value"][place]
            ):
                words = _(
                    "Digits stand right after the value. A decimal comma needs quotation marks when comma is the delimiter: save the file with semicolons."
                )
                self._complain(batch.numbers[place], after, cell, Bad(words, self.table.heading(after)))

    def bit_of(self, period):
        """The bit that stands for a period in what has been seen of a pair."""
        return self.periods.get(period) or self.periods.setdefault(period, 1 << len(self.periods))

    def _refuse_twice(self, rows):
        """The same indicator, organisation and period twice in the file. What is seen is a bit for each period of a pair."""
        twice = []
        for row in rows:
            bit = self.bit_of(row[3])
            pair = row[1] << 32 | row[2]
            held = self.seen.get(pair, 0)
            if held & bit:
                twice.append(row)
            self.seen[pair] = held | bit
        for row in twice:
            first = self._first_row(row, rows)
            words = _("The same indicator, organisation and period stand in row %(first)s and row %(second)s. Leave one of them.")
            indicator, organisation = self.indicators[row[1]], self.organisations[row[2]]
            self.table.complaints.add(
                words % {"first": first, "second": row[0]},
                sheet=self.table.sheet,
                row=row[0],
                column=self.table.heading("code"),
                found=f"{indicator.code}, {organisation.name}, {apart.in_words(row[3])}",
                expected=_("one value for each indicator, organisation and period"),
            )

    def _first_row(self, row, rows):
        for earlier in [*(each for part in self.out.parts for each in part), *rows]:
            if list(earlier[1:4]) == list(row[1:4]):
                return earlier[0]
        return row[0]

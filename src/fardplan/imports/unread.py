"""What a table passed over, said to whoever sent it: sheets, hidden rows and columns, merged cells, headings that are not there."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.kit.text import quote
from fardplan.tables.workbook import column_letters, corners


class Unread:
    """The part of `table.Table` that tells, when its sheets have been gone through."""

    def _afterwards(self, sheet, was_read, cells_seen):
        facts = sheet.facts
        if far := facts.get("far"):
            self.complaints.add(
                _("Something stands far outside the table, in cell %(cell)s. Take it away.") % {"cell": f"{column_letters(far[1])}{far[0]}"},
                sheet=sheet.name, row=far[0], column=column_letters(far[1]),
            )  # fmt: skip
        if not was_read:
            if sheet.is_hidden and self.kind == "xlsx":
                self.complaints.warn(_("The hidden sheet “%(name)s” is not read.") % {"name": quote(sheet.name)})
            elif cells_seen:
                self.complaints.warn(_("The sheet “%(name)s” is not read.") % {"name": quote(sheet.name)})
            return
        if sheet.is_hidden:
            self.complaints.warn(_("The sheet “%(name)s” is hidden.") % {"name": quote(sheet.name)})
        if hidden := [row for row in facts.get("hidden_rows", []) if row >= self.header_row]:
            words = ngettext("%(n)s hidden row is read too: row %(rows)s.", "%(n)s hidden rows are read too: rows %(rows)s.", len(hidden))
            self.complaints.warn(words % {"n": len(hidden), "rows": _listed(hidden)})
        if hidden := facts.get("hidden_columns"):
            letters = ", ".join(column_letters(column) for column in hidden[:10])
            self.complaints.warn(_("Hidden columns are read too: %(columns)s.") % {"columns": letters})
        for area in facts.get("merged", []):
            self._merged(area)

    def _merged(self, area):
        found = corners(area)
        if found is None:
            return
        first_row, first_column, last_row, last_column = found
        if last_row > self.header_row and first_column <= self._last_named:
            heading = self.headings[first_column - 1] if first_column <= len(self.headings) else column_letters(first_column)
            self.complaints.add(
                _("The cells %(area)s are merged. Split them and write each row's own value.") % {"area": area},
                sheet=self.sheet, row=max(first_row, self.header_row), column=heading, found=area, expected=_("one cell for each value"),
            )  # fmt: skip
        elif first_row <= self.header_row <= last_row and last_column > first_column:
            self.complaints.add(
                _("The headings %(area)s are merged. Each column needs a heading of its own.") % {"area": area},
                sheet=self.sheet, row=self.header_row, found=area,
            )  # fmt: skip

    def _no_headings(self):
        expected = ", ".join(column.heading for column in self.columns)
        if self._wide and (self._best is None or len(self._best[1]) <= 3):
            self.complaints.add(
                _("Each period has a column of its own here. Write one value in each row, with the period in the column Period."),
                row=self._best[0] if self._best else None,
                expected=expected,
            )
        elif self._best:
            row, keys = self._best
            for column in self.columns:
                if column.required and column.key not in keys:
                    self.complaints.add(
                        _("The column “%(heading)s” is missing among the headings.") % {"heading": column.heading},
                        row=row, column=column.heading, expected=expected,
                    )  # fmt: skip
        elif self._hidden:
            self.complaints.add(
                _("The headings are on a hidden sheet, “%(name)s”. Show it and save the file again.") % {"name": quote(self._hidden[0])},
                sheet=self._hidden[0], expected=expected,
            )  # fmt: skip
        elif not self.complaints:
            self.complaints.add(_("No row with the template's headings was found."), row=1, expected=expected)


def _listed(numbers):
    return ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")

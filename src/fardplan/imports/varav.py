"""The line that a budget line is a part of: one of the register's, or one that stands in the same file."""

import re

from django.utils.translation import gettext as _

from fardplan.economy.models import BudgetLine
from fardplan.imports import figures
from fardplan.imports.fields import Ref
from fardplan.kit.text import quote
from fardplan.tables.delimited import fold_header

#: A text that is not settled yet, and one that points into the file: "+budget/folded title".
ASKED, IN_FILE = "?", "+"
_YEAR = re.compile(r"\s*\((?:19|20)[0-9]{2}\)$")


class Varav(Ref):
    """ "Title" or "Title (year)". Which line it is follows from the row's own budget, once all rows of the file are known."""

    def __init__(self, name, heading, **more):
        super().__init__(name, heading, rows=_main_lines, name_of=lambda row: f"{row.title} ({row.budget.year})", list_it=False, **more)

    def prepare(self, programme):
        super().prepare(programme)
        self.by_place = {(row.budget.slug, fold_header(row.title)): row.slug for row in self.by_key.values()}

    def _one(self, word):
        if word in self.by_key:
            return word
        name = fold_header(word)
        return self.by_name[name] if name in self.by_name and name not in self.twice else ASKED + word

    def is_in_file(self, text):
        return text.startswith(IN_FILE)

    def settle(self, rows, table):
        """Give what was asked for its line, in the register or in the file; complain of what is in neither."""
        places = {(values.get("budget"), fold_header(values.get("title", ""))): values for _number, _key, values in rows}
        for number, _key, values in rows:
            asked = values.get(self.name, "")
            if not asked.startswith(ASKED):
                continue
            word = asked.removeprefix(ASKED)
            # A line of the file may be called as the register's own file calls it, with its year.
            place = next(
                (found for title in (word, _YEAR.sub("", word)) if (found := (values.get("budget"), fold_header(title))) in places),
                (values.get("budget"), fold_header(word)),
            )
            parent = places.get(place)
            if parent is not None and parent is not values and not parent.get(self.name):
                values[self.name] = self.by_place.get(place) or f"{IN_FILE}{place[0]}/{place[1]}"
            elif place in self.by_place:
                values[self.name] = self.by_place[place]
            else:
                self._refuse(number, word, parent, values, table, places)

    def _refuse(self, number, word, parent, values, table, places):
        if parent is values:
            message = _("A line cannot be a part of itself.")
        elif parent is not None:
            message = _("“%(name)s” is a varav line itself. Choose the line that it stands under.") % {"name": quote(word)}
        else:
            mine = [
                each["title"] for (budget, _title), each in places.items() if budget == values.get("budget") and not each.get(self.name)
            ]
            known = [self.name_of(row) for row in self.by_key.values()]
            message = _("There is no line “%(name)s” in the same budget, neither in the file nor in the register.") % {"name": quote(word)}
            message += figures.did_you_mean(word, [*mine, *known])
        table.complain(number, self.name, word, message, _("a line of the same budget"))

    def value(self, text, programme):
        if self.is_in_file(text):
            budget, _slash, title = text.removeprefix(IN_FILE).partition("/")
            return super().value(self.by_place[budget, title], programme)
        return super().value(text, programme)

    def shown(self, text):
        return text.partition("/")[2] if self.is_in_file(text) else super().shown(text)


def _main_lines(programme):
    return BudgetLine.objects.filter(programme=programme, parent__isnull=True).select_related("budget")

"""What initiatives mean to move, as a register in and out: the plan of each evaluation. What was found is counted, never read from a file."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.effects import services as effects
from fardplan.effects.models import Effect
from fardplan.imports import figures
from fardplan.imports.columns import LONG, of, organisations
from fardplan.imports.complaints import Bad
from fardplan.imports.fields import Choice, Field, Number, Ref, When
from fardplan.imports.kind_rows import RowKind
from fardplan.imports.kind_values import Refusal
from fardplan.indicators.models import Indicator
from fardplan.kit.text import quote
from fardplan.kit.timing import Timing, TimingError
from fardplan.portfolio.models import Initiative
from fardplan.tables.delimited import fold_header

EXAMPLE = "Kommunens namn: HT 2024; En annan kommun: mars 2025"


class Starts(Field):
    """Where and since when: “Kommunens namn: HT 2024; En annan: 2025”."""

    def prepare(self, programme):
        rows = list(organisations(programme))
        self.by_name = {fold_header(name): row for row in rows for name in (row.short_name, row.name) if name}

    def read(self, cell, heading=""):
        word = figures.words(cell, longest=2_000)
        found = {}
        for part in filter(None, (part.strip() for part in re.split(r"[;\n]", word))):
            name, colon, when = part.partition(":")
            row = self.by_name.get(fold_header(name.strip()))
            if row is None:
                names = [each.name for each in self.by_name.values()]
                raise Bad(_("There is no “%(name)s”.") % {"name": quote(name.strip())} + figures.did_you_mean(name.strip(), names), EXAMPLE)
            try:
                began = Timing.parse(when.strip()) if colon else None
            except TimingError as error:
                raise Bad(error.message, EXAMPLE) from None
            if began is None or began.starts_earliest is None:
                raise Bad(_("Say when it begins, for example 2024, HT 2024 or 1 March 2024."), EXAMPLE)
            if row.name in found:
                raise Bad(_("The same organisation begins twice. Leave one of the rows."), EXAMPLE)
            found[row.name] = began.words
        return "; ".join(f"{name}: {words}" for name, words in sorted(found.items()))

    def value(self, text, programme):
        pairs = [part.rpartition(": ") for part in text.split("; ") if part]
        return {self.name: [{"organisation": self.by_name[fold_header(name)], "began": Timing.parse(when)} for name, _colon, when in pairs]}

    def text_of(self, row):
        return "; ".join(sorted(f"{start.organisation.name}: {start.began_words}" for start in row.starts.all()))


def _new(context, given):
    return {"programme": context.programme, "registered_date": context.day}


def _edit(effect, *, by, **values):
    """A plan changed from a file is a plan written today, as on the page."""
    return effects.edit_effect(effect, by=by, on=effect.programme.shown_as_of or timezone.localdate(), **values)


def _remove(effect, *, by):
    try:
        effects.remove_effect(effect, by=by)
    except effects.NothingToTake as error:
        raise Refusal(str(error)) from error


EFFECTS = (
    RowKind(
        "effects", gettext_lazy("Effects"), Effect, Permission.EDIT_INDICATORS,
        (
            Ref("initiative", "Utvecklingsarbete", required=True, rows=of(Initiative), name_of=lambda row: row.title, width=36),
            Ref("indicator", "Nyckeltal", required=True, rows=of(Indicator), name_of=lambda row: row.code, width=16, help="Indikatorkod."),
            Choice("direction", "Avser att", Effect.Direction.choices, required=True, width=14),
            Number("size", "Hur mycket", whole=False, width=12),
            Field("size_words", "Hur mycket, i ord", longest=200, width=30),
            When("expected", "När det ska synas", width=18),
            Starts("starts", "Var och sedan när", width=50, longest=2_000, help=EXAMPLE),
            Choice("compared", "Jämförs", Effect.Compared.choices, width=36, default=Effect.Compared.NEVER),
            Ref("compared_with", "Jämförs med", rows=organisations, name_of=lambda row: row.name, many=True, list_it=False, width=40),
            Field("why", "Varför nyckeltalet", **LONG),
        ),
        effects.add_effect, _edit, page="effects", remove=_remove, natural=("initiative", "indicator"), named_by="initiative", also=_new,
        rows=lambda p: Effect.objects.filter(programme=p).select_related("initiative", "indicator").prefetch_related("starts__organisation"),
        example_row=("Mobila team", "N12345", "sänka det", 2, None, "2026", EXAMPLE, "med organisationer som inte börjar", None, None),
    ),
)  # fmt: skip

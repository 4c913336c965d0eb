"""Instruments of self-assessment and their statements, in and out. A unit's answers have a file of their own, on its page."""

import re

from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.goals.models import Goal
from fardplan.imports import figures
from fardplan.imports.columns import LONG, of
from fardplan.imports.complaints import Bad
from fardplan.imports.fields import Field, Number, Ref
from fardplan.imports.kind_rows import RowKind
from fardplan.selfassessment import services
from fardplan.selfassessment.models import Instrument, Statement
from fardplan.selfassessment.rules import ScaleError, scale_of, scale_text

EXAMPLE = "0 Stämmer inte alls; 1 Stämmer delvis; 2 Stämmer helt"


class Scale(Field):
    """The steps of a scale in one cell: “0 Stämmer inte alls; 1 Stämmer helt”."""

    def read(self, cell, heading=""):
        word = figures.words(cell, longest=2_000)
        try:
            return "; ".join(scale_text(scale_of(re.sub(r"\s*;\s*", "\n", word))).split("\n")) if word else ""
        except ScaleError as error:
            raise Bad(str(error), EXAMPLE) from None

    def value(self, text, programme):
        return {self.name: scale_of(text.replace("; ", "\n")) if text else []}

    def text_of(self, row):
        return "; ".join(scale_text([step]) for step in row.scale.all())


STATEMENTS = (
    RowKind(
        "instruments", gettext_lazy("Instruments of self-assessment"), Instrument, Permission.EDIT_INDICATORS,
        (
            Field("title", "Instrument", required=True, longest=200, width=40),
            Number("number", "Version", required=True, width=10),
            Field("description", "Beskrivning", **LONG),
            Scale("scale", "Skala", width=60, longest=2_000, help=EXAMPLE),
            Number("strength_from", "Styrka från", width=12, default="70"),
            Number("challenge_below", "Utmaning under", width=12, default="50"),
        ),
        services.add_instrument, services.edit_instrument, page="instruments", remove=services.remove_instrument,
        natural=("title", "number"), named_by="title",
        rows=lambda p: Instrument.objects.filter(programme=p).prefetch_related("scale"),
        example_row=("Självskattning", 1, "Egna påståenden.", EXAMPLE, 70, 50),
    ),
    RowKind(
        "statements", gettext_lazy("Statements of self-assessment"), Statement, Permission.EDIT_INDICATORS,
        (
            Ref("instrument", "Instrument", required=True, rows=of(Instrument), name_of=str, width=36, help="Namn och version, som Självskattning, 1."),
            Ref("goal", "Delmål", required=True, rows=of(Goal), name_of=lambda row: row.title, width=40),
            Field("text", "Påstående", required=True, longest=300, width=60),
            Field("help", "Vad som menas", longest=500, width=40),
            Number("weight", "Vikt", width=8, default="1"),
        ),
        services.add_statement, services.edit_statement, page="instruments", remove=services.remove_statement,
        natural=("instrument", "text"), named_by="text",
        rows=lambda p: Statement.objects.filter(programme=p).select_related("instrument", "goal").order_by("instrument", "goal__number", "position", "pk"),
        example_row=("Självskattning, 1", "Delmålets namn", "Vi frågar vad som är viktigt.", None, 1),
    ),
)  # fmt: skip

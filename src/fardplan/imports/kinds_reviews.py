"""Reviews of activities, in and out: the three questions, one row for each activity, party and period."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.imports import figures
from fardplan.imports.columns import LONG, goal_list, of, party
from fardplan.imports.complaints import Bad
from fardplan.imports.fields import Field, Ref
from fardplan.imports.guards import plans_of
from fardplan.imports.kind_rows import RowKind
from fardplan.imports.kind_values import Refusal
from fardplan.kit.periods import PeriodError, ReportPeriod
from fardplan.kit.text import quote
from fardplan.plan.models import Activity
from fardplan.reviews import services
from fardplan.reviews.models import ActivityReview, FactorTag, ProgressStep
from fardplan.tables.delimited import fold_header

EXAMPLE = "hjälpte: Tillit; hindrade: Tid"
#: The file's own words, the same in every language.
KINDS = {"hjälpte": "helped", "hindrade": "hindered"}
WORDS = {kind: word for word, kind in KINDS.items()}


class ReviewPeriod(Field):
    """2024, 2024-H1, 2024-Q1 or 2024-05."""

    def read(self, cell, heading=""):
        word = figures.words(cell, longest=20).removesuffix(".0")
        try:
            return ReportPeriod.parse(word).code if word else ""
        except PeriodError as error:
            raise Bad(str(error), "2024, 2024-H1") from None


class Factors(Field):
    """What helped and hindered, by tags: “hjälpte: Tillit; hindrade: Tid”. In which words they stand is kept as it is."""

    def prepare(self, programme):
        self.tags = {fold_header(row.name): row for row in FactorTag.objects.filter(programme=programme)}

    def read(self, cell, heading=""):
        found = set()
        for part in filter(None, (part.strip() for part in re.split(r"[;\n]", figures.words(cell, longest=2_000)))):
            kind, _colon, name = part.partition(":")
            tag = self.tags.get(fold_header(name.strip()))
            if kind.strip().lower() not in KINDS:
                raise Bad(_("Say “hjälpte:” or “hindrade:” before each factor."), EXAMPLE)
            if tag is None:
                known = [row.name for row in self.tags.values()]
                raise Bad(_("There is no “%(name)s”.") % {"name": quote(name.strip())} + figures.did_you_mean(name.strip(), known), EXAMPLE)
            found.add(f"{kind.strip().lower()}: {tag.name}")
        return "; ".join(sorted(found))

    def value(self, text, programme):
        pairs = [part.split(": ", 1) for part in text.split("; ") if part]
        return {self.name: [{"tag": self.tags[fold_header(name)], "kind": KINDS[kind]} for kind, name in pairs]}

    def text_of(self, row):
        return "; ".join(sorted(f"{WORDS[factor.kind]}: {factor.tag.name}" for factor in row.factors.all()))


def _new(context, given):
    return {"programme": context.programme, "reviewed_date": context.day}


def _remove(review, *, by):
    try:
        services.remove_activity_review(review, by=by)
    except services.StillTaken as error:
        raise Refusal(str(error)) from error


REVIEWS = (
    RowKind(
        "activity_reviews", gettext_lazy("Reviews of activities"), ActivityReview, Permission.EDIT_PLAN,
        (
            Ref("activity", "Aktivitet", required=True, rows=of(Activity), name_of=lambda row: row.title, list_it=False, width=40),
            ReviewPeriod("period", "Period", required=True, width=12, help="2024 eller 2024-H1."),
            party("party", "Part", width=28),
            Field("done", "Vad har gjorts", required=True, **LONG),
            Field("result", "Med vilket resultat", **LONG),
            Field("helped", "Vad hjälpte", **LONG),
            Field("hindered", "Vad hindrade", **LONG),
            Factors("factors", "Faktorer", longest=2_000, width=40, help=EXAMPLE),
            Ref("progress", "Hur långt det förde oss", rows=of(ProgressStep), name_of=lambda row: row.label, width=24),
            Field("progress_words", "Varför", **LONG),
            goal_list(),
        ),
        services.add_activity_review, services.edit_activity_review, page="activity_reviews", plans=plans_of, owned_by="party", remove=_remove,
        natural=("activity", "period", "party"), named_by="activity", also=_new,
        rows=lambda p: ActivityReview.objects.filter(programme=p).select_related("activity", "party", "progress").prefetch_related("factors__tag").order_by("period", "activity__title", "pk"),
        example_row=("Aktivitetens namn", "2024-H1", "Kommunens namn", "Vi gick hem till 40 personer", "Färre åkte in", "Vi kände varandra", "Det var ont om tid", EXAMPLE, None, None, None),
    ),
)  # fmt: skip

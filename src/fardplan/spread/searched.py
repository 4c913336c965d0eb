"""What the search knows of this room's rows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.search import kinds
from fardplan.spread.models import Adoption, MethodSheet


def method_page(row):
    return reverse("spread_method", args=[row.programme.slug, row.method.slug])


def register():
    kinds.register(
        Adoption, name=_("Where parties are with methods"), texts=("evidence", "lessons", "began_words"), url=method_page, related=("method", "party__organisation")
    )  # fmt: skip
    kinds.register(
        MethodSheet,
        name=_("What methods need"),
        texts=("competence", "technique", "agreements", "cost_words", "lessons", "final_report", "checklist"),
        url=method_page,
        related=("method",),
    )

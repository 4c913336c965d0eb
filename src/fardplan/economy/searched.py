"""What the search knows of this room's rows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.economy.models import BudgetLine, Funding
from fardplan.search import kinds


def economy_page(row):
    return reverse("economy", args=[row.programme.slug])


def register():
    kinds.register(BudgetLine, name=_("Budget lines"), texts=("comment",), url=economy_page)
    kinds.register(
        Funding,
        name=_("Funding"),
        title=lambda row: f"{row.grant or row.organisation_words or row.organisation or row.get_role_display()} {row.year}",
        texts=("organisation_words", "comment"),
        url=economy_page,
        related=("organisation",),
    )

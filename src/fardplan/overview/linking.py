"""What a framework's question may be answered by in rooms that the room of frameworks does not know: told here, above them all."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.reviews import linked
from fardplan.selfassessment.models import Statement


def _statements(programme):
    return Statement.objects.filter(programme=programme).select_related("instrument")


def _choices(programme):
    return [(row.slug, f"{row.instrument}: {row.text}") for row in _statements(programme)]


def _found(programme, keys):
    rows = _statements(programme).filter(slug__in=keys)
    return {row.slug: (row.text, reverse("instrument", args=[programme.slug, row.instrument.slug])) for row in rows}


def register():
    linked.register("statement", _("Statements of the self-assessment"), choices=_choices, found=_found)

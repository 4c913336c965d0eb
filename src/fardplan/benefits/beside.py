"""What benefits show on the pages of rooms below: the initiative's own."""

from django.template.loader import render_to_string
from django.urls import reverse

from fardplan.benefits import access, presenting
from fardplan.benefits.queries import profiles as queries

#: Benefits on an initiative's page: further ones are in the register.
MOST = 10


def of_initiative(context, initiative):
    """HTML: each benefit of the work with where it stands, and its calculations. Empty when there are none and the reader may add none."""
    authority = context.get("authority")
    if authority is None:
        return ""
    page = context.get("page")
    # The page has asked already whether there are any.
    found = queries.of_initiative(initiative, authority.user) if getattr(page, "has_benefits", True) else queries.NO_BENEFITS
    can_add = access.can_add_to(authority, initiative, getattr(page, "party_ids", None))
    today = context["request"].today
    values = {
        "programme": authority.programme,
        "initiative": initiative,
        "rows": [presenting.register_row(queries.row_of(profile, on=today), today) for profile in found.profiles[:MOST]],
        "more_rows": max(len(found.profiles) - MOST, 0),
        "calculations": found.calculations,
        "can_add": can_add,
        "register_url": _with_work(reverse("benefits", args=[authority.programme.slug]), initiative),
        "add_url": _with_work(reverse("benefit_add", args=[authority.programme.slug]), initiative),
    }
    return render_to_string("benefits/_of_initiative.html", values)


def _with_work(url, initiative):
    return f"{url}?arbete={initiative.slug}"

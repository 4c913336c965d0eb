"""The main menu: the only list that knows every room."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission

#: (route, label, the paths after the programme that make the item the current one)
ITEMS = (
    ("county", _("Where we are"), ""),
    ("portfolio", _("Portfolio"), "portfolj/"),
    ("timeline", _("Roadmap"), "fardplan/"),
    ("activities", _("Activities"), "aktiviteter/"),
    ("goals", _("Goals"), ("mal/", "nyckeltal/")),
    ("parties", _("Parties"), "parter/"),
    ("forums", _("Forums"), ("forum/", "bemanning/")),
    ("decisions", _("Decisions"), "beslut/"),
    ("economy", _("Economy"), "ekonomi/"),
    ("reports", _("Reports"), "rapporter/"),
)


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    current: bool


def context(request):
    """For templates: `programme`, `authority` and `navigation`, inside a programme."""
    programme = getattr(request, "programme", None)
    if programme is None:
        return {}
    rest = request.path.removeprefix(f"/{programme.slug}/")
    home = reverse("county", args=[programme.slug])
    return {
        "programme": programme,
        "authority": request.authority,
        "header_name": programme.name,
        "home_url": home,
        "user_links": _user_links(request, programme),
        "navigation": [
            Item(label, reverse(route, args=[programme.slug]), rest == "" if path == "" else rest.startswith(path))
            for route, label, path in ITEMS
        ],
    }


def _user_links(request, programme):
    links = [(_("My programmes"), reverse("programmes")), (_("My password"), reverse("password"))]
    if request.authority.may(Permission.MANAGE_MEMBERS):
        links.insert(1, (_("Who may log in"), reverse("members", args=[programme.slug])))
    return [Item(label, url, request.path == url) for label, url in links]

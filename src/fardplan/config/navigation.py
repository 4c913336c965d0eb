"""The main menu: the only list that knows every room."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.search import kinds

#: A heading of the menu and its pages: (route, label, what the address begins with after the programme). The first page is where the
#: heading leads; the others stand in a row below it while one is there. An address belongs to the page that says most of it.
MENU = (
    (
        ("county", _("Where we are"), ""),
        ("nearer", _("Are we nearer?"), "narmare/"),
        ("status_reports", _("Status reports"), "lagesrapporter/"),
        ("deviations", _("Deviations"), "avvikelser/"),
        ("risks", _("Risks"), "risker/"),
        ("frictions", _("Friction"), "skav/"),
        ("checklists", _("Checklists"), "checklistor/"),
    ),
    (("portfolio", _("Portfolio"), "portfolj/"),),
    (("timeline", _("Roadmap"), "fardplan/"), ("calendar", _("Calendar"), "kalender/")),
    (
        ("activities", _("Activities"), "aktiviteter/"),
        ("plans", _("Local plans"), "planer/"),
        ("activity_reviews", pgettext_lazy("menu", "Reviews"), "aktivitetsuppfoljning/"),
        ("tips", _("Use this"), "aktivitetsuppfoljning/tips/"),
        ("listening", _("Listening"), "lyssna/"),
    ),
    (("spread", _("Spread"), "spridning/"),),
    (
        ("goals", pgettext_lazy("menu", "Goals"), "mal/"),
        ("indicators", _("Indicators"), "nyckeltal/"),
        ("effects", _("Effects"), "effekter/"),
        ("rounds", _("Self-assessment"), "sjalvskattning/"),
        ("benefits", _("Benefits"), "nytta/"),
        ("frameworks", _("Frameworks"), "ramverk/"),
        ("calculations", _("Benefit calculations"), ("nytta/kalkyler/", "nytta/kalkylvarden/")),
        ("boundary_costs", _("Across boundaries"), "nytta/granser/"),
    ),
    (
        ("decisions", _("Decisions"), "beslut/"),
        ("follow_ups", _("To carry out"), "beslut/uppfoljning/"),
        ("meetings", _("Meetings"), ("beslut/moten/", "beslut/mote/")),
        ("matters", _("Matters"), ("beslut/arenden/", "beslut/arende/")),
        ("raised", _("Raised"), "beslut/lyft/"),
        ("messages", _("Letters"), "beslut/meddelanden/"),
        ("consultations", _("Consultations"), "remisser/"),
    ),
    (("economy", _("Economy"), "ekonomi/"), ("grants", _("Grants"), "ekonomi/statsbidrag/")),
    (("reports", _("Reports"), ("rapporter/", "dokumentmallar/")), ("compilations", _("Follow-up"), "uppfoljning/")),
    (("parties", _("Parties"), "parter/"), ("forums", _("Forums"), "forum/"), ("staffing", _("Staffing"), "bemanning/")),
)


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    current: bool
    pages: tuple["Item", ...] = ()  # below a heading, when there is more than one


def context(request):
    """For templates: `programme`, `authority` and `navigation`, inside a programme."""
    programme = getattr(request, "programme", None)
    mine = {"my_page_url": reverse("my_page"), "my_page_current": request.path == reverse("my_page")}
    if getattr(request, "user", None) is not None and request.user.is_authenticated:
        mine["waiting_count"] = request.user.waiting_count
        mine["search_url"] = reverse("search")
    if programme is None:
        return mine if getattr(request, "user", None) is not None and request.user.is_authenticated else {}
    rest = request.path.removeprefix(f"/{programme.slug}/")
    home = reverse("county", args=[programme.slug])
    return mine | {
        "programme": programme,
        "authority": request.authority,
        "header_name": programme.name,
        "home_url": home,
        "user_links": _user_links(request, programme),
        "can_star": request.method == "GET" and request.resolver_match is not None and request.resolver_match.url_name in kinds.pages(),
        **_menu(programme, rest),
    }


def _menu(programme, rest):
    """`navigation`: the headings; `subnavigation`: the pages below the heading where `rest`, the address after the programme, is."""
    here = max((_match(paths, rest), route) for pages in MENU for route, _label, paths in pages)
    place = here[1] if here[0] >= 0 else None
    headings = []
    for pages in MENU:
        items = tuple(Item(label, reverse(route, args=[programme.slug]), route == place) for route, label, _paths in pages)
        headings.append(Item(items[0].label, items[0].url, any(item.current for item in items), items if len(items) > 1 else ()))
    return {"navigation": headings, "subnavigation": next((item.pages for item in headings if item.current), ())}


def _match(paths, rest):
    """How much of the address a page says: characters, or -1 when it is another's. The county page is only itself."""
    said = [path for path in ([paths] if isinstance(paths, str) else paths) if (rest.startswith(path) if path else not rest)]
    return max(map(len, said), default=-1)


def _user_links(request, programme):
    links = [(_("My programmes"), reverse("programmes")), (_("My log-in"), reverse("mfa_index"))]
    links.insert(1, (_("Excel in and out"), reverse("imports", args=[programme.slug])))
    links.insert(1, (_("Who may do what"), reverse("roles", args=[programme.slug])))
    if request.authority.may(Permission.MANAGE_MEMBERS) or request.authority.may(Permission.MANAGE_PARTY_MEMBERS):
        links.insert(1, (_("Who may log in"), reverse("members", args=[programme.slug])))
    if request.authority.may(Permission.READ_AUDIT):
        links.insert(-1, (_("Events"), reverse("events", args=[programme.slug])))
    return [Item(label, url, request.path == url) for label, url in links]

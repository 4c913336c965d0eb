from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts.mail import link
from fardplan.accounts.permissions import Permission
from fardplan.kit import forms
from fardplan.kit.templatetags.fardplan import MONTHS, language
from fardplan.overview import calendar_rules as rules
from fardplan.overview import feeds
from fardplan.overview.calendars import KINDS, as_icalendar, entries, kind_words
from fardplan.overview.models import CalendarFeed
from fardplan.parties.models import Party
from fardplan.parties.web import in_programme, open_to_all


class CalendarFilterForm(forms.FilterForm):
    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        words = kind_words()
        kinds = [(kind, words[kind]) for kind in KINDS]
        self.fields["manad"] = forms.TextField(label=_("Month"), max_length=7, required=False)
        self.fields["slag"] = forms.ChoiceField(label=_("Kind"), choices=kinds, required=False, empty_label=_("All kinds"))
        whose = [("jag", _("Mine")), *((party.slug, party.name) for party in parties)]
        self.fields["vems"] = forms.ChoiceField(label=_("Whose"), choices=whose, required=False, empty_label=_("Everybody’s"))

    @property
    def chosen(self):
        """A month is always chosen: it is no filter to clear."""
        return {name: value for name, value in super().chosen.items() if name != "manad"}


@in_programme(Permission.READ)
def calendar(request):
    """A month, as days or as a list: what falls on its days, and under it what only words place there."""
    first = rules.month_of(request.GET.get("manad", ""), request.today)
    parties = _parties(request)
    filters = CalendarFilterForm({**request.GET.dict(), "manad": f"{first:%Y-%m}"}, parties=parties)
    chosen = filters.chosen
    whose = chosen.get("vems", "")
    found = entries(
        request.user,
        programmes=[request.programme.pk],
        on=request.now_day,
        first=first,
        until=rules.next_month(first),
        party=next((party for party in parties if party.slug == whose), None),
        mine=whose == "jag",
        kinds=(chosen["slag"],) if chosen.get("slag") else KINDS,
    )
    words = kind_words()
    as_list = request.GET.get("vy") == "lista"
    return render(
        request,
        "overview/calendar.html",
        {
            "title": _month_words(first),
            "first": first,
            "filters": filters,
            "as_list": as_list,
            "ways": _ways(request, as_list),
            "weeks": rules.weeks(first, found, request.today),
            "listed": sorted((each for each in found if each.is_on_days), key=lambda each: each.sort_key),
            "under": rules.under_the_month(found),
            "kind_words": words,
            "before": f"{rules.month_before(first):%Y-%m}",
            "after": f"{rules.next_month(first):%Y-%m}",
            "before_words": _month_words(rules.month_before(first)),
            "after_words": _month_words(rules.next_month(first)),
        },
    )


def _ways(request, as_list):
    asked = request.GET.copy()
    ways = []
    for code, label, current in (("", _("Month"), not as_list), ("lista", _("List"), as_list)):
        asked["vy"] = code
        ways.append({"label": label, "url": f"?{asked.urlencode()}", "current": current})
    return ways


def _month_words(first):
    return f"{MONTHS[language()][first.month - 1].capitalize()} {first.year}"


def _parties(request):
    return list(Party.objects.visible_to(request.user).filter(programme=request.programme).holding_on(request.today).in_order())


@in_programme(Permission.READ)
def subscriptions(request):
    """My own secret addresses to calendars. A new one is shown once, in the answer that makes it."""
    made = error = None
    parties = _parties(request)
    if request.method == "POST":
        now = timezone.now()
        if request.POST.get("gor") == "aterkalla":
            key = request.POST.get("prenumeration", "")
            feed = get_object_or_404(feeds.of(request.user, request.programme), pk=int(key) if key.isdecimal() and len(key) < 18 else 0)
            feeds.revoke(feed, by=request.user, at=now)
            return redirect("calendar_feeds", request.programme.slug)
        asked = request.POST.get("vems", "")
        party = next((each for each in parties if each.slug == asked), None)
        scope = CalendarFeed.Scope.PARTY if party else CalendarFeed.Scope.MINE if asked == "jag" else CalendarFeed.Scope.PROGRAMME
        if party is None and asked not in ("", "jag"):
            error = _("Choose among the parties.")
        elif feeds.of(request.user, request.programme).count() >= feeds.MOST_FEEDS:
            error = _("You have as many addresses as there is room for. Take one back first.")
        else:
            try:
                _feed, token = feeds.make(by=request.user, programme=request.programme, scope=scope, party=party, at=now)
                made = link(reverse("calendar_feed", args=[token]))
            except ValidationError as refused:
                error = " ".join(refused.messages)
    return render(
        request,
        "overview/subscriptions.html",
        {
            "title": _("Subscribe to the calendar"),
            "crumbs": [(_("Calendar"), reverse("calendar", args=[request.programme.slug])), (_("Subscribe"), "")],
            "feeds": list(feeds.of(request.user, request.programme)),
            "parties": parties,
            "made": made,
            "error": error,
        },
        status=422 if error else 200,
    )


@open_to_all
def feed(request, token):
    """A calendar for whoever has its secret address: what its owner may see now. Anything else is not there."""
    found = feeds.read(token, at=timezone.now(), on=timezone.localdate()) if len(token) < 100 else None
    if found is None:
        raise Http404
    row, authority = found
    content = as_icalendar(
        entries(
            row.user,
            programmes=[row.programme_id],
            on=timezone.localdate(),
            party=row.party if row.scope == CalendarFeed.Scope.PARTY else None,
            mine=row.scope == CalendarFeed.Scope.MINE,
        ),
        name=f"{authority.programme.name}: {row}",
    )
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="fardplan.ics"'
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer

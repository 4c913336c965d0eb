"""Are we nearer? The page of goal by party, and what one of its cells rests on."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.goals.models import Goal
from fardplan.kit import forms
from fardplan.kit.periods import PeriodError, ReportPeriod
from fardplan.overview import nearer as page_of
from fardplan.parties.models import Party
from fardplan.parties.web import in_programme


class NearerFilterForm(forms.FilterForm):
    """The fields are called as the address is."""

    def __init__(self, *args, page, **kwargs):
        super().__init__(*args, **kwargs)
        years = [(str(year), str(year)) for year in page.years]
        if page.period.code not in dict(years):  # a half-year, or a year without anything
            years.insert(0, (page.period.code, page.period.label))
        self.fields["period"] = forms.ChoiceField(label=gettext_lazy("Year"), choices=years)
        goals = [(row.slug, f"{row.number}. {row.label}") for row in page.goals]
        self.fields["mal"] = forms.ChoiceField(label=gettext_lazy("Goal"), choices=goals, required=False, empty_label=_("All goals"))
        parties = [(row.slug, row.name) for row in page.parties]
        self.fields["part"] = forms.ChoiceField(label=gettext_lazy("Party"), choices=parties, required=False, empty_label=_("All parties"))


def _period(request):
    """The period that the address asks for: this year unless told. 404 for what is none."""
    try:
        return ReportPeriod.parse(request.GET.get("period") or str(request.today.year))
    except PeriodError as error:
        raise Http404 from error


@in_programme(Permission.READ)
def nearer(request):
    period = _period(request)
    page = page_of.nearer(
        request.programme,
        request.user,
        period=period,
        on=request.today,
        own=request.authority.party_ids,
        goal=request.GET.get("mal", ""),
        party=request.GET.get("part", ""),
    )
    filters = NearerFilterForm({**request.GET.dict(), "period": period.code}, page=page)
    return render(request, "overview/nearer.html", {"page": page, "filters": filters})


@in_programme(Permission.READ)
def evidence(request, slug, party):
    period = _period(request)
    goal = get_object_or_404(Goal.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)
    parties = Party.objects.visible_to(request.user).filter(programme=request.programme).select_related("organisation")
    found = page_of.evidence(
        request.programme,
        request.user,
        goal,
        get_object_or_404(parties, slug=party),
        period=period,
        on=request.today,
        own=request.authority.party_ids,
    )
    return render(request, "overview/nearer_evidence.html", {"found": found, "period": period})

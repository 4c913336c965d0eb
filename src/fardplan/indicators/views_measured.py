"""Definitions of measures beside each other."""

from django.shortcuts import render

from fardplan.accounts.permissions import Permission
from fardplan.indicators.measured import beside, measure_of, measured_in
from fardplan.indicators.queries import places_of
from fardplan.parties.web import in_programme


@in_programme(Permission.READ)
def measured(request):
    """All released measures of the programme; ?en= and ?annan= lay two versions beside each other, else the first two of one measure."""
    found = measured_in(request.programme, request.user)
    one, other = _chosen(request, found)
    context = {
        "versions": found,
        "one": one,
        "other": other,
        "beside": beside(one, other, places_of(request.programme, on=request.today)) if one and other else None,
    }
    return render(request, "indicators/measured.html", context)


def _chosen(request, found):
    by_key = {str(version.pk): version for version in found}
    one, other = (by_key.get(request.GET.get(name, "")) for name in ("en", "annan"))
    if one and other and one != other:
        return one, other
    pairs = [(a, b) for a in found for b in found if a.pk != b.pk and measure_of(a) == measure_of(b)]
    if one:
        pairs = [pair for pair in pairs if pair[0] == one] or pairs
    return pairs[0] if pairs else (None, None)

"""What others can use: tips out of reviews, and who has taken them up."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import confirm_page, form_page
from fardplan.kit.turning import address_of, turned
from fardplan.parties.models import Party
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require
from fardplan.reviews import access, queries, services
from fardplan.reviews.forms.reviews import TipForm, TipUseForm
from fardplan.reviews.models import Tip
from fardplan.reviews.views import reviews


def _home(request):
    return reverse("tips", args=[request.programme.slug])


def _crumbs(request):
    return [*reviews.crumbs(request), (_("Use this"), _home(request))]


def _tip(request, slug):
    rows = Tip.objects.visible_to(request.user).filter(programme=request.programme)
    row = get_object_or_404(rows.select_related("review__activity"), slug=slug)
    row.programme = request.programme
    return row


def _shown(request, tip):
    return address_of(_home(request), tip)


@in_programme(Permission.READ)
def tips(request):
    shown = turned(request, queries.tips_of(request.programme, request.user), on_a_page=50)
    page = {"tips": shown.object_list, "page": shown, "takers": access.takers(request.authority)}
    return render(request, "reviews/tips.html", page)


@in_programme(*access.REVIEWERS)
def add(request, slug):
    review = reviews.mine(request, slug)
    programme = request.programme

    def save(form):
        key = free_slug(Tip, form.cleaned_data["title"], programme=programme)
        return services.add_tip(by=request.user, programme=programme, slug=key, review=review, **form.cleaned_data)

    return form_page(
        request,
        TipForm,
        title=_("Write what others can use"),
        back=reviews.url(request, review),
        save=save,
        context={"crumbs": reviews.crumbs(request, review)},
    )


def _own(request, slug):
    row = _tip(request, slug)
    require(access.can_edit_review(request.authority, row.review))
    return row


@in_programme(*access.REVIEWERS)
def edit(request, slug):
    row = _own(request, slug)
    return form_page(
        request,
        TipForm,
        row=row,
        title=_("Change what others can use"),
        back=_shown(request, row),
        save=lambda form: services.edit_tip(row, by=request.user, seen=form.version, **form.cleaned_data),
        context={"crumbs": _crumbs(request), "remove_url": reverse("tip_remove", args=[request.programme.slug, row.slug])},
    )


@in_programme(*access.REVIEWERS)
def remove(request, slug):
    row = _own(request, slug)
    return confirm_page(
        request,
        do=lambda: services.remove_tip(row, by=request.user),
        title=_("Take away “%(name)s”?") % {"name": row},
        what=[_("It disappears from the pages. The history keeps what it said.")],
        submit=_("Take away"),
        back=_home(request),
        speaks=(services.StillTaken,),
        context={"crumbs": _crumbs(request)},
    )


@in_programme(Permission.EDIT_PARTY_PLAN)
def use(request, slug):
    row = _tip(request, slug)
    parties = Party.objects.filter(programme=request.programme, pk__in=access.takers(request.authority)).in_order()
    require(parties)
    held = row.uses.filter(party__in=parties).first()

    def save(form):
        require(form.cleaned_data["party"].pk in access.takers(request.authority))
        return services.use_tip(row, by=request.user, **form.cleaned_data)

    begins = {"party": parties[0] if len(parties) == 1 else None, "taken_date": request.today}
    if held:
        begins = {name: getattr(held, name) for name in ("party", "taken_date", "where", "words", "initiative")}
    return form_page(
        request,
        TipUseForm,
        title=_("We use “%(tip)s”") % {"tip": row},
        back=_shown(request, row),
        initial=begins,
        save=save,
        context={"crumbs": _crumbs(request), "cancel_url": _shown(request, row)},
        parties=parties,
        programme=request.programme,
    )


@in_programme(Permission.EDIT_PARTY_PLAN)
def stop(request, slug, party):
    row = _tip(request, slug)
    held = get_object_or_404(row.uses.select_related("party__organisation"), party__slug=party)
    require(held.party_id in access.takers(request.authority))
    return confirm_page(
        request,
        do=lambda: services.stop_using_tip(held, by=request.user),
        title=_("Does %(party)s not use it?") % {"party": held.party},
        what=[_("What was said of it disappears from the page. The history keeps it.")],
        submit=_("Take away"),
        back=_shown(request, row),
        context={"crumbs": _crumbs(request)},
    )

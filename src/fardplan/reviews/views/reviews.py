"""Reviews of activities: written, read and searched by what helped and what hindered."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import confirm_page, form_page
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require
from fardplan.plan.access import plans_of
from fardplan.plan.models import Activity
from fardplan.reviews import access, queries, services
from fardplan.reviews.forms.reviews import ReviewFilterForm, ReviewForm, initial_of_review
from fardplan.reviews.models import ActivityReview

ON_A_PAGE = 50
#: Keys that the pages of reviews use.
RESERVED = frozenset({"ny", "ord", "tips", "steg", "faktorer"})


def crumbs(request, review=None):
    home = [(_("Reviews of activities"), reverse("activity_reviews", args=[request.programme.slug]))]
    return home + ([(review.activity.title, url(request, review))] if review else [])


def url(request, review):
    return reverse("activity_review", args=[request.programme.slug, review.slug])


def found(request, slug):
    rows = ActivityReview.objects.visible_to(request.user).filter(programme=request.programme)
    row = get_object_or_404(queries.with_all(rows).select_related("activity__initiative"), slug=slug)
    row.programme = row.activity.programme = request.programme
    return row


def mine(request, slug):
    """The review, for whoever may write it: 403 for other members."""
    row = found(request, slug)
    require(access.can_edit_review(request.authority, row))
    return row


@in_programme(Permission.READ)
def activity_reviews(request):
    programme = request.programme
    options = queries.review_options(programme)
    asked = queries.ReviewFilter.from_params(request.GET, options)
    rows = asked.apply(ActivityReview.objects.visible_to(request.user).filter(programme=programme))
    turned = Paginator(queries.with_all(rows), ON_A_PAGE).get_page(request.GET.get("sida"))
    counts = queries.factor_counts(programme, ReportPeriod.parse(asked.period) if asked.period else None)
    page = {
        "filters": ReviewFilterForm(request.GET, options=options),
        "is_narrow": asked != queries.ReviewFilter(),
        "page": turned,
        "total": turned.paginator.count,
        "factors": counts,
        "can_edit_words": request.authority.may(Permission.EDIT_FRAME),
        "can_review": bool(plans_of(request.authority)),
    }
    return render(request, "reviews/reviews.html", page)


@in_programme(Permission.READ)
def activity_review(request, slug):
    row = found(request, slug)
    page = {
        "review": row,
        "period": ReportPeriod.parse(row.period),
        "helped": [factor for factor in row.factors.all() if factor.kind == factor.Kind.HELPED],
        "hindered": [factor for factor in row.factors.all() if factor.kind == factor.Kind.HINDERED],
        "can_edit": access.can_edit_review(request.authority, row),
        "can_take": bool(access.takers(request.authority)),
    }
    return render(request, "reviews/review.html", page)


@in_programme(*access.REVIEWERS)
def add(request, slug):
    programme = request.programme
    activity = get_object_or_404(Activity.objects.visible_to(request.user).filter(programme=programme), slug=slug)
    activity.programme = programme
    require(access.may_review(request.authority, activity, activity.responsible_id))

    def save(form):
        values = form.for_service()
        party = values["party"]
        require(access.may_review(request.authority, activity, party and party.pk))
        key = free_slug(ActivityReview, f"{activity.slug[:50]} {values['period'].lower()}", programme=programme)
        return services.add_activity_review(
            by=request.user, programme=programme, slug=key, activity=activity, reviewed_date=request.today, **values
        )

    return form_page(
        request,
        ReviewForm,
        title=_("Review “%(title)s”") % {"title": activity.title},
        back=lambda saved: url(request, saved),
        initial={"party": activity.responsible_id, "period": str(activity.year), "goals": list(activity.goals.all())},
        save=save,
        template="reviews/review_form.html",
        context={
            "crumbs": crumbs(request),
            "cancel_url": reverse("activity", args=[programme.slug, activity.slug]),
            "activity": activity,
        },
        activity=activity,
        plans=plans_of(request.authority),
        on=request.today,
    )


@in_programme(*access.REVIEWERS)
def edit(request, slug):
    row = mine(request, slug)

    def save(form):
        values = form.for_service()
        party = values["party"]
        require(access.may_review(request.authority, row.activity, party and party.pk))
        return services.edit_activity_review(row, by=request.user, seen=form.version, **values)

    return form_page(
        request,
        ReviewForm,
        row=row,
        initial_from=initial_of_review,
        title=_("Change the review"),
        back=url(request, row),
        save=save,
        template="reviews/review_form.html",
        context={
            "crumbs": crumbs(request, row),
            "activity": row.activity,
            "remove_url": reverse("activity_review_remove", args=[request.programme.slug, row.slug]),
        },
        activity=row.activity,
        plans=plans_of(request.authority),
        on=request.today,
        review=row,
    )


@in_programme(*access.REVIEWERS)
def remove(request, slug):
    row = mine(request, slug)
    return confirm_page(
        request,
        do=lambda: services.remove_activity_review(row, by=request.user),
        title=_("Take away “%(name)s”?") % {"name": row},
        what=[
            _("Its factors and tips go with it."),
            _("It disappears from the pages. The history keeps what it said."),
        ],
        submit=_("Take away"),
        back=crumbs(request)[0][1] if request.method == "POST" else url(request, row),
        speaks=(services.StillTaken,),
        context={"crumbs": crumbs(request, row)},
    )

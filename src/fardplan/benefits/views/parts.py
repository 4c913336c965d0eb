"""A party's part of a benefit, and its values: reported by whoever measured, confirmed or corrected by the party's own line."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.benefits import access, presenting, services
from fardplan.benefits.forms.profiles import AnswerForm, PartForm, ValueForm
from fardplan.benefits.models import BenefitPart, BenefitValue
from fardplan.benefits.views.profiles import benefit_of, benefit_url, crumbs
from fardplan.kit.editing import confirm_page, form_page
from fardplan.kit.templatetags.fardplan import datum
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require


def _part(request, slug):
    found = BenefitPart.objects.visible_to(request.user).filter(programme=request.programme)
    return get_object_or_404(found.select_related("party__organisation", "profile__initiative", "profile__indicator"), slug=slug)


def _value(request, slug):
    found = BenefitValue.objects.visible_to(request.user).filter(programme=request.programme)
    return get_object_or_404(
        found.select_related("part__party__organisation", "part__profile__initiative", "part__profile__indicator"), slug=slug
    )


def _page(request, part):
    url = f"{benefit_url(request, part.profile)}#{part.slug}"
    return {"crumbs": crumbs(request, part.profile), "cancel_url": url, "belongs_to": str(part)}, url


@in_programme(*access.WRITERS)
def add(request, slug):
    profile = benefit_of(request, slug)
    require(access.can_edit(request.authority, profile))

    def save(form):
        key = free_slug(BenefitPart, f"{profile.slug} {form.cleaned_data['party']}", programme=request.programme)
        return services.add_part(by=request.user, programme=request.programme, profile=profile, slug=key, **form.cleaned_data)

    return form_page(
        request,
        PartForm,
        title=_("A party's part of “%(title)s”") % {"title": profile.title},
        back=benefit_url(request, profile),
        save=save,
        context={"crumbs": crumbs(request, profile), "cancel_url": benefit_url(request, profile)},
        programme=request.programme,
        profile=profile,
    )


@in_programme(*access.PART_WRITERS)
def edit(request, slug):
    part = _part(request, slug)
    require(access.can_edit_part(request.authority, part))
    context, url = _page(request, part)
    return form_page(
        request,
        PartForm,
        row=part,
        title=_("%(party)s: owner, baseline and target") % {"party": part.party},
        back=url,
        save=lambda form: services.edit_part(part, by=request.user, seen=form.version, **form.cleaned_data),
        context={**context, "remove_url": reverse("benefit_part_remove", args=[request.programme.slug, part.slug])},
        programme=request.programme,
        held=part,
    )


@in_programme(*access.PART_WRITERS)
def remove(request, slug):
    part = _part(request, slug)
    require(access.can_edit_part(request.authority, part))
    context, url = _page(request, part)
    return confirm_page(
        request,
        do=lambda: services.remove_part(part, by=request.user),
        title=_("Take away %(party)s's part?") % {"party": part.party},
        what=[_("Values that the party has not answered go with it."), _("It disappears from the pages. The history keeps what it said.")],
        submit=_("Take away"),
        back=url,
        context={"crumbs": context["crumbs"]},
    )


@in_programme(*access.PART_WRITERS)
def report(request, slug):
    part = _part(request, slug)
    require(access.can_edit_part(request.authority, part))
    context, url = _page(request, part)

    def save(form):
        key = free_slug(BenefitValue, f"{part.slug} {form.cleaned_data['dated'].isoformat()}", programme=request.programme)
        return services.add_value(by=request.user, programme=request.programme, part=part, slug=key, **form.cleaned_data)

    return form_page(
        request,
        ValueForm,
        title=_("Report a value for %(party)s") % {"party": part.party},
        back=url,
        initial={"dated": request.today},
        save=save,
        context=context,
    )


@in_programme(*access.PART_WRITERS)
def edit_value(request, slug):
    value = _value(request, slug)
    require(access.can_edit_part(request.authority, value.part))
    context, url = _page(request, value.part)
    return form_page(
        request,
        ValueForm,
        row=value,
        title=_("Change the reported value"),
        back=url,
        save=lambda form: services.edit_value(value, by=request.user, seen=form.version, **form.cleaned_data),
        context={**context, "remove_url": reverse("benefit_value_remove", args=[request.programme.slug, value.slug])},
    )


@in_programme(*access.PART_WRITERS)
def remove_value(request, slug):
    value = _value(request, slug)
    require(access.can_edit_part(request.authority, value.part))
    context, url = _page(request, value.part)
    return confirm_page(
        request,
        do=lambda: services.remove_value(value, by=request.user),
        title=_("Take away the value of %(day)s?") % {"day": datum(value.dated)},
        what=[_("It disappears from the pages. The history keeps what it said.")],
        submit=_("Take away"),
        back=url,
        context={"crumbs": context["crumbs"]},
    )


@in_programme(Permission.CONFIRM_BENEFIT)
def answer(request, slug):
    value = _value(request, slug)
    part = value.part
    require(access.can_answer(request.authority, part))
    context, url = _page(request, part)
    said = presenting.measured(value.reported, presenting.unit_of(part.profile))
    return form_page(
        request,
        AnswerForm,
        row=value,
        title=_("Confirm or correct the value of %(party)s") % {"party": part.party},
        back=url,
        initial_from=lambda current: {
            "own": current.reported if current.value is None else current.value,
            "answered_as": current.answered_as or part.owner,
            "words": current.answer_words,
        },
        save=lambda form: services.answer_value(
            value, by=request.user, party=part.party, on=request.today, seen=form.version, **form.cleaned_data
        ),
        template="benefits/answer_form.html",
        context={**context, "said": said, "value": value, "part": part},
    )

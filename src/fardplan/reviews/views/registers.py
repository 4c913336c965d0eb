"""The words that reviews are written with: the scale's steps and the tags of factors."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme
from fardplan.reviews import services
from fardplan.reviews.forms.reviews import FactorTagForm, ProgressStepForm
from fardplan.reviews.models import FactorTag, ProgressStep

WORDS = {"home": "review_words", "home_label": _("Scale and factors")}

progress_step = Register(
    ProgressStep,
    ProgressStepForm,
    add=services.add_progress_step,
    edit=services.edit_progress_step,
    end=services.end_progress_step,
    reopen=services.reopen_progress_step,
    remove=services.remove_progress_step,
    titles=(_("Add a step"), _("Change the step")),
    route="progress_step",
    named_by="label",
    initial=lambda request: {"position": ProgressStep.objects.filter(programme=request.programme).count()},
    **WORDS,
)

factor_tag = Register(
    FactorTag,
    FactorTagForm,
    add=services.add_factor_tag,
    edit=services.edit_factor_tag,
    end=services.end_factor_tag,
    reopen=services.reopen_factor_tag,
    remove=services.remove_factor_tag,
    titles=(_("Add a factor"), _("Change the factor")),
    route="factor_tag",
    named_by="name",
    **WORDS,
)


@in_programme(Permission.READ)
def review_words(request):
    def rows(model):
        return list(model.objects.visible_to(request.user).filter(programme=request.programme))

    page = {
        "steps": rows(ProgressStep),
        "tags": rows(FactorTag),
        "can_edit": request.authority.may(Permission.EDIT_FRAME),
    }
    return render(request, "reviews/words.html", page)

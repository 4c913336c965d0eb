"""Listening: the yearly survey of the programme's support, and dialogues with inhabitants."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.turning import turned
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme, require
from fardplan.reviews import access, queries, services
from fardplan.reviews.forms.listening import (
    CitizenDialogueForm,
    DialogueFindingForm,
    SupportSurveyForm,
    SurveyQuestionForm,
    initial_of_finding,
    initial_of_survey_question,
)
from fardplan.reviews.models import CitizenDialogue, DialogueFinding, SupportSurvey, SurveyQuestion
from fardplan.reviews.rules import FEWEST

HOME = {"home": "listening", "home_label": _("Listening"), "permission": Permission.EDIT_PLAN}


def _at(route):
    return lambda request, row: reverse(route, args=[request.programme.slug, row.slug])


def _above(route, name):
    return lambda request, row: reverse(route, args=[request.programme.slug, getattr(row, name).slug])


class DialogueRegister(Register):
    """The programme's dialogues, and each party's own: the form is told whose the writer writes."""

    def _form_kwargs(self, request, row, parent):
        return {**super()._form_kwargs(request, row, parent), "plans": access.dialogues_of(request.authority)}


class FindingRegister(Register):
    """What was said stands in a dialogue, and is written by those who write that."""

    def _parent(self, request, slug=None):
        found = super()._parent(request, slug)
        require(access.can_edit_dialogue(request.authority, found["dialogue"]))
        return found


survey_register = Register(
    SupportSurvey,
    SupportSurveyForm,
    add=services.add_support_survey,
    edit=services.edit_support_survey,
    remove=services.remove_support_survey,
    titles=(_("Add a survey"), _("Change the survey")),
    route="support_survey",
    reserved=frozenset({"ny"}),
    initial=lambda request: {"year": request.today.year, "minimum": FEWEST},
    goes_with=lambda row: [_("Its questions and results go with it.")],
    **HOME,
)
survey_question_register = Register(
    SurveyQuestion,
    SurveyQuestionForm,
    add=services.add_survey_question,
    edit=services.edit_survey_question,
    remove=services.remove_survey_question,
    titles=(_("Add a question to the survey"), _("Change the survey's question")),
    route="survey_question",
    named_by="text",
    parent=("survey", SupportSurvey),
    wants_programme=True,
    initial_from=initial_of_survey_question,
    back=_above("support_survey", "survey"),
    **HOME,
)
dialogue_register = DialogueRegister(
    CitizenDialogue,
    CitizenDialogueForm,
    add=services.add_citizen_dialogue,
    edit=services.edit_citizen_dialogue,
    remove=services.remove_citizen_dialogue,
    titles=(_("Add a citizen dialogue"), _("Change the citizen dialogue")),
    route="citizen_dialogue",
    reserved=frozenset({"ny"}),
    wants_programme=True,
    goes_with=lambda row: [_("What was said in it goes with it.")],
    allows=access.can_edit_dialogue,
    **{**HOME, "permission": access.LISTENERS},
)
finding_register = FindingRegister(
    DialogueFinding,
    DialogueFindingForm,
    add=services.add_dialogue_finding,
    edit=services.edit_dialogue_finding,
    remove=services.remove_dialogue_finding,
    titles=(_("Write what was said"), _("Change what was said")),
    route="dialogue_finding",
    named_by="text",
    parent=("dialogue", CitizenDialogue),
    wants_programme=True,
    initial_from=initial_of_finding,
    back=_above("citizen_dialogue", "dialogue"),
    allows=lambda authority, row: access.can_edit_dialogue(authority, row.dialogue),
    **{**HOME, "permission": access.LISTENERS},
)


def _rows(request, model):
    return model.objects.visible_to(request.user).filter(programme=request.programme)


@in_programme(Permission.READ)
def listening(request):
    dialogues = turned(request, queries.with_counts_of_findings(_rows(request, CitizenDialogue)))
    page = {
        "surveys": list(_rows(request, SupportSurvey)),
        "dialogues": dialogues.object_list,
        "page": dialogues,
        "can_edit": request.authority.may(Permission.EDIT_PLAN),
        "can_add": request.authority.may(Permission.EDIT_PLAN) or bool(access.dialogues_of(request.authority).parties),
    }
    return render(request, "reviews/listening.html", page)


@in_programme(Permission.READ)
def support_survey(request, slug):
    row = get_object_or_404(_rows(request, SupportSurvey), slug=slug)
    row.programme = request.programme
    page = {"survey": row, "questions": queries.survey_results(row), "can_edit": request.authority.may(Permission.EDIT_PLAN)}
    return render(request, "reviews/survey.html", page)


@in_programme(Permission.READ)
def citizen_dialogue(request, slug):
    row = get_object_or_404(queries.with_findings(_rows(request, CitizenDialogue)), slug=slug)
    row.programme = request.programme
    page = {"dialogue": row, "can_edit": access.can_edit_dialogue(request.authority, row)}
    return render(request, "reviews/dialogue.html", page)

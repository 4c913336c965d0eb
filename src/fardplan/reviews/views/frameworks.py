"""Frameworks of follow-up: their areas, levels and questions, and what answers each."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme
from fardplan.reviews import queries, services, shipped
from fardplan.reviews.forms.frameworks import (
    FrameworkAnswerForm,
    FrameworkAreaForm,
    FrameworkForm,
    FrameworkLevelForm,
    FrameworkQuestionForm,
    initial_of_question,
)
from fardplan.reviews.models import Framework, FrameworkArea, FrameworkLevel, FrameworkQuestion

HOME = {"home": "frameworks", "home_label": gettext_lazy("Frameworks")}


def _at(request, framework):
    return reverse("framework", args=[request.programme.slug, framework.slug])


framework_register = Register(
    Framework,
    FrameworkForm,
    add=services.add_framework,
    edit=services.edit_framework,
    end=services.end_framework,
    reopen=services.reopen_framework,
    remove=services.remove_framework,
    titles=(gettext_lazy("Add a framework"), gettext_lazy("Change the framework")),
    route="framework",
    reserved=frozenset({"nytt", "hamta", "omraden", "nivaer", "fragor"}),
    **HOME,
)
area_register = Register(
    FrameworkArea,
    FrameworkAreaForm,
    add=services.add_framework_area,
    edit=services.edit_framework_area,
    remove=services.remove_framework_area,
    titles=(gettext_lazy("Add an area"), gettext_lazy("Change the area")),
    route="framework_area",
    parent=("framework", Framework),
    back=lambda request, row: _at(request, row.framework),
    **HOME,
)
level_register = Register(
    FrameworkLevel,
    FrameworkLevelForm,
    add=services.add_framework_level,
    edit=services.edit_framework_level,
    remove=services.remove_framework_level,
    titles=(gettext_lazy("Add a level"), gettext_lazy("Change the level")),
    route="framework_level",
    parent=("framework", Framework),
    back=lambda request, row: _at(request, row.framework),
    **HOME,
)
question_register = Register(
    FrameworkQuestion,
    FrameworkQuestionForm,
    add=services.add_framework_question,
    edit=services.edit_framework_question,
    remove=services.remove_framework_question,
    titles=(gettext_lazy("Add a question to the framework"), gettext_lazy("Change the framework's question")),
    route="framework_question",
    named_by="text",
    parent=("area", FrameworkArea),
    back=lambda request, row: _at(request, row.area.framework),
    wants_programme=True,
    initial_from=initial_of_question,
    goes_with=lambda row: [gettext_lazy("What is answered to it goes with it.")] if row.answers.exists() else [],
    **HOME,
)


@in_programme(Permission.READ)
def frameworks(request):
    rows = Framework.objects.visible_to(request.user).filter(programme=request.programme)
    held = {row.title for row in rows}
    can_edit = request.authority.may(Permission.EDIT_FRAME)
    offered = [(name, told["title"]) for name, told in shipped.frameworks().items() if can_edit and told["title"] not in held]
    page = {"frameworks": queries.with_counts(rows), "can_edit": can_edit, "offered": offered}
    return render(request, "reviews/frameworks.html", page)


@in_programme(Permission.EDIT_FRAME)
def take_in(request, name):
    told = shipped.frameworks().get(name)
    if told is None:
        raise Http404
    return confirm_page(
        request,
        do=lambda: services.take_in(name, programme=request.programme, by=request.user),
        title=_("Take in “%(title)s”?") % {"title": told["title"]},
        what=[told["text"], _("The programme owns it from then on: change its areas and questions as you like.")],
        submit=_("Take in"),
        danger=False,
        back=reverse("frameworks", args=[request.programme.slug]),
        context={"crumbs": [(_("Frameworks"), reverse("frameworks", args=[request.programme.slug]))]},
    )


@in_programme(Permission.READ)
def framework(request, slug):
    row = get_object_or_404(Framework.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)
    row.programme = request.programme
    page = {
        "framework": row,
        "areas": queries.areas_of(row),
        "levels": list(row.levels.all()),
        "can_edit": request.authority.may(Permission.EDIT_FRAME),
        "can_answer": request.authority.may(Permission.EDIT_PLAN),
    }
    return render(request, "reviews/framework.html", page)


@in_programme(Permission.EDIT_PLAN)
def answer(request, slug):
    rows = FrameworkQuestion.objects.visible_to(request.user).filter(programme=request.programme)
    question = get_object_or_404(rows.select_related("area__framework"), slug=slug)
    held = question.answers.filter(period=str(request.today.year)).first()
    home = _at(request, question.area.framework)
    return form_page(
        request,
        FrameworkAnswerForm,
        title=_("Answer the question"),
        back=home,
        initial={"period": str(request.today.year), "text": held.text if held else ""},
        save=lambda form: services.answer_question(question, by=request.user, answered_date=request.today, **form.cleaned_data),
        context={
            "crumbs": [(_("Frameworks"), reverse("frameworks", args=[request.programme.slug])), (question.area.framework.title, home)],
            "lead": question.text,
        },
        on=request.today,
    )

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import Decision
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.parties.models import Membership
from fardplan.reports.models import Retention


def people_of(programme, *, on):
    """Whoever holds a role in the programme on the day."""
    members = Membership.objects.filter(programme=programme).holding_on(on).values("user")
    return get_user_model().objects.filter(pk__in=members, is_active=True).order_by(swedish("display_name"))


class AssignForm(forms.Form):
    """Whoever is chosen here writes the chosen sections; whoever wrote them before and is not chosen does not any longer."""

    sections = forms.MultipleChoiceField(label=_("Sections"))
    writers = forms.ModelMultipleChoiceField(
        get_user_model().objects.none(),
        label=_("Who writes"),
        required=False,
        hint=_("They may write in these sections whatever their role. Nobody chosen: nobody is asked any longer."),
    )
    due_date = forms.DateField(label=_("Last day"), required=False, width="s")

    layout = ("sections", "writers", "due_date")

    def __init__(self, *args, programme, on, titles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = list(titles.items())
        self.fields["writers"].queryset = people_of(programme, on=on)


class ReviewersForm(forms.Form):
    reviewers = forms.ModelMultipleChoiceField(
        get_user_model().objects.none(),
        label=_("Reviewers"),
        required=False,
        hint=_("The report is marked as reviewed when all of them have looked it through and every comment is answered."),
    )
    due_date = forms.DateField(label=_("Last day"), required=False, width="s")

    layout = ("reviewers", "due_date")

    def __init__(self, *args, programme, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewers"].queryset = people_of(programme, on=on)


class LookedThroughForm(forms.Form):
    words = forms.LongTextField(label=_("What you want to say"), max_length=600, required=False, rows=3)


class CommentForm(forms.Form):
    text = forms.LongTextField(label=_("Comment"), max_length=4000, rows=5)
    words = forms.TextField(
        label=_("The words it is about"), max_length=300, required=False, hint=_("Copied from the text, if it is about some words of it.")
    )


class AnswerForm(forms.Form):
    answer = forms.LongTextField(
        label=_("Answer"), max_length=4000, rows=4, hint=_("Say what was done about it. The comment is then closed.")
    )


class ApproveForm(forms.Form):
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label=_("Approved by the decision"), required=False, empty_label=_("No decision in the register")
    )

    def __init__(self, *args, decisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions


class FilingForm(forms.Form):
    summary = forms.LongTextField(
        label=_("What is new in this version"), max_length=600, required=False, rows=3, hint=_("Shown in the list of versions.")
    )
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label=_("Approved by the decision"), required=False, empty_label=_("No decision in the register")
    )
    reference_number = forms.TextField(label=_("Reference number"), max_length=60, required=False, width="m")
    retention = forms.ChoiceField(label=_("How long it is kept"), choices=Retention.choices, required=False)
    published_date = forms.DateField(
        label=_("Published"), required=False, width="s", hint=_("The day it was published. Only a locked report is.")
    )
    published_where = forms.TextField(label=_("Where it is published"), max_length=300, required=False, hint=_("An address or a place."))

    layout = ("summary", "decision", ("reference_number", "retention"), ("published_date", "published_where"))

    def __init__(self, *args, decisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions

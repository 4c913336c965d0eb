from operator import attrgetter

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import (
    Document,
    DocumentPoint,
    Forum,
    ForumLine,
    Seat,
)
from fardplan.governance.rules import DecisionRule
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.parties.choices import organisations_for
from fardplan.parties.models import Membership, Organisation, Party
from fardplan.portfolio.models import Initiative


def forums_of(programme):
    return Forum.objects.filter(programme=programme).order_by(swedish("name"))


def documents_of(programme):
    return Document.objects.filter(programme=programme).order_by(swedish("title"))


def initiatives_of(programme):
    return Initiative.objects.filter(programme=programme).order_by(swedish("title"))


# Forums


class ForumForm(forms.Form):
    name = forms.TextField(label=_("Forum"), max_length=160)
    function = forms.ChoiceField(label=_("Function"), choices=Forum.Function.choices)
    description = forms.LongTextField(label=_("Description"), required=False)
    decision_rule = forms.ChoiceField(label=_("What a decision needs"), choices=DecisionRule.choices, radio=True, initial=DecisionRule.EACH)
    rhythm = forms.TextField(label=_("How often"), max_length=80, required=False, hint=_("As you say it: once a month, ongoing."))
    from_date = forms.DateField(label=_("From"), required=False, hint=_("Leave empty if it is not known."))
    until_date = forms.EndDateField(label=_("Last day"), required=False, hint=_("Leave empty if it goes on."))

    layout = (("name", "function"), "description", "rhythm", "decision_rule", ("from_date", "until_date"))


class FormerNameForm(forms.Form):
    name = forms.TextField(label=_("Former name"), max_length=160)
    period_words = forms.TextField(
        label=_("The period, as worded"), max_length=80, required=False, hint=_("When the source says it in its own words.")
    )
    from_date = forms.DateField(label=_("From"), required=False, hint=_("Leave empty if it is not known."))
    until_date = forms.EndDateField(label=_("Last day"), required=False, hint=_("Leave empty if it goes on."))

    layout = ("name", "period_words", ("from_date", "until_date"))


class SeatForm(forms.Form):
    title = forms.TextField(label=_("Office"), max_length=160, hint=_("The office that holds the seat, not a name."))
    role = forms.ChoiceField(label=_("Role"), choices=Seat.Role.choices, initial=Seat.Role.MEMBER)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False, empty_label=_("Not stated"), label_of=attrgetter("name")
    )
    number = forms.NumberField(label=_("Number of seats"), whole=True, min_value=1, max_value=99, initial=1)
    is_acting = forms.BooleanField(label=_("Acting for the time being"))
    from_date = forms.DateField(label=_("From"), required=False, hint=_("Leave empty if it is not known."))
    until_date = forms.EndDateField(label=_("Last day"), required=False, hint=_("Leave empty if it goes on."))

    layout = ("title", "is_acting", ("role", "organisation"), "number", ("from_date", "until_date"))

    def __init__(self, *args, programme, forum, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_for(programme, held=[held.organisation_id] if held else ())


class LineForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it does"), choices=ForumLine.Kind.choices)
    to_forum = forms.ModelChoiceField(Forum.objects.none(), label=_("Which forum"))
    words = forms.TextField(label=_("In words"), max_length=200, required=False)
    from_date = forms.DateField(label=_("From"), required=False, hint=_("Leave empty if it is not known."))
    until_date = forms.EndDateField(label=_("Last day"), required=False, hint=_("Leave empty if it goes on."))

    layout = (("kind", "to_forum"), "words", ("from_date", "until_date"))

    def __init__(self, *args, programme, from_forum, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.from_forum = from_forum
        self.fields["to_forum"].queryset = forums_of(programme).exclude(pk=from_forum.pk)

    def key(self):
        return f"{self.from_forum.slug[:38]} {self.cleaned_data['to_forum'].slug[:38]}"


class ForumMemberForm(forms.Form):
    user = forms.ModelChoiceField(
        get_user_model().objects.none(), label=_("Who"), hint=_("Somebody who logs in here. Gets the forum's packs and letters.")
    )
    party = forms.ModelChoiceField(Party.objects.none(), label=_("For which party"), required=False, empty_label=_("For no party"))
    role = forms.ChoiceField(label=_("Role"), choices=Seat.Role.choices, initial=Seat.Role.MEMBER)
    from_date = forms.DateField(label=_("From"), required=False, hint=_("Leave empty if it is not known."))
    until_date = forms.EndDateField(label=_("Last day"), required=False, hint=_("Leave empty if it goes on."))

    layout = ("user", ("party", "role"), ("from_date", "until_date"))

    def __init__(self, *args, programme, forum, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.forum = forum
        members = Membership.objects.filter(programme=programme).values("user")
        self.fields["user"].queryset = get_user_model().objects.filter(pk__in=members).order_by(swedish("display_name"))
        self.fields["party"].queryset = Party.objects.filter(programme=programme).in_order()

    def key(self):
        return f"{self.forum.slug[:40]} {self.cleaned_data['user'].pk}"


# Documents


class DocumentForm(forms.Form):
    title = forms.TextField(label=_("Document"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Document.Kind.choices)
    owner = forms.TextField(label=_("Owner"), max_length=200, required=False, hint=_("Offices, not names."))
    informed = forms.TextField(label=_("Who is informed"), max_length=200, required=False)


class VersionForm(forms.Form):
    number = forms.TextField(label=_("Version"), max_length=20, hint=_("Such as 1.2."), width="s")
    dated = forms.TimingField(label=_("Date"), required=False)
    summary = forms.TextField(label=_("What changed"), max_length=300, required=False)
    changes_marked = forms.TextField(label=_("Are the changes marked"), max_length=10, required=False, width="s")


class PointForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentPoint.Kind.choices)
    number = forms.TextField(label=_("Number"), max_length=20, required=False, hint=_("Its place in the document, such as 1.1."), width="s")
    text = forms.LongTextField(label=_("What it says"))


class DayForm(forms.FilterForm):
    pa = forms.DateField(label=_("On the day"))
